// Package occasion finds the days on which customers are congratulated: birthdays, and the days they first bought, by the
// calendar each is kept by.
package occasion

import (
	"cmp"

	"banhda/hub/calendar"
)

// Kind is what is congratulated.
type Kind string

// The kinds.
const (
	Birthday    Kind = "birthday"
	Anniversary Kind = "anniversary" // of the first purchase
)

// Occasion is one coming day of a person.
type Occasion struct {
	Person int64
	Kind   Kind
	Began  calendar.Day // they were born, or first bought
	Day    calendar.Day
	Years  int  // since then, on that day
	Lunar  bool // it is kept by the lunar calendar
}

// Next is the next day, from today on, on which an occasion is kept, and how many years of its calendar it is then. In years
// without the 30th of a lunar month it is the 29th, without the 29th of February the 28th; who was born in a leap month keeps
// the month of its number. The first day itself is none: on it nothing comes round.
func Next(began calendar.Day, lunar bool, today calendar.Day) (day calendar.Day, years int) {
	from := max(today, began+1)
	if lunar {
		l := calendar.ToLunar(began)
		for {
			day = calendar.NextLunar(l.Month, l.Day, from)
			if years = calendar.ToLunar(day).Year - l.Year; years > 0 {
				return day, years
			}
			from = day + 1 // the month of the same number again, in the year of a leap month
		}
	}
	year, month, at := began.Date()
	day = calendar.NextYearly(int(month), at, from)
	on, _, _ := day.Date()
	return day, on - year
}

// Coming is the occasion where it lies within so many days, today among them.
func Coming(person int64, kind Kind, began calendar.Day, lunar bool, today calendar.Day, days int) (o Occasion, ok bool) {
	day, years := Next(began, lunar, today)
	return Occasion{person, kind, began, day, years, lunar}, int(day-today) < days
}

// Compare puts the next day first; of one day by kind and person.
func Compare(a, b Occasion) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Person, b.Person))
}
