package calendar

import (
	"slices"
	"time"
)

// Holiday is a day off for everybody.
type Holiday struct {
	Day  Day
	Name string // tet, hung, …: what screens have a word for; or the name somebody gave it
}

// The names of Vietnam's holidays.
const (
	NewYear       = "new_year"
	TetDays       = "tet"
	HungKings     = "hung_kings"
	Reunification = "reunification"
	LabourDay     = "labour_day"
	NationalDay   = "national_day"
	CultureDay    = "culture_day"
	InLieu        = "in_lieu" // of a holiday that fell on a day off
)

// Vietnam gives the holidays of a year, in order: those of article 112 of the Labour Code 45/2019/QH14, and the Day of Vietnamese
// Culture (24 November) since 2026. Of what the government decides anew each year the usual is taken: Tết from the eve to
// the fourth day, and beside 2 September the day that joins a weekend. weekly tells the days that are off every week: a
// holiday on one of them is made up for on the next working day (article 111).
func Vietnam(year int, weekly func(time.Weekday) bool) []Holiday {
	tet, hung := Tet(year), Day(0)
	hung, _ = Lunar{Year: year, Month: 3, Day: 10}.Solar()
	national := Date(year, time.September, 2)
	list := []Holiday{{Date(year, time.January, 1), NewYear}}
	for d := tet - 1; d < tet+4; d++ {
		list = append(list, Holiday{d, TetDays})
	}
	list = append(list, Holiday{hung, HungKings}, Holiday{Date(year, time.April, 30), Reunification}, Holiday{Date(year, time.May, 1), LabourDay},
		Holiday{national, NationalDay}, Holiday{beside(national), NationalDay})
	if year >= 2026 {
		list = append(list, Holiday{Date(year, time.November, 24), CultureDay})
	}
	slices.SortFunc(list, func(a, b Holiday) int { return int(a.Day - b.Day) })
	return withLieu(list, weekly)
}

// beside is the day next to a holiday that leaves no single working day between it and a weekend.
func beside(d Day) Day {
	switch d.Weekday() {
	case time.Sunday, time.Monday, time.Thursday:
		return d + 1
	}
	return d - 1
}

// withLieu adds the days that make up for holidays on weekly days off: the next that are neither.
func withLieu(list []Holiday, weekly func(time.Weekday) bool) []Holiday {
	off := map[Day]bool{}
	for _, h := range list {
		off[h.Day] = true
	}
	for _, h := range slices.Clone(list) {
		if !weekly(h.Day.Weekday()) {
			continue
		}
		d := h.Day + 1
		for off[d] || weekly(d.Weekday()) {
			d++
		}
		off[d] = true
		list = append(list, Holiday{d, InLieu})
	}
	slices.SortFunc(list, func(a, b Holiday) int { return int(a.Day - b.Day) })
	return slices.CompactFunc(list, func(a, b Holiday) bool { return a.Day == b.Day })
}

// yearly is a month and day in a year; the 29th of February is the 28th where there is none.
func yearly(year, month, day int) Day {
	d := Date(year, time.Month(month), day)
	if _, m, _ := d.Date(); int(m) != month {
		d--
	}
	return d
}
