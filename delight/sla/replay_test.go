package sla

import (
	"compress/gzip"
	"encoding/csv"
	"math"
	"os"
	"slices"
	"testing"
	"time"
)

// replayed are the cases of a help desk (Verenich's ProcessSequencePrediction: 13,710 events of nine activities) as moments
// of tickets. A case is opened with its first event; activity 6 ends it, and whatever comes after an end opens it again.
func replayed(t *testing.T) map[string][]Moment {
	file, err := os.Open("../../../shared/data/helpdesk/helpdesk.csv.gz")
	if err != nil {
		t.Skip("no log of a help desk beside the checkout (../shared/data/helpdesk)")
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(unpacked).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string][]Moment{}
	ended := map[string]bool{}
	for i, row := range rows[1:] {
		at, err := time.ParseInLocation("2006-01-02 15:04:05", row[2], hanoi(t))
		if err != nil {
			t.Fatal(err)
		}
		id, activity := row[0], row[1]
		add := func(kind Kind) {
			cases[id] = append(cases[id], Moment{At: at.UnixMicro(), ID: int64(2*i + len(cases[id])), Kind: kind, Status: activity, Priority: "normal"})
		}
		if len(cases[id]) == 0 {
			add(Opened)
		} else if ended[id] {
			add(Reopened)
		}
		if ended[id] = activity == "6"; ended[id] {
			add(Ended)
		} else {
			add(Changed)
		}
	}
	return cases
}

func TestTheCasesOfAHelpDeskReplayAsTickets(t *testing.T) {
	cases, c := replayed(t), cals(t)
	terms := []Since{{0, Terms{Hours: Always, Pauses: []string{"9"}, Targets: Targets{Normal: Target{First: 24 * 60, Next: 24 * 60, Resolution: 7 * 24 * 60}}}}}
	if len(cases) != 3804 {
		t.Errorf("%d cases", len(cases))
	}
	var days []float64
	begun, over, goes, late := 0, 0, 0, 0
	half := at(t, "2011-06-01 00:00")
	openThen, openedThen, closedThen := 0, 0, 0
	for id, moments := range cases {
		spells := Spells(terms, c, moments, at(t, "2013-01-01 00:00"))
		for _, s := range Standings(spells)[2:] {
			if s.Spell == nil || s.State != Met && s.State != Broken || s.Spell.Ended == 0 {
				t.Fatalf("the case %s ends as %+v", id, s)
			}
			late += len(s.Breaches)
			days = append(days, float64(s.Spell.Ended-moments[0].At)/float64(24*hour))
		}
		b, o, g := conserved(spells)
		begun, over, goes = begun+b, over+o, goes+g
		if then := Spells(terms, c, moments, half); len(then) > 0 {
			b, o, g := conserved(then)
			openedThen, closedThen, openThen = openedThen+b, closedThen+o, openThen+g
		}
	}
	slices.Sort(days)
	median := (days[len(days)/2-1] + days[len(days)/2]) / 2
	if math.Abs(median-3.93) > 0.005 {
		t.Errorf("the median case takes %.4f days", median)
	}
	if begun != over || goes != 0 || late == 0 || late >= begun {
		t.Errorf("of %d that were opened %d were closed and %d go on; %d ran out", begun, over, goes, late)
	}
	if openedThen != closedThen+openThen || openThen == 0 || closedThen == 0 {
		t.Errorf("half way %d were opened, %d closed, %d open", openedThen, closedThen, openThen)
	}
}

// conserved counts the spells to the end that were begun, that are over, and that go on.
func conserved(spells []Spell) (begun, over, goes int) {
	for _, s := range spells {
		switch {
		case s.Clock != Resolution:
			continue
		case s.Ended != 0:
			over++
		default:
			goes++
		}
		begun++
	}
	return begun, over, goes
}

func TestFewSayNothing(t *testing.T) {
	runs := []Run{{Clock: First, Used: time.Hour, Ended: true}, {Clock: First, Used: 3 * time.Hour, Ended: true, Late: true}, {Clock: First, Used: 2 * time.Hour, Ended: true}, {Clock: First, Late: true}}
	if few := Tallies(runs)[0]; few.Runs != 4 || few.Late != 2 || few.Share != nil || few.Median != nil {
		t.Errorf("of few: %+v", few)
	}
	runs = append(runs, Run{Clock: First, Used: 4 * time.Hour, Ended: true}, Run{Clock: First, Used: 10 * time.Hour, Ended: true}, Run{Clock: Next})
	first := Tallies(runs)[0]
	if first.Runs != 6 || *first.Share != 2.0/6 || first.Within.Low >= *first.Share || first.Within.High <= *first.Share || *first.Median != 180 {
		t.Errorf("of six: %+v, median %d", first, *first.Median)
	}
}
