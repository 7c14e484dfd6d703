package person

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// work is one batch being taken in: what it changes, until it is saved.
type work struct {
	*Resolver
	last        int64 // profile id given out
	founded     []*profile
	places      []place // of founded
	links       []Link
	suggestions []Suggestion
	apart       []Pair
	restated    map[*profile]bool
	changed     map[*someone]int64 // whose record may be another: when the entry was received that made it so
	unrecorded  map[int64]bool     // people who may have had a record and have none now
}

// place is where in the log something happened.
type place struct{ seq, receivedAt int64 }

func (r *Resolver) work() *work {
	return &work{Resolver: r, last: r.cursor.LastProfile,
		restated: map[*profile]bool{}, changed: map[*someone]int64{}, unrecorded: map[int64]bool{}}
}

// arrive finds or founds an arrival's profiles, its referrer's last.
func (w *work) arrive(a *Arrival) (answer Answer) {
	at := place{a.Seq, a.ReceivedAt}
	if a.plain() {
		answer.Profile = w.number(a.Keys[0], at)
	} else {
		answer.Profile = w.describe(a, at)
	}
	if a.Referrer.Value != "" {
		answer.Referrer = w.number(a.Referrer, at)
	}
	return answer
}

// number gives the number of a key's profile, which is founded where there is none.
func (w *work) number(k Key, at place) int64 {
	if id, ok := w.memory.number(k); ok {
		return id
	}
	return w.find(k, at).id
}

// describe finds or founds the profiles of an arrival that is not plain, joins them where the rule allows it, and takes in what
// it says.
func (w *work) describe(a *Arrival, at place) int64 {
	known := w.last
	first := w.find(a.Keys[0], at)
	for _, k := range a.Keys[1:] {
		other := w.find(k, at)
		by := a.Rank
		if first.who.id > known && other.who.id > known {
			by = ServerRank // nobody had these identifiers: whoever says so describes somebody new
		}
		if other.who != first.who {
			w.join(first, other, at, by, a.Rank == StaffRank && a.Keys[0].Kind == House && other.id > known)
		}
	}
	if a.Name != "" || len(a.Fields) > 0 {
		w.state(first, a.statements(), at.receivedAt)
	}
	return first.id
}

// find gives the profile of a key; one that is new is founded, as a person of its own.
func (w *work) find(k Key, at place) *profile {
	if p, ok := w.memory.profiles[k]; ok {
		return p
	}
	w.last++
	p := w.memory.keep(Profile{ID: w.last, Key: k, Person: w.last})
	p.who.whole = true
	w.founded = append(w.founded, p)
	w.places = append(w.places, at)
	if k.Kind != AnonymousID {
		w.changed[p.who] = at.receivedAt
	}
	return p
}

// join makes two people one, or leaves it to people to decide. The smaller id survives. given says that a colleague gave
// somebody an identifier that nobody had: then there is nothing to decide.
func (w *work) join(a, b *profile, at place, by Rank, given bool) {
	if w.separated(a.who, b.who) {
		return
	}
	if d := Decide(a.who.keys(), b.who.keys(), by); !d.Merge && !given {
		w.suggest(Suggestion{pair(a.who.id, b.who.id), d.Reason, at.seq})
		return
	}
	survivor, loser := a.who, b.who
	if loser.id < survivor.id {
		survivor, loser = loser, survivor
	}
	w.move(loser, survivor, Link{Bond: pair(a.id, b.id), Cause: Automatic, Seq: at.seq, ReceivedAt: at.receivedAt})
}

func (w *work) suggest(s Suggestion) {
	if !slices.ContainsFunc(w.suggestions, func(o Suggestion) bool { return o.Pair == s.Pair }) {
		w.suggestions = append(w.suggestions, s)
	}
}

// move gives all profiles of one person to another.
func (w *work) move(loser, into *someone, l Link) {
	if recorded(loser.profiles) {
		w.changed[into] = l.ReceivedAt
	}
	w.absorb(loser)
	for _, p := range inOrder(loser.profiles) {
		w.link(p, into, l)
	}
	loser.profiles = nil
}

// link gives one profile to a person; l says why and by which entry.
func (w *work) link(p *profile, into *someone, l Link) {
	l.Profile, l.From, l.Person = p.id, p.who.id, into.id
	if n := len(w.links); n > 0 && w.links[n-1].Seq == l.Seq {
		l.Rank = w.links[n-1].Rank + 1
	}
	w.links = append(w.links, l)
	p.who = into
	into.profiles = append(into.profiles, p)
}

// absorb takes somebody who is no longer out of memory, and their record away.
func (w *work) absorb(who *someone) {
	delete(w.memory.people, who.id)
	delete(w.changed, who)
	if recorded(who.profiles) {
		w.unrecorded[who.id] = true
	}
}

// inOrder sorts by id: memory holds profiles as it met them, and the same log must always give the same links.
func inOrder(profiles []*profile) []*profile {
	slices.SortFunc(profiles, func(a, b *profile) int { return cmp.Compare(a.id, b.id) })
	return profiles
}

// state takes in what was said under a profile.
func (w *work) state(p *profile, said traits, receivedAt int64) {
	for _, s := range said {
		changed, moved := p.traits.state(s)
		if !changed && !moved {
			continue
		}
		w.restated[p] = true
		if changed || disputed(p, s) {
			w.changed[p.who] = receivedAt
		}
	}
}

// disputed reports whether something else was stated of the same field under another of the person's profiles:
// then saying it again may make it the last word.
func disputed(p *profile, s stated) bool {
	return slices.ContainsFunc(p.who.profiles, func(o *profile) bool {
		return o != p && slices.ContainsFunc(o.traits, func(t stated) bool { return t.Field == s.Field && t.Value != s.Value })
	})
}

// finish saves the batch and gives its outcome. If saving fails, memory is ahead of what is saved, so all of it is
// read anew.
func (w *work) finish(ctx context.Context, answers []Answer, to int64) (Outcome, error) {
	c, err := w.changes(to)
	if err == nil {
		err = w.dir.SaveIdentity(ctx, c)
	}
	if err != nil {
		err = fmt.Errorf("save identities up to entry %d: %w", to, err)
		if again := w.recover(ctx); again != nil {
			return Outcome{}, fmt.Errorf("%w; then %w", err, again)
		}
		return Outcome{}, err
	}
	w.cursor = c.Cursor
	for _, p := range c.Apart {
		w.separate(p)
	}
	return Outcome{answers, c.Founded, lastPerEntry(c.Links)}, nil
}

func (w *work) changes(to int64) (c Changes, err error) {
	c = Changes{Links: w.links, Suggestions: w.suggestions, Apart: w.apart, Cursor: Cursor{to, w.last}}
	for i, p := range w.founded {
		at := w.places[i]
		c.Founded = append(c.Founded, Founding{Profile{p.id, p.key, p.id}, at.seq, at.receivedAt})
	}
	for p := range w.restated {
		body, err := p.traits.json()
		if err != nil {
			return c, err
		}
		c.Traits = append(c.Traits, Traits{p.id, body})
	}
	slices.SortFunc(c.Traits, func(a, b Traits) int { return cmp.Compare(a.Profile, b.Profile) })
	w.records(&c)
	return c, nil
}

// records writes anew the records of those who changed, and drops those of people who are no longer or of whom
// nothing is known any more.
func (w *work) records(c *Changes) {
	for who, at := range w.changed {
		if !recorded(who.profiles) {
			w.unrecorded[who.id] = true
			continue
		}
		c.People = append(c.People, record(who.id, at, who.profiles))
		delete(w.unrecorded, who.id)
	}
	slices.SortFunc(c.People, func(a, b Record) int { return cmp.Compare(a.ID, b.ID) })
	for id := range w.unrecorded {
		if id <= w.cursor.LastProfile { // a person of this batch never had a record
			c.Gone = append(c.Gone, id)
		}
	}
	slices.Sort(c.Gone)
}

func pair(a, b int64) Pair { return Pair{min(a, b), max(a, b)} }
