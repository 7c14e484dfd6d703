package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/hub/template"
)

const templateColumns = "id, key, channel, name, class, purpose, draft, edition, published, archived, updated_at"

// Templates lists them by name, those put away last.
func (v *View) Templates(ctx context.Context) ([]template.Template, error) {
	return v.templates(ctx, "1 = 1 ORDER BY archived, name, id")
}

// Template is one of them; ErrNotFound where there is none of that id.
func (v *View) Template(ctx context.Context, id int64) (template.Template, error) {
	return v.oneTemplate(ctx, "id = ?", id)
}

// TemplateByKey is one of them; ErrNotFound where there is none of that key.
func (v *View) TemplateByKey(ctx context.Context, key string) (template.Template, error) {
	return v.oneTemplate(ctx, "key = ?", key)
}

func (v *View) oneTemplate(ctx context.Context, where string, arg any) (template.Template, error) {
	list, err := v.templates(ctx, where, arg)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a template: %w", ErrNotFound)
	}
	if err != nil {
		return template.Template{}, err
	}
	return list[0], nil
}

func (v *View) templates(ctx context.Context, where string, args ...any) (list []template.Template, err error) {
	err = v.each(ctx, "reading templates", "SELECT "+templateColumns+" FROM template WHERE "+where, args, func(rows *sql.Rows) error {
		var t template.Template
		var draft []byte
		err := rows.Scan(&t.ID, &t.Key, (*string)(&t.Channel), &t.Name, (*string)(&t.Class), &t.Purpose, &draft, &t.Edition, &t.Published, &t.Archived, &t.UpdatedAt)
		if err == nil {
			err = readContent(draft, &t.Draft)
		}
		list = append(list, t)
		return err
	})
	return list, err
}

// AddTemplate keeps a new one and gives its id; ErrConflict where there is one of that key.
func (t *Tx) AddTemplate(ctx context.Context, m template.Template) (id int64, err error) {
	draft, err := json.Marshal(m.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO template (key, channel, name, class, purpose, draft, edition, published, archived, updated_at) VALUES (?, ?, ?, ?, ?, ?, 1, 0, FALSE, ?) RETURNING id"
	args := []any{m.Key, string(m.Channel), m.Name, string(m.Class), m.Purpose, string(draft), t.now}
	return id, t.one(ctx, "keeping a template", query, args, &id)
}

// SaveTemplate keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveTemplate(ctx context.Context, m template.Template) error {
	draft, err := json.Marshal(m.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE template SET key = ?, name = ?, class = ?, purpose = ?, draft = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a template", query, m.Key, m.Name, string(m.Class), m.Purpose, string(draft), m.Archived, t.now, m.ID, m.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing template %d: %w", m.ID, ErrConflict)
	}
	return err
}

// RemoveTemplate forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveTemplate(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a template", "DELETE FROM template WHERE id = ? AND published = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing template %d: %w", id, ErrConflict)
	}
	return err
}

// Publish makes of a template's draft the version that is sent from now on, under the act under way.
func (t *Tx) Publish(ctx context.Context, id int64) (v template.Version, err error) {
	m, err := t.Template(ctx, id)
	if err != nil {
		return v, err
	}
	v = template.Version{Template: id, Number: m.Published + 1, Channel: m.Channel, Class: m.Class, Purpose: m.Purpose, Content: m.Draft, At: t.now, Act: t.Act}
	content, err := json.Marshal(v.Content)
	if err != nil {
		return v, err
	}
	query := "INSERT INTO template_version (template, number, channel, class, purpose, content, at, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
	args := []any{v.Template, v.Number, string(v.Channel), string(v.Class), v.Purpose, string(content), v.At, v.Act}
	if err := t.one(ctx, "publishing a template", query, args, &v.ID); err != nil {
		return v, err
	}
	_, err = t.exec(ctx, "publishing a template", "UPDATE template SET published = ?, edition = edition + 1, updated_at = ? WHERE id = ?", v.Number, t.now, id)
	return v, err
}

// Versions lists what was published of a template, the newest first.
func (v *View) Versions(ctx context.Context, id int64) ([]template.Version, error) {
	return v.versions(ctx, "template = ? ORDER BY number DESC", id)
}

// Version is one by its id; ErrNotFound where there is none.
func (v *View) Version(ctx context.Context, id int64) (template.Version, error) {
	return v.oneVersion(ctx, "id = ?", id)
}

// Published is the version of a template that is sent; ErrNotFound where none was published.
func (v *View) Published(ctx context.Context, id int64) (template.Version, error) {
	return v.oneVersion(ctx, "template = ? AND number = (SELECT published FROM template WHERE id = ?)", id, id)
}

func (v *View) oneVersion(ctx context.Context, where string, args ...any) (template.Version, error) {
	list, err := v.versions(ctx, where, args...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a version of a template: %w", ErrNotFound)
	}
	if err != nil {
		return template.Version{}, err
	}
	return list[0], nil
}

// readContent reads what a message says. Recipes leave lists out; whoever is handed one gets an empty list, as it is sent back.
func readContent(kept []byte, c *template.Content) error {
	err := json.Unmarshal(kept, c)
	c.Blocks, c.Attachments = append([]template.Block{}, c.Blocks...), append([]template.Attachment{}, c.Attachments...)
	return err
}

func (v *View) versions(ctx context.Context, where string, args ...any) (list []template.Version, err error) {
	query := "SELECT id, template, number, channel, class, purpose, content, at, act FROM template_version WHERE " + where
	err = v.each(ctx, "reading versions of a template", query, args, func(rows *sql.Rows) error {
		var m template.Version
		var content []byte
		err := rows.Scan(&m.ID, &m.Template, &m.Number, (*string)(&m.Channel), (*string)(&m.Class), &m.Purpose, &content, &m.At, &m.Act)
		if err == nil {
			err = readContent(content, &m.Content)
		}
		list = append(list, m)
		return err
	})
	return list, err
}
