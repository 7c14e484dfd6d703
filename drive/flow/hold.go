package flow

import (
	"context"
	"fmt"
	"time"
)

// An import tells a little at a time, and waits for identity alone; a campaign tells of each message. Taking each piece into
// the warehouse by itself costs more than what is in it: so pieces wait for one another, until they are so many, or for so
// long. What comes after a rest does not wait, nor does what somebody waits for.
const (
	holdEntries = 15_000
	holdFor     = 500 * time.Millisecond // of an import
	holdLive    = 200 * time.Millisecond // since the last piece, whatever comes by itself
)

// held is what identity has, and the other projections are still to take in.
type held struct {
	batch   *Batch
	tallies map[int64]Tallied
	until   time.Time
	due     <-chan time.Time // fires then
}

// add takes in what comes next, which waits until an instant at most.
func (h *held) add(b *Batch, tallies map[int64]Tallied, until time.Time) {
	if h.batch == nil || until.Before(h.until) {
		h.until, h.due = until, time.After(time.Until(until))
	}
	if h.batch == nil {
		h.batch, h.tallies = b, tallies
		return
	}
	h.batch.join(b)
	for id, t := range tallies {
		sum := h.tallies[id]
		h.tallies[id] = Tallied{sum.Taken + t.Taken, sum.Duplicates + t.Duplicates}
	}
}

// join adds a batch that follows.
func (b *Batch) join(next *Batch) {
	b.To = next.To
	b.Events = append(b.Events, next.Events...)
	b.Profiles = append(b.Profiles, next.Profiles...)
	b.Links = append(b.Links, next.Links...)
	b.Traits = append(b.Traits, next.Traits...)
	b.Retractions = append(b.Retractions, next.Retractions...)
	b.Catalogues = append(b.Catalogues, next.Catalogues...)
	b.Quarantined = append(b.Quarantined, next.Quarantined...)
}

// patience is until when a stretch may wait for more.
func (f *Flow) patience(s *stretch) time.Time {
	if !s.events {
		return time.Time{}
	}
	for i := range s.rows {
		if s.rows[i].Import == 0 {
			return f.released.Add(holdLive)
		}
	}
	return time.Now().Add(holdFor)
}

// mayWait reports whether what is held may wait for more.
func (f *Flow) mayWait() bool {
	return time.Now().Before(f.held.until) && f.held.batch.To-f.held.batch.From < holdEntries && !f.hurried()
}

// want says that somebody waits for an entry.
func (f *Flow) want(seq int64) {
	f.mu.Lock()
	f.wanted = max(f.wanted, seq)
	f.mu.Unlock()
	select {
	case f.hurry <- struct{}{}:
	default:
	}
}

// hurried reports whether somebody waits for more than there is.
func (f *Flow) hurried() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.wanted > f.done
}

// tell says how far identity is.
func (f *Flow) tell(seq int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.told = max(f.told, seq)
	f.wake()
}

// release takes what is held into the projections that have not had it, where that is to be now.
func (f *Flow) release(ctx context.Context, cursors []int64, now bool) error {
	b, tallies := f.held.batch, f.held.tallies
	if b == nil || !now {
		return nil
	}
	f.held = held{}
	defer func() { f.released = time.Now() }()
	for i, name := range f.names {
		if b.To <= cursors[2+i] {
			continue
		}
		if err := f.Projections[name].Apply(ctx, b); err != nil {
			return fmt.Errorf("take into %s: %w", name, err)
		}
	}
	f.reach(b.To, tallies)
	return nil
}
