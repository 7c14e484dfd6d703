package warehousetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/warehouse"
)

// conditions are asked of histories.
var conditions = []string{
	`stage = customer or stage = dormant`, `channel != direct`, `exists props.p`, `external.shop contains someone1`, `did("Page Viewed")`,
	`did("Page Viewed", within 400d, p = x or n > 2) >= 2`, `did("Order Completed", since 2025-03-01, before 2025-09) = 1`, `did("Order Completed") < 2`,
	`never did("Friend Bought")`, `did("Friend Joined") >= 2`, `did("Friend Bought", not exists p)`, `last did("Page Viewed") < -100d`, `first did("Order Completed", p = 1) = 2025`,
	`last did("Never Heard Of") > -1d`, `last_seen > -60d`, `first_seen < 2025-02-15`, `last_contact < -90d`, `exists last_contact`, `stage_since = this_year`,
	`sum(did("Page Viewed"), n) > 2`, `sum(did("Page Viewed", within 200d, p = x), n) < 3`, `sum(did("Order Completed", since 2025-03-01), value) >= 300`,
	`sum(did("Order Completed"), p) > 1`, `sum(did("Friend Bought"), n) > 0`, `sum(did("Never Heard Of"), n) > 0`, `bucket("tet", 0, 50)`,
	`purchases > 1`, `revenue >= 1k`, `did("Page Viewed", within 90d) or purchases = 0 and stage = stranger`,
}

// bound is a condition as it is asked in a cut.
func bound(text string, c warehouse.Cut) segment.Node {
	n, err := parse(text).Bind(segment.Asking{Type: record.Person, Now: time.UnixMicro(c.AsOf).In(c.Zone), Currency: c.Currency})
	if err != nil {
		panic(err)
	}
	return n
}

func (i *interviewer) members() {
	var asked []segment.Node
	for _, text := range conditions {
		asked = append(asked, bound(text, i.cut))
	}
	sets, s, err := i.Members(context.Background(), i.cut, asked)
	for k, text := range conditions {
		if err == nil {
			i.note("who fulfils "+text, slices.Collect(sets[k].All()), s, nil)
		}
	}
	i.note("members", len(sets), s, err)
	deeds, did := segment.Deeds(asked...), map[int64]string{}
	s, err = i.Deeds(context.Background(), i.cut, deeds, func(person int64, times func(int) []int64) {
		for k := range deeds {
			did[person] += fmt.Sprint(times(k))
		}
	})
	i.note("when everybody did what", did, s, err)
	for _, field := range []string{"stage", "last_seen", "last_contact", "revenue", "props.n"} {
		m, s, err := i.Measured(context.Background(), i.cut, field)
		i.note("everybody's "+field, m, s, err)
	}
}

// Members implements Asked: everybody is asked alone.
func (r *Reference) Members(_ context.Context, c warehouse.Cut, asked []segment.Node) (sets []*segment.Set, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	for _, n := range asked {
		set := segment.NewSet()
		for _, p := range s.chosen() {
			if n.Match(fields{s, p}) {
				set.Add(p.id)
			}
		}
		sets = append(sets, set)
	}
	return sets, s.stamp, nil
}

// Deeds implements Asked.
func (r *Reference) Deeds(_ context.Context, c warehouse.Cut, deeds []*segment.Did, each func(person int64, times func(deed int) []int64)) (warehouse.Stamp, error) {
	s := r.scene(c)
	for _, p := range s.chosen() {
		each(p.id, func(deed int) (times []int64) {
			for _, at := range (fields{s, p}).Times(deeds[deed]) {
				if at >= deeds[deed].From && (deeds[deed].To == 0 || at < deeds[deed].To) {
					times = append(times, at)
				}
			}
			return times
		})
	}
	return s.stamp, nil
}

// Measured implements Asked.
func (r *Reference) Measured(_ context.Context, c warehouse.Cut, field string) (all []warehouse.Measure, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	for _, p := range s.chosen() {
		if v, ok := (fields{s, p}).Get(field); ok {
			all = append(all, warehouse.Measure{Person: p.id, Value: v})
		}
	}
	return all, s.stamp, nil
}

// ID implements segment.Numbered.
func (f fields) ID() int64 { return f.someone.id }

// Times implements segment.Past: by the person's timeline.
func (f fields) Times(d *segment.Did) (times []int64) {
	for _, e := range f.scene.events(f.someone) {
		if e.Name == d.Event && (d.Where == nil || d.Where.Match(stated{e})) {
			times = append(times, e.At)
		}
	}
	slices.Sort(times)
	return times
}

// Amounts implements segment.Past: by the person's timeline.
func (f fields) Amounts(m *segment.Sum) (all []segment.Amount) {
	for _, e := range f.scene.events(f.someone) {
		if e.Derived || e.Name != m.Did.Event || m.Did.Where != nil && !m.Did.Where.Match(stated{e}) {
			continue
		}
		v, ok := property(e.Properties, m.Property)
		if m.Property == segment.Worth {
			v, ok = segment.Number(float64(e.Value)), e.HasValue && e.Currency == m.Currency
		}
		if ok && v.IsNum {
			all = append(all, segment.Amount{At: e.At, Number: v.Number})
		}
	}
	return all
}

// stated are an event's properties.
type stated struct{ warehouse.TimelineEvent }

// Get implements segment.Subject.
func (s stated) Get(key string) (segment.Value, bool) { return property(s.Properties, key) }

// measure is a field of the history that folding gives.
func (f fields) measure(name string) (segment.Value, bool) {
	row := f.row(f.someone)
	instant := func(at int64) (segment.Value, bool) { return segment.Value{Number: float64(at), IsNum: true}, at != 0 }
	switch name {
	case "stage_since":
		return instant(row.Since)
	case "first_seen":
		return instant(row.FirstSeen)
	case "last_seen":
		return instant(row.LastSeen)
	case "last_contact":
		return instant(f.lastContact(f.someone))
	case "purchases":
		return segment.Number(float64(row.Purchases)), true
	case "revenue":
		return segment.Number(float64(row.Revenue)), true
	}
	panic(fmt.Sprint("no measure ", name))
}
