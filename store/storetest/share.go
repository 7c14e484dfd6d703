package storetest

import (
	"errors"
	"testing"

	"banhda/delight/share"
	"banhda/store"
)

// shareKits holds that a kit is kept as it was said, and that who changes an old edition of it is told.
func shareKits(t *testing.T, b *bench) {
	made := share.Kit{Name: "Tết", Content: share.Content{Title: share.Label{Vi: "Trà sen"}, Target: "/shop/", Texts: map[share.Channel]share.Label{share.Zalo: {Vi: "Ngon lắm"}}}}
	b.tx(func(tx *store.Tx) (err error) {
		made.ID, err = tx.AddShareKit(b.ctx, made)
		return err
	})
	made.Edition, made.Open, made.Content.Picture = 1, true, "/s/i/1"
	b.tx(func(tx *store.Tx) error { return tx.SaveShareKit(b.ctx, made) })
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveShareKit(b.ctx, made) })
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddShareKit(b.ctx, share.Kit{Name: "Hè"})
		return err
	})
	b.view(func(v *store.View) error {
		k, err := v.ShareKit(b.ctx, made.ID)
		all, err2 := v.ShareKits(b.ctx, 0, 10)
		rest, err3 := v.ShareKits(b.ctx, all[0].ID, 10)
		if err != nil || err2 != nil || err3 != nil || k.Edition != 2 || !k.Open || k.Content.Picture != "/s/i/1" || k.Content.Texts[share.Zalo].Vi != "Ngon lắm" || len(all) != 2 || all[0].Name != "Hè" || len(rest) != 1 || rest[0].ID != made.ID {
			t.Errorf("%+v, %d kits, then %+v", k, len(all), rest)
		}
		return err
	})
	b.view(func(v *store.View) error {
		if _, err := v.ShareKit(b.ctx, 99); errors.Is(err, store.ErrNotFound) {
			return nil
		}
		t.Error("a kit that is none is found")
		return nil
	})
}
