package loyalty_test

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/delight/loyalty"
)

// ledger keeps transactions as a store does: nothing is taken that is not there.
type ledger struct {
	t      *rapid.T
	lines  []loyalty.Line
	lots   []loyalty.Lot
	owed   map[int64]int64
	posted []loyalty.Transaction
}

func (l *ledger) book(people ...int64) loyalty.Book {
	b := loyalty.Book{Person: people[0]}
	for _, lot := range l.lots {
		if slices.Contains(people, lot.Person) && lot.Rest() > 0 {
			b.Lots = append(b.Lots, lot)
		}
	}
	for _, p := range people {
		if l.owed[p] > 0 {
			b.Debts = append(b.Debts, loyalty.Debt{Person: p, Points: l.owed[p]})
		}
	}
	return b
}

func (l *ledger) post(p loyalty.Transaction) {
	if !p.Balances() {
		l.t.Fatalf("%+v does not balance", p)
	}
	p.ID = int64(len(l.posted) + 1)
	base := int64(len(l.lots))
	for _, lot := range p.Opens {
		lot.ID, lot.About = int64(len(l.lots)+1), p.About
		l.lots = append(l.lots, lot)
	}
	for i := range p.Lines {
		line := &p.Lines[i]
		if line.Lot < 0 {
			line.Lot = base - line.Lot
		}
		if line.Account == loyalty.Owed {
			l.owed[line.Person] -= line.Points
		}
		if line.Lot > 0 {
			lot := &l.lots[line.Lot-1]
			switch line.Account {
			case loyalty.Pending:
				lot.Pending += line.Points
			case loyalty.Available:
				lot.Available += line.Points
			case loyalty.Expired:
				lot.Expired += line.Points
			case loyalty.Reversed:
				lot.Reversed += line.Points
			}
		}
	}
	l.lines = append(l.lines, p.Lines...)
	l.posted = append(l.posted, p)
	l.holds()
}

// holds is what is true of a ledger after every posting.
func (l *ledger) holds() {
	var sum int64
	available := map[int64]int64{}
	for _, line := range l.lines {
		if sum += line.Points; line.Account == loyalty.Available || line.Account == loyalty.Pending {
			available[line.Person] += line.Points
		}
	}
	if sum != 0 {
		l.t.Fatalf("all accounts come to %d", sum)
	}
	for _, lot := range l.lots {
		if available[lot.Person] -= lot.Rest(); lot.Pending < 0 || lot.Available < 0 || lot.Reversed > lot.Points {
			l.t.Fatalf("a lot cannot be %+v", lot)
		}
	}
	for person, n := range available {
		if n != 0 {
			l.t.Fatalf("the lots of %d differ from their lines by %d", person, n)
		}
	}
	for _, n := range l.owed {
		if n < 0 {
			l.t.Fatalf("somebody owes %d", n)
		}
	}
}

// TestAnySequenceBalances: whatever two people do, one of whom is known under two names, the ledger balances, nothing is
// spent that is not there, and what is taken back is what was given, less what lapsed.
func TestAnySequenceBalances(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := &ledger{t: t, owed: map[int64]int64{}}
		now := int64(0)
		known := map[int64][]int64{1: {1, 2}, 2: {2, 1}, 3: {3}}
		who := func() []int64 { return known[rapid.Int64Range(1, 3).Draw(t, "who")] }
		forgive := rapid.Bool().Draw(t, "forgive")
		t.Repeat(map[string]func(*rapid.T){
			"earn": func(t *rapid.T) {
				b := l.book(who()...)
				expires := int64(0)
				if rapid.Bool().Draw(t, "lapses") {
					expires = now + rapid.Int64Range(1, 40).Draw(t, "life")
				}
				p, err := b.Earn(rapid.Int64Range(1, 100).Draw(t, "points"), now+rapid.Int64Range(0, 10).Draw(t, "window"), expires, now)
				if err != nil {
					t.Fatal(err)
				}
				p.About = rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "about")
				l.post(p)
			},
			"time": func(t *rapid.T) {
				now += rapid.Int64Range(0, 8).Draw(t, "days")
				for i := range l.lots {
					if lot := l.lots[i]; lot.Pending > 0 && lot.OpensAt <= now {
						b := l.book(known[lot.Person]...)
						l.post(b.Free(&lot, now))
					}
					if lot := l.lots[i]; lot.Available > 0 && lot.ExpiresAt > 0 && lot.ExpiresAt <= now {
						l.post(loyalty.Lapse(&lot, now))
					}
				}
			},
			"redeem": func(t *rapid.T) {
				b := l.book(who()...)
				points := rapid.Int64Range(1, 150).Draw(t, "points")
				p, err := b.Redeem(points, now)
				if errors.Is(err, loyalty.ErrShort) {
					return
				}
				if err != nil || b.Balance().Spendable() < points {
					t.Fatalf("%d spent of %+v: %v", points, b.Balance(), err)
				}
				l.post(p)
			},
			"give back": func(t *rapid.T) {
				var open []loyalty.Transaction
				for _, p := range l.posted {
					if p.Kind == loyalty.Redeem && !slices.ContainsFunc(l.posted, func(o loyalty.Transaction) bool {
						return o.Note == p.Note && o.Kind == loyalty.GiveBack && o.Worth == p.ID
					}) {
						open = append(open, p)
					}
				}
				if len(open) == 0 {
					return
				}
				of := rapid.SampledFrom(open).Draw(t, "of")
				b := l.book(known[of.Lines[0].Person]...)
				p := b.GiveBack(&of, now)
				p.Worth = of.ID
				l.post(p)
			},
			"reverse": func(t *rapid.T) {
				people := who()
				about := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "about")
				var lots []loyalty.Lot
				var given int64
				for _, lot := range l.lots {
					if lot.About == about && slices.Contains(people, lot.Person) {
						lots = append(lots, lot)
						given += max(lot.Points-lot.Expired-lot.Reversed, 0) // what was given back may lapse after it was taken back
					}
				}
				b := l.book(people...)
				points := rapid.Int64Range(1, 200).Draw(t, "points")
				p := b.Reverse(lots, points, forgive, now)
				if p.Sum(loyalty.Reversed) != min(points, given) {
					t.Fatalf("%d of %d taken back, asked were %d", p.Sum(loyalty.Reversed), given, points)
				}
				if len(p.Lines) > 0 {
					l.post(p)
				}
			},
		})
	})
}

// TestOldestFirst: what lapses first is spent first, and returns to where it came from with its day.
func TestOldestFirst(t *testing.T) {
	b := loyalty.Book{Person: 1, Lots: []loyalty.Lot{{ID: 1, Person: 1, Available: 10}, {ID: 2, Person: 1, Available: 10, ExpiresAt: 90}, {ID: 3, Person: 2, Available: 10, ExpiresAt: 50}, {ID: 4, Person: 1, Available: 10, ExpiresAt: 5}}}
	p, err := b.Redeem(25, 5)
	if err != nil {
		t.Fatal(err)
	}
	taken := map[int64]int64{}
	for _, l := range p.Lines {
		if l.Account == loyalty.Available {
			taken[l.Lot] -= l.Points
		}
	}
	if taken[3] != 10 || taken[2] != 10 || taken[1] != 5 || taken[4] != 0 {
		t.Errorf("spent are %v", taken)
	}
	if _, err := b.Redeem(31, 5); !errors.Is(err, loyalty.ErrShort) {
		t.Errorf("31 of 30 were spent: %v", err)
	}
	back := b.GiveBack(&p, 6)
	if back.Sum(loyalty.Available) != 25 || !back.Balances() {
		t.Errorf("given back is %+v", back)
	}
}

// TestSpentPointsAreOwedOrForgiven: what was spent of a purchase that went back is owed and paid by what comes next, or let be.
func TestSpentPointsAreOwedOrForgiven(t *testing.T) {
	lots := []loyalty.Lot{{ID: 1, Person: 1, Points: 100, Available: 30}}
	b := loyalty.Book{Person: 1, Lots: []loyalty.Lot{lots[0], {ID: 2, Person: 1, Points: 20, Available: 20}}}
	owed := b.Reverse(lots, 100, false, 0)
	if owed.Sum(loyalty.Available) != -50 || owed.Sum(loyalty.Owed) != -50 || !owed.Balances() {
		t.Errorf("owed is %+v", owed)
	}
	forgiven := b.Reverse(lots, 100, true, 0)
	if forgiven.Sum(loyalty.Available) != -30 || forgiven.Sum(loyalty.Forgiven) != -70 || !forgiven.Balances() {
		t.Errorf("forgiven is %+v", forgiven)
	}
	b = loyalty.Book{Person: 1, Debts: []loyalty.Debt{{Person: 1, Points: 50}}}
	next, _ := b.Earn(80, 0, 0, 0)
	if next.Sum(loyalty.Available) != 30 || next.Sum(loyalty.Owed) != 50 || !next.Balances() {
		t.Errorf("what comes next is %+v", next)
	}
}

func TestKeptIsRoundedToTheCustomersGood(t *testing.T) {
	for _, c := range []struct{ points, worth, left, want int64 }{{10, 1000, 1000, 10}, {10, 1000, 0, 0}, {10, 1000, 501, 6}, {10, 1000, 999, 10}, {7, 3, 1, 3}} {
		if got := loyalty.Kept(c.points, c.worth, c.left); got != c.want {
			t.Errorf("of %d points for %d with %d left stand %d, want %d", c.points, c.worth, c.left, got, c.want)
		}
	}
}
