package duckdb

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"banhda/drive/flow"
	"banhda/wheel"
)

// live is the world as known now. It is nil until the first question.
type live struct {
	mu    sync.RWMutex // guards world; held for reading while a question is being answered
	world *world
	news  news
	asked atomic.Bool // since it was last looked whether anybody still asks
}

// news is what Apply leaves word of for the next question. Nothing is kept while nobody has asked, nor when so
// much has come that reading everything anew is quicker.
type news struct {
	mu     sync.Mutex
	kept   bool
	limit  int // of events
	events int
	list   []*tidings
}

// tidings is what one batch means for the world.
type tidings struct {
	to        int64
	arrivals  []arrival
	links     []flow.Link
	retracted bool
	rules     bool
}

// arrival is a new event.
type arrival struct {
	profile, seq int64
	event        wheel.Event
	detail       wheel.Detail
	detailed     bool
}

// manyNews is how many events are always worth keeping word of: some 100 MB.
const manyNews = 1 << 20

// keep begins to keep news.
func (n *news) keep() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.kept, n.limit, n.events, n.list = true, manyNews, 0, nil
}

// ignore keeps no more news.
func (n *news) ignore() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.kept, n.events, n.list = false, 0, nil
}

// bear sets how many events are worth keeping word of.
func (n *news) bear(limit int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.limit = max(limit, manyNews/8)
}

// waiting reports whether there is something to take in.
func (n *news) waiting() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.list) > 0 || !n.kept
}

// take gives the news; ok is false where they were not kept.
func (n *news) take() (list []*tidings, ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	list, n.list, n.events = n.list, nil, 0
	return list, n.kept
}

func (n *news) keeping() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.kept
}

func (n *news) add(t *tidings) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.events += len(t.arrivals)
	if n.list = append(n.list, t); n.events > n.limit || t.rules {
		n.kept, n.list = false, nil
	}
}

// tell leaves word of a batch that has been written.
func (l *live) tell(m *meanings, b *flow.Batch) {
	if l.news.keeping() {
		l.news.add(newTidings(m, b))
	}
}

func newTidings(m *meanings, b *flow.Batch) *tidings {
	t := &tidings{to: b.To, links: slices.Clone(b.Links), retracted: len(b.Retractions) > 0, rules: len(b.Catalogues) > 0}
	t.arrivals = make([]arrival, len(b.Events))
	for i := range b.Events {
		t.arrivals[i] = newArrival(m, &b.Events[i])
	}
	return t
}

func newArrival(m *meanings, e *flow.Event) arrival {
	name, _ := m.names.number(e.Name)
	properties := ""
	if m.matter(name) {
		properties = string(e.Properties)
	}
	k := m.kind(name, properties)
	a := arrival{profile: e.Profile, seq: e.Seq, event: wheel.Event{At: e.At, Kind: k}}
	a.detail, a.detailed = detail(k, e.HasValue, e.Value, e.Currency, e.Sale, e.Referrer)
	return a
}

// drop forgets the world.
func (l *live) drop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.world = nil
}

// A world that nobody asked for between two looks is forgotten, unless reading it anew would take longer than some tenths
// of a second.
const (
	unasked   = 30 * time.Second // from one look to the next
	easilyHad = 1_000_000        // events and people
)

// retire forgets the world and keeps no more news of it where nobody asks for it and it is easily had again: whoever imports
// people, or sends a campaign, needs the memory meanwhile.
func (l *live) retire() {
	if l.asked.Swap(false) || !l.mu.TryLock() {
		return
	}
	defer l.mu.Unlock()
	if l.world != nil && l.world.events+len(l.world.people) <= easilyHad {
		l.world = nil
		l.news.ignore()
	}
}

// current brings the live world up to date and gives it, held for reading: call done when the answer is made.
func (w *Warehouse) current(ctx context.Context, progress func(done, total int64)) (now *world, done func(), err error) {
	w.live.asked.Store(true)
	for stale := w.live.news.waiting(); ; stale = true {
		if stale {
			if err := w.catchUp(ctx, progress); err != nil {
				return nil, nil, err
			}
		}
		w.live.mu.RLock()
		if w.live.world != nil {
			return w.live.world, w.live.mu.RUnlock, nil
		}
		w.live.mu.RUnlock()
	}
}

// catchUp takes the news into the live world, or reads it whole where there is none or too much has changed.
func (w *Warehouse) catchUp(ctx context.Context, progress func(done, total int64)) error {
	l := &w.live
	l.mu.Lock()
	defer l.mu.Unlock()
	list, kept := l.news.take()
	if l.world != nil && kept {
		whole, err := w.advance(ctx, l.world, list)
		if err == nil && !whole {
			return nil
		}
		if l.world = nil; err != nil {
			return err
		}
	}
	l.world = nil // before reading, so that its memory can be had again
	l.news.keep() // what comes from now on; what the reading sees of it is passed over later
	world, err := w.load(ctx, wheel.Forever, progress)
	if err == nil {
		l.world = world
		l.news.bear(world.events / 4)
	}
	return err
}
