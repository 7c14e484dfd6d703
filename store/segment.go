package store

import (
	"cmp"
	"context"
	"database/sql"

	"banhda/hub/segment"
)

const segmentColumns = "id, kind, name, description, condition, owner, created_at, updated_at, keep, judged, judged_at"

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
	return []any{&s.ID, (*string)(&s.Kind), &s.Name, &s.Description, &s.Condition, &s.Owner, &s.CreatedAt, &s.UpdatedAt, &s.Keep, &s.Judged, &s.JudgedAt}
}

// CountSegments is how many there are.
func (v *View) CountSegments(ctx context.Context) (n int64, err error) {
	err = v.one(ctx, "counting segments", "SELECT COUNT(*) FROM segment", nil, &n)
	return n, err
}

// AddSegment keeps a new segment and gives its id; ErrConflict where there is one of that name.
func (t *Tx) AddSegment(ctx context.Context, s segment.Saved) (id int64, err error) {
	query := "INSERT INTO segment (kind, name, description, condition, owner, created_at, updated_at, keep) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
	args := []any{string(cmp.Or(s.Kind, segment.Rule)), s.Name, s.Description, s.Condition, s.Owner, t.now, t.now, s.Keep}
	err = t.one(ctx, "keeping a segment", query, args, &id)
	return id, err
}

// SaveSegment keeps a segment as it is from now on; its kind stays.
func (t *Tx) SaveSegment(ctx context.Context, s segment.Saved) error {
	query := "UPDATE segment SET name = ?, description = ?, condition = ?, keep = ?, updated_at = ? WHERE id = ?"
	n, err := t.exec(ctx, "changing a segment", query, s.Name, s.Description, s.Condition, s.Keep, t.now, s.ID)
	return t.wasThere("changing a segment", n, err)
}

// SetJudged notes by which condition everybody was judged now; an empty one: nobody is judged any more.
func (t *Tx) SetJudged(ctx context.Context, id int64, condition string) error {
	at := t.now
	if condition == "" {
		at = 0
	}
	n, err := t.exec(ctx, "noting that a segment is judged", "UPDATE segment SET judged = ?, judged_at = ? WHERE id = ?", condition, at, id)
	return t.wasThere("noting that a segment is judged", n, err)
}

// RemoveSegment forgets a segment, and who was in it.
func (t *Tx) RemoveSegment(ctx context.Context, id int64) error {
	for _, table := range []string{"membership_of", "segment_turn", "segment_size"} {
		if _, err := t.exec(ctx, "removing a segment's members", "DELETE FROM "+table+" WHERE segment = ?", id); err != nil {
			return err
		}
	}
	n, err := t.exec(ctx, "removing a segment", "DELETE FROM segment WHERE id = ?", id)
	return t.wasThere("removing a segment", n, err)
}
