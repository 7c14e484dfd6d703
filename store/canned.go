package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/hub/conversation"
)

// CannedTexts are the texts that are said often, by name.
func (v *View) CannedTexts(ctx context.Context) (list []conversation.Canned, err error) {
	err = v.each(ctx, "reading canned texts", "SELECT id, name, text, text_en, changes, team, version FROM canned_text ORDER BY name, id", nil, func(rows *sql.Rows) error {
		var c conversation.Canned
		var changes string
		err := rows.Scan(&c.ID, &c.Name, &c.Text, &c.TextEn, &changes, &c.Team, &c.Version)
		if err == nil && changes != "" {
			err = json.Unmarshal([]byte(changes), &c.Changes)
		}
		list = append(list, c)
		return err
	})
	return list, err
}

// SaveCanned adds a text, of id 0, or changes one, and gives its id. ErrConflict where its name is another's; ErrNotFound
// where it is gone.
func (t *Tx) SaveCanned(ctx context.Context, c conversation.Canned) (id int64, err error) {
	changes, err := json.Marshal(c.Changes)
	if err != nil {
		return 0, err
	}
	if c.ID == 0 {
		err = t.one(ctx, "adding a canned text", "INSERT INTO canned_text (name, text, text_en, changes, team, version) VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING RETURNING id", []any{c.Name, c.Text, c.TextEn, string(changes), c.Team}, &id)
		if errors.Is(err, ErrNotFound) {
			err = fmt.Errorf("adding a canned text: there is one of this name: %w", ErrConflict)
		}
		return id, err
	}
	var other bool
	if err := t.one(ctx, "changing a canned text", "SELECT EXISTS (SELECT 1 FROM canned_text WHERE name = ? AND id <> ?)", []any{c.Name, c.ID}, &other); err != nil || other {
		return 0, errors.Join(err, fmt.Errorf("changing a canned text: there is one of this name: %w", ErrConflict))
	}
	n, err := t.exec(ctx, "changing a canned text", "UPDATE canned_text SET name = ?, text = ?, text_en = ?, changes = ?, team = ?, version = version + 1 WHERE id = ?", c.Name, c.Text, c.TextEn, string(changes), c.Team, c.ID)
	return c.ID, t.wasThere("changing a canned text", n, err)
}

// RemoveCanned removes a text; ErrNotFound where there is none.
func (t *Tx) RemoveCanned(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a canned text", "DELETE FROM canned_text WHERE id = ?", id)
	return t.wasThere("removing a canned text", n, err)
}
