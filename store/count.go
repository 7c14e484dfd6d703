package store

import (
	"context"
	"database/sql"
	"iter"

	"banhda/hub/record"
	"banhda/hub/segment"
)

// Count is how many records there are.
func (v *View) Count(ctx context.Context, q Finding) (n int64, err error) {
	q.Limit = 0
	p := newProbe(q.Where)
	if len(p.tests) == 0 {
		c := v.clause("SELECT COUNT(*)")
		if err := v.finding(ctx, c, &q, p); err != nil {
			return 0, err
		}
		err = v.one(ctx, "counting records", c.sql.String(), c.args, &n)
		return n, err
	}
	marked := v.dialect.Marked("id")
	if marked == "" || len(p.asked) > 0 {
		if q.Where, err = v.listed(ctx, &q); err != nil {
			return 0, err
		}
		p = newProbe(q.Where)
	}
	if len(p.asked) == 0 && marked != "" {
		return v.countMarked(ctx, &q, p, marked)
	}
	if len(p.asked) == 0 {
		return v.countGathered(ctx, &q, p)
	}
	c := v.clause("SELECT id")
	p.ask(c)
	if err := v.finding(ctx, c, &q, p); err != nil {
		return 0, err
	}
	var id int64
	into := append([]any{&id}, p.into()...)
	err = v.each(ctx, "counting records", c.sql.String(), c.args, func(rows *sql.Rows) error {
		err := rows.Scan(into...)
		if p.fits(id) {
			n++
		}
		return err
	})
	return n, err
}

// countMarked has the database count among ids that are sent to it, a bit for each.
func (v *View) countMarked(ctx context.Context, q *Finding, p *probe, marked string) (n int64, err error) {
	var last int64
	if err := v.one(ctx, "counting records", "SELECT COALESCE(MAX(id), 0) FROM record WHERE type = ?", []any{string(q.Type)}, &last); err != nil {
		return 0, err
	}
	marks, fits := make([]byte, last/8+1), every(p.tests, true)
	for id := range last + 1 {
		if fits(id) {
			marks[id/8] |= 1 << (id % 8)
		}
	}
	c := v.clause("SELECT COUNT(*)")
	if err := v.finding(ctx, c, q, p); err != nil {
		return 0, err
	}
	c.add(" AND "+marked, marks)
	err = v.one(ctx, "counting records", c.sql.String(), c.args, &n)
	return n, err
}

// listed is the condition with what an index tells at once, who has a tag or belongs to a company, in the place of what
// would be asked of each row by itself.
func (v *View) listed(ctx context.Context, q *Finding) (n segment.Node, err error) {
	n = segment.Replace(q.Where, func(leaf segment.Node) segment.Node {
		h, ok := leaf.(segment.Held)
		if !ok || err != nil || h.Field.Kind != record.Tags && h.Field.Kind != record.Firms {
			return leaf
		}
		set := segment.NewSet()
		for _, k := range h.Constants {
			c := v.clause("SELECT ")
			if h.Field.Kind == record.Tags {
				c.add(v.dialect.Gather("record")+" FROM tagging WHERE type = ? AND tag = ?", string(q.Type), k.Text)
			} else {
				c.add(v.dialect.Gather("person")+" FROM membership WHERE company = ?", int64(k.Number))
			}
			if err = v.gather(ctx, c, set.Add); err != nil {
				return leaf
			}
		}
		return segment.Among{Set: set}
	})
	return n, err
}

// countGathered counts among the ids alone.
func (v *View) countGathered(ctx context.Context, q *Finding, p *probe) (n int64, err error) {
	c := v.clause("SELECT " + v.dialect.Gather("id"))
	if err := v.finding(ctx, c, q, p); err != nil {
		return 0, err
	}
	fits := every(p.tests, true)
	err = v.gather(ctx, c, func(id int64) {
		if fits(id) {
			n++
		}
	})
	return n, err
}

// gather calls take for ids that a query gives as one text: so they come several times as fast as one by one.
func (v *View) gather(ctx context.Context, c *clause, take func(id int64)) error {
	return v.each(ctx, "counting records", c.sql.String(), c.args, func(rows *sql.Rows) error {
		var ids sql.RawBytes
		err := rows.Scan(&ids)
		for id := range gathered(ids) {
			take(id)
		}
		return err
	})
}

// gathered reads numbers divided by commas.
func gathered(text []byte) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		var n int64
		for i, b := range text {
			if b != ',' {
				n = 10*n + int64(b-'0')
			}
			if b == ',' || i == len(text)-1 {
				if !yield(n) {
					return
				}
				n = 0
			}
		}
	}
}
