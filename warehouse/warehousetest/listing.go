package warehousetest

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// List implements Asked. Whoever a sequence or the value counts is asked alone: the list is those for whom the answer
// is one.
func (r *Reference) List(_ context.Context, c warehouse.Cut, q warehouse.ListQuestion) (l warehouse.ListReport, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	page := &wheel.Page{After: q.After, Limit: q.Limit, Currency: c.Currency}
	l.Kind = wheel.ListsPeople
	then := s
	if w := q.Wheel; w != nil {
		l.Kind = w.Figure.Kind
		s.book.List(w.Figure, w.From, w.To, c.AsOf, w.Horizon, s.who, page)
		if w.Figure.Money {
			l.Sum, l.Stated = &page.Sum, page.Stated
		}
		c.AsOf, c.Segment = w.Figure.Stood(w.From, w.To, c.AsOf), nil
		then = r.newScene(c)
	} else if care := q.Care; care != nil {
		var money bool
		s.care().List(care.Figure, care.From, care.To, c.AsOf, s.who, page)
		if l.Kind, money, _ = wheel.CareFigure(care.Figure); money {
			l.Sum, l.Stated = &page.Sum, page.Stated
		}
	} else {
		for _, p := range s.chosen() {
			if row, counts := s.counted(p, q); counts {
				page.Add(row)
			}
		}
	}
	l.Count, l.Currency = page.Count, page.Currency
	for _, row := range page.Rows() {
		i := slices.IndexFunc(then.people, func(p *someone) bool { return p.id == row.Person })
		l.Rows = append(l.Rows, warehouse.ListRow{Row: row, Standing: then.row(then.people[i])})
	}
	if next, ok := page.Next(); ok {
		l.Next = &next
	}
	return l, s.stamp, nil
}

// counted asks about one person alone.
func (s *scene) counted(p *someone, q warehouse.ListQuestion) (row wheel.Row, counts bool) {
	switch alone := []*someone{p}; {
	case q.Funnel != nil:
		r, hits := s.funnel(q.Funnel.FunnelQuestion, alone)
		spec, _, _ := s.spec(q.Funnel.FunnelQuestion)
		if r.Steps[q.Funnel.Step].People == 0 || q.Funnel.Broken && !alike(r.Breakdown[0].Value, q.Funnel.Value) {
			return row, false
		}
		return wheel.Row{Person: p.id, At: hits[wheel.LongestChain(hits, spec)[q.Funnel.Step]].At}, true
	case q.Retention != nil:
		r, first := s.retention(q.Retention.RetentionQuestion, alone)
		i := slices.IndexFunc(r.Cohorts, func(h wheel.RetentionCohort) bool { return h.Start == q.Retention.Start })
		if i < 0 || r.Cohorts[i].Size == 0 || q.Retention.Period >= 0 && came(r.Cohorts[i].Returned[q.Retention.Period]) == 0 {
			return row, false
		}
		return wheel.Row{Person: p.id, At: first}, true
	default:
		l, _ := s.book.Life(p.id)
		question := q.Value.Question
		question.Now, question.Zone, question.Currency = s.cut.AsOf, s.cut.Zone, s.cut.Currency
		c, _ := value.Summarise(question, func(yield func(int64, []wheel.Buy) bool) { yield(p.id, l.Buys) })
		return wheel.Row{Person: p.id}, len(c) == 1 && (c[0].X > 0 || !q.Value.Repeaters)
	}
}

func came(cell *wheel.RetentionCell) int {
	if cell == nil {
		return 0
	}
	return cell.People
}

func alike(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// Trend implements Asked.
func (r *Reference) Trend(ctx context.Context, c warehouse.Cut, bounds []int64) (periods []warehouse.TrendPeriod, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	for _, turn := range s.book.Trend(bounds, c.AsOf, c.Currency, s.who) {
		then := c
		then.AsOf = turn.To
		p := warehouse.TrendPeriod{Turn: turn}
		q := warehouse.ExpectedAt(then, turn.To)
		before := r.newScene(warehouse.Cut{AsOf: turn.To, KnownAt: c.KnownAt, Zone: c.Zone, Currency: c.Currency})
		customers, _ := value.Summarise(q, func(yield func(int64, []wheel.Buy) bool) {
			for _, p := range s.chosen() {
				if l, ok := before.book.Life(p.id); ok && !yield(p.id, l.Buys) {
					return
				}
			}
		})
		p.Expect(q, customers, 1)
		periods = append(periods, p)
	}
	return periods, s.stamp, nil
}

// Names implements Asked.
func (r *Reference) Names(_ context.Context, c warehouse.Cut, from, to int64) (names []warehouse.EventName, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	found := map[string]*warehouse.EventName{}
	latest := map[string][]hit{}
	for _, p := range s.chosen() {
		for _, h := range s.line(p) {
			if h.stage != nil {
				continue
			}
			e := found[h.name]
			if e == nil {
				e = &warehouse.EventName{Name: h.name, LastAt: h.at, Conditional: s.catalogue.Conditional(h.name)}
				if !e.Conditional {
					e.Meaning = s.catalogue.Meaning(h.name, func(string) (segment.Value, bool) { return segment.Value{}, false })
				}
				found[h.name] = e
			}
			e.Total++
			if from <= h.at && h.at < to {
				e.Count++
			}
			e.LastAt = max(e.LastAt, h.at)
			if h.rank == 0 {
				latest[h.name] = append(latest[h.name], h)
			}
		}
	}
	for name, e := range found {
		e.Properties = keys(latest[name])
		names = append(names, *e)
	}
	slices.SortFunc(names, func(a, b warehouse.EventName) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Total, a.Total), cmp.Compare(a.Name, b.Name))
	})
	return names, s.stamp, nil
}

// keys are the properties of the latest events to have come.
func keys(events []hit) (all []string) {
	slices.SortFunc(events, func(a, b hit) int { return cmp.Compare(b.seq, a.seq) })
	for _, e := range events[:min(len(events), warehouse.SampledEvents)] {
		var fields map[string]json.RawMessage
		if json.Unmarshal(e.props, &fields) != nil {
			continue
		}
		for key := range fields {
			if !slices.Contains(all, key) {
				all = append(all, key)
			}
		}
	}
	slices.Sort(all)
	return all
}
