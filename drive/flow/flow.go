package flow

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Duplicates remembers which ids were taken in. It is a projection of the log with a memory of its own kind.
type Duplicates interface {
	// Cursor is the last entry remembered for certain: after a crash the entries after it are judged again.
	Cursor() int64
	// Judge says of each entry whether its id was there before it, and remembers those that were not; then
	// everything up to entry to is judged. Entries come in log order; one judged before is judged the same again.
	// An id that came by an import may come again after that import was taken back; a single event taken back
	// keeps its id.
	Judge(ctx context.Context, entries []Entry, to int64, importOf ImportOf) (duplicates []bool, err error)
	// TakeBack says that entry seq took an import back. It is told before any entry after seq is judged.
	TakeBack(imported, seq int64)
	// Reset forgets everything.
	Reset(ctx context.Context) error
}

// ImportOf tells the import by which an entry of the log came; 0 for none.
type ImportOf func(ctx context.Context, seq int64) (imported int64, err error)

// Entry is an id and the seq it came with.
type Entry struct {
	ID  string
	Seq int64
}

// Options are what a flow needs. Projections are asked in order of their names.
type Options struct {
	Log         Log
	Seen        Duplicates
	People      *person.Resolver
	Projections map[string]Projection
	// Decoders read the kinds of row that hold events in other forms than Events.
	Decoders map[Kind]Decoder
	// Currency is what a value is in where its event does not say; asked once a batch.
	Currency func(ctx context.Context) (string, error)
	// Forget takes out of an event what names somebody who was erased and comes back; nil: nobody was. It is called by
	// several at once.
	Forget func(*timeline.Event)
	// Refused is told of a row this program wrote and cannot read, or not wholly, and why. nil: nobody is.
	Refused func(Row, error)
}

// The names of the two projections every flow has. The others are named in Options.
const (
	SeenName   = "seen"
	PeopleName = "people"
)

// Flow carries the log into its projections. Run does the work; everything else may be called at any time.
type Flow struct {
	Options
	names     []string // of Projections
	orders    chan order
	hurry     chan struct{} // somebody began to wait
	answering atomic.Int64  // requests

	// Of the goroutine that carries:
	origins  origins
	refused  int64 // the last entry that Refused was told of
	held     held
	released time.Time // when the projections took in the last piece

	mu      sync.Mutex
	done    int64
	told    int64         // entries up to here are known to identity
	wanted  int64         // somebody waits for this entry
	counted int64         // entries up to here are in tallies, or were there when the process began
	arrived chan struct{} // closed and replaced when done moves
	failed  error
	tallies map[int64]Tallied
}

// Tallied counts the events of one import since the process began.
type Tallied struct{ Taken, Duplicates int64 }

// order asks the running flow to empty projections and begin again.
type order struct {
	names []string
	reply chan error
}

// New makes a flow that goes on where its projections stand.
func New(o Options) *Flow {
	f := &Flow{Options: o, orders: make(chan order), hurry: make(chan struct{}, 1), arrived: make(chan struct{}), tallies: map[int64]Tallied{}}
	for name := range o.Projections {
		f.names = append(f.names, name)
	}
	slices.Sort(f.names)
	f.Decoders = maps.Clone(o.Decoders)
	if f.Decoders == nil {
		f.Decoders = map[Kind]Decoder{}
	}
	f.Decoders[Events], f.Decoders[Rewritten] = own{}, rewritten{}
	return f
}

// Names are the projections that can be rebuilt.
func (f *Flow) Names() []string { return append([]string{SeenName, PeopleName}, f.names...) }

// Done is the seq every projection has reached.
func (f *Flow) Done() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.done
}

// Known is the furthest any projection ever was. While projections are rebuilt Done falls back, and Known does not: what
// comes after it is new to everybody.
func (f *Flow) Known() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.counted
}

// Tally counts an import's events that were taken in and those that were there before, since the process began.
func (f *Flow) Tally(imported int64) (taken, duplicates int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	t := f.tallies[imported]
	return t.Taken, t.Duplicates
}

// WaitFor returns when every projection has taken in entry seq, or with the error that stopped the flow.
func (f *Flow) WaitFor(ctx context.Context, seq int64) error { return f.watch(ctx, seq, nil) }

// WaitForPeople returns when identity has taken in entry seq; the other projections may still be behind.
func (f *Flow) WaitForPeople(ctx context.Context, seq int64) error {
	return f.await(ctx, func() bool { return f.told >= seq })
}

// Run follows the log until ctx ends, which is no error, or until a projection fails.
func (f *Flow) Run(ctx context.Context) error {
	for {
		ordered, err := f.follow(ctx)
		if err == nil && ordered != nil {
			err = f.empty(ctx, ordered.names)
			ordered.reply <- err
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		if err != nil {
			f.stop(err)
			if errors.Is(err, context.Canceled) {
				return nil
			}
			return err
		}
	}
}

func (f *Flow) stop(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failed = fmt.Errorf("the flow has stopped: %w", err)
	f.wake()
}

// follow carries on from the hindmost cursor until an order comes.
func (f *Flow) follow(ctx context.Context) (*order, error) {
	cursors, err := f.cursors(ctx)
	if err != nil {
		return nil, err
	}
	from := slices.Min(cursors)
	f.begin(from, slices.Max(cursors))
	ctx, cancel := context.WithCancel(ctx)
	r := f.read(ctx, from, cursors)
	defer r.wait()
	defer cancel()
	f.held = held{}
	for {
		select {
		case o := <-f.orders:
			return &o, nil
		case <-f.hurry:
			if err := f.release(ctx, cursors, f.hurried()); err != nil {
				return nil, err
			}
		case <-f.held.due:
			if err := f.release(ctx, cursors, true); err != nil {
				return nil, err
			}
		case s, ok := <-r.stretches:
			if !ok {
				return nil, r.err
			}
			start := time.Now()
			if err := f.carry(ctx, s, cursors); err != nil {
				return nil, fmt.Errorf("entries %d to %d: %w", s.from+1, s.to, err)
			}
			f.giveWay(ctx, time.Since(start), s.to)
		}
	}
}

// cursors are how far each projection is, in the order of Names.
func (f *Flow) cursors(ctx context.Context) ([]int64, error) {
	at := []int64{f.Seen.Cursor(), f.People.Cursor()}
	for _, name := range f.names {
		c, err := f.Projections[name].Cursor(ctx)
		if err != nil {
			return nil, fmt.Errorf("read how far %s is: %w", name, err)
		}
		at = append(at, c)
	}
	return at, nil
}

// begin says from where the flow goes on, and that entries some projection has already are not to be counted again.
func (f *Flow) begin(from, known int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done, f.told, f.counted = from, from, max(f.counted, known)
	f.wake()
}

// reach tells those who wait how far everything is now.
func (f *Flow) reach(seq int64, tallies map[int64]Tallied) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.done, f.told = seq, max(f.told, seq)
	if seq > f.counted {
		f.counted = seq
		for id, t := range tallies {
			sum := f.tallies[id]
			f.tallies[id] = Tallied{sum.Taken + t.Taken, sum.Duplicates + t.Duplicates}
		}
	}
	f.wake()
}

// wake has everybody who waits look again; f.mu is held.
func (f *Flow) wake() {
	close(f.arrived)
	f.arrived = make(chan struct{})
}
