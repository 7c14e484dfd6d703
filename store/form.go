package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/attract/form"
)

const formColumns = "id, key, name, draft, edition, published, archived, updated_at"

// Forms lists them by name, those put away last.
func (v *View) Forms(ctx context.Context) ([]form.Form, error) {
	return v.forms(ctx, "1 = 1 ORDER BY archived, name, id")
}

// Form is one of them; ErrNotFound where there is none of that id.
func (v *View) Form(ctx context.Context, id int64) (form.Form, error) {
	return v.oneForm(ctx, "id = ?", id)
}

// FormByKey is one of them; ErrNotFound where there is none of that key.
func (v *View) FormByKey(ctx context.Context, key string) (form.Form, error) {
	return v.oneForm(ctx, "key = ?", key)
}

func (v *View) oneForm(ctx context.Context, where string, arg any) (form.Form, error) {
	list, err := v.forms(ctx, where, arg)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a form: %w", ErrNotFound)
	}
	if err != nil {
		return form.Form{}, err
	}
	return list[0], nil
}

func (v *View) forms(ctx context.Context, where string, args ...any) (list []form.Form, err error) {
	err = v.each(ctx, "reading forms", "SELECT "+formColumns+" FROM form WHERE "+where, args, func(rows *sql.Rows) error {
		var f form.Form
		var draft []byte
		err := rows.Scan(&f.ID, &f.Key, &f.Name, &draft, &f.Edition, &f.Published, &f.Archived, &f.UpdatedAt)
		if err == nil {
			err = json.Unmarshal(draft, &f.Draft)
		}
		list = append(list, f)
		return err
	})
	return list, err
}

// AddForm keeps a new one and gives its id; ErrConflict where there is one of that key.
func (t *Tx) AddForm(ctx context.Context, f form.Form) (id int64, err error) {
	draft, err := json.Marshal(f.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO form (key, name, draft, edition, published, archived, updated_at) VALUES (?, ?, ?, 1, 0, FALSE, ?) RETURNING id"
	return id, t.one(ctx, "keeping a form", query, []any{f.Key, f.Name, string(draft), t.now}, &id)
}

// SaveForm keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveForm(ctx context.Context, f form.Form) error {
	draft, err := json.Marshal(f.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE form SET key = ?, name = ?, draft = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a form", query, f.Key, f.Name, string(draft), f.Archived, t.now, f.ID, f.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing form %d: %w", f.ID, ErrConflict)
	}
	return err
}

// RemoveForm forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveForm(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a form", "DELETE FROM form WHERE id = ? AND published = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing form %d: %w", id, ErrConflict)
	}
	return err
}

// PublishForm keeps content as the version visitors see from now on, under the act under way.
func (t *Tx) PublishForm(ctx context.Context, id int64, content form.Definition) (v form.Version, err error) {
	f, err := t.Form(ctx, id)
	if err != nil {
		return v, err
	}
	v = form.Version{Form: id, Number: f.Published + 1, Content: content, At: t.now, Act: t.Act}
	body, err := json.Marshal(content)
	if err != nil {
		return v, err
	}
	if _, err = t.exec(ctx, "publishing a form", "INSERT INTO form_version (form, number, content, at, act) VALUES (?, ?, ?, ?, ?)", id, v.Number, string(body), v.At, v.Act); err != nil {
		return v, err
	}
	_, err = t.exec(ctx, "publishing a form", "UPDATE form SET published = ?, edition = edition + 1, updated_at = ? WHERE id = ?", v.Number, t.now, id)
	return v, err
}

// FormVersions lists what was published of a form, the newest first.
func (v *View) FormVersions(ctx context.Context, id int64) ([]form.Version, error) {
	return v.formVersions(ctx, "form = ? ORDER BY number DESC", id)
}

// FormVersion is one by its number; ErrNotFound where there is none.
func (v *View) FormVersion(ctx context.Context, id, number int64) (form.Version, error) {
	list, err := v.formVersions(ctx, "form = ? AND number = ?", id, number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of form %d: %w", number, id, ErrNotFound)
	}
	if err != nil {
		return form.Version{}, err
	}
	return list[0], nil
}

func (v *View) formVersions(ctx context.Context, where string, args ...any) (list []form.Version, err error) {
	err = v.each(ctx, "reading versions of a form", "SELECT form, number, content, at, act FROM form_version WHERE "+where, args, func(rows *sql.Rows) error {
		var one form.Version
		var content []byte
		err := rows.Scan(&one.Form, &one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
