package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/engage/shop"
)

const cartColumns = "id, visitor, person, items, language, ref, edition, order_id, voucher, touched_at, told_at"

func scanCart(c *shop.Cart, items *[]byte) []any {
	return []any{&c.ID, &c.Visitor, &c.Person, items, &c.Language, &c.Ref, &c.Edition, &c.Order, &c.Voucher, &c.TouchedAt, &c.ToldAt}
}

// Cart is that of a person, under whatever they were known by, the last touched; where the person is 0, that of a visitor.
// ErrNotFound where there is none.
func (v *View) Cart(ctx context.Context, visitor string, who int64) (c shop.Cart, err error) {
	query, args := "visitor = ? AND visitor <> ''", []any{visitor}
	if who != 0 {
		query, args = "person = ? OR person IN (SELECT id FROM profile WHERE person = ?)", []any{who, who}
	}
	var items []byte
	err = v.one(ctx, "reading a cart", "SELECT "+cartColumns+" FROM shop_cart WHERE "+query+" ORDER BY touched_at DESC, id DESC LIMIT 1", args, scanCart(&c, &items)...)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(items, &c.Items)
}

// SaveCart keeps a cart that was touched just now, a new one where it has no id. ErrConflict where it was changed since it was
// read, or there is one of this visitor.
func (t *Tx) SaveCart(ctx context.Context, c shop.Cart) (shop.Cart, error) {
	items, err := json.Marshal(c.Items)
	if err != nil {
		return c, err
	}
	c.TouchedAt, c.ToldAt = t.now, 0
	if c.ID == 0 {
		c.Edition = 1
		query := "INSERT INTO shop_cart (visitor, person, items, language, ref, edition, order_id, voucher, touched_at, told_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?, 0) RETURNING id"
		err = t.one(ctx, "keeping a cart", query, []any{c.Visitor, c.Person, string(items), c.Language, c.Ref, c.Order, c.Voucher, t.now}, &c.ID)
		return c, err
	}
	query := "UPDATE shop_cart SET visitor = ?, person = ?, items = ?, language = ?, ref = ?, edition = edition + 1, order_id = ?, voucher = ?, touched_at = ?, told_at = 0 WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a cart", query, c.Visitor, c.Person, string(items), c.Language, c.Ref, c.Order, c.Voucher, t.now, c.ID, c.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing a cart: it was changed since: %w", ErrConflict)
	}
	c.Edition++
	return c, err
}

// RemoveCart removes a cart, as when it went over into another.
func (t *Tx) RemoveCart(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "removing a cart", "DELETE FROM shop_cart WHERE id = ?", id)
	return err
}

// QuietCarts are those with something in them that nobody has touched since an instant, and of which nobody was told.
func (v *View) QuietCarts(ctx context.Context, since int64, limit int) (list []shop.Cart, err error) {
	query := "SELECT " + cartColumns + " FROM shop_cart WHERE told_at = 0 AND touched_at < ? AND items <> '[]' AND items <> 'null' ORDER BY touched_at, id LIMIT ?"
	err = v.each(ctx, "looking for quiet carts", query, []any{since, limit}, func(rows *sql.Rows) error {
		var c shop.Cart
		var items []byte
		if err := rows.Scan(scanCart(&c, &items)...); err != nil {
			return err
		}
		list = append(list, c)
		return json.Unmarshal(items, &list[len(list)-1].Items)
	})
	return list, err
}

// ToldCart notes that a cart was told to be abandoned.
func (t *Tx) ToldCart(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "noting that a cart was abandoned", "UPDATE shop_cart SET told_at = ? WHERE id = ?", t.now, id)
	return err
}

// ForgetCarts removes those that nobody has touched since an instant.
func (t *Tx) ForgetCarts(ctx context.Context, since int64) error {
	_, err := t.exec(ctx, "forgetting carts", "DELETE FROM shop_cart WHERE touched_at < ?", since)
	return err
}
