package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/engage/quote/paper"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/template"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/phrase"
	"banhda/store"
)

type quoteSend struct {
	ID   string `path:"id"`
	Body struct {
		Edition int64 `json:"edition"`
		Mail    bool  `json:"mail" doc:"tell the customer by e-mail; else its address is given to them by whoever sends it"`
	}
}

// sendQuote makes what is written a version that never changes, and tells the customer.
func (s *Server) sendQuote(ctx context.Context, in *quoteSend, tell Tell) (*QuoteDetail, error) {
	return s.changeQuote(ctx, "quote-send", map[string]any{"quote": in.ID, "mail": in.Body.Mail}, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		q, err := writable(ctx, t, in.ID, in.Body.Edition)
		if err != nil {
			return nil, err
		}
		if q.Person == 0 {
			return nil, invalid("who this quote was for is gone; choose somebody else")
		}
		today, err := s.todayOf(ctx, &t.View)
		if err != nil {
			return nil, err
		}
		if err := s.mayGo(ctx, &t.View, &q, today); err != nil {
			return nil, err
		}
		if err := s.issue(ctx, t, &q, today); err != nil {
			return nil, err
		}
		if in.Body.Mail {
			if err := s.mailQuote(ctx, t, &q, quote.Letter()); err != nil {
				return nil, err
			}
		}
		return &q, tellQuote(ctx, t, &q, "Quote Sent", nil)
	}, tell)
}

func (s *Server) mayGo(ctx context.Context, v *store.View, q *quote.Quote, today time.Time) error {
	if err := q.Draft.Ready(today.Format(time.DateOnly)); err != nil {
		return wrong(err)
	}
	set, err := readQuoteSettings(ctx, v)
	if err != nil {
		return err
	}
	asked, err := v.Approvals(ctx, q.ID)
	if err != nil {
		return err
	}
	if err := quote.MayGo(&q.Draft, limitOf(&set), asked); err != nil {
		return refused(http.StatusConflict, 0, "%w", err)
	}
	return nil
}

// issue writes the next version of a quote.
func (s *Server) issue(ctx context.Context, t *store.Tx, q *quote.Quote, today time.Time) error {
	if q.Number == "" {
		n, err := t.NextQuoteNumber(ctx, today.Year())
		if err != nil {
			return err
		}
		q.Number = quote.Number(today.Year(), n)
	}
	q.Version++
	d, err := s.document(ctx, &t.View, q, today)
	if err != nil {
		return err
	}
	pdf, err := paper.Write(d)
	if err != nil {
		return err
	}
	one := quote.Version{Quote: q.ID, Number: q.Version, Document: *d, PDF: pdf, Hash: quote.Hash(pdf)}
	if err := t.AddQuoteVersion(ctx, one); err != nil {
		return err
	}
	q.State, q.Until, q.Total, q.RemindedAt, q.ViewedAt = quote.Sent, q.Draft.Until, d.Sum.Total, 0, 0
	if err := t.SaveQuote(ctx, *q); err != nil {
		return err
	}
	return t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasSent, Member: auth.From(ctx).User(), Hash: one.Hash})
}

// document is all that a quote says, at this moment.
func (s *Server) document(ctx context.Context, v *store.View, q *quote.Quote, today time.Time) (*quote.Document, error) {
	set, err := readQuoteSettings(ctx, v)
	if err != nil {
		return nil, err
	}
	d := &quote.Document{Number: q.Number, Version: q.Version, Day: today.Format(time.DateOnly), From: set.From, Content: q.Draft, Lines: q.Draft.Lines, Footer: set.Footer}
	if d.Sum, err = q.Draft.Sum(); err != nil {
		return nil, wrong(err)
	}
	d.Deposit = q.Draft.Deposit(d.Sum.Total)
	if d.To, err = customerOf(ctx, v, q); err != nil {
		return nil, err
	}
	if u, err := v.User(ctx, q.Owner); err == nil {
		d.Seller = quote.Party{Name: u.Name, Email: u.Email}
	}
	for _, l := range d.Lines {
		unit := ""
		if l.Product != 0 {
			r, err := v.Record(ctx, auth.Everything, record.Product, l.Product)
			if absent(err) != nil {
				return nil, err
			}
			unit = r.Values.Text("unit")
		}
		d.Units = append(d.Units, unit)
	}
	return d, nil
}

// customerOf is who gets a quote: the company with the person as its contact, or the person.
func customerOf(ctx context.Context, v *store.View, q *quote.Quote) (p quote.Party, err error) {
	who, err := personRecord(ctx, v, q.Person)
	if err != nil {
		return p, absent(err)
	}
	p = quote.Party{Name: who.Name(), Phone: who.Values.Text("phone"), Email: who.Values.Text("email"), Address: addressOn(who.Values)}
	if q.Company == 0 {
		return p, nil
	}
	firm, err := v.Record(ctx, auth.Everything, record.Company, q.Company)
	if err != nil {
		return p, absent(err)
	}
	p.Contact, p.Name, p.TaxCode = p.Name, orText(firm.Values.Text("legal_name"), firm.Name()), firm.Values.Text("tax_code")
	p.Address = orText(addressOn(firm.Values), p.Address)
	return p, nil
}

func addressOn(v record.Values) string {
	parts, _ := v["address"].(map[string]any)
	return oneLine(parts)
}

// quotePath is the page where a customer reads a quote: whoever has its address may.
func (s *Server) quotePath(q *quote.Quote) string {
	return "/q/" + s.tokens.Sign(token.Token{Kind: token.Quote, Message: q.ID})
}

// mailQuote writes to the customer about a quote, by a template that is made where there is none yet.
func (s *Server) mailQuote(ctx context.Context, t *store.Tx, q *quote.Quote, by template.Template) error {
	if _, err := bringTemplate(ctx, t, by); err != nil {
		return err
	}
	is, err := t.TemplateByKey(ctx, by.Key)
	if err != nil {
		return err
	}
	m, err := readMail(ctx, &t.View)
	if err != nil {
		return err
	}
	if m.URL == "" {
		return refused(http.StatusConflict, 0, "nobody said where this house is open, so no address can be sent; write it in Settings, E-mail")
	}
	data := map[string]any{"number": q.Number, "title": q.Draft.Title, "total": saidIn(q.Draft.Language, record.WriteAmount(q.Total, q.Currency)), "until": writtenDay(q.Until), "link": m.URL + s.quotePath(q)}
	_, err = t.Send(ctx, message.Draft{Person: q.Person, Channel: consent.Email, Class: consent.Transactional, Purpose: consent.Contract, Template: is.ID,
		Data: data, Key: by.Key + "-" + QuoteID(q.ID) + "-" + strconv.FormatInt(q.Version, 10)})
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

func writtenDay(day string) string {
	if at, err := time.Parse(time.DateOnly, day); err == nil {
		return at.Format("02/01/2006")
	}
	return ""
}

// tellQuote tells the customer's timeline what happened to a quote.
func tellQuote(ctx context.Context, t *store.Tx, q *quote.Quote, name string, more map[string]any) error {
	if q.Person == 0 {
		return nil
	}
	said := map[string]any{"quote": QuoteID(q.ID), "number": q.Number, "version": q.Version, "total": q.Total, "currency": q.Currency}
	for key, value := range more {
		said[key] = value
	}
	id := "quote-" + QuoteID(q.ID) + "-" + strconv.FormatInt(q.Version, 10) + "-" + name
	return postEvents(ctx, t, "quotes", []int64{q.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: id, Name: name, At: t.Now(), Team: "sales", Properties: marshalled(said)}
	})
}

// withdrawQuote takes a quote back that was sent: it can be accepted no more.
func (s *Server) withdrawQuote(ctx context.Context, in *QuoteNamed, tell Tell) (*QuoteDetail, error) {
	return s.changeQuote(ctx, "quote-withdraw", nil, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		q, err := writable(ctx, t, in.ID, 0)
		if err != nil {
			return nil, err
		}
		if q.State != quote.Sent {
			return nil, refused(http.StatusConflict, 0, "only a quote that was sent, and not decided on, can be taken back")
		}
		if q.State = quote.Withdrawn; t.SaveQuote(ctx, q) != nil {
			return nil, refused(http.StatusConflict, 0, "somebody changed this quote in the meantime; look at it again")
		}
		return &q, t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasWithdrawn, Member: auth.From(ctx).User()})
	}, tell)
}

type quoteWord struct {
	ID   string `path:"id"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"4000"`
	}
}

// answerQuote writes to the customer on the page of a quote.
func (s *Server) answerQuote(ctx context.Context, in *quoteWord, tell Tell) (*QuoteDetail, error) {
	return s.changeQuote(ctx, "quote-comment", nil, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		q, err := quoteOf(ctx, &t.View, auth.Update, in.ID)
		if err != nil {
			return nil, err
		}
		said, err := quote.Word(in.Body.Text, false)
		if err != nil {
			return nil, wrong(err)
		}
		return &q, t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasCommented, Member: auth.From(ctx).User(), Text: said})
	}, tell)
}

// quoteNotice says what happened to a quote, to one of us.
func quoteNotice(said func(string) string, about string) *phrase.Sentence {
	switch said("what") {
	case "asked":
		return phrase.Sentencef("a discount waits for your leave: %s for %s", said("title"), about)
	case "granted":
		return phrase.Sentencef("the discount of %s may be given", said("title"))
	case "refused":
		return phrase.Sentencef("the discount of %s was refused", said("title"))
	case "accepted":
		return phrase.Sentencef("%s accepted %s", about, said("title"))
	case "declined":
		return phrase.Sentencef("%s declined %s", about, said("title"))
	}
	return phrase.Sentencef("%s wrote about %s", about, said("title"))
}

type quotePDF struct {
	ID      string `path:"id"`
	Version int64  `query:"version" minimum:"0" doc:"left out: what is being written, as it would be sent"`
}

// quoteFile is a quote as a PDF: a version as it was sent, or what is being written.
func (s *Server) quoteFile(ctx context.Context, in *quotePDF) (d *download, err error) {
	return d, s.Records.View(ctx, func(v *store.View) error {
		q, err := quoteOf(ctx, v, auth.Read, in.ID)
		if err != nil {
			return err
		}
		file, err := s.quotePaper(ctx, v, &q, in.Version)
		d = &download{name: orText(q.Number, QuoteID(q.ID)) + ".pdf", content: io.NopCloser(bytes.NewReader(file))}
		return err
	})
}

func (s *Server) quotePaper(ctx context.Context, v *store.View, q *quote.Quote, version int64) ([]byte, error) {
	if version > 0 {
		one, err := v.QuoteVersion(ctx, q.ID, version)
		return one.PDF, notFound(err, "there is no version %d of this quote", version)
	}
	today, err := s.todayOf(ctx, v)
	if err != nil {
		return nil, err
	}
	q.Version, q.Number = q.Version+1, orText(q.Number, "—")
	d, err := s.document(ctx, v, q, today)
	if err != nil {
		return nil, err
	}
	return paper.Write(d)
}
