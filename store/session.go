package store

import (
	"context"
	"database/sql"
)

// Session is somebody's being signed in. Instants are microseconds.
type Session struct {
	Hash      string // of its token
	User      int64
	Method    string // password or oidc
	Address   string // of the network, where it was last used
	Device    string // as the browser names itself
	CreatedAt int64
	UsedAt    int64
}

const sessionColumns = "hash, member, method, address, device, created_at, used_at"

func (s *Session) columns() []any {
	return []any{&s.Hash, &s.User, &s.Method, &s.Address, &s.Device, &s.CreatedAt, &s.UsedAt}
}

// AddSession begins a session.
func (t *Tx) AddSession(ctx context.Context, s Session) error {
	query := "INSERT INTO session (hash, member, method, address, device, created_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
	_, err := t.exec(ctx, "beginning a session", query, s.Hash, s.User, s.Method, s.Address, s.Device, t.now, t.now)
	return err
}

// Sessions are those of a user, the last used first.
func (v *View) Sessions(ctx context.Context, user int64) (list []Session, err error) {
	query := "SELECT " + sessionColumns + " FROM session WHERE member = ? ORDER BY used_at DESC, hash"
	err = v.each(ctx, "listing a user's sessions", query, []any{user}, func(rows *sql.Rows) error {
		var s Session
		err := rows.Scan(s.columns()...)
		list = append(list, s)
		return err
	})
	return list, err
}

// Session is the session whose token has that hash; ErrNotFound where there is none.
func (v *View) Session(ctx context.Context, hash string) (s Session, err error) {
	query := "SELECT " + sessionColumns + " FROM session WHERE hash = ?"
	err = v.one(ctx, "reading a session", query, []any{hash}, s.columns()...)
	return s, err
}

// UseSession notes that a session was used just now, from an address.
func (t *Tx) UseSession(ctx context.Context, hash, address string) error {
	_, err := t.exec(ctx, "noting the use of a session", "UPDATE session SET used_at = ?, address = ? WHERE hash = ?", t.now, address, hash)
	return err
}

// EndSession ends one session; there may be none.
func (t *Tx) EndSession(ctx context.Context, hash string) error {
	_, err := t.exec(ctx, "ending a session", "DELETE FROM session WHERE hash = ?", hash)
	return err
}

// EndSessions ends all sessions of a user.
func (t *Tx) EndSessions(ctx context.Context, user int64) error {
	_, err := t.exec(ctx, "ending a user's sessions", "DELETE FROM session WHERE member = ?", user)
	return err
}

// EndOtherSessions ends all sessions of a user but one.
func (t *Tx) EndOtherSessions(ctx context.Context, user int64, but string) error {
	_, err := t.exec(ctx, "ending a user's other sessions", "DELETE FROM session WHERE member = ? AND hash <> ?", user, but)
	return err
}

// ForgetSessions removes those that began or were last used before the given instants.
func (t *Tx) ForgetSessions(ctx context.Context, began, used int64) error {
	_, err := t.exec(ctx, "forgetting old sessions", "DELETE FROM session WHERE created_at < ? OR used_at < ?", began, used)
	return err
}
