package value

import (
	"math"
	"time"

	"banhda/wheel"
)

// calendar numbers local days as wheel.Days does. It remembers the last stretch of time in which the clocks were
// not changed, so that a million look-ups cost little.
type calendar struct {
	zone             *time.Location
	from, to, offset int64 // seconds: the stretch [from, to) and its offset from UTC
}

func newCalendar(zone *time.Location) calendar {
	if zone == nil {
		zone = time.UTC
	}
	return calendar{zone: zone}
}

const daySeconds = 24 * 3600

// day is the number of the local day that holds an instant.
func (c *calendar) day(at int64) int64 {
	if second := floor(at, 1_000_000); c.from <= second && second < c.to {
		return floor(second+c.offset, daySeconds)
	}
	c.look(at)
	return int64(wheel.Days.Index(at, c.zone))
}

// look remembers the stretch that holds an instant, but for the day after the clocks' change, which may begin at
// another hour.
func (c *calendar) look(at int64) {
	t := time.UnixMicro(at).In(c.zone)
	_, offset := t.Zone()
	c.from, c.to, c.offset = math.MinInt64, math.MaxInt64, int64(offset)
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		c.from = start.Unix() + daySeconds
	}
	if !end.IsZero() {
		c.to = end.Unix()
	}
}

// dateNumber is the number of a date, whatever its zone.
func dateNumber(date time.Time) int64 {
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds
}

func floor(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}
