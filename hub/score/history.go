package score

import (
	"math"
	"slices"
)

// Moment is a person's score right after an event moved it.
type Moment struct {
	At     int64
	Rule   int     // which moved it: its place among the rules
	Moved  float64 // by how much
	Faded  float64 // what time had taken since the moment before, 0 or what brings the score nearer to what does not fade
	Points int64
}

// mostMoments bounds a history.
const mostMoments = 100

// History is how a score came about, the first moment first; of long ones the last moments. It is reckoned by the rules of
// today, and what somebody is counts from the beginning: when it became so, no rule asks.
func (r Rules) History(now int64, times func(rule int) []int64, holds func(rule int) bool) []Moment {
	var all []Moment
	for i := range r.Rules {
		if r.Rules[i].Event == "" {
			continue
		}
		for _, at := range times(i) {
			if at <= now {
				all = append(all, Moment{At: at, Rule: i})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Moment) int { return int(min(max(a.At-b.At, -1), 1)) })
	all = all[max(0, len(all)-mostMoments):]
	for i := range all {
		r.measure(all, i, times, holds)
	}
	return all
}

// measure reckons one moment: what stood without it, and what with it. Of events of a rule at one instant each has its share.
func (r Rules) measure(all []Moment, i int, times func(rule int) []int64, holds func(rule int) bool) {
	m := &all[i]
	same := 0.0
	without := func(rule int) (earlier []int64) {
		for _, at := range times(rule) {
			if at < m.At {
				earlier = append(earlier, at)
			}
		}
		return earlier
	}
	for _, at := range times(m.Rule) {
		if at == m.At {
			same++
		}
	}
	before, after := r.at(m.At, without, holds), r.at(m.At, times, holds)
	m.Points, m.Moved = int64(math.Round(sum(after))), (after[m.Rule]-before[m.Rule])/same
	if i > 0 && all[i-1].At < m.At {
		m.Faded = sum(before) - sum(r.at(all[i-1].At, times, holds))
	}
}

// at is what each rule gives at an instant.
func (r Rules) at(now int64, times func(rule int) []int64, holds func(rule int) bool) []float64 {
	points := make([]float64, len(r.Rules))
	for _, l := range r.Reckon(now, times, holds).Lines {
		points[l.Rule] = l.Points
	}
	return points
}

func sum(points []float64) (all float64) {
	for _, p := range points {
		all += p
	}
	return all
}
