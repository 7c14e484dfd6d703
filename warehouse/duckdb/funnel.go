package duckdb

import (
	"context"
	"slices"

	"banhda/warehouse"
	"banhda/wheel"
)

// Funnel implements warehouse.Warehouse. In a funnel that asks for events and stage entries, an entry stands in the
// line after the events of its instant, stored and derived.
func (w *Warehouse) Funnel(ctx context.Context, c warehouse.Cut, q warehouse.FunnelQuestion) (r wheel.FunnelReport, s warehouse.Stamp, err error) {
	columns := w.stepColumns(q.Steps)
	if label, broken := w.breakdown(q); broken {
		columns = append(columns, label)
	}
	s, err = w.ask(ctx, c, columns, func(v *view) error {
		f, err := v.newFunnel(ctx, q)
		if err == nil {
			r = f.report(q)
		}
		return err
	})
	return r, s, err
}

// breakdown is the column of the property a funnel is broken down by. Where the steps come in any order, each may
// be the first.
func (w *Warehouse) breakdown(q warehouse.FunnelQuestion) (s source, ok bool) {
	if q.Breakdown == "" || len(q.Steps) == 0 {
		return source{}, false
	}
	s = source{what: property, key: q.Breakdown}
	if q.Order != wheel.Any {
		s.name, _ = w.now.Load().names.number(q.Steps[0].Event) // a name never seen: of any event, none of which is asked for
	}
	return s, true
}

// funnel is a funnel question in one view.
type funnel struct {
	*view
	steps    *steps
	spec     wheel.FunnelSpec
	from, to int64
	all      bool    // events that fit no step stand between their neighbours
	label    *column // nil: no breakdown
}

func (v *view) newFunnel(ctx context.Context, q warehouse.FunnelQuestion) (*funnel, error) {
	f := &funnel{view: v, from: q.From, to: min(q.To, v.now)}
	f.spec = wheel.FunnelSpec{Steps: len(q.Steps), Window: q.Window, Order: q.Order}
	if err := f.spec.Check(); err != nil {
		return nil, err
	}
	var err error
	if f.steps, err = v.steps(ctx, q.Steps); err != nil {
		return nil, err
	}
	f.all = q.Order == wheel.Strict
	if !f.steps.events {
		f.spec.FirstBefore = f.to
	}
	if label, broken := v.warehouse.breakdown(q); broken {
		f.label, err = v.warehouse.column(ctx, label, v.seq)
	}
	return f, err
}

// counter makes a count of a part of the people, and gives the function that counts the one at a place. What that
// gives of them holds until the next.
func (f *funnel) counter() (c *wheel.FunnelCount, count func(place int) (hits []wheel.Hit, chain []int, label int32)) {
	c = wheel.NewFunnelCount(f.spec)
	var hits []wheel.Hit
	var seqs []int64
	label := func(k int) int32 {
		if i := hits[k].Label; i >= 0 {
			return f.labelOf(seqs[i])
		}
		return -1
	}
	return c, func(place int) ([]wheel.Hit, []int, int32) {
		seqs = f.people[place].seqs
		if hits = f.line(hits[:0], place); len(hits) == 0 {
			return nil, nil, -1
		}
		chain, label := c.AddLabelled(hits, label)
		return hits, chain, label
	}
}

func (f *funnel) report(q warehouse.FunnelQuestion) wheel.FunnelReport {
	var counts []*wheel.FunnelCount
	f.each(func() func(int) {
		c, count := f.counter()
		counts = append(counts, c)
		return func(place int) { count(place) }
	})
	for _, c := range counts[1:] {
		counts[0].Merge(c)
	}
	names := make([]string, len(q.Steps))
	for k, s := range q.Steps {
		names[k] = s.Label
	}
	return counts[0].Report(names, f.labels())
}

// labels gives the breakdown's values by their numbers.
func (f *funnel) labels() func(int32) *string {
	if f.label == nil {
		return nil
	}
	return func(code int32) *string {
		if code <= 0 {
			return nil
		}
		return &f.label.values[code].Text
	}
}

// line appends what a person's line holds for the funnel. A stored event's label is its place in the line: what it is
// labelled with is only looked up for the one event of a person that counts.
func (f *funnel) line(hits []wheel.Hit, place int) []wheel.Hit {
	if !f.steps.events {
		return wheel.EntryHits(hits, &f.lives[place], f.steps.stages, f.from, f.now)
	}
	h := &f.people[place]
	from, to := h.between(f.from, f.to)
	for i := from; i < to; i++ {
		e := &h.events[i]
		if bits := f.steps.fit(e.Kind, h.seqs[i]); bits != 0 || f.all {
			hits = append(hits, wheel.Hit{At: e.At, Steps: bits, Label: int32(i)})
		}
	}
	if f.steps.derived && !f.all {
		hits = f.insert(hits, f.derivedHits(h.person))
	}
	if f.steps.stages != [wheel.Stages]uint32{} {
		hits = f.insert(hits, wheel.EntryHits(nil, &f.lives[place], f.steps.stages, f.from, f.to))
	}
	return hits
}

func (f *funnel) labelOf(seq int64) int32 {
	if f.label != nil {
		if code := f.label.code(seq); code != 0 {
			return code
		}
	}
	return -1
}

func (f *funnel) derivedHits(person int64) (hits []wheel.Hit) {
	for _, e := range wheel.Derive(f.sentBefore(person), f.joined, f.bought) {
		if f.from <= e.At && e.At < f.to {
			hits = append(hits, wheel.Hit{At: e.At, Steps: f.steps.fit(e.Kind, 0), Label: -1})
		}
	}
	return hits
}

// sentBefore are the referrals that name a person, from what happened before now.
func (v *view) sentBefore(person int64) []wheel.Referral {
	return slices.DeleteFunc(v.sent(person), func(r wheel.Referral) bool { return r.AcceptedAt >= v.now })
}

// insert puts more hits, in order, each after those of its instant. Those that fit no step are left out.
func (f *funnel) insert(hits, more []wheel.Hit) []wheel.Hit {
	for _, m := range more {
		if m.Steps == 0 {
			continue
		}
		i := len(hits)
		for i > 0 && hits[i-1].At > m.At {
			i--
		}
		hits = slices.Insert(hits, i, m)
	}
	return hits
}
