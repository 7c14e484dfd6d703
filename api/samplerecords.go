package api

import (
	"context"
	"strconv"

	"banhda/auth"
	"banhda/demo"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// sampleSetting keeps the act under which the sample company's records were made.
const sampleSetting = "sample_act"

// keepSample makes the records that go with the sample company's story, under one act; whoever loads it owns them.
func (s *Server) keepSample(ctx context.Context, r demo.Records, tell Tell) error {
	var keys []person.Key
	for _, f := range r.Firms {
		keys = append(keys, person.Key{Kind: person.Email, Value: f.Email})
	}
	people, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	_, err = s.change(ctx, mutation{verb: "sample-records", target: demo.Name, also: func(ctx context.Context, t *store.Tx) error {
		products, err := t.CreateAll(ctx, auth.Everything, record.Product, nil, r.Products)
		if err != nil {
			return err
		}
		for i, f := range r.Firms {
			if err := s.keepFirm(ctx, t, f, people[keys[i]].Person, products[f.Order.Product].ID); err != nil {
				return err
			}
		}
		return t.Set(ctx, sampleSetting, strconv.FormatInt(t.Act, 10))
	}}, tell)
	return err
}

// keepFirm makes a company, who orders for it a member of it, and their order.
func (s *Server) keepFirm(ctx context.Context, t *store.Tx, f demo.Firm, buyer, product int64) error {
	owned := record.Values{}
	if a := auth.From(ctx); a.Kind == auth.User {
		owned["owner"] = a.ID
	}
	firm, err := t.Create(ctx, auth.Everything, record.Company, 0, f.Values.With(owned))
	if err != nil {
		return err
	}
	member := record.Values{"title": f.Role, "tags": []string{"văn phòng"}, "companies": []record.Membership{{Company: firm.ID, Role: f.Role, Primary: true}}}
	if _, err = t.Update(ctx, auth.Everything, record.Person, buyer, member.With(owned), 0); err != nil {
		return err
	}
	lines := f.Order.Values["lines"].([]record.Line)
	lines[0].Product = product
	_, err = t.Create(ctx, auth.Everything, record.Order, 0, f.Order.Values.With(owned).With(record.Values{"person": buyer, "company": firm.ID, "lines": lines}))
	return err
}

// forgetSampleRecords takes the sample company's records back, and leaves nothing of those it made; what a colleague has
// set on one of its people meanwhile is theirs and stays.
func (s *Server) forgetSampleRecords(ctx context.Context, tell Tell) error {
	var action int64
	err := s.Records.View(ctx, func(v *store.View) error {
		set, err := v.Settings(ctx)
		if err == nil && set[sampleSetting] != "" {
			action, err = strconv.ParseInt(set[sampleSetting], 10, 64)
		}
		return err
	})
	if err != nil || action == 0 {
		return err
	}
	everything := func(record.Type, auth.Verb) auth.Reach { return auth.Everything }
	anybodys := func(auth.Verb) auth.Reach { return auth.Everything }
	q := store.UndoQuestion{Action: action, Limit: undoStep, Restore: true, Reach: everything, Tasks: anybodys, Hidden: func(record.Type) []string { return nil }}
	if _, err := s.undoAll(ctx, q, tell); err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.Discard(ctx, action); err != nil {
			return err
		}
		return t.Set(ctx, sampleSetting, "")
	})
}
