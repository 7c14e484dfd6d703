package duckdb

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// load reads the world as known at an entry; Forever: everything there is. progress may be nil.
func (w *Warehouse) load(ctx context.Context, seq int64, progress func(done, total int64)) (*world, error) {
	world, err := w.loadIn(ctx, seq, "", progress)
	if errors.Is(err, errDisorder) {
		world, err = w.loadIn(ctx, seq, " ORDER BY profile, happened, id, seq", progress)
	}
	if err != nil {
		return nil, err
	}
	world.foldAll()
	return world, nil
}

func (w *Warehouse) loadIn(ctx context.Context, seq int64, order string, progress func(done, total int64)) (*world, error) {
	l := &loader{progress: progress, aside: map[int64][]stray{}}
	err := w.readTwo(ctx, func(at *standing, a, b *duck.Conn) error {
		l.world = &world{names: at.names, seq: min(seq, at.cursor)}
		if err := l.prepare(ctx, a); err != nil {
			return err
		}
		conditional := l.meanings.conditional()
		body, err := openStream(ctx, a, selectEvents("event_body", seq, conditional)+order)
		if err != nil {
			return err
		}
		recent, err := openStream(ctx, b, selectEvents("event_recent", seq, conditional)+" ORDER BY profile, happened, id, seq")
		if err != nil {
			return errors.Join(err, body.close())
		}
		err = merge(body, recent, l.row)
		return errors.Join(err, body.close(), recent.close())
	})
	if err != nil {
		return nil, err
	}
	l.finish()
	return l.world, nil
}

// loader builds a world from ordered rows.
type loader struct {
	*world
	progress    func(done, total int64)
	done, total int64

	// Everybody's events stand in two slabs. The person being read began at from.
	slab    []wheel.Event
	seqs    []int64
	from    int
	profile int64
	person  int64
	several bool // the person has several profiles
	accepts bool
	// aside are the events of people with several profiles, to be put in order at the end.
	aside map[int64][]stray
}

// stray is an event on its own.
type stray struct {
	event wheel.Event
	seq   int64
	id    string
}

// prepare reads what must be known before the events.
func (l *loader) prepare(ctx context.Context, c *duck.Conn) (err error) {
	if l.catalogue, l.version, err = readCatalogue(ctx, c, l.seq); err != nil {
		return err
	}
	l.meanings = newMeanings(l.catalogue, l.names)
	l.joined, l.bought = l.meanings.derived(friendJoined), l.meanings.derived(friendBought)
	if l.links, err = readLinks(ctx, c, l.seq); err != nil {
		return err
	}
	if l.total, err = number(ctx, c, "SELECT count(*) FROM "+eventTables); err != nil {
		return err
	}
	detailed, err := number(ctx, c, "SELECT count(*) FROM "+eventTables+" WHERE value IS NOT NULL OR sale <> '' OR referrer <> 0")
	l.slab, l.seqs = make([]wheel.Event, 0, l.total), make([]int64, 0, l.total)
	l.details = make([]wheel.Detail, 1, detailed+1)
	return err
}

// row takes in the row a stream stands on.
func (l *loader) row(s *stream) error {
	if p := s.profile[s.i]; p != l.profile {
		l.turn(p)
	}
	l.take(s)
	if l.done++; l.progress != nil && l.done%(1<<20) == 0 {
		l.progress(l.done, l.total)
	}
	return nil
}

// take takes in the row's event.
func (l *loader) take(s *stream) {
	i := s.i
	e := wheel.Event{At: s.happened[i], Kind: l.meanings.kind(s.name[i], s.properties())}
	if d, ok := detail(e.Kind, !s.noValue.At(i), s.value[i], s.currency.View(i), s.sale.View(i), s.referrer[i]); ok {
		e.Detail = l.detail(d)
	}
	if l.several {
		l.aside[l.person] = append(l.aside[l.person], stray{e, s.seq[i], s.id.At(i)})
	} else {
		l.slab, l.seqs = append(l.slab, e), append(l.seqs, s.seq[i])
		l.accepts = l.accepts || e.Kind.Accepted()
	}
}

// turn goes on to the next profile.
func (l *loader) turn(profile int64) {
	l.settle()
	l.profile, l.person = profile, l.links.person(profile)
	l.several = l.person != profile || len(l.members[profile]) > 0
}

// settle ends the person whose events were last appended.
func (l *loader) settle() {
	if to := len(l.slab); to > l.from {
		l.people = append(l.people, history{l.person, l.slab[l.from:to:to], l.seqs[l.from:to:to], l.accepts})
		l.from, l.accepts = to, false
	}
}

// finish puts everybody in order.
func (l *loader) finish() {
	l.settle()
	l.events = len(l.slab)
	for person, strays := range l.aside {
		l.people = append(l.people, gather(person, strays))
		l.events += len(strays)
	}
	slices.SortFunc(l.people, func(a, b history) int { return cmp.Compare(a.person, b.person) })
	if l.progress != nil {
		l.progress(l.total, l.total)
	}
}

// gather puts a person's events in order.
func gather(person int64, strays []stray) history {
	slices.SortFunc(strays, func(a, b stray) int {
		return cmp.Or(cmp.Compare(a.event.At, b.event.At), strings.Compare(a.id, b.id))
	})
	h := history{person: person, events: make([]wheel.Event, len(strays)), seqs: make([]int64, len(strays))}
	for i, s := range strays {
		h.events[i], h.seqs[i] = s.event, s.seq
		h.accepts = h.accepts || s.event.Kind.Accepted()
	}
	return h
}
