package loyalty

import (
	"cmp"
	"slices"
)

// Debt is what a profile of somebody owes.
type Debt struct {
	Person int64
	Points int64 // more than nothing
}

// Book is what a person has, under all that they were known by. Every verb gives a transaction to be posted; none changes
// the book.
type Book struct {
	Person int64
	Lots   []Lot // those with something left
	Debts  []Debt
}

// Balance is what a person has.
type Balance struct {
	Pending   int64
	Available int64
	Owed      int64
}

// Spendable is how much can be spent.
func (b Balance) Spendable() int64 { return max(b.Available-b.Owed, 0) }

// Balance sums the book up.
func (b *Book) Balance() (sum Balance) {
	for i := range b.Lots {
		sum.Pending, sum.Available = sum.Pending+b.Lots[i].Pending, sum.Available+b.Lots[i].Available
	}
	for _, d := range b.Debts {
		sum.Owed += d.Points
	}
	return sum
}

// Earn gives points that are free at an instant and lapse at another (0: never). Points that are free at once first pay what
// is owed.
func (b *Book) Earn(points, opensAt, expiresAt, now int64) (t Transaction, err error) {
	if points < 1 || points > Most {
		return t, errPoints
	}
	t = Transaction{Kind: Earn, Person: b.Person, At: now}
	t.Opens = []Lot{{Person: b.Person, Points: points, OpensAt: max(opensAt, now), ExpiresAt: expiresAt, At: now}}
	t.put(Issued, 0, -1, -points)
	if opensAt > now {
		t.put(Pending, b.Person, -1, points)
		return t, nil
	}
	t.put(Available, b.Person, -1, points)
	b.settle(&t)
	return t, nil
}

// Free makes what is pending of a lot available.
func (b *Book) Free(l *Lot, now int64) Transaction {
	t := Transaction{Kind: Free, Person: l.Person, About: l.About, At: now}
	t.put(Pending, l.Person, l.ID, -l.Pending)
	t.put(Available, l.Person, l.ID, l.Pending)
	b.settle(&t)
	return t
}

// Redeem spends points, those first that lapse first.
func (b *Book) Redeem(points, now int64) (t Transaction, err error) {
	if points < 1 || points > Most {
		return t, errPoints
	}
	t = Transaction{Kind: Redeem, Person: b.Person, At: now}
	sum := b.Balance()
	for i := range b.Lots {
		if lapsed(&b.Lots[i], now) {
			sum.Available -= b.Lots[i].Available
		}
	}
	if sum.Spendable() < points {
		return t, ErrShort
	}
	for _, part := range b.spend(points, now, nil) {
		t.put(Available, part.Person, part.Lot, -part.Points)
		t.put(Redeemed, 0, part.Lot, part.Points)
	}
	return t, nil
}

// GiveBack takes a redemption back: the points return to the lots they came from, and lapse when those do.
func (b *Book) GiveBack(of *Transaction, now int64) Transaction {
	t := Transaction{Kind: GiveBack, Person: of.Person, About: of.About, At: now}
	for _, l := range of.Lines {
		t.put(l.Account, l.Person, l.Lot, -l.Points)
	}
	b.settle(&t)
	return t
}

// Lapse takes what is left to be spent of a lot whose day has come.
func Lapse(l *Lot, now int64) Transaction {
	t := Transaction{Kind: Expire, Person: l.Person, About: l.About, At: now}
	t.put(Available, l.Person, l.ID, -l.Available)
	t.put(Expired, 0, l.ID, l.Available)
	return t
}

// Close ends a book for good, as when somebody is forgotten: what they have lapses, and what they owe is let be. It gives a
// transaction without lines where there is nothing of either.
func (b *Book) Close(now int64) Transaction {
	t := Transaction{Kind: Expire, Person: b.Person, At: now}
	for i := range b.Lots {
		l := &b.Lots[i]
		t.put(Pending, l.Person, l.ID, -l.Pending)
		t.put(Available, l.Person, l.ID, -l.Available)
		t.put(Expired, 0, l.ID, l.Rest())
	}
	for _, d := range b.Debts {
		t.put(Owed, d.Person, 0, d.Points)
		t.put(Forgiven, 0, 0, -d.Points)
	}
	return t
}

func lapsed(l *Lot, now int64) bool { return l.ExpiresAt != 0 && l.ExpiresAt <= now }

// Reverse takes back points that were given as some lots, as when a purchase was: what is pending of them first, then what is
// available. Of what was spent already, other points pay, and what is still missing is owed; where the house forgives, what was
// spent is let be. Points that lapsed are gone already. It gives a transaction without lines where nothing is left to take.
func (b *Book) Reverse(lots []Lot, points int64, forgive bool, now int64) Transaction {
	t := Transaction{Kind: Reverse, Person: b.Person, At: now}
	var missing int64
	left := map[int64]int64{} // of their lots, what was taken already
	for i := range lots {
		l := &lots[i]
		take := min(points, l.standing())
		if take <= 0 {
			continue
		}
		points -= take
		t.put(Reversed, 0, l.ID, take)
		pending := min(take, l.Pending)
		available := min(take-pending, l.Available)
		t.put(Pending, l.Person, l.ID, -pending)
		t.put(Available, l.Person, l.ID, -available)
		left[l.ID] = available
		missing += take - pending - available
	}
	if forgive {
		t.put(Forgiven, 0, 0, -missing)
		return t
	}
	for _, part := range b.spend(missing, now, left) {
		t.put(Available, part.Person, part.Lot, -part.Points)
		missing -= part.Points
	}
	t.put(Owed, b.Person, 0, -missing)
	return t
}

// spend chooses the points to be spent, those first that lapse first and never more than there are. taken is what is gone of
// lots already.
func (b *Book) spend(points, now int64, taken map[int64]int64) (parts []Line) {
	order := slices.Clone(b.Lots)
	slices.SortStableFunc(order, func(x, y Lot) int {
		return cmp.Or(cmp.Compare(lapse(&x), lapse(&y)), cmp.Compare(x.ID, y.ID))
	})
	for i := range order {
		l := &order[i]
		if take := min(points, l.Available-taken[l.ID]); take > 0 && !lapsed(l, now) {
			parts = append(parts, Line{Available, l.Person, l.ID, take})
			points -= take
		}
	}
	return parts
}

// lapse is when a lot lapses, to be compared.
func lapse(l *Lot) int64 {
	if l.ExpiresAt == 0 {
		return 1 << 62
	}
	return l.ExpiresAt
}

// settle pays what is owed with what a transaction makes available.
func (b *Book) settle(t *Transaction) {
	debts := slices.Clone(b.Debts)
	for _, l := range slices.Clone(t.Lines) {
		if l.Account != Available {
			continue
		}
		for i := range debts {
			pays := min(l.Points, debts[i].Points)
			if pays <= 0 {
				continue
			}
			t.put(Available, l.Person, l.Lot, -pays)
			t.put(Owed, debts[i].Person, 0, pays)
			l.Points, debts[i].Points = l.Points-pays, debts[i].Points-pays
		}
	}
}

// Kept is how many points of those a purchase earned stand, where so much of its worth is left: what goes back is rounded
// down, to the customer's good.
func Kept(points, worth, left int64) int64 {
	if worth <= 0 || left >= worth {
		return points
	}
	return points - mulDiv(points, worth-max(left, 0), worth)
}

// Untouched reports whether all that some lots had is there still: nothing of it was spent, lapsed or taken back.
func Untouched(lots []Lot) bool {
	return len(lots) > 0 && !slices.ContainsFunc(lots, func(l Lot) bool { return l.Pending+l.Available != l.Points })
}
