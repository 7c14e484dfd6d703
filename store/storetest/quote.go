package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/hub/record"
	"banhda/store"
)

// quotes holds that numbers follow one another, that what was sent stays, and that leave is given once.
func quotes(t *testing.T, b *bench) {
	q := quote.Quote{Person: 71, Owner: 4, Total: 90, Draft: quote.Content{Title: "Máy pha", Language: "vi", Currency: "VND", DepositPercent: 30, Lines: []record.Line{{Name: "Máy", Quantity: 1000, Price: 90}}}}
	b.tx(func(tx *store.Tx) (err error) {
		q.ID, err = tx.AddQuote(b.ctx, q)
		return err
	})
	b.view(func(v *store.View) error {
		is, err := v.Quote(b.ctx, auth.Reach{User: 4}, q.ID)
		if is.State != quote.Draft || is.Draft.Lines[0] != q.Draft.Lines[0] || is.Draft.Title != "Máy pha" || is.Draft.DepositPercent != 30 {
			t.Errorf("kept %+v", is)
		}
		if list, err := v.Quotes(b.ctx, auth.Reach{User: 5}, store.QuoteFilter{Limit: 9}); len(list) != 0 || err != nil {
			t.Errorf("somebody else sees %+v, %v", list, err)
		}
		q = is
		return err
	})
	for year, want := range map[int][]int64{2026: {1, 2}, 2027: {1}} {
		for _, n := range want {
			b.tx(func(tx *store.Tx) error {
				got, err := tx.NextQuoteNumber(b.ctx, year)
				if got != n {
					t.Errorf("number %d of %d, not %d", got, year, n)
				}
				return err
			})
		}
	}
	b.refuses("a transaction that fails", store.ErrConflict, func(tx *store.Tx) error {
		if _, err := tx.NextQuoteNumber(b.ctx, 2027); err != nil {
			return err
		}
		return store.ErrConflict
	})
	b.tx(func(tx *store.Tx) error {
		n, err := tx.NextQuoteNumber(b.ctx, 2027)
		if n != 2 {
			t.Errorf("what failed used up a number: %d", n)
		}
		return err
	})
	q.Person, q.Number, q.State, q.Version, q.Until = 71, "BG-2026-0001", quote.Sent, 1, "2026-12-01"
	b.act(func(tx *store.Tx) error {
		if err := tx.SaveQuote(b.ctx, q); err != nil {
			return err
		}
		return tx.AddQuoteVersion(b.ctx, quote.Version{Quote: q.ID, Number: 1, Document: quote.Document{Number: q.Number}, PDF: []byte("%PDF"), Hash: "ab"})
	})
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveQuote(b.ctx, q) })
	b.refuses("to forget what was sent", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveQuote(b.ctx, q.ID) })
	b.refuses("another version of one number", store.ErrConflict, func(tx *store.Tx) error {
		return tx.AddQuoteVersion(b.ctx, quote.Version{Quote: q.ID, Number: 1, PDF: []byte{}})
	})
	b.view(func(v *store.View) error {
		one, err := v.QuoteVersion(b.ctx, q.ID, 1)
		all, err2 := v.QuoteVersions(b.ctx, q.ID)
		if string(one.PDF) != "%PDF" || one.Hash != "ab" || one.Document.Number != q.Number || len(all) != 1 || err2 != nil {
			t.Errorf("sent %+v, of %d", one, len(all))
		}
		ending, err3 := v.QuotesEnding(b.ctx, "2026-12-02", true, 9)
		early, err4 := v.QuotesEnding(b.ctx, "2026-12-01", false, 9)
		if len(ending) != 1 || len(early) != 0 || err3 != nil || err4 != nil {
			t.Errorf("%d end, %d end earlier", len(ending), len(early))
		}
		return err
	})
	quoteTrail(t, b, q.ID)
	quoteForgotten(t, b, q.ID)
}

func quoteTrail(t *testing.T, b *bench, id int64) {
	var a quote.Approval
	b.tx(func(tx *store.Tx) (err error) {
		for _, kind := range []quote.Kind{quote.WasSent, quote.WasViewed, quote.WasAccepted} {
			if err := tx.AddQuoteEntry(b.ctx, quote.Entry{Quote: id, Version: 1, Kind: kind, Name: "Lan", Hash: "ab", Address: "192.0.2.1"}); err != nil {
				return err
			}
		}
		a.ID, err = tx.AddApproval(b.ctx, quote.Approval{Quote: id, Mark: "m", Discount: 1500, AskedBy: 4})
		return err
	})
	b.tx(func(tx *store.Tx) (err error) {
		if a, err = tx.Approval(b.ctx, a.ID); err != nil {
			return err
		}
		a.DecidedBy, a.DecidedAt, a.Granted = 5, 9, true
		return tx.SaveApproval(b.ctx, a)
	})
	b.refuses("a second decision", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveApproval(b.ctx, a) })
	b.view(func(v *store.View) error {
		last, err := v.QuoteEntries(b.ctx, id, 2)
		n, err2 := v.CountQuoteEntries(b.ctx, id, quote.WasViewed, 0)
		asked, err3 := v.Approvals(b.ctx, id)
		waiting, err4 := v.WaitingApprovals(b.ctx, 0, 9)
		if len(last) != 2 || last[1].Kind != quote.WasAccepted || n != 1 || len(asked) != 1 || !asked[0].Granted || len(waiting) != 0 || err2 != nil || err3 != nil || err4 != nil {
			t.Errorf("%+v, %d seen, asked %+v, %d wait", last, n, asked, len(waiting))
		}
		return err
	})
}

// quoteForgotten holds that nobody is left in the quotes of who was forgotten, and that what was offered stays.
func quoteForgotten(t *testing.T, b *bench, id int64) {
	b.act(func(tx *store.Tx) error {
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{71}})
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.QuoteEntries(b.ctx, id, 9)
		one, err2 := v.QuoteVersion(b.ctx, id, 1)
		if err != nil || err2 != nil {
			t.Errorf("%v, %v", err, err2)
		}
		for _, e := range list {
			if e.Name != "" || e.Address != "" || e.Hash == "" {
				t.Errorf("left of who was forgotten: %+v", e)
			}
		}
		if len(one.PDF) != 0 || one.Document.Number != "" || one.Hash != "ab" {
			t.Errorf("left of who was forgotten: %+v", one)
		}
		return nil
	})
}
