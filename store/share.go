package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/delight/share"
)

const kitColumns = "id, name, content, open, edition, updated_at"

// ShareKits gives some of them, the last made first, before an id; 0 begins with the last.
func (v *View) ShareKits(ctx context.Context, before int64, limit int) ([]share.Kit, error) {
	return v.shareKits(ctx, "(? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", before, before, limit)
}

// ShareKit is one of them; ErrNotFound where there is none of that id.
func (v *View) ShareKit(ctx context.Context, id int64) (share.Kit, error) {
	list, err := v.shareKits(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding share kit %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return share.Kit{}, err
	}
	return list[0], nil
}

func (v *View) shareKits(ctx context.Context, where string, args ...any) (list []share.Kit, err error) {
	err = v.each(ctx, "reading share kits", "SELECT "+kitColumns+" FROM share_kit WHERE "+where, args, func(rows *sql.Rows) error {
		var k share.Kit
		var content []byte
		err := rows.Scan(&k.ID, &k.Name, &content, &k.Open, &k.Edition, &k.UpdatedAt)
		if err == nil {
			err = json.Unmarshal(content, &k.Content)
		}
		list = append(list, k)
		return err
	})
	return list, err
}

// AddShareKit keeps a new one and gives its id.
func (t *Tx) AddShareKit(ctx context.Context, k share.Kit) (id int64, err error) {
	content, err := json.Marshal(k.Content)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO share_kit (name, content, open, edition, updated_at) VALUES (?, ?, ?, 1, ?) RETURNING id"
	return id, t.one(ctx, "keeping a share kit", query, []any{k.Name, string(content), k.Open, t.now}, &id)
}

// SaveShareKit keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveShareKit(ctx context.Context, k share.Kit) error {
	content, err := json.Marshal(k.Content)
	if err != nil {
		return err
	}
	query := "UPDATE share_kit SET name = ?, content = ?, open = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a share kit", query, k.Name, string(content), k.Open, t.now, k.ID, k.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing share kit %d: %w", k.ID, ErrConflict)
	}
	return err
}
