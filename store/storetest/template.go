package storetest

import (
	"testing"

	"banhda/hub/consent"
	"banhda/hub/delivery"
	"banhda/hub/gate"
	"banhda/hub/template"
	"banhda/store"
)

// templates holds that a version stays as it was published, whatever becomes of the draft.
func templates(t *testing.T, b *bench) {
	m := template.Template{Key: "chao", Channel: template.Email, Name: "Chào mừng", Class: consent.Advertising, Draft: template.Content{Subject: template.Label{Vi: "Chào", En: "Hello"}, Blocks: []template.Block{{Kind: template.Footer}}}}
	b.tx(func(tx *store.Tx) (err error) {
		m.ID, err = tx.AddTemplate(b.ctx, m)
		return err
	})
	b.refuses("a second of one key", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddTemplate(b.ctx, m)
		return err
	})
	b.refuses("what was never published", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.Published(b.ctx, m.ID)
		return err
	})
	m.Edition = 1
	m.Draft.Subject.Vi = "Chào bạn"
	b.tx(func(tx *store.Tx) error { return tx.SaveTemplate(b.ctx, m) })
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveTemplate(b.ctx, m) })
	b.tx(func(tx *store.Tx) error {
		v, err := tx.Publish(b.ctx, m.ID)
		if v.Number != 1 || v.Content.Subject.Vi != "Chào bạn" {
			t.Errorf("published %+v", v)
		}
		return err
	})
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveTemplate(b.ctx, m.ID) })
	b.tx(func(tx *store.Tx) error {
		is, err := tx.TemplateByKey(b.ctx, "chao")
		if err != nil {
			return err
		}
		if is.Published != 1 || is.Edition != 3 || is.Name != m.Name || len(is.Draft.Blocks) != 1 {
			t.Errorf("kept %+v", is)
		}
		is.Draft.Subject.Vi, is.Archived = "Khác", true
		return tx.SaveTemplate(b.ctx, is)
	})
	b.view(func(v *store.View) error {
		is, err := v.Published(b.ctx, m.ID)
		if err != nil {
			return err
		}
		again, err := v.Version(b.ctx, is.ID)
		all, err2 := v.Versions(b.ctx, m.ID)
		list, err3 := v.Templates(b.ctx)
		if is.Content.Subject.Vi != "Chào bạn" || again.Content.Subject != is.Content.Subject || len(all) != 1 || len(list) != 1 || !list[0].Archived || err2 != nil || err3 != nil {
			t.Errorf("what was published is %+v", is)
		}
		return err
	})
}

func suppressions(t *testing.T, b *bench) {
	add := func(hash, address string, reason gate.Suppression) (added bool) {
		b.tx(func(tx *store.Tx) (err error) {
			added, err = tx.Suppress(b.ctx, delivery.Suppression{Hash: hash, Channel: consent.Email, Address: address, Reason: reason, Note: "550 " + address})
			return err
		})
		return added
	}
	if !add("h1", "lan@example.com", gate.Bounced) || add("h1", "lan@example.com", gate.Complained) || add("h1", "lan@example.com", gate.Bounced) || !add("h2", "an@example.com", gate.ByHand) {
		t.Error("not each is added once")
	}
	b.view(func(v *store.View) error {
		got, err := v.Suppressed(b.ctx, []string{"h1", "h2", "h3"})
		if len(got) != 2 || got["h1"] != gate.Complained || got["h2"] != gate.ByHand {
			t.Errorf("found %v", got)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{lan.ID}, Needles: []string{"lan@example.com"}})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		list, err := tx.Suppressions(b.ctx, "h1", "", 0, 10)
		if err != nil || len(list) != 1 || list[0].Address != "" || list[0].Note != "" || list[0].Reason != gate.Complained {
			t.Errorf("of who was erased: %+v", list)
		}
		counts, err := tx.CountSuppressions(b.ctx)
		if counts[gate.Complained] != 1 || counts[gate.ByHand] != 1 || len(counts) != 2 {
			t.Errorf("counted %v", counts)
		}
		list2, err2 := tx.Suppressions(b.ctx, "", "", 0, 1)
		if len(list2) != 1 || list2[0].Hash != "h2" || err2 != nil {
			t.Errorf("the newest: %+v", list2)
		}
		if err == nil {
			err = tx.Unsuppress(b.ctx, list2[0].ID)
		}
		return err
	})
	b.refuses("one that is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.Suppression(b.ctx, 999)
		return err
	})
}

func softBounces(t *testing.T, b *bench) {
	var soft []int64
	for range 3 {
		b.tx(func(tx *store.Tx) (err error) {
			soft, err = tx.Bounced(b.ctx, delivery.Bounce{Hash: "h1", Verdict: delivery.Soft, Reason: "mailbox-full", Code: "4.2.2"}, 0)
			return err
		})
		b.now.Add(1000)
	}
	b.tx(func(tx *store.Tx) error {
		_, err := tx.Bounced(b.ctx, delivery.Bounce{Hash: "h1", Verdict: delivery.Blocked}, 0)
		return err
	})
	b.tx(func(tx *store.Tx) error {
		counts, err := tx.BounceCounts(b.ctx, 0)
		if len(soft) != 2 || soft[1]-soft[0] != 1000 || counts[delivery.Soft] != 3 || counts[delivery.Blocked] != 1 {
			t.Errorf("soft at %v, counted %v", soft, counts)
		}
		n, err2 := tx.ForgetBounces(b.ctx, b.now.Load(), 10)
		if n != 3 || err2 != nil {
			t.Errorf("%d forgotten (%v)", n, err2)
		}
		return err
	})
}
