package task

import (
	"slices"
	"time"

	"banhda/hub/calendar"
	"banhda/phrase"
)

// Repeat is how a task comes back.
type Repeat struct {
	Every string   `json:"every" enum:"day,working_day,week,month,year,lunar_year" doc:"lunar_year: on the same day of Vietnam's lunar calendar"`
	Each  int      `json:"each,omitempty" minimum:"1" maximum:"100" doc:"every how many of them; left out: 1"`
	On    []string `json:"on,omitempty" maxItems:"7" doc:"of weeks: the weekdays, mon to sun; left out: that of the first due date"`
	After bool     `json:"after,omitempty" doc:"counted from when it was done, not from when it was due"`
	Until string   `json:"until,omitempty" doc:"the last day it may be due"`
}

func (r *Repeat) check() error {
	if !slices.Contains([]string{"day", "working_day", "week", "month", "year", "lunar_year"}, r.Every) {
		return phrase.Errorf("%q is no repetition; those are day, working_day, week, month, year, lunar_year", r.Every)
	}
	if r.Each < 0 || r.Each > 100 {
		return phrase.Errorf("a task comes back every 1 to 100 days, weeks, months or years")
	}
	for _, day := range r.On {
		if !slices.Contains(calendar.Weekdays[:], day) {
			return phrase.Errorf("%q is no weekday; those are mon, tue, wed, thu, fri, sat, sun", day)
		}
	}
	if r.Until != "" {
		if _, err := calendar.ParseDay(r.Until); err != nil {
			return err
		}
	}
	return nil
}

// Next is the task that follows one that was done, with nothing of it done yet; ok is false where none follows. One that
// is counted by its due dates comes next in the future, however long it was left.
func (t Task) Next(c *calendar.Calendar) (next Task, ok bool) {
	if t.Repeat == nil || t.DueAt == 0 || t.DoneAt == 0 {
		return next, false
	}
	due, done := c.Today(t.DueAt), c.Today(t.DoneAt)
	day := due
	if t.Repeat.After {
		day = t.Repeat.next(done, due, c)
	} else {
		for day = t.Repeat.next(due, due, c); day <= done; {
			day = t.Repeat.next(day, due, c)
		}
	}
	if until, err := calendar.ParseDay(t.Repeat.Until); err == nil && day > until {
		return next, false
	}
	return t.onto(day, c.Zone()), true
}

// onto is the task anew on another day, at the same time of day.
func (t Task) onto(day calendar.Day, zone *time.Location) Task {
	next := t
	next.ID, next.DoneAt, next.DoneBy, next.Outcome, next.Snoozed, next.Version = 0, 0, "", "", 0, 0
	if next.Series == 0 {
		next.Series = t.ID
	}
	next.Checklist = nil
	for _, item := range t.Checklist {
		next.Checklist = append(next.Checklist, Item{Text: item.Text})
	}
	if t.DueDay != "" {
		_ = next.Due(day.String(), 0, zone) // a day writes itself so that it can be read
		return next
	}
	at := time.UnixMicro(t.DueAt).In(zone)
	y, m, d := day.Date()
	next.DueAt = time.Date(y, m, d, at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), zone).UnixMicro()
	return next
}

// next is the first day of a repetition after from. first tells the day of the week, month or year.
func (r *Repeat) next(from, first calendar.Day, c *calendar.Calendar) calendar.Day {
	each := max(1, r.Each)
	year, month, _ := from.Date()
	_, firstMonth, firstDay := first.Date()
	switch r.Every {
	case "working_day":
		return c.AddDays(from, each)
	case "week":
		return r.nextWeek(from, first, each)
	case "month":
		return inMonth(year, month+time.Month(each), firstDay)
	case "year":
		return inMonth(year+each, firstMonth, firstDay)
	case "lunar_year":
		l := calendar.ToLunar(first)
		for range each {
			from = calendar.NextLunar(l.Month, l.Day, from+1)
		}
		return from
	}
	return from + calendar.Day(each)
}

// nextWeek is the next of the weekdays, weeks beginning on Monday; when a week's are over, each weeks later.
func (r *Repeat) nextWeek(from, first calendar.Day, each int) calendar.Day {
	on := r.On
	if len(on) == 0 {
		on = []string{calendar.Weekdays[first.Weekday()]}
	}
	for d := from + 1; ; d++ {
		if d.Weekday() == time.Monday {
			d += calendar.Day(7 * (each - 1))
		}
		if slices.Contains(on, calendar.Weekdays[d.Weekday()]) {
			return d
		}
	}
}

// inMonth is a day of a month, or its last where it has no such day.
func inMonth(year int, month time.Month, day int) calendar.Day {
	last := calendar.Date(year, month+1, 1) - 1
	return min(last, calendar.Date(year, month, day))
}
