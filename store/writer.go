package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A group commit takes whatever waits, up to these; one Append is never split.
const (
	groupRows  = 8192
	groupBytes = 8 << 20
	// longestCommit bounds what a slow commit makes the next callers wait.
	longestCommit = 20 * time.Millisecond
)

// writer is the one goroutine that appends. It knows the log's last entry and instant; after an error it asks the
// log again, because a commit may have succeeded without our hearing of it.
type writer struct {
	log     *Log
	tail    int64
	last    int64 // received_at of the last row
	unsure  bool
	waiting []*appending  // the group being written, or written last
	took    time.Duration // by the last commit
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
	start := time.Now()
	err := w.write(context.Background())
	w.took = min(time.Since(start), longestCommit)
	if err != nil {
		w.unsure = true
		err = fmt.Errorf("appending to the log: %w", w.log.db.Translate(err))
	}
	for _, a := range w.waiting {
		a.stored <- err
	}
	clear(w.waiting) // lets go of the bodies
}

// gather collects a and whoever waits behind it. Callers whom the commit before has just answered come back
// within moments, so where fewer are here than it served, they are given a fraction of its time.
func (w *writer) gather(a *appending) {
	before, patience := len(w.waiting), time.After(w.took/4)
	w.waiting = w.waiting[:0]
	for rows, bytes := 0, 0; rows < groupRows && bytes < groupBytes; {
		if a.taken.CompareAndSwap(false, true) {
			w.waiting = append(w.waiting, a)
			rows, bytes = rows+len(a.rows), bytes+a.bytes()
		}
		if a = w.next(len(w.waiting) < before, patience); a == nil {
			return
		}
	}
}

// next is the next in the queue; nil where it is empty and, if one should wait, stays empty.
func (w *writer) next(wait bool, patience <-chan time.Time) *appending {
	select {
	case a := <-w.log.queue:
		return a
	default:
	}
	if !wait {
		return nil
	}
	select {
	case a := <-w.log.queue:
		return a
	case <-patience:
		return nil
	}
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
	w.log.db.Ready(ctx)
	return nil
}

// insert adds the rows of the group and gives the seq of their last entry.
func (w *writer) insert(ctx context.Context, tx *sql.Tx, at int64) (int64, error) {
	in := inserter{tx: tx, dialect: w.log.db, into: "log (" + rowColumns + ")", columns: 9}
	seq, outbox := w.tail+1, int64(0)
	for _, a := range w.waiting {
		a.first, a.at, outbox = seq, at, max(outbox, a.outbox)
		for i, r := range a.rows {
			k := &a.kept[i]
			err := in.add(ctx, len(k.body), seq, r.Count, at, string(r.Kind), r.Source, r.Import, int64(r.Rank), k.packed, k.body)
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
