package duckdb

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
	"banhda/wheel/value"
)

// Wheel implements warehouse.Warehouse.
func (w *Warehouse) Wheel(ctx context.Context, c warehouse.Cut, from, to int64) (r wheel.Report, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		r = v.book.Report(from, to, v.now, c.Currency, v.who())
		return nil
	})
	return r, s, err
}

// Gain implements warehouse.Warehouse.
func (w *Warehouse) Gain(ctx context.Context, c warehouse.Cut, horizon int64) (g wheel.Gain, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		g = v.book.Gain(v.now, horizon, v.who())
		return nil
	})
	return g, s, err
}

// Value implements warehouse.Warehouse. Now, zone and currency are the cut's.
func (w *Warehouse) Value(ctx context.Context, c warehouse.Cut, q value.Question) (r value.Report, s warehouse.Stamp, err error) {
	q.Now, q.Zone, q.Currency = c.AsOf, c.Zone, c.Currency
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		r = value.Read(q, v.buyers)
		return nil
	})
	return r, s, err
}

// Advocates implements warehouse.Warehouse.
func (w *Warehouse) Advocates(ctx context.Context, c warehouse.Cut) (all []wheel.Advocate, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		all = v.book.Advocates(v.now, c.Currency, v.who())
		return nil
	})
	return all, s, err
}

// Buyers implements warehouse.Warehouse.
func (w *Warehouse) Buyers(ctx context.Context, c warehouse.Cut, q value.Question) (all []warehouse.Buyer, s warehouse.Stamp, err error) {
	q.Now, q.Zone, q.Currency = c.AsOf, c.Zone, c.Currency
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		for person, customer := range value.Customers(q, v.buyers) {
			all = append(all, warehouse.Buyer{Person: person, Customer: customer})
		}
		return nil
	})
	return all, s, err
}

// buyers are the people the question is about with what they bought.
func (v *view) buyers(yield func(person int64, buys []wheel.Buy) bool) {
	for i := range v.people {
		if !v.has(i) {
			continue
		}
		if buys := v.lives[i].BuysBefore(v.now); len(buys) > 0 && !yield(v.people[i].person, buys) {
			return
		}
	}
}

// People implements warehouse.Warehouse.
func (w *Warehouse) People(ctx context.Context, c warehouse.Cut, q warehouse.PeopleQuestion) (rows []warehouse.PersonRow, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		if q.Latest {
			rows = v.latest(q)
			return nil
		}
		for place := range v.places(q) {
			if len(rows) == q.Limit {
				break
			}
			if !v.has(place) {
				continue
			}
			if row := v.row(place); q.Stage == nil || row.Stage == *q.Stage {
				rows = append(rows, row)
			}
		}
		return nil
	})
	return rows, s, err
}

// places are those of the people who may be on a page, in order.
func (v *view) places(q warehouse.PeopleQuestion) iter.Seq[int] {
	return func(yield func(int) bool) {
		if q.Among == nil {
			for i, _ := v.find(q.After + 1); i < len(v.people) && yield(i); i++ {
			}
			return
		}
		for person := range q.Among {
			if i, ok := v.find(person); ok && person > q.After && !yield(i) {
				return
			}
		}
	}
}

// sighting is when somebody was seen last.
type sighting struct {
	at, person int64
	place      int
}

// compare orders the latest first.
func (a sighting) compare(b sighting) int {
	return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(a.person, b.person))
}

// latest is a page of those who were seen last. However many people there are, few more than a page are held.
func (v *view) latest(q warehouse.PeopleQuestion) (rows []warehouse.PersonRow) {
	after := sighting{at: q.Seen, person: q.After}
	page := make([]sighting, 0, 2*q.Limit)
	best := func() {
		slices.SortFunc(page, sighting.compare)
		page = page[:min(q.Limit, len(page))]
	}
	for place := range v.people {
		if !v.has(place) {
			continue
		}
		h := &v.people[place]
		one := sighting{h.lastSeen(v.now), h.person, place}
		if q.After != 0 && one.compare(after) <= 0 || q.Stage != nil && !v.stands(place, *q.Stage) {
			continue
		}
		if page = append(page, one); len(page) == 2*q.Limit {
			best()
		}
	}
	best()
	for _, one := range page {
		rows = append(rows, v.row(one.place))
	}
	return rows
}

// stands reports whether somebody is in a stage now.
func (v *view) stands(place int, s wheel.Stage) bool {
	stage, _ := v.lives[place].StageAt(v.now)
	return stage == s
}

// row is a person's line in a list.
func (v *view) row(place int) warehouse.PersonRow {
	h, l := &v.people[place], &v.lives[place]
	r := warehouse.PersonRow{Person: h.person, Since: l.FirstSeen, FirstSeen: l.FirstSeen, LastSeen: h.lastSeen(v.now)}
	r.Stage, _ = l.StageAt(v.now)
	for _, m := range l.Moves {
		if m.At < v.now {
			r.Since = m.At
		}
	}
	for _, b := range l.BuysBefore(v.now) {
		r.Purchases++
		if b.Currency == v.cut.Currency {
			r.Revenue += b.Value
		}
	}
	return r
}

// CountImport implements warehouse.Warehouse.
func (w *Warehouse) CountImport(ctx context.Context, imported int64) (events, people int64, err error) {
	err = w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, `SELECT coalesce(sum(n), 0)::BIGINT, count(DISTINCT coalesce(l.person, e.profile)) FROM
			(SELECT profile, count(*) AS n FROM `+eventTables+` WHERE imported = ? GROUP BY profile) e
			LEFT JOIN (SELECT profile, arg_max(person, (seq, rank)) AS person FROM link GROUP BY profile) l USING (profile)`, imported)
		if err != nil {
			return err
		}
		for rows.Next() {
			events, people = rows.Int64(0)[0], rows.Int64(1)[0]
		}
		return rows.Close()
	})
	return events, people, err
}

// Empty implements warehouse.Warehouse.
func (w *Warehouse) Empty(ctx context.Context) (empty bool, err error) {
	err = w.read(func(c *duck.Conn) error {
		n, err := number(ctx, c, "SELECT count(*) FROM (SELECT 1 FROM "+eventTables+" WHERE retracted IS NULL LIMIT 1)")
		empty = n == 0
		return err
	})
	return empty, err
}
