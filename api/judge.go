package api

import (
	"context"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/drive/follow"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

const segmentFollower = "segments"

// segmentKeeper keeps scores and the members of segments up to date, as things happen to people.
func (s *Server) segmentKeeper() follow.Consumer {
	return follow.Consumer{Name: segmentFollower, Wants: s.segmentsWant, Take: s.judgeTouched}
}

// segmentsWant is everything, where the members of any segment are kept or people are scored.
func (s *Server) segmentsWant(ctx context.Context) (follow.Wants, error) {
	list, err := s.keptSegments(ctx)
	if err != nil {
		return follow.Wants{}, err
	}
	rules, err := s.scoring(ctx)
	any := len(list) > 0 || len(rules.Rules) > 0
	return follow.Wants{Changes: any, Events: any, Quiet: any, Moves: any}, err
}

// judgeTouched judges everybody anew to whom something happened. What is no news brings them in or out without a word.
func (s *Server) judgeTouched(ctx context.Context, b *follow.Batch) error {
	told, err := s.touched(ctx, b)
	if err != nil || len(told) == 0 {
		return err
	}
	ctx = auth.With(ctx, auth.Actor{Kind: auth.System})
	people := slices.Sorted(maps.Keys(told))
	if err := s.scoreTouched(ctx, people); err != nil {
		return err
	}
	all, err := s.keptSegments(ctx)
	if err != nil {
		return err
	}
	kept := slices.DeleteFunc(all, func(one segment.Saved) bool { return one.JudgedAt == 0 })
	return s.judge(ctx, kept, people, func(person int64) bool { return told[person] },
		func(t *store.Tx) error { return t.SetFollowed(ctx, segmentFollower, b.Place) })
}

// touched are the people to whom something happened, and of each whether that was news.
func (s *Server) touched(ctx context.Context, b *follow.Batch) (map[int64]bool, error) {
	told := map[int64]bool{}
	note := func(person int64, news bool) { told[person] = told[person] || news }
	for _, person := range b.Quiet {
		note(person, false)
	}
	for i := range b.Events {
		note(b.Events[i].Person, true)
	}
	for _, m := range b.Moves {
		note(m.Person, true)
	}
	for _, l := range b.Links {
		note(l.Person, false)
		if l.Into != 0 {
			note(l.Into, false)
		}
	}
	for _, e := range b.Consents {
		note(e.Person, e.How != importVerb)
	}
	imported, err := s.importedActs(ctx, b.Changes)
	if err != nil {
		return nil, err
	}
	buyers, err := s.buyers(ctx, b.Changes)
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Type == record.Person {
			note(c.Record, !imported[c.Act])
		}
		for _, person := range buyers[c.ID] {
			note(person, !imported[c.Act])
		}
	}
	return told, err
}

// importedActs are the acts of changes that an import did.
func (s *Server) importedActs(ctx context.Context, changes []record.Change) (map[int64]bool, error) {
	var ids []int64
	for i := range changes {
		ids = append(ids, changes[i].Act)
	}
	slices.Sort(ids)
	imported := map[int64]bool{}
	err := s.Records.View(ctx, func(v *store.View) error {
		acts, err := v.ActsByID(ctx, slices.Compact(ids))
		for id, act := range acts {
			imported[id] = act.Verb == "import"
		}
		return err
	})
	return imported, err
}

// turned are those among some people who came into a segment, and those who went out of it.
type turned struct {
	segment    segment.Saved
	came, went []int64
}

// judge finds out which of some people belong to which segments, and writes down what became another, with what also
// writes. news says of whom the log is told. Only one judges at a time, so that nobody comes or goes twice.
func (s *Server) judge(ctx context.Context, kept []segment.Saved, people []int64, news func(person int64) bool, also func(*store.Tx) error) error {
	s.judging.Lock()
	defer s.judging.Unlock()
	changes, err := s.turns(ctx, kept, people)
	if err != nil || len(changes) == 0 {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, c := range changes {
			if err := turnSegment(ctx, t, c, news); err != nil {
				return err
			}
		}
		return also(t)
	})
}

// turns compares who belongs to segments with who did.
func (s *Server) turns(ctx context.Context, kept []segment.Saved, people []int64) (changes []turned, err error) {
	nodes, err := s.settledAmong(ctx, kept, people)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		for i, one := range kept {
			is, _, err := v.FindIDs(ctx, store.Finding{Type: record.Person, Where: nodes[i], IDs: people, Reach: auth.Everything, Limit: len(people)})
			if err != nil {
				return err
			}
			was, err := v.MembersAmong(ctx, one.ID, people)
			if err != nil {
				return err
			}
			if c := (turned{one, without(is, was), without(was, is)}); len(c.came)+len(c.went) > 0 {
				changes = append(changes, c)
			}
		}
		return nil
	})
	return changes, err
}

// without are the ids of a list that are not in another.
func without(list, other []int64) (rest []int64) {
	there := segment.NewSet(other...)
	for _, id := range list {
		if !there.Has(id) {
			rest = append(rest, id)
		}
	}
	return rest
}

// settledAmong binds segments' conditions and has what they ask of history answered, for some people only.
func (s *Server) settledAmong(ctx context.Context, kept []segment.Saved, people []int64) (nodes []segment.Node, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		for _, one := range kept {
			n, err := s.condition(ctx, v, record.Person, one.Condition)
			if err != nil {
				return err
			}
			nodes = append(nodes, n)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all segment.And
	for _, n := range nodes {
		all = append(all, n)
	}
	settled, err := s.settledWithin(ctx, all, people)
	if err != nil {
		return nil, err
	}
	answers, _ := settled.(segment.And)
	return answers, nil
}

// turnSegment writes down who came and went, and tells the log of those who are news.
func turnSegment(ctx context.Context, t *store.Tx, c turned, news func(person int64) bool) error {
	for _, side := range []struct {
		people []int64
		write  func(context.Context, int64, []int64, bool) error
		event  string
	}{{c.came, t.Enter, segment.Entered}, {c.went, t.Leave, segment.Left}} {
		var told, quiet []int64
		for _, person := range side.people {
			if news(person) {
				told = append(told, person)
			} else {
				quiet = append(quiet, person)
			}
		}
		if len(quiet) > 0 {
			if err := side.write(ctx, c.segment.ID, quiet, false); err != nil {
				return err
			}
		}
		if len(told) == 0 {
			continue
		}
		if err := side.write(ctx, c.segment.ID, told, true); err != nil {
			return err
		}
		if err := tellOfSegment(ctx, t, c.segment, side.event, told); err != nil {
			return err
		}
	}
	return nil
}
