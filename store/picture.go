package store

import (
	"context"
	"database/sql"
	"fmt"

	"banhda/attract/page"
)

// Pictures gives some of them, the last kept first, before an id; 0 begins with the last.
func (v *View) Pictures(ctx context.Context, before int64, limit int) ([]page.Picture, error) {
	return v.pictures(ctx, "(? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", before, before, limit)
}

// Picture is one by its hash; ErrNotFound where there is none.
func (v *View) Picture(ctx context.Context, hash string) (page.Picture, error) {
	list, err := v.pictures(ctx, "hash = ?", hash)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a picture: %w", ErrNotFound)
	}
	if err != nil {
		return page.Picture{}, err
	}
	return list[0], nil
}

func (v *View) pictures(ctx context.Context, where string, args ...any) (list []page.Picture, err error) {
	err = v.each(ctx, "reading pictures", "SELECT id, hash, name, media, width, height, bytes, at FROM picture WHERE "+where, args, func(rows *sql.Rows) error {
		var p page.Picture
		err := rows.Scan(&p.ID, &p.Hash, &p.Name, &p.Media, &p.Width, &p.Height, &p.Bytes, &p.At)
		list = append(list, p)
		return err
	})
	return list, err
}

// AddPicture keeps one; who sends it again names it again.
func (t *Tx) AddPicture(ctx context.Context, p page.Picture) error {
	query := "INSERT INTO picture (hash, name, media, width, height, bytes, at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET name = excluded.name"
	_, err := t.exec(ctx, "keeping a picture", query, p.Hash, p.Name, p.Media, p.Width, p.Height, p.Bytes, t.now)
	return err
}

// RemovePicture forgets one; ErrNotFound where there is none.
func (t *Tx) RemovePicture(ctx context.Context, hash string) error {
	n, err := t.exec(ctx, "removing a picture", "DELETE FROM picture WHERE hash = ?", hash)
	return t.wasThere("removing a picture", n, err)
}
