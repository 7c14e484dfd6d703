package warehousetest

import (
	"cmp"
	"context"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
)

// hit is one thing in a person's line, before it is known which steps it fits.
type hit struct {
	at    int64
	rank  int // at one instant: stored events, derived ones, stage entries
	name  string
	props []byte
	stage *wheel.Stage
	seq   int64
}

// line is everything that happened to a person before now, in order.
func (s *scene) line(p *someone) (all []hit) {
	for _, e := range p.events {
		all = append(all, hit{at: e.At, name: e.Name, props: e.Properties, seq: e.Seq})
	}
	for _, d := range s.derived(p) {
		all = append(all, hit{at: d.at, rank: 1, name: d.name})
	}
	l, _ := s.book.Life(p.id)
	stranger := wheel.Stranger
	all = append(all, hit{at: l.FirstSeen, rank: 2, stage: &stranger})
	for _, m := range l.Moves {
		all = append(all, hit{at: m.At, rank: 2, stage: &m.To})
	}
	slices.SortStableFunc(all, func(a, b hit) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.rank, b.rank)) })
	return all
}

func (h hit) fits(step segment.Step) bool {
	if step.Stage != nil || h.stage != nil {
		return step.Stage != nil && h.stage != nil && *step.Stage == *h.stage
	}
	return step.Event == h.name && (step.Where == nil || step.Where.Match(h))
}

// Get implements segment.Subject.
func (h hit) Get(key string) (segment.Value, bool) { return property(h.props, key) }

func (h hit) steps(of []segment.Step) (bits uint32) {
	for k := range of {
		if h.fits(of[k]) {
			bits |= 1 << k
		}
	}
	return bits
}

// Funnel implements Asked.
func (r *Reference) Funnel(_ context.Context, c warehouse.Cut, q warehouse.FunnelQuestion) (wheel.FunnelReport, warehouse.Stamp, error) {
	s := r.scene(c)
	report, _ := s.funnel(q, s.chosen())
	return report, s.stamp, nil
}

// funnel counts some people, and gives the hits of the last of them.
func (s *scene) funnel(q warehouse.FunnelQuestion, people []*someone) (_ wheel.FunnelReport, hits []wheel.Hit) {
	spec, from, to := s.spec(q)
	count, labels := wheel.NewFunnelCount(spec), []string{}
	for _, p := range people {
		hits = nil
		for _, h := range s.line(p) {
			neighbour := q.Order == wheel.Strict && (entriesOnly(q) == (h.stage != nil))
			bits := h.steps(q.Steps)
			if h.at < from || h.at >= to || bits == 0 && !neighbour || h.rank == 1 && q.Order == wheel.Strict {
				continue
			}
			hits = append(hits, wheel.Hit{At: h.at, Steps: bits, Label: label(&labels, h, q.Breakdown)})
		}
		count.Add(hits)
	}
	names := []string{}
	for _, step := range q.Steps {
		names = append(names, step.Label)
	}
	var text func(int32) *string
	if q.Breakdown != "" {
		text = func(n int32) *string {
			if n < 0 {
				return nil
			}
			return &labels[n]
		}
	}
	return count.Report(names, text), hits
}

func entriesOnly(q warehouse.FunnelQuestion) bool {
	return !slices.ContainsFunc(q.Steps, func(s segment.Step) bool { return s.Stage == nil })
}

func (s *scene) spec(q warehouse.FunnelQuestion) (spec wheel.FunnelSpec, from, to int64) {
	spec = wheel.FunnelSpec{Steps: len(q.Steps), Window: q.Window, Order: q.Order}
	from, to = q.From, min(q.To, s.cut.AsOf)
	if entriesOnly(q) {
		spec.FirstBefore, to = to, s.cut.AsOf
	}
	return spec, from, to
}

func label(known *[]string, h hit, breakdown string) int32 {
	v, ok := property(h.props, breakdown)
	if !ok {
		return -1
	}
	if i := slices.Index(*known, v.Text); i >= 0 {
		return int32(i)
	}
	*known = append(*known, v.Text)
	return int32(len(*known) - 1)
}

// Retention implements Asked.
func (r *Reference) Retention(_ context.Context, c warehouse.Cut, q warehouse.RetentionQuestion) (wheel.RetentionReport, warehouse.Stamp, error) {
	s := r.scene(c)
	report, _ := s.retention(q, s.chosen())
	return report, s.stamp, nil
}

// retention counts some people, and gives when it began for the last of them.
func (s *scene) retention(q warehouse.RetentionQuestion, people []*someone) (_ wheel.RetentionReport, first int64) {
	same := q.First.Label == q.Return.Label
	count := wheel.NewRetentionCount(wheel.RetentionSpec{
		From: q.From, To: q.To, Now: s.cut.AsOf, Every: q.Every, Periods: q.Periods, Unbounded: q.Unbounded, Zone: s.cut.Zone, Same: same,
	})
	for _, p := range people {
		returns := []int64{}
		first = wheel.Forever
		for _, h := range s.line(p) {
			itself := h.fits(q.First) && first == wheel.Forever // the line is in order
			if itself {
				first = h.at
			}
			if h.fits(q.Return) && (same || !itself) {
				returns = append(returns, h.at)
			}
		}
		count.Add(first, returns)
	}
	return count.Report(), first
}
