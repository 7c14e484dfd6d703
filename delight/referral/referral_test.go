package referral_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/delight/referral"
)

const day = int64(24 * time.Hour / time.Microsecond)

var offer = func() referral.Definition {
	d := referral.Usual()
	d.Referrer, d.Friend = referral.Reward{Kind: referral.Points, Points: 100}, referral.Reward{Kind: referral.Cash, Amount: 50_000}
	d.Least, d.Window, d.Return = 100_000, 30, 7
	return d
}()

func bought(at, value int64) referral.Purchase {
	return referral.Purchase{Sale: fmt.Sprint("S", at), At: at, Value: value}
}

// TestJudge goes through every state a referral can stand in, at the instants where it changes.
func TestJudge(t *testing.T) {
	const at = 1000 * day
	back := bought(at+day, 200_000)
	back.Back = 150_000
	for name, c := range map[string]struct {
		f    referral.Facts
		now  int64
		want referral.Verdict
	}{
		"a lead":            {referral.Facts{}, at, referral.Verdict{State: "accepted", DueAt: at + 30*day}},
		"too late":          {referral.Facts{}, at + 30*day, referral.Verdict{State: "expired"}},
		"too little":        {referral.Facts{Purchases: []referral.Purchase{bought(at+day, 99_999)}}, at + 2*day, referral.Verdict{State: "accepted", DueAt: at + 30*day}},
		"bought":            {referral.Facts{Purchases: []referral.Purchase{bought(at+2*day, 300_000), bought(at+day, 100_000)}}, at + 2*day, referral.Verdict{State: "pending", Sale: fmt.Sprint("S", at+day), SaleAt: at + day, Amount: 100_000, DueAt: at + 8*day}},
		"stood":             {referral.Facts{Purchases: []referral.Purchase{bought(at+day, 100_000)}}, at + 8*day, referral.Verdict{State: "due", Sale: fmt.Sprint("S", at+day), SaleAt: at + day, Amount: 100_000, DueAt: at + 8*day}},
		"after the window":  {referral.Facts{Purchases: []referral.Purchase{bought(at+30*day, 100_000)}}, at + 31*day, referral.Verdict{State: "expired"}},
		"given back":        {referral.Facts{Purchases: []referral.Purchase{back}}, at + 2*day, referral.Verdict{State: "cancelled", Sale: back.Sale, SaleAt: back.At, Amount: 200_000}},
		"looked at":         {referral.Facts{Level: referral.High, Purchases: []referral.Purchase{bought(at, 100_000)}}, at + 9*day, referral.Verdict{State: "review", Sale: fmt.Sprint("S", at), SaleAt: at, Amount: 100_000}},
		"approved":          {referral.Facts{Level: referral.High, Decision: referral.Approve, Purchases: []referral.Purchase{bought(at, 100_000)}}, at + 9*day, referral.Verdict{State: "due", Sale: fmt.Sprint("S", at), SaleAt: at, Amount: 100_000, DueAt: at + 7*day}},
		"a customer before": {referral.Facts{Purchases: []referral.Purchase{bought(at-1, 1)}}, at, referral.Verdict{State: "refused", Reason: referral.Customer}},
		"themselves":        {referral.Facts{Self: true}, at, referral.Verdict{State: "refused", Reason: referral.Self}},
		"another's":         {referral.Facts{Earlier: true}, at, referral.Verdict{State: "refused", Reason: referral.Other}},
		"refused":           {referral.Facts{Decision: referral.Refuse}, at, referral.Verdict{State: "refused", Reason: referral.ByHand}},
		"rewarded":          {referral.Facts{Posted: true, Purchases: []referral.Purchase{bought(at, 100_000)}}, at + 99*day, referral.Verdict{State: "rewarded", Sale: fmt.Sprint("S", at), SaleAt: at, Amount: 100_000}},
		"not found":         {referral.Facts{Posted: true}, at + 99*day, referral.Verdict{State: "rewarded"}},
		"undone":            {referral.Facts{Posted: true, Undone: true}, at + 99*day, referral.Verdict{State: "taken"}},
		"taken back":        {referral.Facts{Posted: true, Purchases: []referral.Purchase{back}}, at + 99*day, referral.Verdict{State: "taken", Sale: back.Sale, SaleAt: back.At, Amount: 200_000}},
	} {
		c.f.AcceptedAt = at
		if got := offer.Judge(&c.f, c.now); got != c.want {
			t.Errorf("%s: %+v, not %+v", name, got, c.want)
		}
	}
	now := offer
	now.Return = 0
	if got := now.Judge(&referral.Facts{AcceptedAt: at, Purchases: []referral.Purchase{bought(at, 100_000)}}, at); got.State != referral.Due {
		t.Errorf("without a return window it is %s", got.State)
	}
}

// book is a ledger that gives once for a cause.
type book struct{ given, back map[string]int64 }

func (b *book) AwardPoints(_ context.Context, _, points int64, cause string) error {
	b.given[cause] = points
	return nil
}

func (b *book) TakeBackPoints(_ context.Context, cause string) error {
	b.back[cause] = b.given[cause]
	return nil
}

func (b *book) IssueVoucher(_ context.Context, _ int64, _, cause string) error {
	b.given[cause] = 1
	return nil
}

func (b *book) TakeBackVoucher(_ context.Context, cause string) (bool, error) {
	return true, b.TakeBackPoints(context.Background(), cause)
}

func (b *book) left() (sum int64) {
	for cause, points := range b.given {
		sum += points - b.back[cause]
	}
	return sum
}

// life plays what happens to one referral through a house that looks whenever something becomes known and whenever time has come,
// and gives how it ends.
type life struct {
	d       *referral.Definition
	r       referral.Referral
	known   []referral.Deed
	payouts []referral.Payout
	book    *book
	posts   int
}

func (l *life) look(t *rapid.T, now int64) {
	f := referral.Facts{AcceptedAt: l.r.AcceptedAt, Purchases: referral.Purchases(l.known), Level: l.r.Level, Decision: l.r.Decision, Posted: l.r.RewardedAt != 0, Taken: l.r.TakenAt != 0}
	l.r.Verdict = l.d.Judge(&f, now)
	switch {
	case l.r.State == referral.Due:
		l.posts++
		l.r.RewardedAt = now
		l.payouts = l.d.Owes(&l.r, now)
		for i := range l.payouts {
			for range 2 { // after a crash it is posted again
				if err := l.payouts[i].Post(context.Background(), l.book); err != nil {
					t.Fatal(err)
				}
			}
		}
	case l.r.State == referral.Taken && l.r.TakenAt == 0:
		l.r.TakenAt = now
		for i := range l.payouts {
			if err := l.payouts[i].Undo(context.Background(), l.book); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestRewardsAreEarned: whatever happens and in whatever order it becomes known, both are rewarded at most once; and once all is
// known, nobody keeps points for a purchase that was given back, nor is without them where it stood. What was taken back once is
// not given again, whatever the friend buys after.
func TestRewardsAreEarned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := offer
		d.Return, d.Window = rapid.IntRange(0, 10).Draw(t, "return"), rapid.IntRange(1, 40).Draw(t, "window")
		const accepted = 1000 * day
		var deeds []referral.Deed
		for i := range rapid.IntRange(0, 4).Draw(t, "sales") {
			sale, at, value := fmt.Sprint("S", i), accepted+rapid.Int64Range(0, 50).Draw(t, "at")*day, rapid.Int64Range(1, 3).Draw(t, "value")*60_000
			deeds = append(deeds, referral.Deed{ID: sale, Sale: sale, At: at, Kind: referral.Bought, Value: value})
			if rapid.Bool().Draw(t, "returned") {
				deeds = append(deeds, referral.Deed{ID: sale + "b", Sale: sale, At: at + rapid.Int64Range(0, 60).Draw(t, "later")*day, Kind: referral.Returned, Value: rapid.SampledFrom([]int64{0, 30_000, 90_000}).Draw(t, "back")})
			}
		}
		l := life{d: &d, r: referral.Referral{ID: 7, Referrer: 1, Friend: 2, AcceptedAt: accepted}, book: &book{map[string]int64{}, map[string]int64{}}}
		shuffled := rapid.Permutation(deeds).Draw(t, "order")
		now := int64(accepted)
		for _, one := range shuffled { // a deed is known once it happened, and before those that are told later
			for now < one.At {
				l.look(t, now)
				now += day
			}
			l.known = append(l.known, one)
			l.look(t, now)
		}
		for end := now + 200*day; now < end; now += day {
			l.look(t, now)
		}
		if l.posts > 1 {
			t.Fatalf("rewarded %d times", l.posts)
		}
		final := d.Judge(&referral.Facts{AcceptedAt: accepted, Purchases: referral.Purchases(deeds)}, now)
		points, earned := l.book.left(), final.State == referral.Due
		if l.r.State == referral.Taken { // it was rewarded once, for a purchase that went back
			earned = false
		}
		if earned != (points == 100) {
			t.Fatalf("what is known makes it %s, and %d points are left; it stands as %s", final.State, points, l.r.State)
		}
	})
}

// TestTakingBackIsAChoice: a house that keeps its word whatever comes takes nothing back.
func TestTakingBackIsAChoice(t *testing.T) {
	kind := offer
	kind.TakeBack = false
	back := bought(1000*day, 200_000)
	back.Back = 200_000
	for _, c := range []struct {
		d    referral.Definition
		want referral.State
	}{{kind, referral.Rewarded}, {offer, referral.Taken}} {
		if got := c.d.Judge(&referral.Facts{AcceptedAt: 1000 * day, Posted: true, Purchases: []referral.Purchase{back}}, 1100*day).State; got != c.want {
			t.Errorf("it stands as %s, not %s", got, c.want)
		}
	}
}

// TestPurchasesInAnyOrder: sales are the same in whatever order they are told, and however often.
func TestPurchasesInAnyOrder(t *testing.T) {
	deeds := []referral.Deed{{ID: "a", Sale: "A", At: 5, Kind: referral.Bought, Value: 10}, {ID: "a2", Sale: "A", At: 9, Kind: referral.Bought, Value: 30}, {ID: "r", Sale: "A", At: 7, Kind: referral.Returned, Value: 4},
		{ID: "b", At: 6, Kind: referral.Bought, Value: 8}, {ID: "c", Sale: "C", At: 1, Kind: referral.Bought, Value: 5}, {ID: "u", Sale: "C", At: 2, Kind: referral.Undone}}
	want := []referral.Purchase{{Sale: "A", At: 5, Value: 30, Back: 4}, {Sale: "C", At: 1, Value: 5, Back: 5}, {Sale: "b", At: 6, Value: 8}}
	for range 50 {
		rand.Shuffle(len(deeds), func(i, j int) { deeds[i], deeds[j] = deeds[j], deeds[i] })
		got := referral.Purchases(append(deeds, deeds[0]))
		slices.SortFunc(got, func(a, b referral.Purchase) int { return strings.Compare(a.Sale, b.Sale) })
		if !slices.Equal(got, want) {
			t.Fatalf("%+v", got)
		}
	}
}

// TestFind holds that each sign is found where it is, and only there.
func TestFind(t *testing.T) {
	const at = 1000 * day
	clean := func() *referral.Look {
		return &referral.Look{Of: &referral.Referral{Referrer: 1, Friend: 2, AcceptedAt: at, Device: "d", Network: "n"},
			Referrer: referral.Party{Emails: []string{"lan@gmail.com"}, Phones: []string{"+84912345678"}, Devices: []string{"e"}, Places: []string{"12 Lý Thường Kiệt, Bến Thành"}, Seen: []referral.Sight{{Network: "m", At: at}, {Network: "n", At: at - 2*day}}},
			Friend:   referral.Party{Emails: []string{"mai@gmail.com"}, Phones: []string{"+84987654321"}, Places: []string{"3 Hàng Bài"}, KnownSince: at},
			Others:   []referral.Neighbour{{Referrer: 1, Friend: 2, Device: "d", Network: "n", At: at}, {Referrer: 1, Friend: 3, Device: "x", Network: "n", At: at - 2*day}, {Referrer: 9, Friend: 4, Device: "x", Network: "n", At: at}}, Above: []int64{5, 6}}
	}
	if got := clean().Find(); len(got) != 0 {
		t.Fatalf("against nothing speaks %+v", got)
	}
	crowd := func(n int, l *referral.Look) {
		for i := range n {
			l.Others = append(l.Others, referral.Neighbour{Referrer: 1, Friend: int64(10 + i), Network: "n", At: at - int64(i)})
		}
	}
	for sign, change := range map[referral.Sign]func(*referral.Look){
		referral.SameEmail:   func(l *referral.Look) { l.Friend.Emails = []string{"L.an+mai@googlemail.com"} },
		referral.SamePhone:   func(l *referral.Look) { l.Friend.Phones = []string{"0912 345 678"} },
		referral.SameDevice:  func(l *referral.Look) { l.Referrer.Devices = []string{"d"} },
		referral.ManyDevice:  func(l *referral.Look) { l.Others[2].Device = "d" },
		referral.SameAddress: func(l *referral.Look) { l.Friend.Places = []string{"12 LY THUONG KIET - Ben Thanh"} },
		referral.SameNetwork: func(l *referral.Look) { l.Referrer.Seen[0].Network = "n" },
		referral.ManyNetwork: func(l *referral.Look) { crowd(2, l) },
		referral.Ring:        func(l *referral.Look) { l.Above = []int64{5, 2} },
		referral.Known:       func(l *referral.Look) { l.Friend.KnownSince = at - 8*day },
	} {
		l := clean()
		change(l)
		if got := l.Find(); len(got) != 1 || got[0].Sign != sign || got[0].Weight != referral.Signs[sign] {
			t.Errorf("%s: found %+v", sign, got)
		}
	}
	l := clean()
	crowd(4, l)
	if got := l.Find(); len(got) != 2 || referral.Weigh(got) != referral.High {
		t.Errorf("of many at once: %+v", got)
	}
	for sum, want := range map[int]referral.Level{19: referral.None, 20: referral.Low, 59: referral.Low, 60: referral.High} {
		if got := referral.Weigh([]referral.Finding{{Weight: sum}}); got != want {
			t.Errorf("%d is %s", sum, got)
		}
	}
}

// TestUnhappy: what somebody said last counts, for half a year.
func TestUnhappy(t *testing.T) {
	for name, c := range map[string]struct {
		all  []referral.Mood
		want bool
	}{
		"nothing": {nil, false}, "praise": {[]referral.Mood{{1000 * day, true}}, false}, "a complaint": {[]referral.Mood{{1000 * day, false}}, true},
		"made good": {[]referral.Mood{{1001 * day, true}, {1000 * day, false}}, false}, "spoilt": {[]referral.Mood{{1000 * day, true}, {1001 * day, false}}, true},
		"at once": {[]referral.Mood{{1000 * day, true}, {1000 * day, false}}, true}, "long ago": {[]referral.Mood{{800 * day, false}}, false},
	} {
		if got := referral.Unhappy(c.all, 1002*day); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestBlocks(t *testing.T) {
	d := referral.Definition{Blocks: []string{"*@Mailinator.com", "tam7*", "+84900*00", "a*b*c"}}
	d.Clean()
	for text, want := range map[string]bool{"x@mailinator.com": true, "x@mailinator.com.vn": false, "TAM7KEP3": true, "ATAM7": false, "+849001100": true, "+8490011": false, "a1b2c": true, "acb": false, "abc": true, "": false} {
		if got := d.BlocksAny(text); got != want {
			t.Errorf("%q is blocked: %v", text, got)
		}
	}
	if d.Blocks = []string{"*"}; d.Check() == nil {
		t.Error("everybody may be blocked")
	}
}

func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		c := referral.NewCode()
		if seen[c] || len(c) != 12 || strings.ContainsAny(c, "O0I1B8SZ6QL") {
			t.Fatalf("the code %q", c)
		}
		seen[c] = true
		if spoken := referral.Spoken(c); referral.ReadCode(strings.ToLower(spoken)) != c || len(spoken) != 14 {
			t.Fatalf("%q is spoken %q", c, spoken)
		}
	}
	for _, no := range []string{"<b>", "mã", strings.Repeat("A", 41), ""} {
		if got := referral.ReadCode(no); got != "" {
			t.Errorf("%q is read as %q", no, got)
		}
	}
}

// TestTree: generations are counted, a ring ends, and one level is paid however deep it goes.
func TestTree(t *testing.T) {
	edges := []referral.Edge{{1, 2, true}, {1, 3, false}, {2, 4, true}, {4, 5, false}, {8, 9, true}, {9, 8, false}}
	got := referral.Branches(edges)
	for who, want := range map[int64]referral.Branch{1: {2, 4, 2}, 2: {1, 2, 1}, 4: {1, 1, 0}, 8: {1, 1, 1}, 5: {}} {
		if got[who] != want {
			t.Errorf("of %d: %+v, not %+v", who, got[who], want)
		}
	}
	by := map[int64]int64{}
	for _, e := range edges {
		by[e.Friend] = e.Referrer
	}
	above := func(who int64) []int64 {
		line, _ := referral.Above(who, func(id int64) (int64, error) { return by[id], nil })
		return line
	}
	if got := above(5); !slices.Equal(got, []int64{4, 2, 1}) {
		t.Errorf("above 5 are %v", got)
	}
	if got := above(8); !slices.Equal(got, []int64{9, 8}) {
		t.Errorf("a ring is %v", got)
	}
	r := referral.Referral{ID: 1, Referrer: 2, Friend: 4}
	if owed := offer.Owes(&r, 5); len(owed) != 2 || owed[0].Person != 2 || owed[1].Person != 4 || owed[1].State != referral.Owed {
		t.Errorf("owed is %+v", owed)
	}
	if r.Over = true; len(offer.Owes(&r, 5)) != 1 {
		t.Error("beyond the month's limit the friend alone is rewarded")
	}
}

func TestCheck(t *testing.T) {
	d := referral.Usual()
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	if d.Ready() == nil {
		t.Error("a programme that promises nothing is published")
	}
	if err := offer.Ready(); err != nil {
		t.Error(err)
	}
	for name, wrong := range map[string]func(*referral.Definition){
		"no window": func(d *referral.Definition) { d.Window = 0 }, "days below nothing": func(d *referral.Definition) { d.Return = -1 }, "no points": func(d *referral.Definition) { d.Friend = referral.Reward{Kind: referral.Points} },
		"no voucher": func(d *referral.Definition) { d.Friend = referral.Reward{Kind: referral.Voucher} }, "no amount": func(d *referral.Definition) { d.Referrer = referral.Reward{Kind: referral.Cash} },
		"no kind": func(d *referral.Definition) { d.Friend.Kind = "gold" }, "long": func(d *referral.Definition) { d.Text.Vi = strings.Repeat("a", 4001) }, "owes": func(d *referral.Definition) { d.Least = -1 },
	} {
		d := offer
		if wrong(&d); d.Check() == nil {
			t.Errorf("%s is kept", name)
		}
	}
}
