package api

import (
	"context"
	"net/http"
	"slices"
	"time"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/hub/product"
	"banhda/hub/record"
	"banhda/hub/tax"
	"banhda/store"
)

type quoteAdd struct {
	Body struct {
		Person  string        `json:"person,omitempty" doc:"the id of who gets it; left out: the deal's buyer"`
		Company string        `json:"company,omitempty"`
		Deal    string        `json:"deal,omitempty" doc:"the id of the deal it is for: its products are the first lines"`
		Content *QuoteContent `json:"content,omitempty" doc:"left out: as a new one begins"`
	}
}

// addQuote begins a quote.
func (s *Server) addQuote(ctx context.Context, in *quoteAdd, tell Tell) (a *QuoteDetail, err error) {
	return s.changeQuote(ctx, "quote-add", nil, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		may := reach(ctx, record.Order, auth.Create)
		q := quote.Quote{Owner: auth.From(ctx).User()}
		if may.None() {
			return nil, refused(http.StatusForbidden, 0, "your role makes no orders, and so no quotes")
		}
		if err := s.beginQuote(ctx, &t.View, &q, in); err != nil {
			return nil, err
		}
		if sum, err := q.Draft.Sum(); err == nil {
			q.Total = sum.Total
		}
		if q.ID, err = t.AddQuote(ctx, q); err != nil {
			return nil, err
		}
		return &q, t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Kind: quote.WasMade, Member: auth.From(ctx).User()})
	}, tell)
}

// beginQuote fills in a new quote: from what is asked, the deal, and how quotes are written here.
func (s *Server) beginQuote(ctx context.Context, v *store.View, q *quote.Quote, in *quoteAdd) error {
	set, err := readQuoteSettings(ctx, v)
	if err != nil {
		return err
	}
	currency, err := currencyOf(ctx, v)
	if err != nil {
		return err
	}
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return err
	}
	q.Draft = quote.Content{Currency: currency, Terms: set.Terms, Language: "vi", Until: today.AddDate(0, 0, set.Days).Format(time.DateOnly)}
	if in.Body.Deal != "" {
		r, err := s.seen(ctx, v, RecordPath{record.Deal.Plural(), in.Body.Deal})
		if err != nil {
			return err
		}
		q.Deal, q.Person, q.Company, q.Team = r.ID, r.Values.Int("person"), r.Values.Int("company"), r.Values.Int("team")
		q.Draft.Title, q.Draft.Currency = r.Name(), orText(r.Values.Text("currency"), currency)
		q.Draft.Lines, _ = r.Values["lines"].([]record.Line)
	}
	if err := s.quoteFor(ctx, v, q, in.Body.Person, in.Body.Company); err != nil {
		return err
	}
	if in.Body.Content != nil {
		return readContent(&q.Draft, in.Body.Content)
	}
	return s.taxed(ctx, v, q.Draft.Lines, set.Rates, today.Format(time.DateOnly))
}

// taxed gives lines the rates of their products' classes on a day, where they have none.
func (s *Server) taxed(ctx context.Context, v *store.View, lines []record.Line, rates []tax.Rate, day string) error {
	for i := range lines {
		if l := &lines[i]; l.Product != 0 && l.TaxRate == 0 {
			r, err := v.Record(ctx, auth.Everything, record.Product, l.Product)
			if absent(err) != nil {
				return err
			}
			if err == nil {
				l.TaxRate = tax.Of(rates, r.Values, day)
			}
		}
	}
	return nil
}

// todayOf is the workspace's day.
func (s *Server) todayOf(ctx context.Context, v *store.View) (time.Time, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return time.Time{}, err
	}
	zone, err := loadZone("", w.Timezone)
	return time.UnixMicro(v.Now()).In(zone), err
}

// quoteFor says whom a quote is for; they have to be within reach.
func (s *Server) quoteFor(ctx context.Context, v *store.View, q *quote.Quote, person, company string) error {
	if person != "" {
		r, err := s.seen(ctx, v, RecordPath{record.Person.Plural(), person})
		if err != nil {
			return err
		}
		if q.Person = r.ID; q.Company == 0 && q.Edition == 0 {
			q.Company = r.Values.Int("company")
		}
		if q.Edition == 0 && r.Values.Text("language") == "en" {
			q.Draft.Language = "en"
		}
	}
	if company != "" {
		r, err := s.seen(ctx, v, RecordPath{record.Company.Plural(), company})
		if err != nil {
			return err
		}
		q.Company = r.ID
	}
	if q.Person == 0 {
		return invalid("a quote is for somebody: choose a person")
	}
	return nil
}

// readContent brings what is being written into its one form.
func readContent(c *quote.Content, in *QuoteContent) error {
	is := in.Content
	is.Clean()
	if is.Until != "" {
		if _, err := time.Parse(time.DateOnly, is.Until); err != nil {
			return invalid("%q is no day; write one such as 2026-11-22", is.Until)
		}
	}
	raw := make([]any, len(in.Lines))
	for i, l := range in.Lines {
		raw[i] = map[string]any{"name": l.Name, "quantity": float64(l.Quantity), "price": float64(l.Price), "discount": float64(l.Discount), "tax_rate": l.TaxRate}
		if l.Product != "" {
			raw[i].(map[string]any)["product"] = l.Product
		}
	}
	read, err := readValue(&record.Field{Key: "lines", Kind: record.Lines, Currency: is.Currency}, raw)
	if err != nil {
		return err
	}
	is.Lines, _ = read.([]record.Line)
	*c = is
	return nil
}

type quoteChange struct {
	ID   string `path:"id"`
	Body struct {
		Edition int64        `json:"edition" doc:"the one that was changed: refused with 409 where it is another by now"`
		Person  string       `json:"person,omitempty"`
		Company *string      `json:"company,omitempty" doc:"empty: none"`
		Content QuoteContent `json:"content"`
	}
}

// setQuote keeps what is being written. What was sent stays as it was sent.
func (s *Server) setQuote(ctx context.Context, in *quoteChange, tell Tell) (*QuoteDetail, error) {
	return s.changeQuote(ctx, "quote-set", map[string]any{"quote": in.ID, "edition": in.Body.Edition}, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		q, err := writable(ctx, t, in.ID, in.Body.Edition)
		if err != nil {
			return nil, err
		}
		company := ""
		if in.Body.Company != nil {
			q.Company, company = 0, *in.Body.Company
		}
		if err := s.quoteFor(ctx, &t.View, &q, in.Body.Person, company); err != nil {
			return nil, err
		}
		if err := readContent(&q.Draft, &in.Body.Content); err != nil {
			return nil, err
		}
		if q.Version == 0 {
			q.Total = 0
			if sum, err := q.Draft.Sum(); err == nil {
				q.Total = sum.Total
			}
		}
		return &q, t.SaveQuote(ctx, q)
	}, tell)
}

// writable is a quote that can still be changed, at the edition somebody saw.
func writable(ctx context.Context, t *store.Tx, shown string, edition int64) (quote.Quote, error) {
	q, err := quoteOf(ctx, &t.View, auth.Update, shown)
	switch {
	case err != nil:
		return q, err
	case q.State == quote.Accepted:
		return q, refused(http.StatusConflict, 0, "this quote was accepted: its order is what counts now")
	case edition != 0 && q.Edition != edition:
		return q, refused(http.StatusConflict, 0, "somebody changed this quote in the meantime; look at it again")
	}
	return q, nil
}

func (s *Server) removeQuote(ctx context.Context, in *QuoteNamed, tell Tell) (*ActAnswer, error) {
	a := &ActAnswer{}
	_, err := s.change(ctx, mutation{verb: "quote-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		q, err := quoteOf(ctx, &t.View, auth.Delete, in.ID)
		if err != nil {
			return err
		}
		if a.Act = ActID(t.Act); q.Version > 0 {
			return refused(http.StatusConflict, 0, "what was sent is kept: take the quote back instead")
		}
		return t.RemoveQuote(ctx, q.ID)
	}}, tell)
	return a, err
}

// changeQuote changes one quote under an act of its own, and shows it as it is then.
func (s *Server) changeQuote(ctx context.Context, verb string, entry any, do func(context.Context, *store.Tx) (*quote.Quote, error), tell Tell) (a *QuoteDetail, err error) {
	var id int64
	_, err = s.change(ctx, mutation{verb: verb, entry: entry, made: func() string { return QuoteID(id) }, also: func(ctx context.Context, t *store.Tx) error {
		q, err := do(ctx, t)
		if err == nil {
			id = q.ID
		}
		return err
	}}, tell)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		q, err := v.Quote(ctx, auth.Everything, id)
		if err == nil {
			a, err = s.quoteShown(ctx, v, &q)
		}
		return err
	})
}

// ProposedLine is a line as it is proposed for a product: by its price and the tax of the day.
type ProposedLine struct {
	LineShown
	Unit   string `json:"unit"`
	Law    string `json:"law" doc:"by which the tax holds; empty: the product's own rate"`
	Priced bool   `json:"priced" doc:"false: there is no price in this currency"`
}

type proposeQuery struct {
	Product  string `query:"product" required:"true" doc:"The product's id."`
	Book     string `query:"book" doc:"A price book's key; left out: the product's own price."`
	Currency string `query:"currency" doc:"Default: the workspace's."`
	Quantity int64  `query:"quantity" minimum:"1" default:"1000" doc:"Thousandths."`
}

func (s *Server) proposeLine(ctx context.Context, in *proposeQuery, _ Tell) (a *ProposedLine, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{record.Product.Plural(), in.Product})
		if err != nil {
			return err
		}
		if hide := hidden(ctx, record.Product); slices.Contains(hide, "price") || slices.Contains(hide, "prices") {
			return refused(http.StatusForbidden, 0, "your role does not show prices")
		}
		set, err := readQuoteSettings(ctx, v)
		if err != nil {
			return err
		}
		currency, err := currencyOf(ctx, v)
		if err != nil {
			return err
		}
		today, err := s.todayOf(ctx, v)
		if r.Values.Text("currency") == "" {
			r.Values = r.Values.With(record.Values{"currency": currency})
		}
		day := today.Format(time.DateOnly)
		price, ok := product.PriceAt(r.Values, in.Book, day, orText(in.Currency, currency), in.Quantity)
		a = &ProposedLine{LineShown{in.Product, r.Name(), in.Quantity, price, 0, tax.Of(set.Rates, r.Values, day)}, r.Values.Text("unit"), "", ok}
		if _, own := r.Values["tax_rate"].(float64); !own {
			rate, _ := tax.At(set.Rates, orText(r.Values.Text("tax_class"), "standard"), day)
			a.Law = rate.Law
		}
		return err
	})
}
