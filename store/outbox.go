package store

import (
	"context"
	"database/sql"

	"banhda/drive/flow"
	"banhda/hub/person"
)

// Post leaves a row for the log, to be relayed after this transaction has been committed. The log gives it its
// Seq and ReceivedAt; Import is not kept, and its rank is that of staff, who change records.
func (t *Tx) Post(ctx context.Context, r flow.Row) error {
	if err := checkRows([]flow.Row{r}); err != nil {
		return err
	}
	if t.kept != nil {
		*t.kept = append(*t.kept, r)
		return nil
	}
	query := "INSERT INTO outbox (kind, source, count, body, created_at) VALUES (?, ?, ?, ?, ?)"
	_, err := t.exec(ctx, "posting to the log", query, string(r.Kind), r.Source, r.Count, r.Body, t.now)
	t.posted = t.posted || err == nil
	return err
}

// Aside lets do write without the log being told: what would have been posted is given instead, for whoever tells it as a
// part of an import.
func (t *Tx) Aside(do func() error) (rows []flow.Row, err error) {
	before := t.kept
	defer func() { t.kept = before }()
	t.kept = &rows
	err = do()
	return rows, err
}

// Past lets do write as of an instant that is past, as what comes with its history does.
func (t *Tx) Past(at int64, do func() error) error {
	now := t.now
	defer func() { t.now = now }()
	t.now = min(at, now)
	return do()
}

// Posted returns a channel that is closed when something is posted after this call.
func (r *Records) Posted() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.posted
}

// announce wakes who waits for what a transaction has left behind.
func (r *Records) announce(t *Tx) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, news := range []struct {
		is  bool
		who *chan struct{}
	}{{t.posted, &r.posted}, {t.left, &r.left}, {t.told, &r.told}, {t.drafted, &r.drafts}} {
		if news.is {
			close(*news.who)
			*news.who = make(chan struct{})
		}
	}
}

// outboxRow is a posted row with its place in the outbox.
type outboxRow struct {
	id int64
	flow.Row
}

// posts gives the first rows of the outbox.
func (v *View) posts(ctx context.Context, limit int) (list []outboxRow, err error) {
	query := "SELECT id, kind, source, count, body FROM outbox ORDER BY id LIMIT ?"
	err = v.each(ctx, "reading the outbox", query, []any{limit}, func(rows *sql.Rows) error {
		r := outboxRow{Row: flow.Row{Rank: person.StaffRank}}
		err := rows.Scan(&r.id, (*string)(&r.Kind), &r.Source, &r.Count, &r.Body)
		list = append(list, r)
		return err
	})
	return list, err
}

// forget removes the rows up to and with id, which the log has.
func (t *Tx) forget(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "emptying the outbox", "DELETE FROM outbox WHERE id <= ?", id)
	return err
}
