package store

import "context"

// Session is somebody's being signed in. Instants are microseconds.
type Session struct {
	Hash      string // of its token
	User      int64
	CreatedAt int64
	UsedAt    int64
}

// AddSession begins a session.
func (t *Tx) AddSession(ctx context.Context, hash string, user int64) error {
	query := "INSERT INTO session (hash, member, created_at, used_at) VALUES (?, ?, ?, ?)"
	_, err := t.exec(ctx, "beginning a session", query, hash, user, t.now, t.now)
	return err
}

// Session is the session whose token has that hash; ErrNotFound where there is none.
func (v *View) Session(ctx context.Context, hash string) (s Session, err error) {
	query := "SELECT hash, member, created_at, used_at FROM session WHERE hash = ?"
	err = v.one(ctx, "reading a session", query, []any{hash}, &s.Hash, &s.User, &s.CreatedAt, &s.UsedAt)
	return s, err
}

// UseSession notes that a session was used just now.
func (t *Tx) UseSession(ctx context.Context, hash string) error {
	_, err := t.exec(ctx, "noting the use of a session", "UPDATE session SET used_at = ? WHERE hash = ?", t.now, hash)
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

// ForgetSessions removes those that began or were last used before the given instants.
func (t *Tx) ForgetSessions(ctx context.Context, began, used int64) error {
	_, err := t.exec(ctx, "forgetting old sessions", "DELETE FROM session WHERE created_at < ? OR used_at < ?", began, used)
	return err
}
