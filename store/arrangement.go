package store

import "context"

// Arrangement is what a user arranged on their screens, as JSON; ErrNotFound where nothing is.
func (v *View) Arrangement(ctx context.Context, user int64) (body []byte, err error) {
	err = v.one(ctx, "reading what a user arranged", "SELECT body FROM arrangement WHERE member = ?", []any{user}, &body)
	return body, err
}

// Arrange keeps what a user arranged on their screens.
func (t *Tx) Arrange(ctx context.Context, user int64, body []byte) error {
	query := "INSERT INTO arrangement (member, body) VALUES (?, ?) ON CONFLICT (member) DO UPDATE SET body = excluded.body"
	_, err := t.exec(ctx, "keeping what a user arranged", query, user, string(body))
	return err
}
