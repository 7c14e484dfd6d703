package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/hub/record"
)

// QuoteFilter says which quotes are asked for; what is empty leaves open.
type QuoteFilter struct {
	State  quote.State
	Person int64
	Deal   int64
	Order  int64
	Owner  int64
	Until  string // valid at most until this day
	Before int64  // an id
	Limit  int
}

// Quotes gives a page of quotes within reach, the last first.
func (v *View) Quotes(ctx context.Context, reach auth.Reach, f QuoteFilter) ([]quote.Quote, error) {
	condition, args := v.within(reach)
	where := `(? = '' OR state = ?) AND (? = 0 OR person IN (SELECT id FROM profile WHERE person = ?)) AND (? = 0 OR deal = ?)
AND (? = 0 OR order_id = ?) AND (? = 0 OR owner = ?) AND (? = '' OR valid_until <> '' AND valid_until <= ?) AND (? = 0 OR id < ?)` + condition + " ORDER BY id DESC LIMIT ?"
	all := append([]any{string(f.State), string(f.State), f.Person, f.Person, f.Deal, f.Deal, f.Order, f.Order, f.Owner, f.Owner, f.Until, f.Until, f.Before, f.Before}, args...)
	return v.quotes(ctx, where, append(all, f.Limit)...)
}

// Quote is one within reach; ErrNotFound where there is none.
func (v *View) Quote(ctx context.Context, reach auth.Reach, id int64) (q quote.Quote, err error) {
	condition, args := v.within(reach)
	list, err := v.quotes(ctx, "id = ?"+condition, append([]any{id}, args...)...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a quote: %w", ErrNotFound)
	}
	if err != nil {
		return q, err
	}
	return list[0], nil
}

// QuotesEnding are up to limit quotes that were sent and whose last day is before one; not reminded leaves out those whose
// customers were reminded.
func (v *View) QuotesEnding(ctx context.Context, before string, unreminded bool, limit int) ([]quote.Quote, error) {
	return v.quotes(ctx, "state = 'sent' AND valid_until <> '' AND valid_until < ? AND (NOT ? OR reminded_at = 0) ORDER BY valid_until, id LIMIT ?", before, unreminded, limit)
}

// quoteDraft is a content with its lines, as it is kept.
type quoteDraft struct {
	quote.Content
	Lines []record.Line `json:"lines"`
}

const quoteColumns = `id, number, state, COALESCE((SELECT profile.person FROM profile WHERE profile.id = quote.person), 0), company, deal, owner, team,
draft, edition, version, total, currency, valid_until, order_id, viewed_at, reminded_at, created_at, updated_at`

func (v *View) quotes(ctx context.Context, where string, args ...any) (list []quote.Quote, err error) {
	err = v.each(ctx, "reading quotes", "SELECT "+quoteColumns+" FROM quote WHERE "+where, args, func(rows *sql.Rows) error {
		var q quote.Quote
		var body []byte
		err := rows.Scan(&q.ID, &q.Number, (*string)(&q.State), &q.Person, &q.Company, &q.Deal, &q.Owner, &q.Team,
			&body, &q.Edition, &q.Version, &q.Total, &q.Currency, &q.Until, &q.Order, &q.ViewedAt, &q.RemindedAt, &q.CreatedAt, &q.UpdatedAt)
		var d quoteDraft
		if err == nil {
			err = json.Unmarshal(body, &d)
		}
		q.Draft, q.Draft.Lines = d.Content, d.Lines
		list = append(list, q)
		return err
	})
	return list, err
}

// AddQuote keeps a new one and gives its id.
func (t *Tx) AddQuote(ctx context.Context, q quote.Quote) (id int64, err error) {
	body, err := json.Marshal(quoteDraft{q.Draft, q.Draft.Lines})
	if err != nil {
		return 0, err
	}
	query := `INSERT INTO quote (number, state, person, company, deal, owner, team, draft, edition, version, total, currency, valid_until, order_id, viewed_at, reminded_at, created_at, updated_at)
VALUES ('', 'draft', ?, ?, ?, ?, ?, ?, 1, 0, ?, ?, '', 0, 0, 0, ?, ?) RETURNING id`
	args := []any{q.Person, q.Company, q.Deal, q.Owner, q.Team, string(body), q.Total, q.Draft.Currency, t.now, t.now}
	return id, t.one(ctx, "keeping a quote", query, args, &id)
}

// SaveQuote keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveQuote(ctx context.Context, q quote.Quote) error {
	body, err := json.Marshal(quoteDraft{q.Draft, q.Draft.Lines})
	if err != nil {
		return err
	}
	query := `UPDATE quote SET number = ?, state = ?, person = ?, company = ?, deal = ?, owner = ?, team = ?, draft = ?, edition = edition + 1, version = ?, total = ?,
currency = ?, valid_until = ?, order_id = ?, viewed_at = ?, reminded_at = ?, updated_at = ? WHERE id = ? AND edition = ?`
	n, err := t.exec(ctx, "changing a quote", query, q.Number, string(q.State), q.Person, q.Company, q.Deal, q.Owner, q.Team, string(body), q.Version, q.Total,
		q.Draft.Currency, q.Until, q.Order, q.ViewedAt, q.RemindedAt, t.now, q.ID, q.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing quote %d: %w", q.ID, ErrConflict)
	}
	return err
}

// RemoveQuote forgets one that was never sent; ErrConflict for another.
func (t *Tx) RemoveQuote(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing a quote", "DELETE FROM quote WHERE id = ? AND version = 0 AND number = ''", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing quote %d: %w", id, ErrConflict)
	}
	for _, table := range []string{"quote_entry", "quote_approval"} {
		if err == nil {
			_, err = t.exec(ctx, "removing a quote", "DELETE FROM "+table+" WHERE quote = ?", id)
		}
	}
	return err
}

// NextQuoteNumber gives the next number of a year. It is given in the transaction that uses it, so none is left out.
func (t *Tx) NextQuoteNumber(ctx context.Context, year int) (n int64, err error) {
	query := "INSERT INTO quote_number (year, last) VALUES (?, 1) ON CONFLICT (year) DO UPDATE SET last = quote_number.last + 1 RETURNING last"
	return n, t.one(ctx, "numbering a quote", query, []any{year}, &n)
}

// AddQuoteVersion keeps what was sent, under the act under way; ErrConflict where there is one of its number.
func (t *Tx) AddQuoteVersion(ctx context.Context, one quote.Version) error {
	body, err := json.Marshal(one.Document)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "keeping a quote as it was sent", "INSERT INTO quote_version (quote, number, content, pdf, hash, at, act) VALUES (?, ?, ?, ?, ?, ?, ?)",
		one.Quote, one.Number, string(body), one.PDF, one.Hash, t.now, t.Act)
	return err
}

// QuoteVersion is one by its number; ErrNotFound where there is none.
func (v *View) QuoteVersion(ctx context.Context, id, number int64) (one quote.Version, err error) {
	var body []byte
	one.Quote, one.Number = id, number
	err = v.one(ctx, "reading a quote as it was sent", "SELECT content, pdf, hash, at, act FROM quote_version WHERE quote = ? AND number = ?", []any{id, number},
		&body, &one.PDF, &one.Hash, &one.At, &one.Act)
	if err == nil {
		err = json.Unmarshal(body, &one.Document)
	}
	return one, err
}

// QuoteVersions are those of a quote, the newest first, without their files.
func (v *View) QuoteVersions(ctx context.Context, id int64) (list []quote.Version, err error) {
	query := "SELECT number, content, hash, at, act FROM quote_version WHERE quote = ? ORDER BY number DESC"
	err = v.each(ctx, "reading quotes as they were sent", query, []any{id}, func(rows *sql.Rows) error {
		one := quote.Version{Quote: id}
		var body []byte
		err := rows.Scan(&one.Number, &body, &one.Hash, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(body, &one.Document)
		}
		list = append(list, one)
		return err
	})
	return list, err
}

// AddQuoteEntry keeps what happened to a quote.
func (t *Tx) AddQuoteEntry(ctx context.Context, e quote.Entry) error {
	_, err := t.exec(ctx, "keeping what happened to a quote", "INSERT INTO quote_entry (quote, version, kind, at, member, name, body, address, device, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e.Quote, e.Version, string(e.Kind), t.now, e.Member, e.Name, e.Text, e.Address, e.Device, e.Hash)
	return err
}

// QuoteEntries are what happened to a quote, in order; of those beyond the limit the last are given.
func (v *View) QuoteEntries(ctx context.Context, id int64, limit int) (list []quote.Entry, err error) {
	query := `SELECT id, quote, version, kind, at, member, name, body, address, device, hash FROM
(SELECT * FROM quote_entry WHERE quote = ? ORDER BY id DESC LIMIT ?) AS latest ORDER BY id`
	err = v.each(ctx, "reading what happened to a quote", query, []any{id, limit}, func(rows *sql.Rows) error {
		var e quote.Entry
		err := rows.Scan(&e.ID, &e.Quote, &e.Version, (*string)(&e.Kind), &e.At, &e.Member, &e.Name, &e.Text, &e.Address, &e.Device, &e.Hash)
		list = append(list, e)
		return err
	})
	return list, err
}

// CountQuoteEntries is how often something happened to a quote since an instant.
func (v *View) CountQuoteEntries(ctx context.Context, id int64, kind quote.Kind, since int64) (n int64, err error) {
	return n, v.one(ctx, "counting what happened to a quote", "SELECT COUNT(*) FROM quote_entry WHERE quote = ? AND kind = ? AND at >= ?", []any{id, string(kind), since}, &n)
}

// AddApproval keeps what leave is asked for, and gives its id.
func (t *Tx) AddApproval(ctx context.Context, a quote.Approval) (id int64, err error) {
	query := `INSERT INTO quote_approval (quote, edition, mark, discount, reason, asked_by, asked_at, decided_by, decided_at, granted, note)
VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, FALSE, '') RETURNING id`
	return id, t.one(ctx, "asking for leave", query, []any{a.Quote, a.Edition, a.Mark, a.Discount, a.Reason, a.AskedBy, t.now}, &id)
}

// SaveApproval keeps what was decided; ErrConflict where it was decided on before.
func (t *Tx) SaveApproval(ctx context.Context, a quote.Approval) error {
	n, err := t.exec(ctx, "keeping a decision", "UPDATE quote_approval SET decided_by = ?, decided_at = ?, granted = ?, note = ? WHERE id = ? AND decided_at = 0", a.DecidedBy, a.DecidedAt, a.Granted, a.Note, a.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("deciding on approval %d: %w", a.ID, ErrConflict)
	}
	return err
}

// Approvals are what leave was asked for of a quote, in order.
func (v *View) Approvals(ctx context.Context, of int64) ([]quote.Approval, error) {
	return v.approvals(ctx, "quote = ? ORDER BY id", of)
}

// WaitingApprovals gives a page of what nobody decided on yet, the first asked first, after one.
func (v *View) WaitingApprovals(ctx context.Context, after int64, limit int) ([]quote.Approval, error) {
	return v.approvals(ctx, "decided_at = 0 AND id > ? ORDER BY id LIMIT ?", after, limit)
}

// Approval is one by its id; ErrNotFound where there is none.
func (v *View) Approval(ctx context.Context, id int64) (a quote.Approval, err error) {
	list, err := v.approvals(ctx, "id = ?", id)
	if err != nil || len(list) == 0 {
		return a, errors.Join(err, v.failed("reading what leave was asked for", sql.ErrNoRows))
	}
	return list[0], nil
}

func (v *View) approvals(ctx context.Context, where string, args ...any) (list []quote.Approval, err error) {
	query := "SELECT id, quote, edition, mark, discount, reason, asked_by, asked_at, decided_by, decided_at, granted, note FROM quote_approval WHERE " + where
	err = v.each(ctx, "reading what leave was asked for", query, args, func(rows *sql.Rows) error {
		var a quote.Approval
		err := rows.Scan(&a.ID, &a.Quote, &a.Edition, &a.Mark, &a.Discount, &a.Reason, &a.AskedBy, &a.AskedAt, &a.DecidedBy, &a.DecidedAt, &a.Granted, &a.Note)
		list = append(list, a)
		return err
	})
	return list, err
}
