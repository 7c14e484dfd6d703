package flow

import (
	"context"
	"fmt"
	"slices"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// carry takes a stretch through every step and into every projection that has not had it, or lets it wait for more. cursors
// are how far each was when the flow began; no stretch reaches across one.
func (f *Flow) carry(ctx context.Context, s *stretch, cursors []int64) error {
	kept, tallies, err := f.fresh(ctx, s)
	if err != nil {
		return fmt.Errorf("look for duplicates: %w", err)
	}
	if s.to <= slices.Min(cursors[1:]) { // only the memory of ids was behind
		f.reach(s.to, tallies)
		return nil
	}
	b, err := f.batch(ctx, s, kept)
	if err != nil {
		return err
	}
	f.held.add(b, tallies, f.patience(s))
	f.tell(s.to)
	return f.release(ctx, cursors, s.from < slices.Max(cursors) || !f.mayWait())
}

// fresh are the stretch's events that were not there before.
func (f *Flow) fresh(ctx context.Context, s *stretch) ([]*arrived, map[int64]Tallied, error) {
	f.quarantine(s)
	if t, ok := s.decoded.(*Retraction); ok && t.Import != 0 {
		f.Seen.TakeBack(t.Import, s.to)
	}
	var all []*arrived
	var entries []Entry
	for i := range s.rows {
		for k := range s.rows[i].arrived {
			a := &s.rows[i].arrived[k]
			all, entries = append(all, a), append(entries, Entry{a.event.ID, a.Seq})
		}
	}
	duplicates, err := f.Seen.Judge(ctx, entries, s.to, f.importOf)
	if err != nil {
		return nil, nil, err
	}
	kept, tallies := all[:0], map[int64]Tallied{}
	for i, a := range all {
		t := tallies[a.row.Import]
		if duplicates[i] {
			t.Duplicates++
		} else {
			t.Taken++
			kept = append(kept, a)
		}
		tallies[a.row.Import] = t
	}
	delete(tallies, 0)
	return kept, tallies, nil
}

// batch finds out who a stretch is about, and what of it projections are to take in.
func (f *Flow) batch(ctx context.Context, s *stretch, kept []*arrived) (*Batch, error) {
	b := &Batch{From: s.from, To: s.to}
	out, err := f.resolve(ctx, s, kept)
	if err != nil {
		return nil, err
	}
	b.people(out)
	b.entry(s)
	b.events(s, kept, out.Answers)
	return b, nil
}

// resolve finds the profiles of events, or takes in a change by hand.
func (f *Flow) resolve(ctx context.Context, s *stretch, kept []*arrived) (person.Outcome, error) {
	if c, ok := s.decoded.(*LinkChange); ok {
		row := &s.rows[0]
		return f.People.Change(ctx, person.Change{Seq: row.Seq, ReceivedAt: row.ReceivedAt, Person: c.Person, Into: c.Into, Undo: row.Kind == Unmerge})
	}
	arrivals := make([]person.Arrival, len(kept))
	for i, a := range kept {
		arrivals[i] = a.Arrival
	}
	return f.People.Resolve(ctx, arrivals, s.from, s.to)
}

// events adds the stored form of events, what they state of their people, and what could not be read.
func (b *Batch) events(s *stretch, kept []*arrived, answers []person.Answer) {
	b.Events = make([]Event, 0, len(kept))
	for i, a := range kept {
		if id, ok := a.event.Retracts(); ok {
			b.Retractions = append(b.Retractions, Retracted{Retraction{ID: id}, a.Seq, a.ReceivedAt})
			continue
		}
		b.Events = append(b.Events, a.stored(answers[i], s.currency))
		if a.Name != "" || a.fields != nil {
			b.Traits = append(b.Traits, Trait{Profile: answers[i].Profile, Seq: a.Seq, At: a.At, ReceivedAt: a.ReceivedAt, ID: a.ID,
				Rank: a.Rank, Name: a.Name, Fields: a.fields})
		}
	}
	for i := range s.rows {
		b.Quarantined = append(b.Quarantined, s.rows[i].bad...)
	}
}

// entry adds a row that is not of events.
func (b *Batch) entry(s *stretch) {
	row := &s.rows[0]
	switch d := s.decoded.(type) {
	case *Retraction:
		b.Retractions = append(b.Retractions, Retracted{*d, row.Seq, row.ReceivedAt})
	case *timeline.Catalogue:
		b.Catalogues = append(b.Catalogues, Rules{Version: row.Seq, Seq: row.Seq, ReceivedAt: row.ReceivedAt, Body: row.Body})
	}
}

// people adds what became of profiles.
func (b *Batch) people(out person.Outcome) {
	for _, p := range out.Founded {
		b.Profiles = append(b.Profiles, Profile{ID: p.ID, Seq: p.Seq, ReceivedAt: p.ReceivedAt, Kind: p.Key.Kind, Value: p.Key.Value})
	}
	for _, l := range out.Links {
		b.Links = append(b.Links, Link{Profile: l.Profile, Person: l.Person, Seq: l.Seq, ReceivedAt: l.ReceivedAt})
	}
}
