package storetest

import (
	"testing"

	"banhda/engage/shop"
	"banhda/store"
)

// carts are a visitor's or a person's, changed by one at a time, told of once, and nobody's who is forgotten.
func carts(_ *testing.T, b *bench) {
	save := func(c shop.Cart) (saved shop.Cart) {
		b.tx(func(tx *store.Tx) (err error) {
			saved, err = tx.SaveCart(b.ctx, c)
			return err
		})
		return saved
	}
	one := save(shop.Cart{Visitor: "v1", Items: []shop.Item{{Product: 3, Quantity: 2}}, Language: "vi", Ref: "LAN"})
	hers := save(shop.Cart{Person: 7, Items: []shop.Item{{Product: 4, Quantity: 1}}})
	empty := save(shop.Cart{Person: 8, Items: []shop.Item{}})
	read := func(visitor string, who int64) (c shop.Cart) {
		b.view(func(v *store.View) (err error) {
			c, err = v.Cart(b.ctx, visitor, who)
			return err
		})
		return c
	}
	b.want("a visitor's", read("v1", 0), one)
	b.want("a person's", read("v1", 7), hers)
	b.refuses("nobody's", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Cart(b.ctx, "", 0); return err })
	b.refuses("a second of one visitor", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.SaveCart(b.ctx, shop.Cart{Visitor: "v1"})
		return err
	})
	changed := one
	changed.Set(3, 5)
	changed = save(changed)
	b.want("changed", read("v1", 0), changed)
	b.refuses("what was read before", store.ErrConflict, func(tx *store.Tx) error { _, err := tx.SaveCart(b.ctx, one); return err })
	quiet := func() (ids []int64) {
		b.tx(func(tx *store.Tx) error {
			list, err := tx.QuietCarts(b.ctx, tx.Now()+1, 10)
			for _, c := range list {
				ids = append(ids, c.ID)
			}
			return err
		})
		return ids
	}
	b.want("quiet", quiet(), []int64{one.ID, hers.ID})
	b.tx(func(tx *store.Tx) error { return tx.ToldCart(b.ctx, one.ID) })
	b.want("quiet, and not told of", quiet(), []int64{hers.ID})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{7}, Needles: []string{"v1"}})
		return err
	})
	b.refuses("of who is forgotten", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Cart(b.ctx, "", 7); return err })
	b.refuses("of a visitor who is forgotten", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Cart(b.ctx, "v1", 0); return err })
	b.tx(func(tx *store.Tx) error { return tx.RemoveCart(b.ctx, empty.ID) })
	b.refuses("what is removed", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Cart(b.ctx, "", 8); return err })
	save(shop.Cart{Visitor: "v9"})
	b.tx(func(tx *store.Tx) error { return tx.ForgetCarts(b.ctx, tx.Now()+1) })
	b.refuses("what is old", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.Cart(b.ctx, "v9", 0); return err })
}
