package dispatch

import (
	"context"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"banhda/hub/message"
)

// desk keeps messages in memory.
type desk struct {
	mu     sync.Mutex
	states map[int64]message.State
	sent   map[int64]int
	send   func(ctx context.Context, id int64) message.State
	news   chan struct{}
}

func newDesk(n int64) *desk {
	d := &desk{states: map[int64]message.State{}, sent: map[int64]int{}, news: make(chan struct{})}
	for id := range n {
		d.states[id+1] = message.Queued
	}
	d.send = func(context.Context, int64) message.State { return message.Sent }
	return d
}

func (d *desk) Claim(_ context.Context, limit int) (out []Outgoing, looked int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, s := range d.states {
		if s != message.Queued || len(out) == limit {
			continue
		}
		d.states[id] = message.Sending
		out = append(out, Outgoing{ID: id, Send: func(ctx context.Context) message.Fate {
			state := d.send(ctx, id)
			d.mu.Lock()
			defer d.mu.Unlock()
			if state == message.Sent {
				d.sent[id]++
			}
			return message.Fate{ID: id, State: state, At: 5}
		}})
	}
	return out, len(out), nil
}

func (d *desk) Settle(_ context.Context, fates []message.Fate) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range fates {
		d.states[f.ID] = f.State
	}
	return nil
}

func (d *desk) Sending(context.Context) (ids []int64, err error) { return d.in(message.Sending), nil }

func (d *desk) in(state message.State) (ids []int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, s := range d.states {
		if s == state {
			ids = append(ids, id)
		}
	}
	return ids
}

func (d *desk) Drafted() <-chan struct{} { return d.news }

func dispatcher(t *testing.T, d *desk, carriers int) *Dispatcher {
	t.Helper()
	f, err := OpenFlights(filepath.Join(t.TempDir(), "flights"), "boot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &Dispatcher{Desk: d, Flights: f, Carriers: carriers, Now: time.Now, Logger: slog.New(slog.DiscardHandler)}
}

func TestEverybodyIsSentToOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(2000)
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- dispatcher(t, d, 7).Run(ctx) }()
		time.Sleep(10 * time.Second)
		stop()
		if err := <-done; err != nil || len(d.in(message.Sent)) != 2000 {
			t.Fatalf("%d sent (%v)", len(d.in(message.Sent)), err)
		}
		for id, n := range d.sent {
			if n != 1 {
				t.Errorf("message %d went %d times", id, n)
			}
		}
	})
}

// TestClosingFinishesWhatWasBegun: what a carrier has begun is finished, the rest is queued again, within five seconds.
func TestClosingFinishesWhatWasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(1000)
		d.send = func(ctx context.Context, id int64) message.State {
			slow := 2 * time.Second
			if id%2 == 0 {
				slow = time.Hour
			}
			select {
			case <-time.After(slow):
				return message.Sent
			case <-ctx.Done():
				return message.Doubtful
			}
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- dispatcher(t, d, 4).Run(ctx) }()
		time.Sleep(time.Second)
		stop()
		begun := time.Now()
		<-done
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("closing took %s", took)
		}
		sent, doubtful, queued := len(d.in(message.Sent)), len(d.in(message.Doubtful)), len(d.in(message.Queued))
		if sent+doubtful != 4 || queued != 996 {
			t.Errorf("%d sent, %d doubtful, %d queued", sent, doubtful, queued)
		}
	})
}

// TestWhatACrashHid: a process died with some messages settled in the file only, some begun, some merely claimed.
func TestWhatACrashHid(t *testing.T) {
	for boot, want := range map[string]map[int64]message.State{
		"boot":    {1: message.Sent, 2: message.Doubtful, 3: message.Queued, 4: message.Sent},
		"another": {1: message.Sent, 2: message.Doubtful, 3: message.Doubtful, 4: message.Sent},
	} {
		name := filepath.Join(t.TempDir(), "flights")
		f, err := OpenFlights(name, "boot")
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Begin("boot"); err != nil {
			t.Fatal(err)
		}
		for _, id := range []int64{1, 2, 4, 9} {
			f.begun(id)
		}
		f.landed(&message.Fate{ID: 1, State: message.Sent, At: 11, Version: 3})
		f.landed(&message.Fate{ID: 4, State: message.Sent, At: 12})
		f.settled([]message.Fate{{ID: 9}})
		f.file.Close() // as when the process dies

		again, err := OpenFlights(name, boot)
		if err != nil {
			t.Fatal(err)
		}
		for id, state := range want {
			if got := again.Fate(id, 99); got.State != state {
				t.Errorf("after %s, message %d is %s, not %s", boot, id, got.State, state)
			}
		}
		if got := again.Fate(1, 99); got.At != 11 || got.Version != 3 {
			t.Errorf("what landed: %+v", got)
		}
		again.Close()
	}
}

// TestTheFileStaysShort: however many messages go through it, it holds those that are not settled.
func TestTheFileStaysShort(t *testing.T) {
	f, err := OpenFlights(filepath.Join(t.TempDir(), "flights"), "boot")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Begin("boot"); err != nil {
		t.Fatal(err)
	}
	for id := range int64(3 * mostLines) {
		fate := message.Fate{ID: id + 1, State: message.Sent}
		f.begun(fate.ID)
		f.landed(&fate)
		if err := f.settled([]message.Fate{fate}); err != nil {
			t.Fatal(err)
		}
	}
	if f.lines > mostLines+1 {
		t.Errorf("the file has %d lines", f.lines)
	}
}
