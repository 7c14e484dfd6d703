package wheel_test

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/wheel"
)

// rows reads a CSV file and calls each with the rows as column → text.
func rows(t *testing.T, r io.Reader, each func(map[string]string)) {
	t.Helper()
	all, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, column := range all[0] {
			row[column] = record[i]
		}
		each(row)
	}
}

// olistLines is Lead Captured (step 1) and Deal Won (step 2) of 8,000 leads of a Brazilian marketplace, labelled
// with the lead's origin.
func olistLines(t *testing.T) (people map[string][]wheel.Hit, origins []string) {
	z := zone(t, "America/Sao_Paulo")
	people = map[string][]wheel.Hit{}
	rows(t, wheel.PublicData(t, "olist_funnel/olist_marketing_qualified_leads_dataset.csv.gz"), func(row map[string]string) {
		day, err := time.Parse(time.DateOnly, row["first_contact_date"])
		if err != nil {
			t.Fatal(err)
		}
		label := slices.Index(origins, row["origin"])
		if label < 0 && row["origin"] != "" {
			label = len(origins)
			origins = append(origins, row["origin"])
		}
		at := wheel.Days.Start(int(day.Unix()/86400), z)
		people[row["mql_id"]] = append(people[row["mql_id"]], wheel.Hit{At: at, Steps: 1, Label: int32(label)})
	})
	rows(t, wheel.PublicData(t, "olist_funnel/olist_closed_deals_dataset.csv"), func(row map[string]string) {
		won, err := time.ParseInLocation(time.DateTime, row["won_date"], z)
		if err != nil {
			t.Fatal(err)
		}
		people[row["mql_id"]] = append(people[row["mql_id"]], wheel.Hit{At: won.UnixMicro(), Steps: 2, Label: -1})
	})
	for _, hits := range people {
		slices.SortStableFunc(hits, func(a, b wheel.Hit) int { return cmp.Compare(a.At, b.At) })
	}
	return people, origins
}

func olistFunnel(t *testing.T, s wheel.FunnelSpec) wheel.FunnelReport {
	people, origins := olistLines(t)
	s.Steps = 2
	c := wheel.NewFunnelCount(s)
	for _, hits := range people {
		c.Add(hits)
	}
	return c.Report([]string{"Lead Captured", "Deal Won"}, func(n int32) *string {
		if n < 0 {
			return nil
		}
		return &origins[n]
	})
}

func TestOlistLeadsToDeals(t *testing.T) {
	for days, won := range map[int64]int{30: 546, 90: 690, 365: 837} {
		r := olistFunnel(t, wheel.FunnelSpec{Window: days * wheel.Day})
		if r.Steps[0].People != 8000 || r.Steps[1].People != won {
			t.Errorf("within %d days %d of %d are won, want %d of 8000", days, r.Steps[1].People, r.Steps[0].People, won)
		}
	}
}

func TestOlistByOrigin(t *testing.T) {
	type counts struct{ leads, won int }
	want := map[string]counts{
		"organic_search": {2296, 270}, // 271 were won, one dated before its lead
		"paid_search":    {1586, 195}, "social": {1350, 75}, "unknown": {1099, 179},
		"direct_traffic": {499, 56}, "email": {493, 15}, "referral": {284, 24}, "(missing)": {60, 14},
	}
	got := map[string]counts{}
	for _, v := range olistFunnel(t, wheel.FunnelSpec{}).Breakdown {
		name := "(missing)"
		if v.Value != nil {
			name = *v.Value
		}
		got[name] = counts{v.Steps[0].People, v.Steps[1].People}
	}
	for name, n := range want {
		if got[name] != n {
			t.Errorf("%s: %+v, want %+v", name, got[name], n)
		}
	}
}

// In any order, even the deal that is dated before its lead is one.
func TestOlistInAnyOrder(t *testing.T) {
	r := olistFunnel(t, wheel.FunnelSpec{Order: wheel.Any})
	if r.Steps[0].People != 8000 || r.Steps[1].People != 842 {
		t.Errorf("%d of %d are won, want 842 of 8000", r.Steps[1].People, r.Steps[0].People)
	}
}

func TestCDNOWMonthCohorts(t *testing.T) {
	z := zone(t, "America/New_York")
	people := map[string][]int64{}
	lines := bufio.NewScanner(wheel.PublicData(t, "cdnow/CDNOW_sample.txt.gz"))
	for lines.Scan() {
		f := strings.Fields(lines.Text())
		day, err := time.ParseInLocation("20060102", f[2], z)
		if err != nil {
			t.Fatal(err)
		}
		people[f[1]] = append(people[f[1]], day.UnixMicro())
	}
	spec := wheel.RetentionSpec{
		From: time.Date(1997, 1, 1, 0, 0, 0, 0, z).UnixMicro(), To: time.Date(1997, 4, 1, 0, 0, 0, 0, z).UnixMicro(),
		Now: time.Date(1998, 7, 1, 0, 0, 0, 0, z).UnixMicro(), Every: wheel.Months, Zone: z, Periods: 6, Same: true,
	}
	c := wheel.NewRetentionCount(spec)
	for _, at := range people {
		slices.Sort(at)
		c.Add(at[0], at)
	}
	want := [][]int{{781, 124, 95, 70, 65, 77}, {857, 134, 110, 75}, {719, 87, 84, 78}}
	for i, h := range c.Report().Cohorts {
		for k, n := range want[i] {
			if h.Returned[k].People != n {
				t.Errorf("%s, month %d: %d, want %d", h.Start, k, h.Returned[k].People, n)
			}
		}
	}
}
