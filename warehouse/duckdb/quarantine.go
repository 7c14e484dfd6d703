package duckdb

import (
	"context"
	"slices"

	"banhda/drive/flow"
	"banhda/warehouse/duckdb/duck"
)

var quarantineTypes = []duck.Type{duck.BigInt, duck.BigInt, duck.BigInt, duck.Varchar, duck.Varchar, duck.Varchar}

func quarantineRow(a *duck.Appender, _ int, q *flow.Quarantined) {
	a.Int64(0, q.Seq)
	a.Int64(1, q.ReceivedAt)
	a.Int64(2, q.Row)
	a.Text(3, string(q.Kind))
	a.Text(4, q.Source)
	a.Text(5, q.Reason)
}

// Quarantine implements warehouse.Warehouse.
func (w *Warehouse) Quarantine(ctx context.Context, before int64, limit int) (list []flow.Quarantined, err error) {
	err = w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, `SELECT seq, received, place, kind, source, reason FROM quarantine
			WHERE seq < ? ORDER BY seq DESC LIMIT ?`, before, int64(limit))
		if err != nil {
			return err
		}
		for rows.Next() {
			for i, seq := range rows.Int64(0) {
				list = append(list, flow.Quarantined{Seq: seq, ReceivedAt: rows.Int64(1)[i], Row: rows.Int64(2)[i],
					Kind: flow.Kind(rows.Text(3).At(i)), Source: rows.Text(4).At(i), Reason: rows.Text(5).At(i)})
			}
		}
		return rows.Close()
	})
	return list, err
}

// Taken implements warehouse.Warehouse.
func (w *Warehouse) Taken(ctx context.Context, from, to int64) (entries []int64, err error) {
	err = w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, `SELECT seq FROM event_body WHERE seq BETWEEN ? AND ?
			UNION ALL SELECT seq FROM event_recent WHERE seq BETWEEN ? AND ?`, from, to, from, to)
		if err != nil {
			return err
		}
		for rows.Next() {
			entries = append(entries, rows.Int64(0)...)
		}
		return rows.Close()
	})
	slices.Sort(entries)
	return entries, err
}
