package wheel_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"banhda/wheel"
)

// line writes hits down: "1@0 3@5 23@5" is a hit that fits step 1 at 0, one that fits step 3 at 5 and one that
// fits both 2 and 3 there; "-@6" fits none.
func line(t *testing.T, s string) []wheel.Hit {
	t.Helper()
	var hits []wheel.Hit
	for _, word := range strings.Fields(s) {
		steps, at, ok := strings.Cut(word, "@")
		if !ok {
			t.Fatalf("%q is not STEPS@INSTANT", word)
		}
		h := wheel.Hit{Label: -1}
		if err := json.Unmarshal([]byte(at), &h.At); err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.TrimSuffix(steps, "-") {
			h.Steps |= 1 << (c - '1')
		}
		hits = append(hits, h)
	}
	return hits
}

func TestLongestChain(t *testing.T) {
	const ordered, strict, anyOrder = wheel.Ordered, wheel.Strict, wheel.Any
	tests := []struct {
		name  string
		line  string
		steps int
		spec  wheel.FunnelSpec
		want  []int
	}{
		{"nothing", "", 3, wheel.FunnelSpec{}, nil},
		{"no first step", "2@0 3@1", 3, wheel.FunnelSpec{}, nil},
		{"what lies between does not matter", "1@0 3@1 2@2 3@3", 3, wheel.FunnelSpec{}, []int{0, 2, 3}},
		{"a step taken twice counts once", "1@0 2@1 2@2 3@3", 3, wheel.FunnelSpec{}, []int{0, 1, 3}},
		{"neighbours only", "1@0 3@1 2@2 3@3", 3, wheel.FunnelSpec{Order: strict}, []int{0}},
		{"a neighbour that fits no step parts", "1@0 -@1 2@2 1@3 2@4", 2, wheel.FunnelSpec{Order: strict}, []int{3, 4}},
		{"neighbours stand in the line's order", "2@0 1@0", 2, wheel.FunnelSpec{Order: strict}, []int{1}},
		{"a window's last instant is in it", "1@0 2@10", 2, wheel.FunnelSpec{Window: 10}, []int{0, 1}},
		{"and the next is not", "1@0 2@11", 2, wheel.FunnelSpec{Window: 10}, []int{0}},
		{"the window opens at the first step", "1@0 2@6 3@11", 3, wheel.FunnelSpec{Window: 10}, []int{0, 1}},
		{"strict keeps the window", "1@0 2@6 3@11", 3, wheel.FunnelSpec{Window: 10, Order: strict}, []int{0, 1}},
		{"any later first step may serve", "1@0 1@5 2@12 3@15", 3, wheel.FunnelSpec{Window: 10}, []int{1, 2, 3}},
		{"of equals the earliest", "1@0 1@5 2@7", 2, wheel.FunnelSpec{Window: 10}, []int{0, 2}},
		{"one instant, against the line's order", "3@7 2@7 1@7", 3, wheel.FunnelSpec{}, []int{2, 1, 0}},
		{"of ties the smaller id", "1@0 2@5 2@5 3@5", 3, wheel.FunnelSpec{}, []int{0, 1, 3}},
		{"one event for one step", "12@0", 2, wheel.FunnelSpec{}, []int{0}},
		{"the same step twice takes two events", "12@0 12@4", 2, wheel.FunnelSpec{}, []int{0, 1}},
		{"the earliest is taken, though it fits a later step too", "1@0 23@5 2@6", 3, wheel.FunnelSpec{}, []int{0, 1}},
		{"a first step that fits two is not used again", "12@0 1@0", 2, wheel.FunnelSpec{}, []int{1, 0}},
		{"a chain begins before the end of the period", "1@5 2@20 1@20 2@21", 2, wheel.FunnelSpec{Window: 10, FirstBefore: 20}, []int{0}},
		{"and goes on after it", "1@19 2@20", 2, wheel.FunnelSpec{FirstBefore: 20}, []int{0, 1}},
		{"in any order", "3@0 1@5 2@6", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1, 2}},
		{"in any order without the first step", "3@0 2@6", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1}},
		{"any: as many as the window holds", "3@0 2@9 1@11 2@30", 3, wheel.FunnelSpec{Order: anyOrder, Window: 10}, []int{0, 1}},
		{"any: seats are exchanged", "12@0 1@1 13@2", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1, 2}},
		{"any: one event stands for one step", "123@0", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0}},
		{"any: the earliest window of equals", "1@0 1@8 2@9 3@30 2@31", 3, wheel.FunnelSpec{Order: anyOrder, Window: 10}, []int{0, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.spec.Steps = tt.steps
			if got := wheel.LongestChain(line(t, tt.line), tt.spec); !slices.Equal(got, tt.want) {
				t.Errorf("chain of %s is %v, want %v", tt.line, got, tt.want)
			}
		})
	}
}

func TestOrderNames(t *testing.T) {
	for _, o := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
		if got, ok := wheel.ParseOrder(o.String()); !ok || got != o {
			t.Errorf("%s is read as %v, %v", o, got, ok)
		}
	}
	if _, ok := wheel.ParseOrder("sorted"); ok {
		t.Error("sorted is no order, but is read as one")
	}
}

func TestFunnelSpecCheck(t *testing.T) {
	for _, s := range []wheel.FunnelSpec{{}, {Steps: 33}, {Steps: 2, Window: -1}} {
		if s.Check() == nil {
			t.Errorf("%+v passes", s)
		}
	}
	if err := (wheel.FunnelSpec{Steps: 32, Window: 1}).Check(); err != nil {
		t.Error(err)
	}
}

// A person of a hundred thousand hits who never comes to the end must not cost their square.
func TestLongLines(t *testing.T) {
	const n = 100_000
	hits := make([]wheel.Hit, n)
	for i := range hits {
		hits[i] = wheel.Hit{At: int64(i / 2), Steps: 3}
	}
	hits[1].Steps = 2
	for _, s := range []wheel.FunnelSpec{{}, {Window: n / 4}, {Order: wheel.Strict}, {Order: wheel.Any, Window: n / 4}} {
		s.Steps = 3
		if got := wheel.LongestChain(hits, s); !slices.Equal(got, []int{0, 1}) {
			t.Errorf("%s: chain is %v, want the first two hits", s.Order, got)
		}
	}
}
