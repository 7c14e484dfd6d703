package wheel

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// PublicData reads a file of real data, unpacked, and skips the test where the data is not at hand.
func PublicData(t testing.TB, name string) io.Reader {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", name))
	if err != nil {
		t.Skipf("the real data is not at hand: %v", err)
	}
	t.Cleanup(func() { f.Close() })
	if !strings.HasSuffix(name, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func local(t testing.TB, zone, layout, s string) int64 {
	t.Helper()
	l, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation(layout, s, l)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMicro()
}

const newYork, saoPaulo = "America/New_York", "America/Sao_Paulo"

// cdnow is the 1/10 sample of the CDNOW customers: each row a purchase at local midnight, in cents.
func cdnow(t testing.TB) []History {
	var people []History
	lines := bufio.NewScanner(PublicData(t, "cdnow/CDNOW_sample.txt.gz"))
	for lines.Scan() {
		row := strings.Fields(lines.Text())
		person, err := strconv.ParseInt(row[1], 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		dollars, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(people); n == 0 || people[n-1].Person != person {
			people = append(people, History{Person: person, Details: []Detail{{}}})
		}
		h := &people[len(people)-1]
		h.Events = append(h.Events, Event{At: local(t, newYork, "20060102", row[2]), Detail: uint32(len(h.Details)), Kind: NewKind(1, Purchase, false, false)})
		h.Details = append(h.Details, Detail{Value: int64(math.Round(dollars * 100)), Stated: true, Currency: "USD"})
	}
	return people
}

func TestCDNOW(t *testing.T) {
	at := func(date string) int64 { return local(t, newYork, time.DateOnly, date) }
	people := cdnow(t)
	for name, now := range map[string]int64{"folded up to now": at("1998-07-01"), "folded for ever": Forever} {
		t.Run(name, func(t *testing.T) {
			r := foldAll(now, people...).Report(at("1997-04-01"), at("1997-10-01"), at("1998-07-01"), "USD", nil)
			equal(t, "stock from", r.Stock.From, Stock{Customer: 2357})
			equal(t, "stock to", r.Stock.To, Stock{Customer: 719, Dormant: 1638})
			equal(t, "customer → dormant", transitions(r, Customer, Dormant), 1714)
			equal(t, "dormant → customer", transitions(r, Dormant, Customer), 76)
			equal(t, "rotations", r.Rotations, 1693)
			near(t, "rotation speed", r.RotationSpeed, 14.4510, 0.00005)
			equal(t, "revenue", *r.Revenue.Total, 6061694)
			equal(t, "repeat revenue", *r.Revenue.Repeat, 6061694)
			near(t, "self-sustaining", r.SelfSustaining, 0.0443, 0.00005)
			near(t, "R_rep", r.Gain.Rep.Mean, 0.93933, 0.000005)
			equal(t, "customers of R_rep", r.Gain.Rep.Customers, 2357)
		})
	}
}

// table reads a CSV file with a header, each row by column name.
func table(t testing.TB, name string, each func(row map[string]string)) {
	t.Helper()
	rows, err := csv.NewReader(PublicData(t, name)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		named := make(map[string]string, len(row))
		for i, cell := range row {
			named[rows[0][i]] = cell
		}
		each(named)
	}
}

// olist is the leads of a Brazilian marketplace, each at local midnight, and the deals they became.
func olist(t testing.TB) []History {
	events := make(map[string][]Event)
	table(t, "olist_funnel/olist_marketing_qualified_leads_dataset.csv.gz", func(row map[string]string) {
		at := local(t, saoPaulo, time.DateOnly, row["first_contact_date"])
		events[row["mql_id"]] = append(events[row["mql_id"]], Event{At: at, Kind: NewKind(1, Lead, false, false)})
	})
	table(t, "olist_funnel/olist_closed_deals_dataset.csv", func(row map[string]string) {
		at := local(t, saoPaulo, time.DateTime, row["won_date"])
		events[row["mql_id"]] = append(events[row["mql_id"]], Event{At: at, Kind: NewKind(2, Purchase, false, false)})
	})
	var people []History
	for _, e := range events {
		slices.SortFunc(e, func(a, b Event) int { return cmp.Compare(a.At, b.At) })
		people = append(people, History{Person: int64(len(people) + 1), Events: e})
	}
	return people
}

func TestOlist(t *testing.T) {
	at := func(date string) int64 { return local(t, saoPaulo, time.DateOnly, date) }
	r := foldAll(Forever, olist(t)...).Report(at("2018-01-01"), at("2018-07-01"), at("2018-12-01"), "BRL", nil)
	equal(t, "stock from", r.Stock.From, Stock{Prospect: 1033, Customer: 3, Dormant: 966})
	equal(t, "stock to", r.Stock.To, Stock{Prospect: 2372, Customer: 719, Dormant: 4909})
	equal(t, "arrivals", r.Arrivals, 5998)
	equal(t, "stranger → prospect", transitions(r, Stranger, Prospect), 5998)
	equal(t, "prospect → customer", transitions(r, Prospect, Customer), 719)
	equal(t, "prospect → dormant", transitions(r, Prospect, Dormant), 3986)
	equal(t, "dormant → prospect", transitions(r, Dormant, Prospect), 46)
	equal(t, "customer → dormant", transitions(r, Customer, Dormant), 3)
	s := r.Speed[arrowOf[Prospect][Customer]]
	equal(t, "spells", s.Spells, 6044)
	near(t, "within 7 d", s.Within.Week, 0.048643, 5e-7)
	near(t, "within 30 d", s.Within.Month, 0.097617, 5e-7)
	near(t, "within 90 d", s.Within.Quarter, 0.119788, 5e-7)
	if s.MedianDays != nil {
		t.Errorf("median %v, want none: it is not reached", *s.MedianDays)
	}
}

func transitions(r Report, from, to Stage) int64 {
	return r.Flows[arrowOf[from][to]].Transitions
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func near(t testing.TB, what string, got *float64, want, within float64) {
	t.Helper()
	if got == nil || math.Abs(*got-want) > within {
		t.Errorf("%s: got %v, want %v ± %v", what, deref(got), want, within)
	}
}

func deref(f *float64) any {
	if f == nil {
		return "null"
	}
	return *f
}
