package store

import "context"

// AddLogin notes who a user is at a provider of identity; ErrConflict where that is somebody already.
func (t *Tx) AddLogin(ctx context.Context, issuer, subject string, user int64) error {
	query := "INSERT INTO foreign_login (issuer, subject, member) VALUES (?, ?, ?)"
	_, err := t.exec(ctx, "linking an account of a provider", query, issuer, subject, user)
	return err
}

// Login is the user that a provider's subject is; ErrNotFound where that is nobody yet.
func (v *View) Login(ctx context.Context, issuer, subject string) (user int64, err error) {
	query := "SELECT member FROM foreign_login WHERE issuer = ? AND subject = ?"
	err = v.one(ctx, "reading an account of a provider", query, []any{issuer, subject}, &user)
	return user, err
}

func (t *Tx) forgetLogins(ctx context.Context, user int64) error {
	_, err := t.exec(ctx, "forgetting accounts of providers", "DELETE FROM foreign_login WHERE member = ?", user)
	return err
}
