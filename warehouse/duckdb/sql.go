package duckdb

import (
	"context"

	"banhda/warehouse/duckdb/duck"
)

// SQL runs a query over the tables of schema.go beside whatever else is going on, and gives each chunk of its
// result. It is for measuring and for looking at data by hand; the product's own questions are methods.
func (w *Warehouse) SQL(ctx context.Context, query string, each func(*duck.Rows) error) error {
	return w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, query)
		if err != nil {
			return err
		}
		for rows.Next() {
			if err := each(rows); err != nil {
				rows.Close()
				return err
			}
		}
		return rows.Close()
	})
}
