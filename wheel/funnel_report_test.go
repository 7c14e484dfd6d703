package wheel_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"banhda/wheel"
)

// A funnel to check on paper: four people, three steps, instants in seconds.
//
//	a, Huế:     1 at 0, 2 at 10, 3 at 40
//	b, Huế:     1 at 0, 2 at 20
//	c, Đà Nẵng: 1 at 5
//	d, unknown: 1 at 0, 2 at 30
//
// plus one person who never takes the first step.
func paperFunnel() *wheel.FunnelCount {
	c := wheel.NewFunnelCount(wheel.FunnelSpec{Steps: 3})
	for _, p := range [][]wheel.Hit{
		{{At: 0, Steps: 1, Label: 0}, {At: 10e6, Steps: 2, Label: -1}, {At: 40e6, Steps: 4, Label: -1}},
		{{At: 0, Steps: 1, Label: 0}, {At: 20e6, Steps: 2, Label: -1}},
		{{At: 5e6, Steps: 1, Label: 1}},
		{{At: 0, Steps: 1, Label: -1}, {At: 30e6, Steps: 2, Label: -1}},
		{{At: 0, Steps: 2, Label: -1}},
	} {
		c.Add(p)
	}
	return c
}

func cityName(number int32) *string {
	if number < 0 {
		return nil
	}
	return &[]string{"Huế", "Đà Nẵng"}[number]
}

func ExampleFunnelCount_Report() {
	r := paperFunnel().Report([]string{"Viewed", "Added", "Ordered"}, cityName)
	for _, s := range r.Steps {
		text, _ := json.Marshal(s)
		fmt.Println(string(text))
	}
	for _, v := range r.Breakdown {
		name := "(missing)"
		if v.Value != nil {
			name = *v.Value
		}
		fmt.Println(name, v.Steps[0].People, v.Steps[1].People, v.Steps[2].People)
	}
	fmt.Println(r.Reasons["steps[0].median_seconds"])
	fmt.Println(r.Reasons["breakdown[1].steps[2].of_previous"])
	// Output:
	// {"name":"Viewed","people":4,"of_first":1,"of_previous":null,"median_seconds":null}
	// {"name":"Added","people":3,"of_first":0.75,"of_previous":0.75,"median_seconds":20}
	// {"name":"Ordered","people":1,"of_first":0.25,"of_previous":0.3333333333333333,"median_seconds":30}
	// Huế 2 2 1
	// Đà Nẵng 1 0 0
	// (missing) 1 1 0
	// no step comes before the first
	// nobody took the step before
}

func TestEveryNullHasItsReason(t *testing.T) {
	for name, c := range map[string]*wheel.FunnelCount{
		"paper": paperFunnel(), "nobody": wheel.NewFunnelCount(wheel.FunnelSpec{Steps: 3}),
	} {
		r := c.Report([]string{"a", "b", "c"}, cityName)
		nulls := map[string]bool{}
		listNulls(asJSON(t, r), "", nulls)
		for path := range nulls {
			if r.Reasons[path] == "" {
				t.Errorf("%s: %s is null without a reason", name, path)
			}
		}
		for path := range r.Reasons {
			if !nulls[path] {
				t.Errorf("%s: %s has a reason but is not null", name, path)
			}
		}
	}
}

func asJSON(t *testing.T, v any) (out any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func listNulls(v any, path string, nulls map[string]bool) {
	switch v := v.(type) {
	case nil:
		nulls[path] = true
	case []any:
		for i, e := range v {
			listNulls(e, fmt.Sprintf("%s[%d]", path, i), nulls)
		}
	case map[string]any:
		for k, e := range v {
			if path != "" {
				k = path + "." + k
			}
			listNulls(e, k, nulls)
		}
	}
}

func TestMedianIsTheMeanOfTheTwoMiddleTimes(t *testing.T) {
	c := wheel.NewFunnelCount(wheel.FunnelSpec{Steps: 2})
	for _, wait := range []int64{90e6, 10e6, 40e6, 20e6} {
		c.Add([]wheel.Hit{{At: 0, Steps: 1}, {At: wait, Steps: 2}})
	}
	if m := c.Report([]string{"a", "b"}, nil).Steps[1].MedianSeconds; m == nil || *m != 30 {
		t.Errorf("the median of 10, 20, 40 and 90 is %v, want 30", m)
	}
}

func TestFunnelWithoutBreakdown(t *testing.T) {
	r := paperFunnel().Report([]string{"a", "b", "c"}, nil)
	if _, there := asJSON(t, r).(map[string]any)["breakdown"]; there {
		t.Error("a breakdown nobody asked for is in the report")
	}
	if r.Steps[0].People != 4 {
		t.Errorf("%d people take the first step, want 4", r.Steps[0].People)
	}
}

// Whoever is counted where, the merged report is the same, and the values add up to the whole.
func TestFunnelMerges(t *testing.T) {
	names := []string{"a", "b", "c"}
	label := func(n int32) *string {
		if n < 0 {
			return nil
		}
		s := fmt.Sprint(n)
		return &s
	}
	rapid.Check(t, func(t *rapid.T) {
		s := specs(rapid.SampledFrom([]wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any}).Draw(t, "order")).Draw(t, "spec")
		s.Steps = 3
		people := rapid.SliceOfN(lines(3, false), 0, 12).Draw(t, "people")
		whole := wheel.NewFunnelCount(s)
		parts := []*wheel.FunnelCount{wheel.NewFunnelCount(s), wheel.NewFunnelCount(s)}
		for i, hits := range people {
			whole.Add(hits)
			parts[i%2].Add(hits)
		}
		parts[1].Merge(parts[0])
		r := whole.Report(names, label)
		if merged := parts[1].Report(names, label); !reflect.DeepEqual(r, merged) {
			t.Fatalf("whole %+v\nmerged %+v", r, merged)
		}
		for k, step := range r.Steps {
			sum := 0
			for _, v := range r.Breakdown {
				sum += v.Steps[k].People
			}
			if sum != step.People {
				t.Fatalf("step %d: the values add up to %d, the whole is %d", k, sum, step.People)
			}
			if k > 0 && step.People > r.Steps[k-1].People {
				t.Fatalf("more people in step %d than before it", k)
			}
		}
	})
}

func BenchmarkFunnelAdd(b *testing.B) {
	bench := func(name string, s wheel.FunnelSpec, both uint32) {
		b.Run(name, func(b *testing.B) {
			c := wheel.NewFunnelCount(s)
			people, events := crowd(both)
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				c.Add(people[i%len(people)])
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)*float64(len(people))/float64(events), "ns/event")
		})
	}
	bench("ordered", wheel.FunnelSpec{Steps: 4, Window: 14 * wheel.Day}, 0)
	bench("ordered, no window", wheel.FunnelSpec{Steps: 4}, 0)
	bench("ordered, some fit two steps", wheel.FunnelSpec{Steps: 4, Window: 14 * wheel.Day}, 2)
	bench("strict", wheel.FunnelSpec{Steps: 4, Window: 14 * wheel.Day, Order: wheel.Strict}, 0)
	bench("any", wheel.FunnelSpec{Steps: 4, Window: 14 * wheel.Day, Order: wheel.Any}, 0)
	bench("any, some fit two steps", wheel.FunnelSpec{Steps: 4, Window: 14 * wheel.Day, Order: wheel.Any}, 2)
}

// crowd is 10,000 people with 0 to 39 hits over a year, most of the first step; every 50th hit fits the steps of
// both as well.
func crowd(both uint32) (people [][]wheel.Hit, events int) {
	state := uint64(7)
	random := func(n uint64) int64 {
		state = state*6364136223846793005 + 1442695040888963407
		return int64(state >> 33 % n)
	}
	for range 10_000 {
		hits := make([]wheel.Hit, random(40))
		at := random(30) * wheel.Day
		for i := range hits {
			at += random(uint64(18 * wheel.Day))
			step := []uint32{1, 1, 1, 1, 1, 2, 2, 2, 4, 8}[random(10)]
			if random(50) == 0 {
				step |= both
			}
			hits[i] = wheel.Hit{At: at, Steps: step, Label: -1}
		}
		people, events = append(people, hits), events+len(hits)
	}
	return people, events
}
