package wheel

// growth compares what each person spent in a period with the preceding one of equal length.
type growth struct {
	RevenueGrowth
	purchases, stated int64
}

// spent is what one person bought in a period: how often, how often with a value, and the value in the currency
// asked for.
type spent struct{ times, stated, value int64 }

// add takes in one person's purchases before now, of any currency; values of others than currency count as
// nothing.
func (g *growth) add(buys []Buy, p period, currency string) {
	before, now := spending(buys, p, currency)
	if before.times+now.times == 0 {
		return
	}
	g.purchases += before.times + now.times
	g.stated += before.stated + now.stated
	g.Before += before.value
	g.After += now.value
	class, amount := change(before, now, p.hasFirst(buys))
	*g.of(class) += amount
}

// spending is what one person spent in the period before and in the period.
func spending(buys []Buy, p period, currency string) (before, now spent) {
	preceding := p.preceding()
	for _, b := range buys {
		switch {
		case p.has(b.At):
			now.add(b, currency)
		case preceding.has(b.At):
			before.add(b, currency)
		}
	}
	return before, now
}

func (s *spent) add(b Buy, currency string) {
	s.times++
	if b.stated() {
		s.stated++
	}
	if b.in(currency) {
		s.value += b.Value
	}
}

// changed is the class of the change of one person's spending.
type changed uint8

const (
	spendsFirst changed = iota
	spendsAgain
	spendsMore
	spendsLess
	spendsNoMore
)

// change puts the change of one person's spending into its class; amounts are not signed by it.
func change(before, now spent, first bool) (class changed, amount int64) {
	switch change := now.value - before.value; {
	case first:
		return spendsFirst, now.value
	case before.times == 0:
		return spendsAgain, now.value
	case now.times == 0:
		return spendsNoMore, before.value
	case change > 0:
		return spendsMore, change
	default:
		return spendsLess, -change
	}
}

// of is the sum of a class.
func (g *RevenueGrowth) of(class changed) *int64 {
	return [...]*int64{&g.New, &g.Reactivated, &g.Expansion, &g.Contraction, &g.Lost}[class]
}

func (g *growth) merge(o growth) {
	g.Before += o.Before
	g.New += o.New
	g.Reactivated += o.Reactivated
	g.Expansion += o.Expansion
	g.Contraction += o.Contraction
	g.Lost += o.Lost
	g.After += o.After
	g.purchases += o.purchases
	g.stated += o.stated
}
