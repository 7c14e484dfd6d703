package wheel

// period is what a readout looks at: [from, to) as of now.
type period struct{ from, to, now int64 }

// farAway keeps instants where they can be subtracted and doubled without overflow: 36,000 years from 1970.
const farAway int64 = 1 << 60

// newPeriod cuts a period at now: nothing at or after it exists.
func newPeriod(from, to, now int64) period {
	now = max(-farAway, min(now, farAway))
	to = max(-farAway, min(to, now))
	return period{from: max(-farAway, min(from, to)), to: to, now: now}
}

func (p period) has(at int64) bool { return p.from <= at && at < p.to }

// hasFirst reports whether the first of somebody's purchases lies in the period.
func (p period) hasFirst(buys []Buy) bool { return len(buys) > 0 && p.has(buys[0].At) }

// preceding is the period of equal length that ends where p begins.
func (p period) preceding() period {
	return period{from: p.from - (p.to - p.from), to: p.from, now: p.now}
}
