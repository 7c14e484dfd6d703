package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/segment"
)

// Finding asks for records of one type.
type Finding struct {
	Type    record.Type
	Where   segment.Node // bound; nil: all
	IDs     []int64      // only these; nil: all
	Reach   auth.Reach
	Deleted bool        // those in the bin instead of those that are there
	Sort    []SortField // none: by id
	After   *Place      // the last row of the page before; nil: from the first
	Limit   int
}

// Find gives a page of records in order, and where the next one goes on behind; nil where there is none.
func (v *View) Find(ctx context.Context, q Finding) (page []record.Record, next *Place, err error) {
	fields, err := v.index(ctx, q.Type)
	if err != nil {
		return nil, nil, err
	}
	var r record.Record
	reader := newRecordReader(q.Type, fields)
	scan := func(rows *sql.Rows, behind ...any) (int64, error) {
		r, err = reader.read(rows, behind...)
		return r.ID, err
	}
	next, err = v.page(ctx, &q, recordColumns, scan, func() { page = append(page, r) })
	return page, next, err
}

// FindIDs gives a page of the ids of records, as Find does.
func (v *View) FindIDs(ctx context.Context, q Finding) (ids []int64, next *Place, err error) {
	var id int64
	scan := func(rows *sql.Rows, behind ...any) (int64, error) {
		err := rows.Scan(append([]any{&id}, behind...)...)
		return id, err
	}
	next, err = v.page(ctx, &q, "id", scan, func() { ids = append(ids, id) })
	return ids, next, err
}

// scanner reads a row with what stands behind its own columns, and gives its id.
type scanner func(rows *sql.Rows, behind ...any) (id int64, err error)

// page calls take for each row of a page, once scan has read it.
func (v *View) page(ctx context.Context, q *Finding, columns string, scan scanner, take func()) (next *Place, err error) {
	taken := 0
	var last *Place
	err = v.walk(ctx, q, columns, scan, func(at *Place) bool {
		if taken == q.Limit {
			next = last
			return false
		}
		take()
		taken++
		last = at
		return true
	})
	return next, err
}

// The rows that are read at once where Go decides about each: few at first, since mostly the page is full by then.
const (
	firstChunk = 512
	mostChunk  = 16384
)

// walk goes through the rows in order, a chunk at a time, for as long as take says so.
func (v *View) walk(ctx context.Context, q *Finding, columns string, scan scanner, take func(*Place) bool) error {
	p := newProbe(q.Where)
	chunk := q.Limit + 1
	if len(p.tests) > 0 {
		chunk = max(chunk, firstChunk)
	}
	for _, o := range v.orders(q) {
		after := q.After
		if after != nil && after.Part == o.part && len(after.Keys) != len(o.keys) {
			return ErrPlace
		}
		if after != nil && after.Part > o.part {
			continue
		}
		if after != nil && after.Part < o.part {
			after = nil
		}
		for {
			read, last, err := v.chunk(ctx, q, columns, o, p, after, chunk, scan, take)
			if err != nil || last == nil && read > 0 {
				return err
			}
			if read < chunk {
				break
			}
			after, chunk = last, min(2*chunk, mostChunk)
		}
	}
	return nil
}

// chunk reads some rows behind a place. last is where they end; nil where take has had enough.
func (v *View) chunk(ctx context.Context, q *Finding, columns string, o *ordering, p *probe, after *Place, limit int, scan scanner, take func(*Place) bool) (read int, last *Place, err error) {
	c := v.clause("SELECT " + columns)
	o.columns(c)
	p.ask(c)
	if err := v.finding(ctx, c, q, p); err != nil {
		return 0, nil, err
	}
	o.behind(c, after)
	c.add(fmt.Sprintf(" ORDER BY %s LIMIT %d", o.by(), limit)) // a limit that PostgreSQL sees lets it keep its plan
	enough := false
	err = v.each(ctx, "finding records", c.sql.String(), c.args, func(rows *sql.Rows) error {
		if read++; enough {
			return nil
		}
		at, into := o.place()
		id, err := scan(rows, append(into, p.into()...)...)
		at.ID = id
		if last = at; err == nil && p.fits(id) && !take(at) {
			enough = true
		}
		return err
	})
	if enough {
		last = nil
	}
	return read, last, err
}

func (v *View) clause(sql string) *clause {
	c := &clause{dialect: v.dialect}
	c.add(sql)
	return c
}

// finding adds which records are meant, up to where a page goes on. What p decides is left to it.
func (v *View) finding(ctx context.Context, c *clause, q *Finding, p *probe) error {
	there := "deleted_at = 0" // as the indexes have it
	if q.Deleted {
		there = "deleted_at > 0"
	}
	c.add(" FROM record WHERE type = ? AND "+there+" AND into_id = 0", string(q.Type))
	within, args := v.within(q.Reach)
	c.add(within, args...)
	if q.IDs != nil {
		in, arg := v.dialect.In("id", q.IDs)
		c.add(" AND "+in, arg)
	}
	for _, n := range p.plain {
		c.add(" AND ")
		if err := v.steer(ctx, c, q, n); err != nil {
			return err
		}
	}
	return nil
}

// plenty is from how many records on what they have in common helps less to find them than the order they are wanted in.
const plenty = 5000

// steer adds a condition so that the database goes by it where few fulfil it, and by the order where many do: neither
// guesses that well by itself. What is only counted has no order.
func (v *View) steer(ctx context.Context, c *clause, q *Finding, n segment.Node) error {
	typ := q.Type
	h, ok := n.(segment.Held)
	if !ok || len(h.Constants) != 1 || h.Op != segment.Equal {
		c.where(n)
		return nil
	}
	switch k := h.Constants[0]; {
	case h.Field.Kind == record.Firms:
		c.add("id IN (SELECT person FROM membership WHERE company = ?)", int64(k.Number))
	case h.Field.Kind == record.Tags:
		many, err := v.crowded(ctx, q, "tagging WHERE type = ? AND tag = ?", string(typ), k.Text)
		if err != nil {
			return err
		}
		if many {
			c.where(n)
		} else {
			c.add("id IN (SELECT record FROM tagging WHERE type = ? AND tag = ?)", string(typ), k.Text)
		}
	case h.Field.Key == "owner" || h.Field.Key == "team":
		column, id := h.Field.Key, int64(k.Number)
		many, err := v.crowded(ctx, q, "record WHERE type = ? AND "+column+" = ? AND "+column+" <> 0", string(typ), id)
		if err != nil {
			return err
		}
		if many {
			column = "+" + column // an expression, so that its index is passed by
		}
		c.add("("+column+" = ? AND "+column+" <> 0)", id)
	default:
		c.where(n)
	}
	return nil
}

// crowded reports whether a page is better looked for along its order than among all these rows.
func (v *View) crowded(ctx context.Context, q *Finding, from string, args ...any) (bool, error) {
	if q.Limit == 0 {
		return false, nil
	}
	return v.many(ctx, from, args...)
}

// many reports whether there are plenty of rows.
func (v *View) many(ctx context.Context, from string, args ...any) (bool, error) {
	var n int
	err := v.one(ctx, "estimating", "SELECT COUNT(*) FROM (SELECT 1 FROM "+from+" LIMIT ?) AS few", append(args, plenty), &n)
	return n == plenty, err
}
