package calendar

import "time"

// horizon is how many days are looked through for working time: somebody who is away longer works when it ends.
const horizon = 5 * 366

// span is the i-th span of a day as instants (microseconds). Where clocks are put forward within it, it is shorter.
func (c *Calendar) span(d Day, s Span) (from, to int64) {
	return d.At(s.From, c.zone).UnixMicro(), d.At(s.To, c.zone).UnixMicro()
}

// Add is the instant at which a working duration that begins at start has passed: within working hours or at their end.
func (c *Calendar) Add(start int64, worked time.Duration) int64 {
	left := worked.Microseconds()
	first := c.Today(start)
	for d := first; d < first+horizon; d++ {
		for _, s := range c.Hours(d) {
			from, to := c.span(d, s)
			from = max(from, start)
			if to <= from {
				continue
			}
			if left <= to-from {
				return from + left
			}
			left -= to - from
		}
	}
	return start + horizon*24*time.Hour.Microseconds()
}

// Between is the working duration from a to b; negative where b is before a.
func (c *Calendar) Between(a, b int64) time.Duration {
	if b < a {
		return -c.Between(b, a)
	}
	var sum int64
	for d := c.Today(a); d <= c.Today(b); d++ {
		for _, s := range c.Hours(d) {
			from, to := c.span(d, s)
			sum += max(0, min(to, b)-max(from, a))
		}
	}
	return time.Duration(sum) * time.Microsecond
}

// Working reports whether work is done at an instant.
func (c *Calendar) Working(at int64) bool {
	d := c.Today(at)
	for _, s := range c.Hours(d) {
		if from, to := c.span(d, s); from <= at && at < to {
			return true
		}
	}
	return false
}

// Opens is the first instant from at on when work is done.
func (c *Calendar) Opens(at int64) int64 { return c.Add(at, 0) }

// AddDays is the n-th working day after a day, n from 1.
func (c *Calendar) AddDays(d Day, n int) Day {
	for last := d + horizon; n > 0 && d < last; {
		if d++; len(c.Hours(d)) > 0 {
			n--
		}
	}
	return d
}

// DaysBetween counts the working days after a up to b, with it.
func (c *Calendar) DaysBetween(a, b Day) int {
	n := 0
	for d := a + 1; d <= b; d++ {
		if len(c.Hours(d)) > 0 {
			n++
		}
	}
	return n
}
