package value

import (
	"math"
	"time"
)

// calendar numbers the local days of a zone from 1970-01-01. It remembers the last stretch of time without a
// change of the clocks, so that a million look-ups cost little.
type calendar struct {
	zone             *time.Location
	from, to, offset int64 // seconds: the stretch [from, to) and its offset from UTC
}

const daySeconds = 24 * 3600

// day is the number of the local day that holds an instant.
func (c *calendar) day(at int64) int64 {
	second := floor(at, 1_000_000)
	if second < c.from || second >= c.to {
		c.look(second)
	}
	return floor(second+c.offset, daySeconds)
}

func (c *calendar) look(second int64) {
	zone := c.zone
	if zone == nil {
		zone = time.UTC
	}
	t := time.Unix(second, 0).In(zone)
	_, offset := t.Zone()
	c.from, c.to, c.offset = math.MinInt64, math.MaxInt64, int64(offset)
	start, end := t.ZoneBounds()
	if !start.IsZero() {
		c.from = start.Unix()
	}
	if !end.IsZero() {
		c.to = end.Unix()
	}
}

// dateNumber is the number of a date, whatever its zone.
func dateNumber(date time.Time) int64 {
	y, m, d := date.Date()
	return floor(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix(), daySeconds)
}

func floor(a, b int64) int64 {
	if a%b < 0 {
		return a/b - 1
	}
	return a / b
}
