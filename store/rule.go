package store

import (
	"context"

	"banhda/engage/deal"
	"banhda/hub/order"
	"banhda/hub/record"
)

// rule holds a record to the rules of its type before it is written. What only becomes of the record itself, as when it
// is removed, is no matter of its values. They are compared.
func (t *Tx) rule(ctx context.Context, fields map[string]*record.Field, s *step) (err error) {
	if s.was.Version != 0 && len(s.keys) == 0 {
		return nil
	}
	switch s.is.Type {
	case record.Order:
		currency, _, err := t.house(ctx)
		if err != nil {
			return err
		}
		if s.is.Values, err = order.Settle(s.is.ID, s.is.Values, currency); err != nil {
			return err
		}
		s.compare()
	case record.Deal:
		if err := t.settleDeal(ctx, s); err != nil {
			return err
		}
		s.compare()
	case record.Ticket:
		if err := t.settleTicket(ctx, s); err != nil {
			return err
		}
		s.compare()
	}
	return record.Complete(fields, &s.was, &s.is)
}

// settleDeal holds a deal to its pipeline.
func (t *Tx) settleDeal(ctx context.Context, s *step) error {
	sells, err := t.selling(ctx)
	if err != nil {
		return err
	}
	s.is.Values, err = sells.setup.Settle(&s.was, &s.is, sells.currency, deal.When{Now: t.now, Zone: sells.zone})
	return err
}
