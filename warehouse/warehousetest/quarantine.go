package warehousetest

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"banhda/drive/flow"
	"banhda/warehouse"
	"banhda/wheel"
)

// entries asks which entries are stored events and which cannot be read: the same after closing and opening, and after
// a reset and a replay.
func entries(t *testing.T, open Open) {
	histories(t, 300, func(t *testing.T, l *Log, random *rand.Rand) {
		dir := t.TempDir()
		w := open(t, dir)
		apply(t, w, l.Batches(random)...)
		accountedFor(t, w, l, random)
		closed(t, w)
		w = opened(t, open, dir)
		accountedFor(t, w, l, random)
		if err := w.Reset(context.Background()); err != nil {
			t.Fatal(err)
		}
		if list, err := w.Quarantine(context.Background(), wheel.Forever, 10); err != nil || len(list) > 0 {
			t.Fatalf("after a reset %v (%v)", list, err)
		}
		apply(t, w, l.Batches(random)...)
		compact(t, w)
		accountedFor(t, w, l, random)
	})
}

func accountedFor(t *testing.T, w warehouse.Warehouse, l *Log, random *rand.Rand) {
	t.Helper()
	var taken []int64
	var aside []flow.Quarantined
	for _, e := range l.entries {
		for _, ev := range e.batch.Events {
			taken = append(taken, ev.Seq)
		}
		aside = append(aside, e.batch.Quarantined...)
	}
	slices.Reverse(aside)
	if len(aside) == 0 {
		t.Fatal("the log holds nothing that cannot be read")
	}
	from := 1 + random.Int64N(l.seq)
	to := from + random.Int64N(l.seq)
	got, err := w.Taken(context.Background(), from, to)
	want := slices.DeleteFunc(taken, func(seq int64) bool { return seq < from || seq > to })
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("of entries %d to %d are events %v (%v), want %v", from, to, got, err, want)
	}
	asideByPages(t, w, aside)
}

// asideByPages reads the quarantine two at a time.
func asideByPages(t *testing.T, w warehouse.Warehouse, want []flow.Quarantined) {
	t.Helper()
	var got []flow.Quarantined
	for before := int64(wheel.Forever); ; {
		page, err := w.Quarantine(context.Background(), before, 2)
		if err != nil || len(page) == 0 {
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("in quarantine %+v (%v), want %+v", got, err, want)
			}
			return
		}
		got = append(got, page...)
		before = page[len(page)-1].Seq
	}
}
