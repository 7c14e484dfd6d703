package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/hub/record"
)

// Purge takes up to limit records out of the bin for good that have been in it since before an instant, and tells how
// many. The journal keeps what they were. People stay in the bin until they are restored or erased: the log knows them.
func (t *Tx) Purge(ctx context.Context, before int64, limit int) (n int, err error) {
	byType := map[record.Type][]int64{}
	query := `SELECT type, id FROM record WHERE type IN ('company', 'order', 'product', 'deal', 'ticket') AND deleted_at > 0 AND deleted_at < ? LIMIT ?`
	err = t.each(ctx, "looking into the bin", query, []any{before, limit}, func(rows *sql.Rows) error {
		var typ string
		var id int64
		err := rows.Scan(&typ, &id)
		byType[record.Type(typ)] = append(byType[record.Type(typ)], id)
		n++
		return err
	})
	for typ, ids := range byType {
		if err == nil {
			err = t.purge(ctx, typ, ids)
		}
	}
	return n, err
}

func (t *Tx) purge(ctx context.Context, typ record.Type, ids []int64) error {
	for _, p := range parts {
		in, arg := t.dialect.In(p.id, ids)
		if _, err := t.exec(ctx, "purging records", p.remove+in, string(typ), arg); err != nil {
			return err
		}
	}
	if err := errors.Join(t.purgeDeals(ctx, typ, ids), t.purgeTickets(ctx, typ, ids)); err != nil {
		return err
	}
	in, arg := t.dialect.In("id", ids)
	_, err := t.exec(ctx, "purging records", "DELETE FROM record WHERE type = ? AND "+in, string(typ), arg)
	return err
}

// Discard leaves nothing of the records an action made, whether they are in the bin or not, people aside.
func (t *Tx) Discard(ctx context.Context, action int64) error {
	byType := map[record.Type][]int64{}
	query := "SELECT type, record FROM change WHERE action = ? AND type <> 'person' AND field = '' AND before IS NULL"
	err := t.each(ctx, "reading what was made", query, []any{action}, func(rows *sql.Rows) error {
		var typ string
		var id int64
		err := rows.Scan(&typ, &id)
		byType[record.Type(typ)] = append(byType[record.Type(typ)], id)
		return err
	})
	for typ, ids := range byType {
		if err == nil {
			err = t.purge(ctx, typ, ids)
		}
	}
	return err
}
