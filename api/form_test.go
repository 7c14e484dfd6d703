package api

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/attract/form"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/store"
)

const (
	aBrowser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
	asking   = `{"key":"dang-ky","name":"Đăng ký","draft":{"title":{"vi":"Đăng ký","en":"Sign up"},"intro":{"vi":"","en":""},"button":{"vi":"","en":""},"language":"vi",
"fields":[{"key":"name","kind":"text","person":"name","label":{"vi":"Tên","en":"Name"}},{"key":"email","kind":"email","person":"email","required":true,"label":{"vi":"E-mail","en":"E-mail"}},
{"key":"want","kind":"choice","required":true,"label":{"vi":"Quan tâm","en":"Interest"},"options":[{"key":"bean","label":{"vi":"Hạt","en":"Beans"}},{"key":"cafe","label":{"vi":"Quán","en":"Café"}}]},
{"key":"seats","kind":"number","required":true,"label":{"vi":"Số chỗ","en":"Seats"},"show":[{"field":"want","is":"one-of","of":["cafe"]}]}],
"consents":[{"purpose":"marketing","channels":["email"]}],"after":{"thanks":{"vi":"Cảm ơn","en":"Thanks"}},"style":{},"popup":{}}}`
)

// opened is a house with a form that is open.
func opened(t *testing.T) (*front, *visitor, FormDetail) {
	f, b := turning(t)
	gets[MailAnswer](b, 200, "PUT", "/v1/mail", settled)
	made := gets[FormDetail](b, 200, "POST", "/v1/forms", asking)
	return f, b, gets[FormDetail](b, 200, "POST", "/v1/forms/"+made.ID+"/publish", "")
}

// ticket is one a page handed out a while ago.
func (f *front) ticket(ago time.Duration) string {
	t := form.Ticket{At: f.Now().Add(-ago).UnixMicro()}
	_, _ = rand.Read(t.Nonce[:])
	return t.Sign(f.Secret, "dang-ky")
}

func answered(ticket string, more ...string) url.Values {
	v := url.Values{"ticket": {ticket}, "f.name": {"Lan"}, "f.email": {"Lan@Example.vn"}, "f.want": {"bean"}, "agree": {"marketing"}, "url": {"https://shop.example.com/?utm_source=zalo&utm_campaign=tet"}}
	for i := 0; i < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return v
}

// logged are the answers in the log, as whoever follows is handed them.
func (f *front) logged() (heard []follow.Event) {
	f.t.Helper()
	tail, err := f.Log.Tail(f.t.Context())
	if err == nil {
		err = f.Flow.WaitFor(f.t.Context(), tail)
	}
	if err != nil {
		f.t.Fatal(err)
	}
	err = f.Log.Read(f.t.Context(), 0, 1<<20, func(r flow.Row) error {
		if r.Source != form.Source {
			return nil
		}
		if r.Rank != person.BrowserRank {
			f.t.Errorf("a stranger's word counts as %v", r.Rank)
		}
		events, err := timeline.ReadRow(r.Body)
		for _, e := range events {
			keys, _ := e.Person.Keys()
			found, err := f.Records.Profiles(f.t.Context(), keys)
			if err != nil {
				return err
			}
			p := found[keys[0]]
			heard = append(heard, follow.Event{Event: flow.Event{ID: e.ID, Name: e.Name, At: e.At, Source: r.Source, Profile: p.ID, Campaign: e.Campaign, Properties: e.Properties}, Person: p.Person})
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return heard
}

// TestAFormWithoutScript: a page asks, says what is wrong and keeps what was answered, and what it takes is an event with its
// consent, once; the consent counts once it is confirmed by a click that no program makes.
func TestAFormWithoutScript(t *testing.T) {
	f, b, made := opened(t)
	_, page := f.calls("GET", "/f/dang-ky", nil, aBrowser)
	if !strings.Contains(page, `name="f.email"`) || !strings.Contains(page, "Tôi đồng ý nhận tin") || strings.Contains(page, "checked") {
		t.Fatalf("the page is %s", page)
	}
	ticket := f.ticket(time.Minute)
	resp, page := f.calls("POST", "/f/dang-ky", answered(ticket, "f.email", "lan@", "f.want", "cafe"), aBrowser)
	if resp.StatusCode != 422 || !strings.Contains(page, "đây không phải địa chỉ e-mail") || !strings.Contains(page, "hãy điền ô này") || !strings.Contains(page, `value="Lan"`) {
		t.Fatalf("%d %s", resp.StatusCode, page)
	}
	for range 2 { // sent again it is the same answer
		if resp, _ := f.calls("POST", "/f/dang-ky", answered(ticket), aBrowser); resp.StatusCode != http.StatusSeeOther || resp.Header.Get("Location") != "/f/dang-ky?done=1&lang=vi&confirm=1" {
			t.Fatalf("%d %s", resp.StatusCode, resp.Header.Get("Location"))
		}
	}
	if _, page := f.calls("GET", "/f/dang-ky?done=1&lang=vi&confirm=1", nil, aBrowser); !strings.Contains(page, "Cảm ơn. Để nhận tin, hãy mở thư") {
		t.Errorf("who agreed is not told to confirm: %s", page)
	}
	heard := f.logged()
	if len(heard) != 2 || heard[0].ID != heard[1].ID || heard[0].Campaign != "tet" || !strings.Contains(string(heard[0].Properties), `"utm_source":"zalo"`) {
		t.Fatalf("%+v", heard)
	}
	for range 2 {
		if err := f.hearForms(context.Background(), &follow.Batch{Events: heard}); err != nil {
			t.Fatal(err)
		}
	}
	got := gets[SubmissionsAnswer](b, 200, "GET", "/v1/submissions?form="+made.ID, "").Submissions
	if len(got) != 1 || got[0].State != "taken" || got[0].Answers["want"][0] != "bean" || got[0].Answers["email"] != nil || got[0].AskedAt == "" {
		t.Fatalf("%+v", got)
	}
	f.confirms(heard[0].Person, got[0])
}

// confirms goes through the confirmation of somebody's consent.
func (f *front) confirms(who int64, one Submission) {
	f.t.Helper()
	held := func() (s consent.State, e consent.Evidence) {
		f.look(func(v *store.View) error {
			all, err := v.Consents(context.Background(), who)
			s, e = consent.Hold(all)[consent.Key{Channel: consent.Email, Purpose: consent.Marketing}].State, all[len(all)-1].Evidence
			return err
		})
		return s, e
	}
	if s, e := held(); s != consent.Pending || e.Wording != "1" || len(e.Hash) != 64 || !strings.HasSuffix(e.Form, " v1") || e.Address == "" || e.Note != aBrowser {
		f.t.Errorf("before: %s %+v", s, e)
	}
	f.look(func(v *store.View) error {
		shown, err := showConsents(context.Background(), v, who)
		if err != nil || len(shown.Entries) == 0 || shown.Entries[0].Form == nil || shown.Entries[0].Form.Name == "" || shown.Entries[0].Form.Version != 1 || !strings.HasPrefix(shown.Entries[0].Evidence.Form, shown.Entries[0].Form.ID) {
			f.t.Errorf("the form is not named: %+v", shown)
		}
		return err
	})
	id, err := ParseSubmissionID(one.ID)
	if err != nil {
		f.t.Fatal(err)
	}
	path := "/k/" + f.tokens.Sign(token.Token{Kind: token.Confirm, Message: id, Person: who})
	if resp, page := f.calls("GET", path, nil, aBrowser); resp.StatusCode != 200 || !strings.Contains(page, "<button>") {
		f.t.Errorf("%d %s", resp.StatusCode, page)
	}
	if s, _ := held(); s != consent.Pending {
		f.t.Error("looking confirms")
	}
	_, confirmed := f.calls("POST", path, url.Values{}, aBrowser)
	if s, _ := held(); s != consent.Given {
		f.t.Errorf("after: %s", s)
	}
	// Whoever confirmed is led to where they change their mind.
	choices := regexp.MustCompile(`/p/[^"]+`).FindString(confirmed)
	if resp, page := f.calls("GET", strings.ReplaceAll(choices, "&amp;", "&"), nil, aBrowser); choices == "" || resp.StatusCode != 200 || !strings.Contains(page, `value="marketing email" checked`) {
		f.t.Errorf("from %q one is led to %d %s", choices, resp.StatusCode, page)
	}
	f.calls("POST", "/k/"+f.tokens.Sign(token.Token{Kind: token.View, Message: id, Person: who}), url.Values{}, aBrowser)
}

// TestWhatIsSuspiciousWaits: nothing is lost, nothing begins, and whoever looks at it lets it in or throws it away.
func TestWhatIsSuspiciousWaits(t *testing.T) {
	f, b, _ := opened(t)
	for why, sent := range map[string]url.Values{
		"no-ticket": answered("x", "f.email", "a@example.vn"), "quick": answered(f.ticket(0), "f.email", "b@example.vn"), "stale": answered(f.ticket(25*time.Hour), "f.email", "c@example.vn"),
		"trapped": answered(f.ticket(time.Minute), "f.email", "d@example.vn", "website", "http://spam.example"),
		"links":   answered(f.ticket(time.Minute), "f.name", "http://a.example http://b.example https://c.example"),
	} {
		if resp, page := f.calls("POST", "/f/dang-ky", sent, aBrowser); resp.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %d %s", why, resp.StatusCode, page)
		}
	}
	waiting := gets[SubmissionsAnswer](b, 200, "GET", "/v1/submissions?state=waiting", "").Submissions
	reasons := map[string]string{}
	for _, one := range waiting {
		reasons[one.Reason] = one.ID
	}
	if len(f.logged()) != 0 || len(reasons) != 5 || reasons["quick"] == "" || reasons["trapped"] == "" {
		t.Fatalf("%v", reasons)
	}
	gets[Submission](b, 200, "POST", "/v1/submissions/"+reasons["trapped"]+"/look", `{"take":false}`)
	gets[Submission](b, 200, "POST", "/v1/submissions/"+reasons["quick"]+"/look", `{"take":true}`)
	gets[Problem](b, 409, "POST", "/v1/submissions/"+reasons["quick"]+"/look", `{"take":false}`)
	f.letsIn()
	heard := f.logged()
	if len(heard) != 1 || !strings.Contains(string(heard[0].Properties), "submitted_at") {
		t.Fatalf("%+v", heard)
	}
	if err := f.hearForms(context.Background(), &follow.Batch{Events: heard}); err != nil {
		t.Fatal(err)
	}
	taken := gets[SubmissionsAnswer](b, 200, "GET", "/v1/submissions?state=taken", "").Submissions
	if len(taken) != 1 || taken[0].Person == "" || taken[0].Reason != "quick" {
		t.Errorf("%+v", taken)
	}
}

// letsIn does the jobs that let answers in.
func (f *front) letsIn() {
	f.t.Helper()
	var all []job.Job
	f.look(func(v *store.View) (err error) {
		all, err = v.Jobs(context.Background(), "waiting", 0, 100)
		return err
	})
	for _, j := range all {
		if j.Kind != letInJob {
			continue
		}
		if err := f.doLetIn(context.Background(), j); err != nil {
			f.t.Fatal(err)
		}
	}
}

// TestAFormByScript: the questions come in one language, a ticket without work is worth nothing, one with it is.
func TestAFormByScript(t *testing.T) {
	f, b, _ := opened(t)
	_, said := f.calls("GET", "/f/dang-ky/questions?lang=en", nil, aBrowser)
	if !strings.Contains(said, `"title":"Sign up"`) || !strings.Contains(said, `"required":true`) {
		t.Fatal(said)
	}
	script := form.Ticket{At: f.Now().Add(-time.Minute).UnixMicro(), Script: true}.Sign(f.Secret, "dang-ky")
	work := 0
	for !form.Worked(script, strconv.Itoa(work)) {
		work++
	}
	for i, proof := range []string{"0x", strconv.Itoa(work)} {
		body := `{"ticket":"` + script + `","work":"` + proof + `","answers":{"email":["n` + strconv.Itoa(i) + `@example.vn"],"want":["cafe"],"seats":["3,5"]},"consents":[],"language":"en","zone":"Asia/Calcutta"}`
		resp, text := b.posts("/f/dang-ky", body)
		if resp.StatusCode != 200 || !strings.Contains(text, `"thanks":"Thanks"`) || resp.Header.Get("Access-Control-Allow-Origin") != "*" {
			t.Fatalf("%d %s", resp.StatusCode, text)
		}
	}
	heard := f.logged()
	if len(heard) != 1 || !strings.Contains(string(heard[0].Properties), `"seats":3.5`) {
		t.Errorf("%+v", heard)
	}
	one := PersonID(heard[0].Person)
	if zone := b.shows("people", one).Values["time_zone"]; zone != "Asia/Kolkata" {
		t.Errorf("whose browser is in Kolkata lives in %v", zone)
	}
	for _, from := range [][2]string{{"Mars/Base", "Asia/Kolkata"}, {"Local", "Asia/Kolkata"}, {"Asia/Tokyo", "Asia/Kolkata"}} {
		if now := f.answersFrom(b, from[0], one); now != from[1] {
			t.Errorf("from %s they live in %v", from[0], now)
		}
	}
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/people/"+one, `{"values":{"time_zone":"Europe/Paris"}}`)
	if now := f.answersFrom(b, "Asia/Seoul", one); now != "Europe/Paris" {
		t.Errorf("a browser overwrites what a colleague set with %v", now)
	}
	if w := gets[SubmissionsAnswer](b, 200, "GET", "/v1/submissions?state=waiting", "").Submissions; len(w) != 1 || w[0].Reason != "no-work" {
		t.Errorf("%+v", w)
	}
}

// answersFrom is where somebody lives after another answer of theirs from a browser in a zone.
func (f *front) answersFrom(b *visitor, zone, person string) any {
	f.t.Helper()
	o, err := f.openForm(f.t.Context(), "dang-ky")
	if err != nil {
		f.t.Fatal(err)
	}
	sent := &sentForm{Answers: form.Answers{"email": {"n1@example.vn"}, "want": {"bean"}}, Zone: zone}
	e := form.Submit(&o.Form, FormID(o.ID), &o.Version, zone, sent.Answers, nil, formVisitOf(httptest.NewRequest("POST", "/f/dang-ky", nil), sent), f.Now().UnixMicro())
	if err := f.logAnswer(f.t.Context(), e); err != nil {
		f.t.Fatal(err)
	}
	f.logged()
	return b.shows("people", person).Values["time_zone"]
}

// posts sends as the script does: plain text, from another site.
func (v *visitor) posts(path, body string) (*http.Response, string) {
	v.t.Helper()
	r, _ := http.NewRequest("POST", v.url+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "text/plain;charset=UTF-8")
	r.Header.Set("User-Agent", aBrowser)
	r.Header.Set("Origin", "https://shop.example.com")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	text := new(strings.Builder)
	if _, err := io.Copy(text, resp.Body); err != nil {
		v.t.Fatal(err)
	}
	return resp, text.String()
}
