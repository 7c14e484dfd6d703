package wheel

import (
	"bytes"
	"flag"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// readHistories reads lines such as "1: 100 lead"; people and their events are in order.
func readHistories(t testing.TB, name string) []History {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := make(map[int64][]string)
	var order []int64
	for line := range strings.Lines(string(text)) {
		who, event, ok := strings.Cut(strings.TrimSpace(line), ": ")
		person, err := strconv.ParseInt(who, 10, 64)
		if !ok || err != nil {
			continue
		}
		if len(lines[person]) == 0 {
			order = append(order, person)
		}
		lines[person] = append(lines[person], event)
	}
	var people []History
	for _, person := range order {
		people = append(people, tell(t, person, lines[person]...))
	}
	return people
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, []byte(got+"\n")) {
		t.Errorf("%s differs; got\n%s", name, got)
	}
}

func TestSmallHistory(t *testing.T) {
	b := foldAll(Forever, readHistories(t, "testdata/small.history")...)
	golden(t, "testdata/small.golden.json", printed(t, b.Report(day(200), day(400), day(500), "VND", nil)))
	some := func(person int64) bool { return person == 1 || person == 4 }
	golden(t, "testdata/small_segment.golden.json", printed(t, b.Report(day(200), day(400), day(500), "VND", some)))
}

func TestReportOfNobody(t *testing.T) {
	golden(t, "testdata/nobody.golden.json", printed(t, foldAll(Forever).Report(day(0), day(30), day(30), "VND", nil)))
}

func TestReportSurvivesAbsurdPeriods(t *testing.T) {
	b := foldAll(Forever, tell(t, 1, "0 purchase 5 VND", "3 purchase 7 VND"))
	r := b.Report(-1<<63, Forever, Forever, "VND", nil)
	equal(t, "revenue", *r.Revenue.Total, 12)
	equal(t, "dormant", r.Stock.To.Dormant, 1)
	equal(t, "backwards", *b.Report(day(9), day(1), day(99), "VND", nil).Revenue.Total, 0)
	equal(t, "before anybody", b.Report(day(9), day(10), day(0), "VND", nil).Stock.To, Stock{})
}

// However many goroutines count, and whatever the order of the lives, the report is the same to the last digit.
func TestReportDoesNotDependOnTheMachine(t *testing.T) {
	people := crowd(3*parallel, 12)
	report := func(procs int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		return printed(t, foldAll(Forever, people...).Report(day(100), day(400), day(600), "VND", nil))
	}
	one := report(1)
	for i, j := 0, len(people)-1; i < j; i, j = i+1, j-1 {
		people[i], people[j] = people[j], people[i]
	}
	if many := report(3); many != one {
		t.Errorf("with three goroutines %s\nwith one %s", many, one)
	}
}

func TestStockFlowBounds(t *testing.T) {
	b := foldAll(Forever, tell(t, 1, "10 lead"))
	if got := b.StockFlow([]int64{day(1)}, day(20), nil); got != nil {
		t.Errorf("one bound is no period, got %v", got)
	}
	f := b.StockFlow([]int64{day(5), day(10), day(11), day(300), day(400)}, day(150), nil)
	equal(t, "arrivals before the day", f[0].Arrivals, 0)
	equal(t, "arrivals on the day", f[1].Arrivals, 1)
	equal(t, "stock after it", f[1].End, Stock{Prospect: 1})
	equal(t, "asleep since", f[2].Crossing(Prospect, Dormant), Crossing{1, 1})
	equal(t, "cut at now", f[2].To, day(150))
	equal(t, "nothing after now", f[3], Flow{From: day(150), To: day(150), Start: Stock{Dormant: 1}, End: Stock{Dormant: 1}})
}

func TestBookLife(t *testing.T) {
	b := NewBook([]Life{{Person: 9}, {Person: 2}, {Person: 5}})
	for _, person := range []int64{2, 5, 9} {
		if l, ok := b.Life(person); !ok || l.Person != person {
			t.Errorf("person %d: got %v %v", person, l, ok)
		}
	}
	for _, person := range []int64{1, 3, 10} {
		if _, ok := b.Life(person); ok {
			t.Errorf("person %d has a life", person)
		}
	}
}

func TestRevenueClasses(t *testing.T) {
	b := foldAll(Forever,
		tell(t, 1, "50 seen"),
		tell(t, 2, "1 accept @1", "2 purchase 10 VND", "3 purchase 20 VND"),
		tell(t, 3, "1 purchase 100 VND", "2 purchase 200 VND"),
	)
	r := b.Report(0, day(40), day(60), "VND", nil)
	equal(t, "any purchase of a referred person", *r.Revenue.Referred, 30)
	equal(t, "repeat", *r.Revenue.Repeat, 200)
	equal(t, "new", *r.Revenue.New, 100)
	near(t, "wheel share", r.WheelShare, 230./330, 1e-15)

	r = b.Report(0, day(40), day(40), "VND", nil)
	equal(t, "referred by somebody nobody knows yet", *r.Revenue.Referred, 0)
	equal(t, "repeat", *r.Revenue.Repeat, 220)
	equal(t, "new", *r.Revenue.New, 110)
}

func TestRevenueNobodyStated(t *testing.T) {
	r := foldAll(Forever, tell(t, 1, "1 purchase", "2 purchase")).Report(0, day(40), day(40), "VND", nil)
	if r.Revenue.Total != nil || r.WheelShare != nil || r.Growth.Revenue != nil {
		t.Errorf("got %v, want no sum: no purchase said what it was worth", printed(t, r.Revenue))
	}
	equal(t, "reason", r.Reasons["revenue.total"], "no purchase in the period states its value")
	equal(t, "rotations", r.Rotations, 1)
}
