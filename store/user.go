package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// User is somebody who may sign in. Instants are microseconds.
type User struct {
	ID        int64
	Email     string // lower case; nobody else has it
	Name      string
	Role      string
	Language  string // empty: not chosen
	Password  string // its hash; empty: none matches
	Totp      string // the sealed secret of the second step; empty: there is none
	TotpStep  int64  // the last step a code was taken of
	CreatedAt int64
	SeenAt    int64 // last signed in; 0: never
}

const userColumns = "id, email, name, role, language, password, totp, totp_step, created_at, seen_at"

func (u *User) columns() []any {
	return []any{&u.ID, &u.Email, &u.Name, &u.Role, &u.Language, &u.Password, &u.Totp, &u.TotpStep, &u.CreatedAt, &u.SeenAt}
}

// AddUser adds a user and gives the id; ErrConflict where somebody has that address.
func (t *Tx) AddUser(ctx context.Context, u User) (id int64, err error) {
	query := `INSERT INTO member (email, name, role, language, password, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, 0)
RETURNING id`
	args := []any{u.Email, u.Name, u.Role, u.Language, u.Password, t.now}
	err = t.one(ctx, "adding a user", query, args, &id)
	return id, err
}

// SaveUser writes all of a user but the address.
func (t *Tx) SaveUser(ctx context.Context, u User) error {
	query := "UPDATE member SET name = ?, role = ?, language = ?, password = ?, totp = ?, totp_step = ?, seen_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "saving a user", query, u.Name, u.Role, u.Language, u.Password, u.Totp, u.TotpStep, u.SeenAt, u.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving user %d: %w", u.ID, ErrNotFound)
	}
	return err
}

// RemoveUser removes a user, their sessions and whatever else let them in, and takes them out of their teams.
func (t *Tx) RemoveUser(ctx context.Context, id int64) error {
	err := errors.Join(t.EndSessions(ctx, id), t.SetRecoveryCodes(ctx, id, nil), t.forgetLogins(ctx, id), t.leaveTeams(ctx, id))
	if err != nil {
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

// HasRole reports whether any user has a role.
func (v *View) HasRole(ctx context.Context, role string) (found bool, err error) {
	err = v.one(ctx, "looking for users of a role", "SELECT count(*) > 0 FROM member WHERE role = ?", []any{role}, &found)
	return found, err
}

// AnyUser reports whether there is a user at all.
func (v *View) AnyUser(ctx context.Context) (any bool, err error) {
	err = v.one(ctx, "looking for a user", "SELECT count(*) > 0 FROM member", nil, &any)
	return any, err
}
