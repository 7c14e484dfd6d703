package store

import (
	"context"
	"database/sql"

	"banhda/hub/person"
)

const profileColumns = "id, kind, value, person"

// Profiles finds profiles by their keys; keys without one are absent from the answer.
func (r *Records) Profiles(ctx context.Context, keys []person.Key) (map[person.Key]person.Profile, error) {
	return look(ctx, r, func(v *View) (map[person.Key]person.Profile, error) { return v.ProfilesByKey(ctx, keys) })
}

// ProfilesByKey finds profiles by their keys; keys without one are absent.
func (v *View) ProfilesByKey(ctx context.Context, keys []person.Key) (map[person.Key]person.Profile, error) {
	found := make(map[person.Key]person.Profile, len(keys))
	for kind, values := range byKind(keys) {
		profiles, err := v.profiles(ctx, "kind = ? AND ", "value", values, kind)
		if err != nil {
			return nil, err
		}
		for _, p := range profiles {
			found[p.Key] = p
		}
	}
	return found, nil
}

func byKind(keys []person.Key) map[string][]string {
	kinds := map[string][]string{}
	for _, k := range keys {
		kinds[k.Kind] = append(kinds[k.Kind], k.Value)
	}
	return kinds
}

// ProfilesByID finds profiles by their ids, in order of id; ids without one are absent.
func (r *Records) ProfilesByID(ctx context.Context, ids []int64) ([]person.Profile, error) {
	return look(ctx, r, func(v *View) ([]person.Profile, error) { return v.ProfilesByID(ctx, ids) })
}

// ProfilesByID finds profiles by their ids, in order of id; ids without one are absent.
func (v *View) ProfilesByID(ctx context.Context, ids []int64) ([]person.Profile, error) {
	return v.profiles(ctx, "", "id", ids)
}

// ProfilesOf gives all profiles that are linked to the given people now, in order of id.
func (r *Records) ProfilesOf(ctx context.Context, people []int64) ([]person.Profile, error) {
	return look(ctx, r, func(v *View) ([]person.Profile, error) { return v.ProfilesOf(ctx, people) })
}

// ProfilesOf gives all profiles that are linked to the given people now, in order of id.
func (v *View) ProfilesOf(ctx context.Context, people []int64) ([]person.Profile, error) {
	return v.profiles(ctx, "", "person", people)
}

// profiles reads those whose column is in list and which meet the condition before it, in order of id.
func (v *View) profiles(ctx context.Context, before, column string, list any, args ...any) ([]person.Profile, error) {
	in, arg := v.dialect.In(column, list)
	query := "SELECT " + profileColumns + " FROM profile WHERE " + before + in + " ORDER BY id"
	var profiles []person.Profile
	err := v.each(ctx, "finding profiles", query, append(args, arg), func(rows *sql.Rows) error {
		var p person.Profile
		err := rows.Scan(&p.ID, &p.Key.Kind, &p.Key.Value, &p.Person)
		profiles = append(profiles, p)
		return err
	})
	return profiles, err
}

// Between gives the profiles founded and the links made by the entries from < seq ≤ to, profiles in order of id,
// with the person they were founded in, links in order of (Seq, Rank).
func (r *Records) Between(ctx context.Context, from, to int64) (founded []person.Founding, links []person.Link, err error) {
	err = r.View(ctx, func(v *View) error {
		if founded, err = v.foundings(ctx, from, to); err != nil {
			return err
		}
		links, err = v.links(ctx, "seq > ? AND seq <= ?", from, to)
		return err
	})
	return founded, links, err
}

// LinksBetween gives the links made by the entries from < seq ≤ to, in order of (Seq, Rank).
func (r *Records) LinksBetween(ctx context.Context, from, to int64) ([]person.Link, error) {
	return look(ctx, r, func(v *View) ([]person.Link, error) { return v.links(ctx, "seq > ? AND seq <= ?", from, to) })
}

func (v *View) foundings(ctx context.Context, from, to int64) (founded []person.Founding, err error) {
	query := `SELECT id, kind, value, first_person, seq, received_at FROM profile
WHERE seq > ? AND seq <= ? ORDER BY id`
	err = v.each(ctx, "finding new profiles", query, []any{from, to}, func(rows *sql.Rows) error {
		var f person.Founding
		err := rows.Scan(&f.ID, &f.Key.Kind, &f.Key.Value, &f.Person, &f.Seq, &f.ReceivedAt)
		founded = append(founded, f)
		return err
	})
	return founded, err
}

// foundProfiles writes profiles with the person they are of once all changes are made.
func (t *Tx) foundProfiles(ctx context.Context, founded []person.Founding, whose map[person.Key]int64) error {
	into := "profile (id, kind, value, person, first_person, seq, received_at)"
	return t.insertAll(ctx, "founding profiles", into, 7, "", len(founded), func(i int) []any {
		f := &founded[i]
		return []any{f.ID, f.Key.Kind, f.Key.Value, whose[f.Key], f.Person, f.Seq, f.ReceivedAt}
	})
}

// KeyOf is the first identifier that was linked to a person, by which events of theirs are known; ErrNotFound where they
// have none.
func (v *View) KeyOf(ctx context.Context, id int64) (k person.Key, err error) {
	err = v.one(ctx, "finding an identifier", "SELECT kind, value FROM profile WHERE person = ? ORDER BY id LIMIT 1", []any{id}, &k.Kind, &k.Value)
	return k, err
}
