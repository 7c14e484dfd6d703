package api

import (
	"context"
	"mime"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/engage/quote/paper"
	sale "banhda/hub/order"
	"banhda/hub/record"
	"banhda/hub/token"
	"banhda/store"
)

// payFile is an order as a PDF, with the code by which what is left of it is paid.
func (s *Server) payFile(w http.ResponseWriter, r *http.Request, about token.Token) error {
	var file []byte
	var number string
	err := s.Records.View(r.Context(), func(v *store.View) error {
		d, err := s.orderDocument(r.Context(), v, about.Message, pageLanguage(r, ""))
		if err != nil {
			return err
		}
		number = d.Number
		file, err = paper.Write(d)
		return err
	})
	if err != nil {
		return s.payGone(w, r, err)
	}
	w.Header().Set("Content-Type", "application/pdf")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": number + ".pdf"}))
	_, err = w.Write(file)
	return err
}

// orderDocument is all that the paper of an order says, as it stands.
func (s *Server) orderDocument(ctx context.Context, v *store.View, id int64, language string) (*quote.Document, error) {
	p, err := s.readPaySheet(ctx, v, id, language)
	if err != nil {
		return nil, err
	}
	r, err := v.Record(ctx, auth.Everything, record.Order, id)
	if err != nil {
		return nil, err
	}
	set, err := readQuoteSettings(ctx, v)
	if err != nil {
		return nil, err
	}
	d := &quote.Document{Of: quote.OfOrder, Number: p.Number, Version: 1, Day: orText(r.Values.Text("placed_on"), time.UnixMicro(r.CreatedAt).UTC().Format(time.DateOnly)), From: set.From, Footer: set.Footer,
		Content: quote.Content{Language: p.Language, Currency: p.Currency}, Sum: orderSum(&r)}
	if p.Later > 0 {
		d.Deposit = p.Now
	}
	d.Lines, _ = r.Values["lines"].([]record.Line)
	if d.To, err = customerOf(ctx, v, &quote.Quote{Person: r.Values.Int("person"), Company: r.Values.Int("company")}); err != nil {
		return nil, err
	}
	d.Pay = p.paid()
	return d, nil
}

// paid is how what is due is paid, as papers say it; nil: nothing is, or it is not said where to.
func (p *paySheet) paid() *quote.Pay {
	if p.Pay == nil {
		return nil
	}
	return &quote.Pay{Text: p.Pay.Text, Bank: p.Pay.Bank, Account: p.Pay.Account, Holder: p.Pay.Holder, Code: p.Pay.Code, Amount: p.Pay.Amount}
}

// orderSum is what an order's lines come to; of one whose total was written by hand, that.
func orderSum(r *record.Record) sale.Sum {
	lines, _ := r.Values["lines"].([]record.Line)
	total := r.Values.Int("total")
	if sum, err := sale.Reckon(lines, r.Values.Int("discount")); err == nil && sum.Total == total {
		return sum
	}
	return sale.Sum{Net: total, Total: total}
}
