// Package loyalty is how customers are thanked: points in a double-entry ledger, the rules by which they are earned, tiers,
// rewards and the codes they are given as. It does no I/O: stores, pages and consumers of the log stand around it.
//
// Every posting is a transaction of lines whose sum is nothing. Transactions are only appended, each under a cause that is
// its own, so what is told twice is booked once. Points lie in lots, each with the day it is free and the day it lapses;
// what a person has is the sum of their lots, and nothing else is true beside it.
package loyalty

import "banhda/phrase"

// Account is where points are. The sum of all accounts is always nothing.
type Account string

// The accounts. Those of a person are pending, available and owed, which is never more than nothing: it is what was taken
// back of points that were spent already. The others are the house's.
const (
	Issued    Account = "issued"    // less than nothing: all that was ever given
	Pending   Account = "pending"   // given, and waiting for the return window to close
	Available Account = "available" // can be spent; never less than nothing
	Owed      Account = "owed"
	Redeemed  Account = "redeemed"
	Expired   Account = "expired"
	Reversed  Account = "reversed" // taken back, as when a purchase was
	Forgiven  Account = "forgiven" // less than nothing: taken back, had been spent, and the house let it be
)

// Accounts are all there are.
var Accounts = []Account{Issued, Pending, Available, Owed, Redeemed, Expired, Reversed, Forgiven}

// Personal reports whether an account is one of a person's.
func (a Account) Personal() bool { return a == Pending || a == Available || a == Owed }

// Kind is what a transaction does.
type Kind string

// The kinds.
const (
	Earn     Kind = "earn"
	Free     Kind = "free" // the return window closed
	Redeem   Kind = "redeem"
	GiveBack Kind = "give_back" // what was redeemed, to the lots it came from
	Expire   Kind = "expire"
	Reverse  Kind = "reverse"
)

// Kinds are all there are.
var Kinds = []Kind{Earn, Free, Redeem, GiveBack, Expire, Reverse}

// Line is one entry of a transaction: so many points more, or less, in an account.
type Line struct {
	Account Account
	Person  int64 // a profile somebody was known by; 0: the account is the house's
	Lot     int64 // −1: the first lot the transaction opens; 0: none
	Points  int64
}

// Lot are points that came together: they are free and lapse on one day. Instants are microseconds.
type Lot struct {
	ID        int64
	Person    int64  // the profile whose they are
	About     string // what they were given for
	Points    int64  // as they came
	Pending   int64  // of them, still waiting
	Available int64  // of them, to be spent
	Expired   int64
	Reversed  int64
	OpensAt   int64 // when the return window closes
	ExpiresAt int64 // 0: never
	At        int64
}

// Rest is what is left of a lot.
func (l *Lot) Rest() int64 { return l.Pending + l.Available }

// standing is how much of a lot can still be taken back: what lapsed is gone already.
func (l *Lot) standing() int64 { return l.Points - l.Expired - l.Reversed }

// Transaction is one posting. It never changes.
type Transaction struct {
	ID     int64
	Kind   Kind
	Cause  string // its own: a second transaction of the same is none
	About  string // what it is for, such as an order: what was given for one thing is taken back together
	Rule   string // by which points were earned; empty: by hand, by a partner, by a workflow
	Person int64  // a profile somebody was known by
	Worth  int64  // minor units of what was bought that counted; less than nothing where it went back
	Note   string
	// Version is the number of the programme it was earned by; 0: none, or what held when it was posted.
	Version int64
	At      int64 // microseconds
	Act     int64
	Opens   []Lot
	Lines   []Line
}

// Sum is how many points an account has more by the transaction.
func (t *Transaction) Sum(of Account) (points int64) {
	for i := range t.Lines {
		if t.Lines[i].Account == of {
			points += t.Lines[i].Points
		}
	}
	return points
}

// Most is how many points can be posted at once.
const Most = 1_000_000_000

// What is wrong with a posting.
var (
	ErrShort  = phrase.Errorf("there are not enough points for this")
	errPoints = phrase.Errorf("give a number of points between 1 and %d", Most)
)

// Balances reports whether the lines add up to nothing, each on an account it may stand on.
func (t *Transaction) Balances() bool {
	var sum int64
	for _, l := range t.Lines {
		if l.Account.Personal() != (l.Person != 0) || l.Points == 0 || -l.Lot > int64(len(t.Opens)) {
			return false
		}
		sum += l.Points
	}
	return sum == 0 && len(t.Lines) > 0
}

// put adds points to an account.
func (t *Transaction) put(of Account, person, lot, points int64) {
	if points != 0 {
		t.Lines = append(t.Lines, Line{of, person, lot, points})
	}
}
