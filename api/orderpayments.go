package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/payment"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/store"
)

// OrderPayments is how an order stands, and how what is left is paid. Money is in minor units of its currency.
type OrderPayments struct {
	Total    int64          `json:"total"`
	Received int64          `json:"received"`
	Refunded int64          `json:"refunded" doc:"all that was given back, too much that was paid among it"`
	Left     int64          `json:"left"`
	Over     int64          `json:"over" doc:"paid too much, and not given back"`
	Deposit  int64          `json:"deposit" doc:"to be paid first; 0: none is asked for"`
	Now      int64          `json:"now" doc:"of what is left: what is due next, what is missing of the deposit or all"`
	Later    int64          `json:"later" doc:"of what is left: what is due after that"`
	Currency string         `json:"currency"`
	State    string         `json:"state" enum:"open,partial,paid,over,refunded"`
	Status   string         `json:"status" doc:"the order's"`
	Code     string         `json:"code" doc:"by which a transfer is known to be for it"`
	Page     string         `json:"page" doc:"where the customer pays; empty: nobody said where this house is open"`
	Pay      *PayTo         `json:"pay" doc:"null: nothing is left, or no account is set"`
	Entries  []OrderPayment `json:"entries"`
}

// OrderPayment is money received or given back.
type OrderPayment struct {
	ID     string `json:"id"`
	Kind   string `json:"kind" enum:"received,refunded"`
	Way    string `json:"way" enum:"transfer,cash,card,other"`
	Amount int64  `json:"amount"`
	At     string `json:"at"`
	Line   string `json:"line" doc:"the bank's; empty: somebody wrote it down"`
	Note   string `json:"note"`
}

const (
	paymentPrefix  = "pay_"
	bankLinePrefix = "bln_"
)

// PaymentID writes a payment's id as it is shown outside.
func PaymentID(id int64) string { return paymentPrefix + encodeID(scramble(uint64(id), paymentPrefix)) }

// BankLineID writes the id of a bank's line as it is shown outside; empty for none.
func BankLineID(id int64) string {
	if id == 0 {
		return ""
	}
	return bankLinePrefix + encodeID(scramble(uint64(id), bankLinePrefix))
}

// ParseBankLineID reads what BankLineID wrote.
func ParseBankLineID(s string) (int64, error) { return parseID(s, bankLinePrefix, "a bank's line") }

type orderPath struct {
	ID string `path:"id" doc:"The order's id."`
}

func (s *Server) showOrderPayments(ctx context.Context, in *orderPath, _ Tell) (a *OrderPayments, err error) {
	id, err := readRef(record.Order, in.ID)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.orderPayments(ctx, v, reach(ctx, record.Order, auth.Read), id)
		return err
	})
	return a, err
}

// orderPayments is how an order within reach stands.
func (s *Server) orderPayments(ctx context.Context, v *store.View, may auth.Reach, id int64) (*OrderPayments, error) {
	r, entries, err := orderLedger(ctx, v, may, id)
	if err != nil {
		return nil, err
	}
	set, err := readPayments(ctx, v)
	if err != nil {
		return nil, err
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return nil, err
	}
	b := balanceOf(&r, entries)
	a := &OrderPayments{Total: b.Total, Received: b.Received, Refunded: b.Refunded, Left: b.Left, Over: b.Over, Currency: r.Values.Text("currency"),
		State: string(b.State()), Status: r.Values.Text("status"), Code: payment.Code(r.ID), Entries: []OrderPayment{}}
	a.Deposit = r.Values.Int("deposit")
	a.Now, a.Later = b.Next(a.Deposit)
	if m.URL != "" {
		a.Page = m.URL + s.payPath(r.ID)
	}
	for _, e := range entries {
		a.Entries = append(a.Entries, OrderPayment{PaymentID(e.ID), string(e.Kind), string(e.Way), e.Amount, showInstant(e.At), BankLineID(e.Line), e.Note})
	}
	a.Pay, err = payTo(&set, r.ID, a.Now, a.Currency, speaks(ctx))
	return a, err
}

// payPath is the page where an order is paid: whoever has its address may see it.
func (s *Server) payPath(order int64) string {
	return "/pay/" + s.tokens.Sign(token.Token{Kind: token.Order, Message: order})
}

type paymentOrder struct {
	ID   string `path:"id" doc:"The order's id."`
	Body struct {
		Kind   string `json:"kind" enum:"received,refunded"`
		Way    string `json:"way" enum:"transfer,cash,card,other"`
		Amount int64  `json:"amount" minimum:"1" doc:"minor units of the order's currency"`
		On     string `json:"on,omitempty" maxLength:"10" doc:"the day; left out: now"`
		Note   string `json:"note,omitempty" maxLength:"500"`
	}
}

// addPayment writes down what somebody saw arrive, or gave back.
func (s *Server) addPayment(ctx context.Context, in *paymentOrder, tell Tell) (a *OrderPayments, err error) {
	id, err := readRef(record.Order, in.ID)
	if err != nil {
		return nil, err
	}
	b := in.Body
	_, err = s.change(ctx, mutation{verb: "payment-" + b.Kind, target: in.ID, entry: b, also: func(ctx context.Context, t *store.Tx) error {
		if _, _, err := orderLedger(ctx, &t.View, auth.Both(reach(ctx, record.Order, auth.Read), reach(ctx, record.Order, auth.Update)), id); err != nil {
			return err
		}
		at, err := paidOn(ctx, &t.View, b.On)
		if err != nil {
			return err
		}
		if _, err = s.payOrder(ctx, t, id, payment.Entry{Kind: payment.Kind(b.Kind), Way: payment.Way(b.Way), Amount: b.Amount, At: at, Note: cleanNote(b.Note)}); err != nil {
			return err
		}
		a, err = s.orderPayments(ctx, &t.View, auth.Everything, id)
		return err
	}}, tell)
	return a, err
}

// paidOn is noon of a day, or now.
func paidOn(ctx context.Context, v *store.View, day string) (int64, error) {
	if day == "" {
		return v.Now(), nil
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return 0, err
	}
	zone, err := loadZone("", w.Timezone)
	if err != nil {
		return 0, err
	}
	at, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		return 0, invalid("%q is no day; write one such as 2026-11-22", day)
	}
	return min(at.Add(12*time.Hour).UnixMicro(), v.Now()), nil
}
