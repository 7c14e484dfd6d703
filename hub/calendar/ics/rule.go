package ics

import (
	"strconv"
	"strings"
	"time"

	"banhda/phrase"
)

// Frequency is how often something recurs, from seconds up.
type Frequency int

// The frequencies.
const (
	Secondly Frequency = iota
	Minutely
	Hourly
	Daily
	Weekly
	Monthly
	Yearly
)

var frequencies = map[string]Frequency{"SECONDLY": Secondly, "MINUTELY": Minutely, "HOURLY": Hourly, "DAILY": Daily, "WEEKLY": Weekly, "MONTHLY": Monthly, "YEARLY": Yearly}

// Nth is a weekday: every one of a period, or the n-th from its start, or before its end where n is less than 0.
type Nth struct {
	N   int // 0: every
	Day time.Weekday
}

// Rule is an RRULE (RFC 5545 3.3.10). Lists that are empty say nothing.
type Rule struct {
	Every    Frequency
	Interval int
	Count    int       // 0: without end, or until Until
	Until    time.Time // zero: without end; in UTC, or wherever it is where Floating
	Floating bool
	Start    time.Weekday // of weeks

	Second, Minute, Hour, MonthDay, YearDay, Week, Month, Position []int
	Day                                                            []Nth
}

var weekdays = map[string]time.Weekday{"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday}

// mostOfRule is how long a list of a rule may be.
const mostOfRule = 400

// ParseRule reads what stands behind RRULE.
func ParseRule(s string) (Rule, error) {
	r := Rule{Every: -1, Interval: 1, Start: time.Monday}
	for part := range strings.SplitSeq(strings.ToUpper(strings.TrimSpace(s)), ";") {
		name, value, _ := strings.Cut(part, "=")
		if name != "" && !r.set(name, value) {
			return r, phrase.Errorf("%q is no rule of recurrence: %q cannot be read", s, part)
		}
	}
	if r.Every < 0 || r.Interval < 1 || r.Count < 0 {
		return r, phrase.Errorf("%q is no rule of recurrence", s)
	}
	return r, nil
}

func (r *Rule) set(name, value string) (ok bool) {
	lists := map[string]struct {
		to           *[]int
		least, most  int
		alsoNegative bool
	}{
		"BYSECOND": {&r.Second, 0, 60, false}, "BYMINUTE": {&r.Minute, 0, 59, false}, "BYHOUR": {&r.Hour, 0, 23, false}, "BYMONTH": {&r.Month, 1, 12, false},
		"BYMONTHDAY": {&r.MonthDay, 1, 31, true}, "BYYEARDAY": {&r.YearDay, 1, 366, true}, "BYWEEKNO": {&r.Week, 1, 53, true}, "BYSETPOS": {&r.Position, 1, 100_000, true},
	}
	if l, is := lists[name]; is {
		*l.to, ok = numbers(value, l.least, l.most, l.alsoNegative)
		return ok
	}
	var err error
	switch name {
	case "FREQ":
		r.Every, ok = frequencies[value]
		return ok
	case "INTERVAL":
		r.Interval, err = strconv.Atoi(value)
		return err == nil && r.Interval < 1_000_000
	case "COUNT":
		r.Count, err = strconv.Atoi(value)
	case "UNTIL":
		r.Until, r.Floating, err = parseUntil(value)
	case "WKST":
		r.Start, ok = weekdays[value]
		return ok
	case "BYDAY":
		r.Day, ok = nths(value)
		return ok
	default:
		return strings.HasPrefix(name, "X-")
	}
	return err == nil
}

func numbers(s string, least, most int, negative bool) (list []int, ok bool) {
	for one := range strings.SplitSeq(s, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(one))
		size := n
		if negative && n < 0 {
			size = -n
		}
		if err != nil || size < least || size > most || len(list) == mostOfRule {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

func nths(s string) (list []Nth, ok bool) {
	for one := range strings.SplitSeq(s, ",") {
		one = strings.TrimSpace(one)
		if len(one) < 2 || len(list) == mostOfRule {
			return nil, false
		}
		day, is := weekdays[one[len(one)-2:]]
		n, err := 0, error(nil)
		if before := one[:len(one)-2]; before != "" {
			n, err = strconv.Atoi(before)
		}
		if !is || err != nil || n < -53 || n > 53 {
			return nil, false
		}
		list = append(list, Nth{n, day})
	}
	return list, true
}

// parseUntil reads a last instant; of a day without a time it is the day's end.
func parseUntil(s string) (t time.Time, floating bool, err error) {
	if t, err = time.Parse("20060102", s); err == nil {
		return t.Add(24*time.Hour - time.Second), true, nil
	}
	if t, err = time.Parse(utcForm, s); err == nil {
		return t, false, nil
	}
	t, err = time.Parse("20060102T150405", s)
	return t, true, err
}
