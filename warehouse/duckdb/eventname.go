package duckdb

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// nameCount is what a part of the people counts for one name.
type nameCount struct {
	count, total, lastAt int64
	latest               []int64 // entries of the latest stored events, in no order
	oldest               int64   // of them
}

// Names implements warehouse.Warehouse.
func (w *Warehouse) Names(ctx context.Context, c warehouse.Cut, from, to int64) (names []warehouse.EventName, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		counts := v.nameCounts(from, to)
		properties, err := v.latestProperties(ctx, counts)
		if err != nil {
			return err
		}
		for number, n := range counts {
			if n.total == 0 {
				continue
			}
			e := warehouse.EventName{Name: v.names.text(int32(number)), Count: n.count, Total: n.total, LastAt: n.lastAt, Properties: properties[int32(number)]}
			if e.Conditional = v.catalogue.Conditional(e.Name); !e.Conditional {
				e.Meaning = v.catalogue.Meaning(e.Name, func(string) (segment.Value, bool) { return segment.Value{}, false })
			}
			names = append(names, e)
		}
		return nil
	})
	slices.SortFunc(names, func(a, b warehouse.EventName) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Total, a.Total), cmp.Compare(a.Name, b.Name))
	})
	return names, s, err
}

// nameCounts counts, by name, the events of the period and all before now.
func (v *view) nameCounts(from, to int64) []nameCount {
	var parts [][]nameCount
	v.each(func() func(int) {
		counts := make([]nameCount, v.names.count())
		parts = append(parts, counts)
		return func(place int) {
			h := &v.people[place]
			for i, e := range h.events[:h.known(v.now)] {
				if name := int(e.Kind.Name()); name < len(counts) {
					counts[name].add(e.At, from, to)
					counts[name].keep(h.seqs[i])
				}
			}
			for _, e := range wheel.Derive(v.sentBefore(h.person), v.joined, v.bought) {
				if e.At < v.now {
					counts[e.Kind.Name()].add(e.At, from, to)
				}
			}
		}
	})
	for _, part := range parts[1:] {
		for name := range part {
			parts[0][name].merge(&part[name])
		}
	}
	return parts[0]
}

func (n *nameCount) add(at, from, to int64) {
	if n.total++; from <= at && at < to {
		n.count++
	}
	n.lastAt = max(n.lastAt, at)
}

// keep takes in the entry of an event. Of all it keeps the highest.
func (n *nameCount) keep(seq int64) {
	switch {
	case len(n.latest) < warehouse.SampledEvents:
		n.latest = append(n.latest, seq)
	case seq > n.oldest:
		n.latest[slices.Index(n.latest, n.oldest)] = seq
	default:
		return
	}
	n.oldest = slices.Min(n.latest)
}

func (n *nameCount) merge(o *nameCount) {
	n.count += o.count
	n.total += o.total
	n.lastAt = max(n.lastAt, o.lastAt)
	for _, seq := range o.latest {
		n.keep(seq)
	}
}

// latestProperties are the names of the properties that the latest events have, by the number of the event's name.
func (v *view) latestProperties(ctx context.Context, counts []nameCount) (map[int32][]string, error) {
	var latest []int64
	for i := range counts {
		latest = append(latest, counts[i].latest...)
	}
	found := map[int32][]string{}
	if len(latest) == 0 {
		return found, nil
	}
	err := v.warehouse.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, "SELECT name, properties FROM "+eventTables+" WHERE properties IS NOT NULL AND seq IN ("+list(latest)+")")
		if err != nil {
			return err
		}
		for rows.Next() {
			for i, name := range rows.Int32(0) {
				found[name] = addKeys(found[name], rows.Text(1).View(i))
			}
		}
		return rows.Close()
	})
	for _, keys := range found {
		slices.Sort(keys)
	}
	return found, err
}

// addKeys adds an object's keys to those that are known.
func addKeys(known []string, object string) []string {
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(object), &fields) != nil {
		return known // no object: no properties
	}
	for key := range fields {
		if !slices.Contains(known, key) {
			known = append(known, key)
		}
	}
	return known
}
