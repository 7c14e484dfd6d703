package storetest

import (
	"encoding/json"
	"testing"

	"banhda/auth"
	kept "banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// undoAll takes back all of an action, of records and tasks of anybody.
func undoAll(action int64) store.UndoQuestion {
	return store.UndoQuestion{Action: action, Limit: 100, Tasks: func(auth.Verb) auth.Reach { return auth.Everything },
		Reach: func(kept.Type, auth.Verb) auth.Reach { return auth.Everything }, Hidden: func(kept.Type) []string { return nil }}
}

func taskJournal(_ *testing.T, b *bench) {
	is := b.addTask(task.Task{Title: "Gọi", Kind: task.Call, Owner: 1, Remind: []int{15}, DueAt: 100})
	save := func(change func(*task.Task)) (action int64) {
		return b.act(func(tx *store.Tx) (err error) {
			if is, err = tx.Task(b.ctx, auth.Everything, is.ID); err != nil {
				return err
			}
			change(&is)
			is, err = tx.SaveTask(b.ctx, auth.Everything, is)
			return err
		})
	}
	undo := func(q store.UndoQuestion) (u store.Undone) {
		b.act(func(tx *store.Tx) (err error) {
			u, err = tx.Undo(b.ctx, q)
			return err
		})
		return u
	}
	read := func() (t task.Task) {
		b.view(func(v *store.View) (err error) {
			t, err = v.Task(b.ctx, auth.Everything, is.ID)
			return err
		})
		return t
	}
	edit := save(func(t *task.Task) { t.Title, t.Owner, t.Remind, t.Snoozed = "Gọi lại", 2, nil, 500 })
	b.view(func(v *store.View) error {
		list, err := v.Changes(b.ctx, store.ChangesQuestion{Action: edit, Limit: 10})
		b.want("parts noted", len(list), 4)
		b.want("the first of them", []any{list[3].Field, list[3].Before, list[3].After}, []any{"title", json.RawMessage(`"Gọi"`), json.RawMessage(`"Gọi lại"`)})
		return err
	})
	save(func(t *task.Task) { t.Title = "Gọi gấp" })
	u := undo(undoAll(edit))
	b.want("what somebody changed since is told", []any{u.Undone, u.Conflicts},
		[]any{1, []store.Conflict{{Type: task.Journalled, Record: is.ID, Field: "title", Now: json.RawMessage(`"Gọi gấp"`), Would: json.RawMessage(`"Gọi"`)}}})
	now := read()
	b.want("the rest is as it was", []any{now.Title, now.Owner, now.Remind, now.Snoozed}, []any{"Gọi gấp", int64(1), []int{15}, int64(0)})
	whole := undoAll(edit)
	whole.Restore = true
	undo(whole)
	b.want("where it is asked for, that, too", read().Title, "Gọi")

	done := save(func(t *task.Task) { t.DoneAt, t.DoneBy, t.Outcome = 7, "usr_1", "reached" })
	undo(undoAll(done))
	b.want("done taken back", []any{read().DoneAt, read().DoneBy, read().Outcome}, []any{int64(0), "", ""})
	gone := save(func(t *task.Task) { t.DeletedAt = 9 })
	undo(undoAll(gone))
	b.want("removed taken back", read().Title, "Gọi")
	last := save(func(t *task.Task) { t.Owner = 3 })
	beyond := undoAll(last)
	beyond.Tasks = func(auth.Verb) auth.Reach { return auth.Reach{User: 1} }
	b.want("beyond one's reach", undo(beyond).Conflicts, []store.Conflict{{Type: task.Journalled, Record: is.ID}})
}
