package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store/dialect"
)

// NamesOf are all names that people were ever called by here.
func (v *View) NamesOf(ctx context.Context, people []int64) (names []string, err error) {
	ids, arg := v.dialect.In("id", people)
	on, whom := v.dialect.In("person", people)
	of, journalled := v.dialect.In("record", people)
	stated := v.dialect.Field("stated", "name", dialect.Text)
	query := "SELECT name FROM record WHERE type = 'person' AND " + ids + " UNION SELECT " + stated + " FROM record WHERE type = 'person' AND stated IS NOT NULL AND " + ids +
		" UNION SELECT value FROM own WHERE field = 'name' AND " + on + " UNION SELECT before FROM change WHERE type = 'person' AND field = 'name' AND " + of
	err = v.each(ctx, "reading names", query, []any{arg, arg, whom, journalled}, func(rows *sql.Rows) error {
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

// Bought are the types of records that are of a person without being them.
var Bought = []record.Type{record.Order, record.Deal, record.Ticket}

// BoughtBy are the ids of all orders, or deals, that were ever of people.
func (v *View) BoughtBy(ctx context.Context, typ record.Type, people []int64) ([]int64, error) {
	in, arg := v.dialect.In(v.dialect.Field("fields", "person", dialect.Integer), people)
	return v.ids(ctx, "SELECT id FROM record WHERE type = ? AND "+in, string(typ), arg)
}

// forgetNames puts a mark in the place of somebody's names in what was written about their orders and deals, and empties
// what the trail and the journal hold of them in acts on them and on those.
func (t *Tx) forgetNames(ctx context.Context, f Forgetting) error {
	if len(f.Names) == 0 {
		return nil
	}
	for _, typ := range Bought {
		ids, err := t.BoughtBy(ctx, typ, f.IDs)
		if err == nil {
			err = t.forgetNamesAbout(ctx, f, typ, ids)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) forgetNamesAbout(ctx context.Context, f Forgetting, typ record.Type, ids []int64) error {
	in, arg := t.dialect.In("record", ids)
	about := clauseOf("type = '"+string(typ)+"' AND "+in, arg)
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
	in, arg = t.dialect.In("id", ids)
	them := clauseOf("type = '"+string(typ)+"' AND "+in, arg)
	if err := t.replaceValues(ctx, them, f.Names.Without); err != nil {
		return err
	}
	if err := t.replaceNames(ctx, them, f.without()); err != nil {
		return err
	}
	return t.forgetNamesInTrail(ctx, f, typ, ids)
}

// without takes everything that gives somebody away out of a text about them.
func (f *Forgetting) without() func(string) string {
	if len(f.Needles) == 0 {
		return f.Names.Without
	}
	gone := textsOf(f.Needles)
	return func(s string) string { return gone.marked(f.Names.Without(s)) }
}

// replaceNames does so in what records are called.
func (t *Tx) replaceNames(ctx context.Context, of where, without func(string) string) error {
	called := map[record.Ref]string{}
	err := t.each(ctx, "looking for names", "SELECT type, id, name FROM record WHERE "+of.sql, of.args, func(rows *sql.Rows) error {
		var r record.Ref
		var name string
		err := rows.Scan((*string)(&r.Type), &r.ID, &name)
		if without(name) != name {
			called[r] = without(name)
		}
		return err
	})
	for r, name := range called {
		if err == nil {
			t.touch(r.Type, r.ID)
			query := "UPDATE record SET name = ?, name_folded = ?, sort_key = ?, version = version + 1 WHERE type = ? AND id = ?"
			_, err = t.exec(ctx, "forgetting a name", query, name, person.Fold(name), sortKey(name), string(r.Type), r.ID)
		}
	}
	return err
}

func (t *Tx) forgetNamesInTrail(ctx context.Context, f Forgetting, typ record.Type, ids []int64) error {
	of, people := t.dialect.In("record", f.IDs)
	on, theirs := t.dialect.In("record", ids)
	target, around := t.dialect.In("target", f.Around)
	acts := "act <> ? AND act IN (SELECT act FROM change WHERE type = 'person' AND " + of + " UNION SELECT act FROM change WHERE type = '" + string(typ) + "' AND " + on +
		" UNION SELECT id FROM audit WHERE " + target + ")"
	values, err := t.emptyNamed(ctx, f, "SELECT act, COALESCE(before, ''), COALESCE(after, ''), reason FROM audit_value WHERE "+acts,
		[]any{t.Act, people, theirs, around}, "DELETE FROM audit_value WHERE ", "act")
	if err != nil {
		return err
	}
	about := "(type = '" + string(typ) + "' AND " + on + " OR type = 'task' AND record IN (SELECT id FROM task WHERE type = '" + string(typ) + "' AND " + on + "))"
	n, err := t.emptyNamed(ctx, f, "SELECT id, COALESCE(before, ''), COALESCE(after, ''), '' FROM change WHERE salt IS NOT NULL AND "+about,
		[]any{theirs, theirs}, "UPDATE change SET before = NULL, after = NULL, salt = NULL WHERE ", "id")
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
