package store

import (
	"context"
	"fmt"
	"sync/atomic"

	"banhda/drive/flow"
)

// queued is how many calls of Append may wait for the writer before the next ones are held back.
const queued = 1024

// appending is one call of Append on its way through the writer.
type appending struct {
	rows   []flow.Row
	kept   []kept      // their bodies
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
	a.pack()
	defer a.release() // by then the writer has done with them, or will never begin
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

// pack makes the bodies ready for the log, so that its one writer need not.
func (a *appending) pack() {
	a.kept = make([]kept, len(a.rows))
	for i := range a.rows {
		a.kept[i] = pack(a.rows[i].Body)
	}
}

func (a *appending) release() {
	for i := range a.kept {
		a.kept[i].release()
	}
}

func (a *appending) bytes() (n int) {
	for _, k := range a.kept {
		n += len(k.body)
	}
	return n
}
