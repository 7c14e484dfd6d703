package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/hub/task"
)

// taskRule is a rule as it is kept: with the ids that its JSON for people leaves out.
type taskRule struct {
	task.Rule
	Owner int64 `json:"owner,omitempty"`
	Team  int64 `json:"team,omitempty"`
}

// TaskRules are the rules that make tasks, the first made first.
func (v *View) TaskRules(ctx context.Context) (list []task.Rule, err error) {
	err = v.each(ctx, "reading rules of tasks", "SELECT id, body FROM task_rule ORDER BY id", nil, func(rows *sql.Rows) error {
		var r taskRule
		var body []byte
		if err := rows.Scan(&r.ID, &body); err != nil {
			return err
		}
		id := r.ID
		err := json.Unmarshal(body, &r)
		r.Rule.ID, r.Rule.Owner, r.Rule.Team = id, r.Owner, r.Team
		list = append(list, r.Rule)
		return err
	})
	return list, err
}

// SaveTaskRule adds a rule whose id is 0, or writes one that is there, and gives its id.
func (t *Tx) SaveTaskRule(ctx context.Context, r task.Rule) (id int64, err error) {
	body, err := json.Marshal(taskRule{r, r.Owner, r.Team})
	if err != nil {
		return 0, err
	}
	if r.ID == 0 {
		err = t.one(ctx, "adding a rule of tasks", "INSERT INTO task_rule (name, body, created_at) VALUES (?, ?, ?) RETURNING id", []any{r.Name, string(body), t.now}, &id)
		return id, err
	}
	n, err := t.exec(ctx, "saving a rule of tasks", "UPDATE task_rule SET name = ?, body = ? WHERE id = ?", r.Name, string(body), r.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving rule %d of tasks: %w", r.ID, ErrNotFound)
	}
	return r.ID, err
}

// RemoveTaskRule removes a rule, and what it made and nobody has done yet.
func (t *Tx) RemoveTaskRule(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a rule of tasks", "DELETE FROM task_rule WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing rule %d of tasks: %w", id, ErrNotFound)
	}
	if err == nil {
		_, err = t.exec(ctx, "removing a rule's tasks", "UPDATE task SET deleted_at = ?, version = version + 1 WHERE rule = ? AND done_at = 0 AND deleted_at = 0", t.now, id)
	}
	return err
}
