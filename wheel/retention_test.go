package wheel_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"banhda/wheel"
)

// Retention to check on paper: weeks in UTC from Wednesday 2025-01-01 to 2025-01-20, now Thursday 2025-01-23.
//
//	a: first X Sunday 01-05, Y on 01-05 an hour before it, on 01-06 and twice on 01-20
//	b: first X Monday 01-06, Y at the same instant and on 01-13
//	c: first X Tuesday 01-07, Y never before now, and once at now
//	d: first X on 2024-12-31, before the period: in no cohort
func paperRetention(t *testing.T, unbounded bool) *wheel.RetentionCount {
	c := wheel.NewRetentionCount(wheel.RetentionSpec{
		From: instant(t, "2025-01-01T00:00:00Z"), To: instant(t, "2025-01-20T00:00:00Z"), Now: instant(t, "2025-01-23T00:00:00Z"),
		Every: wheel.Weeks, Zone: time.UTC, Periods: 3, Unbounded: unbounded,
	})
	add := func(first string, returns ...string) {
		var at []int64
		for _, r := range returns {
			at = append(at, instant(t, r))
		}
		c.Add(instant(t, first), at)
	}
	add("2025-01-05T10:00:00Z", "2025-01-05T09:00:00Z", "2025-01-06T00:00:00Z", "2025-01-20T01:00:00Z", "2025-01-20T02:00:00Z")
	add("2025-01-06T00:00:00Z", "2025-01-06T00:00:00Z", "2025-01-13T00:00:00Z")
	add("2025-01-07T00:00:00Z", "2025-01-23T00:00:00Z")
	add("2024-12-31T00:00:00Z", "2025-01-02T00:00:00Z")
	return c
}

// table writes a report as "START SIZE: cell cell …", a cell being people, with ~ where partial, or - for nil.
func table(r wheel.RetentionReport) string {
	var b strings.Builder
	for _, c := range r.Cohorts {
		fmt.Fprintf(&b, "%s %d:", c.Start, c.Size)
		for _, cell := range c.Returned {
			switch {
			case cell == nil:
				b.WriteString(" -")
			case cell.Partial:
				fmt.Fprintf(&b, " %d~", cell.People)
			default:
				fmt.Fprintf(&b, " %d", cell.People)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestRetentionOnPaper(t *testing.T) {
	const each = "2024-12-30 1: 0 1 0\n2025-01-06 2: 1 1 0~\n2025-01-13 0: 0 0~ -\n"
	if got := table(paperRetention(t, false).Report()); got != each {
		t.Errorf("by period:\n%swant\n%s", got, each)
	}
	const unbounded = "2024-12-30 1: 1 1 1\n2025-01-06 2: 1 1 0~\n2025-01-13 0: 0 0~ -\n"
	if got := table(paperRetention(t, true).Report()); got != unbounded {
		t.Errorf("unbounded:\n%swant\n%s", got, unbounded)
	}
}

func TestRetentionRates(t *testing.T) {
	r := paperRetention(t, false).Report()
	if rate := r.Cohorts[1].Returned[1].Rate; rate == nil || *rate != 0.5 {
		t.Errorf("1 of 2 is %v, want 0.5", rate)
	}
	nulls := map[string]bool{}
	listNulls(asJSON(t, r), "", nulls)
	if want := map[string]bool{"cohorts[2].returned[0].rate": true, "cohorts[2].returned[1].rate": true, "cohorts[2].returned[2]": true}; !reflect.DeepEqual(nulls, want) {
		t.Errorf("null are %v, want %v", nulls, want)
	}
	for path := range nulls {
		if r.Reasons[path] == "" {
			t.Errorf("%s is null without a reason", path)
		}
	}
}

func TestPeriodThatBeginsNow(t *testing.T) {
	c := wheel.NewRetentionCount(wheel.RetentionSpec{To: wheel.Day, Now: wheel.Day, Zone: time.UTC, Periods: 2})
	c.Add(5, []int64{5})
	if got, want := table(c.Report()), "1970-01-01 1: 1 -\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestRetentionOfNothing(t *testing.T) {
	c := wheel.NewRetentionCount(wheel.RetentionSpec{From: 10, To: 20, Now: 10, Zone: time.UTC, Periods: 2})
	c.Add(10, []int64{10})
	if r := c.Report(); r.Cohorts == nil || len(r.Cohorts) != 0 {
		t.Errorf("cohorts of a period that has not begun: %+v, want an empty list", r.Cohorts)
	}
}

func TestRetentionSpecCheck(t *testing.T) {
	if (wheel.RetentionSpec{}).Check() == nil {
		t.Error("no periods at all pass")
	}
	if err := (wheel.RetentionSpec{Periods: 1}).Check(); err != nil {
		t.Error(err)
	}
}

type visitor struct {
	first   int64
	returns []int64
}

// visitors draws people around the change of the clocks of autumn 2018; X is the first of their returns.
func visitors(base int64) *rapid.Generator[[]visitor] {
	at := rapid.Map(rapid.Int64Range(0, 24*90), func(h int64) int64 { return base + h*3600e6 })
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) visitor {
		v := visitor{first: at.Draw(t, "first"), returns: rapid.SliceOfN(at, 0, 8).Draw(t, "returns")}
		slices.Sort(v.returns)
		return v
	}), 0, 12)
}

func TestRetentionEqualsTheDefinition(t *testing.T) {
	base := instant(t, "2018-09-20T00:00:00Z")
	zones := []string{"Asia/Ho_Chi_Minh", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe"}
	rapid.Check(t, func(rt *rapid.T) {
		hours := func(name string, most int64) int64 { return rapid.Int64Range(0, most).Draw(rt, name) * 3600e6 }
		s := wheel.RetentionSpec{
			From: base + hours("from", 24*30), Every: rapid.SampledFrom([]wheel.Calendar{wheel.Days, wheel.Weeks, wheel.Months}).Draw(rt, "every"),
			Zone: zone(t, rapid.SampledFrom(zones).Draw(rt, "zone")), Periods: rapid.IntRange(1, 5).Draw(rt, "periods"),
			Unbounded: rapid.Bool().Draw(rt, "unbounded"), Same: rapid.Bool().Draw(rt, "same"),
		}
		s.To = s.From + hours("length", 24*40)
		s.Now = s.From + hours("wait", 24*60)
		people := visitors(base).Draw(rt, "people")
		whole, a, b := wheel.NewRetentionCount(s), wheel.NewRetentionCount(s), wheel.NewRetentionCount(s)
		for i, v := range people {
			whole.Add(v.first, v.returns)
			[]*wheel.RetentionCount{a, b}[i%2].Add(v.first, v.returns)
		}
		a.Merge(b)
		r := whole.Report()
		if merged := a.Report(); !reflect.DeepEqual(r, merged) {
			rt.Fatalf("whole\n%smerged\n%s", table(r), table(merged))
		}
		sizes := 0
		for _, c := range r.Cohorts {
			sizes += c.Size
			for k, cell := range c.Returned {
				checkCell(rt, s, people, c, k, cell)
			}
		}
		if want := countIf(people, func(v visitor) bool { return v.first >= s.From && v.first < min(s.To, s.Now) }); sizes != want {
			rt.Fatalf("the cohorts hold %d people, the period %d", sizes, want)
		}
	})
}

// checkCell computes a cell from the local dates of everybody's instants.
func checkCell(t *rapid.T, s wheel.RetentionSpec, people []visitor, c wheel.RetentionCohort, k int, cell *wheel.RetentionCell) {
	first, _ := time.Parse(time.DateOnly, c.Start)
	begin, end := localDay(step(first, s.Every, k), s.Zone), localDay(step(first, s.Every, k+1), s.Zone)
	if begin >= s.Now {
		if cell != nil {
			t.Fatalf("period %d of %s has not begun but has a cell", k, c.Start)
		}
		return
	}
	want := countIf(people, func(v visitor) bool {
		in := v.first >= s.From && v.first < min(s.To, s.Now) && dateOf(v.first, s) == c.Start
		return in && (s.Same && k == 0 || slices.ContainsFunc(v.returns, func(at int64) bool {
			return at >= v.first && at < s.Now && at >= begin && (s.Unbounded || at < end)
		}))
	})
	if cell.People != want || cell.Partial != (s.Now < end) {
		t.Fatalf("period %d of %s: %+v, want %d people, partial %v", k, c.Start, *cell, want, s.Now < end)
	}
}

func countIf(people []visitor, ok func(visitor) bool) (n int) {
	for _, v := range people {
		if ok(v) {
			n++
		}
	}
	return n
}

func step(day time.Time, every wheel.Calendar, k int) time.Time {
	switch every {
	case wheel.Months:
		return day.AddDate(0, k, 0)
	case wheel.Weeks:
		return day.AddDate(0, 0, 7*k)
	}
	return day.AddDate(0, 0, k)
}

// localDay is the first whole hour after noon of the day before whose local date is the day or later.
func localDay(day time.Time, z *time.Location) int64 {
	at := time.Date(day.Year(), day.Month(), day.Day()-1, 12, 0, 0, 0, z)
	for at.In(z).Format(time.DateOnly) < day.Format(time.DateOnly) {
		at = at.Add(30 * time.Minute)
	}
	return at.UnixMicro()
}

// dateOf is the first local day of the period that holds an instant.
func dateOf(at int64, s wheel.RetentionSpec) string {
	day := time.UnixMicro(at).In(s.Zone)
	switch s.Every {
	case wheel.Months:
		day = day.AddDate(0, 0, 1-day.Day())
	case wheel.Weeks:
		for day.Weekday() != time.Monday {
			day = day.AddDate(0, 0, -1)
		}
	}
	return day.Format(time.DateOnly)
}

func BenchmarkRetentionAdd(b *testing.B) {
	people, events := crowd(0)
	returns := make([][]int64, len(people))
	for i, hits := range people {
		for _, h := range hits {
			returns[i] = append(returns[i], h.At)
		}
	}
	c := wheel.NewRetentionCount(wheel.RetentionSpec{To: 400 * wheel.Day, Now: 800 * wheel.Day, Every: wheel.Weeks, Zone: time.UTC, Periods: 12})
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		if at := returns[i%len(returns)]; len(at) > 0 {
			c.Add(at[0], at)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)*float64(len(people))/float64(events), "ns/event")
}
