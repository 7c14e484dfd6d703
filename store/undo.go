package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/task"
)

// UndoQuestion asks to take back some changes of an action, the last first.
type UndoQuestion struct {
	Action int64
	Before int64 // id of the change that was looked at last; 0 begins
	Limit  int   // of changes looked at
	// Restore takes back what somebody changed since, too; otherwise it is left and reported.
	Restore bool
	// Reach tells how far the one who undoes may change records of a type, and make or remove them.
	Reach func(record.Type, auth.Verb) auth.Reach
	// Tasks tells how far the one who undoes may change tasks, and remove them or put them back.
	Tasks func(auth.Verb) auth.Reach
	// Hidden are the fields of a type that the one who undoes neither sees nor changes: they are left as they are.
	Hidden func(record.Type) []string
}

// Conflict is a value that was left as it is: it was changed since, or another record has by now what only one may have.
// Field is empty where it is about the record itself: it was changed since it was made, is out of reach, or is somebody
// who was merged into another.
type Conflict struct {
	Type       record.Type
	Record     int64
	Field      string
	Now, Would any // what it is, and what undoing would make it; nil: none
}

// Undone is what became of some changes.
type Undone struct {
	Undone    int         // records that were changed
	Tasks     []task.Task // as they are now: their reminders are to be set
	Conflicts []Conflict
	Next      int64 // UndoQuestion.Before of the next; 0: that was all
}

// Undo takes back changes under the act under way, record by record and field by field. Who was made is removed, who was
// removed restored; undoing an undoing does it again.
func (t *Tx) Undo(ctx context.Context, q UndoQuestion) (u Undone, err error) {
	list, err := t.Changes(ctx, ChangesQuestion{Action: q.Action, Before: q.Before, Limit: q.Limit})
	if err != nil {
		return u, err
	}
	if len(list) >= q.Limit {
		u.Next = list[len(list)-1].ID
	}
	for _, typ := range record.Types {
		of := slices.DeleteFunc(slices.Clone(list), func(c record.Change) bool { return c.Type != typ })
		if err := t.undoType(ctx, q, typ, of, &u); err != nil {
			return u, err
		}
	}
	of := slices.DeleteFunc(list, func(c record.Change) bool { return c.Type != task.Journalled })
	return u, t.undoTasks(ctx, q, of, &u)
}

func (t *Tx) undoType(ctx context.Context, q UndoQuestion, typ record.Type, list []record.Change, u *Undone) error {
	if len(list) == 0 {
		return nil
	}
	var ids []int64
	for _, c := range list {
		ids = append(ids, c.Record)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	found, err := t.byID(ctx, auth.Everything, typ, ids)
	if err != nil {
		return err
	}
	made, err := t.madeBy(ctx, q.Action, typ, ids)
	if err != nil {
		return err
	}
	reach := q.Reach(typ, auth.Update)
	removes, hide := q.Reach(typ, auth.Delete), q.Hidden(typ)
	var steps []step
	for _, id := range ids {
		now, ok := found[id]
		if !ok || !reach.Reaches(now.Values.Int("owner"), now.Values.Int("team")) || typ == record.Person && now.Into != 0 {
			u.Conflicts = append(u.Conflicts, Conflict{Type: typ, Record: id})
			continue
		}
		b := back{UndoQuestion: q, step: step{was: now, is: now}, made: made[id], now: t.now,
			removes: removes.Reaches(now.Values.Int("owner"), now.Values.Int("team"))}
		b.is.Values = now.Values.With(nil)
		for _, c := range list {
			if c.Record == id && !slices.Contains(hide, c.Field) {
				b.take(c)
			}
		}
		b.compare()
		u.Conflicts = append(u.Conflicts, b.conflicts...)
		taken, err := t.blocked(ctx, typ, &b.step)
		switch {
		case err != nil:
			return err
		case taken != "":
			u.Conflicts = append(u.Conflicts, Conflict{typ, id, taken, now.Values[taken], b.is.Values[taken]})
		case b.changes():
			steps = append(steps, b.step)
		}
	}
	_, err = t.write(ctx, typ, steps)
	u.Undone += len(steps)
	return err
}

// back is one record on its way back.
type back struct {
	UndoQuestion
	step
	made      *making // by the action; nil: it was not
	now       int64
	removes   bool // whether who undoes may remove it
	conflicts []Conflict
}

// making tells of a record an action made whether anything else touched it since.
type making struct{ touched bool }

// take takes back one change; they come the last first.
func (b *back) take(c record.Change) {
	switch {
	case c.Field == record.Existence && c.After != nil: // it was made, or restored
		b.remove(c)
	case c.Field == record.Existence && !b.removes:
		b.conflict(Conflict{c.Type, c.Record, record.Existence, nil, true})
	case c.Field == record.Existence:
		b.is.DeletedAt = 0
	case b.made != nil: // what it was made with stays in it: removing it is enough
	case c.Field == record.MergedInto:
		b.is.Into, _ = c.Before.(int64)
	default:
		b.value(c)
	}
}

func (b *back) remove(c record.Change) {
	if b.is.DeletedAt == 0 && (!b.removes || b.made != nil && b.made.touched && !b.Restore) {
		b.conflict(Conflict{c.Type, c.Record, record.Existence, true, nil})
		return
	}
	b.is.DeletedAt = cmp.Or(b.is.DeletedAt, b.now)
}

func (b *back) value(c record.Change) {
	now := b.is.Values[c.Field]
	if record.Same(now, c.Before) {
		return
	}
	if !record.Same(now, c.After) && !b.Restore {
		b.conflict(Conflict{c.Type, c.Record, c.Field, now, c.Before})
		return
	}
	b.is.Values = b.is.Values.With(record.Values{c.Field: c.Before})
}

// conflict keeps one of each field: the one that goes back furthest.
func (b *back) conflict(c Conflict) {
	for i := range b.conflicts {
		if b.conflicts[i].Field == c.Field {
			b.conflicts[i] = c
			return
		}
	}
	b.conflicts = append(b.conflicts, c)
}

// blocked is the unique field whose value a step would claim and another record has by now; empty for none.
func (v *View) blocked(ctx context.Context, typ record.Type, s *step) (string, error) {
	fields, err := v.index(ctx, typ)
	if err != nil {
		return "", err
	}
	for key, f := range fields {
		if !f.Unique {
			continue
		}
		before, err1 := claimed(&s.was, f)
		after, err2 := claimed(&s.is, f)
		if err := errors.Join(err1, err2); err != nil || after == nil || slices.Equal(before, after) {
			continue
		}
		id, err := v.Unique(ctx, typ, key, s.is.Values[key])
		switch {
		case errors.Is(err, ErrNotFound):
		case err != nil:
			return "", err
		case id != s.is.ID:
			return key, nil
		}
	}
	return "", nil
}

// Made tells which of some records an action made.
func (v *View) Made(ctx context.Context, action int64, typ record.Type, ids []int64) (map[int64]bool, error) {
	made, err := v.madeBy(ctx, action, typ, ids)
	is := make(map[int64]bool, len(made))
	for id := range made {
		is[id] = true
	}
	return is, err
}

// madeBy tells which records an action made, and whether another action changed them since.
func (v *View) madeBy(ctx context.Context, action int64, typ record.Type, ids []int64) (map[int64]*making, error) {
	in, arg := v.dialect.In("m.record", ids)
	query := `SELECT m.record, EXISTS (SELECT 1 FROM change c WHERE c.type = m.type AND c.record = m.record AND c.id > m.id AND c.action <> m.action)
FROM change m WHERE m.type = ? AND ` + in + ` AND m.action = ? AND m.field = '' AND m.before IS NULL`
	made := map[int64]*making{}
	err := v.each(ctx, "reading what was made", query, []any{string(typ), arg, action}, func(rows *sql.Rows) error {
		var id int64
		m := &making{}
		err := rows.Scan(&id, &m.touched)
		made[id] = m
		return err
	})
	return made, err
}
