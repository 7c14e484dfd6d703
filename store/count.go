package store

import (
	"context"
	"database/sql"
	"iter"
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
	if marked := v.dialect.Marked("id"); len(p.asked) == 0 && marked != "" {
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

// countGathered counts among the ids alone: as one text they come several times as fast as one by one.
func (v *View) countGathered(ctx context.Context, q *Finding, p *probe) (n int64, err error) {
	c := v.clause("SELECT " + v.dialect.Gather("id"))
	if err := v.finding(ctx, c, q, p); err != nil {
		return 0, err
	}
	err = v.each(ctx, "counting records", c.sql.String(), c.args, func(rows *sql.Rows) error {
		var ids sql.RawBytes
		err := rows.Scan(&ids)
		fits := every(p.tests, true)
		for id := range gathered(ids) {
			if fits(id) {
				n++
			}
		}
		return err
	})
	return n, err
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
