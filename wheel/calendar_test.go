package wheel_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the zones are part of these tests, whatever the machine has

	"pgregory.net/rapid"

	"banhda/wheel"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func instant(t testing.TB, rfc3339 string) int64 {
	t.Helper()
	at, err := time.Parse(time.RFC3339, rfc3339)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMicro()
}

func TestPeriodOfAnInstant(t *testing.T) {
	tests := []struct {
		name         string
		every        wheel.Calendar
		zone, at     string
		date         string
		start, after string
	}{
		{"a Sunday's week began on Monday", wheel.Weeks, "UTC", "2025-01-05T12:00:00Z", "2024-12-30", "2024-12-30T00:00:00Z", "2025-01-06T00:00:00Z"},
		{"a Monday's week begins with it", wheel.Weeks, "UTC", "2025-01-06T00:00:00Z", "2025-01-06", "2025-01-06T00:00:00Z", "2025-01-13T00:00:00Z"},
		{"weeks before 1970", wheel.Weeks, "UTC", "1969-12-28T23:00:00Z", "1969-12-22", "1969-12-22T00:00:00Z", "1969-12-29T00:00:00Z"},
		{"evening in UTC is the next day in Việt Nam", wheel.Days, "Asia/Ho_Chi_Minh", "2026-10-31T17:00:00Z", "2026-11-01", "2026-10-31T17:00:00Z", "2026-11-01T17:00:00Z"},
		{"and the next month", wheel.Months, "Asia/Ho_Chi_Minh", "2026-10-31T17:00:00Z", "2026-11-01", "2026-10-31T17:00:00Z", "2026-11-30T17:00:00Z"},
		{"December turns the year", wheel.Months, "UTC", "2024-12-31T23:59:59Z", "2024-12-01", "2024-12-01T00:00:00Z", "2025-01-01T00:00:00Z"},
		{"a day of 23 hours", wheel.Days, "America/New_York", "2026-03-08T12:00:00Z", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"},
		{"a day of 25 hours", wheel.Days, "America/New_York", "2026-11-02T04:59:59Z", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"a midnight that clocks skip", wheel.Days, "America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"},
		{"the hour before it", wheel.Days, "America/Sao_Paulo", "2018-11-04T02:59:59Z", "2018-11-03", "2018-11-03T03:00:00Z", "2018-11-04T03:00:00Z"},
		{"an hour before midnight lived twice", wheel.Days, "America/Sao_Paulo", "2018-02-18T02:30:00Z", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"},
		{"a midnight that comes twice", wheel.Days, "America/Havana", "2026-11-01T05:30:00Z", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"},
		{"set back from 00:01 into the day before", wheel.Days, "America/St_Johns", "2008-11-02T03:00:00Z", "2008-11-02", "2008-11-02T02:30:00Z", "2008-11-03T03:30:00Z"},
		{"the day after one that was left out", wheel.Days, "Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			z := zone(t, tt.zone)
			i := tt.every.Index(instant(t, tt.at), z)
			if got := tt.every.Date(i); got != tt.date {
				t.Errorf("the period's first day is %s, want %s", got, tt.date)
			}
			if got := tt.every.Start(i, z); got != instant(t, tt.start) {
				t.Errorf("it begins at %s, want %s", time.UnixMicro(got).UTC(), tt.start)
			}
			if got := tt.every.Start(i+1, z); got != instant(t, tt.after) {
				t.Errorf("the next begins at %s, want %s", time.UnixMicro(got).UTC(), tt.after)
			}
		})
	}
}

// Every instant lies in exactly one period, and that one in the days its name says.
func TestPeriodsPartitionTime(t *testing.T) {
	zones := []string{"UTC", "Asia/Ho_Chi_Minh", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Cairo"}
	rapid.Check(t, func(rt *rapid.T) {
		z := zone(t, rapid.SampledFrom(zones).Draw(rt, "zone"))
		c := rapid.SampledFrom([]wheel.Calendar{wheel.Days, wheel.Weeks, wheel.Months}).Draw(rt, "every")
		at := rapid.Int64Range(-2e15, 4e15).Draw(rt, "at")
		// An instant near a change of the clock is where mistakes would be.
		if _, end := time.UnixMicro(at).In(z).ZoneBounds(); rapid.Bool().Draw(rt, "near a change") && !end.IsZero() {
			at = end.UnixMicro() + rapid.Int64Range(-5400e6, 5400e6).Draw(rt, "away")
		}
		i := c.Index(at, z)
		if start, end := c.Start(i, z), c.Start(i+1, z); at < start || at >= end {
			rt.Fatalf("%d lies outside [%d, %d)", at, start, end)
		}
		if reading := time.UnixMicro(c.Start(i, z)).In(z).Format(time.DateOnly); reading != c.Date(i) {
			rt.Fatalf("the period of %s begins on %s", c.Date(i), reading)
		}
	})
}

func TestCalendarNames(t *testing.T) {
	for _, c := range []wheel.Calendar{wheel.Days, wheel.Weeks, wheel.Months} {
		if got, ok := wheel.ParseCalendar(c.String()); !ok || got != c {
			t.Errorf("%s is read as %v, %v", c, got, ok)
		}
	}
	if _, ok := wheel.ParseCalendar("year"); ok {
		t.Error("year is no calendar, but is read as one")
	}
}

// Package time's stretches end before they begin on the last day of a leap year its tables no longer hold.
func TestCalendarOnTheLastDayOfAFarLeapYear(t *testing.T) {
	paris := zone(t, "Europe/Paris")
	noon := time.Date(2040, 12, 31, 12, 0, 0, 0, paris)
	if got := wheel.Days.Date(wheel.Days.Index(noon.UnixMicro(), paris)); got != "2040-12-31" {
		t.Errorf("noon is on %s", got)
	}
	if got := wheel.Days.Start(wheel.Days.Index(noon.UnixMicro(), paris), paris); got != noon.Add(-12*time.Hour).UnixMicro() {
		t.Errorf("the day begins at %v", time.UnixMicro(got).In(paris))
	}
}
