package api

import (
	"context"

	"banhda/engage/quote"
	"banhda/hub/tax"
	"banhda/store"
)

// quoteSetting keeps how quotes are written, as JSON.
const quoteSetting = "quotes"

// QuoteSettings are how quotes are written: by whom, how long they hold, which discount needs leave.
type QuoteSettings struct {
	From   quote.Party `json:"from" doc:"the letterhead"`
	Limit  float64     `json:"limit" minimum:"-1" maximum:"100" doc:"the discount, in percent, above which leave is needed; -1: never"`
	Days   int         `json:"days" minimum:"1" maximum:"365" doc:"how long a quote holds unless it says otherwise"`
	Remind int         `json:"remind" minimum:"0" maximum:"30" doc:"how many days before its last one the customer is reminded; 0: not"`
	Terms  string      `json:"terms" maxLength:"8000" doc:"of every new quote"`
	Footer string      `json:"footer" maxLength:"500" doc:"at the end of every document"`
	Rates  []tax.Rate  `json:"rates" maxItems:"200" doc:"value added tax by class and day"`
}

func readQuoteSettings(ctx context.Context, v *store.View) (q QuoteSettings, err error) {
	q = QuoteSettings{Limit: 10, Days: 15, Remind: 3, Rates: tax.Default()}
	if err = readJSON(ctx, v, quoteSetting, &q); err != nil {
		return q, err
	}
	if q.From.Name == "" {
		q.From, err = letterhead(ctx, v)
	}
	return q, err
}

// letterhead is who writes where nobody said so for quotes: as who writes mail.
func letterhead(ctx context.Context, v *store.View) (quote.Party, error) {
	senders, err := readSenders(ctx, v)
	if err != nil {
		return quote.Party{}, err
	}
	w, err := readWorkspace(ctx, v)
	of := senders.Identity
	return quote.Party{Name: orText(of.Name, w.Name), Address: of.Address, Phone: of.Phone, Website: of.Website}, err
}

// readLetterhead is who writes to customers.
func readLetterhead(ctx context.Context, v *store.View) (quote.Party, error) {
	q, err := readQuoteSettings(ctx, v)
	return q.From, err
}

func (s *Server) showQuoteSettings(ctx context.Context, _ *struct{}, _ Tell) (a *QuoteSettings, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		q, err := readQuoteSettings(ctx, v)
		a = &q
		return err
	})
}

type quoteSettingsOrder struct{ Body QuoteSettings }

func (s *Server) setQuoteSettings(ctx context.Context, in *quoteSettingsOrder, _ Tell) (*QuoteSettings, error) {
	if err := tax.Check(in.Body.Rates); err != nil {
		return nil, wrong(err)
	}
	_, err := s.change(ctx, mutation{verb: "quote-settings", target: quoteSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return setJSON(ctx, t, quoteSetting, in.Body)
	}}, nil)
	return &in.Body, err
}
