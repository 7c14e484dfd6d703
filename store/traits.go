package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"banhda/hub/person"
)

// Traits gives what was stated under the given profiles, as saved; profiles without are absent.
func (r *Records) Traits(ctx context.Context, profiles []int64) (map[int64]json.RawMessage, error) {
	return look(ctx, r, func(v *View) (map[int64]json.RawMessage, error) {
		in, arg := v.dialect.In("profile", profiles)
		stated := map[int64]json.RawMessage{}
		query := "SELECT profile, body FROM traits WHERE " + in
		err := v.each(ctx, "finding traits", query, []any{arg}, func(rows *sql.Rows) error {
			var profile int64
			var body []byte
			err := rows.Scan(&profile, &body)
			stated[profile] = body
			return err
		})
		return stated, err
	})
}

func (t *Tx) saveTraits(ctx context.Context, traits []person.Traits) error {
	traits = lastOfEach(traits, func(s person.Traits) int64 { return s.Profile })
	into, after := "traits (profile, body)", "ON CONFLICT (profile) DO UPDATE SET body = excluded.body"
	return t.insertAll(ctx, "saving traits", into, 2, after, len(traits), func(i int) []any {
		return []any{traits[i].Profile, string(traits[i].Body)}
	})
}

// lastOfEach keeps the last of those with the same id, because PostgreSQL refuses to replace a row twice in one
// statement.
func lastOfEach[T any](list []T, id func(T) int64) []T {
	last := make(map[int64]int, len(list))
	for i, x := range list {
		last[id(x)] = i
	}
	if len(last) == len(list) {
		return list
	}
	kept := make([]T, 0, len(last))
	for i, x := range list {
		if last[id(x)] == i {
			kept = append(kept, x)
		}
	}
	return kept
}

// StatedOf gives what is stated of a person, of each field what holds, in order of the fields.
func (v *View) StatedOf(ctx context.Context, id int64) ([]person.Statement, error) {
	var bodies []json.RawMessage
	query := "SELECT traits.body FROM profile JOIN traits ON traits.profile = profile.id WHERE profile.person = ?"
	err := v.each(ctx, "finding traits", query, []any{id}, func(rows *sql.Rows) error {
		var body []byte
		err := rows.Scan(&body)
		bodies = append(bodies, body)
		return err
	})
	if err != nil {
		return nil, err
	}
	return person.InForce(bodies)
}
