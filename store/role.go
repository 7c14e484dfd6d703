package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/auth"
)

// Role is one that the company made itself.
type Role struct {
	ID        int64
	Name      string // nobody else's
	About     string
	Rights    auth.Rights
	CreatedAt int64 // microseconds
}

const roleColumns = "id, name, about, rights, created_at"

func (r *Role) columns() []any {
	return []any{&r.ID, &r.Name, &r.About, (*rights)(&r.Rights), &r.CreatedAt}
}

// rights reads a text as what somebody may do.
type rights auth.Rights

// Scan implements sql.Scanner.
func (r *rights) Scan(from any) error {
	var text sql.NullString
	if err := text.Scan(from); err != nil {
		return err
	}
	return json.Unmarshal([]byte(text.String), (*auth.Rights)(r))
}

// AddRole adds a role and gives its id; ErrConflict where another has its name.
func (t *Tx) AddRole(ctx context.Context, r Role) (id int64, err error) {
	body, err := json.Marshal(r.Rights)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO role (name, about, rights, created_at) VALUES (?, ?, ?, ?) RETURNING id"
	err = t.one(ctx, "adding a role", query, []any{r.Name, r.About, string(body), t.now}, &id)
	return id, err
}

// SaveRole writes a role's name, what it is about and its rights.
func (t *Tx) SaveRole(ctx context.Context, r Role) error {
	body, err := json.Marshal(r.Rights)
	if err != nil {
		return err
	}
	n, err := t.exec(ctx, "saving a role", "UPDATE role SET name = ?, about = ?, rights = ? WHERE id = ?", r.Name, r.About, string(body), r.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving role %d: %w", r.ID, ErrNotFound)
	}
	return err
}

// RemoveRole removes a role; nobody should have it any more.
func (t *Tx) RemoveRole(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a role", "DELETE FROM role WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing role %d: %w", id, ErrNotFound)
	}
	return err
}

// Role is one role; ErrNotFound where there is none of that id.
func (v *View) Role(ctx context.Context, id int64) (r Role, err error) {
	query := "SELECT " + roleColumns + " FROM role WHERE id = ?"
	err = v.one(ctx, fmt.Sprintf("reading role %d", id), query, []any{id}, r.columns()...)
	return r, err
}

// Roles are those the company made, the first first.
func (v *View) Roles(ctx context.Context) (list []Role, err error) {
	query := "SELECT " + roleColumns + " FROM role ORDER BY id"
	err = v.each(ctx, "listing roles", query, nil, func(rows *sql.Rows) error {
		var r Role
		err := rows.Scan(r.columns()...)
		list = append(list, r)
		return err
	})
	return list, err
}
