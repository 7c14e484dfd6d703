package warehousetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"banhda/hub/timeline"
	"banhda/warehouse"
)

// Past implements Asked: the whole past at once, whatever the limit.
func (r *Reference) Past(_ context.Context, c warehouse.Cut, q warehouse.PastQuestion) (past warehouse.Past, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	living := map[int64]bool{}
	for _, p := range q.People {
		living[s.person(p)] = true
	}
	for _, p := range s.chosen() {
		if !living[p.id] {
			continue
		}
		for _, e := range slices.Backward(s.events(p)) { // oldest first, so that a stable order can be turned round
			past.Events = append(past.Events, warehouse.PastEvent{Person: p.id, TimelineEvent: e})
		}
		l, _ := s.book.Life(p.id)
		for _, m := range slices.Backward(l.Moves) {
			past.Moves = append(past.Moves, warehouse.PastMove{Person: p.id, Move: m})
		}
	}
	derived := func(e warehouse.PastEvent) int {
		if e.Derived {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(past.Events, func(a, b warehouse.PastEvent) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(derived(a), derived(b)))
	})
	slices.Reverse(past.Events)
	slices.SortStableFunc(past.Moves, func(a, b warehouse.PastMove) int { return cmp.Compare(b.At, a.At) })
	return past, s.stamp, nil
}

// LastContacts implements Asked: the rule, event by event.
func (r *Reference) LastContacts(_ context.Context, c warehouse.Cut, people []int64) (list []warehouse.LastContact, _ warehouse.Stamp, _ error) {
	s := r.scene(c)
	for _, p := range s.chosen() {
		if people != nil && !slices.Contains(people, p.id) {
			continue
		}
		last := warehouse.LastContact{Person: p.id, At: s.lastContact(p)}
		if last.At != 0 {
			list = append(list, last)
		}
	}
	slices.SortFunc(list, func(a, b warehouse.LastContact) int { return cmp.Compare(a.Person, b.Person) })
	return list, s.stamp, nil
}

// pasts asks for what happened to one person, to several and to everybody, and when each was last in touch.
func (i *interviewer) pasts() {
	ctx := context.Background()
	for _, people := range [][]int64{{1}, {2, 3}, {7, 5, 3, 1, 1}, {1000}} {
		p, s, err := i.Past(ctx, i.cut, warehouse.PastQuestion{People: people, Limit: 10_000})
		i.note(fmt.Sprint("the past of ", people), p, s, err)
	}
	for _, people := range [][]int64{nil, {5, 1, 3}} {
		l, s, err := i.LastContacts(ctx, i.cut, people)
		i.note(fmt.Sprint("last contacts of ", people), l, s, err)
	}
}

// lastContact is the latest of somebody's events that is a contact; 0: none.
func (s *scene) lastContact(p *someone) (at int64) {
	for i, e := range p.events {
		if timeline.Contact(e.Name, p.Events[i].Kind.Meaning(), e.Campaign != "") {
			at = max(at, e.At)
		}
	}
	return at
}
