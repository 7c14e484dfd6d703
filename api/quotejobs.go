package api

import (
	"context"
	"errors"
	"time"

	"banhda/drive/job"
	"banhda/engage/quote"
	"banhda/store"
)

// quotesJob reminds customers of quotes that end soon, and lets those end whose last day is past.
const quotesJob job.Kind = "quotes"

// quotesAtOnce bounds how many are looked at in one transaction.
const quotesAtOnce = 20

// keepQuotes is the job.
func (s *Server) keepQuotes(ctx context.Context, _ job.Job) error {
	for _, some := range []func(context.Context, *store.Tx) (int, error){s.endQuotes, s.remindQuotes} {
		for more := quotesAtOnce; more == quotesAtOnce; {
			err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
				more, err = some(ctx, t)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Server) endQuotes(ctx context.Context, t *store.Tx) (int, error) {
	today, err := s.todayOf(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	list, err := t.QuotesEnding(ctx, today.Format(time.DateOnly), false, quotesAtOnce)
	for i := range list {
		q := &list[i]
		q.State = quote.Expired
		if err == nil {
			err = t.SaveQuote(ctx, *q)
		}
		if err == nil {
			err = t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.HasExpired})
		}
		if err == nil {
			err = tellQuote(ctx, t, q, "Quote Expired", nil)
		}
	}
	return len(list), err
}

// remindQuotes reminds each customer once of a version, some days before its last.
func (s *Server) remindQuotes(ctx context.Context, t *store.Tx) (int, error) {
	set, err := readQuoteSettings(ctx, &t.View)
	if err != nil || set.Remind == 0 {
		return 0, err
	}
	today, err := s.todayOf(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	list, err := t.QuotesEnding(ctx, today.AddDate(0, 0, set.Remind+1).Format(time.DateOnly), true, quotesAtOnce)
	for i := range list {
		if err == nil {
			err = s.remindOfQuote(ctx, t, &list[i])
		}
	}
	return len(list), err
}

func (s *Server) remindOfQuote(ctx context.Context, t *store.Tx, q *quote.Quote) error {
	q.RemindedAt = t.Now()
	if err := t.SaveQuote(ctx, *q); err != nil || q.Person == 0 {
		return err
	}
	err := s.mailQuote(ctx, t, q, quote.Reminder())
	var no *Refused
	if errors.As(err, &no) { // no address can be sent: nobody is reminded
		return nil
	}
	if err != nil {
		return err
	}
	return t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasReminded})
}
