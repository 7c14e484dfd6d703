package storetest

import (
	"errors"
	"testing"

	"banhda/auth"
	"banhda/engage/payment"
	"banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

// errUndone undoes what a transaction did.
var errUndone = errors.New("undone")

// payments holds that a bank's line and a payment are kept once, and that what is due is known by its amount.
func payments(t *testing.T, b *bench) {
	l := store.BankLine{Line: payment.Line{Key: "sepay:1", Source: "sepay", Amount: 500, Currency: "VND", At: 3, Text: "mua hàng"}, Verdict: payment.Verdict{Outcome: payment.None, Reason: payment.NoSign}, State: "waiting"}
	b.tx(func(tx *store.Tx) (err error) {
		l.ID, err = tx.AddBankLine(b.ctx, l)
		return err
	})
	b.refuses("a line a second time", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddBankLine(b.ctx, l)
		return err
	})
	var r record.Record
	b.act(func(tx *store.Tx) (err error) {
		r, err = tx.Create(b.ctx, auth.Everything, record.Order, 0, record.Values{"status": order.Confirmed, "lines": []record.Line{{Name: "a", Quantity: 1000, Price: 500}}})
		return err
	})
	due := func(amount int64) (ids []int64) {
		b.view(func(v *store.View) (err error) {
			ids, err = v.OrdersDue(b.ctx, amount, "VND", 5)
			return err
		})
		return ids
	}
	if got := due(500); len(got) != 1 || got[0] != r.ID {
		t.Errorf("%v need 500", got)
	}
	deposit := func(set record.Values) {
		b.act(func(tx *store.Tx) error {
			_, err := tx.Update(b.ctx, auth.Everything, record.Order, r.ID, set, 0)
			return err
		})
	}
	deposit(record.Values{"deposit": int64(150)})
	b.want("the deposit and the whole", []int{len(due(150)), len(due(500)), len(due(350))}, []int{1, 1, 0})
	deposit(record.Values{"paid": int64(50)})
	b.want("what is missing of it", []int{len(due(100)), len(due(450)), len(due(150))}, []int{1, 1, 0})
	deposit(record.Values{"paid": int64(150)})
	b.want("then the rest", []int{len(due(350)), len(due(150))}, []int{1, 0})
	deposit(record.Values{"deposit": nil, "paid": int64(0)})
	e := payment.Entry{Order: r.ID, Kind: payment.Received, Way: payment.Transfer, Amount: 200, At: 3, Line: l.ID, Key: l.Key}
	b.act(func(tx *store.Tx) error {
		if _, err := tx.AddPayment(b.ctx, e); err != nil {
			return err
		}
		l.State, l.Order = "booked", r.ID
		if err := tx.SaveBankLine(b.ctx, l); err != nil {
			return err
		}
		_, err := tx.Update(b.ctx, auth.Everything, record.Order, r.ID, record.Values{"paid": int64(200)}, 0)
		return err
	})
	b.refuses("a payment a second time", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddPayment(b.ctx, e)
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.Payments(b.ctx, r.ID)
		is, err2 := v.BankLine(b.ctx, l.ID)
		waiting, err3 := v.CountBankLines(b.ctx, "waiting")
		page, err4 := v.BankLines(b.ctx, "booked", 0, 5)
		if len(list) != 1 || list[0].Amount != 200 || list[0].Line != l.ID || is.State != "booked" || is.Text != "mua hàng" || waiting != 0 || len(page) != 1 || err2 != nil || err3 != nil || err4 != nil {
			t.Errorf("%+v, %+v, %d wait", list, is, waiting)
		}
		return err
	})
	b.refuses("to take back what is kept", errUndone, func(tx *store.Tx) error {
		is, act, err := tx.PaymentOf(b.ctx, l.ID)
		if err != nil || is.Amount != 200 || is.Order != r.ID || act == 0 {
			t.Errorf("booked of the line: %+v under %d (%v)", is, act, err)
		}
		b.ok(tx.RemovePayment(b.ctx, is.ID))
		if list, err := tx.Payments(b.ctx, r.ID); err != nil || len(list) != 0 {
			t.Errorf("taken back: %+v (%v)", list, err)
		}
		return errUndone
	})
	b.refuses("what is not booked", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemovePayment(b.ctx, 999) })
	if got := due(300); len(got) != 1 || len(due(500)) != 0 {
		t.Errorf("%v need the rest", got)
	}
	b.act(func(tx *store.Tx) error {
		_, err := tx.Update(b.ctx, auth.Everything, record.Order, r.ID, record.Values{"status": order.Completed}, 0)
		return err
	})
	if got := due(300); len(got) != 0 {
		t.Errorf("%v need what nobody waits for", got)
	}
}
