package duckdb

import (
	"context"
	"fmt"
)

// What DuckDB has read or written it keeps for as long as it has room, and by itself it takes most of the machine's:
// an import would fill it with what nobody asks for. So whenever so many events have come it is made to go without.
const (
	spareEvery = 15_000
	spareTo    = "24MB"
)

// spare has DuckDB give back memory whenever so many events have come. w.writing is held.
func (w *Warehouse) spare(ctx context.Context, came int) error {
	if w.came += came; w.came < spareEvery {
		return nil
	}
	return w.giveBack(ctx, 0)
}

// makeRoom has DuckDB give back memory before it needs much; own connections are lent to whoever asks for that.
func (w *Warehouse) makeRoom(ctx context.Context, own int) error {
	w.writing.Lock()
	defer w.writing.Unlock()
	return w.giveBack(ctx, own)
}

// giveBack has DuckDB give back the memory of what it could read again. A question under way needs what it holds: then
// nothing is done, unless no more than own connections are lent. w.writing is held.
func (w *Warehouse) giveBack(ctx context.Context, own int) error {
	w.idle.mu.Lock() // no question begins meanwhile
	defer w.idle.mu.Unlock()
	if w.idle.lent > own {
		return nil
	}
	w.came = 0
	ctx = context.WithoutCancel(ctx)
	if err := w.conn.Exec(ctx, "SET memory_limit = '"+spareTo+"'"); err != nil {
		return nil // it holds more than that for good reason; what it could give back, it has
	}
	if err := w.conn.Exec(ctx, "SET memory_limit = '"+w.limit+"'"); err != nil {
		return fmt.Errorf("give DuckDB its memory back: %w", err)
	}
	return nil
}

// readLimit finds how much memory DuckDB may use.
func (w *Warehouse) readLimit(ctx context.Context) error {
	rows, err := w.conn.Query(ctx, "SELECT current_setting('memory_limit')")
	if err != nil {
		return err
	}
	for rows.Next() {
		w.limit = rows.Text(0).At(0)
	}
	return rows.Close()
}
