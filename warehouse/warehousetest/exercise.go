// Package warehousetest holds every warehouse to the definitions in package wheel: whatever is asked, the answer
// must be the one that follows from the log in the plainest way, to the last person and đồng.
package warehousetest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"banhda/drive/flow"
	"banhda/warehouse"
	"banhda/wheel"
)

// Open opens the warehouse in a directory, an empty one or one used before. Exercise closes it.
type Open func(t *testing.T, dir string) warehouse.Warehouse

// Compacter is a warehouse that rearranges what it stores now and then, which must change nothing.
type Compacter interface {
	Compact(ctx context.Context) error
}

// Exercise runs the whole suite.
func Exercise(t *testing.T, open Open) {
	t.Run("a warehouse nobody has written to", func(t *testing.T) { empty(t, open) })
	t.Run("every answer follows from the log", func(t *testing.T) { everyAnswer(t, open) })
	t.Run("answers keep up with the log", func(t *testing.T) { keepsUp(t, open) })
	t.Run("closing, opening and compacting change nothing", func(t *testing.T) { reopening(t, open) })
	t.Run("what is replayed changes nothing", func(t *testing.T) { replay(t, open) })
	t.Run("a reset warehouse is rebuilt to the same", func(t *testing.T) { reset(t, open) })
	t.Run("a figure opens a list of its length", func(t *testing.T) { lists(t, open) })
	t.Run("every entry is accounted for", func(t *testing.T) { entries(t, open) })
	t.Run("what arrived and whom it moved", func(t *testing.T) { arrivals(t, open) })
	t.Run("every figure opens a list of its length", func(t *testing.T) { doors(t, open) })
	t.Run("a timeline is read page by page", func(t *testing.T) { pages(t, open) })
	t.Run("what was taken back leaves nothing", func(t *testing.T) { takenBack(t, open) })
	t.Run("a question given up gives up", func(t *testing.T) { givenUp(t, open) })
	t.Run("answers given while more is coming hold for their entry", func(t *testing.T) { together(t, open) })
}

const seeds = 4

func histories(t *testing.T, entries int, do func(t *testing.T, l *Log, random *rand.Rand)) {
	n := seeds
	if testing.Short() {
		n = 1
	}
	for seed := range n {
		t.Run(fmt.Sprint("history ", seed), func(t *testing.T) {
			do(t, NewLog(uint64(seed), entries), rand.New(rand.NewPCG(uint64(seed), 11)))
		})
	}
}

func opened(t *testing.T, open Open, dir string) warehouse.Warehouse {
	w := open(t, dir)
	t.Cleanup(func() { closed(t, w) })
	return w
}

func closed(t *testing.T, w warehouse.Warehouse) {
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

func apply(t *testing.T, w warehouse.Warehouse, batches ...*flow.Batch) {
	t.Helper()
	for _, b := range batches {
		if err := w.Apply(context.Background(), b); err != nil {
			t.Fatal(err)
		}
		if at, err := w.Cursor(context.Background()); err != nil || at != b.To {
			t.Fatalf("the cursor is %d after entry %d: %v", at, b.To, err)
		}
	}
}

func compact(t *testing.T, w warehouse.Warehouse) {
	if c, ok := w.(Compacter); ok {
		if err := c.Compact(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

func empty(t *testing.T, open Open) {
	w := opened(t, open, t.TempDir())
	compare(t, w, NewReference(NewLog(0, 0), 0), cuts(NewLog(0, 0))...)
	if _, version, err := w.Catalogue(context.Background()); version != 0 || err != nil {
		t.Fatalf("version %d, %v", version, err)
	}
	isEmpty(t, w, true)
}

func isEmpty(t *testing.T, w warehouse.Warehouse, want bool) {
	t.Helper()
	if got, err := w.Empty(context.Background()); got != want || err != nil {
		t.Fatalf("empty is %t, not %t (%v)", got, want, err)
	}
}

// takenBack is a warehouse whose only import was taken back: it is empty, until the next event.
func takenBack(t *testing.T, open Open) {
	w := opened(t, open, t.TempDir())
	event := func(seq, imported int64) *flow.Batch {
		return &flow.Batch{From: seq - 1, To: seq, Events: []flow.Event{{Seq: seq, Profile: 1, At: seq, ReceivedAt: seq, ID: fmt.Sprint(seq), Name: "Page Viewed", Import: imported}}}
	}
	apply(t, w, event(1, 7), event(2, 7))
	isEmpty(t, w, false)
	apply(t, w, &flow.Batch{From: 2, To: 3, Retractions: []flow.Retracted{{Retraction: flow.Retraction{Import: 7}, Seq: 3, ReceivedAt: 3}}})
	isEmpty(t, w, true)
	apply(t, w, event(4, 8))
	isEmpty(t, w, false)
}

func everyAnswer(t *testing.T, open Open) {
	histories(t, 400, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), cuts(l)...)
		if _, version, err := w.Catalogue(context.Background()); version != l.rules || err != nil {
			t.Fatalf("version %d of %d, %v", version, l.rules, err)
		}
	})
}

// keepsUp asks again and again while the log is being applied, so that answers come from what was there before
// and what came since.
func keepsUp(t *testing.T, open Open) {
	histories(t, 500, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		for _, b := range l.Batches(random) {
			apply(t, w, b)
			if random.IntN(8) == 0 {
				compact(t, w)
			}
			if random.IntN(3) > 0 {
				compare(t, w, NewReference(l, b.To), everything(l))
			}
		}
	})
}

func reopening(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		dir := t.TempDir()
		batches := l.Batches(random)
		for i, b := range batches {
			w := open(t, dir)
			apply(t, w, b)
			if random.IntN(2) == 0 {
				compact(t, w)
			}
			switch {
			case i == len(batches)-1:
				compare(t, w, NewReference(l, b.To), cuts(l)...)
			case random.IntN(4) == 0:
				compare(t, w, NewReference(l, b.To), everything(l))
			}
			closed(t, w)
		}
	})
}

func replay(t *testing.T, open Open) {
	histories(t, 200, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for _, b := range l.Batches(random) { // what came already, cut in other places
			if err := w.Apply(context.Background(), b); err != nil {
				t.Fatal(err)
			}
		}
		gap := &flow.Batch{From: l.seq + 5, To: l.seq + 6}
		if err := w.Apply(context.Background(), gap); err == nil {
			t.Fatal("a batch that leaves entries out was taken in")
		}
		compare(t, w, NewReference(l, l.seq), everything(l))
		overlapping(t, open, l, random)
	})
}

// overlapping replays from before the cursor, as after a crash between two projections.
func overlapping(t *testing.T, open Open, l *Log, random *rand.Rand) {
	w := opened(t, open, t.TempDir())
	for at := 0; at < len(l.entries); {
		from := max(0, at-random.IntN(20))
		at = min(len(l.entries), at+1+random.IntN(60))
		apply(t, w, join(l.entries[from:at]))
	}
	compare(t, w, NewReference(l, l.seq), everything(l))
}

func reset(t *testing.T, open Open) {
	histories(t, 200, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), everything(l))
		if err := w.Reset(context.Background()); err != nil {
			t.Fatal(err)
		}
		compare(t, w, NewReference(l, 0), everything(l))
		apply(t, w, l.Batches(random)...)
		compare(t, w, NewReference(l, l.seq), cuts(l)...)
	})
}

func lists(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for _, c := range cuts(l) {
			r, _, err := w.Wheel(context.Background(), c, start, c.AsOf)
			if err != nil {
				t.Fatal(err)
			}
			for stage := wheel.Stranger; stage < wheel.Stages; stage++ {
				n := r.Stock.To.Of(stage)
				people, _, err := w.People(context.Background(), c, warehouse.PeopleQuestion{Stage: &stage, Limit: 1000})
				if err != nil || int64(len(people)) != n {
					t.Fatalf("%d %ss in the figure, %d in the list, in %s (%v)", n, stage, len(people), describe(c), err)
				}
			}
		}
	})
}

func pages(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		w := opened(t, open, t.TempDir())
		apply(t, w, l.Batches(random)...)
		for person := int64(1); person <= profiles; person++ {
			whole, _, err := w.Person(context.Background(), everything(l), warehouse.TimelineQuestion{Person: person, Limit: 10_000})
			if err != nil {
				continue
			}
			if got, want := fmt.Sprint(paged(t, w, l, person)), fmt.Sprint(whole.Events); got != want {
				t.Fatalf("person %d in pages\n%s\nwhole\n%s", person, got, want)
			}
		}
		bad := warehouse.TimelineQuestion{Person: 1, Limit: 3, Before: "nonsense"}
		if _, _, err := w.Person(context.Background(), everything(l), bad); err == nil {
			t.Fatal("a cursor that is none was taken")
		}
	})
}

func paged(t *testing.T, w warehouse.Warehouse, l *Log, person int64) (all []warehouse.TimelineEvent) {
	q := warehouse.TimelineQuestion{Person: person, Limit: 3}
	for {
		page, _, err := w.Person(context.Background(), everything(l), q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, page.Events...)
		if q.Before = page.Next; q.Before == "" {
			return all
		}
	}
}

func givenUp(t *testing.T, open Open) {
	l := NewLog(1, 100)
	w := opened(t, open, t.TempDir())
	apply(t, w, l.Batches(rand.New(rand.NewPCG(1, 1)))...)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := w.Wheel(ctx, everything(l), start, l.Now()); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	compare(t, w, NewReference(l, l.seq), everything(l))
}
