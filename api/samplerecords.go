package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/demo"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// sampleSetting keeps the act under which the sample company's records were made.
const sampleSetting = "sample_act"

// sampleVerb is what that act does.
const sampleVerb = "sample-records"

// madeSetting keeps what was made with them that is no record.
const madeSetting = "sample_made"

// sampling is the sample company's records being made, under one act.
type sampling struct {
	s    *Server
	t    *store.Tx
	who  map[person.Key]person.Profile // everybody the records are about
	user int64                         // whose they are; 0: nobody's
	won  []onboarding.Run              // deals whose buyers are to be shown how it works
	made store.Made
}

// personOf is who somebody of the story is; 0: nobody.
func (m *sampling) personOf(who person.Identity) int64 {
	keys, _ := who.Keys()
	for _, k := range keys {
		if p, ok := m.who[k]; ok {
			return p.Person
		}
	}
	return 0
}

// sampleUser is whose the sample company's records are: who loads it or, where that is the house itself, its first owner; 0:
// nobody can sign in yet.
func sampleUser(ctx context.Context, v *store.View) (int64, error) {
	if user := auth.From(ctx).User(); user != 0 {
		return user, nil
	}
	users, err := v.Users(ctx)
	for _, u := range users {
		if u.Role == string(auth.Owner) {
			return u.ID, err
		}
	}
	return 0, err
}

// keepSample makes the records that go with the sample company's story, under one act, as those of sampleUser. What they
// tell of themselves is given: it belongs to the import of the story, and goes with it.
func (s *Server) keepSample(ctx context.Context, r demo.Records, tell Tell) (told []timeline.Event, err error) {
	var keys []person.Key
	for _, who := range r.People() {
		theirs, _ := who.Keys()
		keys = append(keys, theirs...)
	}
	people, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return nil, err
	}
	defer s.forgetSite()
	_, err = s.change(ctx, mutation{verb: sampleVerb, target: demo.Name, also: func(ctx context.Context, t *store.Tx) error {
		user, err := sampleUser(ctx, &t.View)
		if err != nil {
			return err
		}
		m := &sampling{s: s, t: t, who: people, user: user}
		rows, err := t.Aside(func() error { return m.keep(ctx, r) })
		if err == nil {
			told, err = toldIn(rows)
		}
		if err != nil {
			return err
		}
		made, err := json.Marshal(m.made)
		if err != nil {
			return err
		}
		if err := t.Set(ctx, madeSetting, string(made)); err != nil {
			return err
		}
		return t.Set(ctx, sampleSetting, strconv.FormatInt(t.Act, 10))
	}}, tell)
	return told, err
}

// toldIn are the events of rows, but for those that are taken back among them.
func toldIn(rows []flow.Row) (events []timeline.Event, err error) {
	for _, row := range rows {
		if row.Kind == flow.Retract {
			var back flow.Retraction
			if err := json.Unmarshal(row.Body, &back); err != nil {
				return nil, err
			}
			events = slices.DeleteFunc(events, func(e timeline.Event) bool { return e.ID == back.ID })
			continue
		}
		some, err := timeline.ReadRow(row.Body)
		if err != nil {
			return nil, err
		}
		events = append(events, some...)
	}
	return events, nil
}

func (m *sampling) keep(ctx context.Context, r demo.Records) error {
	products, err := m.t.CreateAll(ctx, auth.Everything, record.Product, nil, r.Products)
	if err != nil {
		return err
	}
	var firms []int64
	for _, f := range r.Firms {
		firm, err := m.keepFirm(ctx, f, products[f.Order.Product].ID)
		if err != nil {
			return err
		}
		firms = append(firms, firm)
	}
	for _, d := range r.Deals {
		who := record.Values{"person": m.personOf(person.Identity{Email: r.Firms[d.Firm].Email}), "company": firms[d.Firm]}
		if err := m.keepDeal(ctx, d, who, products[d.Product].ID); err != nil {
			return err
		}
	}
	return errors.Join(m.keepOnboardings(ctx), m.keepTalks(ctx, r.Talks), m.keepLeads(ctx, r.Leads), m.keepMeetings(ctx, r.Meetings), m.keepAsked(ctx, r.Asked), m.keepThanks(ctx, &r, products), m.keepAttract(ctx, &r), m.keepSite(ctx, products))
}

// theirs are the values that say whose a record is.
func (m *sampling) theirs() record.Values {
	if m.user == 0 {
		return record.Values{}
	}
	return record.Values{"owner": m.user}
}

// author is who did what colleagues did, as it is told.
func (m *sampling) author(ctx context.Context) string {
	if m.user == 0 {
		return actorName(auth.From(ctx))
	}
	return UserID(m.user)
}

// keepDeal makes a deal as one that comes from elsewhere: it was opened, and perhaps closed, on days that are past.
func (m *sampling) keepDeal(ctx context.Context, d demo.Deal, who record.Values, product int64) error {
	lines := d.Values["lines"].([]record.Line)
	lines[0].Product = product
	r, err := m.t.Create(ctx, auth.Everything, record.Deal, 0, d.Values.With(m.theirs()).With(who).With(record.Values{"lines": lines}))
	if err != nil || d.Offer == nil {
		return err
	}
	return m.keepOffer(ctx, &r, d.Offer)
}

// keepFirm makes a company, who orders for it a member of it, and their order with what was paid for it.
func (m *sampling) keepFirm(ctx context.Context, f demo.Firm, product int64) (id int64, err error) {
	owned, buyer := m.theirs(), m.personOf(person.Identity{Email: f.Email})
	firm, err := m.t.Create(ctx, auth.Everything, record.Company, 0, f.Values.With(owned))
	if err != nil {
		return 0, err
	}
	member := record.Values{"title": f.Role, "tags": []string{"văn phòng"}, "companies": []record.Membership{{Company: firm.ID, Role: f.Role, Primary: true}}}
	if _, err = m.t.Update(ctx, auth.Everything, record.Person, buyer, member.With(owned), 0); err != nil {
		return 0, err
	}
	lines := f.Order.Values["lines"].([]record.Line)
	lines[0].Product = product
	order, err := m.t.Create(ctx, auth.Everything, record.Order, 0, f.Order.Values.With(owned).With(record.Values{"person": buyer, "company": firm.ID, "lines": lines}))
	if err != nil {
		return 0, err
	}
	return firm.ID, m.keepPaid(ctx, &order, f.Order.Paid)
}

// forgetSampleRecords takes the sample company's records back, and leaves nothing of those it made; what a colleague has
// set on one of its people meanwhile is theirs and stays.
func (s *Server) forgetSampleRecords(ctx context.Context, tell Tell) error {
	action, made, err := s.sampleMade(ctx)
	if err != nil || action == 0 {
		return err
	}
	everything := func(record.Type, auth.Verb) auth.Reach { return auth.Everything }
	anybodys := func(auth.Verb) auth.Reach { return auth.Everything }
	q := store.UndoQuestion{Action: action, Limit: undoStep, Restore: true, Reach: everything, Tasks: anybodys, Hidden: func(record.Type) []string { return nil }}
	if _, err := s.undoAll(ctx, q, tell); err != nil {
		return err
	}
	defer s.forgetSite()
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := errors.Join(t.Discard(ctx, action), t.Unmake(ctx, made), t.Set(ctx, madeSetting, "")); err != nil {
			return err
		}
		return t.Set(ctx, sampleSetting, "")
	})
}

// forgetSite lets go of what is kept in mind of pages, forms, calls to action and articles, which came or went by the sample company.
func (s *Server) forgetSite() {
	s.forgetCTAs()
	s.forms.forget()
	s.articles.forget()
}

// sampleMade is the act under which the sample company's records were made, and what was made beside them; 0: none were.
func (s *Server) sampleMade(ctx context.Context) (action int64, made store.Made, err error) {
	return action, made, s.Records.View(ctx, func(v *store.View) error {
		set, err := v.Settings(ctx)
		if err != nil || set[sampleSetting] == "" {
			return err
		}
		if set[madeSetting] != "" {
			err = json.Unmarshal([]byte(set[madeSetting]), &made)
		}
		if err == nil {
			action, err = strconv.ParseInt(set[sampleSetting], 10, 64)
		}
		return err
	})
}
