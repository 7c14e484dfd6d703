package duckdb

import (
	"runtime"
	"slices"
	"sync"

	"banhda/wheel"
)

// foldAll folds everybody, on all cores.
func (w *world) foldAll() {
	w.referrals, w.friends = map[int64]wheel.Referral{}, map[int64][]int64{}
	for i := range w.people {
		if w.people[i].accepts {
			w.refer(&w.people[i])
		}
	}
	w.lives = make([]wheel.Life, len(w.people))
	var wg sync.WaitGroup
	for _, part := range parts(len(w.people)) {
		wg.Go(func() {
			f := wheel.NewFolder(w.catalogue.Times, wheel.Forever)
			for i := part.from; i < part.to; i++ {
				w.fold(f, i)
			}
		})
	}
	wg.Wait()
	w.folder = wheel.NewFolder(w.catalogue.Times, wheel.Forever)
	w.book = wheel.NewBook(w.lives)
}

// span is a stretch of places.
type span struct{ from, to int }

// parts divides n places among the cores, in order.
func parts(n int) []span {
	k := max(1, min(runtime.GOMAXPROCS(0), n/1024))
	all := make([]span, k)
	for i := range all {
		all[i] = span{n * i / k, n * (i + 1) / k}
	}
	return all
}

// fold makes the Life of the person at a place. Whether the referrer is known by a readout's now, the book sees.
func (w *world) fold(f *wheel.Folder, i int) {
	h := &w.people[i]
	l := f.Fold(w.history(h), wheel.Derive(w.sent(h.person), w.joined, w.bought))
	if r, ok := w.referrals[h.person]; ok {
		l.Referrer, l.AcceptedAt = r.Referrer, r.AcceptedAt
	}
	w.lives[i] = l
}

func (w *world) history(h *history) wheel.History {
	return wheel.History{Person: h.person, Events: h.events, Details: w.details}
}

// sent are the referrals that name a person.
func (w *world) sent(referrer int64) []wheel.Referral {
	friends := w.friends[referrer]
	if len(friends) == 0 {
		return nil
	}
	refs := make([]wheel.Referral, len(friends))
	for i, friend := range friends {
		refs[i] = w.referrals[friend]
	}
	return refs
}

// exists reports whether somebody has an event.
func (w *world) exists(person int64) bool {
	i, ok := w.find(person)
	return ok && len(w.people[i].events) > 0
}

// refer finds anew who referred a person, and gives those whose derived events change by that.
func (w *world) refer(h *history) (touched []int64) {
	r, ok := wheel.Refer(w.history(h), w.person, wheel.Forever)
	old, had := w.referrals[h.person]
	if ok == had && r == old {
		return nil
	}
	if had {
		w.friends[old.Referrer] = slices.DeleteFunc(w.friends[old.Referrer], func(f int64) bool { return f == h.person })
		delete(w.referrals, h.person)
		touched = append(touched, old.Referrer)
	}
	if ok {
		w.referrals[h.person] = r
		w.friends[r.Referrer] = append(w.friends[r.Referrer], h.person)
		touched = append(touched, r.Referrer)
	}
	return touched
}
