package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

// Order is the order in which a column writes day, month and year.
type Order string

// The orders. Dates in which the year stands first can be read whatever the order.
const (
	YMD    Order = "ymd"
	DMY    Order = "dmy"
	MDY    Order = "mdy"
	Serial Order = "serial" // days as spreadsheets count them, since 1899-12-30
)

// Orders counts what the values of a column say about it.
type Orders struct {
	DMY, MDY int // could only be this
	Either   int
	Serial   int
	Other    int // are no dates
}

var (
	parts  = regexp.MustCompile(`^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})(?:[T ].*)?$`)
	spoken = regexp.MustCompile(`^(?i)(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+năm\s+(\d{4})$`)
)

// Take counts one value.
func (o *Orders) Take(cell string) {
	a, b, _, first, ok := take(cell)
	switch {
	case cell == "":
	case isSerial(cell):
		o.Serial++
	case !ok:
		o.Other++
	case first || spoken.MatchString(cell):
	case a > 12:
		o.DMY++
	case b > 12:
		o.MDY++
	default:
		o.Either++
	}
}

// Decide gives the order all values agree on, day first where nothing tells. sure is false where it was not told, or
// told differently.
func (o *Orders) Decide() (order Order, sure bool) {
	dates := o.DMY + o.MDY + o.Either
	switch {
	case o.Serial > dates:
		return Serial, true
	case o.MDY > o.DMY:
		return MDY, o.DMY == 0
	case o.DMY > 0:
		return DMY, o.MDY == 0
	case o.Either > 0:
		return DMY, false
	}
	return YMD, true
}

// take splits a date into its numbers as they stand. first: the year does.
func take(cell string) (a, b, c int, first, ok bool) {
	m := parts.FindStringSubmatch(strings.TrimSpace(cell))
	if m == nil {
		m = spoken.FindStringSubmatch(strings.TrimSpace(cell))
	}
	if m == nil {
		return 0, 0, 0, false, false
	}
	a, _ = strconv.Atoi(m[1])
	b, _ = strconv.Atoi(m[2])
	c, _ = strconv.Atoi(m[3])
	return a, b, c, len(m[1]) == 4, len(m[1]) != 3 && len(m[3]) != 3 && (len(m[1]) == 4 || len(m[3]) != 1)
}

// isSerial reports whether a value is a day as spreadsheets count, between 1927 and 2119.
func isSerial(cell string) bool {
	n, err := strconv.ParseFloat(cell, 64)
	return err == nil && n >= 10_000 && n < 80_000
}

// Date reads a date in a column's order and writes it as 2026-11-22. now is today's year, after which no date with two
// digits for its year lies by more than ten years.
func Date(cell string, order Order, now int) (string, error) {
	if order == Serial && isSerial(cell) {
		n, _ := strconv.ParseFloat(cell, 64)
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly), nil
	}
	a, b, c, first, ok := take(cell)
	if !ok {
		return "", phrase.Errorf("%q is not a date", cell)
	}
	day, month, year := a, b, c
	switch {
	case first:
		day, year = c, a
	case order == MDY && !spoken.MatchString(cell):
		day, month = b, a
	}
	if year < 100 {
		year += now / 100 * 100
		if year > now+10 {
			year -= 100
		}
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Day() != day || int(date.Month()) != month {
		return "", phrase.Errorf("%q is no day of the calendar where the %s stands first", cell, firstPart[order])
	}
	return date.Format(time.DateOnly), nil
}

var firstPart = map[Order]phrase.Noun{DMY: "day", MDY: "month", YMD: "year", Serial: "day", "": "day"}
