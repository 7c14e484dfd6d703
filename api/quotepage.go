package api

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/engage/quote"
	"banhda/engage/quote/paper"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

// quoteRoutes are the page where a customer reads a quote, asks about it and decides. Nobody signs in: the address is signed.
func (s *Server) quoteRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /q/{token}", s.letter(token.Quote, s.quotePage))
	mux.HandleFunc("POST /q/{token}", s.letter(token.Quote, s.quoteSaid))
	mux.HandleFunc("GET /q/{token}/pdf", s.letter(token.Quote, s.quotePagePDF))
	mux.HandleFunc("GET /q/{token}/state", s.letter(token.Quote, s.quoteState))
	mux.HandleFunc("POST /q/{token}/seen", s.letter(token.Quote, s.quoteSeen))
}

// quoteSheet is what the page shows.
type quoteSheet struct {
	*quote.Document
	Language, Title, Path, PDF, Mark string
	Open                             bool
	Gone                             string // why it cannot be decided on; empty: it can, or it was accepted
	Accepted                         *quote.Entry
	AcceptedAt                       string
	Words                            []quoteSaying
	Problem                          string
	Sent                             map[string]string // what was typed, where something was wrong with it
	Sums                             QuoteSum
	Rest                             int64 // of the total, after the deposit
	Rows                             []payLine
	Until                            string
	Payment                          *paySheet
}

// quoteSaying is a comment on the page.
type quoteSaying struct {
	Ours           bool
	Who, At, Words string
}

func (s *Server) quotePage(w http.ResponseWriter, r *http.Request, about token.Token) error {
	return s.showQuotePage(w, r, about, http.StatusOK, "", nil)
}

func (s *Server) showQuotePage(w http.ResponseWriter, r *http.Request, about token.Token, status int, problem string, sent map[string]string) error {
	var p *quoteSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		p, err = s.quoteSheet(r.Context(), v, about.Message, pageLanguageAsked(r))
		return err
	})
	if err != nil {
		return s.quoteGone(w, r, err)
	}
	p.Path, p.PDF, p.Problem, p.Sent = r.URL.Path, r.URL.Path+"/pdf", problem, sent
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	return quotePages.ExecuteTemplate(w, "quote", p)
}

// pageLanguageAsked is the language somebody asks for; empty: that of the quote.
func pageLanguageAsked(r *http.Request) string {
	for _, l := range []string{r.URL.Query().Get("lang"), r.PostFormValue("lang")} {
		if l == "vi" || l == "en" {
			return l
		}
	}
	return ""
}

func (s *Server) quoteGone(w http.ResponseWriter, r *http.Request, err error) error {
	if absent(err) != nil {
		return err
	}
	s.letterSays(w, r, http.StatusNotFound, phrase.Sentencef("this quote is not there any more"))
	return nil
}

func (s *Server) quoteSheet(ctx context.Context, v *store.View, id int64, language string) (*quoteSheet, error) {
	q, err := v.Quote(ctx, auth.Everything, id)
	if err == nil && q.Person == 0 { // whose it was is forgotten
		err = store.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	one, err := v.QuoteVersion(ctx, id, q.Version)
	if err != nil {
		return nil, err
	}
	d := &one.Document
	p := &quoteSheet{Document: d, Language: orText(language, d.Content.Language), Mark: string(q.State) + "-" + strconv.FormatInt(q.Version, 10), Until: writtenDay(d.Content.Until)}
	p.Title = phrase.Sentencef("Quote %s", d.Number).In(p.Language)
	p.Sums, p.Rest = showReckoned(&d.Sum, d.Content.Currency, p.Language, 0), d.Sum.Total-d.Deposit
	for _, l := range d.Lines {
		p.Rows = append(p.Rows, payLine{l.Name, writeQuantity(l.Quantity, p.Language), saidIn(p.Language, record.WriteAmount(lineNet(l), d.Content.Currency))})
	}
	if err := s.quoteStanding(ctx, v, p, &q); err != nil {
		return nil, err
	}
	if q.Order != 0 {
		if p.Payment, err = s.readPaySheet(ctx, v, q.Order, p.Language); err != nil {
			return nil, absent(gone(err))
		}
		p.Mark += "-" + p.Payment.Mark
	}
	return p, nil
}

// gone makes nothing found of an order that was put into the bin.
func gone(err error) error {
	var no *Refused
	if errors.As(err, &no) {
		return store.ErrNotFound
	}
	return err
}

// quoteStanding is how a quote stands, and what was said about it.
func (s *Server) quoteStanding(ctx context.Context, v *store.View, p *quoteSheet, q *quote.Quote) error {
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return err
	}
	switch p.Open = q.Holds(today.Format(time.DateOnly)); {
	case p.Open || q.State == quote.Accepted:
	case q.State == quote.Declined:
		p.Gone = quoteWords["declined"][p.Language]
	case q.State == quote.Withdrawn:
		p.Gone = quoteWords["withdrawn"][p.Language]
	default:
		p.Gone = quoteWords["ended"][p.Language]
	}
	list, err := v.QuoteEntries(ctx, q.ID, mostEntries)
	for _, e := range list {
		at := time.UnixMicro(e.At).In(today.Location()).Format("15:04 02/01/2006")
		switch e.Kind {
		case quote.WasCommented:
			p.Words = append(p.Words, quoteSaying{e.Member != 0, orText(e.Name, map[bool]string{true: p.From.Name, false: p.To.Name}[e.Member != 0]), at, e.Text})
		case quote.WasAccepted:
			p.Accepted, p.AcceptedAt = &e, at
		}
	}
	return err
}

// quotePagePDF is the quote as a PDF: as it was sent or, once it was accepted and a deposit is due, with the code by which that is
// paid. What was accepted, byte for byte, is asked for by itself: its hash is the evidence.
func (s *Server) quotePagePDF(w http.ResponseWriter, r *http.Request, about token.Token) error {
	var number string
	var file []byte
	err := s.Records.View(r.Context(), func(v *store.View) error {
		q, err := v.Quote(r.Context(), auth.Everything, about.Message)
		if err != nil {
			return err
		}
		one, err := v.QuoteVersion(r.Context(), q.ID, q.Version)
		if number, file = one.Document.Number, one.PDF; err == nil && q.Order != 0 && len(file) > 0 && r.URL.Query().Get("as") != asSent {
			file, err = s.paperToPay(r.Context(), v, &q, &one)
		}
		return err
	})
	if err != nil || len(file) == 0 {
		return s.quoteGone(w, r, err)
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", `inline; filename="`+number+`.pdf"`)
	_, err = w.Write(file)
	return err
}

// asSent asks for the file that was sent.
const asSent = "sent"

// paperToPay is a quote that was accepted, with the code by which its deposit is paid; as it was sent where none is due.
func (s *Server) paperToPay(ctx context.Context, v *store.View, q *quote.Quote, one *quote.Version) ([]byte, error) {
	p, err := s.readPaySheet(ctx, v, q.Order, one.Document.Content.Language)
	if err = absent(gone(err)); err != nil || p == nil || p.Later == 0 || p.Pay == nil {
		return one.PDF, err
	}
	d := one.Document
	d.Pay = p.paid()
	return paper.Write(&d)
}

func (s *Server) quoteState(w http.ResponseWriter, r *http.Request, about token.Token) error {
	var p *quoteSheet
	err := s.Records.View(r.Context(), func(v *store.View) (err error) {
		p, err = s.quoteSheet(r.Context(), v, about.Message, "vi")
		return err
	})
	if err != nil {
		return s.quoteGone(w, r, err)
	}
	answerJSON(w, http.StatusOK, map[string]string{"state": p.Mark})
	return nil
}

// viewedAgain is after how long reading a quote again is noted again.
const viewedAgain = time.Hour

// quoteSeen notes that a customer reads the page: their browser says so, as programs that follow links of mails run no scripts.
func (s *Server) quoteSeen(w http.ResponseWriter, r *http.Request, about token.Token) error {
	err := s.withQuote(r, "quote-viewed", about, func(ctx context.Context, t *store.Tx, q *quote.Quote) error {
		if q.State != quote.Sent {
			return nil
		}
		n, err := t.CountQuoteEntries(ctx, q.ID, quote.WasViewed, t.Now()-viewedAgain.Microseconds())
		if err != nil || n > 0 {
			return err
		}
		if err := t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasViewed, Address: visitAddress(r), Device: device(r)}); err != nil {
			return err
		}
		if q.ViewedAt != 0 {
			return nil
		}
		if q.ViewedAt = t.Now(); t.SaveQuote(ctx, *q) != nil {
			return store.ErrConflict
		}
		return tellQuote(ctx, t, q, "Quote Viewed", nil)
	})
	if err == nil {
		w.WriteHeader(http.StatusNoContent)
	}
	return err
}

func device(r *http.Request) string {
	return originOf(r, auth.Actor{}).Device
}

// withQuote does something with a quote on behalf of who has its address.
func (s *Server) withQuote(r *http.Request, verb string, about token.Token, do func(context.Context, *store.Tx, *quote.Quote) error) error {
	ctx := byThemselves(r)
	_, err := s.change(ctx, mutation{verb: verb, target: QuoteID(about.Message), also: func(ctx context.Context, t *store.Tx) error {
		q, err := t.Quote(ctx, auth.Everything, about.Message)
		if err == nil && (q.Person == 0 || q.Version == 0) {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		return do(ctx, t, &q)
	}}, nil)
	return err
}

// quoteSaid takes what a customer says: yes, no, or a question.
func (s *Server) quoteSaid(w http.ResponseWriter, r *http.Request, about token.Token) error {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	version, _ := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	what := r.PostFormValue("do")
	err := s.withQuote(r, "quote-"+what, about, func(ctx context.Context, t *store.Tx, q *quote.Quote) error {
		today, err := s.todayOf(ctx, &t.View)
		if err != nil {
			return err
		}
		day := today.Format(time.DateOnly)
		switch what {
		case "accept":
			return s.acceptQuote(ctx, t, q, version, r, day)
		case "decline":
			return s.declineQuote(ctx, t, q, r, day)
		case "comment":
			return s.hearQuote(ctx, t, q, r)
		}
		return invalid("say yes, no, or what you want to know")
	})
	var told *phrase.Sentence
	if errors.As(err, &told) {
		sent := map[string]string{"name": r.PostFormValue("name"), "text": r.PostFormValue("text"), "reason": r.PostFormValue("reason"), "do": what}
		return s.showQuotePage(w, r, about, http.StatusUnprocessableEntity, told.In(pageLanguage(r, "")), sent)
	}
	if err != nil {
		return s.quoteGone(w, r, err)
	}
	to := r.URL.Path
	if language := pageLanguageAsked(r); language != "" {
		to += "?lang=" + language
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// acceptQuote makes an order of a yes: who said it, when, from where and to which file is kept with it. Saying it twice is
// saying it once.
func (s *Server) acceptQuote(ctx context.Context, t *store.Tx, q *quote.Quote, version int64, r *http.Request, today string) error {
	if q.State == quote.Accepted {
		return nil
	}
	one, err := t.QuoteVersion(ctx, q.ID, version)
	if errors.Is(err, store.ErrNotFound) {
		return quote.ErrNewer
	}
	if err != nil {
		return err
	}
	e, err := quote.Accept(q, &one, r.PostFormValue("name"), today)
	if err != nil {
		return err
	}
	e.Address, e.Device = visitAddress(r), device(r)
	if err := t.AddQuoteEntry(ctx, e); err != nil {
		return err
	}
	d := &one.Document
	order, err := s.placeOrder(ctx, t, placement{Person: q.Person, Company: q.Company, Deal: q.Deal, Owner: q.Owner, Team: q.Team, Lines: d.Lines, Discount: d.Content.Discount, Deposit: d.Deposit, Currency: d.Content.Currency, Note: d.Number})
	if err != nil {
		return err
	}
	if q.State, q.Order = quote.Accepted, order.ID; q.ViewedAt == 0 {
		q.ViewedAt = t.Now()
	}
	if err := t.SaveQuote(ctx, *q); err != nil {
		return err
	}
	if err := s.winDeal(ctx, t, q.Deal); err != nil {
		return err
	}
	if err := tellQuoteTo(ctx, t, q, q.Owner, "accepted", e.Name, writeSerial(version)); err != nil {
		return err
	}
	return tellQuote(ctx, t, q, "Quote Accepted", map[string]any{"order": order.Values.Text("number"), "hash": e.Hash})
}

// winDeal moves the deal a quote is for where deals are won. Where its stage asks for what is not there, it stays: its owner
// is told of the yes, and moves it.
func (s *Server) winDeal(ctx context.Context, t *store.Tx, id int64) error {
	if id == 0 {
		return nil
	}
	r, err := t.Record(ctx, auth.Everything, record.Deal, id)
	if err != nil || r.DeletedAt != 0 || r.Values.Text("state") != string(deal.Open) {
		return absent(err)
	}
	p, err := pipelineOf(ctx, &t.View, r.Values.Text("pipeline"))
	if err != nil {
		return err
	}
	for _, stage := range p.Stages {
		if stage.Kind == deal.Won {
			_, err = t.Update(ctx, auth.Everything, record.Deal, r.ID, record.Values{"deal_stage": stage.Key}, 0)
		}
	}
	var lacks *record.Wrong
	if errors.As(err, &lacks) {
		return nil
	}
	return err
}

func (s *Server) declineQuote(ctx context.Context, t *store.Tx, q *quote.Quote, r *http.Request, today string) error {
	e, err := quote.Decline(q, r.PostFormValue("reason"), today)
	if err != nil {
		return err
	}
	e.Address, e.Device, q.State = visitAddress(r), device(r), quote.Declined
	if err := t.AddQuoteEntry(ctx, e); err != nil {
		return err
	}
	if err := t.SaveQuote(ctx, *q); err != nil {
		return err
	}
	if err := tellQuoteTo(ctx, t, q, q.Owner, "declined", e.Text, writeSerial(q.Version)); err != nil {
		return err
	}
	return tellQuote(ctx, t, q, "Quote Declined", nil)
}

// mostWords is how much a customer may write about one quote in a day.
const mostWords = 30

func (s *Server) hearQuote(ctx context.Context, t *store.Tx, q *quote.Quote, r *http.Request) error {
	said, err := quote.Word(r.PostFormValue("text"), false)
	if err != nil {
		return err
	}
	n, err := t.CountQuoteEntries(ctx, q.ID, quote.WasCommented, t.Now()-(24*time.Hour).Microseconds())
	if err != nil {
		return err
	}
	if n >= mostWords {
		return phrase.Errorf("enough was written here for today; please call us")
	}
	if err := t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasCommented, Text: said, Address: visitAddress(r), Device: device(r)}); err != nil {
		return err
	}
	return tellQuoteTo(ctx, t, q, q.Owner, "commented", said, writeSerial(t.Now()))
}

var quotePages = template.Must(template.Must(payPages.Clone()).Funcs(template.FuncMap{"say2": func(language, key string) string { return quoteWords[key][language] }}).Parse(quoteHTML))
