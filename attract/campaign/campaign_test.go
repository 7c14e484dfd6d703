package campaign

import (
	"math"
	"testing"
	"time"

	"banhda/hub/consent"
)

func plan() Brief {
	return Brief{Audience: Audience{Where: "exists email"}, Steps: []Sending{{Channel: consent.Email, Template: "tpl_1"}}, Holdout: 20, Time: Timing{Kind: "now"},
		Goal: Aim{Event: "Order Completed", Days: 7}, Seed: "s"}
}

func TestWhatKeepsAPlanFromStarting(t *testing.T) {
	p := plan()
	if err := p.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Brief){
		"nobody":              func(p *Brief) { p.Audience = Audience{} },
		"nothing":             func(p *Brief) { p.Steps = nil },
		"no template":         func(p *Brief) { p.Steps[0].Template = "" },
		"another channel":     func(p *Brief) { p.Steps[0].Channel = consent.Call },
		"one variant":         func(p *Brief) { p.Variants = []Branch{{"a", 1}} },
		"twice the same":      func(p *Brief) { p.Variants = []Branch{{"a", 1}, {"a", 1}} },
		"a variant control":   func(p *Brief) { p.Variants = []Branch{{"a", 1}, {Control, 1}} },
		"more than half out":  func(p *Brief) { p.Holdout = 51 },
		"no goal":             func(p *Brief) { p.Goal.Event = " " },
		"a goal without time": func(p *Brief) { p.Goal.Days = 0 },
		"some other time":     func(p *Brief) { p.Time.Kind = "soon" },
	} {
		p := plan()
		if change(&p); p.Check() == nil {
			t.Errorf("%s: may start", name)
		}
	}
}

// TestArmsAreDrawnAsPlanned: shares are as planned, the same person is always in the same arm, and being left out of one
// campaign says nothing of another.
func TestArmsAreDrawnAsPlanned(t *testing.T) {
	p := plan()
	p.Variants = []Branch{{"a", 1}, {"b", 3}}
	other := p
	other.Seed = "another"
	const people = 200_000
	counts, both := map[string]float64{}, 0.0
	for person := range int64(people) {
		arm := p.Draw(person, 5)
		counts[arm]++
		if arm != p.Draw(person, 5) {
			t.Fatal("drawn again, somebody is in another arm")
		}
		if arm == Control && other.Draw(person, 5) == Control {
			both++
		}
	}
	for arm, want := range map[string]float64{House: 0.05, Control: 0.95 * 0.2, "a": 0.95 * 0.8 / 4, "b": 0.95 * 0.8 * 3 / 4} {
		if got := counts[arm] / people; math.Abs(got-want) > 0.004 {
			t.Errorf("%s has %.4f of all, not %.4f", arm, got, want)
		}
	}
	if got := both / people; math.Abs(got-0.95*0.04) > 0.003 {
		t.Errorf("left out of both: %.4f", got)
	}
	names, shares := p.Arms()
	if len(names) != 3 || names[0] != Control || shares[0] != 20 || shares[1] != 20 || shares[2] != 60 {
		t.Errorf("planned: %v %v", names, shares)
	}
}

// TestTheBestHour: a stranger's is everybody's, a reader's their own; of nobody it is the morning.
func TestTheBestHour(t *testing.T) {
	for name, c := range map[string]struct {
		own, all Hours
		want     int
	}{
		"nobody has read anything":       {Hours{}, Hours{}, 9},
		"everybody reads at eight":       {Hours{}, Hours{20: 100, 9: 10}, 20},
		"one opening outweighs nobody's": {Hours{12: 1}, Hours{20: 100, 9: 10}, 20},
		"many of one's own do":           {Hours{12: 10}, Hours{20: 100, 9: 10}, 12},
		"nobody is written to at night":  {Hours{2: 50, 11: 3}, Hours{3: 10}, 11},
		"neighbours count":               {Hours{8: 4, 9: 4, 10: 4, 18: 5}, Hours{}, 9},
	} {
		if got := Best(c.own, c.all); got != c.want {
			t.Errorf("%s: %d, not %d", name, got, c.want)
		}
	}
}

func TestTheNextTime(t *testing.T) {
	zone := time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, zone).UnixMicro()
	for hour, day := range map[int]int{9: 24, 20: 23} {
		at := time.UnixMicro(Next(noon, hour, zone, 7)).In(zone)
		if at.Day() != day || at.Hour() != hour || Next(noon, hour, zone, 7) != at.UnixMicro() {
			t.Errorf("at %d: %s", hour, at)
		}
	}
	if got := (Hours{2: 1, 20: 3}).In(zone, noon); got != (Hours{9: 1, 3: 3}) {
		t.Errorf("in Vietnam: %v", got)
	}
}
