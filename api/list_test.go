package api

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/warehouse"
	"banhda/wheel"
)

func TestACursorNamesItsPlace(t *testing.T) {
	for _, p := range []listPlace{{wheel.Mark{Person: 1, Rows: 1}, 0}, {wheel.Mark{Person: 1 << 60, Rows: 12345}, -1}, {wheel.Mark{Person: 7, Rows: 2}, 1_800_000_000_000_000}} {
		if got, err := readPlace(p.String()); err != nil || got != p {
			t.Errorf("%+v was read as %+v (%v)", p, got, err)
		}
	}
	for _, wrong := range []string{"1", "per_", PersonID(1), PersonID(1) + ".", PersonID(1) + ".x", PersonID(1) + ".1", PersonID(1) + ".1.", "1.2.3"} {
		if got, err := readPlace(wrong); err == nil {
			t.Errorf("%q was read as %+v", wrong, got)
		}
	}
}

// The pages of a list are read at the now of the first, unless another is asked for.
func TestPagesOfAListHaveOneNow(t *testing.T) {
	place := listPlace{wheel.Mark{Person: 3, Rows: 1}, listCut().AsOf}
	for asked, want := range map[string]string{"": "2026-07-01T00:00:00Z", "2026-06-01": "2026-06-01"} {
		in := &listQuestion{Cursor: place.String(), Reading: Reading{AsOf: asked}}
		if after, err := in.continues(); err != nil || after != place.Mark || in.AsOf != want {
			t.Errorf("asked as of %q it goes on behind %+v as of %q (%v)", asked, after, in.AsOf, err)
		}
	}
}

// listCut is the state of the world that lists are asked in.
func listCut() warehouse.Cut {
	return warehouse.Cut{AsOf: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), Zone: time.UTC}
}

func TestFiguresThatOpenNoList(t *testing.T) {
	for of, want := range map[string]string{
		"":                        "is no figure",
		"wheel":                   "is no figure",
		"wheel.wheel_share":       "is no figure",
		"funnel.steps.2":          "steps 0 to 1",
		"funnel.steps.x":          "steps 0 to 1",
		"funnel.steps.-1":         "steps 0 to 1",
		"funnel.0":                "is no figure",
		"funnel.breakdown.a.0":    "by which property",
		"retention.2026-01-02":    "no cohort begins",
		"retention.January":       "no cohort begins",
		"retention.2026-02-01.12": "periods 0 to 11",
		"value.momentum":          "is no figure",
	} {
		in := &listQuestion{Of: of, Steps: "A, B", First: "A", Return: "A", Every: "month", Periods: 12, Period: Period{From: "2026-01-01"}}
		_, err := in.read(listCut(), &Asked{})
		var wrong *Invalid
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, which does not say %q", of, err, want)
		}
	}
}

// A value of a breakdown may hold anything, dots too; without one the missing value is meant.
func TestValuesOfABreakdown(t *testing.T) {
	for of, want := range map[string]*string{
		"funnel.breakdown.Huế.1": text("Huế"), "funnel.breakdown.a.b.1": text("a.b"), "funnel.breakdown..1": text(""),
		"funnel.breakdown.1": nil, "funnel.breakdown.0.1": text("0"),
	} {
		in := &listQuestion{Of: of, Steps: "A, B", Breakdown: "city", Period: Period{From: "2026-01-01"}}
		q, err := in.read(listCut(), &Asked{})
		if err != nil {
			t.Fatal(err)
		}
		got := q.Funnel.Value
		if q.Funnel.Step != 1 || !q.Funnel.Broken || (got == nil) != (want == nil) || got != nil && *got != *want {
			t.Errorf("%s asks for step %d where the value is %v", of, q.Funnel.Step, got)
		}
	}
}

func TestTrendsGoBackByTheCalendar(t *testing.T) {
	for _, c := range []struct {
		zone, from, to string
		want           []string
	}{
		{"Asia/Ho_Chi_Minh", "2026-03-01", "2026-04-01", []string{"2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"}},
		{"Asia/Ho_Chi_Minh", "2026-01-01", "2026-04-01", []string{"2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"}},
		{"Asia/Ho_Chi_Minh", "2026-03-02", "2026-03-09", []string{"2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09"}},
		{"America/New_York", "2026-03-09", "2026-03-10", []string{"2026-03-07", "2026-03-08", "2026-03-09", "2026-03-10"}}, // the 8th has 23 hours
		{"UTC", "2026-03-01T06:00:00Z", "2026-03-01T18:00:00Z", []string{"2026-02-28T06:00:00Z", "2026-02-28T18:00:00Z", "2026-03-01T06:00:00Z", "2026-03-01T18:00:00Z"}},
	} {
		cut := warehouse.Cut{Zone: zone(t, c.zone)}
		at := func(s string) int64 {
			instant, err := parseInstant("from", s, cut.Zone)
			if err != nil {
				t.Fatal(err)
			}
			return instant
		}
		var want []int64
		for _, s := range c.want {
			want = append(want, at(s))
		}
		if got := trendBounds(cut, at(c.from), at(c.to), 3); !slices.Equal(got, want) {
			t.Errorf("before [%s, %s): %v, want %v", c.from, c.to, got, want)
		}
	}
}
