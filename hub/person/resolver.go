package person

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
)

// Arrival is an event as far as identity is concerned: whom it names and what it says of them.
type Arrival struct {
	Seq, ReceivedAt, At int64
	ID                  string
	Rank                Rank  // of who says so
	Keys                []Key // Identity.Keys; at least one
	Referrer            Key   // normalised; the zero Key for none
	Name                string
	Fields              map[string]any
}

// plain reports whether an arrival says no more than that somebody known by one identifier did something: then the number of
// their profile is all that is asked.
func (a *Arrival) plain() bool { return len(a.Keys) == 1 && a.Name == "" && len(a.Fields) == 0 }

// Answer is an arrival's profile, and that of the referrer it names; 0 for none.
type Answer struct{ Profile, Referrer int64 }

// Outcome is what a stretch of the log means: an answer per arrival, and what became of profiles, in log order.
// Links holds of each profile only the last per entry.
type Outcome struct {
	Answers []Answer
	Founded []Founding
	Links   []Link
}

// Resolver finds out who the people of events are. It is used by one goroutine at a time, but for Absorbed.
type Resolver struct {
	dir    Directory
	limit  atomic.Int64
	cursor Cursor
	apart  map[int64][]int64
	memory *memory
}

// Remember sets how many profiles are kept in memory, and of how many more the numbers, and gives how many it was. It may be
// called at any time.
func (r *Resolver) Remember(profiles int) (before int) { return int(r.limit.Swap(int64(profiles))) }

// NewResolver goes on where the directory stands. It keeps up to about remember profiles in memory (some 300 bytes
// each), the numbers of four times as many (80), and a batch's more.
func NewResolver(ctx context.Context, dir Directory, remember int) (*Resolver, error) {
	r := &Resolver{dir: dir}
	r.limit.Store(int64(remember))
	return r, r.recover(ctx)
}

// recover forgets everything and reads the directory's state: the beginning, and what follows a failure.
func (r *Resolver) recover(ctx context.Context) (err error) {
	r.memory, r.apart = newMemory(), map[int64][]int64{}
	if r.cursor, err = r.dir.IdentityCursor(ctx); err != nil {
		return fmt.Errorf("read how far identities are: %w", err)
	}
	pairs, err := r.dir.Apart(ctx)
	if err != nil {
		return fmt.Errorf("read who was separated by hand: %w", err)
	}
	for _, p := range pairs {
		r.separate(p)
	}
	return nil
}

// Cursor is the last entry the directory has taken in.
func (r *Resolver) Cursor() int64 { return r.cursor.Seq }

// Reset empties the directory, for a replay of the log.
func (r *Resolver) Reset(ctx context.Context) error {
	if err := r.dir.ResetIdentity(ctx); err != nil {
		return fmt.Errorf("empty the directory of people: %w", err)
	}
	return r.recover(ctx)
}

// Resolve takes in the arrivals of the entries from < seq ≤ to, and saves. A stretch that was taken in before is
// answered again, exactly as then; one that reaches across the cursor or leaves a gap is refused.
func (r *Resolver) Resolve(ctx context.Context, arrivals []Arrival, from, to int64) (Outcome, error) {
	if to <= r.cursor.Seq {
		return r.recall(ctx, arrivals, from, to)
	}
	if from != r.cursor.Seq {
		return Outcome{}, fmt.Errorf("identities are read up to entry %d: cannot take in entries %d to %d", r.cursor.Seq, from+1, to)
	}
	if err := r.prepare(ctx, arrivals); err != nil {
		return Outcome{}, err
	}
	w := r.work()
	answers := make([]Answer, len(arrivals))
	for i := range arrivals {
		answers[i] = w.arrive(&arrivals[i])
	}
	return w.finish(ctx, answers, to)
}

// recall answers from what is saved. A key never changes its profile, so only look-ups are needed.
func (r *Resolver) recall(ctx context.Context, arrivals []Arrival, from, to int64) (Outcome, error) {
	r.tidy()
	if err := r.memory.meet(ctx, r.dir, arrivals); err != nil {
		return Outcome{}, fmt.Errorf("look up profiles: %w", err)
	}
	answers := make([]Answer, len(arrivals))
	for i := range arrivals {
		a := &arrivals[i]
		id, ok := r.memory.number(a.Keys[0])
		if !ok {
			return Outcome{}, fmt.Errorf("entry %d was taken in, but its profile (%s) is missing: rebuild people", a.Seq, a.Keys[0].Kind)
		}
		answers[i].Profile = id
		answers[i].Referrer, _ = r.memory.number(a.Referrer)
	}
	founded, links, err := r.dir.Between(ctx, from, to)
	return Outcome{answers, founded, lastPerEntry(links)}, err
}

// prepare brings into memory all that the arrivals can touch.
func (r *Resolver) prepare(ctx context.Context, arrivals []Arrival) error {
	r.tidy()
	if err := r.memory.meet(ctx, r.dir, arrivals); err != nil {
		return fmt.Errorf("look up profiles: %w", err)
	}
	partial := map[int64]*someone{}
	for i := range arrivals {
		r.touched(&arrivals[i], partial)
	}
	if err := r.memory.complete(ctx, r.dir, partial); err != nil {
		return fmt.Errorf("look up people: %w", err)
	}
	return nil
}

func (r *Resolver) tidy() { r.memory.tidy(int(r.limit.Load())) }

// touched collects the people an arrival may change who are not whole yet: those of whom it states something, and
// all it names if they are not all one already. Within a batch people only become fewer, so this misses nobody.
func (r *Resolver) touched(a *Arrival, partial map[int64]*someone) {
	if a.plain() {
		return
	}
	first := r.memory.profiles[a.Keys[0]]
	agree := true
	for _, k := range a.Keys[1:] {
		p := r.memory.profiles[k]
		agree = agree && p != nil && first != nil && p.who == first.who
	}
	if agree && a.Name == "" && len(a.Fields) == 0 {
		return
	}
	for _, k := range a.Keys {
		if p := r.memory.profiles[k]; p != nil && !p.who.whole {
			partial[p.who.id] = p.who
		}
	}
}

func (r *Resolver) separate(p Pair) {
	r.apart[p.A] = append(r.apart[p.A], p.B)
	r.apart[p.B] = append(r.apart[p.B], p.A)
}

// separated reports whether somebody has parted these two people by hand.
func (r *Resolver) separated(a, b *someone) bool {
	if len(r.apart) == 0 {
		return false
	}
	for _, p := range a.profiles {
		for _, other := range r.apart[p.id] {
			if slices.ContainsFunc(b.profiles, func(q *profile) bool { return q.id == other }) {
				return true
			}
		}
	}
	return false
}

// lastPerEntry keeps of each profile's links by one entry the last: where it ended up.
func lastPerEntry(links []Link) []Link {
	type place struct{ seq, profile int64 }
	last := map[place]int{}
	for i, l := range links {
		last[place{l.Seq, l.Profile}] = i
	}
	if len(last) == len(links) {
		return links
	}
	kept := make([]Link, 0, len(last))
	for i, l := range links {
		if last[place{l.Seq, l.Profile}] == i {
			kept = append(kept, l)
		}
	}
	return kept
}
