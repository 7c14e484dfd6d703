package history

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/hub/timeline"
)

// readAll reads a mapping's files to the end.
func readAll(t testing.TB, m *Mapping, dir string, opt Options) ([]timeline.Event, []Refusal, *Reader) {
	t.Helper()
	r, err := Open(m, dir, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var events []timeline.Event
	var refused []Refusal
	for {
		batch, err := r.Next(context.Background())
		refused = append(refused, r.Refused()...)
		if errors.Is(err, io.EOF) {
			return events, refused, r
		}
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, batch...)
	}
}

// example reads one of the worked mappings over its public data, which is no part of the project.
func example(t *testing.T, name string) ([]timeline.Event, []Refusal, *Reader) {
	t.Helper()
	dir := filepath.Join("../../../shared/data", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the public data set %s is not here", name)
	}
	return readAll(t, parseFile(t, filepath.Join("../../docs/examples", name+".yaml")), dir, Options{})
}

func parseFile(t testing.TB, path string) *Mapping {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := ParseMapping(filepath.Base(path), text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func ofName(events []timeline.Event, name string) (list []timeline.Event) {
	for _, e := range events {
		if e.Name == name {
			list = append(list, e)
		}
	}
	return list
}

func expect[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestExampleCDNOW(t *testing.T) {
	events, refused, r := example(t, "cdnow")
	var cents int64
	people := map[string]bool{}
	for _, e := range events {
		cents += *e.Value
		people[e.Person.UserID] = true
	}
	expect(t, "events", len(events), 6919)
	expect(t, "refused", len(refused), 0)
	expect(t, "people", len(people), 2357)
	expect(t, "cents", cents, 24409194)
	expect(t, "first id", events[0].ID, "cdnow:01:CDNOW_sample.txt:0000000001:01")
	expect(t, "first currency", events[0].Currency, "USD")
	expect(t, "first instant", time.UnixMicro(events[0].At).UTC().Format(time.RFC3339), "1997-01-01T05:00:00Z")
	expect(t, "properties", string(events[0].Properties), `{"cds":2}`)
	done, total := r.Progress()
	expect(t, "progress", done, total)
}

func TestExampleOlistFunnel(t *testing.T) {
	events, refused, _ := example(t, "olist_funnel")
	leads, won := ofName(events, "Lead Captured"), ofName(events, "Deal Won")
	expect(t, "leads", len(leads), 8000)
	expect(t, "won", len(won), 842)
	expect(t, "refused", len(refused), 0)
	origins := map[string]int{}
	for _, e := range leads {
		origins[timeline.Channel(e.Properties)]++
	}
	for origin, want := range map[string]int{"organic_search": 2296, "paid_search": 1586, "social": 1350, "unknown": 1099, "direct_traffic": 499, "email": 493, "referral": 284, "": 60} {
		expect(t, "origin "+origin, origins[origin], want)
	}
	wonByOrigin := map[string]int{}
	for _, e := range won {
		var p struct{ Origin string }
		if err := json.Unmarshal(e.Properties, &p); err != nil {
			t.Fatal(err)
		}
		wonByOrigin[p.Origin]++
	}
	expect(t, "won by organic search", wonByOrigin["organic_search"], 271)
	expect(t, "won by unknown", wonByOrigin["unknown"], 179)
}

func TestExampleMavenCRM(t *testing.T) {
	events, refused, r := example(t, "maven_crm")
	expect(t, "opened", len(ofName(events, "Deal Opened")), 8300)
	expect(t, "won", len(ofName(events, "Deal Won")), 4238)
	expect(t, "lost", len(ofName(events, "Deal Lost")), 2473)
	expect(t, "refused", len(refused), 500)
	for _, f := range refused {
		if f.Column != "engage_date" || !strings.Contains(f.Row, "Prospecting") {
			t.Fatalf("refused for another reason: %+v", f)
		}
	}
	var cents int64
	for _, e := range ofName(events, "Deal Won") {
		cents += *e.Value
	}
	expect(t, "won value", cents, 1000553400)
	warnings := ""
	for _, w := range r.Warnings() {
		warnings += w.Text + "\n"
	}
	if !strings.Contains(warnings, `product: "GTXPro" is not in products.csv (1480 rows); is it "GTX Pro"?`) {
		t.Errorf("the misspelt product is not reported:\n%s", warnings)
	}
}

func TestExampleHelpDesk(t *testing.T) {
	events, refused, r := example(t, "helpdesk")
	expect(t, "rows", r.Counts().Rows, 13710)
	expect(t, "opened", len(ofName(events, "Ticket Opened")), 3804)
	expect(t, "closed", len(ofName(events, "Ticket Closed")), 3804)
	expect(t, "refused", len(refused), 0)
}

func TestExampleOttoFixture(t *testing.T) {
	events, refused, r := example(t, "otto_fixture")
	expect(t, "viewed", len(ofName(events, "Product Viewed")), 800)
	expect(t, "added", len(ofName(events, "Product Added")), 52)
	expect(t, "ordered", len(ofName(events, "Order Completed")), 10)
	expect(t, "refused", len(refused), 0)
	expect(t, "rows", r.Counts().Rows, 862)
	expect(t, "first id", events[0].ID, "otto:01:train.jsonl:0000000001.000001:01")
	expect(t, "first person", events[0].Person.AnonymousID, "0")
	expect(t, "first instant", events[0].At, 1659304800025000)
	expect(t, "properties", string(events[0].Properties), `{"product_id":1517085}`)
	expect(t, "warnings", len(r.Warnings()), 0)
}

// TestReadingAgainGivesTheSameIDs holds an import to what makes it safe to interrupt and run again.
func TestReadingAgainGivesTheSameIDs(t *testing.T) {
	first, _, _ := example(t, "maven_crm")
	again, _, _ := example(t, "maven_crm")
	ids := map[string]bool{}
	for i := range first {
		if first[i].ID != again[i].ID {
			t.Fatalf("event %d is %s, then %s", i, first[i].ID, again[i].ID)
		}
		if i > 0 && first[i].ID <= first[i-1].ID {
			t.Fatalf("%s comes after %s in the file, but not in order", first[i].ID, first[i-1].ID)
		}
		ids[first[i].ID] = true
	}
	expect(t, "different ids", len(ids), len(first))
}

// TestExampleSmall reads the history that is kept in the project, and checks its money by another way.
func TestExampleSmall(t *testing.T) {
	dir := "../../docs/examples/small"
	events, refused, r := readAll(t, parseFile(t, filepath.Join(dir, "small.yaml")), dir, Options{Currency: "VND"})
	expect(t, "refused", len(refused), 0)
	expect(t, "warnings", len(r.Warnings()), 0)
	text, err := os.ReadFile(filepath.Join(dir, "don_hang.csv"))
	must(t, err)
	var want int64
	orders := map[string]bool{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[1:] {
		cells := strings.Split(line, ",")
		quantity, err := strconv.ParseInt(cells[5], 10, 64)
		must(t, err)
		price, err := strconv.ParseInt(strings.ReplaceAll(cells[6], ".", ""), 10, 64)
		must(t, err)
		want += quantity * price
		orders[cells[0]] = true
	}
	var got int64
	for _, e := range ofName(events, "Order Completed") {
		got += *e.Value
		expect(t, "currency", e.Currency, "")
	}
	expect(t, "money", got, want)
	expect(t, "orders", len(ofName(events, "Order Completed")), len(orders))
	for _, name := range []string{"Lead Captured", "Referral Accepted", "Survey Answered", "Message Sent", "Call Made"} {
		if len(ofName(events, name)) == 0 {
			t.Errorf("the example has no %s", name)
		}
	}
	for _, e := range ofName(events, "Referral Accepted") {
		expect(t, "referrer's kind", e.Referrer.Kind, "user_id")
	}
}
