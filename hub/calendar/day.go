// Package calendar knows when people work: hours with their breaks, holidays (Vietnam's with Tết by the lunar calendar),
// what the government moves each year, who is away. It is pure: the zone, and the instants, are passed in.
package calendar

import (
	"time"

	"banhda/phrase"
)

// Day is a day of the Gregorian calendar wherever it is: the number of days since 1970-01-01.
type Day int

// DayOf is the day it is at t, in t's zone.
func DayOf(t time.Time) Day { return Date(t.Date()) }

// Date is the day of a date; months and days beyond their range count on, as in time.Date.
func Date(year int, month time.Month, day int) Day {
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDay reads 2026-11-22.
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return 0, phrase.Errorf("%q is not a day; write one such as 2026-11-22", s)
	}
	return DayOf(t), nil
}

// Date is the day's year, month and day.
func (d Day) Date() (year int, month time.Month, day int) {
	return time.Unix(int64(d)*86400, 0).UTC().Date()
}

// Weekday is the day's weekday.
func (d Day) Weekday() time.Weekday { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// At is the instant of a minute of the day in a zone.
func (d Day) At(minute int, zone *time.Location) time.Time {
	y, m, day := d.Date()
	return time.Date(y, m, day, 0, minute, 0, 0, zone)
}

// String writes the day as 2026-11-22.
func (d Day) String() string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }
