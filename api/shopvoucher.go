package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/delight/loyalty"
	counter "banhda/engage/shop"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// bringVoucher puts the voucher whose code was typed into the cart, or takes out what is there.
func (c *shopCall) bringVoucher(ctx context.Context, v *store.View, r *http.Request) error {
	if r.PostFormValue("novoucher") != "" {
		c.cart.Voucher = 0
	}
	code := r.PostFormValue("voucher")
	if code == "" {
		return nil
	}
	o, err := v.VoucherOfCode(ctx, loyalty.Hash(code))
	if errors.Is(err, store.ErrNotFound) {
		c.refusal = loyalty.ErrCode
		return nil
	}
	c.cart.Voucher = o.ID
	return err
}

// takeVoucher takes the voucher of the cart off its bill. What speaks against it is said, and the bill stays as it was.
func (c *shopCall) takeVoucher(ctx context.Context, v *store.View, b *counter.Bill) error {
	o, err := v.Voucher(ctx, c.cart.Voucher)
	if err != nil {
		return absent(err)
	}
	r, err := v.Reward(ctx, o.Reward)
	if err != nil {
		return absent(err)
	}
	if o.Person, err = accountOf(ctx, v, o.Person); absent(err) != nil {
		return err
	}
	c.voucher = &o
	if err = o.Usable(&r, c.Person, v.Now()); err == nil {
		err = b.Take(r.Product, &r)
	}
	var told *phrase.Sentence
	if errors.As(err, &told) {
		c.refusal = told
		return nil
	}
	return err
}

// useVoucherOn uses the voucher that took something off an order, in the transaction that places it: of two who order with one
// code, one is told that the sum changed. An order of which nothing is left to pay is paid.
func useVoucherOn(ctx context.Context, t *store.Tx, c *shopCall, b *counter.Bill, made record.Record) (record.Record, error) {
	if c.voucher == nil || b.Off == 0 {
		return made, nil
	}
	err := t.UseVoucher(ctx, c.voucher.ID, made.ID)
	if errors.Is(err, store.ErrConflict) {
		err = counter.ErrChanged
	}
	if err != nil || b.Sum.Total > 0 {
		return made, err
	}
	return t.Update(ctx, auth.Everything, record.Order, made.ID, record.Values{"status": sale.Completed}, 0)
}
