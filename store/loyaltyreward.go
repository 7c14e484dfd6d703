package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/delight/loyalty"
)

func (v *View) rewards(ctx context.Context, where string, args ...any) (list []loyalty.Reward, err error) {
	query := "SELECT id, content, product, stock, edition, updated_at, (SELECT COUNT(*) FROM loyalty_voucher WHERE reward = r.id AND state <> 'returned') FROM loyalty_reward r WHERE " + where
	err = v.each(ctx, "reading rewards", query, args, func(rows *sql.Rows) error {
		var r loyalty.Reward
		var body []byte
		var product, stock int64
		err := rows.Scan(&r.ID, &body, &product, &stock, &r.Edition, &r.UpdatedAt, &r.Issued)
		if err == nil {
			err = json.Unmarshal(body, &r.Offer)
		}
		r.Product, r.Stock = product, stock
		list = append(list, r)
		return err
	})
	return list, err
}

// Rewards are all there are, the first first.
func (v *View) Rewards(ctx context.Context) ([]loyalty.Reward, error) {
	return v.rewards(ctx, "1 = 1 ORDER BY id")
}

// Reward is one by its id; ErrNotFound where there is none.
func (v *View) Reward(ctx context.Context, id int64) (r loyalty.Reward, err error) {
	list, err := v.rewards(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a reward: %w", ErrNotFound)
	}
	if err != nil {
		return r, err
	}
	return list[0], nil
}

// SaveReward keeps a reward, a new one where it has no id, and gives its id. ErrConflict where it was changed since it was read.
func (t *Tx) SaveReward(ctx context.Context, r loyalty.Reward) (id int64, err error) {
	body, err := json.Marshal(r.Offer)
	if err != nil {
		return 0, err
	}
	if r.ID == 0 {
		query := "INSERT INTO loyalty_reward (content, product, stock, edition, updated_at) VALUES (?, ?, ?, 1, ?) RETURNING id"
		return id, t.one(ctx, "keeping a reward", query, []any{string(body), r.Product, r.Stock, t.now}, &id)
	}
	query := "UPDATE loyalty_reward SET content = ?, product = ?, stock = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing a reward", query, string(body), r.Product, r.Stock, t.now, r.ID, r.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing a reward: %w", ErrConflict)
	}
	return r.ID, err
}

// TakeStock takes one of a reward; loyalty.ErrGone where there is none left.
func (t *Tx) TakeStock(ctx context.Context, reward int64) error {
	n, err := t.exec(ctx, "taking a reward", "UPDATE loyalty_reward SET stock = CASE WHEN stock > 0 THEN stock - 1 ELSE stock END WHERE id = ? AND stock <> 0", reward)
	if err == nil && n == 0 {
		err = loyalty.ErrGone
	}
	return err
}

// ReturnStock puts one of a reward back, where they are counted.
func (t *Tx) ReturnStock(ctx context.Context, reward int64) error {
	_, err := t.exec(ctx, "putting a reward back", "UPDATE loyalty_reward SET stock = stock + 1 WHERE id = ? AND stock >= 0", reward)
	return err
}

const voucherColumns = "v.id, v.reward, v.person, v.hash, v.tail, v.cause, v.note, v.points, v.state, v.order_id, v.expires_at, v.at, v.used_at"

func (v *View) vouchers(ctx context.Context, where string, args ...any) (list []loyalty.Voucher, err error) {
	err = v.each(ctx, "reading vouchers", "SELECT "+voucherColumns+" FROM loyalty_voucher v WHERE "+where, args, func(rows *sql.Rows) error {
		var o loyalty.Voucher
		err := rows.Scan(&o.ID, &o.Reward, &o.Person, &o.Hash, &o.Tail, &o.Cause, &o.Note, &o.Points, (*string)(&o.State), &o.Order, &o.ExpiresAt, &o.At, &o.UsedAt)
		list = append(list, o)
		return err
	})
	return list, err
}

func (v *View) voucher(ctx context.Context, where string, args ...any) (o loyalty.Voucher, err error) {
	list, err := v.vouchers(ctx, where, args...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a voucher: %w", ErrNotFound)
	}
	if err != nil {
		return o, err
	}
	return list[0], nil
}

// Voucher is one by its id; ErrNotFound where there is none.
func (v *View) Voucher(ctx context.Context, id int64) (loyalty.Voucher, error) {
	return v.voucher(ctx, "v.id = ?", id)
}

// VoucherOfCode is one by the hash of its code; ErrNotFound where there is none.
func (v *View) VoucherOfCode(ctx context.Context, hash string) (loyalty.Voucher, error) {
	return v.voucher(ctx, "v.hash = ? AND v.hash <> ''", hash)
}

// VoucherOfCause is one by its cause; ErrNotFound where there is none.
func (v *View) VoucherOfCause(ctx context.Context, cause string) (loyalty.Voucher, error) {
	return v.voucher(ctx, "v.cause = ?", cause)
}

// VouchersOnOrder are those that were used on an order.
func (v *View) VouchersOnOrder(ctx context.Context, order int64) ([]loyalty.Voucher, error) {
	return v.vouchers(ctx, "v.order_id = ? AND v.order_id <> 0 ORDER BY v.id", order)
}

// Vouchers gives a page of vouchers, the last first, before one; person 0: of everybody, reward 0: of all.
func (v *View) Vouchers(ctx context.Context, person, reward, before int64, limit int) ([]loyalty.Voucher, error) {
	where := "(? = 0 OR v." + ofPerson + ") AND (? = 0 OR v.reward = ?) AND (? = 0 OR v.id < ?) ORDER BY v.id DESC LIMIT ?"
	return v.vouchers(ctx, where, person, person, reward, reward, before, before, limit)
}

// HadReward is how many vouchers of a reward somebody had for points.
func (v *View) HadReward(ctx context.Context, person, reward int64) (n int64, err error) {
	query := "SELECT COUNT(*) FROM loyalty_voucher WHERE reward = ? AND points <> 0 AND state <> 'returned' AND " + ofPerson
	return n, v.one(ctx, "counting rewards", query, []any{reward, person}, &n)
}

// AddVoucher keeps a voucher that has no code yet, and gives its id; ErrConflict where there is one of its cause.
func (t *Tx) AddVoucher(ctx context.Context, o loyalty.Voucher) (id int64, err error) {
	query := `INSERT INTO loyalty_voucher (reward, person, hash, tail, cause, note, points, state, order_id, expires_at, at, used_at)
VALUES (?, ?, '', '', ?, ?, ?, 'open', 0, ?, ?, 0) ON CONFLICT (cause) DO NOTHING RETURNING id`
	err = t.one(ctx, "keeping a voucher", query, []any{o.Reward, o.Person, o.Cause, o.Note, o.Points, o.ExpiresAt, t.now}, &id)
	return id, conflictAt(err, "keeping a voucher")
}

// CodeVoucher gives a voucher its code.
func (t *Tx) CodeVoucher(ctx context.Context, id int64, hash, tail string) error {
	n, err := t.exec(ctx, "giving a voucher its code", "UPDATE loyalty_voucher SET hash = ?, tail = ? WHERE id = ? AND hash = ''", hash, tail, id)
	return t.wasThere("giving a voucher its code", n, err)
}

// UseVoucher uses a voucher, on an order or (0) on none; ErrConflict where somebody was quicker, or its day is over.
func (t *Tx) UseVoucher(ctx context.Context, id, order int64) error {
	n, err := t.exec(ctx, "using a voucher", "UPDATE loyalty_voucher SET state = 'used', order_id = ?, used_at = ? WHERE id = ? AND state = 'open' AND (expires_at = 0 OR expires_at > ?)", order, t.now, id, t.now)
	if err == nil && n == 0 {
		err = fmt.Errorf("using a voucher: %w", ErrConflict)
	}
	return err
}

// ReopenVouchers gives back what was used on an order, and says how many.
func (t *Tx) ReopenVouchers(ctx context.Context, order int64) (int64, error) {
	return t.exec(ctx, "giving vouchers back", "UPDATE loyalty_voucher SET state = 'open', order_id = 0, used_at = 0 WHERE order_id = ? AND state = 'used'", order)
}

// ReturnVoucher ends a voucher whose points are given back; ErrConflict where it is not open.
func (t *Tx) ReturnVoucher(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "returning a voucher", "UPDATE loyalty_voucher SET state = 'returned' WHERE id = ? AND state = 'open'", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("returning a voucher: %w", ErrConflict)
	}
	return err
}

// ForgetPoints takes the name from what is kept of somebody's points, which keeps its sums; vouchers nobody used go.
func (t *Tx) ForgetPoints(ctx context.Context, profiles []int64) error {
	in, arg := t.dialect.In("person", profiles)
	var err error
	for _, query := range []string{
		"UPDATE loyalty_transaction SET person = 0, cause = 'forgotten-' || id, about = '', note = '' WHERE ", "UPDATE loyalty_line SET person = 0 WHERE ",
		"UPDATE loyalty_lot SET person = 0, about = '' WHERE ", "DELETE FROM loyalty_member WHERE ", "DELETE FROM loyalty_voucher WHERE state <> 'used' AND ",
		"UPDATE loyalty_voucher SET person = 0, hash = '', tail = '', note = '', cause = 'forgotten-' || id WHERE ",
	} {
		_, failed := t.exec(ctx, "forgetting somebody's points", query+in, arg)
		err = errors.Join(err, failed)
	}
	return err
}
