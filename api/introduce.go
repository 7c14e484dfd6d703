package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// introduced is the job of keeping what was set on somebody, once identity knows by what.
const introduced job.Kind = "introduce"

// introductionWaits is how long whoever asked has to keep it: after that, the house does it by itself.
const introductionWaits = 5 * time.Second

// introduction is what is to be set on somebody of whom the log is told first. It lies in the transaction that tells the
// log, checked: so whatever happens after, they get it, once.
type introduction struct {
	Key    string                     `json:"key"`              // by which the house knows them
	Person int64                      `json:"person,omitempty"` // 0: whom the log finds or founds by the key
	Values record.Values              `json:"-"`
	Set    map[string]json.RawMessage `json:"set"` // Values; null clears

	Reach  auth.Reach  `json:"reach"`
	Act    int64       `json:"act"`
	Actor  string      `json:"actor"`
	Verb   string      `json:"verb"`
	Reason string      `json:"reason,omitempty"`
	Origin auth.Origin `json:"origin"`
}

// addPerson makes a person: the log is told by what they are known, and everything else is set on who it founds.
func (s *Server) addPerson(ctx context.Context, values record.Values, reason string, tell Tell) (*RecordAnswer, error) {
	if err := s.free(ctx, 0, values); err != nil {
		return nil, err
	}
	i := introduction{Key: rand.Text(), Values: values, Reach: reach(ctx, record.Person, auth.Create), Verb: "create", Reason: reason}
	who := person.Identity{External: map[string]string{"banhda": i.Key}, Email: values.Text("email"), Phone: values.Text("phone")}
	return s.makeKnown(ctx, i, record.Record{}, 0, []person.Identity{who}, tell)
}

// changeIdentifiers sets values of a person among which are addresses or numbers nobody knows of them yet. ok is false
// where there are none: then nothing was done.
func (s *Server) changeIdentifiers(ctx context.Context, r record.Record, values record.Values, version int64, reason string, tell Tell) (a *RecordAnswer, ok bool, err error) {
	if err := s.free(ctx, r.ID, values); err != nil {
		return nil, false, err
	}
	profiles, err := s.Records.ProfilesOf(ctx, []int64{r.ID})
	if err != nil {
		return nil, false, err
	}
	house, all := houseKey(profiles)
	told := len(all)
	for _, kind := range []string{person.Email, person.Phone} {
		who, value := person.Identity{External: house}, values.Text(kind)
		if value == "" || knownBy(profiles, person.Key{Kind: kind, Value: value}) {
			continue
		}
		if kind == person.Email {
			who.Email = value
		} else {
			who.Phone = value
		}
		all = append(all, who)
	}
	if len(all) == told {
		return nil, false, nil
	}
	i := introduction{Key: house["banhda"], Person: r.ID, Values: values, Reach: reach(ctx, record.Person, auth.Update), Verb: "update", Reason: reason}
	a, err = s.makeKnown(ctx, i, r, version, all, tell)
	return a, true, err
}

// makeKnown checks what is to be set on somebody, tells the log by what they are known and leaves the rest as a job, all
// in one transaction; then it does that job, once identity has followed.
func (s *Server) makeKnown(ctx context.Context, i introduction, was record.Record, version int64, by []person.Identity, tell Tell) (*RecordAnswer, error) {
	row, err := s.statement(by)
	if err != nil {
		return nil, err
	}
	target := record.Person.Plural()
	if was.ID != 0 {
		target = PersonID(was.ID)
	}
	key := rand.Text()
	_, err = s.change(ctx, mutation{verb: i.Verb, target: target, reason: i.Reason, also: func(ctx context.Context, t *store.Tx) error {
		i.Act, i.Actor, i.Origin = t.Act, actorName(auth.From(ctx)), auth.OriginOf(ctx)
		if was.ID != 0 {
			if was, err = t.Record(ctx, i.Reach, record.Person, was.ID); err != nil {
				return err
			}
			if version != 0 && version != was.Version {
				return store.ErrChanged
			}
		}
		if err := t.Promise(ctx, i.Reach, was, i.Values); err != nil {
			return err
		}
		if err := t.Post(ctx, row); err != nil {
			return err
		}
		return i.leave(ctx, t, key)
	}}, tell)
	if err != nil {
		return nil, err
	}
	if _, err := s.relayed(ctx, tell); err != nil {
		return nil, err
	}
	return s.keepIntroduction(ctx, key, i)
}

// leave leaves it as a job of the transaction.
func (i *introduction) leave(ctx context.Context, t *store.Tx, key string) (err error) {
	i.Set = make(map[string]json.RawMessage, len(i.Values))
	for k, value := range i.Values {
		if i.Set[k], err = record.EncodeValue(value); err != nil {
			return err
		}
	}
	body, err := json.Marshal(i)
	if err != nil {
		return err
	}
	return t.Enqueue(ctx, introduced, key, body, t.Now()+introductionWaits.Microseconds())
}

// doIntroduction is the job where whoever asked could not do it: the house was closed, or they are gone.
func (s *Server) doIntroduction(ctx context.Context, j job.Job) error {
	var i introduction
	if err := json.Unmarshal(j.Body, &i); err != nil {
		return job.Final(err)
	}
	if _, err := s.relayed(ctx, func(Progress) {}); err != nil {
		return err
	}
	_, err := s.keepIntroduced(auth.Coming(ctx, i.Origin), j.Key, i)
	return err
}

// keepIntroduction does the job, and shows who it is then.
func (s *Server) keepIntroduction(ctx context.Context, key string, i introduction) (a *RecordAnswer, err error) {
	id, err := s.keepIntroduced(ctx, key, i)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := v.Record(ctx, auth.Everything, record.Person, id)
		if err == nil {
			a, err = s.shownOne(ctx, v, r)
		}
		return err
	})
	if err == nil {
		a.Act = ActID(i.Act)
	}
	return a, err
}

// keepIntroduced sets on somebody what was to be set, unless that was done before.
func (s *Server) keepIntroduced(ctx context.Context, key string, i introduction) (int64, error) {
	house := person.Key{Kind: person.House, Value: i.Key}
	found, err := s.Records.Profiles(ctx, []person.Key{house})
	if err != nil {
		return 0, err
	}
	id := found[house].Person
	profiles, err := s.Records.ProfilesOf(ctx, []int64{id})
	if err != nil {
		return 0, err
	}
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.TakeJob(ctx, introduced, key); err != nil {
			return absent(err) // done before
		}
		values, err := i.values(ctx, t, profiles)
		if err != nil {
			return err
		}
		target := refID(record.Ref{Type: record.Person, ID: id})
		if _, err := t.Note(ctx, store.Act{Actor: i.Actor, Verb: i.Verb, Target: target, Reason: i.Reason, Action: i.Act}); err != nil {
			return err
		}
		if err := t.Redeem(ctx, i.Act); err != nil {
			return err
		}
		if i.Person != 0 {
			_, err = t.Update(ctx, i.Reach, record.Person, id, values, 0)
			return err
		}
		r, err := t.Create(ctx, i.Reach, record.Person, id, values)
		if err != nil || r.Values.Int("owner") != 0 {
			return err
		}
		return assignNow(ctx, t)
	})
	return id, err
}

// values are what is to be set, without an address or number that turned out to be somebody else's: identity suggests
// then that the two are one.
func (i *introduction) values(ctx context.Context, t *store.Tx, profiles []person.Profile) (record.Values, error) {
	fields, err := t.Fields(ctx, record.Person)
	index, values := record.Index(fields), record.Values{}
	for key, raw := range i.Set {
		f := index[key]
		if f == nil {
			continue
		}
		if values[key] = nil; string(raw) != "null" {
			values[key] = f.DecodeValue(raw)
		}
		k := person.Key{Kind: key, Value: values.Text(key)}
		if (key == person.Email || key == person.Phone) && k.Value != "" && !knownBy(profiles, k) {
			delete(values, key)
		}
	}
	return values, err
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

// statement is what the log is told of who somebody is, with the rank of staff.
func (s *Server) statement(by []person.Identity) (flow.Row, error) {
	events := make([]timeline.Event, len(by))
	for i, who := range by {
		events[i] = timeline.Event{ID: "staff-" + rand.Text(), Name: identified, At: s.Now().UnixMicro(), Person: who}
		events[i].Clean()
		if err := events[i].Check(); err != nil {
			return flow.Row{}, wrong(err)
		}
	}
	return flow.Row{Kind: flow.Events, Source: "staff", Rank: person.StaffRank, Count: int64(len(events)), Body: timeline.AppendRow(nil, events)}, nil
}
