package sla

import (
	"slices"
	"time"

	"banhda/wheel/lift"
)

// Fewest is how many times a clock has to have run for a share or a median to say anything.
const Fewest = 5

// Run is one time a clock ran that counts: it ended, or goes on although it ran out.
type Run struct {
	Clock Clock
	Used  time.Duration // of those that ended
	Ended bool
	Late  bool
}

// Tally is how often a clock ran in a period, and how often it ran out.
type Tally struct {
	Runs int64 `json:"runs" doc:"times it ended, or goes on although it ran out"`
	Late int64 `json:"late" doc:"of these, times it ran out"`
	// Share and its interval (Wilson), and the median of the working minutes to its end.
	Share  *float64    `json:"share" doc:"late ÷ runs; null: fewer than five runs"`
	Within *lift.Range `json:"within" doc:"where the share lies with 95 % confidence"`
	Median *int64      `json:"median_minutes" doc:"working minutes from its beginning to its end; null: fewer than five ended"`
}

// Tallies add up runs by clock, in the order of Clocks.
func Tallies(runs []Run) []Tally {
	list := make([]Tally, len(Clocks))
	used := make([][]time.Duration, len(Clocks))
	for _, r := range runs {
		i := slices.Index(Clocks, r.Clock)
		list[i].Runs++
		if r.Late {
			list[i].Late++
		}
		if r.Ended {
			used[i] = append(used[i], r.Used)
		}
	}
	for i := range list {
		list[i].settle(used[i])
	}
	return list
}

func (t *Tally) settle(used []time.Duration) {
	if t.Runs >= Fewest {
		share, within := float64(t.Late)/float64(t.Runs), lift.Wilson(t.Late, t.Runs)
		t.Share, t.Within = &share, &within
	}
	if n := len(used); n >= Fewest {
		slices.Sort(used)
		median := int64(((used[(n-1)/2] + used[n/2]) / 2).Round(time.Minute).Minutes())
		t.Median = &median
	}
}
