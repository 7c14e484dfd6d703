package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/engage/payment"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/store"
)

// What became of a bank's line.
const (
	lineWaits  = "waiting"
	lineBooked = "booked"
	lineAside  = "aside"
)

// BankLine is a line of a bank, and what became of it.
type BankLine struct {
	ID        string `json:"id"`
	At        string `json:"at"`
	Account   string `json:"account"`
	Amount    int64  `json:"amount" doc:"less than nothing: it went out"`
	Currency  string `json:"currency"`
	Text      string `json:"text"`
	Reference string `json:"reference"`
	Source    string `json:"source"`
	State     string `json:"state" enum:"waiting,booked,aside"`
	Outcome   string `json:"outcome" enum:"exact,partial,over,doubtful,none"`
	Reason    string `json:"reason" enum:"code-and-amount,code-less,code-more,code-closed,codes-several,other-currency,other-account,amount-only,amount-several,no-sign,went-out"`
	Order     *Named `json:"order" doc:"booked for, or perhaps meant for; null: none"`
	// Named are there where several orders are named and none of them alone needs just the amount.
	Named []NamedByCode `json:"named,omitempty" doc:"the orders whose codes its text holds"`
}

// NamedByCode is an order that a transfer names by its payment code.
type NamedByCode struct {
	Named
	Code string `json:"code"`
}

// BankLinesAnswer is a page of them.
type BankLinesAnswer struct {
	Lines   []BankLine `json:"lines"`
	Waiting int64      `json:"waiting" doc:"how many wait for somebody who looks"`
	Cursor  *string    `json:"cursor"`
}

type bankLinesQuery struct {
	State  string `query:"state" enum:"waiting,booked,aside"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listBankLines(ctx context.Context, in *bankLinesQuery, _ Tell) (*BankLinesAnswer, error) {
	var before int64
	var err error
	if in.Cursor != "" {
		if before, err = ParseBankLineID(in.Cursor); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	a := &BankLinesAnswer{Lines: []BankLine{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.BankLines(ctx, in.State, before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(BankLineID(list[in.Limit-1].ID))
		}
		if a.Waiting, err = v.CountBankLines(ctx, lineWaits); err != nil {
			return err
		}
		a.Lines, err = showBankLines(ctx, v, list)
		return err
	})
}

func showBankLines(ctx context.Context, v *store.View, list []store.BankLine) ([]BankLine, error) {
	var refs []record.Ref
	for _, l := range list {
		for _, id := range append(severalNamed(&l), l.Order) {
			if id != 0 {
				refs = append(refs, record.Ref{Type: record.Order, ID: id})
			}
		}
	}
	names, err := namesOf(ctx, v, refs)
	shown := make([]BankLine, len(list))
	for i, l := range list {
		shown[i] = BankLine{BankLineID(l.ID), showInstant(l.At), l.Account, l.Amount, l.Currency, l.Text, l.Reference, l.Source, l.State, string(l.Outcome), string(l.Reason), nil, nil}
		if ref := (record.Ref{Type: record.Order, ID: l.Order}); l.Order != 0 {
			shown[i].Order = &Named{refID(ref), names.records[ref]}
		}
		for _, id := range severalNamed(&l) {
			if ref := (record.Ref{Type: record.Order, ID: id}); names.records[ref] != "" {
				shown[i].Named = append(shown[i].Named, NamedByCode{Named{refID(ref), names.records[ref]}, payment.Code(id)})
			}
		}
	}
	return shown, err
}

// severalNamed are the orders one of which somebody has to choose for a line that names several.
func severalNamed(l *store.BankLine) []int64 {
	if l.Reason != payment.CodesSeveral || l.Order != 0 {
		return nil
	}
	return payment.Codes(l.Text)
}

// Taken is what became of lines that came in.
type Taken struct {
	Lines   int `json:"lines"`
	Known   int `json:"known" doc:"that had come before"`
	Booked  int `json:"booked"`
	Waiting int `json:"waiting"`
	Aside   int `json:"aside" doc:"money that went out"`
}

// linesAtOnce bounds how many lines one transaction takes.
const linesAtOnce = 20

// takeLines keeps lines, each once, and books those that are sure.
func (s *Server) takeLines(ctx context.Context, lines []payment.Line, tell Tell) (taken Taken, err error) {
	taken.Lines = len(lines)
	for from := 0; from < len(lines) && err == nil; from += linesAtOnce {
		some := lines[from:min(from+linesAtOnce, len(lines))]
		var now Taken
		_, err = s.change(ctx, mutation{verb: "bank-lines", target: paymentSetting, entry: map[string]int{"lines": len(some)}, also: func(ctx context.Context, t *store.Tx) error {
			now = taken
			for _, l := range some {
				if err := s.takeLine(ctx, t, l, &now); err != nil {
					return err
				}
			}
			return nil
		}}, tell)
		taken = now
		if tell != nil {
			tell(Progress{Step: "taking in", Done: int64(from + len(some)), Total: int64(len(lines))})
		}
	}
	return taken, err
}

func (s *Server) takeLine(ctx context.Context, t *store.Tx, l payment.Line, taken *Taken) error {
	verdict, err := s.judgeLine(ctx, &t.View, l)
	if err != nil {
		return err
	}
	kept := store.BankLine{Line: l, Verdict: verdict, State: lineWaits}
	switch {
	case verdict.Sure():
		kept.State = lineBooked
	case verdict.Reason == payment.WentOut:
		kept.State = lineAside
	}
	id, err := t.AddBankLine(ctx, kept)
	if errors.Is(err, store.ErrConflict) {
		taken.Known++
		return nil
	}
	if err != nil {
		return err
	}
	switch kept.State {
	case lineBooked:
		taken.Booked++
		_, err = s.payOrder(ctx, t, verdict.Order, payment.Entry{Kind: payment.Received, Way: payment.Transfer, Amount: l.Amount, At: l.At, Line: id, Key: l.Key})
	case lineAside:
		taken.Aside++
	default:
		taken.Waiting++
	}
	return err
}

// judgeLine finds what a line is for.
func (s *Server) judgeLine(ctx context.Context, v *store.View, l payment.Line) (payment.Verdict, error) {
	set, err := readPayments(ctx, v)
	if err != nil {
		return payment.Verdict{}, err
	}
	currency, err := currencyOf(ctx, v)
	if err != nil {
		return payment.Verdict{}, err
	}
	var named, alike []payment.Due
	for _, id := range payment.Codes(l.Text) {
		r, entries, err := orderLedger(ctx, v, auth.Everything, id)
		var no *Refused
		if errors.As(err, &no) { // there is none, or it is in the bin
			continue
		}
		if err != nil {
			return payment.Verdict{}, err
		}
		currency = r.Values.Text("currency")
		named = append(named, dueOf(&r, entries))
	}
	if len(named) == 0 && l.Amount > 0 {
		ids, err := v.OrdersDue(ctx, l.Amount, l.Currency, 2)
		if err != nil {
			return payment.Verdict{}, err
		}
		for _, id := range ids {
			alike = append(alike, payment.Due{Order: id, Left: l.Amount})
		}
	}
	return payment.Match(l, named, alike, set.numbers(), currency), nil
}

func dueOf(r *record.Record, entries []payment.Entry) payment.Due {
	status := r.Values.Text("status")
	return payment.Due{Order: r.ID, Left: balanceOf(r, entries).Left, Closed: status == sale.Cancelled || status == sale.Refunded}
}

func (p *paymentSettings) numbers() (list []string) {
	for _, a := range p.Accounts {
		list = append(list, a.Number)
	}
	return list
}

type lineAssign struct {
	ID   string `path:"id"`
	Body struct {
		Order string `json:"order" doc:"the id of the order it is for"`
	}
}

// assignLine books a line that waited for an order somebody names.
func (s *Server) assignLine(ctx context.Context, in *lineAssign, tell Tell) (*BankLine, error) {
	id, err := readRef(record.Order, in.Body.Order)
	if err != nil {
		return nil, err
	}
	return s.changeLine(ctx, "bank-line-assign", in.ID, in.Body, func(ctx context.Context, t *store.Tx, l *store.BankLine) error {
		r, _, err := orderLedger(ctx, &t.View, auth.Both(reach(ctx, record.Order, auth.Read), reach(ctx, record.Order, auth.Update)), id)
		if err != nil {
			return err
		}
		if l.Amount <= 0 || l.Currency != r.Values.Text("currency") {
			return invalid("only money that came in, in the order's currency, pays an order")
		}
		l.State, l.Order = lineBooked, r.ID
		_, err = s.payOrder(ctx, t, r.ID, payment.Entry{Kind: payment.Received, Way: payment.Transfer, Amount: l.Amount, At: l.At, Line: l.ID, Key: l.Key})
		return err
	}, tell)
}

type lineAsideOrder struct {
	ID   string `path:"id"`
	Body struct {
		Aside bool `json:"aside" doc:"it is for no order; false: it waits again"`
	}
}

func (s *Server) setLineAside(ctx context.Context, in *lineAsideOrder, tell Tell) (*BankLine, error) {
	return s.changeLine(ctx, "bank-line-aside", in.ID, in.Body, func(_ context.Context, _ *store.Tx, l *store.BankLine) error {
		if l.State = lineWaits; in.Body.Aside {
			l.State = lineAside
		}
		return nil
	}, tell)
}

// changeLine changes what became of a line that is not booked.
func (s *Server) changeLine(ctx context.Context, verb, shown string, entry any, do func(context.Context, *store.Tx, *store.BankLine) error, tell Tell) (a *BankLine, err error) {
	id, err := ParseBankLineID(shown)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: verb, target: shown, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		l, err := t.BankLine(ctx, id)
		if err != nil {
			return notFound(err, "there is no bank's line %s", shown)
		}
		if l.State == lineBooked {
			return refused(http.StatusConflict, 0, "this line is booked already")
		}
		if err := do(ctx, t, &l); err != nil {
			return err
		}
		if err := t.SaveBankLine(ctx, l); err != nil {
			return err
		}
		list, err := showBankLines(ctx, &t.View, []store.BankLine{l})
		a = &list[0]
		return err
	}}, tell)
	return a, err
}
