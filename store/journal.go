package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"banhda/hub/audit"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/phrase"
)

var errNoAct = phrase.Errorf("records are changed under an act of the audit trail only")

// fieldAs is how the journal's values of the record itself are read.
var (
	existence = &record.Field{Kind: record.Boolean}
	merging   = &record.Field{Kind: record.OfFirm}
)

// journalled finds how values of a field are written in the journal; nil for what is no field any more.
func journalled(fields map[string]*record.Field, key string) *record.Field {
	switch key {
	case record.Existence:
		return existence
	case record.MergedInto:
		return merging
	}
	return fields[key]
}

// noted is a value that became another; of a record that was made, after are all values it was made with.
type noted struct {
	record        int64
	field         string
	before, after any
}

// noteAll appends changes to the journal, under the act under way.
func (t *Tx) noteAll(ctx context.Context, typ record.Type, notes []noted) error {
	if len(notes) > 0 && t.act == nil {
		return errNoAct
	}
	if len(notes) == 0 {
		return nil
	}
	salts := audit.Salts(len(notes))
	act, first, at, of := any(t.act.ID), any(t.act.First()), any(t.now), any(string(typ))
	in := t.inserter("change (act, action, at, type, record, field, before, after, salt, commitment)", 10)
	for i, n := range notes {
		was, err := record.EncodeValue(n.before)
		if err != nil {
			return err
		}
		is, err := record.EncodeValue(n.after)
		if err != nil {
			return err
		}
		commitment := audit.Change(salts[i], string(typ), n.record, n.field, was, is, t.now, t.act.At)
		t.act.changes.Add(commitment)
		if err := in.add(ctx, 0, act, first, at, of, n.record, n.field, textOrNil(was), textOrNil(is), salts[i], commitment); err != nil {
			return t.failed("journalling changes", err)
		}
	}
	return t.failed("journalling changes", in.flush(ctx))
}

const changeColumns = "id, act, action, at, type, record, field, before, after"

// changes runs a query for changeColumns. A row that made a record becomes several changes.
func (v *View) changes(ctx context.Context, query string, args ...any) (list []record.Change, err error) {
	for _, typ := range record.Types { // before the rows: a transaction asks one question at a time
		if _, err := v.index(ctx, typ); err != nil {
			return nil, err
		}
	}
	err = v.each(ctx, "reading the journal", query, args, func(rows *sql.Rows) error {
		var c record.Change
		var before, after []byte
		err := rows.Scan(&c.ID, &c.Act, &c.Action, &c.At, (*string)(&c.Type), &c.Record, &c.Field, &before, &after)
		if err == nil && v.isMaking(&c, after) {
			all, err := v.made(c, after)
			list = append(list, all...)
			return err
		}
		fields := v.catalogues[c.Type]
		if fields == nil {
			fields = &catalogue{}
		}
		if f := journalled(fields.index, c.Field); f != nil {
			c.Before, c.After = f.DecodeValue(before), f.DecodeValue(after)
		} else if c.Type == task.Journalled {
			c.Before, c.After = rawOrNil(before), rawOrNil(after)
		}
		list = append(list, c)
		return err
	})
	return list, err
}

// rawOrNil is a part of a task as it was kept; nil where it was erased.
func rawOrNil(text []byte) any {
	if len(text) == 0 {
		return nil
	}
	return json.RawMessage(slices.Clone(text))
}

// ChangesQuestion asks for a page of the journal, newest first. What is empty or 0 is not asked for.
type ChangesQuestion struct {
	Type   record.Type
	Record int64 // with Type; of people, changes of those who were merged into them, too
	Field  string
	Act    int64
	Action int64
	Before int64 // id of the page's last change before
	Limit  int   // of rows: what a record was made with is one, however many values that are
}

// Changes gives a page of the journal. Changes of one row have one id, and are never parted by the end of a page.
func (v *View) Changes(ctx context.Context, q ChangesQuestion) ([]record.Change, error) {
	var conditions []string
	var args []any
	on := func(asked bool, condition string, with ...any) {
		if asked {
			conditions, args = append(conditions, condition), append(args, with...)
		}
	}
	on(q.Type != "", "type = ?", string(q.Type))
	on(q.Record != 0 && q.Type != record.Person, "record = ?", q.Record)
	on(q.Record != 0 && q.Type == record.Person, "(record = ? OR record IN (SELECT id FROM profile WHERE person = ?))", q.Record, q.Record)
	on(q.Field != "", `(field = ? OR field = '' AND after LIKE ? ESCAPE '\')`, q.Field, containing(`"`+q.Field+`":`))
	on(q.Act != 0, "act = ?", q.Act)
	on(q.Action != 0, "action = ?", q.Action)
	on(q.Before != 0, "id < ?", q.Before)
	where := cmp.Or(strings.Join(conditions, " AND "), "1 = 1")
	list, err := v.changes(ctx, "SELECT "+changeColumns+" FROM change WHERE "+where+" ORDER BY id DESC LIMIT ?", append(args, q.Limit)...)
	return ofField(lastFirst(list), q.Field), err
}

// Undoable are those of some actions that changed records or lists, or made tasks: they can be taken back.
func (v *View) Undoable(ctx context.Context, actions []int64) (map[int64]bool, error) {
	in, arg := v.dialect.In("a.id", actions)
	undoable := map[int64]bool{}
	query := `SELECT a.id FROM audit a WHERE (EXISTS (SELECT 1 FROM change c WHERE c.action = a.id)
OR EXISTS (SELECT 1 FROM task t WHERE t.action = a.id AND t.action > 0 AND t.deleted_at = 0)
OR EXISTS (SELECT 1 FROM segment_turn u WHERE u.action = a.id AND u.action > 0)) AND ` + in
	err := v.each(ctx, "finding what can be taken back", query, []any{arg}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		undoable[id] = true
		return err
	})
	return undoable, err
}

// CountChanges is how many rows of the journal an action made.
func (v *View) CountChanges(ctx context.Context, action int64) (n int64, err error) {
	err = v.one(ctx, "counting changes", "SELECT COUNT(*) FROM change WHERE action = ?", []any{action}, &n)
	return n, err
}
