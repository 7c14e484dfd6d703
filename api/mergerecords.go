package api

import (
	"context"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/store"
)

type mergeRecordsOrder struct {
	Type string `path:"type" doc:"people, companies, products or tickets."`
	Body struct {
		From string   `json:"from" doc:"the record that becomes part of the other"`
		Into string   `json:"into" doc:"the one that remains"`
		Take []string `json:"take,omitempty" maxItems:"500" doc:"the fields whose value is to be that of the first; of the others the second's stands, or the first's where it has none"`
	}
}

// MergedAnswer is a merge of two records.
type MergedAnswer struct {
	Act  string `json:"act" doc:"under which it can be undone"`
	From string `json:"from" doc:"now leads to the other"`
	Into string `json:"into"`
}

// mergeRecords makes one record of two, with the values that were chosen. What belongs to the one belongs to the other
// from then on, and its id leads there.
func (s *Server) mergeRecords(ctx context.Context, in *mergeRecordsOrder, tell Tell) (*MergedAnswer, error) {
	from, into, err := s.pair(ctx, in.Type, in.Body.From, in.Body.Into)
	if err != nil {
		return nil, err
	}
	if from.DeletedAt != 0 || into.DeletedAt != 0 {
		return nil, store.ErrRemoved
	}
	if from.Type == record.Order {
		return nil, invalid("two orders are never one; remove the one that was entered by mistake")
	}
	if from.Type == record.Deal {
		return nil, invalid("two deals are never one; remove the one that was entered by mistake")
	}
	if from.Type == record.Ticket && from.Values.Int("person") != into.Values.Int("person") {
		return nil, invalid("these tickets are of two customers; let both name one underlying problem instead")
	}
	if from.Type == record.Person && !auth.From(ctx).May("people:merge") {
		return nil, refused(403, 0, "this needs the permission %s; ask an owner of the workspace for it", "people:merge")
	}
	chosen, kept, err := s.merged(ctx, from, into, in.Body.Take)
	if err != nil {
		return nil, err
	}
	if from.Type == record.Ticket {
		waitsToo(chosen, &from, &into)
	}
	var act int64
	if from.Type == record.Person {
		act, err = s.mergePeople(ctx, from, into, chosen, kept, tell)
	} else {
		act, err = s.mergeThings(ctx, from, into, chosen, tell)
	}
	return &MergedAnswer{ActID(act), refID(record.Ref{Type: from.Type, ID: from.ID}), refID(record.Ref{Type: into.Type, ID: into.ID})}, err
}

// merged are the values the remaining record is to have: those chosen of the other, where it lacks one, and lists
// together; and those it keeps although the other has one, too.
func (s *Server) merged(ctx context.Context, from, into record.Record, take []string) (chosen, kept record.Values, err error) {
	var fields []record.Field
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		fields, err = v.Fields(ctx, into.Type)
		return err
	})
	chosen, kept = record.Values{}, record.Values{}
	hide := hidden(ctx, into.Type)
	for _, f := range fields {
		now, other := into.Values[f.Key], from.Values[f.Key]
		list := f.Kind == record.Tags || f.Kind == record.Firms
		switch {
		case f.ReadOnly || other == nil || list && into.Type == record.Person: // identity gives one's lists to the other
		case f.Kind == record.Tags:
			chosen[f.Key] = union(now, other)
		case now != nil && (slices.Contains(hide, f.Key) || !slices.Contains(take, f.Key)):
			kept[f.Key] = now
		case now != nil || into.Type != record.Person:
			chosen[f.Key] = other
		}
	}
	return chosen, kept, err
}

// waitsToo lets a ticket wait for us where the one that becomes part of it does.
func waitsToo(chosen record.Values, from, into *record.Record) {
	for _, key := range []string{"status", "opened_at", "solved_at", "closed_at", "channel", "kind", "priority"} {
		delete(chosen, key)
	}
	if heard := from.Values.Int("heard_at"); from.Values.Int("waiting_since") != 0 && heard > into.Values.Int("heard_at") {
		chosen["heard_at"] = heard
	}
}

func union(a, b any) any {
	one, _ := a.([]string)
	other, _ := b.([]string)
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(one, other))))
}

// mergePeople merges two people in the log. What was chosen of the one is set on the other before, under the act that
// can be undone. What identity gives of the one by the merge goes with it; what is to stand all the same is set after
// it, under an act of its own: it is what the remaining one had anyway, so that parting them leaves both as they were.
func (s *Server) mergePeople(ctx context.Context, from, into record.Record, chosen, kept record.Values, tell Tell) (act int64, err error) {
	may := reach(ctx, record.Person, auth.Update)
	identifiers := record.Values{}
	for _, key := range []string{"email", "phone"} { // the other's become theirs by the merge, not before
		if value, ok := chosen[key]; ok {
			identifiers[key] = value
			delete(chosen, key)
		}
	}
	also := func(ctx context.Context, t *store.Tx) error {
		act = t.Act
		if _, err := t.Update(ctx, may, record.Person, into.ID, chosen, 0); err != nil {
			return err
		}
		return t.DecideDuplicate(ctx, record.Person, from.ID, into.ID, store.DuplicateMerged, auth.From(ctx).User())
	}
	link := flow.LinkChange{Person: from.ID, Into: into.ID}
	if _, err := s.change(ctx, mutation{verb: "merge", target: PersonID(into.ID), kind: flow.Merge, entry: link, also: also}, tell); err != nil {
		return 0, err
	}
	maps.Copy(kept, identifiers)
	return act, s.Records.Tx(ctx, func(t *store.Tx) error {
		if _, err := t.Note(ctx, store.Act{Actor: actorName(auth.From(ctx)), Verb: "merge", Target: PersonID(into.ID)}); err != nil {
			return err
		}
		_, err := t.Update(ctx, may, record.Person, into.ID, kept, 0)
		return err
	})
}

// mergeThings merges companies or products in the records: people and orders of the one become the other's. The one lets
// go first of what only one record may have.
func (s *Server) mergeThings(ctx context.Context, from, into record.Record, chosen record.Values, tell Tell) (act int64, err error) {
	may := reach(ctx, into.Type, auth.Update)
	_, err = s.change(ctx, mutation{verb: "merge", target: refID(record.Ref{Type: into.Type, ID: into.ID}), entry: map[string]string{"from": refID(record.Ref{Type: from.Type, ID: from.ID})},
		also: func(ctx context.Context, t *store.Tx) error {
			act = t.Act
			if err := t.Merge(ctx, may, from.Type, from.ID, into.ID); err != nil {
				return err
			}
			if _, err := t.Update(ctx, may, into.Type, into.ID, chosen, 0); err != nil {
				return err
			}
			if err := t.Belong(ctx, into.Type, from.ID, into.ID); err != nil {
				return err
			}
			return t.DecideDuplicate(ctx, into.Type, from.ID, into.ID, store.DuplicateMerged, auth.From(ctx).User())
		}}, tell)
	return act, err
}

type unmergeRecordsOrder struct {
	Type string `path:"type" doc:"people, companies, products or tickets."`
	Body struct {
		Act  string `json:"act" doc:"the merge's"`
		From string `json:"from"`
		Into string `json:"into"`
	}
}

// unmergeRecords undoes a merge exactly: both records are again what they were. What somebody changed since stays, and is
// reported.
func (s *Server) unmergeRecords(ctx context.Context, in *unmergeRecordsOrder, tell Tell) (*UndoneAnswer, error) {
	act, err := ParseActID(in.Body.Act)
	if err != nil {
		return nil, err
	}
	from, err := parseRef(in.Body.From)
	if err != nil {
		return nil, err
	}
	into, err := parseRef(in.Body.Into)
	if err != nil {
		return nil, err
	}
	if from.Type == record.Person {
		if _, err := s.link(ctx, flow.Unmerge, flow.LinkChange{Person: from.ID, Into: into.ID}, tell); err != nil {
			return nil, err
		}
	}
	return s.valuesParted(ctx, act, from.Type, flow.LinkChange{Person: from.ID, Into: into.ID}, tell)
}

// valuesParted gives back what a merge changed of two records, and lets them be found alike again.
func (s *Server) valuesParted(ctx context.Context, act int64, of record.Type, pair flow.LinkChange, tell Tell) (*UndoneAnswer, error) {
	a, err := s.takeBackAction(ctx, act, tell)
	if err == nil && len(a.Conflicts) > 0 && of != record.Person {
		a, err = s.takeBackAction(ctx, act, tell) // now that the other has let go of what only one may have
	}
	if err != nil {
		return nil, err
	}
	return a, s.Records.Tx(ctx, func(t *store.Tx) error {
		return t.DecideDuplicate(ctx, of, pair.Person, pair.Into, store.DuplicateOpen, auth.From(ctx).User())
	})
}
