package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// makeQuoteAction writes a draft of what the person's deal offers. Somebody reads it before it is sent.
func (s *Server) makeQuoteAction() action {
	return action{workflow.Action{Kind: "quote_make", Permission: "quotes:write", Label: inBoth("Soạn báo giá từ cơ hội", "Draft a quote of the deal"),
		Help: inBoth("Từ các dòng hàng của cơ hội đang mở gần nhất; cơ hội đã có báo giá thì không soạn thêm. Người phụ trách xem rồi mới gửi.",
			"Of the products of the person's open deal that was made last, unless it has a quote; its owner reads it before it is sent.")},
		s.makeQuoteOfDeal}
}

func (s *Server) makeQuoteOfDeal(ctx context.Context, a *acting) error {
	if _, err := a.person(ctx, auth.Read); err != nil {
		return err
	}
	d, err := a.dealToQuote(ctx)
	if err != nil {
		return err
	}
	q := quote.Quote{Owner: d.Values.Int("owner")}
	in := &quoteAdd{}
	in.Body.Deal = refID(record.Ref{Type: record.Deal, ID: d.ID})
	if err := s.beginQuote(ctx, &a.View, &q, in); err != nil {
		return err
	}
	sum, err := q.Draft.Sum()
	if err != nil {
		return err
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	if q.Total = sum.Total; q.Owner == 0 {
		q.Owner = auth.From(ctx).User()
	}
	if q.ID, err = a.AddQuote(ctx, q); err != nil {
		return err
	}
	a.did("quote", q.ID, q.Draft.Title)
	return a.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Kind: quote.WasMade})
}

// dealToQuote is the person's open deal that was made last, where it offers something nobody has written a quote of.
func (a *acting) dealToQuote(ctx context.Context) (d record.Record, err error) {
	if reach(ctx, record.Order, auth.Create).None() {
		return d, phrase.Errorf("your role makes no orders, and so no quotes")
	}
	ids, err := a.openDeals(ctx, auth.Read)
	if err != nil || len(ids) == 0 {
		return d, orElse(err, phrase.Errorf("the person has no open deal"))
	}
	if d, err = a.Record(ctx, reach(ctx, record.Deal, auth.Read), record.Deal, lastMade(ids)); err != nil {
		return d, err
	}
	if lines, _ := d.Values["lines"].([]record.Line); len(lines) == 0 {
		return d, phrase.Errorf("the deal has no products to write a quote of")
	}
	there, err := a.Quotes(ctx, auth.Everything, store.QuoteFilter{Deal: d.ID, Limit: 1})
	if err == nil && len(there) > 0 {
		err = phrase.Errorf("the deal has a quote already")
	}
	return d, err
}

// remindQuoteAction reminds the person of a quote, as the house does by itself some days before its last.
func (s *Server) remindQuoteAction() action {
	return action{workflow.Action{Kind: "quote_remind", Permission: "quotes:write", Label: inBoth("Nhắc khách về báo giá", "Remind of a quote"),
		Help: inBoth("E-mail về báo giá gửi gần nhất mà khách chưa trả lời và còn hiệu lực; mỗi bản chỉ nhắc một lần.",
			"By e-mail, of the quote sent last that they did not decide on and that still holds; once for each version.")},
		func(ctx context.Context, a *acting) error {
			if _, err := a.person(ctx, auth.Send); err != nil {
				return err
			}
			q, err := s.openQuote(ctx, a)
			if err == nil && q.RemindedAt != 0 {
				err = phrase.Errorf("the customer was reminded of this quote already")
			}
			if err == nil {
				err = a.act(ctx)
			}
			if err == nil {
				err = s.mailQuote(ctx, a.Tx, &q, quote.Reminder())
			}
			if err != nil {
				return err
			}
			q.RemindedAt = a.Now()
			return a.keepQuote(ctx, &q, quote.WasReminded)
		}}
}

// withdrawQuoteAction takes back what was offered.
func (s *Server) withdrawQuoteAction() action {
	return action{workflow.Action{Kind: "quote_withdraw", Permission: "quotes:write", Label: inBoth("Rút báo giá", "Take a quote back"),
		Help: inBoth("Báo giá gửi gần nhất mà khách chưa trả lời: không đồng ý được nữa.", "The quote sent last that they did not decide on: it can be accepted no more.")},
		func(ctx context.Context, a *acting) error {
			q, err := s.openQuote(ctx, a)
			if err == nil {
				err = a.act(ctx)
			}
			if err != nil {
				return err
			}
			q.State = quote.Withdrawn
			return a.keepQuote(ctx, &q, quote.WasWithdrawn)
		}}
}

// mostOpenQuotes bounds how many of somebody's quotes are looked at for one that holds.
const mostOpenQuotes = 20

// openQuote is the person's quote sent last that still holds and is not decided on.
func (s *Server) openQuote(ctx context.Context, a *acting) (q quote.Quote, err error) {
	if _, err := a.person(ctx, auth.Read); err != nil {
		return q, err
	}
	today, err := s.todayOf(ctx, &a.View)
	if err != nil {
		return q, err
	}
	may := auth.Both(reach(ctx, record.Order, auth.Read), reach(ctx, record.Order, auth.Update))
	list, err := a.Quotes(ctx, may, store.QuoteFilter{State: quote.Sent, Person: a.run.Person, Limit: mostOpenQuotes})
	for _, q := range list {
		if q.Holds(today.Format(time.DateOnly)) {
			return q, err
		}
	}
	return q, orElse(err, phrase.Errorf("the person has no quote that waits for their answer"))
}

func (a *acting) keepQuote(ctx context.Context, q *quote.Quote, what quote.Kind) error {
	if err := a.SaveQuote(ctx, *q); err != nil {
		return err
	}
	a.did("quote", q.ID, q.Number)
	return a.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: what})
}
