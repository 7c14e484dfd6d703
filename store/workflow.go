package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/drive/workflow"
)

const workflowColumns = "id, name, state, version, draft, publisher, recipe, hook, edition, scanned, created_at, updated_at"

// Workflows are all there are, the newest first.
func (v *View) Workflows(ctx context.Context) ([]workflow.Workflow, error) {
	return v.workflows(ctx, "SELECT "+workflowColumns+" FROM workflow ORDER BY id DESC")
}

// Workflow is one of them; ErrNotFound where there is none of that id.
func (v *View) Workflow(ctx context.Context, id int64) (workflow.Workflow, error) {
	list, err := v.workflows(ctx, "SELECT "+workflowColumns+" FROM workflow WHERE id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding workflow %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return workflow.Workflow{}, err
	}
	return list[0], nil
}

func (v *View) workflows(ctx context.Context, query string, args ...any) (list []workflow.Workflow, err error) {
	err = v.each(ctx, "reading workflows", query, args, func(rows *sql.Rows) error {
		var w workflow.Workflow
		err := rows.Scan(&w.ID, &w.Name, (*string)(&w.State), &w.Version, &w.Draft, &w.Publisher, &w.Recipe, &w.Hook, &w.Edition, &w.Scanned, &w.CreatedAt, &w.UpdatedAt)
		list = append(list, w)
		return err
	})
	return list, err
}

// AddWorkflow keeps a new one and gives it with its id.
func (t *Tx) AddWorkflow(ctx context.Context, w workflow.Workflow) (workflow.Workflow, error) {
	w.Edition, w.CreatedAt, w.UpdatedAt = 1, t.now, t.now
	query := `INSERT INTO workflow (name, state, version, draft, publisher, recipe, hook, edition, scanned, created_at, updated_at)
VALUES (?, ?, 0, ?, ?, ?, ?, 1, '', ?, ?) RETURNING id`
	args := []any{w.Name, string(w.State), textOrNil(w.Draft), w.Publisher, w.Recipe, w.Hook, t.now, t.now}
	return w, t.one(ctx, "adding a workflow", query, args, &w.ID)
}

// SaveWorkflow writes one that is as it was read but for what changed, and gives its new edition. ErrConflict where somebody
// changed it meanwhile.
func (t *Tx) SaveWorkflow(ctx context.Context, w workflow.Workflow) (workflow.Workflow, error) {
	query := `UPDATE workflow SET name = ?, state = ?, version = ?, draft = ?, publisher = ?, hook = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?`
	n, err := t.exec(ctx, "saving a workflow", query, w.Name, string(w.State), w.Version, textOrNil(w.Draft), w.Publisher, w.Hook, t.now, w.ID, w.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving workflow %d: %w", w.ID, ErrConflict)
	}
	w.Edition, w.UpdatedAt = w.Edition+1, t.now
	return w, err
}

// Scanned notes the day for which a workflow's date triggers were looked at.
func (t *Tx) Scanned(ctx context.Context, id int64, day string) error {
	_, err := t.exec(ctx, "noting which day was looked at", "UPDATE workflow SET scanned = ? WHERE id = ?", day, id)
	return err
}

// RemoveWorkflow forgets a workflow, its versions and the history of who went through it. ErrConflict where somebody is in
// it.
func (t *Tx) RemoveWorkflow(ctx context.Context, id int64) error {
	var under int64
	err := t.one(ctx, "counting who is in a workflow", "SELECT COUNT(*) FROM run WHERE workflow = ? AND outcome = ''", []any{id}, &under)
	if err == nil && under > 0 {
		err = fmt.Errorf("removing workflow %d: %d people are in it: %w", id, under, ErrConflict)
	}
	for _, query := range []string{
		"DELETE FROM run_line WHERE run IN (SELECT id FROM run WHERE workflow = ?)", "DELETE FROM run WHERE workflow = ?",
		"DELETE FROM workflow_version WHERE workflow = ?", "DELETE FROM workflow WHERE id = ?",
	} {
		if err == nil {
			_, err = t.exec(ctx, "removing a workflow", query, id)
		}
	}
	return err
}

// WorkflowVersion is one published version.
type WorkflowVersion struct {
	Version    int64
	Definition []byte
	Publisher  int64
	At         int64
}

// AddWorkflowVersion keeps a version that is published now.
func (t *Tx) AddWorkflowVersion(ctx context.Context, id int64, w WorkflowVersion) error {
	_, err := t.exec(ctx, "publishing a workflow", "INSERT INTO workflow_version (workflow, version, definition, publisher, at) VALUES (?, ?, ?, ?, ?)",
		id, w.Version, string(w.Definition), w.Publisher, t.now)
	return err
}

// WorkflowVersions are a workflow's, the newest first.
func (v *View) WorkflowVersions(ctx context.Context, id int64) (list []WorkflowVersion, err error) {
	query := "SELECT version, definition, publisher, at FROM workflow_version WHERE workflow = ? ORDER BY version DESC"
	err = v.each(ctx, "reading versions of a workflow", query, []any{id}, func(rows *sql.Rows) error {
		var w WorkflowVersion
		err := rows.Scan(&w.Version, &w.Definition, &w.Publisher, &w.At)
		list = append(list, w)
		return err
	})
	return list, err
}

// WorkflowVersion is one of them; ErrNotFound where there is none.
func (v *View) WorkflowVersion(ctx context.Context, id, version int64) (w WorkflowVersion, err error) {
	query := "SELECT version, definition, publisher, at FROM workflow_version WHERE workflow = ? AND version = ?"
	err = v.one(ctx, "reading a version of a workflow", query, []any{id, version}, &w.Version, &w.Definition, &w.Publisher, &w.At)
	return w, err
}
