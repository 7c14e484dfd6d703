package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/attract/cta"
)

const ctaColumns = "cta.id, cta.key, cta.name, cta.draft, cta.edition, cta.published, cta.archived, cta.updated_at"

// CTAs gives some of them, the last made first, before an id; 0 begins with the last.
func (v *View) CTAs(ctx context.Context, before int64, limit int) ([]cta.CTA, error) {
	return v.ctas(ctx, "(? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", before, before, limit)
}

// CTA is one of them; ErrNotFound where there is none of that id.
func (v *View) CTA(ctx context.Context, id int64) (cta.CTA, error) {
	list, err := v.ctas(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding call to action %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return cta.CTA{}, err
	}
	return list[0], nil
}

func (v *View) ctas(ctx context.Context, where string, args ...any) (list []cta.CTA, err error) {
	err = v.each(ctx, "reading calls to action", "SELECT "+ctaColumns+" FROM cta WHERE "+where, args, func(rows *sql.Rows) error {
		c, err := scanCTA(rows)
		list = append(list, c)
		return err
	})
	return list, err
}

func scanCTA(rows *sql.Rows, more ...any) (c cta.CTA, err error) {
	var draft []byte
	into := []any{&c.ID, &c.Key, &c.Name, &draft, &c.Edition, &c.Published, &c.Archived, &c.UpdatedAt}
	if err = rows.Scan(append(into, more...)...); err == nil {
		err = json.Unmarshal(draft, &c.Draft)
	}
	return c, err
}

// LiveCTAs are those that are published and not put away, with what visitors see.
func (v *View) LiveCTAs(ctx context.Context) (list []cta.Live, err error) {
	query := "SELECT " + ctaColumns + ", v.number, v.content, v.at, v.act FROM cta JOIN cta_version v ON v.cta = cta.id AND v.number = cta.published WHERE NOT cta.archived ORDER BY cta.id"
	err = v.each(ctx, "reading what visitors are called to", query, nil, func(rows *sql.Rows) error {
		var l cta.Live
		var content []byte
		l.CTA, err = scanCTA(rows, &l.Number, &content, &l.At, &l.Act)
		if err == nil {
			err = json.Unmarshal(content, &l.Content)
		}
		l.Version.CTA = l.ID
		list = append(list, l)
		return err
	})
	return list, err
}

// AddCTA keeps a new one and gives its id; ErrConflict where there is one of that key.
func (t *Tx) AddCTA(ctx context.Context, c cta.CTA) (id int64, err error) {
	draft, err := json.Marshal(c.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO cta (key, name, draft, edition, published, archived, updated_at) VALUES (?, ?, ?, 1, 0, FALSE, ?) RETURNING id"
	return id, t.one(ctx, "keeping a call to action", query, []any{c.Key, c.Name, string(draft), t.now}, &id)
}

// SaveCTA keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveCTA(ctx context.Context, c cta.CTA) error {
	draft, err := json.Marshal(c.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE cta SET key = ?, name = ?, draft = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a call to action", query, c.Key, c.Name, string(draft), c.Archived, t.now, c.ID, c.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing call to action %d: %w", c.ID, ErrConflict)
	}
	return err
}

// RemoveCTA forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveCTA(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a call to action", "DELETE FROM cta WHERE id = ? AND published = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing call to action %d: %w", id, ErrConflict)
	}
	return err
}

// PublishCTA keeps a draft as the version visitors see from now on, under the act under way.
func (t *Tx) PublishCTA(ctx context.Context, c cta.CTA) (v cta.Version, err error) {
	v = cta.Version{CTA: c.ID, Number: c.Published + 1, Content: c.Draft, At: t.now, Act: t.Act}
	body, err := json.Marshal(v.Content)
	if err != nil {
		return v, err
	}
	if _, err = t.exec(ctx, "publishing a call to action", "INSERT INTO cta_version (cta, number, content, at, act) VALUES (?, ?, ?, ?, ?)", v.CTA, v.Number, string(body), v.At, v.Act); err != nil {
		return v, err
	}
	_, err = t.exec(ctx, "publishing a call to action", "UPDATE cta SET published = ?, edition = edition + 1, updated_at = ? WHERE id = ?", v.Number, t.now, c.ID)
	return v, err
}

// CTAVersions lists what was published of one, the newest first.
func (v *View) CTAVersions(ctx context.Context, id int64) ([]cta.Version, error) {
	return v.ctaVersions(ctx, "cta = ? ORDER BY number DESC", id)
}

// CTAVersion is one by its number; ErrNotFound where there is none.
func (v *View) CTAVersion(ctx context.Context, id, number int64) (cta.Version, error) {
	list, err := v.ctaVersions(ctx, "cta = ? AND number = ?", id, number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of call to action %d: %w", number, id, ErrNotFound)
	}
	if err != nil {
		return cta.Version{}, err
	}
	return list[0], nil
}

func (v *View) ctaVersions(ctx context.Context, where string, args ...any) (list []cta.Version, err error) {
	err = v.each(ctx, "reading versions of a call to action", "SELECT cta, number, content, at, act FROM cta_version WHERE "+where, args, func(rows *sql.Rows) error {
		var one cta.Version
		var content []byte
		err := rows.Scan(&one.CTA, &one.Number, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}
