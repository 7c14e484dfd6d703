package wheel

import (
	"fmt"
	"sort"
	"time"
)

// RetentionSpec asks how many of those who first did X in a period did Y in the calendar periods after.
type RetentionSpec struct {
	// From and To bound the first X, Now ends everything; microseconds.
	From, To, Now int64
	// Every is the calendar of the cohorts and of the periods after; Zone is the one it is kept in.
	Every Calendar
	Zone  *time.Location
	// Periods is how many are looked at, the cohort's own among them; at least 1.
	Periods int
	// Unbounded counts a return in period k or any later one.
	Unbounded bool
	// Same says that Y is X, so that the first X is itself a return, in period 0.
	Same bool
}

// Check says what is wrong with a specification, nil if nothing is.
func (s RetentionSpec) Check() error {
	if s.Periods < 1 {
		return fmt.Errorf("retention looks at 1 period or more, not %d: ask for that many", s.Periods)
	}
	return nil
}

// RetentionCount counts cohorts. It is not safe for concurrent use: keep one per partition of people and merge
// them at the end.
type RetentionCount struct {
	spec RetentionSpec
	// first is the index of the first cohort's period; starts are its start, those of the periods after it and the
	// end of the last that any cohort looks at.
	first  int
	starts []int64
	size   []int // by cohort
	back   []int // by cohort and period
	came   []int // the periods the person added last came back in
}

// NewRetentionCount begins a count. The specification is one that Check approves of.
func NewRetentionCount(s RetentionSpec) *RetentionCount {
	s.To = min(s.To, s.Now)
	c := &RetentionCount{spec: s}
	if s.From >= s.To {
		return c
	}
	c.first = s.Every.Index(s.From, s.Zone)
	cohorts := s.Every.Index(s.To-1, s.Zone) - c.first + 1
	for i := range cohorts + s.Periods {
		c.starts = append(c.starts, s.Every.Start(c.first+i, s.Zone))
	}
	c.size, c.back = make([]int, cohorts), make([]int, cohorts*s.Periods)
	return c
}

// Add counts one person. first is the instant of the first X they ever did; outside [From, To) the person is in
// no cohort. returns are the instants of all their Y in order, without that X itself unless Same. Only those at the
// instant of that X or later count; at the same instant it does not matter which stands first in the line. It gives
// what it has counted: the cohort, -1 for none, and the periods the person came back in, until the next Add.
func (c *RetentionCount) Add(first int64, returns []int64) (cohort int, came []int) {
	if first < c.spec.From || first >= c.spec.To {
		return -1, nil
	}
	cohort = sort.Search(len(c.size), func(i int) bool { return c.starts[i] > first }) - 1
	c.size[cohort]++
	from := sort.Search(len(returns), func(i int) bool { return returns[i] >= first })
	to := sort.Search(len(returns), func(i int) bool { return returns[i] >= c.spec.Now })
	c.came = c.came[:0]
	if c.spec.Unbounded {
		c.last(cohort, first, returns[from:to])
	} else {
		c.each(cohort, returns[from:to])
	}
	back := c.row(cohort)
	for _, k := range c.came {
		back[k]++
	}
	return cohort, c.came
}

// each notes every period in which there is a return.
func (c *RetentionCount) each(cohort int, returns []int64) {
	last := -1
	if c.spec.Same {
		c.came, last = append(c.came, 0), 0
	}
	for _, at := range returns {
		k := c.period(cohort, max(last, 0), at)
		if k == c.spec.Periods {
			return
		}
		if k != last {
			c.came, last = append(c.came, k), k
		}
	}
}

// last notes every period up to that of the last return.
func (c *RetentionCount) last(cohort int, first int64, returns []int64) {
	if c.spec.Same && len(returns) == 0 {
		returns = []int64{first}
	}
	if len(returns) == 0 {
		return
	}
	last := c.period(cohort, 0, returns[len(returns)-1])
	for k := 0; k <= last && k < c.spec.Periods; k++ {
		c.came = append(c.came, k)
	}
}

// Cohort is the index of the cohort whose period begins on a day, written YYYY-MM-DD; ok is false where there is none.
func (c *RetentionCount) Cohort(start string) (cohort int, ok bool) {
	for i := range c.size {
		if c.spec.Every.Date(c.first+i) == start {
			return i, true
		}
	}
	return -1, false
}

func (c *RetentionCount) row(cohort int) []int {
	return c.back[cohort*c.spec.Periods:][:c.spec.Periods]
}

// period is the period after a cohort's that holds an instant, not before k; Periods for one after all of them.
func (c *RetentionCount) period(cohort, k int, at int64) int {
	for k < c.spec.Periods && c.starts[cohort+k+1] <= at {
		k++
	}
	return k
}

// Merge adds what another count of the same question counted.
func (c *RetentionCount) Merge(o *RetentionCount) {
	for i, n := range o.size {
		c.size[i] += n
	}
	for i, n := range o.back {
		c.back[i] += n
	}
}

// RetentionReport is retention read out: a cohort for every calendar period that has a part in [From, To), empty
// ones too. Reasons say why something is null, by its path ("cohorts[2].returned[5]").
type RetentionReport struct {
	Cohorts []RetentionCohort `json:"cohorts"`
	Reasons map[string]string `json:"reasons,omitempty"`
}

// RetentionCohort is the people whose first X lies in one calendar period.
type RetentionCohort struct {
	Start string `json:"start"` // the period's first day, YYYY-MM-DD
	Size  int    `json:"size"`
	// Returned has a cell for each period, nil for one that has not begun.
	Returned []*RetentionCell `json:"returned"`
}

// RetentionCell is how many of a cohort came back in one period.
type RetentionCell struct {
	People int      `json:"people"`
	Rate   *float64 `json:"rate"` // people ÷ size
	// Partial marks the period that now lies in.
	Partial bool `json:"partial"`
}

// Report reads the count out.
func (c *RetentionCount) Report() RetentionReport {
	r := RetentionReport{Cohorts: []RetentionCohort{}, Reasons: map[string]string{}}
	for i, size := range c.size {
		h := RetentionCohort{Start: c.spec.Every.Date(c.first + i), Size: size}
		for k := range c.spec.Periods {
			h.Returned = append(h.Returned, c.cell(i, k, r.Reasons))
		}
		r.Cohorts = append(r.Cohorts, h)
	}
	return r
}

func (c *RetentionCount) cell(cohort, k int, reasons map[string]string) *RetentionCell {
	path := fmt.Sprintf("cohorts[%d].returned[%d]", cohort, k)
	start, end := c.starts[cohort+k], c.starts[cohort+k+1]
	if start >= c.spec.Now {
		reasons[path] = "the period has not begun"
		return nil
	}
	people := c.row(cohort)[k]
	cell := &RetentionCell{People: people, Rate: fractionOf(people, c.size[cohort]), Partial: c.spec.Now < end}
	if cell.Rate == nil {
		reasons[path+".rate"] = "the cohort is empty"
	}
	return cell
}
