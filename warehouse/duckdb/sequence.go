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
	label, broken := w.breakdown(q)
	if broken {
		columns = append(columns, label)
	}
	s, err = w.ask(ctx, c, columns, func(v *view) error {
		f, err := v.newFunnel(ctx, q)
		if err != nil {
			return err
		}
		if broken {
			if f.label, err = w.column(ctx, label, v.seq); err != nil {
				return err
			}
		}
		r = f.report(q)
		return nil
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
	f.steps, err = v.steps(ctx, q.Steps)
	f.all = q.Order == wheel.Strict
	return f, err
}

func (f *funnel) report(q warehouse.FunnelQuestion) wheel.FunnelReport {
	if !f.steps.events {
		f.spec.FirstBefore = f.to
	}
	var counts []*wheel.FunnelCount
	f.each(func() func(int) {
		c, hits, seqs := wheel.NewFunnelCount(f.spec), []wheel.Hit(nil), []int64(nil)
		counts = append(counts, c)
		label := func(k int) int32 {
			if i := hits[k].Label; i >= 0 {
				return f.labelOf(seqs[i])
			}
			return -1
		}
		return func(place int) {
			seqs = f.people[place].seqs
			if hits = f.line(hits[:0], place); len(hits) > 0 {
				c.AddLabelled(hits, label)
			}
		}
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

// Retention implements warehouse.Warehouse.
func (w *Warehouse) Retention(ctx context.Context, c warehouse.Cut, q warehouse.RetentionQuestion) (r wheel.RetentionReport, s warehouse.Stamp, err error) {
	asked := []warehouse.Step{q.First, q.Return}
	s, err = w.ask(ctx, c, w.stepColumns(asked), func(v *view) error {
		spec := wheel.RetentionSpec{
			From: q.From, To: q.To, Now: v.now, Every: q.Every, Zone: c.Zone, Periods: q.Periods, Unbounded: q.Unbounded,
			Same: same(q.First, q.Return),
		}
		if err := spec.Check(); err != nil {
			return err
		}
		steps, err := v.steps(ctx, asked)
		if err == nil {
			r = v.retention(spec, steps)
		}
		return err
	})
	return r, s, err
}

// same reports whether two steps ask for the same.
func same(a, b warehouse.Step) bool {
	if a.Stage != nil || b.Stage != nil {
		return a.Stage != nil && b.Stage != nil && *a.Stage == *b.Stage
	}
	if a.Where == nil || b.Where == nil {
		return a.Event == b.Event && a.Where == nil && b.Where == nil
	}
	return a.Event == b.Event && a.Where.String() == b.Where.String()
}

// first and again are the two steps of a retention question.
const (
	first uint32 = 1 << iota
	again
)

func (v *view) retention(spec wheel.RetentionSpec, steps *steps) wheel.RetentionReport {
	f := &funnel{view: v, steps: steps, from: -wheel.Forever, to: v.now}
	var counts []*wheel.RetentionCount
	v.each(func() func(int) {
		c, hits, returns := wheel.NewRetentionCount(spec), []wheel.Hit(nil), []int64(nil)
		counts = append(counts, c)
		return func(place int) {
			hits, returns = f.line(hits[:0], place), returns[:0]
			began := wheel.Forever
			for _, h := range hits {
				begins := h.Steps&first != 0 && h.At < began
				if begins {
					began = h.At
				}
				if h.Steps&again != 0 && (!begins || spec.Same) { // X itself counts only where X = Y
					returns = append(returns, h.At)
				}
			}
			c.Add(began, returns)
		}
	})
	for _, c := range counts[1:] {
		counts[0].Merge(c)
	}
	return counts[0].Report()
}
