package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"banhda/hub/consent"
)

const requestColumns = `id, kind, state, person, contact, wish, received_at, acknowledge_by, acknowledged_at, due_at, extended, assignee, closed_at, outcome`

// AddRequest keeps a new request, and gives its id.
func (t *Tx) AddRequest(ctx context.Context, r consent.Request) (id int64, err error) {
	query := `INSERT INTO request (kind, state, person, contact, wish, received_at, acknowledge_by, acknowledged_at, due_at, extended, assignee, closed_at, outcome)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	err = t.one(ctx, "keeping a request", query, requestRow(&r), &id)
	return id, err
}

func requestRow(r *consent.Request) []any {
	return []any{string(r.Kind), r.State, r.Person, r.Contact, r.Wish, r.ReceivedAt, r.AcknowledgeBy, r.AcknowledgedAt, r.DueAt, r.Extended, r.Assignee, r.ClosedAt, r.Outcome}
}

// SaveRequest writes a request anew.
func (t *Tx) SaveRequest(ctx context.Context, r consent.Request) error {
	query := `UPDATE request SET kind = ?, state = ?, person = ?, contact = ?, wish = ?, received_at = ?, acknowledge_by = ?, acknowledged_at = ?,
due_at = ?, extended = ?, assignee = ?, closed_at = ?, outcome = ? WHERE id = ?`
	n, err := t.exec(ctx, "saving a request", query, append(requestRow(&r), r.ID)...)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving request %d: %w", r.ID, ErrNotFound)
	}
	return err
}

// Request is one request; ErrNotFound where there is none.
func (v *View) Request(ctx context.Context, id int64) (consent.Request, error) {
	list, err := v.requests(ctx, " WHERE id = ?", id)
	if err == nil && len(list) == 0 {
		return consent.Request{}, fmt.Errorf("looking for request %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return consent.Request{}, err
	}
	return list[0], nil
}

// RequestsQuestion asks for a page of requests: the open ones by when they are due, closed ones by when they came, the
// last first.
type RequestsQuestion struct {
	State   string // empty: any
	Person  int64  // 0: anybody
	After   int64  // id of the page's last row before
	AfterAt int64  // and what it is ordered by
	Limit   int
}

// Requests gives a page of requests.
func (v *View) Requests(ctx context.Context, q RequestsQuestion) ([]consent.Request, error) {
	var conditions []string
	var args []any
	on := func(asked bool, condition string, with ...any) {
		if asked {
			conditions, args = append(conditions, condition), append(args, with...)
		}
	}
	order := "received_at DESC, id DESC"
	on(q.State != "", "state = ?", q.State)
	on(q.Person != 0, "person = ?", q.Person)
	if q.State == consent.Open {
		order = "due_at, id"
		on(q.After != 0, "(due_at, id) > (?, ?)", q.AfterAt, q.After)
	} else {
		on(q.After != 0, "(received_at, id) < (?, ?)", q.AfterAt, q.After)
	}
	where := ""
	if len(conditions) > 0 {
		where = " WHERE " + strings.Join(conditions, " AND ")
	}
	return v.requests(ctx, where+" ORDER BY "+order+" LIMIT ?", append(args, q.Limit)...)
}

func (v *View) requests(ctx context.Context, rest string, args ...any) (list []consent.Request, err error) {
	err = v.each(ctx, "reading requests", "SELECT "+requestColumns+" FROM request"+rest, args, func(rows *sql.Rows) error {
		var r consent.Request
		err := rows.Scan(&r.ID, (*string)(&r.Kind), &r.State, &r.Person, &r.Contact, &r.Wish, &r.ReceivedAt, &r.AcknowledgeBy, &r.AcknowledgedAt,
			&r.DueAt, &r.Extended, &r.Assignee, &r.ClosedAt, &r.Outcome)
		list = append(list, r)
		return err
	})
	return list, err
}
