package api

import (
	"context"
	"net/http"
	"strconv"

	"banhda/auth"
	"banhda/engage/payment"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// payOrder books money that was received for an order, or given back, within a transaction that an act is under way in. What
// is booked under a key that is there changes nothing. An order that is paid is completed; one whose whole price went back is
// refunded.
func (s *Server) payOrder(ctx context.Context, t *store.Tx, id int64, e payment.Entry) (payment.Balance, error) {
	r, entries, err := orderLedger(ctx, &t.View, auth.Everything, id)
	if err != nil {
		return payment.Balance{}, err
	}
	b := balanceOf(&r, entries)
	for _, was := range entries {
		if e.Key != "" && was.Key == e.Key {
			return b, nil
		}
	}
	if err := e.Check(b); err != nil {
		return b, wrong(err)
	}
	if e.Order, e.At = r.ID, min(orNow(e.At, t.Now()), t.Now()); e.Way == "" {
		e.Way = payment.Other
	}
	if e.ID, err = t.AddPayment(ctx, e); err != nil {
		return b, err
	}
	set := settlement(&r, payment.Reckon(b.Total, append(entries, e)), e.Kind)
	if r, err = t.Update(ctx, auth.Everything, record.Order, r.ID, set, 0); err != nil {
		return b, err
	}
	b = balanceOf(&r, append(entries, e))
	return b, tellPayment(ctx, t, &r, e, b)
}

// orderLedger is an order within reach with what was paid for it.
func orderLedger(ctx context.Context, v *store.View, may auth.Reach, id int64) (r record.Record, entries []payment.Entry, err error) {
	if r, err = v.Record(ctx, may, record.Order, id); err != nil {
		return r, nil, notFound(err, "there is no such order, or it is not among those you may see")
	}
	if r.DeletedAt != 0 {
		return r, nil, refused(http.StatusConflict, 0, "the order is in the bin; take it out first")
	}
	entries, err = v.Payments(ctx, r.ID)
	return r, entries, err
}

// balanceOf is how an order stands. For one that is cancelled, or from whose price something went back, nothing more is due.
func balanceOf(r *record.Record, entries []payment.Entry) payment.Balance {
	b := payment.Reckon(r.Values.Int("total"), entries)
	switch status := r.Values.Text("status"); {
	case status == sale.Cancelled:
		b.Left, b.Over = 0, b.Kept()
	case status == sale.Refunded, status == sale.Completed && r.Values.Int("refunded") > 0:
		b.Left = 0
	}
	return b
}

// settlement is what a payment changes of an order.
func settlement(r *record.Record, b payment.Balance, kind payment.Kind) record.Values {
	set := record.Values{"paid": b.Kept()}
	status := r.Values.Text("status")
	switch {
	case kind == payment.Received && b.Left == 0 && (status == sale.Confirmed || status == sale.Draft):
		set["status"] = sale.Completed
	case status == sale.Completed && (kind == payment.Refunded || r.Values.Int("refunded") > 0):
		if back := min(b.Left, b.Refunded); back != r.Values.Int("refunded") {
			set["refunded"] = back
		}
		if b.Left > 0 && b.Kept() == 0 {
			set["status"] = sale.Refunded
		}
	}
	return set
}

// tellPayment tells the buyer's timeline. That a price went back is told by the order itself.
func tellPayment(ctx context.Context, t *store.Tx, r *record.Record, e payment.Entry, b payment.Balance) error {
	name := "Payment Received"
	if e.Kind == payment.Refunded {
		name = "Payment Returned"
	}
	amount := e.Amount
	return tellOrder(ctx, t, r, timeline.Event{ID: paymentEvent(e.ID, r.ID), Name: name, At: e.At, Value: &amount,
		Properties: marshalled(map[string]any{"order_id": r.Values.Text("number"), "order": refID(record.Ref{Type: record.Order, ID: r.ID}), "way": string(e.Way), "state": string(b.State()), "left": b.Left})})
}

// paymentEvent is the id of the event that tells of a payment.
func paymentEvent(payment, order int64) string {
	return "payment-" + strconv.FormatInt(payment, 10) + "-" + refID(record.Ref{Type: record.Order, ID: order})
}

func orNow(at, now int64) int64 {
	if at == 0 {
		return now
	}
	return at
}
