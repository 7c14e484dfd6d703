package wheel

import (
	"cmp"
	"fmt"
	"slices"
)

// FunnelReport is a funnel read out. Reasons say why a figure is null, by its path ("steps[0].median_seconds").
type FunnelReport struct {
	Steps []FunnelStep `json:"steps"`
	// Breakdown is nil where none was asked for.
	Breakdown []FunnelValue     `json:"breakdown,omitzero"`
	Reasons   map[string]string `json:"reasons,omitempty"`
}

// FunnelStep counts the people whose chain came at least so far.
type FunnelStep struct {
	Name   string `json:"name"`
	People int    `json:"people"`
	// OfFirst and OfPrevious are people ÷ people of the first step and of the one before.
	OfFirst    *float64 `json:"of_first"`
	OfPrevious *float64 `json:"of_previous"`
	// MedianSeconds is the sample median of the time from the step before, among those who reached this one.
	MedianSeconds *float64 `json:"median_seconds"`
}

// FunnelValue is the funnel of the people whose chain began with one value of the breakdown property.
type FunnelValue struct {
	Value *string      `json:"value"` // nil: missing
	Steps []FunnelStep `json:"steps"`
}

// Report reads the count out. names are those of the steps. label gives a breakdown value by its number, nil for
// a missing one; a nil label: no breakdown. Values come by people, most first, then by value, missing last.
func (c *FunnelCount) Report(names []string, label func(int32) *string) FunnelReport {
	r := FunnelReport{Reasons: map[string]string{}}
	r.Steps = r.steps("", names, c.total())
	if label == nil {
		return r
	}
	r.Breakdown = []FunnelValue{}
	for i, number := range c.labels(label) {
		path := fmt.Sprintf("breakdown[%d].", i)
		v := FunnelValue{Value: label(number), Steps: r.steps(path, names, c.groups[number])}
		if v.Value == nil {
			r.Reasons[path+"value"] = "the first event has no such property"
		}
		r.Breakdown = append(r.Breakdown, v)
	}
	return r
}

// total is everybody, whatever their label.
func (c *FunnelCount) total() *funnelGroup {
	t := newFunnelGroup(c.find.steps)
	for _, g := range c.groups {
		t.merge(g)
	}
	return t
}

// labels lists the breakdown's values in the order of the report.
func (c *FunnelCount) labels(label func(int32) *string) []int32 {
	type row struct {
		number int32
		people int
		value  *string
	}
	var rows []row
	for n, g := range c.groups {
		rows = append(rows, row{n, g.people[0], label(n)})
	}
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(cmp.Compare(b.people, a.people), compareMissingLast(a.value, b.value))
	})
	numbers := make([]int32, len(rows))
	for i := range rows {
		numbers[i] = rows[i].number
	}
	return numbers
}

func compareMissingLast(a, b *string) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Compare(*a, *b)
}

// steps reads one group out; path leads to it and ends in a dot, or is empty.
func (r *FunnelReport) steps(path string, names []string, g *funnelGroup) []FunnelStep {
	out := make([]FunnelStep, len(g.people))
	for k, people := range g.people {
		why := func(key, reason string) { r.Reasons[fmt.Sprintf("%ssteps[%d].%s", path, k, key)] = reason }
		s := FunnelStep{Name: names[k], People: people}
		if s.OfFirst = fractionOf(people, g.people[0]); s.OfFirst == nil {
			why("of_first", "nobody took the first step")
		}
		switch {
		case k == 0:
			why("of_previous", "no step comes before the first")
			why("median_seconds", "no step comes before the first")
		default:
			if s.OfPrevious = fractionOf(people, g.people[k-1]); s.OfPrevious == nil {
				why("of_previous", "nobody took the step before")
			}
			if s.MedianSeconds = medianSeconds(g.waits[k]); s.MedianSeconds == nil {
				why("median_seconds", "nobody came so far")
			}
		}
		out[k] = s
	}
	return out
}

// fractionOf is part ÷ whole, nil where whole is 0.
func fractionOf(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	f := float64(part) / float64(whole)
	return &f
}

// medianSeconds sorts microseconds and gives their sample median, the mean of the two middle values; nil of none.
func medianSeconds(v []int64) *float64 {
	if len(v) == 0 {
		return nil
	}
	slices.Sort(v)
	low, high := v[(len(v)-1)/2], v[len(v)/2]
	s := (float64(low) + float64(high)) / 2 / 1e6
	return &s
}
