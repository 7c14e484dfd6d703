package duckdb

import (
	"cmp"
	"context"
	"slices"

	"banhda/warehouse"
	"banhda/wheel"
)

// Moved implements warehouse.Warehouse.
func (w *Warehouse) Moved(ctx context.Context, q warehouse.MovedQuestion) (all []warehouse.PastMove, err error) {
	_, err = w.ask(ctx, warehouse.Cut{AsOf: wheel.Forever, KnownAt: wheel.Forever}, nil, func(v *view) error {
		f := wheel.NewFolder(v.catalogue.Times, wheel.Forever)
		for _, person := range v.withReferrers(q.People) {
			if place, ok := v.find(person); ok {
				all = append(all, v.movedBy(f, place, q)...)
			}
		}
		if q.To > q.From {
			all = append(all, v.movedByTime(q)...)
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b warehouse.PastMove) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Person, b.Person))
	})
	return all, err
}

// withReferrers are people and those who referred them, each once.
func (v *view) withReferrers(people []int64) []int64 {
	all := slices.Clone(people)
	for _, p := range people {
		if r, ok := v.referrals[p]; ok {
			all = append(all, r.Referrer)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// movedBy are the moves of a person that there are with the entries up to q.Upto and were not with those up to q.After.
func (v *view) movedBy(f *wheel.Folder, place int, q warehouse.MovedQuestion) (list []warehouse.PastMove) {
	before := v.movesUpTo(f, place, q.After)
	for _, m := range v.movesUpTo(f, place, q.Upto) {
		if !slices.Contains(before, m) {
			list = append(list, warehouse.PastMove{Person: v.people[place].person, Move: m})
		}
	}
	return list
}

// movesUpTo are the moves that events brought about, as known with the entries up to one.
func (v *view) movesUpTo(f *wheel.Folder, place int, seq int64) []wheel.Move {
	then := v.historyUpTo(place, seq)
	derived := wheel.Derive(v.sentUpTo(then.Person, seq), v.joined, v.bought)
	life := f.Fold(then, derived)
	return slices.DeleteFunc(slices.Clone(life.Moves), func(m wheel.Move) bool {
		return !eventAt(then.Events, m.At) && !eventAt(derived, m.At)
	})
}

func (v *view) historyUpTo(place int, seq int64) wheel.History {
	h := &v.people[place]
	then := wheel.History{Person: h.person, Details: v.details}
	for i, e := range h.events {
		if h.seqs[i] <= seq {
			then.Events = append(then.Events, e)
		}
	}
	return then
}

// sentUpTo are the referrals by those whom a person referred, as known with the entries up to one.
func (v *view) sentUpTo(person, seq int64) (refs []wheel.Referral) {
	for _, friend := range v.friends[person] {
		place, ok := v.find(friend)
		if !ok {
			continue
		}
		if r, ok := wheel.Refer(v.historyUpTo(place, seq), v.person, wheel.Forever); ok && r.Referrer == person {
			refs = append(refs, r)
		}
	}
	return refs
}

// movedByTime are the moves that no event brought about.
func (v *view) movedByTime(q warehouse.MovedQuestion) (list []warehouse.PastMove) {
	for place := range v.lives {
		for _, m := range v.lives[place].Moves {
			if q.From < m.At && m.At <= q.To && !v.moved(place, m.At) {
				list = append(list, warehouse.PastMove{Person: v.people[place].person, Move: m})
			}
		}
	}
	return list
}

// moved reports whether something happened on a person's line at an instant.
func (v *view) moved(place int, at int64) bool {
	h := &v.people[place]
	return eventAt(h.events, at) || eventAt(wheel.Derive(v.sent(h.person), v.joined, v.bought), at)
}

// eventAt reports whether one of events, which are in order, is of an instant.
func eventAt(events []wheel.Event, at int64) bool {
	_, found := slices.BinarySearchFunc(events, at, func(e wheel.Event, at int64) int { return cmp.Compare(e.At, at) })
	return found
}
