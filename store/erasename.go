package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"banhda/store/dialect"
)

// NamesOf are all names that people were ever called by here.
func (v *View) NamesOf(ctx context.Context, people []int64) (names []string, err error) {
	ids, arg := v.dialect.In("id", people)
	on, whom := v.dialect.In("person", people)
	of, record := v.dialect.In("record", people)
	stated := v.dialect.Field("stated", "name", dialect.Text)
	query := "SELECT name FROM record WHERE type = 'person' AND " + ids + " UNION SELECT " + stated + " FROM record WHERE type = 'person' AND stated IS NOT NULL AND " + ids +
		" UNION SELECT value FROM own WHERE field = 'name' AND " + on + " UNION SELECT before FROM change WHERE type = 'person' AND field = 'name' AND " + of
	err = v.each(ctx, "reading names", query, []any{arg, arg, whom, record}, func(rows *sql.Rows) error {
		var name sql.NullString
		if err := rows.Scan(&name); err != nil {
			return err
		}
		var text string
		if json.Unmarshal([]byte(name.String), &text) != nil {
			text = name.String
		}
		if text != "" && !slices.Contains(names, text) {
			names = append(names, text)
		}
		return nil
	})
	return names, err
}

// OrdersOf are the ids of all orders that people ever placed.
func (v *View) OrdersOf(ctx context.Context, people []int64) ([]int64, error) {
	in, arg := v.dialect.In(v.dialect.Field("fields", "person", dialect.Integer), people)
	return v.ids(ctx, "SELECT id FROM record WHERE type = 'order' AND "+in, arg)
}

// forgetNames puts a mark in the place of somebody's names in what was written about their orders, and empties what the
// trail and the journal hold of them in acts on them and on their orders.
func (t *Tx) forgetNames(ctx context.Context, f Forgetting) error {
	if len(f.Names) == 0 {
		return nil
	}
	orders, err := t.OrdersOf(ctx, f.IDs)
	if err != nil {
		return err
	}
	in, arg := t.dialect.In("record", orders)
	about := clauseOf("type = 'order' AND "+in, arg)
	for _, table := range []string{"note", "task", "notice", "attachment"} {
		for _, column := range freeTexts[table] {
			if err := t.replaceTexts(ctx, table, column, about, f.Names.Without); err != nil {
				return err
			}
		}
	}
	edits := clauseOf("note IN (SELECT id FROM note WHERE "+about.sql+")", arg)
	if err := t.replaceTexts(ctx, "note_edit", "body", edits, f.Names.Without); err != nil {
		return err
	}
	in, arg = t.dialect.In("id", orders)
	if err := t.replaceValues(ctx, clauseOf("type = 'order' AND "+in, arg), f.Names.Without); err != nil {
		return err
	}
	return t.forgetNamesInTrail(ctx, f, orders)
}

func (t *Tx) forgetNamesInTrail(ctx context.Context, f Forgetting, orders []int64) error {
	of, people := t.dialect.In("record", f.IDs)
	on, theirs := t.dialect.In("record", orders)
	target, around := t.dialect.In("target", f.Around)
	acts := "act <> ? AND act IN (SELECT act FROM change WHERE type = 'person' AND " + of + " UNION SELECT act FROM change WHERE type = 'order' AND " + on +
		" UNION SELECT id FROM audit WHERE " + target + ")"
	values, err := t.emptyNamed(ctx, f, "SELECT act, COALESCE(before, ''), COALESCE(after, ''), reason FROM audit_value WHERE "+acts,
		[]any{t.Act, people, theirs, around}, "DELETE FROM audit_value WHERE ", "act")
	if err != nil {
		return err
	}
	n, err := t.emptyNamed(ctx, f, "SELECT id, COALESCE(before, ''), COALESCE(after, ''), '' FROM change WHERE salt IS NOT NULL AND type = 'order' AND "+on,
		[]any{theirs}, "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE ", "id")
	t.erased(values + n)
	return err
}

// emptyNamed empties the rows in one of whose three texts a name stands, and counts them.
func (t *Tx) emptyNamed(ctx context.Context, f Forgetting, query string, args []any, empty, id string) (int64, error) {
	var found []int64
	err := t.each(ctx, "looking for names", query, args, func(rows *sql.Rows) error {
		var row int64
		var texts [3]string
		err := rows.Scan(&row, &texts[0], &texts[1], &texts[2])
		if slices.ContainsFunc(texts[:], func(s string) bool { return f.Names.Without(s) != s }) {
			found = append(found, row)
		}
		return err
	})
	if err != nil || len(found) == 0 {
		return 0, err
	}
	in, arg := t.dialect.In(id, found)
	return t.exec(ctx, "forgetting names", empty+in, arg)
}
