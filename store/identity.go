package store

import (
	"context"
	"errors"

	"banhda/hub/person"
)

// Records keeps who is who for the identity resolver.
var _ person.Directory = (*Records)(nil)

// look gives what one view of the records answers.
func look[T any](ctx context.Context, r *Records, ask func(*View) (T, error)) (answer T, err error) {
	err = r.View(ctx, func(v *View) error {
		answer, err = ask(v)
		return err
	})
	return answer, err
}

// IdentityCursor says how far the log has been read; zero for an empty directory.
func (r *Records) IdentityCursor(ctx context.Context) (person.Cursor, error) {
	return look(ctx, r, func(v *View) (c person.Cursor, err error) {
		query := "SELECT seq, last_profile FROM identity_cursor WHERE one = 1"
		err = v.one(ctx, "reading how far identities are", query, nil, &c.Seq, &c.LastProfile)
		if errors.Is(err, ErrNotFound) {
			return person.Cursor{}, nil
		}
		return c, err
	})
}

func (t *Tx) saveIdentity(ctx context.Context, c person.Changes, brought []*Bringing) error {
	who, moved := whose(c), moved(c)
	steps := []func() error{
		func() error { return t.foundProfiles(ctx, c.Founded, who) },
		func() error { return t.link(ctx, c.Links, moved) },
		func() error { return t.saveTraits(ctx, c.Traits) },
		func() error { return t.savePeople(ctx, c, who, moved, brought) },
		func() error { return t.suggest(ctx, c.Suggestions) },
		func() error { return t.setApart(ctx, c.Apart) },
		func() error { return t.consentMoves(ctx, c.Links) },
		func() error { return t.conversationsMove(ctx, c.Links) },
		func() error { return t.moveIdentityCursor(ctx, c.Cursor) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) moveIdentityCursor(ctx context.Context, c person.Cursor) error {
	query := `INSERT INTO identity_cursor (one, seq, last_profile) VALUES (1, ?, ?)
ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, last_profile = excluded.last_profile`
	_, err := t.exec(ctx, "noting how far identities are", query, c.Seq, c.LastProfile)
	return err
}

// ResetIdentity empties the directory and sets the cursor to zero, in one transaction. What somebody set on people stays,
// and so does the record of whoever it was set on or who was removed by hand.
func (r *Records) ResetIdentity(ctx context.Context) error {
	tables := r.db.Empty("profile", "link", "traits", "suggestion", "apart", "identity_cursor")
	tables = append(tables, `DELETE FROM record WHERE type = 'person' AND deleted_at = 0
AND NOT EXISTS (SELECT 1 FROM own WHERE own.person = record.id)`, "DROP TABLE search_person", r.db.Schema("{{words search_person}}"))
	return r.Tx(ctx, func(t *Tx) error {
		for _, query := range tables {
			if _, err := t.exec(ctx, "emptying the directory of people", query); err != nil {
				return err
			}
		}
		return nil
	})
}
