package duckdb

import (
	"context"

	"banhda/warehouse"
	"banhda/wheel"
)

// Flow implements warehouse.Warehouse.
func (w *Warehouse) Flow(ctx context.Context, c warehouse.Cut, bounds []int64) (flows []wheel.Flow, s warehouse.Stamp, err error) {
	s, err = w.ask(ctx, c, nil, func(v *view) error {
		flows = v.book.StockFlow(bounds, v.now, v.who())
		return nil
	})
	return flows, s, err
}
