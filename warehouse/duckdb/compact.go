package duckdb

import (
	"context"
	"fmt"
	"time"

	"banhda/warehouse/duckdb/duck"
)

// When a compaction is worth it: as soon as enough has come to notice, unless much is coming just now, or an import,
// which however slow needs the cores and the memory itself; and even then once reading past what has come costs more
// than sorting it all.
const (
	someRecent = 50_000
	manyRecent = 4_000_000
	muchAtOnce = 20_000 // events between two looks: a campaign brings more
	lookEvery  = 10 * time.Second
)

func (w *Warehouse) compactInBackground(ctx context.Context) {
	defer close(w.done)
	look, quiet := time.NewTicker(lookEvery), time.NewTicker(unasked)
	defer look.Stop()
	defer quiet.Stop()
	for before := int64(0); ; {
		select {
		case <-ctx.Done():
			return
		case <-quiet.C:
			w.live.retire()
			continue
		case <-look.C:
		}
		now := w.now.Load().cursor
		if w.worthCompacting(now-before < muchAtOnce) {
			w.compactLater(ctx)
		}
		before = now
	}
}

func (w *Warehouse) worthCompacting(quiet bool) bool {
	w.writing.Lock()
	defer w.writing.Unlock()
	quiet, w.importing = quiet && !w.importing, false
	return w.recent >= max(manyRecent, w.body) || quiet && w.recent >= max(someRecent, w.body/10)
}

// compactLater compacts where nobody waits for it. A compaction that failed has changed nothing and is tried again.
func (w *Warehouse) compactLater(ctx context.Context) {
	if err := w.Compact(ctx); err != nil && ctx.Err() == nil {
		w.log.Warn("sorting the recent events failed; it will be tried again", "error", err)
	}
}

// Compact sorts what has come since into the body. Batches and questions go on meanwhile; only the swap at the
// end keeps batches waiting. Whoever waited here while another sorted the same finds nothing left to do.
func (w *Warehouse) Compact(ctx context.Context) error {
	w.compacting.Lock()
	defer w.compacting.Unlock()
	if w.sorted() {
		return nil
	}
	upTo, _ := w.Cursor(ctx)
	if err := w.makeRoom(ctx); err != nil {
		return err
	}
	if err := w.sort(ctx, upTo); err != nil {
		return fmt.Errorf("sort the events: %w", err)
	}
	if err := w.swap(ctx, upTo); err != nil {
		return fmt.Errorf("put the sorted events in place: %w", err)
	}
	return nil
}

// sorted says whether all events are in the body.
func (w *Warehouse) sorted() bool {
	w.writing.Lock()
	defer w.writing.Unlock()
	return w.recent == 0
}

func (w *Warehouse) sort(ctx context.Context, upTo int64) error {
	return w.read(func(c *duck.Conn) error {
		return c.Exec(ctx, fmt.Sprintf(`DROP TABLE IF EXISTS event_next; CREATE TABLE event_next AS
			SELECT * FROM event_body UNION ALL SELECT * FROM event_recent WHERE seq <= %d
			ORDER BY profile, happened, id, seq`, upTo))
	})
}

// swap puts the sorted table in the body's place, with the retractions that came while it was being sorted.
func (w *Warehouse) swap(ctx context.Context, upTo int64) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	err := w.transact(ctx,
		func() error { return mark(ctx, w.conn, "event_next", upTo) },
		func() error { return w.conn.Exec(ctx, "DELETE FROM event_recent WHERE seq <= ?", upTo) },
		func() error { return w.conn.Exec(ctx, "DROP TABLE event_body") },
		func() error { return w.conn.Exec(ctx, "ALTER TABLE event_next RENAME TO event_body") },
	)
	if err == nil {
		err = w.count(ctx)
	}
	if err == nil {
		err = w.giveBack(ctx)
	}
	return err
}

// count finds how many rows the tables of events have.
func (w *Warehouse) count(ctx context.Context) (err error) {
	if w.body, err = number(ctx, w.conn, "SELECT count(*) FROM event_body"); err != nil {
		return err
	}
	w.recent, err = number(ctx, w.conn, "SELECT count(*) FROM event_recent")
	return err
}
