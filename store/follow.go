package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/drive/follow"
)

// Records keeps the places of those who follow what happens.
var _ follow.Places = (*Records)(nil)

// Followed is how far a consumer has followed what happens; ErrNotFound for one that has not begun.
func (v *View) Followed(ctx context.Context, name string) (p follow.Place, err error) {
	query := "SELECT seq, change, consent, at FROM follower WHERE name = ?"
	err = v.one(ctx, "reading how far was followed", query, []any{name}, &p.Seq, &p.Change, &p.Consent, &p.At)
	return p, err
}

// SetFollowed notes how far a consumer has followed, in the transaction of what it made of it.
func (t *Tx) SetFollowed(ctx context.Context, name string, p follow.Place) error {
	query := `INSERT INTO follower (name, seq, change, consent, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, change = excluded.change, consent = excluded.consent, at = excluded.at`
	_, err := t.exec(ctx, "noting how far was followed", query, name, p.Seq, p.Change, p.Consent, p.At)
	return err
}

// Followed implements follow.Places.
func (r *Records) Followed(ctx context.Context, name string) (p follow.Place, ok bool, err error) {
	p, err = look(ctx, r, func(v *View) (follow.Place, error) { return v.Followed(ctx, name) })
	if errors.Is(err, ErrNotFound) {
		return p, false, nil
	}
	return p, err == nil, err
}

// KeepFollowed implements follow.Places.
func (r *Records) KeepFollowed(ctx context.Context, name string, p follow.Place) error {
	return r.Tx(ctx, func(t *Tx) error { return t.SetFollowed(ctx, name, p) })
}

// NewsImports are those of some imports that set things off as news does: whoever imported asked for it.
func (v *View) NewsImports(ctx context.Context, ids []int64) (map[int64]bool, error) {
	news := map[int64]bool{}
	in, arg := v.dialect.In("id", ids)
	err := v.each(ctx, "asking which imports are news", "SELECT id FROM import WHERE news AND "+in, []any{arg}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		news[id] = true
		return err
	})
	return news, err
}
