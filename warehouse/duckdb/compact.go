package duckdb

import (
	"context"
	"fmt"
	"math"
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

// How much is sorted at once: DuckDB stores no less than 122,880 rows together, and each piece reads past what has come since.
const (
	atOnce     = 200_000 // events
	mostPieces = 16
	places     = 4096 // among the profiles, at which pieces may end
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
	if err := w.makeRoom(ctx, 0); err != nil {
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

// sort writes a new body, some profiles after others: sorting takes some 600 bytes an event, so a house with a long history
// sorts it in pieces, and DuckDB gives back between them what it took for one.
func (w *Warehouse) sort(ctx context.Context, upTo int64) error {
	return w.read(func(c *duck.Conn) error {
		from, err := pieces(ctx, c)
		if err == nil {
			err = c.Exec(ctx, "DROP TABLE IF EXISTS event_next; CREATE TABLE event_next "+eventColumns)
		}
		for i := 0; err == nil && i+1 < len(from); i++ {
			if err = c.Exec(ctx, fmt.Sprintf(`INSERT INTO event_next
				SELECT * FROM event_body WHERE profile >= %[1]d AND profile < %[2]d
				UNION ALL SELECT * FROM event_recent WHERE profile >= %[1]d AND profile < %[2]d AND seq <= %[3]d
				ORDER BY profile, happened, id, seq`, from[i], from[i+1], upTo)); err == nil {
				err = w.makeRoom(ctx, 1)
			}
		}
		return err
	})
}

// pieces cuts the profiles where as many events come together as are sorted at once. It gives the first profile of each piece,
// and at last one above all.
func pieces(ctx context.Context, c *duck.Conn) ([]int64, error) {
	highest, err := number(ctx, c, "SELECT max(profile) FROM "+eventTables)
	if err != nil {
		return nil, err
	}
	width := highest/places + 1
	rows, err := c.Query(ctx, fmt.Sprintf(`SELECT (profile // %d)::BIGINT AS place, count(*), (sum(count(*)) OVER ())::BIGINT
		FROM %s GROUP BY place ORDER BY place`, width, eventTables))
	if err != nil {
		return nil, err
	}
	from, events := []int64{math.MinInt64}, int64(0)
	for rows.Next() {
		at, n, all := rows.Int64(0), rows.Int64(1), rows.Int64(2)
		for i := range at {
			if events > 0 && events+n[i] > max(atOnce, all[i]/mostPieces) {
				from, events = append(from, at[i]*width), 0
			}
			events += n[i]
		}
	}
	return append(from, math.MaxInt64), rows.Close()
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
		err = w.giveBack(ctx, 0)
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
