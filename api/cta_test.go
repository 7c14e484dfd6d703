package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/attract/cta"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/hub/person"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// aCall is a pop-up for some people on a page.
const aCall = `{"key":"uu-dai","name":"Ưu đãi","draft":{"kind":"popup","contents":[{"title":{"vi":"Giảm giá","en":"Sale"},"text":{"vi":"Hôm nay","en":"Today"},"button":{"vi":"Lấy","en":"Take"},"url":"/gia"}],"style":{},
"audience":{"who":%q,"where":%q},"visits":{"pages":["/gia*"],"not":[],"params":[],"referrers":[]},"moment":{"kind":"now"},"schedule":{},"frequency":{"times":1,"days":7,"rest":30},"priority":5,"goal":{"event":"Order Completed","days":14},"holdout":0}}`

// called asks which calls to action a page may show a visitor.
func (f *front) called(visitor, url string, keys ...string) (shown []shownCTA) {
	f.t.Helper()
	body, _ := json.Marshal(asksCTA{Visitor: visitor, URL: url, Language: "vi", Keys: keys})
	resp, err := http.Post(f.url+"/w/cta", "text/plain", strings.NewReader(string(body)))
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, _ := io.ReadAll(resp.Body)
	var answer struct{ CTAs []shownCTA }
	if resp.StatusCode != 200 || json.Unmarshal(text, &answer) != nil || resp.Header.Get("Access-Control-Allow-Origin") != "*" {
		f.t.Fatalf("%d %s", resp.StatusCode, text)
	}
	if strings.Contains(string(text), "lan@") {
		f.t.Errorf("it says who visits: %s", text)
	}
	return answer.CTAs
}

func (b *visitor) publishesCall(who cta.Who, where string) CTADetail {
	b.t.Helper()
	made := gets[CTADetail](b, 200, "POST", "/v1/ctas", fmt.Sprintf(aCall, who, where))
	return gets[CTADetail](b, 200, "POST", "/v1/ctas/"+made.ID+"/publish", "")
}

// TestACallIsForWhomItIsFor: who fulfils its condition is shown it on the pages it is for, nobody else, and the other way round.
func TestACallIsForWhomItIsFor(t *testing.T) {
	f, b := turning(t)
	if err := f.acquaint(person.Identity{AnonymousID: "lan-browser", Email: "lan@example.com"}); err != nil {
		t.Fatal(err)
	}
	made := b.publishesCall(cta.People, `email = "lan@example.com"`)
	got := f.called("lan-browser", "https://shop.example/gia?x=1")
	if len(got) != 1 || got[0].Title != "Giảm giá" || got[0].Arm != "a" || got[0].ID != made.ID || got[0].Version != 1 {
		t.Fatalf("a member is shown %+v", got)
	}
	if other, stranger, nobody := f.called("lan-browser", "https://shop.example/"), f.called("somebody", "https://shop.example/gia"), f.called("", "https://shop.example/gia"); len(other)+len(stranger)+len(nobody) != 0 {
		t.Errorf("%+v, %+v, %+v", other, stranger, nobody)
	}
	for who, want := range map[cta.Who][2]int{cta.Except: {0, 1}, cta.Strangers: {0, 1}, cta.Everybody: {1, 1}} {
		body := strings.TrimSuffix(fmt.Sprintf(aCall, who, `email = "lan@example.com"`), "}") + fmt.Sprintf(`,"edition":%d}`, made.Edition)
		gets[CTADetail](b, 200, "PUT", "/v1/ctas/"+made.ID, body)
		made = gets[CTADetail](b, 200, "POST", "/v1/ctas/"+made.ID+"/publish", "")
		if member, stranger := len(f.called("lan-browser", "https://shop.example/gia")), len(f.called("somebody", "https://shop.example/gia")); member != want[0] || stranger != want[1] {
			t.Errorf("%s: shown to %d members and %d strangers", who, member, stranger)
		}
	}
	body := strings.TrimSuffix(fmt.Sprintf(aCall, cta.Everybody, ""), "}") + fmt.Sprintf(`,"archived":true,"edition":%d}`, made.Edition)
	gets[CTADetail](b, 200, "PUT", "/v1/ctas/"+made.ID, body)
	if got := f.called("somebody", "https://shop.example/gia"); len(got) != 0 {
		t.Errorf("what was put away is shown: %+v", got)
	}
}

// armLists answers who is in an arm, and notes at which now it was asked.
type armLists struct {
	warehouse.Warehouse
	asked *[]int64
}

func (l armLists) List(_ context.Context, c warehouse.Cut, q warehouse.ListQuestion) (r warehouse.ListReport, _ warehouse.Stamp, _ error) {
	*l.asked = append(*l.asked, c.AsOf)
	for _, d := range q.Lift.Drawn {
		if d.Arm != q.Lift.Named {
			continue
		}
		if r.Count++; d.Person > q.After.Person && len(r.Rows) < q.Limit {
			r.Rows = append(r.Rows, warehouse.ListRow{Row: wheel.Row{Person: d.Person}})
		} else if d.Person > q.After.Person && r.Next == nil {
			r.Next = &wheel.Mark{Person: r.Rows[len(r.Rows)-1].Person}
		}
	}
	return r, warehouse.Stamp{}, nil
}

// TestWhoSawACall: what browsers tell counts once for each person, in arms there are only; a published one stays.
func TestWhoSawACall(t *testing.T) {
	f, b := turning(t)
	made := b.publishesCall(cta.Everybody, "")
	at := f.Now().UnixMicro()
	told := func(person int64, name, arm string, version int) follow.Event {
		p := fmt.Sprintf(`{"cta":%q,"cta_version":%d,"cta_arm":%q}`, made.ID, version, arm)
		return follow.Event{Event: flow.Event{Name: name, At: at, Properties: []byte(p)}, Person: person}
	}
	batch := &follow.Batch{Events: []follow.Event{told(1, cta.Viewed, "a", 1), told(1, cta.Viewed, "a", 1), told(1, cta.Clicked, "a", 1), told(2, cta.Viewed, "a", 1), told(3, cta.Withheld, cta.Control, 1),
		told(4, cta.Viewed, "z", 1), told(5, cta.Viewed, "a", 9), told(6, cta.Viewed, cta.Control, 1), told(7, "Order Completed", "a", 1)}}
	if err := f.hearCTAs(context.Background(), batch); err != nil {
		t.Fatal(err)
	}
	if got := gets[CTAsAnswer](b, 200, "GET", "/v1/ctas", "").CTAs[0]; got.People != 2 || got.Views != 3 || got.Clickers != 1 || got.LeftOut != 1 {
		t.Errorf("counted %+v", got)
	}
	var asked, pages []int64
	f.Server.Warehouse = armLists{asked: &asked}
	for cursor := ""; len(pages) < 9; { // all of them, page by page, of one now
		a := gets[ArmPeople](b, 200, "GET", "/v1/ctas/"+made.ID+"/people?arm=a&limit=1&cursor="+cursor, "")
		for _, p := range a.People {
			id, err := ParsePersonID(p.ID)
			if err != nil || a.Count != 2 {
				t.Errorf("a page is %+v, %v", a, err)
			}
			pages = append(pages, id)
		}
		if a.Cursor == nil {
			break
		}
		cursor = *a.Cursor
	}
	if !slices.Equal(pages, []int64{1, 2}) || len(asked) != 2 || asked[0] != asked[1] {
		t.Errorf("page by page they are %v, asked at %v", pages, asked)
	}
	gets[Problem](b, 422, "GET", "/v1/ctas/"+made.ID+"/people?arm=a&cursor=x", "")
	if resp, body := b.asks("DELETE", "/v1/ctas/"+made.ID, ""); resp.StatusCode != http.StatusConflict {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	f.look(func(v *store.View) error {
		r, err := readCTAVersion(context.Background(), v, &ctaResultQuery{CTANamed: CTANamed{made.ID}})
		if len(r.drawn) != 3 || r.over != 0 {
			t.Errorf("read as %+v", r)
		}
		return err
	})
}

// TestACallIsKeptForThePerson: how often somebody was shown a call to action, and that they closed or clicked it, counts in all of
// their browsers, also in those that were found to be theirs later; for nobody else, and no longer than is said.
func TestACallIsKeptForThePerson(t *testing.T) {
	f, b := turning(t)
	made := b.publishesCall(cta.Everybody, "")
	knows := func(browser, name string) (id int64) {
		t.Helper()
		who := person.Identity{AnonymousID: browser}
		if name != "" {
			who.Email = name + "@example.com"
		}
		err := f.acquaint(who)
		if err == nil {
			id, err = f.visitorPerson(t.Context(), browser)
		}
		if err != nil || id == 0 {
			t.Fatal(id, err)
		}
		return id
	}
	happens := func(who int64, name string, daysAgo int) {
		t.Helper()
		p := fmt.Sprintf(`{"cta":%q,"cta_version":1,"cta_arm":"a"}`, made.ID)
		e := flow.Event{Name: name, At: f.Now().AddDate(0, 0, -daysAgo).UnixMicro(), Properties: []byte(p)}
		if err := f.hearCTAs(t.Context(), &follow.Batch{Events: []follow.Event{{Event: e, Person: who}}}); err != nil {
			t.Fatal(err)
		}
	}
	shown := func(browser string) int { return len(f.called(browser, "https://shop.example/gia")) }
	for i, c := range []struct {
		event   string
		daysAgo int
		want    int
	}{{"", 0, 1}, {cta.Viewed, 0, 0}, {cta.Viewed, 8, 1}, {cta.Closed, 29, 0}, {cta.Closed, 31, 1}, {cta.Clicked, 300, 0}} {
		name := fmt.Sprintf("an%d", i)
		who := knows(name+"-phone", name)
		if other := knows(name+"-laptop", name); other != who {
			t.Fatalf("one is %d, and %d", who, other)
		}
		if c.event != "" {
			happens(who, c.event, c.daysAgo)
		}
		for _, browser := range []string{"-phone", "-laptop"} {
			if got := shown(name + browser); got != c.want {
				t.Errorf("%s %d days ago: %s is shown %d", c.event, c.daysAgo, browser, got)
			}
		}
	}
	happens(knows("tablet", ""), cta.Closed, 1)
	before := shown("an0-phone")
	knows("tablet", "an0")
	if after := shown("an0-phone"); before != 1 || after != 0 || shown("somebody") != 1 {
		t.Errorf("shown %d, and %d once the tablet is known to be theirs; to a stranger %d", before, after, shown("somebody"))
	}
}

// TestACallIsReadAtItsEnd: until visitors see a version no more and everybody's time is over, no lift is told.
func TestACallIsReadAtItsEnd(t *testing.T) {
	day := (24 * time.Hour).Microseconds()
	r := &ctaRead{is: cta.Version{Content: cta.Definition{Goal: cta.Goal{Days: 2}}}}
	var a CTAResult
	if a.ends(r, 100*day); a.Final || a.FinalAt != nil {
		t.Error("what goes on has an end")
	}
	r.over = 98 * day
	if a.ends(r, 100*day-1); a.Final || a.FinalAt == nil {
		t.Error("it is read too early")
	}
	if a.ends(r, 100*day); !a.Final {
		t.Error("it is never read")
	}
}

// TestACallStandsInAPage: a page holds what is the same for everybody as it is, without a script; of the rest the place alone.
// Where one may come over pages, the script is told to look.
func TestACallStandsInAPage(t *testing.T) {
	f, b := turning(t)
	button := strings.Replace(fmt.Sprintf(aCall, cta.Everybody, ""), `"kind":"popup"`, `"kind":"button"`, 1)
	everywhere := strings.Replace(button, `["/gia*"]`, "[]", 1)
	made := gets[CTADetail](b, 200, "POST", "/v1/ctas", everywhere)
	gets[CTADetail](b, 200, "POST", "/v1/ctas/"+made.ID+"/publish", "")
	page := gets[PageDetail](b, 200, "POST", "/v1/pages", `{"key":"uu-dai","kind":"page","name":"Ưu đãi","draft":{"title":{"vi":"Ưu đãi","en":""},"description":{"vi":"","en":""},"tags":[],"picture":"","canonical":"","hidden":false,"blocks":[{"kind":"cta","cta":"uu-dai"},{"kind":"cta","cta":"khong-co"}]}}`)
	b.publishes(page.ID)
	if _, body := f.asks("", "/s/uu-dai", ""); !strings.Contains(body, `<div class="card" data-bd-cta="uu-dai" data-bd-drawn="1"><h2>Giảm giá</h2><p>Hôm nay</p><p><a class="button" href="/gia">Lấy</a></p></div>`) || strings.Contains(body, "khong-co") {
		t.Errorf("the page is %s", body)
	}
	change := strings.TrimSuffix(button, "}") + fmt.Sprintf(`,"edition":%d}`, made.Edition+1)
	gets[CTADetail](b, 200, "PUT", "/v1/ctas/"+made.ID, change)
	gets[CTADetail](b, 200, "POST", "/v1/ctas/"+made.ID+"/publish", "")
	if _, body := f.asks("", "/s/uu-dai", ""); !strings.Contains(body, `<div data-bd-cta="uu-dai"></div>`) {
		t.Errorf("the page is %s", body)
	}
	if got := f.called("", "https://shop.example/gia", "uu-dai"); len(got) != 1 || got[0].Arm != "" {
		t.Errorf("in its place comes %+v", got)
	}
	if got := f.called("", "https://shop.example/gia"); len(got) != 0 {
		t.Errorf("where no place is comes %+v", got)
	}
}
