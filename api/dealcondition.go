package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

// selling is what who asks may ask of deals: within a reach, and not what their role hides.
func selling(ctx context.Context, v *store.View, a segment.Asking, r auth.Reach) (out segment.Selling, err error) {
	if out.Fields, err = v.Fields(ctx, record.Deal); err != nil {
		return out, err
	}
	out.Hidden = hidden(ctx, record.Deal)
	if r.All {
		return out, nil
	}
	text := "owner = me"
	if len(r.Teams) > 0 {
		text += " or team = my_team"
	}
	e, err := segment.Parse(text)
	if err != nil {
		return out, err
	}
	a.Type, a.Fields, a.Hidden = record.Deal, out.Fields, nil
	out.Within, err = e.Bind(a)
	return out, err
}

// staleDeals are the open deals that need looking at at an instant.
func (s *Server) staleDeals(ctx context.Context, v *store.View, now time.Time) (*segment.Set, error) {
	setup, err := v.DealSetup(ctx)
	if err != nil {
		return nil, err
	}
	w, err := s.dealWhen(ctx, v)
	if err != nil {
		return nil, err
	}
	w.Now = now.UnixMicro()
	set := segment.NewSet()
	for i := range setup.Pipelines {
		if err := s.staleIn(ctx, v, &setup.Pipelines[i], w, set); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// staleIn puts those of one pipeline into a set.
func (s *Server) staleIn(ctx context.Context, v *store.View, p *deal.Pipeline, w deal.When, set *segment.Set) error {
	rows, err := v.Deals(ctx, store.DealsQuestion{Reach: auth.Everything, Pipeline: p.Key, State: string(deal.Open)})
	if err != nil || len(rows) == 0 {
		return err
	}
	pace, err := s.pace(ctx, v, p)
	if err != nil {
		return err
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	touched, err := v.DealsTouched(ctx, ids)
	if err != nil {
		return err
	}
	changed, err := v.RecordsByID(ctx, auth.Everything, record.Deal, ids)
	for i := range rows {
		r := &rows[i]
		if len(p.Stale(looked(r, max(touched[r.ID], changed[r.ID].UpdatedAt)), pace, w)) > 0 {
			set.Add(r.ID)
		}
	}
	return err
}

// buyers are whose deals were changed, by the change; where the buyer was, both the former and the new one.
func (s *Server) buyers(ctx context.Context, changes []record.Change) (map[int64][]int64, error) {
	var deals []int64
	for i := range changes {
		if changes[i].Type == record.Deal {
			deals = append(deals, changes[i].Record)
		}
	}
	if len(deals) == 0 {
		return nil, nil
	}
	people := map[int64][]int64{}
	return people, s.Records.View(ctx, func(v *store.View) error {
		found, err := v.RecordsByID(ctx, auth.Everything, record.Deal, deals)
		for i := range changes {
			c := &changes[i]
			if c.Type != record.Deal {
				continue
			}
			for _, person := range []int64{found[c.Record].Values.Int("person"), formerBuyer(c)} {
				if person != 0 {
					people[c.ID] = append(people[c.ID], person)
				}
			}
		}
		return err
	})
}

func formerBuyer(c *record.Change) int64 {
	if c.Field != "person" {
		return 0
	}
	return record.Values{"person": c.Before}.Int("person")
}
