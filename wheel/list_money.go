package wheel

import (
	"cmp"
	"slices"
)

// purchased lists the period's purchases in the page's currency that a class is made of; no class: all of them.
func purchased(classes ...Class) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		buys := l.BuysBefore(x.now)
		for i, b := range buys {
			if !x.has(b.At) || !b.in(x.Currency) {
				continue
			}
			c := classOf(x.book.referred(l, x.now), i > 0)
			if len(classes) == 0 || slices.Contains(classes, c) {
				x.Add(b.row(l, c, x.Currency))
			}
		}
	}
}

// purchasedIn lists the period's purchases in a currency that is not the question's.
func purchasedIn(currency string) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		buys := l.BuysBefore(x.now)
		for i, b := range buys {
			if x.has(b.At) && b.Currency == currency && !b.in(x.asked) {
				x.Add(b.row(l, classOf(x.book.referred(l, x.now), i > 0), currency))
			}
		}
	}
}

// row is a purchase in a list. A value that came without a currency is taken in that of the question.
func (b Buy) row(l *Life, c Class, currency string) Row {
	r := Row{Person: l.Person, At: b.At, Value: b.Value, Currency: b.Currency, Class: c}
	if b.Currency == "" && b.stated() {
		r.Currency = currency
	}
	return r
}

func refunded(x *lister, l *Life) {
	for _, r := range l.Refunds {
		if x.has(r.At) && r.Currency == x.Currency {
			x.Add(Row{Person: l.Person, At: r.At, Value: r.Value, Currency: r.Currency, Class: ClassRefund})
		}
	}
}

// rotated lists rotations of some classes in order of time.
func rotated(classes ...Class) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		var rows []Row
		l.rotations(l.BuysBefore(x.now), x.period, func(at int64, repeat *Buy) {
			r := Row{Person: l.Person, At: at, Class: ClassFriend}
			if repeat != nil {
				r = repeat.row(l, ClassRepeat, x.Currency)
			}
			if slices.Contains(classes, r.Class) {
				rows = append(rows, r)
			}
		})
		slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(a.At, b.At) })
		for _, r := range rows {
			x.Add(r)
		}
	}
}

// spentBy lists people with what they spent in the period before, or in the period.
func spentBy(of func(before, now spent) spent) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		if s := of(spending(l.BuysBefore(x.now), x.period, x.Currency)); s.times > 0 {
			x.amount(l, s.value, s.stated > 0)
		}
	}
}

func earlier(before, _ spent) spent { return before }

func later(_, now spent) spent { return now }

// changedBy lists the people of one class of the revenue's growth with their part in it.
func changedBy(class changed) func(*lister, *Life) {
	return func(x *lister, l *Life) {
		buys := l.BuysBefore(x.now)
		before, now := spending(buys, x.period, x.Currency)
		if before.times+now.times == 0 {
			return
		}
		c, amount := change(before, now, x.hasFirst(buys))
		if c == class && (amount != 0 || class != spendsLess) { // who spends as much as before spends no less
			x.amount(l, amount, before.stated+now.stated > 0)
		}
	}
}

func (x *lister) amount(l *Life, value int64, stated bool) {
	r := Row{Person: l.Person, Value: value}
	if stated {
		r.Currency = x.Currency
	}
	x.Add(r)
}
