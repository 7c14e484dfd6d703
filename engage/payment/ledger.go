package payment

import "banhda/phrase"

// Kind is which way money went.
type Kind string

// The kinds.
const (
	Received Kind = "received"
	Refunded Kind = "refunded"
)

// Way is how it went.
type Way string

// The ways.
const (
	Transfer Way = "transfer"
	Cash     Way = "cash"
	Card     Way = "card"
	Other    Way = "other"
)

// Ways are all ways there are.
var Ways = []Way{Transfer, Cash, Card, Other}

// Entry is money that was received for an order, or given back.
type Entry struct {
	ID     int64
	Order  int64
	Kind   Kind
	Way    Way
	Amount int64 // more than nothing
	At     int64 // microseconds
	Line   int64 // the bank's; 0: none, somebody wrote it down
	Key    string
	Note   string
}

// Balance is how an order stands.
type Balance struct {
	Total    int64 // what it costs
	Received int64
	Refunded int64
	Left     int64 // what is still to be paid
	Over     int64 // what was paid too much
}

// State is a Balance in one word.
type State string

// The states.
const (
	Open     State = "open"
	Part     State = "partial"
	Paid     State = "paid"
	Too      State = "over"
	Returned State = "refunded"
)

// Kept is what was received and not given back.
func (b Balance) Kept() int64 { return b.Received - b.Refunded }

// State tells how an order stands. One that costs nothing is paid.
func (b Balance) State() State {
	switch {
	case b.Refunded > 0 && b.Kept() == 0:
		return Returned
	case b.Over > 0:
		return Too
	case b.Left == 0:
		return Paid
	case b.Kept() > 0:
		return Part
	}
	return Open
}

// Next parts what is left into what is due next and what is due after that: of an order that asks for a deposit, first what is missing
// of it. Together they are what is left.
func (b Balance) Next(deposit int64) (now, later int64) {
	if now = min(deposit-b.Kept(), b.Left); now <= 0 {
		return b.Left, 0
	}
	return now, b.Left - now
}

// Reckon adds up what came in and went back for an order. An entry under a key that was there counts once; in which order
// entries come does not matter.
func Reckon(total int64, entries []Entry) Balance {
	b, seen := Balance{Total: total}, map[string]bool{}
	for _, e := range entries {
		if e.Key != "" && seen[e.Key] {
			continue
		}
		seen[e.Key] = true
		if e.Kind == Refunded {
			b.Refunded += e.Amount
		} else {
			b.Received += e.Amount
		}
	}
	b.Left, b.Over = max(total-b.Kept(), 0), max(b.Kept()-total, 0)
	return b
}

// largest is the most one entry may be: sums stay where every reader of JSON holds integers exactly.
const largest = 1 << 50

// Check says what is wrong with an entry that is about to be added to a balance: no more goes back than is there.
func (e *Entry) Check(b Balance) error {
	switch {
	case e.Amount <= 0:
		return phrase.Errorf("the amount has to be more than nothing")
	case e.Amount > largest || b.Received > largest:
		return phrase.Errorf("this is more than can be reckoned with")
	case e.Kind == Refunded && e.Amount > b.Kept():
		return phrase.Errorf("no more can be given back than was received")
	}
	return nil
}
