package wheel

// growth compares what each person spent in a period with the preceding one of equal length.
type growth struct {
	RevenueGrowth
	purchases, stated int64
}

// spent is what one person bought in a period.
type spent struct{ times, value int64 }

// add takes in one person's purchases before now, of any currency; values of others than currency count as
// nothing.
func (g *growth) add(buys []Buy, p period, currency string) {
	var before, now spent
	preceding := p.preceding()
	for _, b := range buys {
		switch {
		case p.has(b.At):
			g.count(&now, b, currency)
		case preceding.has(b.At):
			g.count(&before, b, currency)
		}
	}
	if before.times+now.times > 0 {
		g.compare(before, now, p.has(buys[0].At))
	}
}

func (g *growth) count(s *spent, b Buy, currency string) {
	g.purchases++
	s.times++
	if b.stated() {
		g.stated++
	}
	if b.in(currency) {
		s.value += b.Value
	}
}

// compare puts the change of one person's spending into its class.
func (g *growth) compare(before, now spent, first bool) {
	g.Before += before.value
	g.After += now.value
	switch change := now.value - before.value; {
	case first:
		g.New += now.value
	case before.times == 0:
		g.Reactivated += now.value
	case now.times == 0:
		g.Lost += before.value
	case change > 0:
		g.Expansion += change
	default:
		g.Contraction -= change
	}
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
