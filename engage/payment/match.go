package payment

// Line is one line of a bank: money that came into an account, or left it.
type Line struct {
	ID        int64
	Key       string // the bank's or the feed's own, by which a line that comes twice is one
	Account   string // empty: not said
	Amount    int64  // less than nothing: it went out
	Currency  string
	At        int64 // microseconds
	Text      string
	Reference string
	Source    string // who told of it: sepay, casso, vietqr, statement
}

// Due is what is still due for an order.
type Due struct {
	Order int64
	Left  int64
	// Closed: nothing is to be paid for it any more, as it was cancelled or refunded.
	Closed bool
}

// Outcome is how well a line fits an order.
type Outcome string

// The outcomes. The first three are sure, and booked by themselves; the others wait for somebody who looks.
const (
	Exact    Outcome = "exact"
	Partial  Outcome = "partial"
	Over     Outcome = "over"
	Doubtful Outcome = "doubtful"
	None     Outcome = "none"
)

// Reason says why a line fits as it does.
type Reason string

// The reasons.
const (
	CodeAndAmount Reason = "code-and-amount"
	CodeLess      Reason = "code-less"      // the code of an order, and less than it still needs
	CodeMore      Reason = "code-more"      // and more than it still needs
	CodeClosed    Reason = "code-closed"    // of an order that is to be paid no more
	CodesSeveral  Reason = "codes-several"  // of several orders
	OtherCurrency Reason = "other-currency" // than the order's
	OtherAccount  Reason = "other-account"  // than those money is awaited on
	AmountOnly    Reason = "amount-only"    // no code, but one open order needs exactly this
	AmountSeveral Reason = "amount-several" // no code, and several open orders need exactly this
	NoSign        Reason = "no-sign"        // nothing says what it is for
	WentOut       Reason = "went-out"
)

// Reasons are all reasons there are.
var Reasons = []Reason{CodeAndAmount, CodeLess, CodeMore, CodeClosed, CodesSeveral, OtherCurrency, OtherAccount, AmountOnly, AmountSeveral, NoSign, WentOut}

// Verdict is which order a line is for, and how sure that is.
type Verdict struct {
	Outcome Outcome
	Reason  Reason
	Order   int64 // 0: none; of a doubtful one what it may be for
}

// Sure reports whether it may be booked without anybody looking.
func (v Verdict) Sure() bool { return v.Outcome == Exact || v.Outcome == Partial || v.Outcome == Over }

// Match finds what a line is for. named are the orders there are whose codes its text holds, alike those open orders that
// need exactly its amount; accounts are where money is awaited, any where there are none.
func Match(l Line, named, alike []Due, accounts []string, currency string) Verdict {
	switch {
	case l.Amount <= 0:
		return Verdict{None, WentOut, 0}
	case len(named) > 1:
		return Verdict{Doubtful, CodesSeveral, fitting(named, l)}
	case len(named) == 1:
		return named[0].fits(l, awaited(l.Account, accounts), l.Currency == currency)
	case l.Currency != currency:
		return Verdict{None, NoSign, 0}
	case len(alike) == 1:
		return Verdict{Doubtful, AmountOnly, alike[0].Order}
	case len(alike) > 1:
		return Verdict{Doubtful, AmountSeveral, 0} // which one would be a guess
	}
	return Verdict{None, NoSign, 0}
}

// fitting is the only one of orders that needs just what a line brings; 0: none, or which one would be a guess.
func fitting(named []Due, l Line) (order int64) {
	for _, d := range named {
		if d.Closed || d.Left != l.Amount {
			continue
		}
		if order != 0 {
			return 0
		}
		order = d.Order
	}
	return order
}

func (d *Due) fits(l Line, awaited, currency bool) Verdict {
	switch {
	case d.Closed:
		return Verdict{Doubtful, CodeClosed, d.Order}
	case !currency:
		return Verdict{Doubtful, OtherCurrency, d.Order}
	case !awaited:
		return Verdict{Doubtful, OtherAccount, d.Order}
	case l.Amount < d.Left:
		return Verdict{Partial, CodeLess, d.Order}
	case l.Amount > d.Left:
		return Verdict{Over, CodeMore, d.Order}
	}
	return Verdict{Exact, CodeAndAmount, d.Order}
}

// awaited reports whether an account is one money is awaited on. Feeds that do not say the account, and houses that named
// none, leave it open.
func awaited(account string, accounts []string) bool {
	if account == "" || len(accounts) == 0 {
		return true
	}
	for _, a := range accounts {
		if bare(a) == bare(account) {
			return true
		}
	}
	return false
}
