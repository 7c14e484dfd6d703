package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// somePeople are five people, the last of whom is merged into the first later.
func (b *bench) somePeople() {
	c := four()
	c.Founded = append(c.Founded, founding(5, 5, 13, person.Email, "mai@example.vn"), founding(6, 6, 13, person.Email, "duc@example.vn"))
	c.People = []person.Record{named(1, "Lan"), named(2, "An"), named(4, "Bình"), named(5, "Mai"), named(6, "Đức")}
	c.Cursor = person.Cursor{Seq: 13, LastProfile: 6}
	b.saveIdentity(c)
}

func (b *bench) segment(s segment.Saved) (id int64) {
	b.tx(func(t *store.Tx) (err error) {
		id, err = t.AddSegment(b.ctx, s)
		return err
	})
	return id
}

// members holds who is in a segment, since when, who came and went, and how large it was.
func members(t *testing.T, b *bench) {
	b.somePeople()
	id := b.segment(segment.Saved{Name: "Quen", Condition: "tags has vip", Keep: true})
	b.tx(func(t *store.Tx) error { return t.Enter(b.ctx, id, []int64{1, 2, 4}, false) })
	b.now.Add(1000)
	b.tx(func(t *store.Tx) error {
		b.ok(t.Enter(b.ctx, id, []int64{5}, true))
		b.ok(t.Leave(b.ctx, id, []int64{2}, true))
		b.ok(t.NoteSize(b.ctx, id, "2026-11-21", 2))
		b.ok(t.NoteSize(b.ctx, id, "2026-11-22", 4))
		b.ok(t.NoteSize(b.ctx, id, "2026-11-22", 3))
		return t.SetJudged(b.ctx, id, "tags has vip")
	})
	now := b.now.Load()
	b.view(func(v *store.View) error {
		list, next, err := v.Members(b.ctx, id, nil, 2)
		b.ok(err)
		b.want("the last first", list, []store.Member{{Person: 5, Since: now}, {Person: 4, Since: now - 1000}})
		list, next, err = v.Members(b.ctx, id, next, 2)
		b.ok(err)
		b.want("then the rest", list, []store.Member{{Person: 1, Since: now - 1000}})
		if next != nil {
			t.Error("there is no third page")
		}
		among, err := v.MembersAmong(b.ctx, id, []int64{1, 2, 5, 6})
		b.ok(err)
		b.want("of some", among, []int64{1, 5})
		all, err := v.AllMembers(b.ctx, id)
		b.ok(err)
		b.want("in all", all.Len(), 3)
		turns, err := v.Turns(b.ctx, id, 0, 2)
		b.ok(err)
		if len(turns) != 2 || turns[0].Person != 2 || turns[0].Entered || !turns[0].Told || turns[1].Person != 5 || !turns[1].Entered {
			t.Errorf("lately: %+v", turns)
		}
		turns, err = v.Turns(b.ctx, id, turns[1].ID, 9)
		b.ok(err)
		b.want("before", len(turns), 3)
		sizes, err := v.Sizes(b.ctx, id, "2026-11-22")
		b.ok(err)
		b.want("sizes", sizes, []store.Size{{Day: "2026-11-22", Members: 3}})
		in, err := v.SegmentsOf(b.ctx, 5)
		b.ok(err)
		b.want("of one", in, map[int64]int64{id: now})
		s, err := v.Segment(b.ctx, id)
		if s.Judged != "tags has vip" || s.JudgedAt != now || !s.Keep || s.Kind != segment.Rule {
			t.Errorf("the segment: %+v", s)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		n, err := tx.ForgetTurns(b.ctx, now, 100)
		b.ok(err)
		b.want("old turns", n, int64(3))
		n, err = tx.Disband(b.ctx, id, 2)
		b.ok(err)
		b.want("a part of the members", n, int64(2))
		return tx.RemoveSegment(b.ctx, id)
	})
	b.view(func(v *store.View) error {
		n, err := v.CountMembers(b.ctx, id)
		b.want("after it was removed", n, int64(0))
		return err
	})
}

// listed holds that a list knows whom it names after merges, and after they are undone.
func listed(_ *testing.T, b *bench) {
	b.somePeople()
	id := b.segment(segment.Saved{Kind: segment.List, Name: "Hội chợ"})
	b.tx(func(t *store.Tx) error { return t.Enter(b.ctx, id, []int64{2, 6}, true) })
	in := segment.Listed{List: id}
	b.want("who was put in", b.foundPeople(in), []int64{2, 6})
	b.want("who was not", b.foundPeople(segment.Not{Of: in}), []int64{1, 4, 5})
	var out int64
	b.tx(func(t *store.Tx) (err error) {
		out, err = t.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "list-remove"})
		b.ok(err)
		return t.Leave(b.ctx, id, []int64{2, 6}, true)
	})
	b.tx(func(t *store.Tx) error { return t.Enter(b.ctx, id, []int64{2}, true) })
	b.view(func(v *store.View) error {
		n, err := v.CountListTurns(b.ctx, out)
		b.ok(err)
		turns, err := v.ListTurns(b.ctx, out, 0, 9)
		b.ok(err)
		undoable, err := v.Undoable(b.ctx, []int64{out})
		if n != 1 || len(turns) != 1 || turns[0].Row != 6 || turns[0].Segment != id || turns[0].Entered || !undoable[out] {
			b.want("who can be put back: not who is back", []any{n, turns, undoable}, "the sixth")
		}
		return err
	})
	b.tx(func(t *store.Tx) error { return t.Enter(b.ctx, id, []int64{6}, true) })
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 1, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	b.want("who became one with them", b.foundPeople(in), []int64{1, 2})
}

// draws holds that a part that chance chose is the same in lists as in package segment, alone and joined with the rest.
func draws(_ *testing.T, b *bench) {
	b.somePeople()
	half := segment.Bucket{Seed: "tet", From: 0, To: 50}
	var want, other []int64
	for _, id := range []int64{1, 2, 4, 5, 6} {
		if half.Holds(id) {
			want = append(want, id)
		} else {
			other = append(other, id)
		}
	}
	if len(want) == 0 || len(other) == 0 {
		b.t.Fatal("the draw divides nobody")
	}
	b.want("those chosen", b.foundPeople(half), want)
	b.want("the others", b.foundPeople(segment.Not{Of: half}), other)
	both := segment.Or{half, segment.Among{Set: segment.NewSet(other[0])}}
	b.want("joined with the rest", b.foundPeople(segment.And{both, segment.Not{Of: segment.Among{Set: segment.NewSet(want[0])}}}),
		b.foundPeople(segment.Or{segment.And{half, segment.Not{Of: segment.Among{Set: segment.NewSet(want[0])}}}, segment.Among{Set: segment.NewSet(other[0])}}))
	b.view(func(v *store.View) error {
		n, err := v.Count(b.ctx, store.Finding{Type: record.Person, Where: half, Reach: auth.Everything})
		b.want("counted", n, int64(len(want)))
		return err
	})
}

// scores holds that people are found and ordered by their score, which stays when they are written anew.
func scores(t *testing.T, b *bench) {
	b.somePeople()
	b.tx(func(tx *store.Tx) error { return tx.SetScores(b.ctx, map[int64]int64{1: 30, 2: 5, 4: 30, 6: -2}) })
	b.saveIdentity(person.Changes{People: []person.Record{named(1, "Lan Anh")}, Cursor: person.Cursor{Seq: 15, LastProfile: 6}})
	var field record.Field
	b.view(func(v *store.View) error {
		fields, err := v.Fields(b.ctx, record.Person)
		field = *record.Index(fields)[record.Score]
		return err
	})
	than := func(op segment.Operator, n float64) segment.Node {
		return segment.Held{Field: field, Op: op, Constants: []segment.Value{segment.Number(n)}}
	}
	b.want("30 and more", b.foundPeople(than(segment.GreaterOrEqual, 30)), []int64{1, 4})
	b.want("less than 5", b.foundPeople(than(segment.Less, 5)), []int64{5, 6})
	b.want("none", b.foundPeople(than(segment.Equal, 0)), []int64{5})
	page, _ := b.page(store.Finding{Type: record.Person, Reach: auth.Everything, Sort: []store.SortField{{Field: field, Desc: true}}, Limit: 3})
	var ids []int64
	for _, r := range page {
		ids = append(ids, r.ID)
	}
	b.want("the highest first", ids, []int64{4, 1, 2})
	if page[1].Values[record.Score] != 30.0 || page[1].Name() != "Lan Anh" {
		t.Errorf("the second: %+v", page[1])
	}
	b.view(func(v *store.View) error {
		all, err := v.Scores(b.ctx, nil)
		b.want("all", all, map[int64]int64{1: 30, 2: 5, 4: 30, 6: -2})
		some, err2 := v.Scores(b.ctx, []int64{2, 5})
		b.ok(err2)
		b.want("some", some, map[int64]int64{2: 5})
		return err
	})
}
