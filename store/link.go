package store

import (
	"context"
	"database/sql"

	"banhda/hub/person"
)

// Links gives every link ever made or undone of the given profiles, in order of (Seq, Rank).
func (r *Records) Links(ctx context.Context, profiles []int64) ([]person.Link, error) {
	return look(ctx, r, func(v *View) ([]person.Link, error) {
		in, arg := v.dialect.In("profile", profiles)
		return v.links(ctx, in, arg)
	})
}

func (v *View) links(ctx context.Context, where string, args ...any) (links []person.Link, err error) {
	query := `SELECT seq, rank, profile, person_from, person_to, bond_a, bond_b, cause, received_at
FROM link WHERE ` + where + " ORDER BY seq, rank"
	err = v.each(ctx, "finding links", query, args, func(rows *sql.Rows) error {
		var l person.Link
		var cause string
		err := rows.Scan(&l.Seq, &l.Rank, &l.Profile, &l.From, &l.Person, &l.Bond.A, &l.Bond.B, &cause, &l.ReceivedAt)
		l.Cause = person.Cause(cause)
		links = append(links, l)
		return err
	})
	return links, err
}

// link appends to the history, and sets the person of each profile that was there before to the last of its links.
func (t *Tx) link(ctx context.Context, links []person.Link, moved []int64) error {
	into := "link (seq, rank, profile, person_from, person_to, bond_a, bond_b, cause, received_at)"
	err := t.insertAll(ctx, "linking profiles", into, 9, "", len(links), func(i int) []any {
		l := &links[i]
		return []any{l.Seq, l.Rank, l.Profile, l.From, l.Person, l.Bond.A, l.Bond.B, string(l.Cause), l.ReceivedAt}
	})
	if err != nil || len(moved) == 0 {
		return err
	}
	in, arg := t.dialect.In("id", moved)
	query := `UPDATE profile SET person =
	(SELECT person_to FROM link WHERE link.profile = profile.id ORDER BY seq DESC, rank DESC LIMIT 1) WHERE ` + in
	_, err = t.exec(ctx, "linking profiles", query, arg)
	return err
}

func linked(links []person.Link) []int64 {
	ids := make([]int64, 0, len(links))
	seen := make(map[int64]bool, len(links))
	for _, l := range links {
		if !seen[l.Profile] {
			seen[l.Profile] = true
			ids = append(ids, l.Profile)
		}
	}
	return ids
}

// moved are the profiles changes link to somebody else, of those that were there before: one that is founded is written
// with whose it is in the end.
func moved(c person.Changes) (ids []int64) {
	seen := make(map[int64]bool, len(c.Founded)+len(c.Links))
	for i := range c.Founded {
		seen[c.Founded[i].ID] = true
	}
	for _, l := range c.Links {
		if !seen[l.Profile] {
			seen[l.Profile] = true
			ids = append(ids, l.Profile)
		}
	}
	return ids
}

// Apart gives every pair of profiles that somebody has separated by hand, in order.
func (r *Records) Apart(ctx context.Context) ([]person.Pair, error) {
	return look(ctx, r, func(v *View) (pairs []person.Pair, err error) {
		query := "SELECT profile_a, profile_b FROM apart ORDER BY profile_a, profile_b"
		err = v.each(ctx, "finding separated profiles", query, nil, func(rows *sql.Rows) error {
			var p person.Pair
			err := rows.Scan(&p.A, &p.B)
			pairs = append(pairs, p)
			return err
		})
		return pairs, err
	})
}

func (t *Tx) setApart(ctx context.Context, pairs []person.Pair) error {
	into, after := "apart (profile_a, profile_b)", "ON CONFLICT DO NOTHING"
	return t.insertAll(ctx, "separating profiles", into, 2, after, len(pairs), func(i int) []any {
		return []any{pairs[i].A, pairs[i].B}
	})
}
