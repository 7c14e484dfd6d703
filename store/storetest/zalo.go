package storetest

import (
	"maps"
	"reflect"
	"testing"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/hub/zalo"
	"banhda/store"
)

// zaloTemplates holds that the registry is what Zalo had last, and is read by pages.
func zaloTemplates(t *testing.T, b *bench) {
	one := zalo.Template{ID: "203972", Name: "Đơn hàng", Status: zalo.Enabled, Quality: "high", Tag: zalo.Transaction, Price: 300, Params: []zalo.Param{{Name: "ma", Type: "string", Required: true, Max: 30}}, Preview: "https://x.example"}
	two, three := one, one
	two.ID, two.Name, two.Tag, two.Params = "9007199254740993", "Chăm sóc", zalo.Care, []zalo.Param{}
	three.ID, three.Tag = "1", zalo.Promotion
	b.tx(func(tx *store.Tx) error { return tx.ReplaceZaloTemplates(b.ctx, []zalo.Template{three}) })
	b.tx(func(tx *store.Tx) error { return tx.ReplaceZaloTemplates(b.ctx, []zalo.Template{one, two}) })
	one.At, two.At = b.now.Load(), b.now.Load()
	b.view(func(v *store.View) error {
		got, err := v.ZaloTemplate(b.ctx, "203972")
		if err != nil || !reflect.DeepEqual(got, one) {
			t.Errorf("%+v, %v", got, err)
		}
		first, err := v.ZaloTemplates(b.ctx, "", "", 1)
		if err != nil || len(first) != 1 || !reflect.DeepEqual(first[0], two) {
			t.Errorf("%+v, %v", first, err)
			return err
		}
		rest, err := v.ZaloTemplates(b.ctx, first[0].Name, first[0].ID, 9)
		if len(rest) != 1 || rest[0].ID != one.ID {
			t.Errorf("%+v", rest)
		}
		return err
	})
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddTemplate(b.ctx, template.Template{Key: "don", Channel: template.Zalo, Name: "Đơn", Class: consent.Transactional, Draft: template.Content{Zalo: &template.ZaloContent{Template: "203972"}}})
		return err
	})
	b.refuses("a template Zalo has no more", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.ZaloTemplate(b.ctx, "1")
		return err
	})
}

// bought holds that who has an order that was completed is known to have bought, under whatever id they were known.
func bought(t *testing.T, b *bench) {
	b.somePeople()
	order := func(person int64, status string) {
		b.act(func(tx *store.Tx) error {
			_, err := tx.Create(b.ctx, auth.Everything, record.Order, 0, record.Values{"person": person, "status": status})
			return err
		})
	}
	order(1, "completed")
	order(2, "confirmed")
	order(6, "completed")
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 5, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	b.view(func(v *store.View) error {
		got, err := v.Bought(b.ctx, []int64{1, 2, 4, 5})
		if !maps.Equal(got, map[int64]bool{1: true, 5: true}) {
			t.Errorf("bought: %v", got)
		}
		return err
	})
}

// lastZalo holds that it is known when something went by Zalo last, and what went otherwise does not count.
func lastZalo(t *testing.T, b *bench) {
	sent := func(c consent.Channel, key string, at int64) {
		d := newsletter(7, key)
		d.Channel = c
		id := b.send(d)
		b.claimMessages(0, 1)
		b.settle(message.Fate{ID: id, State: message.Sent, At: at, Address: "x"})
	}
	last := func() (at int64) {
		b.view(func(v *store.View) (err error) {
			at, err = v.LastZalo(b.ctx)
			return err
		})
		return at
	}
	sent(consent.Email, "a", 9)
	if at := last(); at != 0 {
		t.Errorf("before: %d", at)
	}
	sent(consent.Zalo, "b", 7)
	sent(consent.Zalo, "c", 5)
	if at := last(); at != 7 {
		t.Errorf("afterwards: %d", at)
	}
}
