package storetest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// act runs do under an act, and gives its id.
func (b *bench) act(do func(*store.Tx) error) (id int64) {
	b.t.Helper()
	b.now.Add(1)
	b.tx(func(t *store.Tx) (err error) {
		if id, err = t.Note(b.ctx, store.Act{Actor: "owner", Verb: "test"}); err != nil {
			return err
		}
		return do(t)
	})
	return id
}

// company makes one.
func (b *bench) company(values record.Values) (r record.Record) {
	b.t.Helper()
	b.act(func(t *store.Tx) (err error) {
		r, err = t.Create(b.ctx, auth.Everything, record.Company, 0, values)
		return err
	})
	return r
}

// set changes a company, and gives the act.
func (b *bench) set(id int64, values record.Values) int64 {
	b.t.Helper()
	return b.act(func(t *store.Tx) error {
		_, err := t.Update(b.ctx, auth.Everything, record.Company, id, values, 0)
		return err
	})
}

// record gives one; nil where there is none.
func (b *bench) record(reach auth.Reach, typ record.Type, id int64) (found *record.Record) {
	b.t.Helper()
	b.view(func(v *store.View) error {
		r, err := v.Record(b.ctx, reach, typ, id)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		found = &r
		return err
	})
	return found
}

// refused runs do under an act that must fail as wanted.
func (b *bench) refused(doing string, want error, do func(*store.Tx) error) {
	b.t.Helper()
	err := b.Records.Tx(b.ctx, func(t *store.Tx) error {
		if _, err := t.Note(b.ctx, store.Act{Actor: "owner", Verb: "test"}); err != nil {
			return err
		}
		return do(t)
	})
	if !errors.Is(err, want) {
		b.t.Errorf("%s: %v, want %v", doing, err, want)
	}
}

var several = record.Values{"name": "Cà phê Sông Hương", "tax_code": "3300123456", "tags": []string{"sỉ", "vip"}, "owner": int64(3), "team": int64(2),
	"email": "an@song-huong.vn", "address": map[string]any{"line": "1 Lê Lợi", "province": "Huế"}, "size": "small"}

func recordRoundTrip(_ *testing.T, b *bench) {
	made := b.company(several)
	got := b.record(auth.Everything, record.Company, made.ID)
	b.want("values", got.Values, several)
	b.want("version and instants", []int64{got.Version, got.CreatedAt, got.UpdatedAt, got.DeletedAt}, []int64{1, b.now.Load(), b.now.Load(), 0})
	b.set(made.ID, record.Values{"tags": nil, "industry": "Cà phê", "owner": nil})
	got = b.record(auth.Everything, record.Company, made.ID)
	b.want("values set and cleared", got.Values, several.With(record.Values{"tags": nil, "industry": "Cà phê", "owner": nil}))
	b.set(made.ID, record.Values{"industry": "Cà phê"})
	b.want("what changes nothing is no change", b.record(auth.Everything, record.Company, made.ID).Version, int64(2))
	b.want("nobody", b.record(auth.Everything, record.Product, made.ID) == nil, true)
	b.refused("a stale version", store.ErrConflict, func(t *store.Tx) error {
		_, err := t.Update(b.ctx, auth.Everything, record.Company, made.ID, record.Values{"name": "x"}, 1)
		return err
	})
	b.refused("a company without a name", nil, func(t *store.Tx) error {
		if _, err := t.Update(b.ctx, auth.Everything, record.Company, made.ID, record.Values{"name": nil}, 0); err == nil {
			return errors.New("was written")
		}
		return nil
	})
}

func recordReach(_ *testing.T, b *bench) {
	id := b.company(several).ID
	for _, c := range []struct {
		reach auth.Reach
		want  bool
	}{
		{auth.Everything, true}, {auth.Reach{}, false}, {auth.Reach{User: 3}, true}, {auth.Reach{User: 4}, false},
		{auth.Reach{User: 4, Teams: []int64{1, 2}}, true}, {auth.Reach{User: 4, Teams: []int64{1}}, false},
	} {
		b.want(fmt.Sprint("reach ", c.reach), b.record(c.reach, record.Company, id) != nil, c.want)
	}
	b.refused("changing what is out of reach", store.ErrNotFound, func(t *store.Tx) error {
		_, err := t.Update(b.ctx, auth.Reach{User: 4}, record.Company, id, record.Values{"name": "x"}, 0)
		return err
	})
	b.refused("removing what is out of reach", store.ErrNotFound, func(t *store.Tx) error {
		return t.Remove(b.ctx, auth.Reach{User: 4}, record.Company, id)
	})
	b.refused("making what would be out of reach", store.ErrOutside, func(t *store.Tx) error {
		_, err := t.Create(b.ctx, auth.Reach{User: 4}, record.Company, 0, record.Values{"name": "x", "owner": int64(3)})
		return err
	})
	var own record.Record
	b.act(func(t *store.Tx) (err error) {
		own, err = t.Create(b.ctx, auth.Reach{User: 4}, record.Company, 0, record.Values{"name": "x"})
		return err
	})
	b.want("whoever makes a record owns it", own.Values["owner"], any(int64(4)))
}

func recordUnique(_ *testing.T, b *bench) {
	first := b.company(several)
	var taken *store.Taken
	err := b.Records.Tx(b.ctx, func(t *store.Tx) error {
		if _, err := t.Note(b.ctx, store.Act{Actor: "owner", Verb: "test"}); err != nil {
			return err
		}
		_, err := t.Create(b.ctx, auth.Everything, record.Company, 0, several)
		return err
	})
	if !errors.As(err, &taken) || taken.Record != first.ID || taken.Field != "tax_code" || !errors.Is(err, store.ErrConflict) {
		b.t.Fatalf("the same tax code twice: %v", err)
	}
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Company, first.ID) })
	second := b.company(several)
	b.refused("restoring beside a newer one", store.ErrConflict, func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Company, first.ID) })
	b.set(second.ID, record.Values{"tax_code": "3300999999"})
	b.act(func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Company, first.ID) })
	b.view(func(v *store.View) error {
		id, err := v.Unique(b.ctx, record.Company, "tax_code", "3300123456")
		b.want("whose it is", id, first.ID)
		if err != nil {
			return err
		}
		among, err := v.UniqueAmong(b.ctx, record.Company, "tax_code", []string{"3300123456", "3300999999", "0100109106"})
		b.want("whose they are", among, map[string]int64{"3300123456": first.ID, "3300999999": second.ID})
		return err
	})
}

func recordBin(_ *testing.T, b *bench) {
	id := b.company(several).ID
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Company, id) })
	b.want("when it was removed", b.record(auth.Everything, record.Company, id).DeletedAt, b.now.Load())
	b.refused("changing what is in the bin", store.ErrRemoved, func(t *store.Tx) error {
		_, err := t.Update(b.ctx, auth.Everything, record.Company, id, record.Values{"name": "x"}, 0)
		return err
	})
	b.act(func(t *store.Tx) error { return t.Restore(b.ctx, auth.Everything, record.Company, id) })
	got := b.record(auth.Everything, record.Company, id)
	b.want("restored", got.Values, several)
	b.want("it is there", got.DeletedAt, int64(0))
	b.act(func(t *store.Tx) error { return t.Remove(b.ctx, auth.Everything, record.Company, id) })
	removed := b.now.Load()
	b.purge(removed)
	b.want("not long enough in the bin", b.record(auth.Everything, record.Company, id) != nil, true)
	b.purge(removed + 1)
	b.want("gone for good", b.record(auth.Everything, record.Company, id) == nil, true)
	b.view(func(v *store.View) error {
		tags, err := v.TagCounts(b.ctx, auth.Everything, record.Company)
		b.want("with its tags", tags, []store.TagCount{})
		return err
	})
}

func (b *bench) purge(before int64) {
	b.t.Helper()
	b.tx(func(t *store.Tx) error {
		_, err := t.Purge(b.ctx, before, 10)
		return err
	})
}

func recordMerge(_ *testing.T, b *bench) {
	a, c, d := b.company(several).ID, b.company(record.Values{"name": "B"}).ID, b.company(record.Values{"name": "C"}).ID
	first := b.act(func(t *store.Tx) error { return t.Merge(b.ctx, auth.Everything, record.Company, c, a) })
	b.act(func(t *store.Tx) error { return t.Merge(b.ctx, auth.Everything, record.Company, a, d) })
	for _, id := range []int64{a, c, d} {
		b.want("old ids find the one that stands", b.record(auth.Everything, record.Company, id).ID, d)
	}
	b.undo(first, false)
	b.want("undone", b.record(auth.Everything, record.Company, c).ID, c)
	b.refused("merging into oneself", store.ErrConflict, func(t *store.Tx) error { return t.Merge(b.ctx, auth.Everything, record.Company, c, c) })
}

// undo takes an action back, and gives the conflicts and its own act.
func (b *bench) undo(action int64, restore bool) (conflicts []store.Conflict, act int64) {
	b.t.Helper()
	q := store.UndoQuestion{Action: action, Limit: 3, Restore: restore, Hidden: func(record.Type) []string { return nil },
		Reach: func(record.Type, auth.Verb) auth.Reach { return auth.Everything }, Tasks: func(auth.Verb) auth.Reach { return auth.Everything }}
	for {
		var u store.Undone
		b.now.Add(1)
		b.tx(func(t *store.Tx) (err error) {
			id, err := t.Note(b.ctx, store.Act{Actor: "owner", Verb: "undo", Action: act})
			if err != nil {
				return err
			}
			if act == 0 {
				act = id
			}
			u, err = t.Undo(b.ctx, q)
			return err
		})
		conflicts = append(conflicts, u.Conflicts...)
		if q.Before = u.Next; q.Before == 0 {
			return conflicts, act
		}
	}
}

func recordUndo(_ *testing.T, b *bench) {
	id := b.company(record.Values{"name": "A"}).ID
	before := b.record(auth.Everything, record.Company, id).Values
	act := b.set(id, record.Values{"name": "B", "industry": "x", "tags": []string{"t"}})
	b.set(id, record.Values{"industry": "y"})
	conflicts, undoing := b.undo(act, false)
	b.want("what somebody changed since is left and told", conflicts,
		[]store.Conflict{{Type: record.Company, Record: id, Field: "industry", Now: "y", Would: nil}})
	b.want("the rest is as it was", b.record(auth.Everything, record.Company, id).Values, record.Values{"name": "A", "industry": "y"})
	conflicts, _ = b.undo(act, true)
	b.want("no conflict where it is decided", conflicts, []store.Conflict{})
	b.want("all is as it was", b.record(auth.Everything, record.Company, id).Values, before)
	b.undo(undoing, false)
	b.want("the undoing is undone", b.record(auth.Everything, record.Company, id).Values, record.Values{"name": "B", "tags": []string{"t"}})
}

func recordUndoMaking(_ *testing.T, b *bench) {
	var ids []int64
	act := b.act(func(t *store.Tx) error {
		for i := range 5 {
			r, err := t.Create(b.ctx, auth.Everything, record.Company, 0, record.Values{"name": fmt.Sprint("C", i), "tags": []string{"a"}})
			if err != nil {
				return err
			}
			ids = append(ids, r.ID)
		}
		return nil
	})
	b.set(ids[1], record.Values{"name": "changed"})
	conflicts, undoing := b.undo(act, false)
	b.want("who was changed since stays", conflicts, []store.Conflict{{Type: record.Company, Record: ids[1], Now: true}})
	for i, id := range ids {
		b.want("removed", b.record(auth.Everything, record.Company, id).DeletedAt != 0, i != 1)
	}
	b.undo(undoing, false)
	for i, id := range ids {
		if r := b.record(auth.Everything, record.Company, id); r.DeletedAt != 0 || i != 1 && r.Name() != fmt.Sprint("C", i) {
			b.t.Errorf("company %d is not back: %v", i, r)
		}
	}
}

// recordJournal: whatever is done, the journal replayed gives the present, and undoing an action gives what was before.
func recordJournal(_ *testing.T, b *bench) {
	random := rand.New(rand.NewPCG(5, 8))
	var ids []int64
	for i := range 60 {
		before := map[int64]record.Record{}
		for _, id := range ids {
			before[id] = *b.record(auth.Everything, record.Company, id)
		}
		act := b.act(func(t *store.Tx) error {
			for range 1 + random.IntN(4) {
				if err := b.something(t, random, &ids); err != nil {
					return err
				}
			}
			return nil
		})
		if i%2 == 0 {
			continue
		}
		conflicts, undoing := b.undo(act, false)
		b.want("no conflicts", conflicts, []store.Conflict{})
		for id, was := range before {
			now := b.record(auth.Everything, record.Company, id)
			b.want("undo after do", []any{now.Values, now.DeletedAt != 0}, []any{was.Values, was.DeletedAt != 0})
		}
		if i%4 == 1 {
			b.undo(undoing, false)
		}
	}
	for _, id := range ids {
		now := b.record(auth.Everything, record.Company, id)
		values, there := b.replayed(id)
		b.want("the journal replayed", []any{values, there}, []any{now.Values, now.DeletedAt == 0})
	}
}

// something does one thing to one company.
func (b *bench) something(t *store.Tx, random *rand.Rand, ids *[]int64) error {
	values := record.Values{"name": fmt.Sprint("n", random.IntN(5)), "industry": fmt.Sprint("i", random.IntN(3)), "tags": []string{fmt.Sprint("t", random.IntN(3))}}
	if len(*ids) < 3 || random.IntN(6) == 0 {
		r, err := t.Create(b.ctx, auth.Everything, record.Company, 0, values)
		*ids = append(*ids, r.ID)
		return err
	}
	id := (*ids)[random.IntN(len(*ids))]
	switch random.IntN(5) {
	case 0:
		return t.Remove(b.ctx, auth.Everything, record.Company, id)
	case 1:
		return t.Restore(b.ctx, auth.Everything, record.Company, id)
	case 2:
		values = record.Values{"industry": nil, "tags": nil}
	}
	_, err := t.Update(b.ctx, auth.Everything, record.Company, id, values, 0)
	if errors.Is(err, store.ErrRemoved) {
		return nil
	}
	return err
}

// What a record is made with is one row: no page parts it, and each field is found in it.
func recordMaking(_ *testing.T, b *bench) {
	c := b.company(record.Values{"name": "Phở Lan", "website": "https://lan.example", "industry": "name\":"})
	b.set(c.ID, record.Values{"website": "https://lan.vn"})
	b.view(func(v *store.View) error {
		rows, err := v.CountChanges(b.ctx, 1)
		b.want("rows", rows, int64(1))
		if err != nil {
			return err
		}
		undoable, err := v.Undoable(b.ctx, []int64{1, 2, 99})
		b.want("what can be taken back", fmt.Sprint(undoable), "map[1:true 2:true]")
		ask := func(field string, before int64, limit int) (told []any) {
			var list []record.Change
			if err == nil {
				list, err = v.Changes(b.ctx, store.ChangesQuestion{Type: record.Company, Record: c.ID, Field: field, Before: before, Limit: limit})
			}
			for _, c := range list {
				told = append(told, c.ID, c.Field, c.Before, c.After)
			}
			return told
		}
		was, is := "https://lan.example", "https://lan.vn"
		b.want("a page of one row", ask("", 0, 1), []any{int64(2), "website", was, is})
		b.want("the next", ask("", 2, 1), []any{int64(1), "website", nil, was, int64(1), "name", nil, "Phở Lan", int64(1), "industry", nil, "name\":", int64(1), "", nil, true})
		b.want("one field", ask("website", 0, 9), []any{int64(2), "website", was, is, int64(1), "website", nil, was})
		b.want("another", ask("name", 0, 9), []any{int64(1), "name", nil, "Phở Lan"})
		b.want("one it was made without", ask("legal_name", 0, 9), []any(nil))
		told, err1 := v.ChangesAfter(b.ctx, 0, 1)
		b.want("in order", len(told), 4)
		b.want("the first", told[0].Field, record.Existence)
		return errors.Join(err, err1)
	})
}

// replayed is what the journal says a company is.
func (b *bench) replayed(id int64) (values record.Values, there bool) {
	b.t.Helper()
	values = record.Values{}
	b.view(func(v *store.View) error {
		changes, err := v.Changes(b.ctx, store.ChangesQuestion{Type: record.Company, Record: id, Limit: 10_000})
		for i := len(changes) - 1; i >= 0; i-- {
			c := changes[i]
			if c.Field == record.Existence {
				there = c.After != nil
				continue
			}
			b.want("what a change found", values[c.Field], c.Before)
			values = values.With(record.Values{c.Field: c.After})
		}
		return err
	})
	return values, there
}
