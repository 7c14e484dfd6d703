package store

import (
	"context"
	"database/sql"
	"slices"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/order"
	"banhda/hub/record"
)

// deals tells of deals: how they stand, that they moved, and that they got another owner. What happened once is not taken
// back.
func (w *teller) deals(ctx context.Context, steps []step) error {
	sells, err := w.selling(ctx)
	if err != nil {
		return err
	}
	w.told = toldOfDeals
	for i := range steps {
		s := &steps[i]
		if err := w.deal(ctx, &s.is); err != nil {
			return err
		}
		if err := w.happened(ctx, sells, s); err != nil {
			return err
		}
	}
	return nil
}

func (w *teller) deal(ctx context.Context, r *record.Record) error {
	o, err := w.ordered(ctx, r.ID)
	if err != nil {
		return err
	}
	return w.say(ctx, r, deal.Events(r, o))
}

// happened tells of moves from one stage to another, and of another owner.
func (w *teller) happened(ctx context.Context, sells *selling, s *step) error {
	if s.is.DeletedAt != 0 || s.was.Version == 0 || s.is.Values.Int("person") == 0 {
		return nil
	}
	who, err := w.identity(ctx, s.is.Values.Int("person"))
	if err != nil {
		return err
	}
	for _, m := range sells.setup.Moves(&s.was, &s.is, deal.When{Now: w.now, Zone: sells.zone}) {
		e := deal.MoveEvent(&s.is, m)
		e.ID, e.Person = w.name(s.is.ID), who
		w.events = append(w.events, e)
	}
	if from, to := s.was.Values.Int("owner"), s.is.Values.Int("owner"); from != 0 && from != to {
		e := deal.HandOver(&s.is, from, to)
		e.ID, e.Person, e.At = w.name(s.is.ID), who, w.now
		w.events = append(w.events, e)
	}
	return nil
}

// ordered is what the orders made of a deal say of its sale.
func (v *View) ordered(ctx context.Context, id int64) (o deal.Ordered, err error) {
	ids, err := v.ids(ctx, "SELECT order_id FROM deal_order WHERE deal = ? ORDER BY order_id", id)
	if err != nil || len(ids) == 0 {
		return o, err
	}
	found, err := v.byID(ctx, auth.Everything, record.Order, ids)
	for _, id := range ids {
		r, ok := found[id]
		status := r.Values.Text("status")
		if !ok || r.DeletedAt != 0 || status == order.Cancelled {
			continue
		}
		if o.Number == "" {
			o.Number = r.Values.Text("number")
		}
		o.Told = o.Told || status == order.Completed || status == order.Refunded
	}
	return o, err
}

// dealsOf tells anew of the deals that orders came of.
func (w *teller) dealsOf(ctx context.Context, steps []step) error {
	var ids []int64
	for _, s := range steps {
		for _, r := range []*record.Record{&s.was, &s.is} {
			if id := r.Values.Int("deal"); id != 0 && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := w.byID(ctx, auth.Everything, record.Deal, ids)
	w.told = toldOfDeals
	for _, id := range ids {
		if r, ok := found[id]; ok && err == nil {
			err = w.deal(ctx, &r)
		}
	}
	return err
}

// DealMoves are the changes of stage of deals that are there and within reach, in the order they were kept: of one deal, or
// of all that were ever in a pipeline.
func (v *View) DealMoves(ctx context.Context, reach auth.Reach, pipeline string, id int64) (list []deal.Move, err error) {
	of, arg := "deal IN (SELECT deal FROM deal_move WHERE to_pipeline = ?)", any(pipeline)
	if id != 0 {
		of, arg = "deal = ?", id
	}
	within, args := v.within(reach)
	query := "SELECT deal, at, from_pipeline, from_stage, to_pipeline, to_stage, owner FROM deal_move WHERE " + of + " AND deal IN (SELECT id FROM deal WHERE 1 = 1" + within + ") ORDER BY id"
	err = v.each(ctx, "reading the stages of deals", query, append([]any{arg}, args...), func(rows *sql.Rows) error {
		var m deal.Move
		err := rows.Scan(&m.Deal, &m.At, &m.Pipeline, &m.From, &m.ToPipeline, &m.To, &m.Owner)
		list = append(list, m)
		return err
	})
	return list, err
}

// DealsIn counts the deals, those in the bin too, that stand in a stage.
func (v *View) DealsIn(ctx context.Context, stages []string) (counts map[string]int64, err error) {
	counts = map[string]int64{}
	in, arg := v.dialect.In("stage", stages)
	err = v.each(ctx, "counting deals", "SELECT stage, COUNT(*) FROM deal WHERE "+in+" GROUP BY stage", []any{arg}, func(rows *sql.Rows) error {
		var stage string
		var n int64
		err := rows.Scan(&stage, &n)
		counts[stage] = n
		return err
	})
	return counts, err
}
