package duckdb

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"banhda/drive/flow"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// update is one catching up of a world: who is touched by it, and how.
type update struct {
	*world
	touched map[int64]bool // people whose events change
	reread  map[int64]bool // of them, those whose events are read anew
	refers  map[int64]bool // people who may name another referrer than before
}

// advance brings a world up to date. whole says that it is better read anew; it is then of no more use, as it is
// after an error.
func (w *Warehouse) advance(ctx context.Context, world *world, list []*tidings) (whole bool, err error) {
	from := world.seq
	list = slices.DeleteFunc(list, func(t *tidings) bool { return t.to <= from })
	if len(list) == 0 {
		return false, nil
	}
	world.seq = list[len(list)-1].to
	u := update{world: world, touched: map[int64]bool{}, reread: map[int64]bool{}, refers: map[int64]bool{}}
	for _, t := range list {
		u.link(t.links)
	}
	if slices.ContainsFunc(list, func(t *tidings) bool { return t.retracted }) {
		if err := w.findRetracted(ctx, &u, from); err != nil {
			return false, err
		}
	}
	u.arrive(list)
	if len(u.reread) > max(10_000, len(world.people)/8) {
		return true, nil
	}
	if err := w.readAgain(ctx, &u); err != nil {
		return false, err
	}
	u.refold()
	return false, nil
}

func (u *update) readLater(person int64) { u.touched[person], u.reread[person] = true, true }

// link takes in links. Where a profile that may have events changes hands, both hands are read anew; a new profile
// that is somebody else's from the start is none. Whoever named the old hand may have named this very profile.
func (u *update) link(all []flow.Link) {
	for _, l := range all {
		old := u.person(l.Profile)
		if old == l.Person {
			continue
		}
		if old != l.Profile || u.exists(old) {
			u.readLater(old)
			u.readLater(l.Person)
		}
		for _, friend := range u.friends[old] {
			u.refers[friend] = true
		}
		u.links.link(l.Profile, l.Person)
	}
}

// findRetracted marks the people from whom something was taken back since an entry.
func (w *Warehouse) findRetracted(ctx context.Context, u *update, since int64) error {
	return w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, "SELECT DISTINCT profile FROM "+eventTables+" WHERE retracted > ? AND retracted <= ?", since, u.seq)
		if err != nil {
			return err
		}
		for rows.Next() {
			for _, profile := range rows.Int64(0) {
				u.readLater(u.person(profile))
			}
		}
		return rows.Close()
	})
}

// arrive takes in new events.
func (u *update) arrive(list []*tidings) {
	var newcomers []int64
	for person := range u.reread {
		newcomers = append(newcomers, person)
	}
	for _, t := range list {
		for i := range t.arrivals {
			t.arrivals[i].profile = u.person(t.arrivals[i].profile)
			newcomers = append(newcomers, t.arrivals[i].profile)
		}
	}
	u.welcome(newcomers)
	for _, t := range list {
		for i := range t.arrivals {
			u.insert(&t.arrivals[i], t.arrivals[i].profile)
		}
	}
}

// welcome makes places for those people who have none.
func (u *update) welcome(people []int64) {
	slices.Sort(people)
	n := len(u.people)
	for _, person := range slices.Compact(people) {
		if _, ok := slices.BinarySearchFunc(u.people[:n], person, byPerson); !ok {
			u.people = append(u.people, history{person: person})
			u.lives = append(u.lives, wheel.Life{Person: person, FirstSeen: wheel.Forever})
		}
	}
	if n > 0 && n < len(u.people) && u.people[n].person < u.people[n-1].person {
		slices.SortFunc(u.people, func(a, b history) int { return cmp.Compare(a.person, b.person) })
		slices.SortFunc(u.lives, func(a, b wheel.Life) int { return cmp.Compare(a.Person, b.Person) })
	}
}

// insert puts an event in its place. Where another stands at the same instant the ids decide, and those are in
// the database: the person is read anew.
func (u *update) insert(a *arrival, person int64) {
	if u.reread[person] {
		return
	}
	u.touched[person] = true
	i, _ := u.find(person)
	h := &u.people[i]
	at, tied := slices.BinarySearchFunc(h.events, a.event.At, func(e wheel.Event, at int64) int { return cmp.Compare(e.At, at) })
	if tied {
		u.readLater(person)
		return
	}
	if a.detailed {
		a.event.Detail = u.detail(a.detail)
	}
	h.events, h.seqs = slices.Insert(h.events, at, a.event), slices.Insert(h.seqs, at, a.seq)
	h.accepts = h.accepts || a.event.Kind.Accepted()
	u.events++
}

// readAgain reads the events of people anew.
func (w *Warehouse) readAgain(ctx context.Context, u *update) error {
	if len(u.reread) == 0 {
		return nil
	}
	var profiles []int64
	for person := range u.reread {
		profiles = append(profiles, u.links.profiles(person)...)
	}
	l := loader{world: u.world, aside: map[int64][]stray{}}
	err := w.read(func(c *duck.Conn) error {
		sql := selectEvents(eventTables, u.seq, u.meanings.conditional())
		s, err := openStream(ctx, c, fmt.Sprintf("%s AND profile IN (SELECT unnest([%s]::BIGINT[])) ORDER BY profile, happened, id", sql, list(profiles)))
		if err != nil {
			return err
		}
		for l.several = true; s.live(); s.next() {
			l.person = u.person(s.profile[s.i])
			l.take(s)
		}
		return s.close()
	})
	for person := range u.reread {
		i, _ := u.find(person)
		u.events += len(l.aside[person]) - len(u.people[i].events)
		u.people[i] = gather(person, l.aside[person])
	}
	return err
}

// refold folds whoever was touched, and whoever that touches in turn: those they name as referrers, or named.
func (u *update) refold() {
	again := maps.Clone(u.touched)
	maps.Copy(u.refers, u.touched)
	for person := range u.refers {
		if i, ok := u.find(person); ok {
			for _, referrer := range u.refer(&u.people[i]) {
				again[referrer], again[person] = true, true
			}
		}
	}
	for person := range again {
		if i, ok := u.find(person); ok {
			u.fold(u.folder, i)
		}
	}
	u.book = wheel.NewBook(u.lives)
}
