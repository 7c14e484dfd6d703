package api

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// pasts is a warehouse that knows what some people did.
type pasts struct {
	warehouse.Warehouse
	mu sync.Mutex
	of map[int64][]warehouse.TimelineEvent // the newest first
}

func (p *pasts) Person(_ context.Context, _ warehouse.Cut, q warehouse.TimelineQuestion) (t warehouse.Timeline, _ warehouse.Stamp, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	t.Events = p.of[q.Person]
	return t, warehouse.Stamp{}, nil
}

func (p *pasts) Gain(context.Context, warehouse.Cut, int64) (g wheel.Gain, _ warehouse.Stamp, _ error) {
	return g, warehouse.Stamp{}, nil
}

// did says that somebody did something now.
func (p *pasts) did(f *front, id string, e warehouse.TimelineEvent) {
	who, err := ParsePersonID(id)
	if err != nil {
		f.t.Fatal(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if e.At == 0 {
		e.At = f.Now().UnixMicro()
	}
	p.of[who] = append([]warehouse.TimelineEvent{e}, p.of[who]...)
}

func sold(sale string, value int64) warehouse.TimelineEvent {
	return warehouse.TimelineEvent{ID: sale, Name: "Order Completed", Meaning: wheel.Purchase, Sale: sale, HasValue: true, Value: value, Currency: "VND"}
}

func returned(sale string, value int64) warehouse.TimelineEvent {
	return warehouse.TimelineEvent{ID: sale + "-back", Name: "Order Refunded", Meaning: wheel.Grievance, Sale: sale, HasValue: true, Value: value, Currency: "VND"}
}

const promising = `{"edition":0,"open":true,"draft":{"title":{"vi":"","en":""},"text":{"vi":"Để lại số nhé","en":"Leave your number"},"terms":{"vi":"Chỉ cho khách mới","en":"New customers only"},"share":{"vi":"Mình mua ở đây","en":"I buy here"},
"named":true,"orders":1,"rest":90,"referrer":{"kind":"cash","amount":50000},"friend":{"kind":"cash","amount":30000},"least":100000,"window":30,"return":0,"limit":2,"take_back":true,"blocks":["*@mailinator.com"]}}`

// referring is a house whose customer Lan has a link; gives her id and it.
func referring(t *testing.T, change ...string) (f *front, b *visitor, p *pasts, lan, path string) {
	f, b = doorOpen(t)
	p = &pasts{of: map[int64][]warehouse.TimelineEvent{}}
	f.Server.Warehouse = p
	gets[Problem](b, 422, "POST", "/v1/referral-programme/publish", "")
	gets[ReferralProgrammeAnswer](b, 200, "PUT", "/v1/referral-programme", strings.NewReplacer(change...).Replace(promising))
	gets[Problem](b, 409, "PUT", "/v1/referral-programme", strings.Replace(promising, `"edition":0`, `"edition":7`, 1))
	if a := gets[ReferralProgrammeAnswer](b, 200, "POST", "/v1/referral-programme/publish", ""); a.Published != 1 || a.Changed || a.Link != "https://crm.example.com/r/" {
		t.Fatalf("published is %+v", a)
	}
	lan = b.makes("people", `{"name":"Trần Thị Lan","email":"lan@example.vn","phone":"0912345678"}`).ID
	code := gets[ReferralCodeAnswer](b, 200, "POST", "/v1/records/people/"+lan+"/referral-code", "").Code
	return f, b, p, lan, "/r/" + code
}

// accepts has a friend accept in a browser, and gives their id.
func (v *visitor) accepts(f *front, path, name, contact string) string {
	f.t.Helper()
	if status, _, body := v.fills(path, "name", name, "contact", contact, "agree", "1", "lang", "vi"); status != 200 || !strings.Contains(body, "Cảm ơn bạn!") {
		f.t.Fatalf("%s accepts: %d %s", name, status, body)
	}
	all := f.everybody("person")
	if r, ok := all[name]; ok {
		return PersonID(r.ID)
	}
	f.t.Fatalf("%s is not known", name)
	return ""
}

// looksAtReferrals tells what happened to somebody, as the log does.
func (f *front) looksAtReferrals(id string) {
	f.t.Helper()
	who, err := ParsePersonID(id)
	if err != nil {
		f.t.Fatal(err)
	}
	b := &follow.Batch{Events: []follow.Event{{Event: flow.Event{Name: "Order Completed", Profile: who}, Person: who, Meaning: wheel.Purchase}}}
	for range 2 { // told again it changes nothing
		if err := f.hearRewards(f.t.Context(), b); err != nil {
			f.t.Fatal(err)
		}
	}
}

func (v *visitor) referralsOf(query string) []ReferralShown {
	return gets[ReferralsAnswer](v, 200, "GET", "/v1/referrals"+query, "").Referrals
}

// TestAFriendIsBrought goes the whole way: a link is looked at by a program and by a friend, who accepts, buys, and both get what was
// promised, once; a purchase that is given back is taken back as far as it was not paid out.
func TestAFriendIsBrought(t *testing.T) {
	f, b, p, lan, path := referring(t)
	if _, page := f.calls("GET", path, nil, "Mozilla/5.0 (compatible; bingbot/2.0)"); !strings.Contains(page, `og:title" content="Lan mời bạn đến với`) {
		t.Errorf("a preview is %s", page)
	}
	mai := f.browser()
	_, page := mai.asks("GET", strings.ToLower(path)+"?lang=vi", "")
	if !strings.Contains(page, "Lan mời bạn") || strings.Contains(page, "Trần") || !strings.Contains(page, "30.000") || !strings.Contains(page, "Chỉ cho khách mới") || mai.holds(deviceCookie) != "" {
		t.Errorf("the page is %s", page)
	}
	f.calls("GET", path, nil, aBrowser)
	for _, wrong := range [][]string{{"name", "", "contact", "0987654321", "agree", "1"}, {"name", "Mai", "contact", "mai", "agree", "1"}, {"name", "Mai", "contact", "0987654321"}, {"name", "Lan", "contact", "lan@example.vn", "agree", "1"}} {
		if status, _, body := mai.fills(path, wrong...); status != 422 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%v is taken: %d", wrong, status)
		}
	}
	friend := mai.accepts(f, path, "Phạm Mai", "0987654321")
	mai.accepts(f, path, "Phạm Mai", "0987654321")
	if n := f.toldOf(referralFollower, wheel.ReferralAccepted); n == 0 {
		t.Error("nobody is told")
	}
	p.did(f, friend, sold("DH-1", 90_000))
	f.looksAtReferrals(friend)
	if got := b.referralsOf(""); len(got) != 1 || got[0].State != referral.Accepted || got[0].Level != referral.None || *got[0].Referrer.Name != "Trần Thị Lan" {
		t.Fatalf("after too small a purchase: %+v", got)
	}
	p.did(f, friend, sold("DH-2", 150_000))
	f.looksAtReferrals(friend)
	got := b.referralsOf("?step=rewarded")
	if len(got) != 1 || got[0].State != referral.Rewarded || got[0].Sale != "DH-2" || len(got[0].Rewards) != 2 || got[0].Rewards[0].Amount != 50_000 || got[0].Rewards[0].State != referral.Owed || f.toldOf(referral.Source, referral.RewardedEvent) != 2 {
		t.Fatalf("after the purchase: %+v", got)
	}
	gets[ReferralShown](b, 200, "POST", "/v1/referrals/"+got[0].ID+"/paid", `{"side":"friend","note":"chuyển khoản"}`)
	gets[Problem](b, 409, "POST", "/v1/referrals/"+got[0].ID+"/paid", `{"side":"friend"}`)
	gets[Problem](b, 409, "POST", "/v1/referrals/"+got[0].ID+"/decision", `{"decision":"refused","note":"x"}`)
	figures := gets[ReferralFigures](b, 200, "GET", "/v1/referral-figures", "")
	if figures.Clicked != 1 || figures.Clicks != 1 || figures.Accepted != 1 || figures.Bought != 1 || figures.Rewarded != 1 || figures.Amount != 80_000 || *figures.PerNew != 80_000 {
		t.Errorf("figures are %+v", figures)
	}
	if who := gets[ReferralStepsAnswer](b, 200, "GET", "/v1/referral-steps/clicked", "").People; len(who) != 1 || who[0].ID != lan {
		t.Errorf("behind the clicks are %+v", who)
	}
	about := gets[PersonReferralsAnswer](b, 200, "GET", "/v1/records/people/"+friend+"/referrals", "")
	if about.By == nil || about.By.Referrer.ID != lan || gets[PersonReferralsAnswer](b, 200, "GET", "/v1/records/people/"+lan+"/referrals", "").Total != 1 {
		t.Errorf("of the friend: %+v", about)
	}
	if tree := gets[ReferralTreeAnswer](b, 200, "GET", "/v1/referral-tree", "").People; len(tree) != 1 || tree[0].ID != lan || tree[0].All != 1 || tree[0].Bought != 1 {
		t.Errorf("the tree is %+v", tree)
	}
	p.did(f, friend, returned("DH-2", 150_000))
	f.looksAtReferrals(friend)
	if got := b.referralsOf(""); got[0].State != referral.Taken || got[0].Rewards[0].State != referral.Back || got[0].Rewards[1].State != referral.Paid {
		t.Errorf("after the refund: %+v", got)
	}
}

// TestReferralsAreJudged: who bought before, who is oneself, what is blocked and what looks wrong; who decides by hand says why.
func TestReferralsAreJudged(t *testing.T) {
	f, b, p, lan, path := referring(t, `"return":0`, `"return":7`)
	old := b.makes("people", `{"name":"Khách Cũ","phone":"0911111111"}`).ID
	p.did(f, old, sold("DH-0", 1))
	f.browser().accepts(f, path, "Khách Cũ", "0911111111")
	f.browser().accepts(f, path, "Vứt Đi", "x@mailinator.com")
	friend := f.browser().accepts(f, path, "Lan Nữa", "l.an+2@example.vn")
	same := b.makes("people", `{"name":"Trần Lan Hai","email":"lan+hai@example.vn"}`)
	f.browser().accepts(f, path, "Trần Lan Hai", "lan+hai@example.vn")
	p.did(f, same.ID, sold("DH-9", 500_000))
	p.did(f, friend, sold("DH-8", 500_000))
	if err := f.keepReferrals(auth.With(t.Context(), systemActor), job.Job{}); err != nil {
		t.Fatal(err)
	}
	states := map[string]ReferralShown{}
	for _, r := range b.referralsOf("") {
		states[*r.Friend.Name] = r
	}
	if r := states["Khách Cũ"]; r.State != referral.Refused || r.Reason != referral.Customer {
		t.Errorf("who bought before: %+v", r)
	}
	if r := states["Vứt Đi"]; r.State != referral.Refused || r.Reason != referral.Blocked {
		t.Errorf("who is blocked: %+v", r)
	}
	if r := states["Lan Nữa"]; r.State != referral.Pending || r.DueAt == nil {
		t.Errorf("within the return window: %+v", r)
	}
	r := states["Trần Lan Hai"]
	if r.State != referral.Review || r.Level != referral.High || r.Findings[0].Sign != referral.SameEmail {
		t.Fatalf("who has the mailbox of who refers: %+v", r)
	}
	gets[Problem](b, 422, "POST", "/v1/referrals/"+r.ID+"/decision", `{"decision":"refused","note":" "}`)
	if r := gets[ReferralShown](b, 200, "POST", "/v1/referrals/"+r.ID+"/decision", `{"decision":"approved","note":"hai chị em"}`); r.State != referral.Pending || r.DecidedBy == "" || r.Note != "hai chị em" {
		t.Errorf("approved: %+v", r)
	}
	if r := gets[ReferralShown](b, 200, "POST", "/v1/referrals/"+r.ID+"/decision", `{"decision":"refused","note":"một người"}`); r.State != referral.Refused || r.Reason != referral.ByHand {
		t.Errorf("refused: %+v", r)
	}
	if got := b.referralsOf("?state=review"); len(got) != 0 {
		t.Errorf("left to look at: %+v", got)
	}
	_ = lan
}

// TestOnlyContentCustomersAreInvited: to bring friends, once in a while.
func TestOnlyContentCustomersAreInvited(t *testing.T) {
	f, b, p, lan, _ := referring(t)
	invite := func(status int) string {
		t.Helper()
		return gets[Problem](b, status, "POST", "/v1/records/people/"+lan+"/referral-invitation", "").Detail
	}
	if why := invite(422); !strings.Contains(why, "chưa mua đủ") {
		t.Errorf("who never bought: %s", why)
	}
	p.did(f, lan, sold("DH-1", 1))
	p.did(f, lan, warehouse.TimelineEvent{ID: "s1", Name: "Survey Answered", Meaning: wheel.Grievance})
	if why := invite(422); !strings.Contains(why, "chưa hài lòng") {
		t.Errorf("who complained: %s", why)
	}
	p.did(f, lan, warehouse.TimelineEvent{ID: "s2", Name: "Survey Answered", Meaning: wheel.Advocacy, At: f.Now().UnixMicro() + 1})
	p.of[mustPerson(t, lan)][0].At = f.Now().UnixMicro()
	waits := b.makes("tickets", `{"name":"Máy không chạy","person":"`+lan+`"}`)
	if why := invite(422); !strings.Contains(why, "yêu cầu hỗ trợ chưa xong") {
		t.Errorf("who waits for help: %s", why)
	}
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/tickets/"+waits.ID, `{"values":{"status":"solved"}}`)
	invite(200)
	if why := invite(422); !strings.Contains(why, "vừa được mời") {
		t.Errorf("asked again: %s", why)
	}
	if n := f.toldOf(referral.Source, referral.InvitedEvent); n != 1 {
		t.Errorf("told %d times", n)
	}
	f.look(func(v *store.View) error {
		left, err := v.MessagesOf(context.Background(), mustPerson(t, lan), 0, 10)
		if len(left) != 1 || !strings.Contains(fmt.Sprint(left[0].Data["promise"]), "50.000") {
			t.Errorf("left %+v", left)
		}
		return err
	})
}

func mustPerson(t *testing.T, id string) int64 {
	t.Helper()
	n, err := ParsePersonID(id)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestALinkIsOnesOwn: in the portal customers make their link, hand it on, and see who came by their given names alone.
func TestALinkIsOnesOwn(t *testing.T) {
	f, b, p, lan, path := referring(t, `"return":0`, `"return":7`)
	gets[PortalAnswer](b, 200, "PUT", "/v1/portal", `{"on":true,"hidden":[],"greeting":{"vi":"","en":""},"contact":{"vi":"","en":""}}`)
	v := f.signsIn("lan@example.vn")
	_, page := v.asks("GET", "/my/refer?lang=vi", "")
	if !strings.Contains(page, path) || !strings.Contains(page, "<svg") || !strings.Contains(page, "sms:?&amp;body=M%C3%ACnh") || v.holds(deviceCookie) == "" {
		t.Errorf("the panel is %s", page)
	}
	if _, own := v.asks("GET", path+"?lang=vi", ""); !strings.Contains(own, "của chính bạn") {
		t.Errorf("one's own link is %s", own)
	}
	for range 2 {
		if status, _, _ := v.fills("/my/refer/shared", "by", "sms"); status != 204 {
			t.Errorf("sharing: %d", status)
		}
	}
	if n := f.toldOf(referral.Source, referral.SharedEvent); n != 1 {
		t.Errorf("shared is told %d times", n)
	}
	mai := f.browser().accepts(f, path, "Phạm Mai", "0987654321")
	p.did(f, mai, sold("DH-1", 200_000))
	f.looksAtReferrals(mai)
	if _, page := v.asks("GET", "/my/refer?lang=vi", ""); !strings.Contains(page, "<strong>Mai</strong>") || strings.Contains(page, "Phạm") || strings.Contains(page, "200.000") || !strings.Contains(page, "dự kiến ngày") {
		t.Errorf("who came is %s", page)
	}
	w := f.signsIn("nam@example.vn")
	if _, page := w.asks("GET", "/my/refer?lang=vi", ""); strings.Contains(page, "Mai") || !strings.Contains(page, "Lấy đường dẫn") {
		t.Errorf("somebody else sees %s", page)
	}
	for _, path := range []string{"/my/refer?lang=en", "/my/?lang=en"} {
		if _, page := w.asks("GET", path, ""); !strings.Contains(page, "For each friend who buys for the first time you get") || strings.Contains(page, "bạn được") {
			t.Errorf("in English what is promised is %s", page)
		}
	}
	w.fills("/my/refer")
	if _, page := w.asks("GET", "/my/refer", ""); !strings.Contains(page, "/r/") || strings.Contains(page, path) {
		t.Errorf("a link that was made: %s", page)
	}
	same := v.accepts // the same browser as who refers
	v.fills("/in/out")
	friend := same(f, path, "Người Nhà", "0933333333")
	p.did(f, friend, sold("DH-2", 200_000))
	f.looksAtReferrals(friend)
	if got := b.referralsOf("?level=high"); len(got) != 1 || got[0].Findings[0].Sign != referral.SameDevice || got[0].State != referral.Review {
		t.Errorf("in the browser of who refers: %+v", got)
	}
	_ = lan
}
