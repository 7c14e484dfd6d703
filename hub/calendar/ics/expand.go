package ics

import (
	"slices"
	"time"

	"banhda/hub/calendar"
)

// mostSteps bounds how many periods of a rule are looked at: a rule that never is right ends somewhere.
const mostSteps = 200_000

// Each gives the starts of what recurs by a rule from a first one, in order, until yield says no. Times are as they stand
// on the clock there, whatever their zone: first and all others carry time.UTC, and so does until where it is not zero.
// Of what lasts whole days the times of day are left alone.
func (r *Rule) Each(first, until time.Time, wholeDays bool, yield func(time.Time) bool) {
	e := expansion{Rule: r, first: first, wholeDays: wholeDays}
	given := 0
	at := e.base()
	for step := 0; step < mostSteps && at.Year() < 10_000; step++ {
		for _, t := range e.positioned(e.period(at)) {
			if t.Before(first) {
				continue
			}
			if !until.IsZero() && t.After(until) || r.Count > 0 && given == r.Count || !yield(t) {
				return
			}
			given++
		}
		if !until.IsZero() && at.After(until.AddDate(0, 0, 8)) {
			return
		}
		at = e.next(at)
	}
}

// expansion is a rule on its way from a first time.
type expansion struct {
	*Rule
	first     time.Time
	wholeDays bool
}

// base is where the first period begins.
func (e *expansion) base() time.Time {
	y, m, d := e.first.Date()
	switch e.Every {
	case Yearly:
		if len(e.Week) > 0 {
			y = e.weekBase(y)
		}
		return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)
	case Monthly:
		return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)
	case Weekly:
		return midnight(e.weekOf(calendar.DayOf(e.first)))
	case Daily:
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	case Hourly:
		return e.first.Truncate(time.Hour)
	case Minutely:
		return e.first.Truncate(time.Minute)
	}
	return e.first.Truncate(time.Second)
}

// next is the period after one.
func (e *expansion) next(at time.Time) time.Time {
	switch e.Every {
	case Yearly:
		return at.AddDate(e.Interval, 0, 0)
	case Monthly:
		return at.AddDate(0, e.Interval, 0)
	case Weekly:
		return at.AddDate(0, 0, 7*e.Interval)
	case Daily:
		return at.AddDate(0, 0, e.Interval)
	}
	unit := map[Frequency]time.Duration{Hourly: time.Hour, Minutely: time.Minute, Secondly: time.Second}[e.Every]
	step := time.Duration(e.Interval) * unit
	skip := max(e.barren(at).Sub(at), step) // whole steps
	return at.Add((skip + step - 1) / step * step)
}

// barren is up to when nothing of a rule that counts hours or less can be, as the day, the hour or the minute is wrong.
func (e *expansion) barren(at time.Time) time.Time {
	switch {
	case !e.limits(calendar.DayOf(at)):
		return midnight(calendar.DayOf(at) + 1)
	case !allows(e.Hour, at.Hour()):
		return at.Truncate(time.Hour).Add(time.Hour)
	case e.Every == Secondly && !allows(e.Minute, at.Minute()):
		return at.Truncate(time.Minute).Add(time.Minute)
	}
	return at
}

func allows(list []int, n int) bool { return len(list) == 0 || slices.Contains(list, n) }

// period are the times within a period, in order, each once.
func (e *expansion) period(at time.Time) (list []time.Time) {
	var days []calendar.Day
	switch e.Every {
	case Yearly:
		days = e.ofYear(at.Year())
	case Monthly:
		days = e.ofMonth(at.Year(), at.Month())
	case Weekly:
		days = e.ofWeek(calendar.DayOf(at))
	default:
		if day := calendar.DayOf(at); e.limits(day) {
			days = []calendar.Day{day}
		}
	}
	hours, minutes, seconds, ok := e.clock(at)
	if !ok {
		return nil
	}
	slices.Sort(days)
	for _, d := range slices.Compact(days) {
		for _, h := range hours {
			for _, m := range minutes {
				for _, s := range seconds {
					list = append(list, midnight(d).Add(time.Duration(h*3600+m*60+s)*time.Second))
				}
			}
		}
	}
	return list
}

// clock are the hours, minutes and seconds of a period; ok is false where the rule leaves out all of it.
func (e *expansion) clock(at time.Time) (hours, minutes, seconds []int, ok bool) {
	if e.wholeDays {
		return []int{0}, []int{0}, []int{0}, true
	}
	part := func(list []int, unit Frequency, of, first int) []int {
		switch {
		case e.Every <= unit && !allows(list, of):
			ok = false
			return nil
		case e.Every <= unit:
			return []int{of}
		case len(list) == 0:
			return []int{first}
		}
		return sorted(list)
	}
	ok = true
	hours = part(e.Hour, Hourly, at.Hour(), e.first.Hour())
	minutes = part(e.Minute, Minutely, at.Minute(), e.first.Minute())
	seconds = part(e.Second, Secondly, at.Second(), e.first.Second())
	return hours, minutes, seconds, ok
}

func sorted(list []int) []int {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}

// positioned are those of a period that BYSETPOS chooses.
func (e *expansion) positioned(list []time.Time) []time.Time {
	if len(e.Position) == 0 {
		return list
	}
	var at []int
	for _, n := range e.Position {
		if n < 0 {
			n += len(list) + 1
		}
		if n >= 1 && n <= len(list) {
			at = append(at, n-1)
		}
	}
	var chosen []time.Time
	for _, i := range sorted(at) {
		chosen = append(chosen, list[i])
	}
	return chosen
}

func midnight(d calendar.Day) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }
