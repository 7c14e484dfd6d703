package duckdb

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"banhda/warehouse"
	"banhda/warehouse/duckdb/duck"
	"banhda/wheel"
)

// view is what one question reads: a world, cut at an instant, and the people it is about.
type view struct {
	*world
	warehouse *Warehouse
	cut       warehouse.Cut
	now       int64
	chosen    []bool // by person; nil: everybody
}

// ask answers a question in one world. columns are those it will read: they are fetched before the world is held.
func (w *Warehouse) ask(ctx context.Context, c warehouse.Cut, columns []source, answer func(*view) error) (warehouse.Stamp, error) {
	if c.Segment != nil {
		columns = append(columns, w.fieldColumns(c.Segment.Root())...)
	}
	at, _ := w.Cursor(ctx)
	for _, s := range columns {
		if _, err := w.column(ctx, s, at); err != nil {
			return warehouse.Stamp{}, err
		}
	}
	world, done, err := w.worldOf(ctx, c)
	if err != nil {
		return warehouse.Stamp{}, err
	}
	defer done()
	v := &view{world: world, warehouse: w, cut: c, now: c.AsOf}
	if err := v.choose(ctx); err != nil {
		return warehouse.Stamp{}, err
	}
	v.confine()
	return warehouse.Stamp{Seq: world.seq, RulesVersion: world.version}, answer(v)
}

// confine leaves of the people chosen those whom who asks may know of.
func (v *view) confine() {
	if v.cut.Within == nil {
		return
	}
	last := int64(0)
	if n := len(v.people); n > 0 {
		last = v.people[n-1].person
	}
	within := make([]bool, last+1)
	for _, p := range v.cut.Within {
		if p <= last {
			within[p] = v.chosen == nil || v.chosen[p]
		}
	}
	v.chosen = within
}

// worldOf is the world a cut reads, held until done is called.
func (w *Warehouse) worldOf(ctx context.Context, c warehouse.Cut) (_ *world, done func(), err error) {
	if c.KnownAt == wheel.Forever {
		return w.current(ctx, c.Progress)
	}
	seq, ok := w.known.seqOf(c.KnownAt)
	if !ok {
		var now *world
		if now, done, seq, err = w.allBefore(ctx, c); now != nil || err != nil {
			return now, done, err
		}
		w.known.note(c.KnownAt, seq)
	}
	then, err := w.known.get(seq, func() (*world, error) { return w.load(ctx, seq, c.Progress) })
	return then, func() {}, err
}

// allBefore is the live world, held until done is called, where nothing in it was received at KnownAt or later; else nil, and the
// last entry before. It is asked once more while the world is held: something may have come between asking and taking it.
func (w *Warehouse) allBefore(ctx context.Context, c warehouse.Cut) (now *world, done func(), seq int64, err error) {
	seq, all, err := w.lastBefore(ctx, c.KnownAt)
	if err != nil || !all {
		return nil, nil, seq, err
	}
	if now, done, err = w.current(ctx, c.Progress); err != nil {
		return nil, nil, 0, err
	}
	if seq, all, err = w.lastBefore(ctx, c.KnownAt); err == nil && all {
		return now, done, seq, nil
	}
	done()
	return nil, nil, seq, err
}

// lastBefore is the last entry received before an instant; all says that nothing was received since. Where
// something was, the entry is that for ever: received instants never go down.
func (w *Warehouse) lastBefore(ctx context.Context, instant int64) (seq int64, all bool, err error) {
	sql := ""
	for _, table := range []string{"event_body", "event_recent", "profile", "link", "retraction", "rules", "quarantine"} {
		if sql != "" {
			sql += " UNION ALL "
		}
		sql += fmt.Sprintf("SELECT max(seq) AS known, NULL AS later FROM %s WHERE received < %d UNION ALL SELECT NULL, max(seq) FROM %[1]s WHERE received >= %[2]d", table, instant)
	}
	err = w.read(func(c *duck.Conn) error {
		rows, err := c.Query(ctx, "SELECT coalesce(max(known), 0), max(later) FROM ("+sql+")")
		if err != nil {
			return err
		}
		for rows.Next() {
			seq, all = rows.Int64(0)[0], rows.Nulls(1).At(0)
		}
		return rows.Close()
	})
	return seq, all, err
}

// knownWorlds keeps the worlds last asked for as known at an instant.
type knownWorlds struct {
	mu   sync.Mutex // held while one is read
	list []*world   // the latest used first

	asked    sync.Mutex      // guards instants
	instants map[int64]int64 // of known-at → the last entry before
}

// How much is kept.
const (
	keptWorlds   = 2
	keptInstants = 1000
)

func (k *knownWorlds) seqOf(instant int64) (seq int64, ok bool) {
	k.asked.Lock()
	defer k.asked.Unlock()
	seq, ok = k.instants[instant]
	return seq, ok
}

func (k *knownWorlds) note(instant, seq int64) {
	k.asked.Lock()
	defer k.asked.Unlock()
	if k.instants == nil || len(k.instants) == keptInstants {
		k.instants = map[int64]int64{}
	}
	k.instants[instant] = seq
}

func (k *knownWorlds) get(seq int64, load func() (*world, error)) (w *world, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.list, func(w *world) bool { return w.seq == seq })
	if i >= 0 {
		w = k.list[i]
		k.list = slices.Delete(k.list, i, i+1)
	} else {
		k.list = k.list[:min(len(k.list), keptWorlds-1)]
		if w, err = load(); err != nil {
			return nil, err
		}
	}
	k.list = slices.Insert(k.list, 0, w)
	return w, nil
}

func (k *knownWorlds) drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list = nil
	k.asked.Lock()
	defer k.asked.Unlock()
	k.instants = nil
}

// who is the choice as package wheel takes it.
func (v *view) who() wheel.Who {
	if v.chosen == nil {
		return nil
	}
	return func(person int64) bool { return v.chosen[person] }
}

// has reports whether the question is about the person at a place: known by now, and chosen.
func (v *view) has(place int) bool {
	h := &v.people[place]
	return len(h.events) > 0 && h.events[0].At < v.now && (v.chosen == nil || v.chosen[h.person])
}

// each calls do for everybody the question is about, a part of the people on each core. start makes what a part
// adds to, and gives the function to call.
func (v *view) each(start func() func(place int)) {
	var wg sync.WaitGroup
	for _, part := range parts(len(v.people)) {
		do := start()
		wg.Go(func() {
			for i := part.from; i < part.to; i++ {
				if v.has(i) {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}
