package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store/dialect"
)

// Fields are those of a type, in their order: the standard ones as the company has changed them, and its own.
func (v *View) Fields(ctx context.Context, t record.Type) ([]record.Field, error) {
	c, err := v.catalogue(ctx, t)
	if err != nil {
		return nil, err
	}
	return slices.Clone(c.list), nil
}

// index are the fields of a type by key.
func (v *View) index(ctx context.Context, t record.Type) (map[string]*record.Field, error) {
	c, err := v.catalogue(ctx, t)
	if err != nil {
		return nil, err
	}
	return c.index, nil
}

// SaveField keeps a field as it is from now on: a new one, or one that was changed.
func (t *Tx) SaveField(ctx context.Context, f record.Field) error {
	definition, err := json.Marshal(f)
	if err != nil {
		return err
	}
	query := `INSERT INTO field (type, key, definition) VALUES (?, ?, ?)
ON CONFLICT (type, key) DO UPDATE SET definition = excluded.definition`
	_, err = t.exec(ctx, "saving a field", query, string(f.Type), f.Key, string(definition))
	t.refield()
	return err
}

// comparedAs is what values of kinds that are looked up by are compared as.
var comparedAs = map[record.Kind]dialect.Type{record.Text: dialect.Text, record.Number: dialect.Float, record.Money: dialect.Integer, record.Date: dialect.Text,
	record.Instant: dialect.Integer, record.Choice: dialect.Text, record.Email: dialect.Text, record.Phone: dialect.Text,
	record.OfPerson: dialect.Integer, record.OfFirm: dialect.Integer, record.OfGoods: dialect.Integer, record.OfDeal: dialect.Integer, record.OfOrder: dialect.Integer, record.OfTicket: dialect.Integer, record.OfUser: dialect.Integer, record.OfTeam: dialect.Integer}

// IndexFields lets records be found quickly by the values of fields that are not indexed yet, and tells how many that
// were. PostgreSQL goes on writing meanwhile; on SQLite nobody else writes, for some two microseconds a record and field.
func (r *Records) IndexFields(ctx context.Context) (n int, err error) {
	missing, err := look(ctx, r, func(v *View) ([]record.Field, error) { return v.unindexed(ctx) })
	for _, f := range missing {
		value := r.db.Field("fields", f.Key, comparedAs[f.Kind])
		on := fmt.Sprintf("record (type, %s, id) WHERE deleted_at = 0 AND into_id = 0 AND %s IS NOT NULL", value, value)
		if err := r.db.Index(ctx, fieldIndex(f), on); err != nil {
			return n, fmt.Errorf("indexing the field %s: %w", f.Key, err)
		}
		n++
	}
	return n, err
}

// fieldIndex is a field's index. Type and key are words of ours or of letters, digits and _.
func fieldIndex(f record.Field) string { return "record_field_" + string(f.Type) + "_" + f.Key }

// unindexed are the company's own fields that records are looked up by, and that have no index.
func (v *View) unindexed(ctx context.Context) (list []record.Field, err error) {
	indexed := map[string]bool{}
	err = v.each(ctx, "reading which fields are indexed", v.dialect.Indexes(), nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		indexed[name] = true
		return err
	})
	for _, typ := range record.Types {
		fields, err := v.Fields(ctx, typ)
		if err != nil {
			return nil, err
		}
		for _, f := range fields {
			if _, looked := comparedAs[f.Kind]; looked && !f.Standard && !f.Archived && !indexed[fieldIndex(f)] {
				list = append(list, f)
			}
		}
	}
	return list, err
}

// Filled counts the records that are there, and those of them that have a value of a field.
func (v *View) Filled(ctx context.Context, reach auth.Reach, f record.Field) (filled, total int64, err error) {
	has := v.dialect.Field("fields", f.Key, dialect.Text) + " IS NOT NULL"
	if scored(f.Type, f.Key) {
		has = "score <> 0"
	}
	switch none := columned[f.Key].(type) {
	case string:
		has = f.Key + " <> ''"
	case int64:
		has = f.Key + " <> " + strconv.FormatInt(none, 10)
	}
	within, args := v.within(reach)
	query := "SELECT COUNT(*), COUNT(CASE WHEN " + has + " THEN 1 END) FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0" + within
	err = v.one(ctx, "counting values", query, append([]any{string(f.Type)}, args...), &total, &filled)
	return filled, total, err
}

// Refill gives people whom events said something of under a key that is a field now what they said: up to limit of them
// behind an id. It gives the last id looked at, and how many it was; 0 at the end.
func (t *Tx) Refill(ctx context.Context, key string, after int64, limit int) (last int64, n int, err error) {
	query := `SELECT id FROM record WHERE type = 'person' AND id > ? AND into_id = 0 AND stated IS NOT NULL AND ` +
		t.dialect.Field("stated", key, dialect.Text) + " IS NOT NULL ORDER BY id LIMIT ?"
	ids, err := t.ids(ctx, query, after, limit)
	if err != nil || len(ids) == 0 {
		return after, 0, err
	}
	found, err := t.byID(ctx, auth.Everything, record.Person, ids)
	if err != nil {
		return after, 0, err
	}
	own, err1 := t.ownOf(ctx, ids, nil)
	fields, err2 := t.index(ctx, record.Person)
	if err := cmp.Or(err1, err2); err != nil {
		return after, 0, err
	}
	var steps []step
	for _, id := range ids {
		s := step{was: found[id], is: found[id]}
		stated, err := statedOf(&s.was)
		if err != nil {
			return after, 0, err
		}
		s.is.Values = record.Assemble(fields, id, stated, own[id])
		s.compare()
		if s.is.Version++; s.changes() {
			steps = append(steps, s)
		}
	}
	return ids[len(ids)-1], len(ids), t.saveRecords(ctx, record.Person, steps)
}
