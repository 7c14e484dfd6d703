package store

import (
	"context"

	"banhda/hub/order"
	"banhda/hub/record"
)

// rule holds a record to the rules of its type before it is written. What only becomes of the record itself, as when it
// is removed, is no matter of its values. They are compared.
func (t *Tx) rule(ctx context.Context, fields map[string]*record.Field, s *step) (err error) {
	if s.was.Version != 0 && len(s.keys) == 0 {
		return nil
	}
	if s.is.Type == record.Order {
		currency, _, err := t.house(ctx)
		if err != nil {
			return err
		}
		if s.is.Values, err = order.Settle(s.is.ID, s.is.Values, currency); err != nil {
			return err
		}
		s.compare()
	}
	return record.Complete(fields, &s.was, &s.is)
}
