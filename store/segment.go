package store

import (
	"context"
	"database/sql"

	"banhda/hub/segment"
)

const segmentColumns = "id, name, description, condition, owner, created_at, updated_at"

// Segments are the saved segments, by name.
func (v *View) Segments(ctx context.Context) (list []segment.Saved, err error) {
	err = v.each(ctx, "reading segments", "SELECT "+segmentColumns+" FROM segment ORDER BY name, id", nil, func(rows *sql.Rows) error {
		var s segment.Saved
		err := rows.Scan(segmentInto(&s)...)
		list = append(list, s)
		return err
	})
	return list, err
}

// Segment is one of them; ErrNotFound where there is none.
func (v *View) Segment(ctx context.Context, id int64) (s segment.Saved, err error) {
	err = v.one(ctx, "reading a segment", "SELECT "+segmentColumns+" FROM segment WHERE id = ?", []any{id}, segmentInto(&s)...)
	return s, err
}

func segmentInto(s *segment.Saved) []any {
	return []any{&s.ID, &s.Name, &s.Description, &s.Condition, &s.Owner, &s.CreatedAt, &s.UpdatedAt}
}

// AddSegment keeps a new segment and gives its id; ErrConflict where there is one of that name.
func (t *Tx) AddSegment(ctx context.Context, s segment.Saved) (id int64, err error) {
	query := "INSERT INTO segment (name, description, condition, owner, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id"
	err = t.one(ctx, "keeping a segment", query, []any{s.Name, s.Description, s.Condition, s.Owner, t.now, t.now}, &id)
	return id, err
}

// SaveSegment keeps a segment as it is from now on.
func (t *Tx) SaveSegment(ctx context.Context, s segment.Saved) error {
	query := "UPDATE segment SET name = ?, description = ?, condition = ?, updated_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "changing a segment", query, s.Name, s.Description, s.Condition, t.now, s.ID)
	return t.wasThere("changing a segment", n, err)
}

// RemoveSegment forgets a segment.
func (t *Tx) RemoveSegment(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a segment", "DELETE FROM segment WHERE id = ?", id)
	return t.wasThere("removing a segment", n, err)
}
