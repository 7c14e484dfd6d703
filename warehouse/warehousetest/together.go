package warehousetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"banhda/warehouse"
	"banhda/wheel"
)

// together applies, compacts and asks at the same time. An answer must be the one that follows from the log up to
// the entry its stamp names.
func together(t *testing.T, open Open) {
	l := NewLog(99, 600)
	w := opened(t, open, t.TempDir())
	finished := make(chan struct{})
	var wg sync.WaitGroup
	for asker := range 3 {
		wg.Go(func() { askUntil(t, w, l, finished, asker) })
	}
	wg.Go(func() {
		for !over(finished) {
			compact(t, w)
		}
	})
	for _, b := range l.Batches(rand.New(rand.NewPCG(99, 1))) {
		if err := w.Apply(context.Background(), b); err != nil {
			t.Error(err)
		}
	}
	close(finished)
	wg.Wait()
	compare(t, w, NewReference(l, l.seq), cuts(l)...)
}

func over(finished chan struct{}) bool {
	select {
	case <-finished:
		return true
	default:
		return false
	}
}

func askUntil(t *testing.T, w warehouse.Warehouse, l *Log, finished chan struct{}, asker int) {
	cut, steps := everything(l), stepLists[asker]
	if asker == 2 {
		cut.KnownAt = start + 20*wheel.Day
	}
	for !over(finished) {
		q := warehouse.FunnelQuestion{From: start, To: l.Now(), Steps: steps, Breakdown: "p"}
		got, stamp, err := w.Funnel(context.Background(), cut, q)
		if err != nil {
			t.Error(err)
			return
		}
		want, _, _ := NewReference(l, stamp.Seq).Funnel(context.Background(), cut, q)
		if g, w := text(got), text(want); g != w {
			t.Errorf("at entry %d\ngot  %s\nwant %s", stamp.Seq, g, w)
			return
		}
	}
}

func text(r wheel.FunnelReport) string {
	i := interviewer{}
	i.note("", r, nil, nil)
	return fmt.Sprint(i.all)
}
