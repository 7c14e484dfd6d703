package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/task"
)

// never is when a task comes up that has no due date: behind all that have one.
const never = int64(1) << 62

const taskColumns = "id, title, note, kind, priority, due_day, due_at, plan, owner, team, type, record, creator, rule, cause, series, snoozed, done_at, done_by, outcome, version, created_at, updated_at, deleted_at"

// plan is what of a task nobody looks for.
type plan struct {
	Remind    []int        `json:"remind,omitempty"`
	Repeat    *task.Repeat `json:"repeat,omitempty"`
	Checklist []task.Item  `json:"checklist,omitempty"`
}

func scanTask(rows *sql.Rows) (t task.Task, err error) {
	var body []byte
	err = rows.Scan(&t.ID, &t.Title, &t.Note, (*string)(&t.Kind), &t.Priority, &t.DueDay, &t.DueAt, &body, &t.Owner, &t.Team,
		(*string)(&t.About.Type), &t.About.ID, &t.Creator, &t.Rule, &t.Cause, &t.Series, &t.Snoozed, &t.DoneAt, &t.DoneBy, &t.Outcome,
		&t.Version, &t.CreatedAt, &t.UpdatedAt, &t.DeletedAt)
	if err != nil {
		return t, err
	}
	var p plan
	err = json.Unmarshal(body, &p)
	t.Remind, t.Repeat, t.Checklist = p.Remind, p.Repeat, p.Checklist
	return t, err
}

// taskValues are the columns that change, in the order of taskColumns from title on, and comes_at.
func taskValues(t task.Task) ([]any, error) {
	body, err := json.Marshal(plan{t.Remind, t.Repeat, t.Checklist})
	comes := max(t.DueAt, t.Snoozed)
	if comes == 0 {
		comes = never
	}
	return []any{t.Title, t.Note, string(t.Kind), t.Priority, t.DueDay, t.DueAt, string(body), t.Owner, t.Team, string(t.About.Type), t.About.ID,
		t.Creator, t.Rule, t.Cause, t.Series, t.Snoozed, t.DoneAt, t.DoneBy, t.Outcome, t.Version, t.CreatedAt, t.UpdatedAt, t.DeletedAt, comes}, err
}

// CountOpenTasks is how many tasks somebody has to do.
func (v *View) CountOpenTasks(ctx context.Context, owner int64) (n int64, err error) {
	err = v.one(ctx, "counting tasks", "SELECT COUNT(*) FROM task WHERE owner = ? AND done_at = 0 AND deleted_at = 0", []any{owner}, &n)
	return n, err
}

// AddTask adds a checked task of version 1, made now, and gives it with its id. ErrOutside where it would be out of
// reach; ErrConflict where its rule has an open task about the same record already, or made one for the same cause.
func (t *Tx) AddTask(ctx context.Context, reach auth.Reach, is task.Task) (task.Task, error) {
	if !reach.Reaches(is.Owner, is.Team) {
		return is, ErrOutside
	}
	is.Version, is.CreatedAt, is.UpdatedAt = 1, t.now, t.now
	values, err := taskValues(is)
	if err != nil {
		return is, err
	}
	query := `INSERT INTO task (title, note, kind, priority, due_day, due_at, plan, owner, team, type, record, creator, rule, cause, series, snoozed, done_at, done_by, outcome, version, created_at, updated_at, deleted_at, comes_at, action)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`
	err = t.one(ctx, "adding a task", query, append(values, t.action()), &is.ID)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("adding a task: its rule has made one: %w", ErrConflict)
	}
	return is, err
}

// SaveTask writes a task that is as it was read but for what changed, notes in the journal what became another, and gives
// its new version. ErrConflict where
// somebody changed it meanwhile; ErrOutside where it would be out of reach.
func (t *Tx) SaveTask(ctx context.Context, reach auth.Reach, is task.Task) (task.Task, error) {
	if !reach.Reaches(is.Owner, is.Team) {
		return is, ErrOutside
	}
	if err := t.noteTask(ctx, &is); err != nil {
		return is, err
	}
	was := is.Version
	is.Version, is.UpdatedAt = was+1, t.now
	values, err := taskValues(is)
	if err != nil {
		return is, err
	}
	query := `UPDATE task SET title = ?, note = ?, kind = ?, priority = ?, due_day = ?, due_at = ?, plan = ?, owner = ?, team = ?, type = ?, record = ?, creator = ?, rule = ?, cause = ?, series = ?, snoozed = ?, done_at = ?, done_by = ?, outcome = ?, version = ?, created_at = ?, updated_at = ?, deleted_at = ?, comes_at = ?
WHERE id = ? AND version = ?`
	n, err := t.exec(ctx, "saving a task", query, append(values, is.ID, was)...)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving task %d: %w", is.ID, ErrConflict)
	}
	return is, err
}

// Task is one task within reach; ErrNotFound where there is none, or it was removed.
func (v *View) Task(ctx context.Context, reach auth.Reach, id int64) (t task.Task, err error) {
	condition, args := v.within(reach)
	list, err := v.tasks(ctx, "id = ? AND deleted_at = 0"+condition, append([]any{id}, args...))
	if err != nil || len(list) == 0 {
		return t, errors.Join(err, v.failed("reading a task", sql.ErrNoRows))
	}
	return list[0], nil
}

// RestoreTask puts a removed task within reach back; ErrNotFound where there is none, it was erased, or its rule has made
// another meanwhile.
func (t *Tx) RestoreTask(ctx context.Context, reach auth.Reach, id int64) error {
	condition, args := t.within(reach)
	query := `UPDATE task SET deleted_at = 0, version = version + 1, updated_at = ? WHERE id = ? AND deleted_at > 0 AND title <> ''
AND NOT EXISTS (SELECT 1 FROM task o WHERE o.rule > 0 AND o.rule = task.rule AND o.type = task.type AND o.record = task.record AND o.done_at = 0 AND o.deleted_at = 0)` + condition
	n, err := t.exec(ctx, "restoring a task", query, append([]any{t.now, id}, args...)...)
	if err == nil && n == 0 {
		err = fmt.Errorf("restoring task %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return err
	}
	return t.noteTasks(ctx, []noted{{id, record.Existence, nil, true}})
}

func (v *View) tasks(ctx context.Context, where string, args []any) (list []task.Task, err error) {
	err = v.each(ctx, "reading tasks", "SELECT "+taskColumns+" FROM task WHERE "+where, args, func(rows *sql.Rows) error {
		t, err := scanTask(rows)
		list = append(list, t)
		return err
	})
	return list, err
}

// TaskFilter says which tasks are listed; what is zero does not narrow.
type TaskFilter struct {
	Owner    int64
	Team     int64 // of the team, and of its members where Members names them
	Members  []int64
	About    record.Ref
	Rule     int64
	Done     bool  // those done, the last first; else those open, the first to come up first
	Made     bool  // all there are, the one made last first; AfterAt is then when it was made
	From, To int64 // when they come up, or were done: from, and before
	// After is the last row of the page before: when it comes up (or was done) and its id; 0: from the beginning.
	AfterAt, AfterID int64
	Limit            int
}

// Comes is when a task comes up, as lists are ordered.
func Comes(t task.Task) int64 {
	if at := max(t.DueAt, t.Snoozed); at != 0 {
		return at
	}
	return never
}

// Tasks lists tasks within reach.
func (v *View) Tasks(ctx context.Context, reach auth.Reach, f TaskFilter) ([]task.Task, error) {
	where, args, err := v.taskWhere(ctx, reach, f)
	if err != nil {
		return nil, err
	}
	order := " AND (? = 0 OR comes_at > ? OR comes_at = ? AND id > ?) ORDER BY comes_at, id LIMIT ?"
	switch {
	case f.Made:
		order = " AND (? = 0 OR created_at < ? OR created_at = ? AND id < ?) ORDER BY created_at DESC, id DESC LIMIT ?"
	case f.Done:
		order = " AND (? = 0 OR done_at < ? OR done_at = ? AND id < ?) ORDER BY done_at DESC, id DESC LIMIT ?"
	}
	return v.tasks(ctx, where+order, append(args, f.AfterID, f.AfterAt, f.AfterAt, f.AfterID, f.Limit))
}

// CountTasks counts tasks within reach.
func (v *View) CountTasks(ctx context.Context, reach auth.Reach, f TaskFilter) (n int64, err error) {
	where, args, err := v.taskWhere(ctx, reach, f)
	if err != nil {
		return 0, err
	}
	err = v.one(ctx, "counting tasks", "SELECT count(*) FROM task WHERE "+where, args, &n)
	return n, err
}

func (v *View) taskWhere(ctx context.Context, reach auth.Reach, f TaskFilter) (where string, args []any, err error) {
	where = "deleted_at = 0 AND done_at = 0"
	at := "comes_at"
	switch {
	case f.Made:
		where, at = "deleted_at = 0", "created_at"
	case f.Done:
		where, at = "deleted_at = 0 AND done_at > 0", "done_at"
	}
	add := func(condition string, more ...any) { where, args = where+" AND "+condition, append(args, more...) }
	if f.Owner != 0 {
		add("owner = ?", f.Owner)
	}
	if f.Team != 0 {
		in, arg := v.dialect.In("owner", append([]int64{}, f.Members...))
		add("(team = ? OR "+in+")", f.Team, arg)
	}
	if f.Rule != 0 {
		add("rule = ?", f.Rule)
	}
	if f.About.ID != 0 {
		same, err := v.standFor(ctx, f.About)
		if err != nil {
			return "", nil, err
		}
		in, arg := v.dialect.In("record", same)
		add("type = ? AND "+in, string(f.About.Type), arg)
	}
	if f.From != 0 {
		add(at+" >= ?", f.From)
	}
	if f.To != 0 {
		add(at+" < ?", f.To)
	}
	condition, more := v.within(reach)
	return where + condition, append(args, more...), nil
}

// RuleTasks are the open tasks a rule made, by the record they are about.
func (v *View) RuleTasks(ctx context.Context, rule int64) (map[int64]task.Task, error) {
	list, err := v.tasks(ctx, "rule = ? AND done_at = 0 AND deleted_at = 0", []any{rule})
	open := make(map[int64]task.Task, len(list))
	for _, t := range list {
		open[t.About.ID] = t
	}
	return open, err
}

// CausedTasks are the open tasks about a record that were made for one of some causes.
func (v *View) CausedTasks(ctx context.Context, about record.Ref, causes []string) ([]task.Task, error) {
	same, err := v.standFor(ctx, about)
	if err != nil {
		return nil, err
	}
	of, ids := v.dialect.In("record", same)
	caused, texts := v.dialect.In("cause", causes)
	return v.tasks(ctx, "type = ? AND "+of+" AND "+caused+" AND done_at = 0 AND deleted_at = 0", []any{string(about.Type), ids, texts})
}

// EraseTasks removes what tasks say about a record, for good.
func (t *Tx) EraseTasks(ctx context.Context, about record.Ref) error {
	_, err := t.exec(ctx, "erasing tasks", "DELETE FROM task WHERE type = ? AND record = ?", string(about.Type), about.ID)
	return err
}
