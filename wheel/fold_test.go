package wheel

import (
	"math"
	"reflect"
	"testing"
)

// Each case follows from a sentence of the fold's definition and can be checked on paper: a prospect sleeps after
// 90 days of silence, a customer and a promoter after 180, advocacy wears off after 365.
var foldCases = []struct {
	name  string
	lines []string
	want  string // with every timer still to come
}{
	{"one who is only seen stays a stranger", []string{"0 seen", "500 seen"}, ""},
	{"an event without meaning moves nothing", []string{"0 none"}, ""},
	{"a first event of ours makes a stranger too", []string{"0 touch", "5 handoff"}, ""},
	{"usage and advocacy without purchase move no stranger", []string{"0 usage", "1 advocacy"}, ""},
	{"a lead makes a prospect, 90 days of silence a dormant", []string{"3 lead"}, "3 prospect, 93 dormant"},
	{"any act restarts the prospect's clock", []string{"0 lead", "50 seen"}, "0 prospect, 140 dormant"},
	{"usage restarts the prospect's clock", []string{"0 lead", "50 usage"}, "0 prospect, 140 dormant"},
	{"our own effort restarts no clock", []string{"0 lead", "50 touch", "60 handoff", "70 grievance"}, "0 prospect, 90 dormant"},
	{"a stranger's purchase passes prospect", []string{"0 purchase"}, "0 prospect, 0 customer, 180 dormant"},
	{"a prospect's purchase", []string{"0 lead", "9 purchase"}, "0 prospect, 9 customer, 189 dormant"},
	{"being seen does not restart the customer's clock", []string{"0 purchase", "100 seen", "101 lead"}, "0 prospect, 0 customer, 180 dormant"},
	{"usage does", []string{"0 purchase", "100 usage"}, "0 prospect, 0 customer, 280 dormant"},
	{"a timer due at an event's instant fires before it", []string{"0 lead", "90 seen"}, "0 prospect, 90 dormant, 90 prospect, 180 dormant"},
	{"a dormant who never purchased comes back by any act", []string{"0 lead", "100 seen"}, "0 prospect, 90 dormant, 100 prospect, 190 dormant"},
	{"but not by our effort or a grievance", []string{"0 lead", "100 touch", "101 grievance"}, "0 prospect, 90 dormant"},
	{"a dormant who never purchased passes prospect to customer", []string{"0 lead", "100 purchase"},
		"0 prospect, 90 dormant, 100 prospect, 100 customer, 280 dormant"},
	{"a dormant buyer is not woken by being seen", []string{"0 purchase", "200 seen", "201 lead"}, "0 prospect, 0 customer, 180 dormant"},
	{"but by usage", []string{"0 purchase", "200 usage"}, "0 prospect, 0 customer, 180 dormant, 200 customer, 380 dormant"},
	{"a repeat purchase moves nobody", []string{"0 purchase", "10 purchase"}, "0 prospect, 0 customer, 190 dormant"},
	{"advocacy makes a promoter", []string{"0 purchase", "10 advocacy"}, "0 prospect, 0 customer, 10 promoter, 190 dormant"},
	{"a dormant buyer's advocacy passes customer", []string{"0 purchase", "200 advocacy"},
		"0 prospect, 0 customer, 180 dormant, 200 customer, 200 promoter, 380 dormant"},
	{"a grievance unmakes a promoter and restarts no clock", []string{"0 purchase", "10 advocacy", "50 grievance"},
		"0 prospect, 0 customer, 10 promoter, 50 customer, 190 dormant"},
	{"a promoter's purchase leaves them promoter", []string{"0 purchase", "10 advocacy", "100 purchase"},
		"0 prospect, 0 customer, 10 promoter, 280 dormant"},
	{"advocacy wears off", []string{"0 purchase", "10 advocacy", "150 usage", "300 usage"},
		"0 prospect, 0 customer, 10 promoter, 375 customer, 480 dormant"},
	{"a promoter's advocacy renews itself", []string{"0 purchase", "10 advocacy", "100 advocacy", "250 usage", "400 usage"},
		"0 prospect, 0 customer, 10 promoter, 465 customer, 580 dormant"},
	{"of two timers at one instant dormancy comes first", []string{"0 purchase", "10 advocacy", "150 usage", "195 usage"},
		"0 prospect, 0 customer, 10 promoter, 375 dormant"},
	{"an awakened promoter is a customer until they speak again", []string{"0 purchase", "1 advocacy", "300 purchase"},
		"0 prospect, 0 customer, 1 promoter, 181 dormant, 300 customer, 480 dormant"},
	{"a sale's second event is no act", []string{"0 purchase #a", "100 purchase #a"}, "0 prospect, 0 customer, 180 dormant"},
	{"another sale is", []string{"0 purchase #a", "100 purchase #b"}, "0 prospect, 0 customer, 280 dormant"},
}

func TestFold(t *testing.T) {
	f := NewFolder(DefaultRules(), Forever)
	for _, c := range foldCases {
		if got := path(f.Fold(tell(t, 1, c.lines...), nil).Moves); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestFoldUpToNow(t *testing.T) {
	h := tell(t, 1, "0 lead", "90 seen")
	for now, want := range map[float64]string{
		0:     "",
		1:     "0 prospect",
		90:    "0 prospect", // neither the event nor the timer of that instant exists yet
		90.01: "0 prospect, 90 dormant, 90 prospect",
		180:   "0 prospect, 90 dormant, 90 prospect",
		181:   "0 prospect, 90 dormant, 90 prospect, 180 dormant",
	} {
		life := NewFolder(DefaultRules(), day(now)).Fold(h, nil)
		equal(t, "moves", path(life.Moves), want)
		_, known := life.StageAt(day(now))
		equal(t, "known", known, now > 0)
	}
}

func TestTimerWaitsForTheEntry(t *testing.T) {
	rules := DefaultRules()
	rules.PromoterHorizon = 500 * Day
	life := NewFolder(rules, Forever).Fold(tell(t, 1, "0 purchase", "0 advocacy"), nil)
	// As a customer they would have slept since day 180, but a promoter they were until day 365.
	equal(t, "moves", path(life.Moves), "0 prospect, 0 customer, 0 promoter, 365 customer, 365 dormant")
}

func TestHorizonOfForeverNeverEnds(t *testing.T) {
	rules := DefaultRules()
	rules.CustomerHorizon = Forever
	life := NewFolder(rules, Forever).Fold(tell(t, 1, "10 purchase"), nil)
	equal(t, "moves", path(life.Moves), "10 prospect, 10 customer")
}

func TestOneSaleIsOnePurchase(t *testing.T) {
	h := tell(t, 1, "0 purchase 100 VND #a", "1 purchase 70 VND #b", "2 purchase 120 VND #a", "3 purchase #a", "4 purchase 5 USD", "5 purchase 6 USD",
		"9 purchase 90 USD #a")
	life := NewFolder(DefaultRules(), Forever).Fold(h, nil)
	want := []Buy{{0, 90, "USD"}, {day(1), 70, "VND"}, {day(4), 5, "USD"}, {day(5), 6, "USD"}}
	if !reflect.DeepEqual(life.Buys, want) {
		t.Errorf("got %v, want %v", life.Buys, want)
	}
	if got := life.BuysBefore(day(9))[0]; got != (Buy{0, 120, "VND"}) {
		t.Errorf("as of day 9: got %v, want 120 VND: the next statement does not exist yet", got)
	}
	if got, want := life.BuysBefore(day(3)), []Buy{{0, 120, "VND"}, {day(1), 70, "VND"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("as of day 3: got %v, want %v", got, want)
	}
	if got, want := life.BuysBefore(day(2)), []Buy{{0, 100, "VND"}, {day(1), 70, "VND"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("as of day 2: got %v, want %v", got, want)
	}
	equal(t, "buys afterwards", life.Buys[0], want[0])
}

func TestLivesShareNoMemory(t *testing.T) {
	f := NewFolder(DefaultRules(), Forever)
	one, two := f.Fold(tell(t, 1, "0 lead"), nil), f.Fold(tell(t, 2, "5 lead"), nil)
	_ = append(one.Moves, Move{})
	equal(t, "moves of 2", path(two.Moves), "5 prospect, 95 dormant")
}

func TestManySales(t *testing.T) {
	h := History{Person: 1, Details: []Detail{{}}}
	for i := range 3 * fewSales * 2 {
		h.Details = append(h.Details, Detail{Sale: string(rune('a' + i%(3*fewSales))), Value: int64(i), Stated: true, Currency: "VND"})
		h.Events = append(h.Events, Event{At: int64(i), Detail: uint32(i + 1), Kind: NewKind(1, Purchase, false, false)})
	}
	f := NewFolder(DefaultRules(), Forever)
	for range 2 { // the second time to see that nothing is remembered
		buys := f.Fold(h, nil).Buys
		equal(t, "purchases", len(buys), 3*fewSales)
		for i, b := range buys {
			equal(t, "purchase", b, Buy{int64(i), int64(i + 3*fewSales), "VND"})
		}
	}
}

func TestRefunds(t *testing.T) {
	life := NewFolder(DefaultRules(), Forever).Fold(tell(t, 1, "0 purchase 10 VND", "1 grievance -4 VND", "2 grievance", "3 grievance 5 USD"), nil)
	if want := []Refund{{day(1), 4, "VND"}, {day(3), 5, "USD"}}; !reflect.DeepEqual(life.Refunds, want) {
		t.Errorf("got %v, want %v", life.Refunds, want)
	}
}

func TestReferrals(t *testing.T) {
	cases := []struct {
		name     string
		lines    []string
		referrer int64
		bought   float64 // NaN: not yet
	}{
		{"accepted, then bought", []string{"1 accept @9", "5 purchase", "7 purchase"}, 9, 5},
		{"accepted, not bought", []string{"1 accept @9"}, 9, math.NaN()},
		{"at the instant of the purchase, before it", []string{"5 accept @9", "5 purchase"}, 9, 5},
		{"at the instant of the purchase, after it", []string{"5 purchase", "5 accept @9"}, 0, 0},
		{"too late", []string{"1 purchase", "5 accept @9"}, 0, 0},
		{"only the earliest counts", []string{"1 accept", "2 accept @9"}, 0, 0},
		{"not a second one", []string{"1 accept @8", "2 accept @9"}, 8, math.NaN()},
		{"nobody refers themselves", []string{"1 accept @1", "2 accept @9"}, 0, 0},
		{"a lead is no acceptance", []string{"1 lead"}, 0, 0},
	}
	for _, c := range cases {
		r, ok := Refer(tell(t, 1, c.lines...), self, Forever)
		if ok != (c.referrer != 0) || r.Referrer != c.referrer {
			t.Errorf("%s: got %v %+v, want referrer %d", c.name, ok, r, c.referrer)
		}
		want := Forever
		if !math.IsNaN(c.bought) {
			want = day(c.bought)
		}
		if ok && r.BoughtAt != want {
			t.Errorf("%s: bought at %d, want %d", c.name, r.BoughtAt, want)
		}
	}
	if r, ok := Refer(tell(t, 1, "1 accept @9", "5 purchase"), self, day(5)); !ok || r.BoughtAt != Forever || r.BoughtEvent != -1 || r.AcceptedEvent != 0 {
		t.Errorf("as of day 5 the purchase is still to come, got %+v", r)
	}
	if _, ok := Refer(tell(t, 1, "1 accept @9"), self, day(1)); ok {
		t.Error("as of day 1 nothing is accepted yet")
	}
}

func TestFriendsMakeAPromoter(t *testing.T) {
	b := foldAll(Forever,
		tell(t, 1, "0 purchase"),
		tell(t, 2, "10 accept @1", "20 purchase"),
		tell(t, 3, "10 accept @1"),
		tell(t, 4, "12 accept @5"), // nobody knows 5
	)
	referrer, _ := b.Life(1)
	equal(t, "referrer", path(referrer.Moves), "0 prospect, 0 customer, 10 promoter, 200 dormant")
	if !reflect.DeepEqual(referrer.Friends, []int64{day(20)}) {
		t.Errorf("friends %v, want the purchase of day 20", referrer.Friends)
	}
	friend, _ := b.Life(2)
	equal(t, "referrer of 2", friend.Referrer, 1)
	equal(t, "accepted", friend.AcceptedAt, day(10))
	lead, _ := b.Life(4)
	equal(t, "referrer of 4", lead.Referrer, 0)
	if _, ok := b.Life(5); ok {
		t.Error("5 has a life")
	}
}

func TestDerivedEventsMakeNobodyKnown(t *testing.T) {
	b := foldAll(Forever, tell(t, 1, "30 seen"), tell(t, 2, "10 accept @1", "20 purchase"))
	referrer, _ := b.Life(1)
	equal(t, "first seen", referrer.FirstSeen, day(30))
	equal(t, "moves", path(referrer.Moves), "")
	equal(t, "rotations", b.Report(0, day(40), day(40), "VND", nil).Rotations, 1)
	equal(t, "rotations before the referrer is known", b.Report(0, day(40), day(30), "VND", nil).Rotations, 0)
}

func TestDeriveOrder(t *testing.T) {
	got := Derive([]Referral{
		{Friend: 7, AcceptedAt: 5, BoughtAt: 5},
		{Friend: 3, AcceptedAt: 1, BoughtAt: 5},
		{Friend: 9, AcceptedAt: 5, BoughtAt: Forever},
	}, joined, bought)
	var names []uint32
	for _, e := range got {
		names = append(names, e.Kind.Name())
		if !e.Kind.Derived() || e.Kind.Meaning() != Advocacy {
			t.Errorf("%+v is not derived advocacy", e)
		}
	}
	if want := []uint32{nameJoined, nameBought, nameJoined, nameBought, nameJoined}; !reflect.DeepEqual(names, want) {
		t.Errorf("got %v, want %v", names, want)
	}
}
