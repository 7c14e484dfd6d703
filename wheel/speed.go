package wheel

import (
	"slices"
	"sort"
)

// spell is one stay in a stage: how long, in microseconds, and how it ended. Ordered as numbers, spells are
// ordered by length, and of equal lengths moves come before those still going on.
type spell uint64

const (
	spellEndBits = 3
	ongoing      = 1<<spellEndBits - 1 // right-censored at now
)

func (s spell) length() int64 { return int64(s >> spellEndBits) }
func (s spell) end() uint8    { return uint8(s & ongoing) }

// spells are the stays of many people, by stage.
type spells [Stages][]spell

// stays calls do for every stay that somebody began in the period: its stage, its beginning, and its end with the
// stage it led to. The end of one that goes on at now is Forever.
func (l *Life) stays(p period, do func(stage Stage, began, ended int64, to Stage)) {
	stage, entered := Stranger, l.FirstSeen
	for _, m := range l.Moves {
		if m.At >= p.now {
			break
		}
		if p.has(entered) {
			do(stage, entered, m.At, m.To)
		}
		stage, entered = m.To, m.At
	}
	if p.has(entered) {
		do(stage, entered, Forever, stage)
	}
}

// add takes in the stays that somebody began in the period.
func (s *spells) add(l *Life, p period) {
	l.stays(p, func(stage Stage, began, ended int64, to Stage) {
		if ended == Forever {
			s[stage] = append(s[stage], newSpell(p.now-began, ongoing))
		} else {
			s[stage] = append(s[stage], newSpell(ended-began, uint8(to)))
		}
	})
}

// movers counts, for each arrow, the people with a move along it among the stays that they began in the period.
type movers [len(Arrows)]int64

func (c *movers) add(l *Life, p period) {
	var moved [len(Arrows)]bool
	l.stays(p, func(stage Stage, _, ended int64, to Stage) {
		if ended == Forever {
			return
		}
		if arrow := arrowOf[stage][to]; !moved[arrow] {
			moved[arrow] = true
			c[arrow]++
		}
	})
}

func (c *movers) merge(o *movers) {
	for i, people := range o {
		c[i] += people
	}
}

func newSpell(length int64, end uint8) spell { return spell(length)<<spellEndBits | spell(end) }

func (s *spells) merge(o spells) {
	for stage := range s {
		s[stage] = append(s[stage], o[stage]...)
	}
}

func (s *spells) sort() {
	for stage := range s {
		slices.Sort(s[stage])
	}
}

// curve is a step function that only rises: the share of the spells that had made a move by a length of time.
type curve struct {
	length []int64
	share  []float64
}

// incidence is the cumulative incidence of the moves to one stage among sorted spells, other ends competing
// (Aalen and Johansen 1978). Each spell still going on weighs S(τ−)/n(τ), the chance of staying so long spread
// over those who did; moves leave that weight as it is, and what a censored spell weighs passes to the longer ones
// (Efron 1967, "redistribution to the right"). Counting moves of equal weight keeps rounding out of the sum.
func incidence(sorted []spell, to Stage) curve {
	var c curve
	atRisk, weight := float64(len(sorted)), 1/float64(len(sorted))
	settled, moved := 0.0, 0.0 // share before the last change of weight; moves since
	for _, s := range sorted {
		switch s.end() {
		case uint8(to):
			moved++
			c.set(s.length(), settled+moved*weight)
		case ongoing:
			settled, moved = settled+moved*weight, 0
			weight *= atRisk / (atRisk - 1)
		}
		atRisk--
	}
	return c
}

func (c *curve) set(length int64, share float64) {
	if n := len(c.length); n > 0 && c.length[n-1] == length {
		c.share[n-1] = share
		return
	}
	c.length, c.share = append(c.length, length), append(c.share, share)
}

// at is the share that had moved by a length of time.
func (c curve) at(length int64) float64 {
	if n := sort.Search(len(c.length), func(i int) bool { return c.length[i] > length }); n > 0 {
		return c.share[n-1]
	}
	return 0
}

// median is the smallest length by which half had moved; ok is false if that is not reached. The margin is what
// rounding may take from an exact half.
func (c curve) median() (length int64, ok bool) {
	const half = 0.5 - 1e-12
	n := sort.SearchFloat64s(c.share, half)
	if n == len(c.share) {
		return 0, false
	}
	return c.length[n], true
}
