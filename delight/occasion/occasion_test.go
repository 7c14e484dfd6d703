package occasion

import (
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/calendar"
)

func day(t testing.TB, s string) calendar.Day {
	t.Helper()
	d, err := calendar.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestNextByHand(t *testing.T) {
	for name, c := range map[string]struct {
		began string
		lunar bool
		today string
		want  string
		years int
	}{
		"today":                               {"1990-11-23", false, "2026-11-23", "2026-11-23", 36},
		"tomorrow, a year later":              {"1990-11-22", false, "2026-11-23", "2027-11-22", 37},
		"29 February in a common year":        {"2000-02-29", false, "2026-01-10", "2026-02-28", 26},
		"29 February in a leap year":          {"2000-02-29", false, "2028-02-28", "2028-02-29", 28},
		"Tết by the moon":                     {"1990-01-27", true, "2026-01-01", "2026-02-17", 36}, // first of the first month, both
		"full moon of the eighth":             {"2000-09-12", true, "2026-09-01", "2026-09-25", 26}, // 15th of the 8th
		"born in a leap month, year with one": {"2020-05-23", true, "2025-01-01", "2025-04-28", 5},  // leap 4th month of 2020, kept in the 4th
		"of today is none":                    {"2026-11-23", false, "2026-11-23", "2027-11-23", 1},
	} {
		got, years := Next(day(t, c.began), c.lunar, day(t, c.today))
		if got != day(t, c.want) || years != c.years {
			t.Errorf("%s: %s, %d years; want %s, %d", name, got, years, c.want, c.years)
		}
	}
}

// TestEveryYearOnce walks over a century, leap months, short months and leap years among it: from one occasion the next is
// one year on, never none and never two, and never far from where it belongs.
func TestEveryYearOnce(t *testing.T) {
	first, last := calendar.Date(1970, 1, 1), calendar.Date(2020, 12, 31)
	rapid.Check(t, func(t *rapid.T) {
		began := calendar.Day(rapid.IntRange(int(first), int(last)).Draw(t, "began"))
		lunar := rapid.Bool().Draw(t, "lunar")
		at, before := began, 0
		for range 40 {
			next, years := Next(began, lunar, at+1)
			gap := int(next - at)
			if years != before+1 || gap < 353 || gap > 385 {
				t.Fatalf("born %s (lunar %v): %s is year %d, %d days after %s", began, lunar, next, years, gap, at)
			}
			same(t, began, next, lunar)
			at, before = next, years
		}
	})
}

// same holds that an occasion is on the same day of its calendar, or the last of a month that has no such day.
func same(t *rapid.T, began, next calendar.Day, lunar bool) {
	if lunar {
		a, b := calendar.ToLunar(began), calendar.ToLunar(next)
		if a.Month != b.Month || b.Leap || a.Day != b.Day && (a.Day != 30 || b.Day != 29) {
			t.Fatalf("born on %+v, kept on %+v", a, b)
		}
		return
	}
	_, month, at := began.Date()
	_, m, d := next.Date()
	if month != m || at != d && (at != 29 || d != 28 || m != 2) {
		t.Fatalf("born on %s, kept on %s", began, next)
	}
}

func TestComing(t *testing.T) {
	today := day(t, "2026-11-23")
	if _, ok := Coming(1, Birthday, day(t, "1990-12-22"), false, today, 30); !ok {
		t.Error("the thirtieth day is among thirty")
	}
	if _, ok := Coming(1, Birthday, day(t, "1990-12-23"), false, today, 30); ok {
		t.Error("the thirty-first is not")
	}
}
