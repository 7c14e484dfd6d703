package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"banhda/api"
	"banhda/wheel"
)

// publicData is where data sets that anybody can fetch may lie; they are no part of the project.
const publicData = "../../../shared/data"

// spine is one public data set: how it is imported and what is asked of it.
type spine struct {
	name  string
	now   string   // as of which its figures are known
	asked []string // the readouts that must survive whatever happens to the house
}

var (
	cdnow = spine{"cdnow", "1998-07-01", []string{
		"wheel --from 1997-04-01 --to 1997-10-01 --as-of 1998-07-01",
		"retention --first 'Order Completed' --return 'Order Completed' --every month --periods 6 --from 1997-01-01 --to 1997-04-01 --as-of 1998-07-01",
		"value --at 1997-09-30 --horizon 273d --as-of 1998-07-01",
		"gain --as-of 1998-07-01",
		"people --limit 10000 --as-of 1998-07-01"}}
	olist = spine{"olist_funnel", "2018-12-01", []string{
		"wheel --from 2018-01-01 --to 2018-07-01 --as-of 2018-12-01",
		"funnel --steps 'Lead Captured, Deal Won' --from 2017-01-01 --as-of 2018-12-01 --breakdown origin",
		"people --limit 10000 --as-of 2018-12-01"}}
	maven = spine{"maven_crm", "2018-01-01", []string{
		"wheel --from 2016-10-01 --to 2018-01-01 --as-of 2018-01-01",
		"funnel --steps 'Deal Opened, Deal Won' --from 2016-10-01 --as-of 2018-01-01 --breakdown product",
		"people --limit 10000 --as-of 2018-01-01"}}
	otto = spine{"otto_fixture", "2022-10-01", []string{
		"wheel --from 2022-08-01 --to 2022-09-01 --as-of 2022-10-01",
		"funnel --steps 'Product Viewed, Product Added, Order Completed' --from 2022-07-01 --as-of 2022-10-01",
		"people --limit 10000 --as-of 2022-10-01"}}
)

// files is the folder of the data set; the test is skipped where it is not there.
func (s spine) files(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(publicData, s.name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the public data set %s is not here; see docs/examples/%s.yaml", s.name, s.name)
	}
	return dir
}

func (s spine) order(dir string) string {
	return fmt.Sprintf("import ../../docs/examples/%s.yaml --dir %s", s.name, dir)
}

// imported is a house with the data set in it, and what the import said.
func (s spine) imported(t testing.TB) (*house, api.ImportAnswer) {
	t.Helper()
	dir := s.files(t)
	h := newHouse(t)
	return h, answer[api.ImportAnswer](h, s.order(dir))
}

func moves(t testing.TB, r *api.WheelAnswer, from, to wheel.Stage) int64 {
	t.Helper()
	for _, f := range r.Flows {
		if f.From == from && f.To == to {
			return f.Transitions
		}
	}
	t.Fatalf("the wheel has no arrow %s → %s", from, to)
	return 0
}

// near compares a figure that is given to so many decimals.
func near(t testing.TB, what string, got, want float64, decimals int) {
	t.Helper()
	if math.Abs(got-want) > 0.5000001*math.Pow10(-decimals) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestSpineCDNOW(t *testing.T) {
	t.Parallel()
	h, i := cdnow.imported(t)
	is(t, "rows", i.Read, 6919)
	is(t, "events", i.Imported, 6919)
	is(t, "refused", i.Refused, 0)
	is(t, "people", i.People, 2357)

	r := answer[api.WheelAnswer](h, cdnow.asked[0])
	is(t, "stock at the start", r.Stock.From, wheel.Stock{Customer: 2357})
	is(t, "stock at the end", r.Stock.To, wheel.Stock{Customer: 719, Dormant: 1638})
	is(t, "customer → dormant", moves(t, &r, wheel.Customer, wheel.Dormant), 1714)
	is(t, "dormant → customer", moves(t, &r, wheel.Dormant, wheel.Customer), 76)
	is(t, "rotations", r.Rotations, 1693)
	near(t, "speed", *r.RotationSpeed, 14.4510, 4)
	is(t, "revenue", *r.Revenue.Total, 6_061_694)
	is(t, "repeat revenue", *r.Revenue.Repeat, 6_061_694)
	near(t, "self-sustaining", *r.SelfSustaining, 0.0443, 4)
	whole := answer[api.WheelAnswer](h, "wheel --from 1997-01-01 --to 1998-07-01 --as-of 1998-07-01")
	is(t, "all revenue", *whole.Revenue.Total, 24_409_194)

	g := answer[api.GainAnswer](h, "gain --horizon 180d --as-of 1998-07-01")
	near(t, "R_rep", *g.Rep.Mean, 0.93933, 5)
	is(t, "R_rep's customers", g.Rep.Customers, 2357)
	is(t, "R_rep beside the wheel", *r.Gain.Rep.Mean, *g.Rep.Mean)
}

func TestSpineCDNOWCohorts(t *testing.T) {
	t.Parallel()
	h, _ := cdnow.imported(t)
	a := answer[api.RetentionAnswer](h, cdnow.asked[1])
	for i, want := range []struct {
		start    string
		size     int
		returned []int
	}{
		{"1997-01-01", 781, []int{781, 124, 95, 70, 65, 77}},
		{"1997-02-01", 857, []int{857, 134, 110, 75}},
		{"1997-03-01", 719, []int{719, 87, 84, 78}},
	} {
		c := a.Cohorts[i]
		is(t, "cohort", c.Start, want.start)
		is(t, "size of "+c.Start, c.Size, want.size)
		for k, people := range want.returned {
			is(t, fmt.Sprintf("%s + %d months", c.Start, k), c.Returned[k].People, people)
		}
	}
	is(t, "cohorts", len(a.Cohorts), 3)
}

func TestSpineCDNOWValue(t *testing.T) {
	t.Parallel()
	h, _ := cdnow.imported(t)
	v := answer[api.ValueAnswer](h, cdnow.asked[2])
	is(t, "people", v.People, 2357)
	is(t, "repeaters", v.Repeaters, 946)
	for _, p := range []struct {
		what      string
		got, want float64
		decimals  int
	}{
		{"r", v.BGNBD.R, 0.243, 3}, {"α", v.BGNBD.Alpha, 4.414, 3}, {"a", v.BGNBD.A, 0.793, 3}, {"b", v.BGNBD.B, 2.426, 3},
		{"log-likelihood", v.BGNBD.LogLikelihood, -9582.4, 1},
		{"p", v.GammaGamma.P, 6.25, 2}, {"q", v.GammaGamma.Q, 3.74, 2}, {"γ", v.GammaGamma.Gamma, 15.44, 2}, // 15.45 from means rounded to cents
		{"expected in the next 39 weeks", *v.Next.Purchases, 1653, 0},
	} {
		near(t, p.what, p.got, p.want, p.decimals)
	}
	is(t, "happened in the next 39 weeks", v.Next.Happened.Purchases, 1882)
}

// The full set, ten times the sample, has columns of its own.
func TestSpineCDNOWMaster(t *testing.T) {
	t.Parallel()
	dir := cdnow.files(t)
	mapping := filepath.Join(t.TempDir(), "master.yaml")
	yaml := `workspace: {timezone: America/New_York, currency: USD}
source: cdnow
files:
  - path: CDNOW_master.txt.gz
    delimiter: spaces
    header: [id, date, cds, dollars]
    events:
      - {name: Order Completed, person: {user_id: id}, at: {column: date, format: YYYYMMDD}, value: dollars}
`
	if err := os.WriteFile(mapping, []byte(yaml), 0o600); err != nil {
		t.Fatal(err)
	}
	h := newHouse(t)
	i := answer[api.ImportAnswer](h, fmt.Sprintf("import %s --dir %s", mapping, dir))
	is(t, "events", i.Imported, 69_659)
	is(t, "people", i.People, 23_570)
	r := answer[api.WheelAnswer](h, "wheel --from 1997-01-01 --to 1998-07-01 --as-of 1998-07-01")
	is(t, "revenue", *r.Revenue.Total, 250_031_563)
	is(t, "arrivals", r.Arrivals, 23_570)
	is(t, "repeat purchases", r.Rotations, 69_659-23_570)
}

func TestSpineOlist(t *testing.T) {
	t.Parallel()
	h, i := olist.imported(t)
	is(t, "events", i.Imported, 8842)
	is(t, "refused", i.Refused, 0)
	is(t, "people", i.People, 8000)

	r := answer[api.WheelAnswer](h, olist.asked[0])
	is(t, "stock at the start", r.Stock.From, wheel.Stock{Prospect: 1033, Customer: 3, Dormant: 966})
	is(t, "stock at the end", r.Stock.To, wheel.Stock{Prospect: 2372, Customer: 719, Dormant: 4909})
	is(t, "arrivals", r.Arrivals, 5998)
	for _, m := range []struct {
		from, to wheel.Stage
		want     int64
	}{
		{wheel.Stranger, wheel.Prospect, 5998}, {wheel.Prospect, wheel.Customer, 719}, {wheel.Prospect, wheel.Dormant, 3986},
		{wheel.Dormant, wheel.Prospect, 46}, {wheel.Customer, wheel.Dormant, 3},
	} {
		is(t, fmt.Sprintf("%s → %s", m.from, m.to), moves(t, &r, m.from, m.to), m.want)
	}
	for _, s := range r.Speed {
		if s.From != wheel.Prospect || s.To != wheel.Customer {
			continue
		}
		is(t, "spells", s.Spells, 6044)
		near(t, "within 7 days", *s.Within.Week, 0.048643, 6)
		near(t, "within 30 days", *s.Within.Month, 0.097617, 6)
		near(t, "within 90 days", *s.Within.Quarter, 0.119788, 6)
		is(t, "no median", s.MedianDays == nil, true)
	}
}

func TestSpineOlistFunnel(t *testing.T) {
	t.Parallel()
	h, _ := olist.imported(t)
	ask := func(steps, more string) api.FunnelAnswer {
		return answer[api.FunnelAnswer](h, fmt.Sprintf("funnel --steps '%s' --from 2017-01-01 --as-of 2018-12-01 %s", steps, more))
	}
	for window, want := range map[string]int{"30d": 546, "90d": 690, "365d": 837} {
		f := ask("Lead Captured, Deal Won", "--window "+window)
		is(t, "leads", f.Steps[0].People, 8000)
		is(t, "won within "+window, f.Steps[1].People, want)
	}
	is(t, "won ever, in any order", ask("Lead Captured, Deal Won", "--order any").Steps[1].People, 842)
	ordered, won := byValue(ask("Lead Captured, Deal Won", "--breakdown origin")), byValue(ask("Deal Won", "--breakdown origin"))
	for origin, want := range map[string][2]int{"organic_search": {2296, 271}, "paid_search": {1586, 195}, "social": {1350, 75},
		"unknown": {1099, 179}, "direct_traffic": {499, 56}, "email": {493, 15}, "referral": {284, 24}} {
		is(t, "leads by "+origin, ordered[origin][0].People, want[0])
		is(t, "won by "+origin, won[origin][0].People, want[1])
		if origin == "organic_search" {
			want[1]-- // one deal is dated before its lead
		}
		is(t, "led and won by "+origin, ordered[origin][1].People, want[1])
	}
	is(t, "leads of blank origin", ordered["(none)"][0].People, 60)
}

func byValue(f api.FunnelAnswer) map[string][]wheel.FunnelStep {
	all := map[string][]wheel.FunnelStep{}
	for _, b := range f.Breakdown {
		name := "(none)"
		if b.Value != nil {
			name = *b.Value
		}
		all[name] = b.Steps
	}
	return all
}

func TestSpineMaven(t *testing.T) {
	t.Parallel()
	h, i := maven.imported(t)
	is(t, "rows", i.Read, 8800)
	is(t, "refused", i.Refused, 500)
	is(t, "events", i.Imported, 8300+4238+2473)
	is(t, "people", i.People, 8300)
	refused, err := os.ReadFile(*i.RefusedFile)
	if err != nil {
		t.Fatal(err)
	}
	is(t, "refused rows with the column named", strings.Count(string(refused), ",engage_date,"), 500)
	is(t, "refused rows in Prospecting", strings.Count(string(refused), "Prospecting"), 500)
	if w := strings.Join(i.Warnings, "\n"); !strings.Contains(w, `"GTXPro"`) || !strings.Contains(w, "1480") {
		t.Errorf("the misspelt product is not noticed: %s", w)
	}

	r := answer[api.WheelAnswer](h, maven.asked[0])
	is(t, "won value", *r.Revenue.Total, 1_000_553_400)
	is(t, "won", moves(t, &r, wheel.Prospect, wheel.Customer), 4238)
	ask := func(steps, more string) api.FunnelAnswer {
		return answer[api.FunnelAnswer](h, fmt.Sprintf("funnel --steps '%s' --from 2016-10-01 --to 2018-01-01 --as-of 2018-01-01 %s", steps, more))
	}
	const hour = 3600 // summer time makes local days of 23 and 25 hours
	for step, want := range map[string]struct {
		people int
		days   float64
	}{"Deal Won": {4238, 57}, "Deal Lost": {2473, 14}} {
		f := ask("Deal Opened, "+step, "")
		is(t, "opened", f.Steps[0].People, 8300)
		is(t, step, f.Steps[1].People, want.people)
		if m := *f.Steps[1].MedianSeconds; math.Abs(m-want.days*24*hour) > hour {
			t.Errorf("%s after a median of %v days, want %v", step, m/24/hour, want.days)
		}
	}
	is(t, "products", len(ask("Deal Opened", "--breakdown product").Breakdown), 7)
	is(t, "agents", len(ask("Deal Opened", "--breakdown sales_agent").Breakdown), 30)
	accounts := byValue(ask("Deal Opened", "--breakdown account"))
	is(t, "accounts, and none", len(accounts), 85+1)
	is(t, "opportunities without account that were opened", accounts["(none)"][0].People, 1088)
}

func TestSpineOtto(t *testing.T) {
	t.Parallel()
	h, i := otto.imported(t)
	is(t, "rows", i.Read, 862)
	is(t, "events", i.Imported, 862)
	is(t, "people", i.People, 20)
	for name, sessions := range map[string]int{"Product Viewed": 20, "Product Added": 7, "Order Completed": 3} {
		f := answer[api.FunnelAnswer](h, fmt.Sprintf("funnel --steps '%s' --from 2022-07-01 --as-of 2022-10-01", name))
		is(t, "sessions with "+name, f.Steps[0].People, sessions)
	}
	names := map[string]int{}
	for _, p := range answer[api.PeopleAnswer](h, otto.asked[2]).People {
		for _, e := range answer[api.PersonAnswer](h, "person "+p.ID+" --limit 10000").Events {
			names[e.Name]++
		}
	}
	if want := map[string]int{"Product Viewed": 800, "Product Added": 52, "Order Completed": 10}; !maps.Equal(names, want) {
		t.Errorf("the sessions hold %v, want %v", names, want)
	}
}

// An import is safe to repeat and to take back: neither leaves a trace in any figure, and who asks what was known
// before still sees it.
func TestSpineImportsRepeatAndComeBack(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long")
	}
	t.Parallel()
	for _, s := range []spine{cdnow, olist, maven, otto} {
		t.Run(s.name, func(t *testing.T) {
			h, first := s.imported(t)
			before := h.figures(s.asked...)
			again := answer[api.ImportAnswer](h, s.order(s.files(t)))
			is(t, "imported again", again.Imported, 0)
			is(t, "duplicates", again.Duplicates, first.Imported)
			is(t, "refused again", again.Refused, first.Refused)
			sameFigures(t, "imported twice", h.figures(s.asked...), before)

			h.later(t)
			undoing := h.now
			h.must("import", "--undo", again.ID)
			sameFigures(t, "the second, empty import undone", h.figures(s.asked...), before)
			h.must("import", "--undo", first.ID)
			h.isEmpty(s)

			h.later(t)
			h.must(words(s.order(s.files(t)), nil)...)
			sameFigures(t, "imported, undone and imported", h.figures(s.asked...), before)
			for _, line := range s.asked {
				old := withoutAsked(h.must(append(words(line, nil), "--json", "--known-at", undoing)...))
				is(t, "as known before it was undone: "+line, old, withoutAsked(before[line]))
			}
		})
	}
}

// later lets an hour pass.
func (h *house) later(t testing.TB) {
	t.Helper()
	h.now = h.clock(t)().Add(time.Hour).Format(time.RFC3339)
}

// isEmpty holds a house in which nothing is left to that.
func (h *house) isEmpty(s spine) {
	h.t.Helper()
	r := answer[api.WheelAnswer](h, s.asked[0])
	is(h.t, "stock after undoing", r.Stock, wheel.StockChange{})
	is(h.t, "revenue after undoing", *r.Revenue.Total, 0)
	is(h.t, "arrivals after undoing", r.Arrivals, 0)
	is(h.t, "people after undoing", len(answer[api.PeopleAnswer](h, s.asked[len(s.asked)-1]).People), 0)
}

// withoutAsked is an answer without the question.
func withoutAsked(out string) string {
	_, rest, _ := strings.Cut(out, `"rules_version"`)
	_, rest, _ = strings.Cut(rest, "}")
	return rest
}

// As of a day, a house that knows what came after answers as one that never heard of it.
func TestSpineAsOf(t *testing.T) {
	t.Parallel()
	h, _ := cdnow.imported(t)
	dir := t.TempDir()
	cutCDNOW(t, filepath.Join(dir, "CDNOW_sample.txt"), "19971001")
	less := newHouse(t)
	yaml, err := os.ReadFile("../../docs/examples/cdnow.yaml")
	if err != nil {
		t.Fatal(err)
	}
	mapping := filepath.Join(dir, "cdnow.yaml")
	if err := os.WriteFile(mapping, []byte(strings.ReplaceAll(string(yaml), "txt.gz", "txt")), 0o600); err != nil {
		t.Fatal(err)
	}
	less.must("import", mapping)
	asked := []string{
		"wheel --from 1997-04-01 --to 1997-10-01 --as-of 1997-10-01", "gain --as-of 1997-10-01", "value --at 1997-09-30 --as-of 1997-10-01",
		"retention --first 'Order Completed' --return 'Order Completed' --every week --periods 30 --from 1997-01-01 --as-of 1997-10-01",
		"funnel --steps '->customer, ->dormant, ->customer' --from 1997-01-01 --as-of 1997-10-01", "people --limit 10000 --as-of 1997-10-01",
	}
	sameFigures(t, "as of October", h.figures(asked...), less.figures(asked...))
}

// Merging makes one person's history of two; undoing it gives both back, in every figure, also after a rebuild.
func TestSpineMergeAndUnmerge(t *testing.T) {
	t.Parallel()
	h, _ := cdnow.imported(t)
	before := h.figures(cdnow.asked...)
	people := answer[api.PeopleAnswer](h, cdnow.asked[4]).People
	pairs := [][2]string{{people[0].ID, people[1].ID}, {people[900].ID, people[20].ID}, {people[1].ID, people[2].ID}}
	for _, p := range pairs {
		h.must("merge", p[0], p[1])
	}
	r := answer[api.WheelAnswer](h, cdnow.asked[0])
	is(t, "people after three merges", r.Stock.From.Customer, 2357-3)
	is(t, "revenue after three merges", *r.Revenue.Total, 6_061_694)
	merged := h.figures(cdnow.asked...)
	h.must("rebuild")
	sameFigures(t, "merged and rebuilt", h.figures(cdnow.asked...), merged)
	for i := range pairs {
		h.must("unmerge", pairs[len(pairs)-1-i][0])
	}
	sameFigures(t, "merged and unmerged", h.figures(cdnow.asked...), before)
	h.must("rebuild")
	sameFigures(t, "merged, unmerged and rebuilt", h.figures(cdnow.asked...), before)
}

// cutCDNOW copies the sample's purchases before a day, written YYYYMMDD.
func cutCDNOW(t testing.TB, to, day string) {
	t.Helper()
	var kept strings.Builder
	for line := range strings.Lines(unzipped(t, filepath.Join(cdnow.files(t), "CDNOW_sample.txt.gz"))) {
		if cells := strings.Fields(line); len(cells) == 5 && cells[2] < day {
			kept.WriteString(line)
		}
	}
	if err := os.WriteFile(to, []byte(kept.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func unzipped(t testing.TB, path string) string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
