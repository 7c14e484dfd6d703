package api

import (
	"context"
	"fmt"
	"time"

	"banhda/delight/onboarding"
	"banhda/demo"
	"banhda/engage/payment"
	"banhda/engage/quote"
	"banhda/hub/record"
)

// keepOffer makes the quote of a deal, and what came of it when it did.
func (m *sampling) keepOffer(ctx context.Context, d *record.Record, o *demo.Offer) (err error) {
	lines, _ := d.Values["lines"].([]record.Line)
	q := quote.Quote{State: quote.Draft, Person: d.Values.Int("person"), Company: d.Values.Int("company"), Deal: d.ID, Owner: d.Values.Int("owner"),
		Draft: quote.Content{Title: d.Name(), Language: "vi", Currency: demo.Currency, Lines: lines, Until: o.Until, Intro: "Giá đã gồm giao tận nơi mỗi tháng hai lần."}, Edition: 1}
	sum, err := q.Draft.Sum()
	if err != nil {
		return err
	}
	q.Total = sum.Total
	begun := m.t.Now()
	if o.Sent != 0 {
		begun = o.Sent
	}
	err = m.t.Past(begun, func() error {
		if q.ID, err = m.t.AddQuote(ctx, q); err != nil {
			return err
		}
		m.made.Quotes = append(m.made.Quotes, q.ID)
		if err := m.t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Kind: quote.WasMade, Member: q.Owner}); err != nil || o.Sent == 0 {
			return err
		}
		return m.sendOffer(ctx, &q)
	})
	if err == nil && o.Seen != 0 {
		err = m.t.Past(o.Seen, func() error { return m.seeOffer(ctx, &q, o.Word) })
	}
	if err == nil && o.Decided != 0 {
		err = m.t.Past(o.Decided, func() error { return m.decideOffer(ctx, &q, o) })
	}
	return err
}

// sendOffer sends a quote, under a number of the sample's own, and to nobody's address.
func (m *sampling) sendOffer(ctx context.Context, q *quote.Quote) error {
	today, err := m.s.todayOf(ctx, &m.t.View)
	if err != nil {
		return err
	}
	q.Number = fmt.Sprintf("SM-BG-%02d", len(m.made.Quotes))
	if err := m.s.issue(ctx, m.t, q, today); err != nil {
		return err
	}
	q.Edition++
	q.RemindedAt = m.t.Now() // nobody is written to later
	return tellQuote(ctx, m.t, q, "Quote Sent", nil)
}

func (m *sampling) seeOffer(ctx context.Context, q *quote.Quote, word string) error {
	if err := m.t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasViewed}); err != nil {
		return err
	}
	if word != "" {
		if err := m.t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasCommented, Text: word}); err != nil {
			return err
		}
	}
	q.ViewedAt = m.t.Now()
	if err := m.t.SaveQuote(ctx, *q); err != nil {
		return err
	}
	q.Edition++
	return tellQuote(ctx, m.t, q, "Quote Viewed", nil)
}

// decideOffer is the customer's yes, which becomes an order that they pay, or their no.
func (m *sampling) decideOffer(ctx context.Context, q *quote.Quote, o *demo.Offer) error {
	today, err := m.s.todayOf(ctx, &m.t.View)
	if err != nil {
		return err
	}
	if !o.Yes {
		e, err := quote.Decline(q, o.Word, today.Format(time.DateOnly))
		if err != nil {
			return err
		}
		q.State = quote.Declined
		if err := m.t.SaveQuote(ctx, *q); err != nil {
			return err
		}
		if err := m.t.AddQuoteEntry(ctx, e); err != nil {
			return err
		}
		return tellQuote(ctx, m.t, q, "Quote Declined", nil)
	}
	return m.acceptOffer(ctx, q, today.Format(time.DateOnly))
}

func (m *sampling) acceptOffer(ctx context.Context, q *quote.Quote, today string) error {
	v, err := m.t.QuoteVersion(ctx, q.ID, q.Version)
	if err != nil {
		return err
	}
	e, err := quote.Accept(q, &v, v.Document.To.Contact, today)
	if err != nil {
		return err
	}
	if err := m.t.AddQuoteEntry(ctx, e); err != nil {
		return err
	}
	d := &v.Document
	order, err := m.s.placeOrder(ctx, m.t, placement{Person: q.Person, Company: q.Company, Deal: q.Deal, Owner: q.Owner, Lines: d.Lines, Currency: d.Content.Currency, Note: d.Number})
	if err != nil {
		return err
	}
	q.State, q.Order = quote.Accepted, order.ID
	if err := m.t.SaveQuote(ctx, *q); err != nil {
		return err
	}
	if err := tellQuote(ctx, m.t, q, "Quote Accepted", map[string]any{"order": order.Values.Text("number"), "hash": e.Hash}); err != nil {
		return err
	}
	m.won = append(m.won, onboarding.Run{Person: q.Person, Deal: q.Deal, Seller: q.Owner, Agent: q.Owner, Cause: "sample " + q.Number, State: onboarding.Running, StartedAt: m.t.Now(), MovedAt: m.t.Now()})
	return m.keepPaid(ctx, &order, []demo.Pay{{At: m.t.Now(), Percent: 100}})
}

// keepPaid books what was paid for an order, and what went back.
func (m *sampling) keepPaid(ctx context.Context, order *record.Record, paid []demo.Pay) error {
	for _, p := range paid {
		e := payment.Entry{Kind: payment.Received, Way: payment.Transfer, Amount: order.Values.Int("total") * p.Percent / 100, At: p.At}
		if p.Back {
			e.Kind, e.Note = payment.Refunded, "Hàng lỗi, trả lại tiền"
		}
		err := m.t.Past(p.At, func() error { _, err := m.s.payOrder(ctx, m.t, order.ID, e); return err })
		if err != nil {
			return err
		}
	}
	if len(paid) == 0 {
		return nil
	}
	booked, err := m.t.Payments(ctx, order.ID)
	for _, e := range booked {
		m.made.Payments = append(m.made.Payments, e.ID)
	}
	return err
}
