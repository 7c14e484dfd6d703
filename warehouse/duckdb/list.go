package duckdb

import (
	"context"
	"slices"

	"banhda/hub/segment"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/value"
)

// List implements warehouse.Warehouse.
func (w *Warehouse) List(ctx context.Context, c warehouse.Cut, q warehouse.ListQuestion) (r warehouse.ListReport, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, w.listColumns(q, c.Currency), func(v *view) error {
		page := wheel.Page{After: q.After, Limit: q.Limit, Currency: c.Currency}
		r = warehouse.ListReport{Kind: wheel.ListsPeople}
		if err := v.list(ctx, q, &page); err != nil {
			return err
		}
		stood := v.now
		if l := q.Wheel; l != nil {
			r.Kind, stood = l.Figure.Kind, l.Figure.Stood(l.From, l.To, v.now)
			if l.Figure.Money {
				r.Sum, r.Stated = &page.Sum, page.Stated
			}
		}
		if l := q.Care; l != nil {
			var money bool
			if r.Kind, money, _ = wheel.CareFigure(l.Figure); money {
				r.Sum, r.Stated = &page.Sum, page.Stated
			}
		}
		v.fill(&r, &page, stood)
		return nil
	})
	return r, s, err
}

// listColumns are the columns the figure's readout reads.
func (w *Warehouse) listColumns(q warehouse.ListQuestion, currency string) (columns []source) {
	switch {
	case q.Funnel != nil:
		columns = w.stepColumns(q.Funnel.Steps)
		if label, broken := w.breakdown(q.Funnel.FunnelQuestion); broken {
			columns = append(columns, label)
		}
	case q.Lift != nil:
		columns = w.liftColumns(q.Lift.LiftQuestion, currency)
	case q.Care != nil:
		columns = w.careColumns()
	case q.Retention != nil:
		columns = w.stepColumns([]segment.Step{q.Retention.First, q.Retention.Return})
	}
	return columns
}

// list fills the page.
func (v *view) list(ctx context.Context, q warehouse.ListQuestion, page *wheel.Page) error {
	switch {
	case q.Funnel != nil:
		return v.listFunnel(ctx, q.Funnel, page)
	case q.Retention != nil:
		return v.listRetention(ctx, q.Retention, page)
	case q.Lift != nil:
		return v.listLift(ctx, q.Lift, page)
	case q.Value != nil:
		v.listValue(q.Value, page)
	case q.Care != nil:
		return v.listCare(ctx, q.Care, page)
	default:
		v.book.List(q.Wheel.Figure, q.Wheel.From, q.Wheel.To, v.now, q.Wheel.Horizon, v.who(), page)
	}
	return nil
}

// fill turns a page into a report, with people as they stood at an instant.
func (v *view) fill(r *warehouse.ListReport, page *wheel.Page, stood int64) {
	then := *v
	then.now = stood
	r.Count, r.Currency = page.Count, page.Currency
	for _, row := range page.Rows() {
		place, _ := v.find(row.Person)
		r.Rows = append(r.Rows, warehouse.ListRow{Row: row, Standing: then.row(place)})
	}
	if next, ok := page.Next(); ok {
		r.Next = &next
	}
}

// eachRow fills a page with the rows of each person: add gives them to a part of it.
func (v *view) eachRow(page *wheel.Page, start func(part *wheel.Page) func(place int)) {
	var parts []*wheel.Page
	v.each(func() func(int) {
		part := &wheel.Page{After: page.After, Limit: page.Limit, Currency: page.Currency}
		parts = append(parts, part)
		return start(part)
	})
	for _, part := range parts {
		page.Follow(part)
	}
}

func (v *view) listFunnel(ctx context.Context, l *warehouse.FunnelList, page *wheel.Page) error {
	f, err := v.newFunnel(ctx, l.FunnelQuestion)
	if err != nil {
		return err
	}
	wanted := f.wanted(l)
	v.eachRow(page, func(part *wheel.Page) func(int) {
		_, count := f.counter()
		return func(place int) {
			hits, chain, label := count(place)
			if l.Step < len(chain) && wanted(label) {
				part.Add(wheel.Row{Person: v.people[place].person, At: hits[chain[l.Step]].At})
			}
		}
	})
	return nil
}

// wanted says which labels a list asks for.
func (f *funnel) wanted(l *warehouse.FunnelList) func(label int32) bool {
	text := f.labels()
	return func(label int32) bool {
		if !l.Broken || text == nil {
			return true
		}
		t := text(label)
		return t == nil && l.Value == nil || t != nil && l.Value != nil && *t == *l.Value
	}
}

func (v *view) listRetention(ctx context.Context, l *warehouse.RetentionList, page *wheel.Page) error {
	r, err := v.newRetention(ctx, l.RetentionQuestion)
	if err != nil {
		return err
	}
	v.eachRow(page, func(part *wheel.Page) func(int) {
		c, count := r.counter()
		wanted, ok := c.Cohort(l.Start)
		return func(place int) {
			cohort, came, began := count(place)
			if ok && cohort == wanted && (l.Period < 0 || slices.Contains(came, l.Period)) {
				part.Add(wheel.Row{Person: v.people[place].person, At: began})
			}
		}
	})
	return nil
}

func (v *view) listValue(l *warehouse.ValueList, page *wheel.Page) {
	q := l.Question
	q.Now, q.Zone, q.Currency = v.cut.AsOf, v.cut.Zone, v.cut.Currency
	for person, c := range value.Customers(q, v.buyers) {
		if c.X > 0 || !l.Repeaters {
			page.Add(wheel.Row{Person: person})
		}
	}
}
