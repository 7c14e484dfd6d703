package wheel

// tally is what a Report adds up over people. Everything in it is a whole number or a list that is sorted later,
// so the sum does not depend on the order of people.
type tally struct {
	spells         spells
	movers         movers
	mass           personTime
	turns          RotationsBy
	referredFirsts int64 // first purchases of referred people
	revenue        revenue
	growth         growth
	cohort         Cohort
}

func (b *Book) tally(p period, currency string, who Who) *tally {
	add := func(t *tally, l *Life) { t.add(l, p, b.referred(l, p.now), currency) }
	var sum tally
	for _, part := range each(b, p.now, who, add) {
		sum.merge(&part)
	}
	sum.spells.sort()
	return &sum
}

// add takes in one person known before p.now.
func (t *tally) add(l *Life, p period, referred bool, currency string) {
	t.spells.add(l, p)
	t.movers.add(l, p)
	t.cohort.add(l, p)
	buys := l.BuysBefore(p.now)
	t.growth.add(buys, p, currency)
	t.turn(l, buys, p, referred, currency)
}

// turn takes in what a person did for the wheel's turning.
func (t *tally) turn(l *Life, buys []Buy, p period, referred bool, currency string) {
	t.mass.add(l.active(p))
	l.rotations(buys, p, t.turns.add)
	if referred && p.hasFirst(buys) {
		t.referredFirsts++
	}
	t.revenue.add(l, buys, referred, p, currency)
}

func (t *tally) merge(o *tally) {
	t.spells.merge(o.spells)
	t.movers.merge(&o.movers)
	t.mass.merge(o.mass)
	t.turns.Repeat += o.turns.Repeat
	t.turns.Friends += o.turns.Friends
	t.referredFirsts += o.referredFirsts
	t.revenue.merge(o.revenue)
	t.growth.merge(o.growth)
	t.cohort.merge(o.cohort)
}

// active is how long somebody was customer or promoter within the period, in microseconds.
func (l *Life) active(p period) (total int64) {
	for i, m := range l.Moves {
		if m.To != Customer && m.To != Promoter {
			continue
		}
		until := p.to
		if i+1 < len(l.Moves) {
			until = min(until, l.Moves[i+1].At)
		}
		total += max(0, until-max(m.At, p.from))
	}
	return total
}

// rotations calls do for the repeat purchases and referred friends' first purchases in the period; a friend's come
// without a Buy.
func (l *Life) rotations(buys []Buy, p period, do func(at int64, repeat *Buy)) {
	for i := range buys {
		if i > 0 && p.has(buys[i].At) {
			do(buys[i].At, &buys[i])
		}
	}
	for _, at := range l.Friends {
		if p.has(at) {
			do(at, nil)
		}
	}
}

// add counts one rotation.
func (r *RotationsBy) add(_ int64, repeat *Buy) {
	if repeat != nil {
		r.Repeat++
	} else {
		r.Friends++
	}
}

func (r RotationsBy) sum() int64 { return r.Repeat + r.Friends }

// personTime is time summed over people: a year of a million of them does not fit into 64 bits of microseconds.
type personTime struct{ whole, rest int64 } // days; microseconds

func (t *personTime) add(micros int64) {
	t.whole += micros / Day
	t.rest += micros % Day
}

func (t *personTime) merge(o personTime) {
	t.whole += o.whole
	t.rest += o.rest
}

func (t *personTime) days() float64 { return float64(t.whole) + float64(t.rest)/float64(Day) }

// add takes in somebody who arrived in the period.
func (c *Cohort) add(l *Life, p period) {
	if !p.has(l.FirstSeen) {
		return
	}
	entered := l.entered(p.now)
	count := func(s Stage) int64 {
		if entered[s] {
			return 1
		}
		return 0
	}
	moved := CohortMoved{l.movesAlong(towards[Prospect], p), l.movesAlong(towards[Customer], p), l.movesAlong(towards[Promoter], p)}
	c.merge(Cohort{1, count(Prospect), count(Customer), count(Promoter), moved})
}

// towards is the forward arrow into each stage of the funnel.
var towards = map[Stage]Arrow{Prospect: {Stranger, Prospect}, Customer: {Prospect, Customer}, Promoter: {Customer, Promoter}}

// movesAlong counts somebody's moves along an arrow in the period.
func (l *Life) movesAlong(a Arrow, p period) (n int64) {
	for _, m := range l.Moves {
		if p.has(m.At) && a == (Arrow{m.From, m.To}) {
			n++
		}
	}
	return n
}

// entered are the stages somebody moved into before now.
func (l *Life) entered(now int64) (ever [Stages]bool) {
	for _, m := range l.Moves {
		if m.At < now {
			ever[m.To] = true
		}
	}
	return ever
}

func (c *Cohort) merge(o Cohort) {
	c.Arrived += o.Arrived
	c.Prospect += o.Prospect
	c.Customer += o.Customer
	c.Promoter += o.Promoter
	c.Moved.Prospect += o.Moved.Prospect
	c.Moved.Customer += o.Moved.Customer
	c.Moved.Promoter += o.Moved.Promoter
}
