package flow_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
)

// history gives n events in batches of up to 700.
func history(n int) func(context.Context) ([]timeline.Event, error) {
	at := 0
	return func(context.Context) (batch []timeline.Event, err error) {
		for len(batch) < 700 && at < n {
			at++
			batch = append(batch, event(fmt.Sprint("e", at), " Order  Completed", int64(at), person.Identity{UserID: fmt.Sprint("u", at%97)}))
		}
		if at == n {
			err = io.EOF // beside the last events, as a reader may
		}
		return batch, err
	}
}

func TestImportAndAgain(t *testing.T) {
	h, p := begin(t)
	for id := int64(1); id <= 2; id++ {
		var told int64
		events, last, err := p.Import(t.Context(), flow.Import{ID: id, Source: "shop", Next: history(2500), Appended: func(n int64) { told = n }})
		if err != nil || events != 2500 || told != 2500 || last != 2500*id {
			t.Fatalf("%d events (told %d), last %d: %v", events, told, last, err)
		}
		if err := p.WaitFor(t.Context(), last); err != nil {
			t.Fatal(err)
		}
		if taken, duplicates := p.Tally(id); taken != 2500*(2-id) || duplicates != 2500*(id-1) {
			t.Errorf("import %d: %d taken, %d duplicates", id, taken, duplicates)
		}
	}
	for _, r := range h.log.rows {
		if r.Count > 1000 || r.Source != "shop" || r.Import == 0 {
			t.Errorf("row %d: %d events of %s by %d", r.Seq, r.Count, r.Source, r.Import)
		}
	}
	if n := len(h.log.rows); n != 6 {
		t.Errorf("%d rows", n)
	}
}

func TestImportRefuses(t *testing.T) {
	_, p := begin(t)
	good := event("good", " Order Completed ", 5, person.Identity{UserID: "u"})
	batches := [][]timeline.Event{{event("", "n", 1, good.Person), good, event("x", "n", 1, person.Identity{})}, {}}
	var refused []string
	events, _, err := p.Import(t.Context(), flow.Import{
		Next: func(context.Context) ([]timeline.Event, error) {
			if len(batches) == 0 {
				return nil, io.EOF
			}
			b := batches[0]
			batches = batches[1:]
			return b, nil
		},
		Refused: func(e timeline.Event, err error) { refused = append(refused, e.ID+"|"+err.Error()) },
	})
	if err != nil || events != 1 || len(refused) != 2 || !strings.HasPrefix(refused[0], "|id: missing") || !strings.HasPrefix(refused[1], "x|person: no identifier") {
		t.Errorf("%d %v %q", events, err, refused)
	}
}

// Long events make rows of few: a row stays near its megabyte.
func TestImportedRowsStaySmall(t *testing.T) {
	h, p := begin(t)
	long := event("", "n", 1, person.Identity{UserID: "u", Fields: map[string]any{"note": strings.Repeat("x", 60_000)}})
	n := 0
	_, _, err := p.Import(t.Context(), flow.Import{Next: func(context.Context) ([]timeline.Event, error) {
		if n++; n > 100 {
			return nil, io.EOF
		}
		long.ID = fmt.Sprint(n)
		return []timeline.Event{long}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range h.log.rows {
		if len(r.Body) > 1<<20+64<<10 {
			t.Errorf("row %d has %d bytes", r.Seq, len(r.Body))
		}
	}
}

func TestImportEndsWithItsSource(t *testing.T) {
	h, p := begin(t)
	broken, gave := errors.New("line 701: the file ends within quotes"), false
	_, _, err := p.Import(t.Context(), flow.Import{Next: func(ctx context.Context) ([]timeline.Event, error) {
		if gave {
			return nil, broken
		}
		gave = true
		return history(5000)(ctx)
	}})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	before, _ := h.log.Tail(t.Context())
	for range 100 { // so short that all of it has room on the way to the log
		if _, _, err := p.Import(ctx, flow.Import{Next: history(2500)}); !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled before it began: %v", err)
		}
	}
	if tail, _ := h.log.Tail(t.Context()); tail != before {
		t.Errorf("%d events in the log of imports that were cancelled before they began", tail-before)
	}
}

// An import does not run far ahead of a flow that stands still.
func TestImportWaitsForTheFlow(t *testing.T) {
	h := newHouse(t.TempDir(), newLog())
	gate := make(chan struct{})
	h.a.fail = func(step string) error {
		if step == "apply" {
			<-gate
		}
		return nil
	}
	p := again(t, h)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, _, err := p.Import(ctx, flow.Import{Next: history(1_000_000)})
		ended <- err
	}()
	for tail := int64(0); tail < 80_000; time.Sleep(time.Millisecond) {
		tail, _ = h.log.Tail(t.Context())
	}
	time.Sleep(200 * time.Millisecond) // would it not wait, it went on
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("it came to an end: %v", err)
	}
	tail, _ := h.log.Tail(t.Context())
	if tail < 80_000 || tail > 85_000 {
		t.Errorf("%d events in the log and none carried on", tail)
	}
	close(gate)
	if err := p.WaitFor(t.Context(), tail); err != nil {
		t.Error(err)
	}
}
