package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"

	"banhda/drive/flow"
)

// A group commit takes whatever waits, up to these; one Append is never split.
const (
	queued     = 1024
	groupRows  = 8192
	groupBytes = 8 << 20
)

// appending is one call of Append on its way through the writer.
type appending struct {
	rows   []flow.Row
	outbox int64       // the last outbox row among them; 0 for none
	taken  atomic.Bool // by the writer, or by a caller who gave up first
	first  int64       // seq of the first row, once stored
	at     int64       // received_at, once stored
	stored chan error
}

// Append stores rows durably, in one group commit with whoever else is appending, and returns once they are
// synced. It sets Seq and ReceivedAt in rows. On error none of them is acknowledged: they may be sent again.
func (l *Log) Append(ctx context.Context, rows []flow.Row) error { return l.append(ctx, rows, 0) }

func (l *Log) append(ctx context.Context, rows []flow.Row, outbox int64) error {
	if len(rows) == 0 {
		return nil
	}
	if err := checkRows(rows); err != nil {
		return err
	}
	a := &appending{rows: rows, outbox: outbox, stored: make(chan error, 1)}
	if err := l.enqueue(ctx, a); err != nil {
		return err
	}
	if err := l.await(ctx, a); err != nil {
		return err
	}
	number(rows, a.first, a.at)
	return nil
}

func checkRows(rows []flow.Row) error {
	for i, r := range rows {
		if r.Count < 1 || r.Kind == "" || len(r.Body) == 0 {
			return fmt.Errorf("row %d of %d cannot be appended: a row has a kind, a body and at least one entry", i+1, len(rows))
		}
	}
	return nil
}

func (l *Log) enqueue(ctx context.Context, a *appending) error {
	select {
	case <-l.closing:
		return ErrClosed
	default:
	}
	select {
	case l.queue <- a:
		return nil
	case <-l.closing:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// await gives up on ctx only while the writer has not begun with these rows: it reads their bodies.
func (l *Log) await(ctx context.Context, a *appending) error {
	select {
	case err := <-a.stored:
		return err
	case <-l.done:
		return a.leftBehind()
	case <-ctx.Done():
	}
	if a.taken.CompareAndSwap(false, true) {
		return ctx.Err()
	}
	return <-a.stored
}

// leftBehind is the answer to one who queued up just as the writer ended.
func (a *appending) leftBehind() error {
	select {
	case err := <-a.stored:
		return err
	default:
		return ErrClosed
	}
}

func number(rows []flow.Row, seq, at int64) {
	for i := range rows {
		rows[i].Seq, rows[i].ReceivedAt = seq, at
		seq += rows[i].Count
	}
}

// writer is the one goroutine that appends. It knows the log's last entry and instant; after an error it asks the
// log again, because a commit may have succeeded without our hearing of it.
type writer struct {
	log     *Log
	tail    int64
	last    int64 // received_at of the last row
	unsure  bool
	waiting []*appending // the group being written
}

// resume learns where the log ends.
func (w *writer) resume(ctx context.Context) error {
	db := w.log.db
	var count int64
	err := db.Write.QueryRowContext(ctx, "SELECT seq, count, received_at FROM log ORDER BY seq DESC LIMIT 1").
		Scan(&w.tail, &count, &w.last)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("finding the end of the log: %w", db.Translate(err))
	}
	if err == nil {
		w.tail += count - 1
	}
	w.unsure = false
	if w.tail != w.log.tail.Load() {
		w.log.publish(w.tail)
	}
	return nil
}

func (w *writer) run() {
	defer close(w.log.done)
	for {
		select {
		case a := <-w.log.queue:
			w.commit(a)
		case <-w.log.closing:
			w.drain()
			return
		}
	}
}

// drain serves those who queued up before the log was closed.
func (w *writer) drain() {
	for {
		select {
		case a := <-w.log.queue:
			w.commit(a)
		default:
			return
		}
	}
}

// commit writes a and whoever waits behind it in one transaction and tells them.
func (w *writer) commit(a *appending) {
	w.gather(a)
	if len(w.waiting) == 0 {
		return
	}
	err := w.write(context.Background())
	if err != nil {
		w.unsure = true
		err = fmt.Errorf("appending to the log: %w", w.log.db.Translate(err))
	}
	for _, a := range w.waiting {
		a.stored <- err
	}
}

func (w *writer) gather(a *appending) {
	w.waiting = w.waiting[:0]
	for rows, bytes := 0, 0; ; {
		if a.taken.CompareAndSwap(false, true) {
			w.waiting = append(w.waiting, a)
			rows, bytes = rows+len(a.rows), bytes+a.bytes()
		}
		if rows >= groupRows || bytes >= groupBytes {
			return
		}
		select {
		case a = <-w.log.queue:
		default:
			return
		}
	}
}

func (a *appending) bytes() (n int) {
	for _, r := range a.rows {
		n += len(r.Body)
	}
	return n
}

func (w *writer) write(ctx context.Context) error {
	if w.unsure {
		if err := w.resume(ctx); err != nil {
			return err
		}
	}
	tx, err := w.log.db.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	at := max(w.log.clock(), w.last)
	tail, err := w.insert(ctx, tx, at)
	if err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	w.tail, w.last = tail, at
	w.log.publish(tail)
	return nil
}

// insert adds the rows of the group and gives the seq of their last entry.
func (w *writer) insert(ctx context.Context, tx *sql.Tx, at int64) (int64, error) {
	in := inserter{tx: tx, dialect: w.log.db, into: "log (" + rowColumns + ")", columns: 7}
	seq, outbox := w.tail+1, int64(0)
	for _, a := range w.waiting {
		a.first, a.at, outbox = seq, at, max(outbox, a.outbox)
		for _, r := range a.rows {
			err := in.add(ctx, len(r.Body), seq, r.Count, at, string(r.Kind), r.Source, r.Import, r.Body)
			if err != nil {
				return 0, err
			}
			seq += r.Count
		}
	}
	if err := in.flush(ctx); err != nil || outbox == 0 {
		return seq - 1, err
	}
	_, err := tx.ExecContext(ctx, w.log.db.Rebind("UPDATE relayed SET outbox = ? WHERE one = 1"), outbox)
	return seq - 1, err
}
