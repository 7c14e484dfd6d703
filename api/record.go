package api

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
)

// RecordAnswer is one record as who asks may see it. Money is in minor units, instants are in RFC 3339.
type RecordAnswer struct {
	ID        string         `json:"id"`
	Type      string         `json:"type"`
	Version   int64          `json:"version" doc:"counts its changes; the ETag"`
	CreatedAt string         `json:"created_at"`
	UpdatedAt string         `json:"updated_at"`
	DeletedAt string         `json:"deleted_at,omitempty" doc:"since when it has been in the bin"`
	Values    map[string]any `json:"values" doc:"by field key; a field without a value is left out"`
	Links     map[string]any `json:"links,omitempty" doc:"of fields that refer to something: {id, name}, or a list of such"`

	Identifiers []Profile `json:"identifiers,omitempty" doc:"of a person asked for alone: what they are known by outside"`
	Greeting    string    `json:"greeting,omitempty" doc:"of a person asked for alone: how to address them"`
	Act         string    `json:"act,omitempty" doc:"of a change: the act it can be undone by"`
}

func (a *RecordAnswer) tag() string { return strconv.Quote(strconv.FormatInt(a.Version, 10)) }

// showRecords are records of one type as who asks may see them, with the names of what they link to.
func showRecords(ctx context.Context, v *store.View, t record.Type, list []record.Record) ([]RecordAnswer, error) {
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return nil, err
	}
	hide := hidden(ctx, t)
	fields = slices.DeleteFunc(slices.Clone(fields), func(f record.Field) bool { return slices.Contains(hide, f.Key) })
	var refs []record.Ref
	for i := range list {
		for k := range fields {
			refs = append(refs, refsIn(&fields[k], list[i].Values[fields[k].Key])...)
		}
	}
	names, err := namesOf(ctx, v, refs)
	shown := make([]RecordAnswer, len(list))
	for i := range list {
		shown[i] = showRecord(&list[i], fields, names)
	}
	return shown, err
}

func showRecord(r *record.Record, fields []record.Field, n names) RecordAnswer {
	a := RecordAnswer{ID: refID(record.Ref{Type: r.Type, ID: r.ID}), Type: r.Type.Plural(), Version: r.Version,
		CreatedAt: showInstant(r.CreatedAt), UpdatedAt: showInstant(r.UpdatedAt), Values: map[string]any{}, Links: map[string]any{}}
	if r.DeletedAt > 0 {
		a.DeletedAt = showInstant(r.DeletedAt)
	}
	for i := range fields {
		f := &fields[i]
		value := r.Values[f.Key]
		if value == nil || f.Archived {
			continue
		}
		a.Values[f.Key] = showValue(f, value)
		if link := n.link(f, value); link != nil {
			a.Links[f.Key] = link
		}
	}
	return a
}

// shownOne is one record as who asks may see it; of a person with all they are known by.
func (s *Server) shownOne(ctx context.Context, v *store.View, r record.Record) (*RecordAnswer, error) {
	shown, err := showRecords(ctx, v, r.Type, []record.Record{r})
	if err != nil {
		return nil, err
	}
	a := &shown[0]
	if r.Type != record.Person {
		return a, nil
	}
	a.Greeting = record.Greeting(r.Values.Text("honorific"), r.Name())
	hide := hidden(ctx, r.Type)
	profiles, err := v.ProfilesOf(ctx, []int64{r.ID})
	for _, p := range profiles {
		if p.Key.Kind != person.House && !slices.Contains(hide, p.Key.Kind) {
			a.Identifiers = append(a.Identifiers, Profile{p.Key.Kind, p.Key.Value})
		}
	}
	return a, err
}

func (s *Server) showOneRecord(ctx context.Context, in *RecordPath, _ Tell) (a *RecordAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, *in)
		if err == nil {
			a, err = s.shownOne(ctx, v, r)
		}
		return err
	})
	return a, err
}

type recordOrder struct {
	Type string `path:"type" enum:"people,companies,products,orders,deals,tickets"`
	Body struct {
		Values map[string]any `json:"values" doc:"by field key; money in minor units, or as text as people write it (500k, 1tr2)"`
		Reason string         `json:"reason,omitempty" maxLength:"500" doc:"why, for the audit trail"`
	}
}

// addRecord makes a record. A person begins in the log.
func (s *Server) addRecord(ctx context.Context, in *recordOrder, tell Tell) (*RecordAnswer, error) {
	t, _ := record.ParseType(in.Type)
	var values record.Values
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		values, err = readValues(ctx, v, t, in.Body.Values)
		return err
	})
	if err != nil {
		return nil, err
	}
	if t == record.Person {
		return s.addPerson(ctx, values, in.Body.Reason, tell)
	}
	return s.write(ctx, "create", in.Body.Reason, t, func(ctx context.Context, tx *store.Tx) (record.Record, error) {
		r, err := tx.Create(ctx, reach(ctx, t, auth.Create), t, 0, values)
		if err != nil || t != record.Deal {
			return r, err
		}
		setup, err := tx.DealSetup(ctx)
		return r, orElse(err, setup.Begun(r.Values))
	}, tell)
}

type recordChange struct {
	RecordPath
	IfMatch string `header:"If-Match" doc:"The ETag of what was changed: refused with 412 where it is another by now."`
	Body    struct {
		Values map[string]any `json:"values" doc:"what to set, by field key; null clears"`
		Reason string         `json:"reason,omitempty" maxLength:"500" doc:"why, for the audit trail"`
	}
}

func (s *Server) changeRecord(ctx context.Context, in *recordChange, tell Tell) (*RecordAnswer, error) {
	version, err := readTag(in.IfMatch)
	if err != nil {
		return nil, err
	}
	r, values, err := s.changing(ctx, in)
	if err != nil {
		return nil, err
	}
	if r.Type == record.Person {
		if a, ok, err := s.changeIdentifiers(ctx, r, values, version, in.Body.Reason, tell); ok || err != nil {
			return a, err
		}
	}
	return s.write(ctx, "update", in.Body.Reason, r.Type, func(ctx context.Context, tx *store.Tx) (record.Record, error) {
		return tx.Update(ctx, reach(ctx, r.Type, auth.Update), r.Type, r.ID, values, version)
	}, tell)
}

// changing is the record to be changed and what is to be set of it.
func (s *Server) changing(ctx context.Context, in *recordChange) (r record.Record, values record.Values, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		if r, err = s.seen(ctx, v, in.RecordPath); err != nil {
			return err
		}
		if !reach(ctx, r.Type, auth.Update).Reaches(r.Values.Int("owner"), r.Values.Int("team")) {
			return refused(http.StatusForbidden, 0, "%s is not among what you may change", in.ID)
		}
		values, err = readValues(ctx, v, r.Type, in.Body.Values)
		return err
	})
	return r, values, err
}

// readTag reads a version from an ETag; 0 for none.
func readTag(tag string) (int64, error) {
	if tag == "" || tag == "*" {
		return 0, nil
	}
	version, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(tag, "W/"), `"`), 10, 64)
	if err != nil {
		return 0, invalid("%s is not an ETag of a record", tag)
	}
	return version, nil
}

// write writes one record under an act of its own, and shows it as it is then.
func (s *Server) write(ctx context.Context, verb, reason string, t record.Type, do func(context.Context, *store.Tx) (record.Record, error), tell Tell) (a *RecordAnswer, err error) {
	var r record.Record
	var act int64
	_, err = s.change(ctx, mutation{verb: verb, reason: reason, made: func() string { return refID(record.Ref{Type: t, ID: r.ID}) },
		also: func(ctx context.Context, tx *store.Tx) (err error) {
			act = tx.Act
			r, err = do(ctx, tx)
			return err
		}}, tell)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.shownOne(ctx, v, r)
		return err
	})
	if err == nil {
		a.Act = ActID(act)
	}
	return a, err
}

// ActAnswer names the act under which something was done, by which it can be undone.
type ActAnswer struct {
	Act string `json:"act"`
}

func (s *Server) removeRecord(ctx context.Context, in *RecordPath, tell Tell) (*ActAnswer, error) {
	return s.bin(ctx, "delete", in, tell, func(ctx context.Context, tx *store.Tx, r record.Record, may auth.Reach) error {
		return tx.Remove(ctx, may, r.Type, r.ID)
	})
}

func (s *Server) restoreRecord(ctx context.Context, in *RecordPath, tell Tell) (*ActAnswer, error) {
	return s.bin(ctx, "restore", in, tell, func(ctx context.Context, tx *store.Tx, r record.Record, may auth.Reach) error {
		return tx.Restore(ctx, may, r.Type, r.ID)
	})
}

// bin puts a record into the bin or takes it out: whoever may do the one may do the other.
func (s *Server) bin(ctx context.Context, verb string, in *RecordPath, tell Tell, do func(context.Context, *store.Tx, record.Record, auth.Reach) error) (a *ActAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: in.ID, also: func(ctx context.Context, tx *store.Tx) error {
		r, err := s.seen(ctx, &tx.View, *in)
		if err != nil {
			return err
		}
		a = &ActAnswer{ActID(tx.Act)}
		err = do(ctx, tx, r, reach(ctx, r.Type, auth.Delete))
		return notFound(err, "%s is not among what you may delete", in.ID)
	}}, tell)
	return a, err
}
