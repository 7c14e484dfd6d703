package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"

	"banhda/auth"
	"banhda/hub/search"
	"banhda/hub/task"
)

// CountTasksOf counts the tasks an action made that are still there.
func (v *View) CountTasksOf(ctx context.Context, action int64) (n int64, err error) {
	err = v.one(ctx, "counting an action's tasks", "SELECT count(*) FROM task WHERE action = ? AND action > 0 AND deleted_at = 0", []any{action}, &n)
	return n, err
}

// UndoMade removes some of the tasks an action made that nobody touched since, or where q restores those that were, too;
// what is done stays. It gives how many it removed: fewer than asked for are the last. Removing is noted, and has its way
// back in turn.
func (t *Tx) UndoMade(ctx context.Context, q UndoQuestion) (int, error) {
	condition, args := t.within(q.Tasks(auth.Delete))
	if !q.Restore {
		condition += " AND version = 1"
	}
	list, err := t.tasks(ctx, "action = ? AND action > 0 AND deleted_at = 0 AND done_at = 0"+condition+" ORDER BY id LIMIT ?", append(append([]any{q.Action}, args...), q.Limit))
	for _, is := range list {
		if err == nil {
			is.DeletedAt = t.now
			_, err = t.SaveTask(ctx, auth.Everything, is) // who may was asked
		}
	}
	return len(list), err
}

// TasksOf are tasks an action made that are still there, the first made first.
func (v *View) TasksOf(ctx context.Context, action int64, limit int) ([]task.Task, error) {
	return v.tasks(ctx, "action = ? AND action > 0 AND deleted_at = 0 ORDER BY id LIMIT ?", []any{action, limit})
}

// mostTitles is how many tasks are looked through, those that come up first.
const mostTitles = 10_000

// LookTasks gives the open tasks within reach whose titles answer best, the best first and of equals the next to come up,
// and how well each does.
func (v *View) LookTasks(ctx context.Context, reach auth.Reach, q search.Query, limit int) (list []task.Task, how []int, err error) {
	type hit struct {
		id  int64
		how int
	}
	var hits []hit
	condition, args := v.within(reach)
	query := "SELECT id, title FROM task WHERE deleted_at = 0 AND done_at = 0" + condition + " ORDER BY comes_at, id LIMIT ?"
	err = v.each(ctx, "looking for tasks", query, append(args, mostTitles), func(rows *sql.Rows) error {
		var id int64
		var title string
		err := rows.Scan(&id, &title)
		if h := q.Fits(title); h > 0 {
			hits = append(hits, hit{id, h})
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.how, a.how) })
	for _, h := range hits[:min(len(hits), limit)] {
		found, err := v.tasks(ctx, "id = ?", []any{h.id})
		if err != nil {
			return nil, nil, err
		}
		list, how = append(list, found...), append(how, h.how)
	}
	return list, how, nil
}
