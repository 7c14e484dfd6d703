package api

import (
	"context"
	"slices"

	"banhda/store"
	"banhda/warehouse"
)

// toldAtOnce is how many people are looked at in one step.
const toldAtOnce = 2000

// withdraw takes the records of people out of all lists of whom nothing is left to tell, as when an import is taken back
// that alone spoke of them, and brings those back of whom something is told again.
func (s *Server) withdraw(ctx context.Context, tell Tell) error {
	c, _, err := s.cut(ctx, "people", Reading{}, tell)
	if err != nil {
		return err
	}
	for after, done := int64(0), int64(0); ; {
		var list []store.Told
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			list, err = v.Tellable(ctx, after, toldAtOnce)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		if err := s.withdrawSome(ctx, c, list); err != nil {
			return err
		}
		after, done = list[len(list)-1].Person, done+int64(len(list))
		tell(Progress{Step: "taking in", Done: done})
	}
}

func (s *Server) withdrawSome(ctx context.Context, c warehouse.Cut, list []store.Told) error {
	ids := make([]int64, len(list))
	for i, t := range list {
		ids[i] = t.Person
	}
	rows, _, err := s.Warehouse.People(ctx, c, warehouse.PeopleQuestion{Limit: len(ids), Among: slices.Values(ids)})
	if err != nil {
		return err
	}
	there := map[int64]bool{}
	for _, r := range rows {
		there[r.Person] = true
	}
	var out, back []int64
	for _, t := range list {
		switch {
		case t.Withdrawn && there[t.Person]:
			back = append(back, t.Person)
		case !t.Withdrawn && !there[t.Person]:
			out = append(out, t.Person)
		}
	}
	if len(out)+len(back) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.Withdraw(ctx, out, false); err != nil {
			return err
		}
		return t.Withdraw(ctx, back, true)
	})
}

// bringBack brings people back of whom an import tells again; where nobody is withdrawn it costs nothing.
func (s *Server) bringBack(ctx context.Context, tell Tell) error {
	some := false
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		some, err = v.AnyWithdrawn(ctx)
		return err
	})
	if err != nil || !some {
		return err
	}
	return s.withdraw(ctx, tell)
}
