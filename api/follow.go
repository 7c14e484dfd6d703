package api

import (
	"context"
	"maps"
	"slices"
	"time"

	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
)

// consumers are those who are told what happens.
func (s *Server) consumers() []follow.Consumer {
	return []follow.Consumer{s.hookTeller(), s.segmentKeeper(), s.referralReader(), s.workflowHearer(), s.formHearer(), s.ctaHearer(), s.consentHearer(), s.surveyHearer(), s.rewardsHearer(), s.onboardingHearer(), s.standIn(), s.leadHearer(), s.loyaltyKeeper()}
}

// Follow tells everybody who reacts to it what happens, until ctx ends.
func (s *Server) Follow(ctx context.Context) error {
	f := &s.follower
	f.Source, f.Places, f.Consumers, f.Logger = happenings{s}, s.Records, s.consumers(), s.Logger
	return f.Run(ctx)
}

// happenings are what happens, as everybody is told of it: follow.Source.
type happenings struct{ s *Server }

// Of the log and of the journal at most so many entries are handed on at once.
const (
	followedEntries = 5000
	followedChanges = 500
)

// End implements follow.Source. While projections are rebuilt nothing is handed on: whoever reacts asks them.
func (h happenings) End(ctx context.Context) (end follow.Place, ok bool, err error) {
	known := h.s.Flow.Known() // before Done, which may overtake it
	end.Seq, end.At = h.s.Flow.Done(), h.s.Now().Truncate(time.Minute).UnixMicro()
	err = h.s.Records.View(ctx, func(v *store.View) (err error) {
		if end.Change, err = v.LastChange(ctx); err == nil {
			end.Consent, err = v.LastConsent(ctx)
		}
		return err
	})
	return end, end.Seq >= known, err
}

// Read implements follow.Source.
func (h happenings) Read(ctx context.Context, after, to follow.Place, w follow.Wants) (*follow.Batch, error) {
	b := &follow.Batch{Place: to}
	log := w.Events || w.Quiet || w.Moves
	if log {
		b.Seq = min(to.Seq, after.Seq+followedEntries)
	}
	if w.Changes && after.Change < to.Change {
		if err := h.changed(ctx, b, after.Change); err != nil {
			return nil, err
		}
	}
	if w.Changes && after.Consent < to.Consent {
		if err := h.agreed(ctx, b, after.Consent); err != nil {
			return nil, err
		}
	}
	if b.Seq != to.Seq || b.Change != to.Change || b.Consent != to.Consent {
		b.At = after.At // time goes on once everything before is known
	}
	if log {
		if err := h.arrived(ctx, b, after.Seq, w.Quiet); err != nil {
			return nil, err
		}
	}
	if w.Moves {
		return b, h.moved(ctx, b, after)
	}
	return b, nil
}

// changed reads on in the journal, whole acts on whole records. What the journal holds of tasks is for taking it back:
// nobody follows it.
func (h happenings) changed(ctx context.Context, b *follow.Batch, after int64) error {
	defer func() {
		b.Changes = slices.DeleteFunc(b.Changes, func(c record.Change) bool { return c.Type == task.Journalled })
	}()
	return h.s.Records.View(ctx, func(v *store.View) (err error) {
		if b.Changes, err = v.ChangesAfter(ctx, after, followedChanges); err != nil || len(b.Changes) < followedChanges {
			return err
		}
		last := b.Changes[len(b.Changes)-1]
		if i := slices.IndexFunc(b.Changes, func(c record.Change) bool { return sameStory(&c, &last) }); i > 0 {
			b.Changes = b.Changes[:i]
		}
		b.Change = b.Changes[len(b.Changes)-1].ID
		return nil
	})
}

// agreed reads on in the ledger of consent.
func (h happenings) agreed(ctx context.Context, b *follow.Batch, after int64) error {
	return h.s.Records.View(ctx, func(v *store.View) (err error) {
		if b.Consents, err = v.ConsentsAfter(ctx, after, followedChanges); err == nil && len(b.Consents) == followedChanges {
			b.Consent = b.Consents[followedChanges-1].ID
		}
		return err
	})
}

// arrived reads the events and the merges of the log's next entries. Of histories that are imported it reads no events: nobody is
// told of them, but whom they are about, where that is wanted.
func (h happenings) arrived(ctx context.Context, b *follow.Batch, after int64, quiet bool) error {
	if after == b.Seq {
		return nil
	}
	silent, profiles, err := h.silent(ctx, after, b.Seq)
	if err != nil {
		return err
	}
	events, err := h.s.Warehouse.Arrived(ctx, after, b.Seq, silent)
	if err != nil {
		return err
	}
	catalogue, _, err := h.s.Warehouse.Catalogue(ctx)
	if err != nil {
		return err
	}
	if !quiet {
		profiles = nil
	}
	people, err := h.people(ctx, events, profiles)
	if err != nil {
		return err
	}
	for _, p := range profiles {
		b.Quiet = append(b.Quiet, people[p])
	}
	for _, e := range events {
		if !follow.Live(&e, e.Import != 0) {
			b.Quiet = append(b.Quiet, people[e.Profile])
			continue
		}
		meaning := catalogue.Meaning(e.Name, timeline.PropertiesOf(e.Properties))
		b.Events = append(b.Events, follow.Event{Event: e, Person: people[e.Profile], Meaning: meaning})
	}
	slices.Sort(b.Quiet)
	b.Quiet = slices.Compact(b.Quiet)
	links, err := h.s.Records.LinksBetween(ctx, after, b.Seq)
	for _, l := range links {
		b.Links = append(b.Links, partedOrJoined(l)...)
	}
	return err
}

// partedOrJoined is what a link says of people: one is the person of the profile it began with.
func partedOrJoined(l person.Link) []follow.Link {
	switch l.Profile {
	case l.From:
		return []follow.Link{{Person: l.From, Into: l.Person}}
	case l.Person:
		return []follow.Link{{Person: l.Person}}
	}
	return nil
}

// silent are the imports among entries that set nothing off, with the profiles their events are about.
func (h happenings) silent(ctx context.Context, after, to int64) (imports, profiles []int64, err error) {
	came, err := h.s.Warehouse.Imported(ctx, after, to)
	if err != nil || len(came) == 0 {
		return nil, nil, err
	}
	err = h.s.Records.View(ctx, func(v *store.View) error {
		asked, err := v.NewsImports(ctx, slices.Collect(maps.Keys(came)))
		for imported, of := range came {
			if !asked[imported] {
				imports, profiles = append(imports, imported), append(profiles, of...)
			}
		}
		return err
	})
	return imports, profiles, err
}

// people tells whose profiles are: those of events, and others.
func (h happenings) people(ctx context.Context, events []flow.Event, others []int64) (map[int64]int64, error) {
	profiles := slices.Clone(others)
	for i := range events {
		profiles = append(profiles, events[i].Profile)
	}
	people := map[int64]int64{}
	if len(profiles) == 0 {
		return people, nil
	}
	slices.Sort(profiles)
	err := h.s.Records.View(ctx, func(v *store.View) error {
		found, err := v.ProfilesByID(ctx, slices.Compact(profiles))
		for _, p := range found {
			people[p.ID] = p.Person
		}
		return err
	})
	return people, err
}

// moved asks who moved between stages, by the news of a batch or by time.
func (h happenings) moved(ctx context.Context, b *follow.Batch, after follow.Place) error {
	q := warehouse.MovedQuestion{After: after.Seq, Upto: b.Seq, From: after.At, To: b.At}
	first := map[int64]int64{} // of each person's news, the instant
	for i := range b.Events {
		e := &b.Events[i]
		if at, ok := first[e.Person]; !ok || e.At < at {
			first[e.Person] = e.At
		}
		q.People = append(q.People, e.Person)
	}
	if after.At == 0 {
		q.From = b.At // new: of what time did before, nothing is told
	}
	if len(q.People) == 0 && q.From == q.To {
		return nil
	}
	moves, err := h.s.Warehouse.Moved(ctx, q)
	for _, m := range moves {
		byTime := q.From < m.At && m.At <= q.To // whatever happened to them meanwhile
		if at, ok := first[m.Person]; !ok || m.At >= at || byTime {
			b.Moves = append(b.Moves, follow.Move{Person: m.Person, Move: m.Move})
		}
	}
	return err
}
