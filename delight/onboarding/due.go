package onboarding

import (
	"cmp"
	"slices"

	"banhda/hub/calendar"
)

// Standing is how a step stands.
type Standing string

// The standings.
const (
	Waiting Standing = "waiting" // for another step
	Open    Standing = "open"
	Late    Standing = "late"
	Done    Standing = "done"
	Skipped Standing = "skipped"
)

// Seen is a step as it stands in a run.
type Seen struct {
	*Step
	Tick
	Standing Standing
	Due      calendar.Day
	DueAt    int64   // the last microsecond of that day
	Waits    []*Step // what it waits for
}

// Look tells how the steps of a run stand at an instant, in the plan's order.
func (d *Definition) Look(r *Run, c *calendar.Calendar, now int64) []Seen {
	due := d.Dues(r, c)
	list := make([]Seen, len(d.Steps))
	for i := range d.Steps {
		s := &d.Steps[i]
		one := Seen{Step: s, Tick: r.Ticks[s.Key], Due: due[s.Key], DueAt: ends(due[s.Key], c), Waits: r.waits(d, s), Standing: Open}
		switch {
		case one.Skipped:
			one.Standing = Skipped
		case one.At != 0:
			one.Standing = Done
		case len(one.Waits) > 0:
			one.Standing = Waiting
		case now > one.DueAt:
			one.Standing = Late
		}
		list[i] = one
	}
	return list
}

// ends is the last microsecond of a day.
func ends(day calendar.Day, c *calendar.Calendar) int64 {
	return (day+1).At(0, c.Zone()).UnixMicro() - 1
}

// Dues are the days steps are due, by key: working days after the start or after the day of another step, and never before
// what they wait for. The day of a step is when it was done, or else is due.
func (d *Definition) Dues(r *Run, c *calendar.Calendar) map[string]calendar.Day {
	due := make(map[string]calendar.Day, len(d.Steps))
	var of func(key string) calendar.Day
	day := func(key string) calendar.Day {
		if t := r.Ticks[key]; t.At != 0 {
			return c.Today(t.At)
		}
		return of(key)
	}
	of = func(key string) calendar.Day {
		if known, ok := due[key]; ok {
			return known
		}
		s, from := d.Step(key), c.Today(r.StartedAt)
		if s.After != "" {
			from = day(s.After)
		}
		is := worked(c, from, s.Days)
		for _, other := range s.Needs {
			is = max(is, day(other))
		}
		due[key] = is
		return is
	}
	for i := range d.Steps {
		of(d.Steps[i].Key)
	}
	return due
}

// worked is the n-th working day after a day; of 0 the day itself, or the first on which work is done.
func worked(c *calendar.Calendar, d calendar.Day, n int) calendar.Day {
	if n == 0 {
		return c.AddDays(d-1, 1)
	}
	return c.AddDays(d, n)
}

// Settle reckons anew what follows from the steps of a run: how far it is, what is due first, when it is to be looked at, and
// whether it is finished.
func (r *Run) Settle(d *Definition, c *calendar.Calendar, now int64) {
	if r.State != Running {
		return
	}
	r.Done, r.Total, r.DueAt, r.LookAt = 0, 0, 0, 0
	for _, s := range d.Look(r, c, now) {
		if s.Optional {
			continue
		}
		r.Total++
		if s.At != 0 {
			r.Done++
		} else if r.DueAt == 0 || s.DueAt < r.DueAt {
			r.DueAt = s.DueAt
		}
	}
	if r.Done == r.Total {
		r.State, r.EndedAt, r.StalledAt = Finished, now, 0
		return
	}
	if r.StalledAt == 0 {
		r.LookAt = r.stalls(d, c)
	}
}

// Stalls reports whether a run stalls now, which is told once until something moves again.
func (r *Run) Stalls(d *Definition, c *calendar.Calendar, now int64) bool {
	at := r.stalls(d, c)
	return r.State == Running && r.StalledAt == 0 && at != 0 && now >= at
}

// stalls is when a run stalls if nothing is done: after so many working days without a step, or when a step that is not
// optional becomes late; 0: never.
func (r *Run) stalls(d *Definition, c *calendar.Calendar) (at int64) {
	if d.Stall > 0 {
		at = ends(c.AddDays(c.Today(r.MovedAt), d.Stall), c) + 1
	}
	for key, day := range d.Dues(r, c) {
		late := ends(day, c) + 1
		if d.Step(key).Optional || r.Ticks[key].At != 0 || late <= r.MovedAt {
			continue
		}
		if at == 0 || late < at {
			at = late
		}
	}
	return at
}

// Candidate is somebody who could look after a customer, and how many they look after now.
type Candidate struct {
	User int64
	Load int
}

// Choose is who of some looks after one more customer: who looks after the fewest; 0 where there is nobody.
func Choose(all []Candidate) int64 {
	if len(all) == 0 {
		return 0
	}
	return slices.MinFunc(all, func(a, b Candidate) int { return cmp.Or(cmp.Compare(a.Load, b.Load), cmp.Compare(a.User, b.User)) }).User
}

// Median is the middle of some numbers, of two in the middle their mean; ok is false where there are none.
func Median(list []int64) (m float64, ok bool) {
	if len(list) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(list))
	n := len(sorted)
	return (float64(sorted[(n-1)/2]) + float64(sorted[n/2])) / 2, true
}
