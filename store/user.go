package store

import (
	"context"
	"database/sql"
	"fmt"
)

// User is somebody who may sign in. Instants are microseconds.
type User struct {
	ID        int64
	Email     string // lower case; nobody else has it
	Name      string
	Role      string
	Language  string // empty: not chosen
	Password  string // its hash
	CreatedAt int64
	SeenAt    int64 // last signed in; 0: never
}

const userColumns = "id, email, name, role, language, password, created_at, seen_at"

func (u *User) columns() []any {
	return []any{&u.ID, &u.Email, &u.Name, &u.Role, &u.Language, &u.Password, &u.CreatedAt, &u.SeenAt}
}

// AddUser adds a user and gives the id; ErrConflict where somebody has that address.
func (t *Tx) AddUser(ctx context.Context, u User) (id int64, err error) {
	query := `INSERT INTO member (email, name, role, language, password, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, 0)
RETURNING id`
	args := []any{u.Email, u.Name, u.Role, u.Language, u.Password, t.now}
	err = t.one(ctx, "adding a user", query, args, &id)
	return id, err
}

// SaveUser writes a user's name, role, language, password and when they were seen.
func (t *Tx) SaveUser(ctx context.Context, u User) error {
	query := "UPDATE member SET name = ?, role = ?, language = ?, password = ?, seen_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "saving a user", query, u.Name, u.Role, u.Language, u.Password, u.SeenAt, u.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving user %d: %w", u.ID, ErrNotFound)
	}
	return err
}

// RemoveUser removes a user and their sessions.
func (t *Tx) RemoveUser(ctx context.Context, id int64) error {
	if err := t.EndSessions(ctx, id); err != nil {
		return err
	}
	n, err := t.exec(ctx, "removing a user", "DELETE FROM member WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing user %d: %w", id, ErrNotFound)
	}
	return err
}

// User is one user; ErrNotFound where there is none of that id.
func (v *View) User(ctx context.Context, id int64) (u User, err error) {
	query := "SELECT " + userColumns + " FROM member WHERE id = ?"
	err = v.one(ctx, fmt.Sprintf("reading user %d", id), query, []any{id}, u.columns()...)
	return u, err
}

// UserByEmail is who signs in with an address, in lower case; ErrNotFound where nobody does.
func (v *View) UserByEmail(ctx context.Context, email string) (u User, err error) {
	query := "SELECT " + userColumns + " FROM member WHERE email = ?"
	err = v.one(ctx, "reading a user by address", query, []any{email}, u.columns()...)
	return u, err
}

// Users are all there are, the first added first.
func (v *View) Users(ctx context.Context) (list []User, err error) {
	query := "SELECT " + userColumns + " FROM member ORDER BY id"
	err = v.each(ctx, "listing users", query, nil, func(rows *sql.Rows) error {
		var u User
		err := rows.Scan(u.columns()...)
		list = append(list, u)
		return err
	})
	return list, err
}

// AnyUser reports whether there is a user at all.
func (v *View) AnyUser(ctx context.Context) (any bool, err error) {
	err = v.one(ctx, "looking for a user", "SELECT count(*) > 0 FROM member", nil, &any)
	return any, err
}
