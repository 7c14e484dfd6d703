package storetest

import (
	"testing"

	"banhda/attract/cta"
	"banhda/hub/person"
	"banhda/store"
)

// ctas holds that a version stays as it was published, that only what is published and not put away is live, and that who
// saw one is counted once for each version, in the arm they were in first.
func ctas(t *testing.T, b *bench) {
	c := cta.CTA{Key: "nhan-gia", Name: "Nhận giá", Edition: 1, Draft: cta.Definition{Kind: cta.Popup, Priority: 3}}
	b.tx(func(tx *store.Tx) (err error) {
		c.ID, err = tx.AddCTA(b.ctx, c)
		return err
	})
	b.refuses("a second of one key", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddCTA(b.ctx, c)
		return err
	})
	b.view(func(v *store.View) error {
		live, err := v.LiveCTAs(b.ctx)
		if len(live) != 0 {
			t.Errorf("a draft is seen: %+v", live)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		v, err := tx.PublishCTA(b.ctx, c)
		if v.Number != 1 {
			t.Errorf("published %+v", v)
		}
		return err
	})
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveCTA(b.ctx, c) })
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveCTA(b.ctx, c.ID) })
	b.tx(func(tx *store.Tx) error {
		is, err := tx.CTA(b.ctx, c.ID)
		if err != nil {
			return err
		}
		is.Draft.Priority = 4
		return tx.SaveCTA(b.ctx, is)
	})
	b.view(func(v *store.View) error {
		live, err := v.LiveCTAs(b.ctx)
		all, err2 := v.CTAVersions(b.ctx, c.ID)
		list, err3 := v.CTAs(b.ctx, 0, 10)
		if len(live) != 1 || live[0].Content.Priority != 3 || live[0].Number != 1 || len(all) != 1 || len(list) != 1 || list[0].Draft.Priority != 4 || err2 != nil || err3 != nil {
			t.Errorf("live %+v, versions %+v, all %+v", live, all, list)
		}
		return err
	})
	seenBy(t, b, c.ID)
	turnsOf(b, c.ID)
}

// turnsOf: what happened counts once, since an instant, and for whoever somebody is now.
func turnsOf(b *bench, id int64) {
	b.founded(1, 2, 3)
	for range 2 { // heard again after a crash
		b.tx(func(tx *store.Tx) error {
			return tx.AddTurns(b.ctx, []cta.Turn{{CTA: id, Person: 1, What: cta.WasShown, At: 5}, {CTA: id, Person: 1, What: cta.WasShown, At: 9}, {CTA: id, Person: 2, What: cta.WasShown, At: 8},
				{CTA: id, Person: 2, What: cta.WasClosed, At: 8}, {CTA: id + 1, Person: 1, What: cta.WasClicked, At: 8}})
		})
	}
	of := func(person, since int64) (turns cta.Turns) {
		b.view(func(v *store.View) (err error) {
			turns, err = v.TurnsOf(b.ctx, id, person, since)
			return err
		})
		return turns
	}
	b.want("turns of three", []cta.Turns{of(1, 0), of(1, 5), of(2, 0), of(3, 0)}, []cta.Turns{{Shown: 2}, {Shown: 1}, {Shown: 1, Closed: 8}, {}})
	b.ok(b.Records.SaveIdentity(b.ctx, person.Changes{Links: []person.Link{{Profile: 2, From: 2, Person: 1, Seq: 9}}, Cursor: person.Cursor{Seq: 9, LastProfile: 3}}))
	b.want("turns of two who are one", of(1, 0), cta.Turns{Shown: 3, Closed: 8})
}

func seenBy(t *testing.T, b *bench, id int64) {
	b.tx(func(tx *store.Tx) error {
		return tx.AddSeen(b.ctx, []cta.Seen{{CTA: id, Version: 1, Person: 7, Arm: "a", At: 5, Views: 2}, {CTA: id, Version: 1, Person: 8, Arm: cta.Control, At: 6}, {CTA: id, Version: 2, Person: 7, Arm: "b", At: 7, Views: 1}})
	})
	b.tx(func(tx *store.Tx) error {
		return tx.AddSeen(b.ctx, []cta.Seen{{CTA: id, Version: 1, Person: 7, Arm: "b", At: 9, Views: 1, Clicks: 1}})
	})
	b.view(func(v *store.View) error {
		counts, err := v.CTACounts(b.ctx, []int64{id})
		people, err2 := v.SeenBy(b.ctx, id, 1, 7, 10)
		if len(counts) != 3 || counts[0] != (cta.Count{CTA: id, Version: 1, Arm: "a", People: 1, Views: 3, Clicks: 1, Clickers: 1, Last: 5}) || counts[1].Arm != cta.Control || len(people) != 1 || people[0].Person != 8 || err2 != nil {
			t.Errorf("counted %+v, after the seventh %+v (%v)", counts, people, err2)
		}
		return err
	})
}
