package api

import (
	"context"
	"net/http"

	"banhda/auth"
	"banhda/engage/quote"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
)

// QuoteApproval is a discount above the limit, and whether it may be given.
type QuoteApproval struct {
	ID        string  `json:"id"`
	Quote     Named   `json:"quote"`
	Person    *Named  `json:"person"`
	Discount  float64 `json:"discount" doc:"percent"`
	Total     int64   `json:"total" doc:"of the quote as it is now, minor units"`
	Currency  string  `json:"currency"`
	Reason    string  `json:"reason"`
	AskedBy   *Named  `json:"asked_by"`
	AskedAt   string  `json:"asked_at"`
	State     string  `json:"state" enum:"waiting,granted,refused,gone" doc:"gone: the quote says something else by now"`
	DecidedBy *Named  `json:"decided_by"`
	DecidedAt string  `json:"decided_at"`
	Note      string  `json:"note"`
}

// approvals shows what leave was asked for, and how that stands.
func (a *QuoteDetail) approvals(ctx context.Context, v *store.View, q *quote.Quote, set *QuoteSettings, n names) error {
	asked, err := v.Approvals(ctx, q.ID)
	for i := range asked {
		a.Approvals = append(a.Approvals, showApproval(&asked[i], q, n))
	}
	a.Leave = "none"
	if quote.Needs(&q.Draft, limitOf(set)) {
		a.Leave = "needed"
		if last, ok := quote.Leave(&q.Draft, asked); ok {
			a.Leave = approvalState(&last)
		}
	}
	return err
}

// limitOf is the limit in hundredths of a percent; below nothing: none.
func limitOf(set *QuoteSettings) int64 {
	if set.Limit < 0 {
		return -1
	}
	return int64(set.Limit*100 + 0.5)
}

func approvalState(a *quote.Approval) string {
	switch {
	case a.DecidedAt == 0:
		return "asked"
	case a.Granted:
		return "granted"
	}
	return "refused"
}

func showApproval(a *quote.Approval, q *quote.Quote, n names) QuoteApproval {
	shown := QuoteApproval{ID: ApprovalID(a.ID), Quote: Named{QuoteID(q.ID), orText(q.Number, q.Draft.Title)}, Discount: float64(a.Discount) / 100, Total: q.Total, Currency: q.Currency,
		Reason: a.Reason, AskedBy: n.user(a.AskedBy), AskedAt: showInstant(a.AskedAt), State: approvalState(a), Note: a.Note}
	if q.Person != 0 {
		shown.Person = n.named(record.Ref{Type: record.Person, ID: q.Person})
	}
	switch {
	case shown.State == "asked" && a.Mark != q.Draft.Mark():
		shown.State = "gone"
	case shown.State == "asked":
		shown.State = "waiting"
	default:
		shown.DecidedBy, shown.DecidedAt = n.user(a.DecidedBy), showInstant(a.DecidedAt)
	}
	return shown
}

type leaveOrder struct {
	ID   string `path:"id"`
	Body struct {
		Edition int64  `json:"edition"`
		Reason  string `json:"reason" maxLength:"1000"`
	}
}

// askLeave asks for leave to give the discount a quote gives.
func (s *Server) askLeave(ctx context.Context, in *leaveOrder, tell Tell) (*QuoteDetail, error) {
	return s.changeQuote(ctx, "quote-ask", in.Body, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		q, err := writable(ctx, t, in.ID, in.Body.Edition)
		if err != nil {
			return nil, err
		}
		set, err := readQuoteSettings(ctx, &t.View)
		if err != nil {
			return nil, err
		}
		asked, err := t.Approvals(ctx, q.ID)
		if err != nil {
			return nil, err
		}
		if !quote.Needs(&q.Draft, limitOf(&set)) {
			return nil, refused(http.StatusConflict, 0, "this discount needs nobody's leave")
		}
		if last, ok := quote.Leave(&q.Draft, asked); ok && (last.DecidedAt == 0 || last.Granted) {
			return nil, refused(http.StatusConflict, 0, "leave for this very quote was asked for already")
		}
		me := auth.From(ctx).User()
		if _, err := t.AddApproval(ctx, quote.Approval{Quote: q.ID, Edition: q.Edition, Mark: q.Draft.Mark(), Discount: q.Draft.Off(), Reason: cleanNote(in.Body.Reason), AskedBy: me}); err != nil {
			return nil, err
		}
		if err := t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: quote.WasAsked, Member: me, Text: cleanNote(in.Body.Reason)}); err != nil {
			return nil, err
		}
		return &q, s.tellApprovers(ctx, t, &q, me)
	}, tell)
}

// tellApprovers tells those who may decide.
func (s *Server) tellApprovers(ctx context.Context, t *store.Tx, q *quote.Quote, but int64) error {
	users, err := t.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		a, err := userActor(ctx, &t.View, u)
		if err != nil {
			return err
		}
		if u.ID != but && a.May("quotes:approve") {
			if err := tellQuoteTo(ctx, t, q, u.ID, "asked", "", writeSerial(t.Now())); err != nil {
				return err
			}
		}
	}
	return nil
}

// tellQuoteTo tells a user what happened to a quote; what is one of asked, granted, refused, accepted, declined, commented.
func tellQuoteTo(ctx context.Context, t *store.Tx, q *quote.Quote, user int64, what, said, key string) error {
	if user == 0 {
		return nil
	}
	data := map[string]string{"quote": QuoteID(q.ID), "title": orText(q.Number, q.Draft.Title), "what": what, "text": said}
	return t.Notify(ctx, user, notice.Quote, QuoteID(q.ID)+"-"+what+"-"+key, record.Ref{Type: record.Person, ID: q.Person}, data)
}

// QuoteApprovalsAnswer is a page of what waits for a decision.
type QuoteApprovalsAnswer struct {
	Approvals []QuoteApproval `json:"approvals"`
	Cursor    *string         `json:"cursor"`
}

type approvalsQuery struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listApprovals(ctx context.Context, in *approvalsQuery, _ Tell) (*QuoteApprovalsAnswer, error) {
	var after int64
	var err error
	if in.Cursor != "" {
		if after, err = ParseApprovalID(in.Cursor); err != nil {
			return nil, wrongCursor(in.Cursor)
		}
	}
	a := &QuoteApprovalsAnswer{Approvals: []QuoteApproval{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.WaitingApprovals(ctx, after, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(ApprovalID(list[in.Limit-1].ID))
		}
		for i := range list {
			q, err := v.Quote(ctx, reach(ctx, record.Order, auth.Read), list[i].Quote)
			if absent(err) != nil {
				return err
			}
			n, more := quoteNames(ctx, v, []quote.Quote{q})
			if more != nil {
				return more
			}
			if shown := showApproval(&list[i], &q, n); err == nil && shown.State == "waiting" {
				a.Approvals = append(a.Approvals, shown)
			}
		}
		return nil
	})
}

type decideOrder struct {
	ID   string `path:"id"`
	Body struct {
		Granted bool   `json:"granted"`
		Note    string `json:"note,omitempty" maxLength:"1000"`
	}
}

// decideApproval is the word of who may let a discount pass.
func (s *Server) decideApproval(ctx context.Context, in *decideOrder, tell Tell) (*QuoteDetail, error) {
	id, err := ParseApprovalID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.changeQuote(ctx, "quote-decide", in.Body, func(ctx context.Context, t *store.Tx) (*quote.Quote, error) {
		one, err := t.Approval(ctx, id)
		if err != nil {
			return nil, notFound(err, "there is nothing %s to decide on", in.ID)
		}
		q, err := quoteOf(ctx, &t.View, auth.Read, QuoteID(one.Quote))
		if err != nil {
			return nil, err
		}
		me, kind := auth.From(ctx).User(), quote.WasRefused
		if err := one.Decide(me, in.Body.Granted, cleanNote(in.Body.Note), t.Now()); err != nil {
			return nil, refused(http.StatusConflict, 0, "%w", err)
		}
		if one.Granted {
			kind = quote.WasGranted
		}
		if err := t.SaveApproval(ctx, one); err != nil {
			return nil, err
		}
		if err := t.AddQuoteEntry(ctx, quote.Entry{Quote: q.ID, Version: q.Version, Kind: kind, Member: me, Text: one.Note}); err != nil {
			return nil, err
		}
		return &q, tellQuoteTo(ctx, t, &q, one.AskedBy, string(kind), one.Note, in.ID)
	}, tell)
}
