package wheel

import "time"

// Calendar is the length of the local periods a report is cut into.
type Calendar uint8

// The calendars there are. Weeks begin on Monday (ISO 8601).
const (
	Days Calendar = iota
	Weeks
	Months
)

var calendarNames = [...]string{"day", "week", "month"}

// String is the calendar's name on the command line: day, week or month.
func (c Calendar) String() string { return calendarNames[c] }

// ParseCalendar reads a calendar's name; ok is false for a name that is none of them.
func ParseCalendar(s string) (c Calendar, ok bool) {
	for i, n := range calendarNames {
		if n == s {
			return Calendar(i), true
		}
	}
	return Days, false
}

// Index numbers the local period that holds an instant. Consecutive periods have consecutive numbers; the
// numbers of different calendars have nothing to do with one another.
func (c Calendar) Index(at int64, zone *time.Location) int {
	y, m, d := time.UnixMicro(at).In(zone).Date()
	i := c.number(y, m, d)
	// A clock set back over midnight reads the day before once more, but the new day has begun.
	if c.Start(i+1, zone) <= at {
		i++
	}
	return i
}

// Start is the instant, in microseconds, at which a period begins: the first at which the local clock reads the
// midnight of its first day, or later where clocks skip that midnight. It never decreases with the index.
func (c Calendar) Start(index int, zone *time.Location) int64 {
	return firstReading(c.firstDay(index).Unix(), zone)
}

// Date is the first day of a period, YYYY-MM-DD.
func (c Calendar) Date(index int) string { return c.firstDay(index).Format(time.DateOnly) }

// mondayOffset is how many days before 1970-01-01, a Thursday, its week began.
const mondayOffset = 3

func (c Calendar) number(y int, m time.Month, d int) int {
	if c == Months {
		return y*12 + int(m) - 1
	}
	days := int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	if c == Weeks {
		return floorDivide(days+mondayOffset, 7)
	}
	return days
}

// firstDay is the midnight of the period's first day, as if its place were UTC.
func (c Calendar) firstDay(index int) time.Time {
	switch c {
	case Months:
		return time.Date(0, time.Month(index+1), 1, 0, 0, 0, 0, time.UTC)
	case Weeks:
		index = index*7 - mondayOffset
	}
	return time.Unix(int64(index)*86400, 0).UTC()
}

// firstReading is the first instant, in microseconds, at which the clock of a zone reads wall or later; wall is
// the reading, in seconds, taken as UTC. It walks the stretches of constant offset, none of which reaches a day.
// On the last day of a leap year beyond a zone's table, package time has stretches end before they begin.
func firstReading(wall int64, zone *time.Location) int64 {
	t := time.Unix(wall-86400, 0).In(zone)
	for {
		_, offset := t.Zone()
		_, end := t.ZoneBounds()
		at := max(t.Unix(), wall-int64(offset))
		if end.IsZero() || !end.After(t) || at < end.Unix() {
			return at * 1_000_000
		}
		t = end
	}
}

func floorDivide(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
