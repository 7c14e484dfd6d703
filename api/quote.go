package api

import (
	"context"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/hub/amount"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

const (
	quotePrefix    = "quo_"
	approvalPrefix = "apr_"
)

// QuoteID writes a quote's id as it is shown outside.
func QuoteID(id int64) string { return quotePrefix + encodeID(scramble(uint64(id), quotePrefix)) }

// ParseQuoteID reads what QuoteID wrote.
func ParseQuoteID(s string) (int64, error) { return parseID(s, quotePrefix, "a quote") }

// ApprovalID writes the id of what leave was asked for as it is shown outside.
func ApprovalID(id int64) string {
	return approvalPrefix + encodeID(scramble(uint64(id), approvalPrefix))
}

// ParseApprovalID reads what ApprovalID wrote.
func ParseApprovalID(s string) (int64, error) { return parseID(s, approvalPrefix, "an approval") }

// QuoteLine is a quote in a list. Money is in minor units of its currency.
type QuoteLine struct {
	ID        string `json:"id"`
	Number    string `json:"number" doc:"given when it is first sent; empty: not yet"`
	Title     string `json:"title"`
	State     string `json:"state" enum:"draft,sent,accepted,declined,expired,withdrawn"`
	Person    *Named `json:"person"`
	Company   *Named `json:"company"`
	Deal      *Named `json:"deal"`
	Owner     *Named `json:"owner"`
	Order     *Named `json:"order"`
	Total     int64  `json:"total"`
	Currency  string `json:"currency"`
	Until     string `json:"valid_until" doc:"the last day it holds; empty: not said"`
	ViewedAt  string `json:"viewed_at" doc:"when the customer first read it; empty: not yet"`
	UpdatedAt string `json:"updated_at"`
}

// QuoteContent is what a quote says.
type QuoteContent struct {
	quote.Content
	Lines []LineShown `json:"lines" maxItems:"300"`
}

// QuoteSum is what a quote comes to.
type QuoteSum struct {
	Net      int64     `json:"net"`
	Discount int64     `json:"discount"`
	Tax      int64     `json:"tax"`
	Total    int64     `json:"total"`
	Rates    []TaxRate `json:"rates"`
	Words    string    `json:"words" doc:"the total, in words"`
	Deposit  int64     `json:"deposit" doc:"what is asked for on acceptance; 0: nothing"`
	Off      float64   `json:"off" doc:"all discounts together, in percent of the prices"`
	Problem  string    `json:"problem" doc:"why it cannot be reckoned; empty: it can"`
}

// TaxRate is what one rate comes to.
type TaxRate struct {
	Percent float64 `json:"percent"`
	Net     int64   `json:"net"`
	Tax     int64   `json:"tax"`
}

// QuoteDetail is one quote with all that happened to it.
type QuoteDetail struct {
	QuoteLine
	Content   QuoteContent    `json:"content" doc:"what is being written"`
	Sum       QuoteSum        `json:"sum"`
	Edition   int64           `json:"edition" doc:"of what is being written: who changes it names the one they saw"`
	Changed   bool            `json:"changed" doc:"what is being written is not what was sent"`
	Leave     string          `json:"leave" enum:"none,needed,asked,granted,refused" doc:"how leave for the discount stands"`
	Limit     float64         `json:"limit" doc:"the discount, in percent, above which leave is needed; -1: never"`
	Page      string          `json:"page" doc:"where the customer reads it; empty: not sent yet, or nobody said where this house is open"`
	Versions  []QuoteVersion  `json:"versions"`
	Entries   []QuoteEntry    `json:"entries"`
	Approvals []QuoteApproval `json:"approvals"`
}

// QuoteVersion is a quote as it was sent.
type QuoteVersion struct {
	Number int64  `json:"number"`
	At     string `json:"at"`
	Total  int64  `json:"total"`
	Hash   string `json:"hash" doc:"SHA-256 of the PDF"`
}

// QuoteEntry is one thing that happened to a quote.
type QuoteEntry struct {
	Kind    string `json:"kind" enum:"made,sent,viewed,commented,accepted,declined,withdrawn,reminded,expired,asked,granted,refused"`
	At      string `json:"at"`
	Version int64  `json:"version"`
	By      *Named `json:"by" doc:"who of us; null: the customer, or the house itself"`
	Name    string `json:"name" doc:"as the customer typed it"`
	Text    string `json:"text"`
	Address string `json:"address" doc:"of the network they came from"`
	Device  string `json:"device"`
	Hash    string `json:"hash" doc:"of what was accepted"`
}

// sum is what a content comes to, as it is shown.
func showSum(c *quote.Content) QuoteSum {
	a := QuoteSum{Rates: []TaxRate{}, Off: float64(c.Off()) / 100}
	sum, err := c.Sum()
	if err != nil {
		a.Problem = err.Error()
		return a
	}
	a = showReckoned(&sum, c.Currency, c.Language, a.Off)
	a.Deposit = c.Deposit(sum.Total)
	return a
}

func showReckoned(sum *sale.Sum, currency, language string, off float64) QuoteSum {
	a := QuoteSum{Net: sum.Net, Discount: sum.Discount, Tax: sum.Tax, Total: sum.Total, Rates: []TaxRate{}, Off: off, Words: amount.Words(sum.Total, currency, language)}
	for _, r := range sum.Rates {
		a.Rates = append(a.Rates, TaxRate{float64(r.Rate) / 100, r.Net, r.Tax})
	}
	return a
}

// quoteNames are the names of all that quotes speak of.
func quoteNames(ctx context.Context, v *store.View, list []quote.Quote) (names, error) {
	var refs []record.Ref
	for i := range list {
		refs = append(refs, quoteRefs(&list[i])...)
	}
	return namesOf(ctx, v, refs)
}

func showQuoteLine(q *quote.Quote, n names) QuoteLine {
	a := QuoteLine{ID: QuoteID(q.ID), Number: q.Number, Title: q.Draft.Title, State: string(q.State), Owner: n.user(q.Owner), Total: q.Total, Currency: q.Currency, Until: q.Until, UpdatedAt: showInstant(q.UpdatedAt)}
	for _, ref := range quoteRefs(q) {
		switch named := n.named(ref); ref.Type {
		case record.Person:
			a.Person = named
		case record.Company:
			a.Company = named
		case record.Deal:
			a.Deal = named
		case record.Order:
			a.Order = named
		}
	}
	if q.ViewedAt != 0 {
		a.ViewedAt = showInstant(q.ViewedAt)
	}
	return a
}

// QuotesAnswer is a page of quotes.
type QuotesAnswer struct {
	Quotes []QuoteLine `json:"quotes"`
	Cursor *string     `json:"cursor"`
}

type quotesQuery struct {
	State  string `query:"state" enum:"draft,sent,accepted,declined,expired,withdrawn"`
	Person string `query:"person" doc:"only those for this person"`
	Deal   string `query:"deal" doc:"only those of this deal"`
	Order  string `query:"order" doc:"only the one this order came of"`
	Owner  string `query:"owner" doc:"only those of a user, or me"`
	Until  string `query:"until" doc:"only those that hold at most until this day, 2026-11-30"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (in *quotesQuery) filter(ctx context.Context) (f store.QuoteFilter, err error) {
	f = store.QuoteFilter{State: quote.State(in.State), Until: in.Until, Limit: in.Limit + 1}
	if f.Owner, err = orNone(in.Owner, func(shown string) (int64, error) { return parseMe(ctx, shown) }); err != nil {
		return f, err
	}
	for _, ref := range []struct {
		shown string
		of    record.Type
		to    *int64
	}{{in.Person, record.Person, &f.Person}, {in.Deal, record.Deal, &f.Deal}, {in.Order, record.Order, &f.Order}} {
		if ref.shown != "" && err == nil {
			*ref.to, err = readRef(ref.of, ref.shown)
		}
	}
	if err == nil && in.Cursor != "" {
		if f.Before, err = ParseQuoteID(in.Cursor); err != nil {
			err = wrongCursor(in.Cursor)
		}
	}
	return f, err
}

func (s *Server) listQuotes(ctx context.Context, in *quotesQuery, _ Tell) (*QuotesAnswer, error) {
	f, err := in.filter(ctx)
	if err != nil {
		return nil, err
	}
	a := &QuotesAnswer{Quotes: []QuoteLine{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Quotes(ctx, reach(ctx, record.Order, auth.Read), f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(QuoteID(list[in.Limit-1].ID))
		}
		n, err := quoteNames(ctx, v, list)
		for i := range list {
			a.Quotes = append(a.Quotes, showQuoteLine(&list[i], n))
		}
		return err
	})
}

// QuoteNamed is a quote in a path.
type QuoteNamed struct {
	ID string `path:"id"`
}

func (s *Server) showQuote(ctx context.Context, in *QuoteNamed, _ Tell) (a *QuoteDetail, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		q, err := quoteOf(ctx, v, auth.Read, in.ID)
		if err == nil {
			a, err = s.quoteShown(ctx, v, &q)
		}
		return err
	})
}

// quoteOf is a quote that who asks may do something with: their rights on orders go for what becomes one.
func quoteOf(ctx context.Context, v *store.View, verb auth.Verb, shown string) (q quote.Quote, err error) {
	id, err := ParseQuoteID(shown)
	if err != nil {
		return q, err
	}
	may := auth.Both(reach(ctx, record.Order, auth.Read), reach(ctx, record.Order, verb))
	q, err = v.Quote(ctx, may, id)
	return q, notFound(err, "there is no quote %s, or it is not among those you may see or change", shown)
}

func (s *Server) quoteShown(ctx context.Context, v *store.View, q *quote.Quote) (*QuoteDetail, error) {
	n, err := quoteNames(ctx, v, []quote.Quote{*q})
	if err != nil {
		return nil, err
	}
	set, err := readQuoteSettings(ctx, v)
	if err != nil {
		return nil, err
	}
	a := &QuoteDetail{QuoteLine: showQuoteLine(q, n), Content: showContent(&q.Draft), Sum: showSum(&q.Draft), Edition: q.Edition, Limit: set.Limit, Versions: []QuoteVersion{}, Entries: []QuoteEntry{}, Approvals: []QuoteApproval{}}
	if err := a.versions(ctx, v, q); err != nil {
		return nil, err
	}
	if err := a.happened(ctx, v, q, n); err != nil {
		return nil, err
	}
	if q.Version > 0 {
		m, err := readMail(ctx, v)
		if a.Page = m.URL + s.quotePath(q); err != nil || m.URL == "" {
			a.Page = ""
			return a, err
		}
	}
	return a, a.approvals(ctx, v, q, &set, n)
}

func showContent(c *quote.Content) QuoteContent {
	lines := showValue(&record.Field{Kind: record.Lines}, c.Lines).([]LineShown)
	return QuoteContent{*c, lines}
}

func (a *QuoteDetail) versions(ctx context.Context, v *store.View, q *quote.Quote) error {
	list, err := v.QuoteVersions(ctx, q.ID)
	for _, one := range list {
		a.Versions = append(a.Versions, QuoteVersion{one.Number, showInstant(one.At), one.Document.Sum.Total, one.Hash})
		if one.Number == q.Version {
			sent := one.Document.Content
			sent.Lines = one.Document.Lines
			a.Changed = sent.Mark() != q.Draft.Mark()
		}
	}
	return err
}

// mostEntries is how much of what happened to a quote is shown.
const mostEntries = 500

func (a *QuoteDetail) happened(ctx context.Context, v *store.View, q *quote.Quote, n names) error {
	list, err := v.QuoteEntries(ctx, q.ID, mostEntries)
	for _, e := range list {
		shown := QuoteEntry{Kind: string(e.Kind), At: showInstant(e.At), Version: e.Version, Name: e.Name, Text: e.Text, Address: e.Address, Device: e.Device, Hash: e.Hash}
		if e.Member != 0 {
			shown.By = n.user(e.Member)
		}
		a.Entries = append(a.Entries, shown)
	}
	return err
}

// quoteRefs are the records a quote speaks of.
func quoteRefs(q *quote.Quote) (refs []record.Ref) {
	for _, r := range []record.Ref{{Type: record.Person, ID: q.Person}, {Type: record.Company, ID: q.Company}, {Type: record.Deal, ID: q.Deal}, {Type: record.Order, ID: q.Order}} {
		if r.ID != 0 {
			refs = append(refs, r)
		}
	}
	return refs
}
