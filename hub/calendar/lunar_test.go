package calendar

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Tết as Vietnam kept it, from published calendars; in 1985, 2007 and 2030 China's new year is on another day.
const published = `
1975-02-11 1976-01-31 1977-02-18 1978-02-07 1979-01-28 1980-02-16 1981-02-05 1982-01-25 1983-02-13 1984-02-02
1985-01-21 1986-02-09 1987-01-29 1988-02-17 1989-02-06 1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10
1995-01-31 1996-02-19 1997-02-07 1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22
2005-02-09 2006-01-29 2007-02-17 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31
2015-02-19 2016-02-08 2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10
2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19
2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24 2040-02-12 2041-02-01 2042-01-22 2043-02-10 2044-01-30
2045-02-17 2046-02-06 2047-01-26 2048-02-14 2049-02-02 2050-01-23`

func TestTetIsOnItsPublishedDays(t *testing.T) {
	days := strings.Fields(published)
	for i, want := range days {
		if got := Tet(1975 + i); got.String() != want {
			t.Errorf("Tết %d is on %s, not on %s", 1975+i, want, got)
		}
	}
	if len(days) != 76 {
		t.Errorf("%d years", len(days))
	}
}

func TestLeapMonths(t *testing.T) {
	want := "1976-8 1979-6 1982-4 1985-2 1987-7 1990-5 1993-3 1995-8 1998-5 2001-4 2004-2 2006-7 2009-5 2012-4 2014-9 2017-6 2020-4 2023-2 2025-6 2028-5 2031-3 2033-11 2036-6 2039-5 2042-2 2044-7 2047-5 2050-3"
	var got []string
	for year := 1975; year <= 2050; year++ {
		for month := 1; month <= 12; month++ {
			if _, ok := (Lunar{year, month, 1, true}).Solar(); ok {
				got = append(got, fmt.Sprintf("%d-%d", year, month))
			}
		}
	}
	if s := strings.Join(got, " "); s != want {
		t.Errorf("leap months:\n%s\nnot\n%s", s, want)
	}
}

func TestKnownLunarDays(t *testing.T) {
	for solar, want := range map[string]Lunar{
		"2026-11-22": {2026, 10, 14, false},
		"2025-07-25": {2025, 6, 1, true},
		"2026-04-26": {2026, 3, 10, false}, // the Hùng Kings
		"2027-04-16": {2027, 3, 10, false},
		"2023-03-22": {2023, 2, 1, true},
		"2024-02-09": {2023, 12, 30, false},
	} {
		d, err := ParseDay(solar)
		if got := ToLunar(d); err != nil || got != want {
			t.Errorf("%s is %+v, not %+v (%v)", solar, got, want, err)
		}
	}
}

// Every day has one lunar date, months have 29 or 30 days, and the way back leads to the same day.
func TestLunarDaysFollowOneAnother(t *testing.T) {
	before := ToLunar(Date(1975, 1, 1) - 1)
	for d := Date(1975, 1, 1); d < Date(2051, 1, 1); d++ {
		l := ToLunar(d)
		if back, ok := l.Solar(); !ok || back != d {
			t.Fatalf("%s is %+v, and that is %s (%t)", d, l, back, ok)
		}
		next := before
		next.Day++
		if l != next && (l.Day != 1 || before.Day < 29 || before.Day > 30) {
			t.Fatalf("%+v is followed by %+v", before, l)
		}
		before = l
	}
}

func TestBirthdays(t *testing.T) {
	for range 2000 {
		from := Date(1980, 1, 1) + Day(rand.IntN(25000))
		month, day := 1+rand.IntN(12), 1+rand.IntN(30)
		d := NextLunar(month, day, from)
		l := ToLunar(d)
		if d < from || d > from+30*13+1 || l.Month != month || l.Leap || l.Day != day && (day != 30 || l.Day != 29) {
			t.Fatalf("from %s on, %d/%d lunar is next on %s, which is %+v", from, day, month, d, l)
		}
		y := NextYearly(month, min(day, 28), from)
		if _, m, dd := y.Date(); y < from || y > from+366 || int(m) != month || dd != min(day, 28) {
			t.Fatalf("from %s on, %d/%d is next on %s", from, day, month, y)
		}
	}
	if d := NextYearly(2, 29, Date(2026, 3, 1)); d.String() != "2027-02-28" {
		t.Errorf("the 29th of February is kept on %s", d)
	}
}
