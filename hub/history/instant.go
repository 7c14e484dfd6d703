package history

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// clock is an instant as it is written: a date, a time of day, perhaps an offset from UTC.
type clock struct {
	year, month, day            int
	hour, minute, second, micro int
	offset                      int // seconds east of UTC, where offsetGiven
	offsetGiven                 bool
	afternoon, halfDay          bool // PM; AM or PM was given
}

// maxYear is the last year an event can have happened in, and 1900 the first.
const minYear, maxYear = 1900, 2200

// micros is the instant in microseconds UTC. A date alone is the midnight that begins it in zone; of a local
// time that a change of the clocks leaves out or repeats, see local.
func (c *clock) micros(zone *time.Location) (int64, string) {
	if c.month < 1 || c.month > 12 || c.day < 1 || c.day > daysIn(c.year, c.month) {
		return 0, "there is no such day"
	}
	if c.year < minYear || c.year > maxYear {
		return 0, fmt.Sprintf("the year %d is not between %d and %d", c.year, minYear, maxYear)
	}
	if c.halfDay {
		if c.hour < 1 || c.hour > 12 {
			return 0, "there is no such hour"
		}
		c.hour %= 12
		if c.afternoon {
			c.hour += 12
		}
	}
	if c.hour > 23 || c.minute > 59 || c.second > 60 {
		return 0, "there is no such time of day"
	}
	reading := time.Date(c.year, time.Month(c.month), c.day, c.hour, c.minute, c.second, c.micro*1000, time.UTC)
	if c.offsetGiven {
		return reading.UnixMicro() - int64(c.offset)*1e6, ""
	}
	return local(reading, zone), ""
}

// local is the instant, in microseconds, at which clocks of a zone show a reading. One that they show twice is its first
// showing; one that they skip is as long after the change as it would have been without, so that a midnight that does
// not exist is the first instant of its day. time.Date promises neither.
func local(reading time.Time, zone *time.Location) int64 {
	before, after := offsetAt(reading.Add(-24*time.Hour), zone), offsetAt(reading.Add(24*time.Hour), zone)
	if before == after {
		return reading.UnixMicro() - before
	}
	early, late := reading.UnixMicro()-before, reading.UnixMicro()-after
	if early > late {
		early, late = late, early
	}
	for _, at := range [...]int64{early, late} {
		if at+offsetAt(time.UnixMicro(at), zone) == reading.UnixMicro() {
			return at
		}
	}
	return reading.UnixMicro() - before
}

// offsetAt is how far a zone is ahead of UTC at an instant, in microseconds.
func offsetAt(t time.Time, zone *time.Location) int64 {
	_, seconds := t.In(zone).Zone()
	return int64(seconds) * 1e6
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// instantFormat reads an instant; problem is empty where it can.
type instantFormat func(text string, zone *time.Location) (micros int64, problem string)

// parseFormat makes a reader of a format as a mapping writes it. Errors are *fault.
func parseFormat(format string) (instantFormat, error) {
	switch strings.NewReplacer("_", " ", "-", " ").Replace(strings.ToLower(format)) {
	case "iso8601", "iso 8601", "iso":
		return readISO, nil
	case "unix", "unix seconds", "unix s":
		return since(1e6), nil
	case "unix milliseconds", "unix ms":
		return since(1e3), nil
	case "unix microseconds", "unix us":
		return since(1), nil
	case "excel":
		return readSerial, nil
	}
	parts, err := parsePattern(format)
	if err != nil {
		return nil, err
	}
	return func(text string, zone *time.Location) (int64, string) {
		var c clock
		if !parts.read(text, &c) {
			return 0, "does not have the form " + format
		}
		return c.micros(zone)
	}, nil
}

// since reads a number of units, of so many microseconds each, since 1970 began (UTC).
func since(unit int64) instantFormat {
	return func(text string, _ *time.Location) (int64, string) {
		d, ok := parsePlain(text, '.')
		if !ok {
			return 0, "is not a number of seconds, milliseconds or microseconds"
		}
		n, ok := d.times(decimal{digits: unit})
		micros, fits := n.units(0)
		if year := time.UnixMicro(micros).UTC().Year(); !ok || !fits || year < minYear || year > maxYear {
			return 0, "lies far from our time; are these seconds or milliseconds?"
		}
		return micros, ""
	}
}

// readSerial reads a day as spreadsheets count them, with the time of day as its fraction: 45292.5 is noon of
// 2024-01-01, in local time.
func readSerial(text string, zone *time.Location) (int64, string) {
	d, ok := parsePlain(text, '.')
	days := float64(d.digits) / math.Pow10(d.scale)
	if !ok || days < 0 || days > 110000 {
		return 0, "is not a date of a spreadsheet (a number of days since 1900)"
	}
	c := serialClock(days, false)
	return c.micros(zone)
}

// serialClock is the date and time of a spreadsheet's day number. Days before March 1900 stand one later than they
// should, as spreadsheets take 1900 for a leap year. Workbooks of the 1904 system begin in that year instead.
func serialClock(days float64, from1904 bool) clock {
	millis := int64(math.Round(days * 86400e3))
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if from1904 {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	} else if days < 60 {
		start = start.AddDate(0, 0, 1)
	}
	t := start.AddDate(0, 0, int(millis/86400e3)).Add(time.Duration(millis%86400e3) * time.Millisecond)
	return clock{year: t.Year(), month: int(t.Month()), day: t.Day(),
		hour: t.Hour(), minute: t.Minute(), second: t.Second(), micro: t.Nanosecond() / 1000}
}

// readISO reads the forms of ISO 8601 and RFC 3339 that are met: 2024-01-31, 20240131, 2024/01/31, with a time after
// T or a space, seconds and their fraction optional, and Z or an offset.
func readISO(text string, zone *time.Location) (int64, string) {
	const problem = "is not of the form 2024-01-31 or 2024-01-31 15:04:05; say how it is written: format: DD/MM/YYYY"
	var c clock
	s := scan{text: text}
	c.year = s.digits(4, 4)
	separator := s.one("-/.")
	c.month = s.digits(2-separator, 2)
	if separator > 0 && !s.failed {
		s.literal(text[4:5])
	}
	c.day = s.digits(2-separator, 2)
	if s.failed {
		return 0, problem
	}
	if s.rest() != "" {
		s.one("T ")
		s.timeOfDay(&c)
	}
	if s.failed || s.rest() != "" {
		return 0, problem
	}
	return c.micros(zone)
}
