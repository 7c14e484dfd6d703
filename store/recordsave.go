package store

import (
	"context"

	"banhda/hub/person"
	"banhda/hub/record"
)

const recordInto = "record (type, id, name, name_folded, sort_key, owner, team, email, phone, created_at, updated_at, version, deleted_at, into_id, fields, stated)"

const recordUpsert = `ON CONFLICT (type, id) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, sort_key = excluded.sort_key,
owner = excluded.owner, team = excluded.team, email = excluded.email, phone = excluded.phone, updated_at = excluded.updated_at,
version = excluded.version, deleted_at = excluded.deleted_at, into_id = excluded.into_id, fields = excluded.fields`

// saveRecords writes records as they are now. What many changes have in common is written at once: an index is touched
// for what changes only, and no name is folded again.
func (t *Tx) saveRecords(ctx context.Context, typ record.Type, steps []step) error {
	alike, rest := together(steps)
	for c, ids := range alike {
		if err := t.saveAlike(ctx, typ, c, ids); err != nil {
			return err
		}
	}
	return t.saveWhole(ctx, rest)
}

// common is what many records change alike: columns that say who looks after them, and whether they are there.
type common struct {
	owner, team, deleted turn
	updated              int64
}

// turn is a column's new value, where that is another.
type turn struct {
	is bool
	to int64
}

func turned(was, is int64) turn {
	if was == is {
		return turn{}
	}
	return turn{true, is}
}

// together gathers the records that change alike; rest are those that do not, or hardly any of which do.
func together(steps []step) (alike map[common][]int64, rest []step) {
	alike, rest = map[common][]int64{}, make([]step, 0, len(steps))
	var simple []step
	for _, s := range steps {
		if c, ok := s.common(); ok {
			alike[c] = append(alike[c], s.is.ID)
			simple = append(simple, s)
		} else {
			rest = append(rest, s)
		}
	}
	const few = 8
	if len(alike) > 1 && len(alike)*few > len(simple) {
		return nil, steps
	}
	return alike, rest
}

// common is what a step has in common with others; not ok where it changes more than that.
func (s *step) common() (c common, ok bool) {
	if s.was.Version == 0 || s.is.Version != s.was.Version+1 || s.was.Into != s.is.Into {
		return c, false
	}
	for _, key := range s.keys {
		if key != "owner" && key != "team" {
			return c, false
		}
	}
	of := func(key string) turn { return turned(s.was.Values.Int(key), s.is.Values.Int(key)) }
	return common{of("owner"), of("team"), turned(s.was.DeletedAt, s.is.DeletedAt), s.is.UpdatedAt}, true
}

func (t *Tx) saveAlike(ctx context.Context, typ record.Type, c common, ids []int64) error {
	set, args := "version = version + 1, updated_at = ?", []any{c.updated}
	for _, column := range []struct {
		name string
		turn
	}{{"owner", c.owner}, {"team", c.team}, {"deleted_at", c.deleted}} {
		if column.is {
			set, args = set+", "+column.name+" = ?", append(args, column.to)
		}
	}
	in, arg := t.dialect.In("id", ids)
	_, err := t.exec(ctx, "saving records", "UPDATE record SET "+set+" WHERE type = ? AND "+in, append(args, string(typ), arg)...)
	return err
}

func (t *Tx) saveWhole(ctx context.Context, steps []step) error {
	var fresh, rest [][]any
	for i := range steps {
		s := &steps[i]
		var stated record.Values // of whoever is there it is written already
		if n := t.newcomers[s.is.ID]; n != nil && s.is.Type == record.Person {
			stated = n.stated
			delete(t.newcomers, s.is.ID)
		}
		row, err := recordRow(&s.is, stated)
		if err != nil {
			return err
		}
		if s.fresh {
			fresh = append(fresh, row)
		} else {
			rest = append(rest, row)
		}
	}
	err := t.insertAll(ctx, "saving records", recordInto, 16, "", len(fresh), func(i int) []any { return fresh[i] })
	if err != nil {
		return err
	}
	return t.insertAll(ctx, "saving records", recordInto, 16, recordUpsert, len(rest), func(i int) []any { return rest[i] })
}

// recordRow is a record as its columns; stated is what events said of a person.
func recordRow(r *record.Record, stated record.Values) ([]any, error) {
	rest := make(record.Values, len(r.Values))
	for key, value := range r.Values {
		if _, own := columned[key]; !own && !scored(r.Type, key) {
			rest[key] = value
		}
	}
	text, err := rest.Encode()
	if err != nil {
		return nil, err
	}
	said, err := statedText(stated)
	name := r.Name()
	return []any{string(r.Type), r.ID, name, person.Fold(name), sortKey(name), r.Values.Int("owner"), r.Values.Int("team"), r.Values.Text("email"), r.Values.Text("phone"),
		r.CreatedAt, r.UpdatedAt, r.Version, r.DeletedAt, r.Into, string(text), said}, err
}
