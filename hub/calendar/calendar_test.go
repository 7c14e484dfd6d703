package calendar

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func hanoi(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t *testing.T, text string) int64 {
	t.Helper()
	v, err := time.ParseInLocation("2006-01-02 15:04", text, hanoi(t))
	if err != nil {
		t.Fatal(err)
	}
	return v.UnixMicro()
}

func weekend(w time.Weekday) bool { return w == time.Saturday || w == time.Sunday }

func TestVietnamsHolidays(t *testing.T) {
	for year, want := range map[int]string{
		// 26/4 is a Sunday: the 27th makes up for it.
		2026: "2026-01-01 new_year, 2026-02-16 tet, 2026-02-17 tet, 2026-02-18 tet, 2026-02-19 tet, 2026-02-20 tet, 2026-04-26 hung_kings, 2026-04-27 in_lieu, 2026-04-30 reunification, 2026-05-01 labour_day, 2026-09-01 national_day, 2026-09-02 national_day, 2026-11-24 culture_day",
		// 2023: 1/1 is a Sunday, Tết has a weekend in it, 29/4 (10/3 lunar) and 30/4 are a weekend, 2/9 is a Saturday.
		2023: "2023-01-01 new_year, 2023-01-02 in_lieu, 2023-01-21 tet, 2023-01-22 tet, 2023-01-23 tet, 2023-01-24 tet, 2023-01-25 tet, 2023-01-26 in_lieu, 2023-01-27 in_lieu, 2023-04-29 hung_kings, 2023-04-30 reunification, 2023-05-01 labour_day, 2023-05-02 in_lieu, 2023-05-03 in_lieu, 2023-09-01 national_day, 2023-09-02 national_day, 2023-09-04 in_lieu",
	} {
		var got []string
		for _, h := range Vietnam(year, weekend) {
			got = append(got, h.Day.String()+" "+h.Name)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%d:\n%s\nnot\n%s", year, s, want)
		}
	}
}

func TestReckoningWithBreaksNightsAndHolidays(t *testing.T) {
	c := New(hanoi(t), Usual(), true, []Exception{{Day: Date(2026, 11, 28), As: time.Friday}, {Day: Date(2026, 11, 30), Off: true, Name: "hội nghị"}})
	for _, x := range []struct {
		from string
		add  time.Duration
		want string
	}{
		{"2026-11-23 09:00", time.Hour, "2026-11-23 10:00"},
		{"2026-11-23 11:30", time.Hour, "2026-11-23 13:30"}, // lunch
		{"2026-11-23 16:30", time.Hour, "2026-11-25 08:30"}, // the 24th is a holiday
		{"2026-11-27 16:30", time.Hour, "2026-11-28 08:30"}, // a Saturday that is worked
		{"2026-11-28 16:30", time.Hour, "2026-12-01 08:30"}, // a Monday that is off
		{"2026-11-22 12:00", 0, "2026-11-23 08:00"},         // a Sunday
		{"2027-02-04 08:00", 8 * time.Hour, "2027-02-04 17:00"},
		{"2027-02-04 08:00", 9 * time.Hour, "2027-02-12 09:00"}, // Tết: 5 to 9 February, and two days for the weekend in it
	} {
		if got := c.Add(at(t, x.from), x.add); got != at(t, x.want) {
			t.Errorf("%s and %s of work: %s, not %s", x.from, x.add, time.UnixMicro(got).In(hanoi(t)), x.want)
		}
	}
	if d := c.Between(at(t, "2026-11-23 11:00"), at(t, "2026-11-25 09:00")); d != 6*time.Hour {
		t.Errorf("between: %s", d)
	}
	if c.Working(at(t, "2026-11-23 12:30")) || !c.Working(at(t, "2026-11-23 13:00")) || c.Working(at(t, "2026-11-24 09:00")) {
		t.Error("working during lunch or a holiday, or not after it")
	}
	if d := c.AddDays(Date(2026, 11, 23), 2); d.String() != "2026-11-26" {
		t.Errorf("two working days after Monday: %s", d)
	}
}

func TestWhoIsAwayDoesNotWork(t *testing.T) {
	c := New(hanoi(t), Usual(), true, nil)
	lan := c.For([]Absence{{Date(2026, 11, 23), Date(2026, 11, 25)}})
	if got := lan.Add(at(t, "2026-11-20 16:00"), 2*time.Hour); got != at(t, "2026-11-26 09:00") {
		t.Errorf("over an absence: %s", time.UnixMicro(got).In(hanoi(t)))
	}
	if lan.Working(at(t, "2026-11-25 09:00")) || c.Today(at(t, "2026-11-25 09:00")) != Date(2026, 11, 25) || !c.Working(at(t, "2026-11-25 09:00")) {
		t.Error("an absence is everybody's or nobody's")
	}
}

// What was added lies between; working time adds up and never runs back, in a zone that moves its clocks, too.
func TestWorkingTimeAddsUp(t *testing.T) {
	for _, name := range []string{"Asia/Ho_Chi_Minh", "Europe/Berlin"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		week := Usual()
		week[0] = []Span{{0, 5 * 60}, {22 * 60, 24 * 60}} // over the hours that clocks skip
		c := New(zone, week, true, nil).For([]Absence{{Date(2026, 6, 1), Date(2026, 6, 20)}})
		for range 3000 {
			a := time.Date(2026, 1, 1, 0, 0, 0, 0, zone).UnixMicro() + rand.Int64N(500*24*3600)*1_000_000
			x := time.Duration(rand.IntN(100*3600)+1) * time.Second
			y := time.Duration(rand.IntN(20*3600)+1) * time.Second
			b := c.Add(a, x)
			if got := c.Between(a, b); got != x {
				t.Fatalf("%s: from %d, %s later is %d, and that is %s", name, a, x, b, got)
			}
			if two, one := c.Add(b, y), c.Add(a, x+y); two != one || two < b {
				t.Fatalf("%s: %s and %s are not %s from %d", name, x, y, x+y, a)
			}
			if mid := a + (b-a)/3; c.Between(a, mid)+c.Between(mid, b) != x || c.Between(b, a) != -x {
				t.Fatalf("%s: parts of %s from %d do not make the whole", name, x, a)
			}
		}
	}
}

func TestSettings(t *testing.T) {
	c, err := Default().Calendar(hanoi(t))
	if err != nil || len(c.Hours(Date(2026, 11, 23))) != 2 || c.Hours(Date(2026, 11, 22)) != nil {
		t.Errorf("the default: %v", err)
	}
	for _, s := range []Settings{
		{}, {Hours: map[string][]string{"mon": {}}}, {Hours: map[string][]string{"someday": {"08:00-12:00"}}}, {Hours: map[string][]string{"mon": {"8-12"}}},
		{Hours: map[string][]string{"mon": {"12:00-08:00"}}}, {Hours: map[string][]string{"mon": {"08:00-12:00", "11:00-13:00"}}}, {Hours: map[string][]string{"mon": {"08:00-24:01"}}},
		{Hours: Default().Hours, Exceptions: []Moved{{Day: "tomorrow"}}},
	} {
		if _, err := s.Calendar(hanoi(t)); err == nil {
			t.Errorf("%+v are no settings", s)
		}
	}
}
