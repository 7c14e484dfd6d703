package duckdb

import (
	"context"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
)

// Members implements warehouse.Warehouse.
func (w *Warehouse) Members(ctx context.Context, c warehouse.Cut, conditions []segment.Node) (sets []*segment.Set, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, w.fieldColumns(conditions...), func(v *view) error {
		a, err := v.asker(ctx, conditions...)
		if err != nil {
			return err
		}
		var parts [][]*segment.Set
		v.each(func() func(int) {
			part, s := emptySets(len(conditions)), a.subject()
			parts = append(parts, part)
			return func(place int) {
				s.place = place
				for i, condition := range conditions {
					if condition.Match(s) {
						part[i].Add(s.ID())
					}
				}
			}
		})
		sets = emptySets(len(conditions))
		for _, part := range parts {
			for i := range sets {
				sets[i].Join(part[i])
			}
		}
		return nil
	})
	return sets, s, err
}

// Deeds implements warehouse.Warehouse.
func (w *Warehouse) Deeds(ctx context.Context, c warehouse.Cut, deeds []*segment.Did, each func(person int64, times func(deed int) []int64)) (warehouse.Stamp, error) {
	nodes := make([]segment.Node, len(deeds))
	for i, d := range deeds {
		nodes[i] = d
	}
	return w.ask(ctx, c, w.fieldColumns(nodes...), func(v *view) error {
		a, err := v.asker(ctx, nodes...)
		if err != nil {
			return err
		}
		s := a.subject()
		for s.place = range v.people {
			if v.has(s.place) {
				each(s.ID(), func(deed int) []int64 { return deeds[deed].Window(s.Times(deeds[deed])) })
			}
		}
		return nil
	})
}

func emptySets(n int) []*segment.Set {
	sets := make([]*segment.Set, n)
	for i := range sets {
		sets[i] = segment.NewSet()
	}
	return sets
}

// Measured implements warehouse.Warehouse.
func (w *Warehouse) Measured(ctx context.Context, c warehouse.Cut, field string) (all []warehouse.Measure, s warehouse.Stamp, err error) {
	condition := segment.Exists{Field: field}
	s, err = w.ask(ctx, c, w.fieldColumns(condition), func(v *view) error {
		a, err := v.asker(ctx, condition)
		if err != nil {
			return err
		}
		one := a.subject()
		for place := range v.people {
			if one.place = place; !v.has(place) {
				continue
			}
			if value, ok := one.Get(field); ok {
				all = append(all, warehouse.Measure{Person: one.ID(), Value: value})
			}
		}
		return nil
	})
	return all, s, err
}

// lastContact is the field of when a company and a person were last in touch.
const lastContact = "last_contact"

// measures are the fields that folding gives of everybody.
var measures = map[string]func(v *view, place int) segment.Value{
	"stage_since": func(v *view, place int) segment.Value { return instant(v.row(place).Since) },
	"first_seen":  func(v *view, place int) segment.Value { return instant(v.lives[place].FirstSeen) },
	"last_seen": func(v *view, place int) segment.Value {
		return instant(v.people[place].lastSeen(v.now))
	},
	"purchases": func(v *view, place int) segment.Value { return segment.Number(float64(v.row(place).Purchases)) },
	"revenue":   func(v *view, place int) segment.Value { return segment.Number(float64(v.row(place).Revenue)) },
}

func instant(at int64) segment.Value { return segment.Value{Number: float64(at), IsNum: true} }

// read is last_contact as conditions ask for it.
func (r *contactReader) read(place int) (segment.Value, bool) {
	at, ok := r.last(place)
	return instant(at), ok
}

// deed finds the events of one Did.
type deed struct {
	name    uint32 // 0: none that there is
	fits    func(seq int64) bool
	derived bool
}

func (v *view) deed(ctx context.Context, d *segment.Did) (deed, error) {
	name, ok := v.names.number(d.Event)
	if !ok {
		return deed{}, nil
	}
	one := deed{name: uint32(name), derived: name == friendJoined || name == friendBought}
	var err error
	if d.Where != nil {
		one.fits, err = v.condition(ctx, d.Where, name)
	}
	return one, err
}

// fit reports whether an event is one of them; seq is its entry, 0 for a derived event, which has no properties.
func (d *deed) fit(k wheel.Kind, seq int64) bool {
	return uint32(k.Name()) == d.name && (d.fits == nil || d.fits(seq))
}

// Times implements segment.Past.
func (s *subject) Times(asked *segment.Did) []int64 {
	s.times = s.times[:0]
	d := s.past[asked]
	if d.name == 0 {
		return nil
	}
	h := &s.people[s.place]
	for i, e := range h.events[:h.known(s.now)] {
		if d.fit(e.Kind, h.seqs[i]) {
			s.times = append(s.times, e.At)
		}
	}
	if d.derived {
		s.times = s.derivedTimes(d, h.person)
	}
	return s.times
}

// Amounts implements segment.Past. Derived events state nothing.
func (s *subject) Amounts(asked *segment.Sum) []segment.Amount {
	s.found = s.found[:0]
	d, stated := s.past[asked.Did], s.sums[asked]
	if d.name == 0 || stated == nil {
		return nil
	}
	h := &s.people[s.place]
	for i, e := range h.events[:h.known(s.now)] {
		if !d.fit(e.Kind, h.seqs[i]) {
			continue
		}
		if v, ok := stated.value(h.seqs[i]); ok && v.IsNum {
			s.found = append(s.found, segment.Amount{At: e.At, Number: v.Number})
		}
	}
	return s.found
}

// derivedTimes are the instants of what friends did that stands on a person's own line, too, merged with theirs.
func (s *subject) derivedTimes(d deed, person int64) []int64 {
	times := s.times
	for _, e := range wheel.Derive(s.sentBefore(person), s.joined, s.bought) {
		if e.At < s.now && d.fit(e.Kind, 0) {
			times = append(times, e.At)
		}
	}
	slices.Sort(times)
	return times
}
