package calendar

import (
	"slices"
	"sync"
	"time"

	"banhda/phrase"
)

// Span is a part of a day in minutes, without its last.
type Span struct{ From, To int }

// Week is when people work on each weekday, from Sunday. The spans of a day are in order and do not touch; what lies
// between them is the break.
type Week [7][]Span

// Usual is Monday to Friday, eight to five, with lunch from twelve to one.
func Usual() Week {
	day := []Span{{8 * 60, 12 * 60}, {13 * 60, 17 * 60}}
	return Week{1: day, 2: day, 3: day, 4: day, 5: day}
}

// Check says what is wrong with a week.
func (w Week) Check() error {
	any := false
	for _, day := range w {
		last := -1
		for _, s := range day {
			if s.From <= last || s.To <= s.From || s.To > 24*60 {
				return errHours
			}
			last, any = s.To, true
		}
	}
	if !any {
		return errNoHours
	}
	return nil
}

// Exception is a day that is off, or worked at a weekday's hours, whatever the rules say: what the government or the
// company moves.
type Exception struct {
	Day  Day
	Name string
	Off  bool
	As   time.Weekday // whose hours are worked, where it is not off
}

// Absence is days somebody is away, with the last.
type Absence struct{ From, To Day }

// Calendar tells when somebody works. It is safe for use by several at once.
type Calendar struct {
	zone       *time.Location
	week       Week
	vietnamese bool
	exceptions map[Day]Exception
	away       []Absence

	mu    sync.Mutex
	years map[int]map[Day]Holiday
}

// New makes a calendar of a week, with or without Vietnam's holidays, in a zone. A week in which nobody works is taken
// for the usual one.
func New(zone *time.Location, week Week, vietnamese bool, exceptions []Exception) *Calendar {
	if week.Check() != nil {
		week = Usual()
	}
	c := &Calendar{zone: zone, week: week, vietnamese: vietnamese, exceptions: map[Day]Exception{}, years: map[int]map[Day]Holiday{}}
	for _, e := range exceptions {
		c.exceptions[e.Day] = e
	}
	return c
}

// Always is the calendar of those who work around the clock.
func Always(zone *time.Location) *Calendar {
	var week Week
	for day := range week {
		week[day] = []Span{{0, 24 * 60}}
	}
	return New(zone, week, false, nil)
}

// For is the calendar of somebody who is away at times.
func (c *Calendar) For(away []Absence) *Calendar {
	other := New(c.zone, c.week, c.vietnamese, nil)
	other.exceptions, other.away = c.exceptions, away
	return other
}

// Zone is the calendar's time zone.
func (c *Calendar) Zone() *time.Location { return c.zone }

// Today is the day it is at an instant (microseconds).
func (c *Calendar) Today(at int64) Day { return DayOf(time.UnixMicro(at).In(c.zone)) }

// Away reports whether a day is one of absence.
func (c *Calendar) Away(d Day) bool {
	return slices.ContainsFunc(c.away, func(a Absence) bool { return a.From <= d && d <= a.To })
}

// Holiday is the holiday a day is, or ok is false.
func (c *Calendar) Holiday(d Day) (h Holiday, ok bool) {
	if e, is := c.exceptions[d]; is {
		return Holiday{d, e.Name}, e.Off
	}
	if !c.vietnamese {
		return h, false
	}
	year, _, _ := d.Date()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.years[year] == nil {
		c.years[year] = map[Day]Holiday{}
		for _, h := range Vietnam(year, func(w time.Weekday) bool { return len(c.week[w]) == 0 }) {
			c.years[year][h.Day] = h
		}
	}
	h, ok = c.years[year][d]
	return h, ok
}

// Hours are when work is done on a day; none: it is not.
func (c *Calendar) Hours(d Day) []Span {
	if _, off := c.Holiday(d); off || c.Away(d) {
		return nil
	}
	if e, is := c.exceptions[d]; is {
		return c.week[e.As]
	}
	return c.week[d.Weekday()]
}

var (
	errHours   = phrase.Errorf("the hours of a day are in order and do not touch, such as 08:00-12:00 and 13:00-17:00")
	errNoHours = phrase.Errorf("somebody has to work some time; give at least one day its hours")
)
