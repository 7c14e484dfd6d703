package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"banhda/engage/payment"
	"banhda/hub/order"
	"banhda/hub/record"
)

// BankLine is a line of a bank, and what became of it.
type BankLine struct {
	payment.Line
	payment.Verdict
	State      string // waiting, booked, aside
	ReceivedAt int64
}

// AddBankLine keeps a line with what was found out about it, and gives its id; ErrConflict where it is kept already.
func (t *Tx) AddBankLine(ctx context.Context, l BankLine) (id int64, err error) {
	query := `INSERT INTO bank_line (key, source, account, amount, currency, at, body, reference, state, outcome, reason, order_id, received_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id`
	args := []any{l.Key, l.Source, l.Account, l.Amount, l.Currency, l.At, l.Text, l.Reference, l.State, string(l.Outcome), string(l.Reason), l.Order, t.now}
	err = t.one(ctx, "keeping a bank's line", query, args, &id)
	return id, conflictAt(err, "keeping a bank's line")
}

// SaveBankLine keeps what became of a line.
func (t *Tx) SaveBankLine(ctx context.Context, l BankLine) error {
	query := "UPDATE bank_line SET state = ?, outcome = ?, reason = ?, order_id = ? WHERE id = ?"
	n, err := t.exec(ctx, "keeping what became of a bank's line", query, l.State, string(l.Outcome), string(l.Reason), l.Order, l.ID)
	return t.wasThere("keeping what became of a bank's line", n, err)
}

// BankLine is one by its id; ErrNotFound where there is none.
func (v *View) BankLine(ctx context.Context, id int64) (l BankLine, err error) {
	list, err := v.bankLines(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a bank's line: %w", ErrNotFound)
	}
	if err != nil {
		return l, err
	}
	return list[0], nil
}

// BankLines gives a page of lines in a state (empty: in all), the last first, before one; 0 begins with the last.
func (v *View) BankLines(ctx context.Context, state string, before int64, limit int) ([]BankLine, error) {
	return v.bankLines(ctx, "(? = '' OR state = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", state, state, before, before, limit)
}

// CountBankLines is how many are in a state.
func (v *View) CountBankLines(ctx context.Context, state string) (n int64, err error) {
	return n, v.one(ctx, "counting a bank's lines", "SELECT COUNT(*) FROM bank_line WHERE state = ?", []any{state}, &n)
}

func (v *View) bankLines(ctx context.Context, where string, args ...any) (list []BankLine, err error) {
	query := "SELECT id, key, source, account, amount, currency, at, body, reference, state, outcome, reason, order_id, received_at FROM bank_line WHERE " + where
	err = v.each(ctx, "reading a bank's lines", query, args, func(rows *sql.Rows) error {
		var l BankLine
		err := rows.Scan(&l.ID, &l.Key, &l.Source, &l.Account, &l.Amount, &l.Currency, &l.At, &l.Text, &l.Reference, &l.State, (*string)(&l.Outcome), (*string)(&l.Reason), &l.Order, &l.ReceivedAt)
		list = append(list, l)
		return err
	})
	return list, err
}

// AddPayment keeps money that was received for an order or given back, under the act under way; ErrConflict where there is
// one under its key.
func (t *Tx) AddPayment(ctx context.Context, e payment.Entry) (id int64, err error) {
	query := "INSERT INTO payment (order_id, kind, way, amount, at, line, key, note, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id"
	args := []any{e.Order, string(e.Kind), string(e.Way), e.Amount, e.At, e.Line, e.Key, e.Note, t.Act}
	err = t.one(ctx, "keeping a payment", query, args, &id)
	return id, conflictAt(err, "keeping a payment")
}

// Payments are what was received for an order and given back, in the order it was written down.
func (v *View) Payments(ctx context.Context, order int64) (list []payment.Entry, err error) {
	query := "SELECT id, order_id, kind, way, amount, at, line, key, note FROM payment WHERE order_id = ? ORDER BY id"
	err = v.each(ctx, "reading payments", query, []any{order}, func(rows *sql.Rows) error {
		var e payment.Entry
		err := rows.Scan(&e.ID, &e.Order, (*string)(&e.Kind), (*string)(&e.Way), &e.Amount, &e.At, &e.Line, &e.Key, &e.Note)
		list = append(list, e)
		return err
	})
	return list, err
}

// PaymentOf is what was booked of a bank's line, and the act it was booked under; ErrNotFound where nothing was.
func (v *View) PaymentOf(ctx context.Context, line int64) (e payment.Entry, act int64, err error) {
	query := "SELECT id, order_id, kind, way, amount, at, line, key, note, act FROM payment WHERE line = ?"
	err = v.one(ctx, "finding what was booked", query, []any{line}, &e.ID, &e.Order, (*string)(&e.Kind), (*string)(&e.Way), &e.Amount, &e.At, &e.Line, &e.Key, &e.Note, &act)
	return e, act, err
}

// RemovePayment takes a payment that was booked wrongly from its order; the act under way says so.
func (t *Tx) RemovePayment(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "taking a payment back", "DELETE FROM payment WHERE id = ?", id)
	return t.wasThere("taking a payment back", n, err)
}

// OrdersDue are up to limit orders that still need exactly an amount: all of what is due, or what is due first.
func (v *View) OrdersDue(ctx context.Context, amount int64, currency string, limit int) ([]int64, error) {
	return v.ids(ctx, "SELECT order_id FROM order_due WHERE currency = ? AND due = ? UNION SELECT order_id FROM order_due WHERE currency = ? AND next = ? ORDER BY order_id LIMIT ?", currency, amount, currency, amount, limit)
}

// conflictAt makes a conflict of what an insert did not do because it was there.
func conflictAt(err error, doing string) error {
	if errors.Is(err, ErrNotFound) {
		return fmt.Errorf("%s: it is there: %w", doing, ErrConflict)
	}
	return err
}

// keepDue keeps what is still due for orders that wait for money.
func (t *Tx) keepDue(ctx context.Context, typ record.Type, steps []step) error {
	if typ != record.Order {
		return nil
	}
	for i := range steps {
		r := &steps[i].is
		query, args := "DELETE FROM order_due WHERE order_id = ?", []any{r.ID}
		if due := order.Due(r); due > 0 {
			query = "INSERT INTO order_due (order_id, due, next, currency) VALUES (?, ?, ?, ?) ON CONFLICT (order_id) DO UPDATE SET due = excluded.due, next = excluded.next, currency = excluded.currency"
			args = append(args, due, order.First(r), r.Values.Text("currency"))
		}
		if _, err := t.exec(ctx, "keeping what is due for an order", query, args...); err != nil {
			return err
		}
	}
	return nil
}
