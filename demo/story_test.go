package demo

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/hub/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// today is the day every test tells the story on.
var today = time.Date(2026, 11, 22, 9, 0, 0, 0, saigon)

// told is the story as it is told today.
var told = sync.OnceValue(func() []timeline.Event { return Story(today, saigon) })

var saigon = time.FixedZone("+07", 7*3600)

func TestTheSameDayGivesTheSameStory(t *testing.T) {
	digest := func(now time.Time) string {
		return fmt.Sprintf("%x", sha256.Sum256(timeline.AppendRow(nil, Story(now, saigon))))
	}
	morning := digest(today)
	if digest(today) != morning || digest(today.Add(14*time.Hour)) != morning {
		t.Error("told twice on one day the story differs")
	}
	if digest(today.AddDate(0, 0, 1)) == morning {
		t.Error("the next day has nothing new to tell")
	}
}

// Every event passes the door, in whatever year and zone the story is told, and none is of today or later.
func TestEveryEventCanBeTakenIn(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Skip(err) // without a table of zones
	}
	for _, c := range []struct {
		now  time.Time
		zone *time.Location
	}{{today, saigon}, {today.AddDate(0, 5, 9), newYork}, {today.AddDate(11, 0, 0), time.UTC}} {
		midnight := time.Date(c.now.In(c.zone).Year(), c.now.In(c.zone).Month(), c.now.In(c.zone).Day(), 0, 0, 0, 0, c.zone)
		ids, last := map[string]bool{}, int64(0)
		events := Story(c.now, c.zone)
		for i := range events {
			e := &events[i]
			if err := e.Check(); err != nil || ids[e.ID] || e.At < last || e.At >= midnight.UnixMicro() {
				t.Fatalf("%s in %s: event %d, %s at %s: %v", c.now, c.zone, i, e.Name, time.UnixMicro(e.At), err)
			}
			ids[e.ID], last = true, e.At
		}
		if len(events) < 60_000 || len(events) > 150_000 {
			t.Errorf("%s: %d events", c.now, len(events))
		}
	}
}

// Nobody in the story can be somebody: their addresses belong to nobody.
func TestNobodyIsReal(t *testing.T) {
	for _, e := range told() {
		if mail := e.Person.Email; mail != "" && !strings.HasSuffix(mail, "@example.com") && !strings.HasSuffix(mail, "@example.net") && !strings.HasSuffix(mail, "@example.org") {
			t.Fatalf("%s may be somebody's address", mail)
		}
		if phone := e.Person.Phone; phone != "" && !strings.HasPrefix(phone, "+8495") {
			t.Fatalf("%s may be somebody's number", phone)
		}
	}
}

// The counts of the story are kept, so that any change of it is seen.
func TestTheStoryIsAsItWas(t *testing.T) {
	counts := map[string]int{}
	revenue := int64(0)
	for _, e := range told() {
		counts[e.Name]++
		if e.Value != nil && e.Sale != "" {
			revenue += *e.Value
		}
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%s: %d\n", name, counts[name])
	}
	fmt.Fprintf(&b, "revenue: %d đ\n", revenue)
	golden(t, "testdata/story.golden", b.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the story has changed; if that was meant, run the test with -update\ngot\n%s\nwant\n%s", got, want)
	}
}

// The two troubles are told of by those they hit: late parcels after Tết, burnt beans in August.
func TestTheBadTimesAreComplainedOf(t *testing.T) {
	late, burnt := map[string]int{}, map[string]int{}
	for _, e := range told() {
		if e.Name != "Complaint Filed" {
			continue
		}
		var p struct{ Reason string }
		if err := json.Unmarshal(e.Properties, &p); err != nil {
			t.Fatal(err)
		}
		month := time.UnixMicro(e.At).In(saigon).Format("2006-01")
		switch p.Reason {
		case "Giao hàng chậm":
			late[month]++
		case "Hạt rang cháy, vị đắng gắt":
			burnt[month]++
		}
	}
	worst := func(of map[string]int) string {
		return slices.MaxFunc(slices.Sorted(maps.Keys(of)), func(a, b string) int { return of[a] - of[b] })
	}
	if worst(burnt) != "2026-08" || worst(late) != "2026-02" && worst(late) != "2026-03" {
		t.Errorf("late: %v\nburnt: %v", late, burnt)
	}
}
