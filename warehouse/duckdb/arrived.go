package duckdb

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"banhda/drive/flow"
	"banhda/warehouse/duckdb/duck"
)

// Arrived implements warehouse.Warehouse.
func (w *Warehouse) Arrived(ctx context.Context, after, to int64, but []int64) (all []flow.Event, err error) {
	err = w.read(func(c *duck.Conn) error {
		which := "WHERE seq > ? AND seq <= ? AND retracted IS NULL"
		if len(but) > 0 {
			which += " AND imported NOT IN (" + list(but) + ")"
		}
		rows, err := c.Query(ctx, "SELECT * FROM event_body "+which+" UNION ALL SELECT * FROM event_recent "+which, after, to, after, to)
		if err != nil {
			return err
		}
		names := w.now.Load().names
		for rows.Next() {
			for i := range rows.Len() {
				all = append(all, storedEvent(rows, i, names))
			}
		}
		return rows.Close()
	})
	slices.SortFunc(all, func(a, b flow.Event) int { return cmp.Compare(a.Seq, b.Seq) })
	return all, err
}

// Imported implements warehouse.Warehouse.
func (w *Warehouse) Imported(ctx context.Context, after, to int64) (profiles map[int64][]int64, err error) {
	profiles = map[int64][]int64{}
	err = w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, "SELECT DISTINCT imported, profile FROM "+eventTables+" WHERE seq > ? AND seq <= ? AND retracted IS NULL AND imported <> 0", after, to)
		if err != nil {
			return err
		}
		for rows.Next() {
			for i := range rows.Len() {
				imported := rows.Int64(0)[i]
				profiles[imported] = append(profiles[imported], rows.Int64(1)[i])
			}
		}
		return rows.Close()
	})
	return profiles, err
}

// storedEvent reads a row of the event tables.
func storedEvent(rows *duck.Rows, i int, n *names) flow.Event {
	e := flow.Event{
		Seq: rows.Int64(colSeq)[i], Profile: rows.Int64(colProfile)[i], At: rows.Int64(colHappened)[i], ReceivedAt: rows.Int64(colReceived)[i],
		ID: rows.Text(colID).At(i), Name: n.text(rows.Int32(colName)[i]), Source: rows.Text(colSource).At(i), Sale: rows.Text(colSale).At(i),
		Team: rows.Text(colTeam).At(i), Campaign: rows.Text(colCampaign).At(i), Referrer: rows.Int64(colReferrer)[i],
		Channel: rows.Text(colChannel).At(i), Import: rows.Int64(colImported)[i],
	}
	if e.HasValue = !rows.Nulls(colValue).At(i); e.HasValue {
		e.Value, e.Currency = rows.Int64(colValue)[i], rows.Text(colCurrency).At(i)
	}
	if e.HasCost = !rows.Nulls(colCost).At(i); e.HasCost {
		e.Cost = rows.Int64(colCost)[i]
	}
	if !rows.Nulls(colProperties).At(i) {
		e.Properties = json.RawMessage(rows.Text(colProperties).At(i))
	}
	return e
}
