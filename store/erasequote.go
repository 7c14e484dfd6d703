package store

import (
	"context"

	"banhda/hub/record"
	"banhda/store/dialect"
)

// forgetQuotes takes somebody out of the quotes they got and of what banks wrote about their payments: what was offered and
// paid stays, with the hash of what they accepted, and nobody is in it.
func (t *Tx) forgetQuotes(ctx context.Context, ids []int64) error {
	theirs, arg := t.dialect.In("person", ids)
	for _, query := range []string{
		"UPDATE quote_entry SET name = '', body = '', address = '', device = '' WHERE quote IN (SELECT id FROM quote WHERE " + theirs + ")",
		"UPDATE quote_approval SET reason = '', note = '' WHERE quote IN (SELECT id FROM quote WHERE " + theirs + ")",
	} {
		if _, err := t.exec(ctx, "forgetting somebody's quotes", query, arg); err != nil {
			return err
		}
	}
	if _, err := t.exec(ctx, "forgetting somebody's quotes", "UPDATE quote_version SET content = '{}', pdf = ? WHERE quote IN (SELECT id FROM quote WHERE "+theirs+")", []byte{}, arg); err != nil {
		return err
	}
	buyer, of := t.dialect.In(t.dialect.Field("fields", "person", dialect.Integer), ids)
	orders := "order_id IN (SELECT id FROM record WHERE type = '" + string(record.Order) + "' AND " + buyer + ")"
	for _, query := range []string{"UPDATE bank_line SET body = '', account = '', reference = '' WHERE ", "UPDATE payment SET note = '' WHERE "} {
		if _, err := t.exec(ctx, "forgetting somebody's payments", query+orders, of); err != nil {
			return err
		}
	}
	return nil
}
