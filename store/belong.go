package store

import (
	"context"
	"database/sql"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store/dialect"
)

// Belong gives what refers to one company or product to another that it was merged into: people, orders, deals, subsidiaries,
// lines. It is journalled as every change is.
func (t *Tx) Belong(ctx context.Context, typ record.Type, from, into int64) error {
	if typ == record.Product {
		ids, err := t.referring(ctx, "SELECT DISTINCT order_id FROM order_line WHERE product = ?", from)
		if err != nil {
			return err
		}
		moved := func(r record.Record) record.Values { return movedLines(r, from, into) }
		if err := t.move(ctx, record.Order, ids, moved); err != nil {
			return err
		}
		if ids, err = t.referring(ctx, "SELECT deal FROM deal_product WHERE product = ?", from); err != nil {
			return err
		}
		if err := t.move(ctx, record.Deal, ids, moved); err != nil {
			return err
		}
		return t.refer(ctx, record.Ticket, "product", from, into)
	}
	if typ == record.Ticket {
		return t.refer(ctx, record.Ticket, "problem", from, into)
	}
	people, err := t.referring(ctx, "SELECT person FROM membership WHERE company = ?", from)
	if err != nil {
		return err
	}
	err = t.move(ctx, record.Person, people, func(r record.Record) record.Values { return movedFirms(r, from, into) })
	for _, ref := range []struct {
		typ record.Type
		key string
	}{{record.Order, "company"}, {record.Deal, "company"}, {record.Ticket, "company"}, {record.Company, "parent"}} {
		if err != nil {
			return err
		}
		err = t.refer(ctx, ref.typ, ref.key, from, into)
	}
	return err
}

// refer lets records of a type whose field refers to one refer to another.
func (t *Tx) refer(ctx context.Context, typ record.Type, key string, from, into int64) error {
	ids, err := t.referring(ctx, "SELECT id FROM record WHERE type = ? AND "+t.dialect.Field("fields", key, dialect.Integer)+" = ?", string(typ), from)
	if err != nil {
		return err
	}
	return t.move(ctx, typ, ids, func(record.Record) record.Values { return record.Values{key: into} })
}

func (v *View) referring(ctx context.Context, query string, args ...any) (ids []int64, err error) {
	err = v.each(ctx, "finding what refers to a record", query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

func (t *Tx) move(ctx context.Context, typ record.Type, ids []int64, set func(record.Record) record.Values) error {
	for part := range slices.Chunk(ids, 500) {
		if _, err := t.UpdateAll(ctx, auth.Everything, typ, part, set); err != nil {
			return err
		}
	}
	return nil
}

func movedFirms(r record.Record, from, into int64) record.Values {
	list, _ := r.Values["companies"].([]record.Membership)
	moved := make([]record.Membership, 0, len(list))
	for _, m := range list {
		if m.Company == from {
			m.Company = into
		}
		if at := slices.IndexFunc(moved, func(o record.Membership) bool { return o.Company == m.Company }); at >= 0 {
			moved[at].Primary = moved[at].Primary || m.Primary // they were at both
			continue
		}
		moved = append(moved, m)
	}
	return record.Values{"companies": moved}
}

func movedLines(r record.Record, from, into int64) record.Values {
	list, _ := r.Values["lines"].([]record.Line)
	moved := slices.Clone(list)
	for i := range moved {
		if moved[i].Product == from {
			moved[i].Product = into
		}
	}
	return record.Values{"lines": moved}
}
