package wheel

import "strings"

// Turn is how the wheel turned in one period: of its Report the figures a trend follows. Where one cannot be known it
// is null, and Reasons says why under its key.
type Turn struct {
	From, To       int64 // cut at now
	Mass           int64 // at the period's end
	Arrivals       int64
	Rotations      int64
	RotationSpeed  *float64 // per 100 active customers per 30 days
	WheelShare     *float64
	SelfSustaining *float64
	Revenue        *int64
	// Rep and Ref are the gain's means over 180 days as of the period's end.
	Rep, Ref *float64
	Reasons  map[string]string
}

// Trend reads the wheel of the periods between ascending bounds, as of now, in one pass over people.
func (b *Book) Trend(bounds []int64, now int64, currency string, who Who) []Turn {
	if len(bounds) < 2 {
		return nil
	}
	flows := b.StockFlow(bounds, now, who)
	periods := make([]period, len(flows))
	for i := range periods {
		periods[i] = newPeriod(bounds[i], bounds[i+1], now)
	}
	total := make([]turning, len(periods))
	for _, part := range each(b, periods[0].now, who, func(t *[]turning, l *Life) { b.turn(t, l, periods, currency) }) {
		for i := range part {
			total[i].merge(&part[i])
		}
	}
	turns := make([]Turn, len(periods))
	for i := range turns {
		turns[i] = total[i].read(&flows[i], periods[i], currency)
	}
	return turns
}

// turning is what a Turn adds up.
type turning struct {
	tally
	gain gainCounts
}

func (t *turning) merge(o *turning) {
	t.tally.merge(&o.tally)
	t.gain.rep.merge(o.gain.rep)
	t.gain.ref.merge(o.gain.ref)
}

// turn adds one person to all periods.
func (b *Book) turn(t *[]turning, l *Life, periods []period, currency string) {
	if *t == nil {
		*t = make([]turning, len(periods))
	}
	if len(l.Buys)+len(l.Friends)+len(l.Refunds) == 0 {
		return // whoever never bought, nor sent anybody who did, turns nothing
	}
	now := periods[0].now
	buys, referred := l.BuysBefore(now), b.referred(l, now)
	for i, p := range periods { // one before they were seen too: a friend may have bought in it
		(*t)[i].turn(l, buys, p, referred, currency)
		(*t)[i].gain.add(l, p.to, gainHorizon)
	}
}

func (t *turning) read(f *Flow, p period, currency string) Turn {
	r := Report{Reasons: map[string]string{}}
	r.turning(&t.tally)
	r.money(&t.revenue, currency)
	r.sustaining(f, &t.tally)
	u := Turn{
		From: p.from, To: p.to, Mass: f.End.Mass(), Arrivals: f.Arrivals, Rotations: t.turns.sum(), RotationSpeed: r.RotationSpeed,
		WheelShare: r.WheelShare, SelfSustaining: r.SelfSustaining, Revenue: r.Revenue.Total, Reasons: map[string]string{},
	}
	for key, reason := range r.Reasons {
		if kept, part := strings.CutPrefix(key, "revenue."); part && kept != "total" {
			continue
		}
		u.Reasons[strings.ReplaceAll(key, ".", "_")] = reason
	}
	u.Rep = t.gain.rep.known(u.Reasons, "rep")
	u.Ref = t.gain.ref.known(u.Reasons, "ref")
	return u
}

// known is the mean; null with the reason where nobody counts.
func (h histogram) known(reasons map[string]string, key string) *float64 {
	if h.size() == 0 {
		unknown(reasons, nobodyCounts, key)
		return nil
	}
	mean := h.mean()
	return &mean
}
