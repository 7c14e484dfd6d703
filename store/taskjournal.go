package store

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/task"
)

// noteTask notes what becomes another in a task that is about to be saved.
func (t *Tx) noteTask(ctx context.Context, is *task.Task) error {
	list, err := t.tasks(ctx, "id = ?", []any{is.ID})
	if err != nil || len(list) == 0 {
		return err // there is none: saving it says so
	}
	var notes []noted
	for _, part := range task.Differ(&list[0], is) {
		notes = append(notes, noted{is.ID, part, list[0].Part(part), is.Part(part)})
	}
	if there, stays := list[0].DeletedAt == 0, is.DeletedAt == 0; there != stays {
		notes = append(notes, noted{is.ID, record.Existence, orNone(there), orNone(stays)})
	}
	return t.noteTasks(ctx, notes)
}

func orNone(there bool) any {
	if there {
		return true
	}
	return nil
}

// noteTasks notes changes of tasks under the act under way. What the house does by itself, without one, nobody takes back.
func (t *Tx) noteTasks(ctx context.Context, notes []noted) error {
	if t.act == nil {
		return nil
	}
	return t.noteAll(ctx, task.Journalled, notes)
}

// undoTasks takes back changes of tasks, the last first, part by part.
func (t *Tx) undoTasks(ctx context.Context, q UndoQuestion, list []record.Change, u *Undone) error {
	byTask := map[int64][]record.Change{}
	var ids []int64
	for _, c := range list {
		if byTask[c.Record] == nil {
			ids = append(ids, c.Record)
		}
		byTask[c.Record] = append(byTask[c.Record], c)
	}
	for _, id := range ids {
		if err := t.undoTask(ctx, q, id, byTask[id], u); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) undoTask(ctx context.Context, q UndoQuestion, id int64, changes []record.Change, u *Undone) error {
	found, err := t.tasks(ctx, "id = ? AND title <> ''", []any{id}) // one without a title was erased
	if err != nil {
		return err
	}
	if len(found) == 0 || !q.Tasks(auth.Update).Reaches(found[0].Owner, found[0].Team) {
		u.Conflicts = append(u.Conflicts, Conflict{Type: task.Journalled, Record: id})
		return nil
	}
	b := taskBack{UndoQuestion: q, is: found[0], now: t.now}
	for _, c := range changes {
		if err := b.take(c); err != nil {
			return err
		}
	}
	if u.Conflicts = append(u.Conflicts, b.conflicts...); b.is.DeletedAt == found[0].DeletedAt && len(task.Differ(&found[0], &b.is)) == 0 {
		return nil
	}
	saved, err := t.saveBack(ctx, q, found[0], b.is)
	switch {
	case errors.Is(err, ErrOutside) || errors.Is(err, ErrConflict):
		u.Conflicts = append(u.Conflicts, Conflict{Type: task.Journalled, Record: id})
		return nil
	case err != nil:
		return err
	}
	u.Undone, u.Tasks = u.Undone+1, append(u.Tasks, saved)
	return nil
}

// saveBack saves a task that goes back. ErrConflict where its rule has made another meanwhile, as only one may be open.
func (t *Tx) saveBack(ctx context.Context, q UndoQuestion, was, is task.Task) (task.Task, error) {
	opens := is.Rule != 0 && is.DeletedAt == 0 && is.DoneAt == 0 && (was.DeletedAt != 0 || was.DoneAt != 0)
	if opens {
		others, err := t.RuleTasks(ctx, is.Rule)
		if o, other := others[is.About.ID]; err != nil || other && o.About == is.About {
			return is, errors.Join(err, ErrConflict)
		}
	}
	return t.SaveTask(ctx, q.Tasks(auth.Update), is)
}

// taskBack is one task on its way back.
type taskBack struct {
	UndoQuestion
	is        task.Task
	now       int64
	conflicts []Conflict
}

func (b *taskBack) take(c record.Change) error {
	if c.Field == record.Existence {
		b.exist(c)
		return nil
	}
	before, ok1 := c.Before.(json.RawMessage)
	after, ok2 := c.After.(json.RawMessage)
	now := b.is.Part(c.Field)
	switch {
	case ok1 && bytes.Equal(now, before):
		return nil
	case !ok1 || !ok2 || !bytes.Equal(now, after) && !b.Restore: // it was erased, or somebody changed it since
		b.conflicts = append(b.conflicts, Conflict{task.Journalled, c.Record, c.Field, now, c.Before})
		return nil
	}
	return b.is.SetPart(c.Field, before)
}

// exist takes back that a task was removed, or put back.
func (b *taskBack) exist(c record.Change) {
	switch goes := c.After != nil; {
	case !b.Tasks(auth.Delete).Reaches(b.is.Owner, b.is.Team):
		b.conflicts = append(b.conflicts, Conflict{Type: c.Type, Record: c.Record})
	case goes && b.is.DeletedAt == 0:
		b.is.DeletedAt = b.now
	case !goes:
		b.is.DeletedAt = 0
	}
}
