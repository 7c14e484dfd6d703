package ics

import (
	"slices"
	"time"

	"banhda/hub/calendar"
)

// ofYear are the days of a year that a rule names: the widest list of days that it has gives them, the others narrow it.
func (e *expansion) ofYear(y int) (days []calendar.Day) {
	first := calendar.Date(y, 1, 1)
	switch {
	case len(e.Week) > 0:
		return e.ofWeeks(y)
	case len(e.YearDay) > 0:
		for _, n := range e.YearDay {
			if d, ok := nthDay(first, calendar.Date(y+1, 1, 1), n); ok && e.narrowed(d) {
				days = append(days, d)
			}
		}
		return days
	case len(e.Day) > 0 && len(e.Month) == 0 && len(e.MonthDay) == 0:
		return e.weekdaysIn(first, calendar.Date(y+1, 1, 1))
	}
	months := e.Month
	if len(months) == 0 && len(e.Day) > 0 {
		months = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}
	} else if len(months) == 0 {
		months = []int{int(e.first.Month())}
	}
	for _, m := range months {
		days = append(days, e.inMonth(y, time.Month(m))...)
	}
	return days
}

// narrowed reports whether months, days of months and weekdays of a rule let a day be.
func (e *expansion) narrowed(d calendar.Day) bool {
	y, m, day := d.Date()
	if !allows(e.Month, int(m)) {
		return false
	}
	if length := int(calendar.Date(y, m+1, 1) - calendar.Date(y, m, 1)); len(e.MonthDay) > 0 && !slices.Contains(e.MonthDay, day) && !slices.Contains(e.MonthDay, day-length-1) {
		return false
	}
	return len(e.Day) == 0 || slices.ContainsFunc(e.Day, func(n Nth) bool { return n.Day == d.Weekday() })
}

// limits reports whether a rule that counts days or less lets a day be.
func (e *expansion) limits(d calendar.Day) bool {
	if !e.narrowed(d) {
		return false
	}
	y, _, _ := d.Date()
	n, length := int(d-calendar.Date(y, 1, 1))+1, int(calendar.Date(y+1, 1, 1)-calendar.Date(y, 1, 1))
	return len(e.YearDay) == 0 || slices.Contains(e.YearDay, n) || slices.Contains(e.YearDay, n-length-1)
}

// ofMonth are the days of a month, where the rule is about that month.
func (e *expansion) ofMonth(y int, m time.Month) []calendar.Day {
	if !allows(e.Month, int(m)) {
		return nil
	}
	return e.inMonth(y, m)
}

func (e *expansion) inMonth(y int, m time.Month) (days []calendar.Day) {
	from, to := calendar.Date(y, m, 1), calendar.Date(y, m+1, 1)
	numbers := e.MonthDay
	if len(numbers) == 0 && len(e.Day) > 0 {
		return e.weekdaysIn(from, to)
	}
	if len(numbers) == 0 {
		numbers = []int{e.first.Day()}
	}
	named := e.weekdaysIn(from, to)
	for _, n := range numbers {
		if d, ok := nthDay(from, to, n); ok && (len(e.Day) == 0 || slices.Contains(named, d)) {
			days = append(days, d)
		}
	}
	return days
}

// ofWeek are the days of the week that begins on a day.
func (e *expansion) ofWeek(from calendar.Day) (days []calendar.Day) {
	for d := from; d < from+7; d++ {
		_, m, _ := d.Date()
		if e.onWeekday(d) && allows(e.Month, int(m)) {
			days = append(days, d)
		}
	}
	return days
}

// ofWeeks are the days of the weeks of a year that a rule names; days of other years at its ends are among them.
func (e *expansion) ofWeeks(y int) (days []calendar.Day) {
	from, to := e.weekOne(y), e.weekOne(y+1)
	for _, n := range e.Week {
		if n < 0 {
			n += int(to-from)/7 + 1
		}
		start := from + calendar.Day(n-1)*7
		if n < 1 || start >= to {
			continue
		}
		for d := start; d < start+7; d++ {
			if e.limits(d) && (len(e.MonthDay) > 0 || len(e.YearDay) > 0 || e.onWeekday(d)) {
				days = append(days, d)
			}
		}
	}
	return days
}

// onWeekday reports whether a day is on a weekday of the rule; where it has none, on the first one's.
func (e *expansion) onWeekday(d calendar.Day) bool {
	if len(e.Day) == 0 {
		return d.Weekday() == e.first.Weekday()
	}
	return slices.ContainsFunc(e.Day, func(n Nth) bool { return n.Day == d.Weekday() })
}

// weekdaysIn are the weekdays of a rule from one day to before another.
func (e *expansion) weekdaysIn(from, to calendar.Day) (days []calendar.Day) {
	for _, n := range e.Day {
		first := from + calendar.Day((int(n.Day)-int(from.Weekday())+7)%7)
		count := (int(to-first) + 6) / 7
		at := n.N
		if at < 0 {
			at += count + 1
		}
		for i := range count {
			if n.N == 0 || i+1 == at {
				days = append(days, first+calendar.Day(i*7))
			}
		}
	}
	return days
}

// nthDay is the n-th day of a period, from its end where n is less than 0.
func nthDay(from, to calendar.Day, n int) (d calendar.Day, ok bool) {
	if d = from + calendar.Day(n-1); n < 0 {
		d = to + calendar.Day(n)
	}
	return d, d >= from && d < to
}

// weekOf is the day the week of a day begins on.
func (e *expansion) weekOf(d calendar.Day) calendar.Day {
	return d - calendar.Day((int(d.Weekday())-int(e.Start)+7)%7)
}

// weekOne is the day on which the first week of a year begins: the one that has at least four days of it.
func (e *expansion) weekOne(y int) calendar.Day { return e.weekOf(calendar.Date(y, 1, 4)) }

// weekBase is the year weeks are counted from: that of the first day's week; where nothing of that is left and the first day
// itself is in the year after, that one.
func (e *expansion) weekBase(y int) int {
	first := calendar.DayOf(e.first)
	switch {
	case first >= e.weekOne(y+1):
		return y + 1
	case first < e.weekOne(y) && slices.ContainsFunc(e.ofWeeks(y-1), func(d calendar.Day) bool { return d >= first }):
		return y - 1
	}
	return y
}
