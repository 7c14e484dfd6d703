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
		var firms []int64
		for i, f := range r.Firms {
			firm, err := s.keepFirm(ctx, t, f, people[keys[i]].Person, products[f.Order.Product].ID)
			if err != nil {
				return err
			}
			firms = append(firms, firm)
		}
		for _, d := range r.Deals {
			who := record.Values{"person": people[keys[d.Firm]].Person, "company": firms[d.Firm]}
			if err := keepDeal(ctx, t, d, who, products[d.Product].ID); err != nil {
				return err
			}
		}
		return t.Set(ctx, sampleSetting, strconv.FormatInt(t.Act, 10))
	}}, tell)
	return err
}

// theirs are the values that make a record that of who loads the sample company.
func theirs(ctx context.Context) record.Values {
	if a := auth.From(ctx); a.Kind == auth.User {
		return record.Values{"owner": a.ID}
	}
	return record.Values{}
}

// keepDeal makes a deal as one that comes from elsewhere: it was opened, and perhaps closed, on days that are past.
func keepDeal(ctx context.Context, t *store.Tx, d demo.Deal, who record.Values, product int64) error {
	lines := d.Values["lines"].([]record.Line)
	lines[0].Product = product
	_, err := t.Create(ctx, auth.Everything, record.Deal, 0, d.Values.With(theirs(ctx)).With(who).With(record.Values{"lines": lines}))
	return err
}

// keepFirm makes a company, who orders for it a member of it, and their order.
func (s *Server) keepFirm(ctx context.Context, t *store.Tx, f demo.Firm, buyer, product int64) (id int64, err error) {
	owned := theirs(ctx)
	firm, err := t.Create(ctx, auth.Everything, record.Company, 0, f.Values.With(owned))
	if err != nil {
		return 0, err
	}
	member := record.Values{"title": f.Role, "tags": []string{"văn phòng"}, "companies": []record.Membership{{Company: firm.ID, Role: f.Role, Primary: true}}}
	if _, err = t.Update(ctx, auth.Everything, record.Person, buyer, member.With(owned), 0); err != nil {
		return 0, err
	}
	lines := f.Order.Values["lines"].([]record.Line)
	lines[0].Product = product
	_, err = t.Create(ctx, auth.Everything, record.Order, 0, f.Order.Values.With(owned).With(record.Values{"person": buyer, "company": firm.ID, "lines": lines}))
	return firm.ID, err
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
