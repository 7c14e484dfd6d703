package api

import (
	"context"
	"net/http"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/engage/payment"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

type lineRelease struct {
	ID   string `path:"id"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"why it was booked wrongly; the audit trail keeps it"`
	}
}

// releaseLine takes a line from the order it was booked for by mistake: the order stands as if it had not been paid by it, and
// the line waits to be booked anew. That it was booked, and by whom it was released, stays in the audit trail.
func (s *Server) releaseLine(ctx context.Context, in *lineRelease, tell Tell) (a *BankLine, err error) {
	id, err := ParseBankLineID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "bank-line-release", target: in.ID, reason: in.Body.Reason, also: func(ctx context.Context, t *store.Tx) error {
		l, err := t.BankLine(ctx, id)
		if err != nil {
			return notFound(err, "there is no bank's line %s", in.ID)
		}
		if l.State != lineBooked {
			return refused(http.StatusConflict, 0, "this line is booked for no order")
		}
		if err := s.unpay(ctx, t, l.ID); err != nil {
			return err
		}
		l.State, l.Order = lineWaits, 0
		if err := t.SaveBankLine(ctx, l); err != nil {
			return err
		}
		list, err := showBankLines(ctx, &t.View, []store.BankLine{l})
		a = &list[0]
		return err
	}}, tell)
	return a, err
}

// unpay takes back what was booked of a line.
func (s *Server) unpay(ctx context.Context, t *store.Tx, line int64) error {
	e, act, err := t.PaymentOf(ctx, line)
	if err != nil {
		return err
	}
	r, entries, err := orderLedger(ctx, &t.View, auth.Both(reach(ctx, record.Order, auth.Read), reach(ctx, record.Order, auth.Update)), e.Order)
	if err != nil {
		return err
	}
	if balanceOf(&r, entries).Kept() < e.Amount {
		return refused(http.StatusConflict, 0, "money of this order was given back already; it cannot be released any more")
	}
	if err := t.RemovePayment(ctx, e.ID); err != nil {
		return err
	}
	left, err := t.Payments(ctx, r.ID)
	if err != nil {
		return err
	}
	set, err := unsettled(ctx, t, &r, payment.Reckon(r.Values.Int("total"), left), act)
	if err != nil {
		return err
	}
	if _, err := t.Update(ctx, auth.Everything, record.Order, r.ID, set, 0); err != nil {
		return err
	}
	t.Did("", marshalled(map[string]any{"order": refID(record.Ref{Type: record.Order, ID: r.ID}), "payment": PaymentID(e.ID), "amount": e.Amount, "at": showInstant(e.At)}))
	return t.Post(ctx, flow.Row{Kind: flow.Retract, Source: "records", Count: 1, Body: marshalled(map[string]any{"id": paymentEvent(e.ID, r.ID)})})
}

// unsettled is what taking a payment back changes of an order: one that the payment had completed is what it was before.
func unsettled(ctx context.Context, t *store.Tx, r *record.Record, b payment.Balance, act int64) (record.Values, error) {
	set := record.Values{"paid": b.Kept()}
	if b.Left == 0 || r.Values.Text("status") != sale.Completed {
		return set, nil
	}
	changes, err := t.Changes(ctx, store.ChangesQuestion{Type: record.Order, Record: r.ID, Field: "status", Limit: 1})
	if len(changes) == 1 && changes[0].Act == act && changes[0].Before != nil {
		set["status"] = changes[0].Before
	}
	return set, err
}
