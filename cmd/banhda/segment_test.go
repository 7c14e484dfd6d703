package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/url"
	"testing"
	"time"

	"banhda/api"
)

// eventually asks until an answer is as wished, for two minutes at most.
func eventually[T any](t *testing.T, what string, ask func() T, is func(T) bool) (answer T) {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if answer = ask(); is(answer) {
			return answer
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within two minutes; there is %+v", what, answer)
		}
	}
}

// livingHouse is a running house that is asked over its socket.
type livingHouse struct {
	t   *testing.T
	dir string
	*server
}

func newLivingHouse(t *testing.T) *livingHouse {
	h := &livingHouse{t: t, dir: t.TempDir()}
	h.open()
	t.Cleanup(func() { _ = h.server.close() })
	return h
}

func (h *livingHouse) open() {
	h.t.Helper()
	s, err := startServer(context.Background(), config{data: h.dir, memory: "256MB", lang: "en"}, slog.New(slog.DiscardHandler))
	if err != nil {
		h.t.Fatal(err)
	}
	h.server = s
}

// happen tells of events of people known by their user id.
func (h *livingHouse) happen(event, user string, ago time.Duration, properties string) {
	h.t.Helper()
	at := time.Now().Add(-ago).UnixMicro()
	sends[json.RawMessage](h.t, h.dir, "POST", "/v1/events", fmt.Sprintf(`[{"id":"%s-%s-%d","name":%q,"at":%d,"person":{"user_id":%q},"properties":%s}]`, event, user, at, event, at, user, properties))
}

func (h *livingHouse) members(id string) []api.SegmentMember {
	return sends[api.MembersAnswer](h.t, h.dir, "GET", "/v1/segments/"+id+"/members", "").Members
}

func (h *livingHouse) turns(id string) []api.SegmentTurn {
	return sends[api.TurnsAnswer](h.t, h.dir, "GET", "/v1/segments/"+id+"/turns", "").Turns
}

// people are those who fulfil a condition now.
func (h *livingHouse) people(where string) (rows []api.RecordAnswer) {
	h.t.Helper()
	raw, err := newClient(h.dir).Call(h.t.Context(), "GET", "/v1/records/people", url.Values{"where": {where}}, nil, nil)
	var a api.RecordsAnswer
	if err == nil {
		err = json.Unmarshal(raw, &a)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return a.Rows
}

// person is who is known by a user id, once they are.
func (h *livingHouse) person(user string) string {
	h.t.Helper()
	one := func(rows []api.RecordAnswer) bool { return len(rows) == 1 }
	return eventually(h.t, user+" is known", func() []api.RecordAnswer { return h.people("user_id = " + user) }, one)[0].ID
}

// A segment's members are known seconds after what makes them so, and the log is told who entered and left: of news, and of
// nothing else.
func TestASegmentKeepsUp(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for what follows the log")
	}
	h := newLivingHouse(t)
	h.happen("Order Completed", "old", 3*time.Hour, "{}")
	h.happen("Order Completed", "old", 2*time.Hour, "{}")
	saved := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Quay lại","where":"did(\"Order Completed\") >= 2 and not tags has staff","keep":true}`)
	many := func(n int) func([]api.SegmentMember) bool {
		return func(list []api.SegmentMember) bool { return len(list) == n }
	}
	in := func() []api.SegmentMember { return h.members(saved.ID) }
	eventually(t, "it is filled", in, many(1))
	if u := h.turns(saved.ID); len(u) != 1 || u[0].Told {
		t.Errorf("a first fill is no entering: %+v", u)
	}
	eventually(t, "it is judged", func() api.SavedSegment {
		return sends[api.SavedSegment](t, h.dir, "GET", "/v1/segments/"+saved.ID, "")
	}, func(s api.SavedSegment) bool { return s.JudgedAt != nil })

	h.happen("Order Completed", "new", time.Second, "{}")
	h.happen("Order Completed", "new", 0, "{}")
	eventually(t, "who bought twice is in", in, many(2))
	if u := h.turns(saved.ID); len(u) != 2 || !u[0].Told || !u[0].Entered {
		t.Errorf("entered: %+v", u)
	}
	h.happen("Order Completed", "late", 5*time.Hour, "{}")
	h.happen("Order Completed", "late", 4*time.Hour, "{}")
	eventually(t, "whose history came late is in", in, many(3))
	if u := h.turns(saved.ID); u[0].Told {
		t.Errorf("told of what came late: %+v", u)
	}
	id := h.person("new")
	sends[api.RecordAnswer](t, h.dir, "PATCH", "/v1/records/people/"+id, `{"values":{"tags":["staff"]}}`)
	eventually(t, "who was tagged is out", in, many(2))
	h.happen("Order Completed", "half", 0, "{}")
	if err := h.close(); err != nil {
		t.Fatal(err)
	}
	h.open()
	h.happen("Order Completed", "half", 0, "{}")
	eventually(t, "who bought before and after a restart is in", in, many(3))

	entered := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Đã vào","where":"did(\"Segment Entered\")"}`)
	left := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Đã ra","where":"did(\"Segment Left\")"}`)
	told := func(of string) func() int64 {
		return func() int64 { return *sends[api.SavedSegment](t, h.dir, "GET", "/v1/segments/"+of, "").Count }
	}
	eventually(t, "the log says who entered", told(entered.ID), func(n int64) bool { return n == 2 })
	eventually(t, "and who left", told(left.ID), func(n int64) bool { return n == 1 })
	sends[json.RawMessage](t, h.dir, "POST", "/v1/rebuild", `{}`)
	time.Sleep(1500 * time.Millisecond)
	eventually(t, "after a rebuild the same entered", told(entered.ID), func(n int64) bool { return n == 2 })
	if len(in()) != 3 {
		t.Errorf("after a rebuild %d are in", len(in()))
	}
}

// People are put into a list and taken out, and are in it whoever they are merged with.
func TestAListIsMadeByHand(t *testing.T) {
	t.Parallel()
	h := newLivingHouse(t)
	h.happen("Page Viewed", "a", 0, "{}")
	h.happen("Page Viewed", "b", 0, "{}")
	list := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Hội chợ","kind":"list"}`)
	a, b := h.person("a"), h.person("b")
	put := func(body string) int64 {
		return sends[api.ListedAnswer](t, h.dir, "POST", "/v1/segments/"+list.ID+"/people", body).Changed
	}
	if n := put(`{"ids":["` + a + `","` + b + `"]}`); n != 2 {
		t.Errorf("%d were put in", n)
	}
	if n := put(`{"all":true}`); n != 0 {
		t.Errorf("%d were put in again", n)
	}
	if n := put(`{"ids":["` + b + `"],"remove":true}`); n != 1 || len(h.members(list.ID)) != 1 {
		t.Errorf("%d were taken out, %d are left", n, len(h.members(list.ID)))
	}
	of := sends[api.PersonSegments](t, h.dir, "GET", "/v1/records/people/"+a+"/segments", "")
	if len(of.Segments) != 1 || of.Segments[0].Name != "Hội chợ" {
		t.Errorf("one is in %+v", of)
	}
	act := sends[api.ListedAnswer](t, h.dir, "POST", "/v1/segments/"+list.ID+"/people", `{"ids":["`+a+`"],"remove":true}`).Act
	back := func() api.UndoneAnswer {
		return sends[api.UndoneAnswer](t, h.dir, "POST", "/v1/acts/"+act+"/undo", `{}`)
	}
	undone := back()
	if undone.Undone != 1 || len(h.members(list.ID)) != 1 {
		t.Errorf("taken back: %+v, and %d are in", undone, len(h.members(list.ID)))
	}
	if _, err := newClient(h.dir).Call(t.Context(), "POST", "/v1/acts/"+act+"/undo", nil, json.RawMessage(`{}`), nil); err == nil {
		t.Error("who came back since was put in again")
	}
	act = undone.Act
	if again := back(); again.Undone != 1 || len(h.members(list.ID)) != 0 {
		t.Errorf("done again: %+v, and %d are in", again, len(h.members(list.ID)))
	} else {
		act = again.Act
		back()
	}
	made := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Của hội chợ","where":"in segment `+list.ID+` and bucket(x, 0, 100)"}`)
	if one := sends[api.SavedSegment](t, h.dir, "GET", "/v1/segments/"+made.ID, ""); *one.Count != 1 {
		t.Errorf("%d are in the segment made of the list", *one.Count)
	}
	if one := sends[api.SavedSegment](t, h.dir, "GET", "/v1/segments/"+list.ID, ""); len(one.Uses) != 1 || one.Uses[0].Name != "Của hội chợ" {
		t.Errorf("it is used by %+v", one.Uses)
	}
	if _, err := newClient(h.dir).Call(t.Context(), "DELETE", "/v1/segments/"+list.ID, nil, nil, nil); err == nil {
		t.Error("a list that a segment is made of was removed")
	}
}

// A score follows what somebody does, and is found and explained.
func TestAScoreFollows(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for what follows the log")
	}
	h := newLivingHouse(t)
	h.happen("Pricing Viewed", "a", 12*24*time.Hour, "{}")
	rules := `{"rules":[{"name":"Xem bảng giá","event":"Pricing Viewed","points":10,"half_life":12},{"name":"Có tên","when":"exists name","points":7}]}`
	a := h.person("a")
	p := sends[api.ScorePreview](t, h.dir, "POST", "/v1/scoring/preview", rules)
	if p.Scored != 1 || len(p.Top) != 1 || p.Top[0].Score != 5 || p.Top[0].Now != 0 || len(p.Spread) != 1 {
		t.Errorf("preview: %+v", p)
	}
	sends[api.ScoringAnswer](t, h.dir, "PUT", "/v1/scoring", rules)
	scored := func() int64 {
		raw := sends[api.RecordAnswer](t, h.dir, "GET", "/v1/records/people/"+a, "")
		n, _ := raw.Values["score"].(float64)
		return int64(n)
	}
	eventually(t, "everybody is scored", scored, func(n int64) bool { return n == 5 })
	saved := sends[api.SavedSegment](t, h.dir, "POST", "/v1/segments", `{"name":"Nóng","where":"score >= 20","keep":true}`)
	h.happen("Pricing Viewed", "a", 0, "{}")
	eventually(t, "it follows what happens", scored, func(n int64) bool { return n == 15 })
	sends[api.RecordAnswer](t, h.dir, "PATCH", "/v1/records/people/"+a, `{"values":{"name":"Lan"}}`)
	eventually(t, "and what somebody is", scored, func(n int64) bool { return n == 22 })
	eventually(t, "and brings them into a segment", func() []api.SegmentMember { return h.members(saved.ID) }, func(l []api.SegmentMember) bool { return len(l) == 1 })
	why := sends[api.ScoreAnswer](t, h.dir, "GET", "/v1/records/people/"+a+"/score", "")
	if why.Score != 22 || len(why.Lines) != 2 || why.Lines[0].Times != 2 || why.Lines[0].Fresh != 20 || why.Lines[1].Points != 7 {
		t.Errorf("explained: %+v", why)
	}
	if l := why.History; len(l) != 2 || l[0].Points != 22 || math.Abs(l[0].Moved-10) > 0.01 || math.Abs(l[0].Faded+5) > 0.01 || l[1].Points != 17 {
		t.Errorf("how it came about: %+v", l)
	}
}

// Scores are compared with what then happened: of those who were prospects then, with the score they had then, and with first
// purchases only.
func TestAScoreIsCalibrated(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	h := newLivingHouse(t)
	const day = 24 * time.Hour
	for i := range 40 {
		user := fmt.Sprint("lead", i)
		h.happen("Form Submitted", user, 60*day, "{}")
		if i < 20 {
			h.happen("Pricing Viewed", user, 40*day, "{}")
		} else {
			h.happen("Pricing Viewed", user, 5*day, "{}") // too late to tell anything
		}
		if i < 8 || i == 30 {
			h.happen("Order Completed", user, 10*day, "{}")
		}
	}
	h.happen("Form Submitted", "early", 60*day, "{}")
	h.happen("Order Completed", "early", 35*day, "{}") // was a customer by then
	h.happen("Order Completed", "early", 10*day, "{}")
	h.happen("Form Submitted", "late", 20*day, "{}") // was nobody yet
	h.happen("Order Completed", "late", 10*day, "{}")
	calibration := func(days string) (a api.CalibrationAnswer) {
		raw, err := newClient(h.dir).Call(t.Context(), "GET", "/v1/score/calibration", url.Values{"days": {days}}, nil, nil)
		if err == nil {
			err = json.Unmarshal(raw, &a)
		}
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	if a := calibration("30"); a.Rules != 0 || len(a.Bands) != 0 {
		t.Errorf("without rules: %+v", a)
	}
	sends[api.ScoringAnswer](t, h.dir, "PUT", "/v1/scoring", `{"rules":[{"name":"Xem bảng giá","event":"Pricing Viewed","points":10},
		{"name":"Đã mua","when":"purchases > 0","points":50},{"name":"Có tên","when":"exists name","points":7}]}`)
	a := eventually(t, "all is taken in", func() api.CalibrationAnswer { return calibration("30") }, func(a api.CalibrationAnswer) bool { return a.People == 40 })
	if a.Bought != 9 || len(a.Bands) != 2 || a.Upper == nil || a.Brier == nil || *a.Brier >= *a.Blind {
		t.Fatalf("%+v", a)
	}
	if low, high := a.Bands[0], a.Bands[1]; low.To != 0 || low.People != 20 || low.Bought != 1 || high.From != 10 || high.To != 10 || high.Bought != 8 || high.Share != 0.4 || *a.Upper != high {
		t.Errorf("the bands are %+v", a.Bands)
	}
	if len(a.Today) != 1 || a.Today[0] != "Có tên" {
		t.Errorf("by what records say today count %q", a.Today)
	}
	if a := calibration("3"); a.Bought != 0 || len(a.Bands) != 0 || a.Brier != nil {
		t.Errorf("of nobody who bought it tells %+v", a)
	}
}

// A lead of another system is taken in once, with where from and what they agreed to; who came by somebody's link and became
// a lead names who sent them, once.
func TestLeadsAndReferrals(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for what follows the log")
	}
	t.Parallel()
	h := newLivingHouse(t)
	lead := `{"id":"fb-1","person":{"email":"lan@example.vn","name":"Lan"},"source":"facebook","medium":"cpc","campaign":"tet","landing":"https://a.vn/tra",
		"consents":[{"channels":["email","sms"],"purpose":"marketing","how":"form","evidence":{"form":"Tết"}}]}`
	lan := sends[api.LeadAnswer](t, h.dir, "POST", "/v1/leads", lead).Person
	entries := func() int {
		return len(sends[api.ConsentsAnswer](t, h.dir, "GET", "/v1/records/people/"+lan+"/consents", "").Entries)
	}
	if entries() != 2 {
		t.Errorf("%d consents were written down", entries())
	}
	sends[api.ConsentsAnswer](t, h.dir, "POST", "/v1/records/people/"+lan+"/consents", `{"channels":["sms"],"purpose":"marketing","state":"withdrawn","how":"sms"}`)
	if again := sends[api.LeadAnswer](t, h.dir, "POST", "/v1/leads", lead).Person; again != lan || entries() != 3 {
		t.Errorf("sent again it is %s with %d consents", again, entries())
	}
	came := sends[api.TouchesAnswer](t, h.dir, "GET", "/v1/records/people/"+lan+"/touches", "")
	if len(came.Touches) != 1 || came.Touches[0].Channel != "facebook" || came.Touches[0].Campaign != "tet" || came.Touches[0].Landing != "https://a.vn/tra" {
		t.Errorf("touches: %+v", came.Touches)
	}
	code := sends[api.ReferralCodeAnswer](t, h.dir, "POST", "/v1/records/people/"+lan+"/referral-code", "{}").Code
	if again := sends[api.ReferralCodeAnswer](t, h.dir, "POST", "/v1/records/people/"+lan+"/referral-code", "{}").Code; again != code || code == "" {
		t.Errorf("the code %q became %q", code, again)
	}
	time.Sleep(700 * time.Millisecond) // the one who reads referrals begins with the first code
	h.happen("Page Viewed", "mai", 10*time.Second, `{"url":"https://a.vn/?ref=`+code+`"}`)
	h.happen("Form Submitted", "mai", time.Second, "{}")
	h.happen("Form Submitted", "mai", 0, "{}")
	sent := func() []api.RecordAnswer { return h.people(`did("Friend Joined") = 1`) }
	rows := eventually(t, "who sent them is told", sent, func(rows []api.RecordAnswer) bool { return len(rows) == 1 })
	if rows[0].ID != lan {
		t.Errorf("%s sent them, want %s", rows[0].ID, lan)
	}
}
