package duckdb

import (
	"context"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
)

// Retention implements warehouse.Warehouse.
func (w *Warehouse) Retention(ctx context.Context, c warehouse.Cut, q warehouse.RetentionQuestion) (r wheel.RetentionReport, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, w.stepColumns([]segment.Step{q.First, q.Return}), func(v *view) error {
		returns, err := v.newRetention(ctx, q)
		if err == nil {
			r = returns.report()
		}
		return err
	})
	return r, s, err
}

// retention is a retention question in one view.
type retention struct {
	funnel // over all time, of X and Y
	spec   wheel.RetentionSpec
}

func (v *view) newRetention(ctx context.Context, q warehouse.RetentionQuestion) (*retention, error) {
	r := &retention{funnel: funnel{view: v, from: -wheel.Forever, to: v.now}, spec: q.Spec(v.cut)}
	if err := r.spec.Check(); err != nil {
		return nil, err
	}
	var err error
	r.steps, err = v.steps(ctx, []segment.Step{q.First, q.Return})
	return r, err
}

// first and again are the two steps of a retention question.
const (
	first uint32 = 1 << iota
	again
)

// counter makes a count of a part of the people, and gives the function that counts the one at a place: their
// cohort, the periods they came back in, and when it began.
func (r *retention) counter() (c *wheel.RetentionCount, count func(place int) (cohort int, came []int, began int64)) {
	c = wheel.NewRetentionCount(r.spec)
	var hits []wheel.Hit
	var returns []int64
	return c, func(place int) (int, []int, int64) {
		hits, returns = r.line(hits[:0], place), returns[:0]
		began := wheel.Forever
		for _, h := range hits {
			begins := h.Steps&first != 0 && h.At < began
			if begins {
				began = h.At
			}
			if h.Steps&again != 0 && (!begins || r.spec.Same) { // X itself counts only where X = Y
				returns = append(returns, h.At)
			}
		}
		cohort, came := c.Add(began, returns)
		return cohort, came, began
	}
}

func (r *retention) report() wheel.RetentionReport {
	var counts []*wheel.RetentionCount
	r.each(func() func(int) {
		c, count := r.counter()
		counts = append(counts, c)
		return func(place int) { count(place) }
	})
	for _, c := range counts[1:] {
		counts[0].Merge(c)
	}
	return counts[0].Report()
}
