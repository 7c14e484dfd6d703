package api

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// newPerson tells the log of somebody nobody knew, and gives the id it founded.
func (s *Server) newPerson(ctx context.Context, values record.Values, tell Tell) (int64, error) {
	if err := s.free(ctx, 0, values); err != nil {
		return 0, err
	}
	house := person.Key{Kind: person.House, Value: rand.Text()}
	who := person.Identity{External: map[string]string{"banhda": house.Value}, Email: values.Text("email"), Phone: values.Text("phone")}
	if err := s.acquaint(ctx, tell, who); err != nil {
		return 0, err
	}
	found, err := s.Records.Profiles(ctx, []person.Key{house})
	return found[house].Person, err
}

// tellIdentifiers tells the log what somebody is known by from now on, where values set an address or a number it does
// not know of them. told is whether there was anything to tell.
func (s *Server) tellIdentifiers(ctx context.Context, r record.Record, values record.Values, tell Tell) (told bool, err error) {
	if err := s.free(ctx, r.ID, values); err != nil {
		return false, err
	}
	profiles, err := s.Records.ProfilesOf(ctx, []int64{r.ID})
	if err != nil {
		return false, err
	}
	fresh := record.Values{}
	for _, kind := range []string{person.Email, person.Phone} {
		if value := values.Text(kind); value != "" && !knownBy(profiles, person.Key{Kind: kind, Value: value}) {
			fresh[kind] = value
		}
	}
	if len(fresh) == 0 {
		return false, nil
	}
	house, all := houseKey(profiles)
	for _, kind := range []string{person.Email, person.Phone} {
		if value := fresh.Text(kind); value != "" {
			who := person.Identity{External: house}
			if kind == person.Email {
				who.Email = value
			} else {
				who.Phone = value
			}
			all = append(all, who)
		}
	}
	return true, s.acquaint(ctx, tell, all...)
}

// houseKey is the key this product knows somebody by, and what has to be told the log first where they have none yet.
func houseKey(profiles []person.Profile) (house map[string]string, first []person.Identity) {
	for _, p := range profiles {
		if p.Key.Kind == person.House {
			return map[string]string{"banhda": p.Key.Value}, nil
		}
	}
	house = map[string]string{"banhda": rand.Text()}
	who := profiles[0].Key.Identity()
	if who.External == nil {
		who.External = map[string]string{}
	}
	who.External["banhda"] = house["banhda"]
	return house, []person.Identity{who}
}

func knownBy(profiles []person.Profile, k person.Key) bool {
	for _, p := range profiles {
		if p.Key == k {
			return true
		}
	}
	return false
}

// free reports whether the address and the number among values are nobody else's.
func (s *Server) free(ctx context.Context, id int64, values record.Values) error {
	for _, kind := range []string{person.Email, person.Phone} {
		k := person.Key{Kind: kind, Value: values.Text(kind)}
		if k.Value == "" {
			continue
		}
		found, err := s.Records.Profiles(ctx, []person.Key{k})
		if err != nil {
			return err
		}
		if p, ok := found[k]; ok && p.Person != id {
			return s.belongs(ctx, k, p.Person)
		}
	}
	return nil
}

// belongs says whose an identifier is, as far as who asks may know.
func (s *Server) belongs(ctx context.Context, k person.Key, id int64) error {
	var r record.Record
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		r, err = v.Record(ctx, reach(ctx, record.Person, auth.Read), record.Person, id)
		return err
	})
	switch {
	case errors.Is(err, store.ErrNotFound):
		return refused(http.StatusConflict, 0, "%s belongs to somebody else already", k.Value)
	case err != nil:
		return err
	case r.DeletedAt != 0:
		return refused(http.StatusConflict, 0, "%s belongs to %s (%s), who is in the bin: restore them", k.Value, r.Name(), PersonID(r.ID))
	}
	return refused(http.StatusConflict, 0, "%s belongs to %s (%s) already: open them, or merge the two", k.Value, r.Name(), PersonID(r.ID))
}

// acquaint tells the log who somebody is, with the rank of staff, and waits until identity knows.
func (s *Server) acquaint(ctx context.Context, tell Tell, all ...person.Identity) error {
	events := make([]timeline.Event, len(all))
	for i, who := range all {
		events[i] = timeline.Event{ID: "staff-" + rand.Text(), Name: identified, At: s.Now().UnixMicro(), Person: who}
		events[i].Clean()
		if err := events[i].Check(); err != nil {
			return wrong(err)
		}
	}
	rows := []flow.Row{{Kind: flow.Events, Source: "staff", Rank: person.StaffRank, Count: int64(len(events)), Body: timeline.AppendRow(nil, events)}}
	if err := s.Log.Append(ctx, rows); err != nil {
		return err
	}
	return s.waitFor(ctx, rows[0].Seq+rows[0].Count-1, tell)
}
