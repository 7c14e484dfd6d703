package follow_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"banhda/drive/flow"
	"banhda/drive/follow"
)

// world is a source whose events are as many as end says, at most three to a batch, and where places are kept.
type world struct {
	mu    sync.Mutex
	end   follow.Place
	stale bool // projections are rebuilt
	reads int
	kept  map[string]follow.Place
}

func newWorld() *world { return &world{kept: map[string]follow.Place{}} }

func (w *world) End(context.Context) (follow.Place, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.end, !w.stale, nil
}

func (w *world) Read(_ context.Context, after, to follow.Place, _ follow.Wants) (*follow.Batch, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reads++
	b := &follow.Batch{Place: to}
	b.Seq = min(to.Seq, after.Seq+3)
	for seq := after.Seq + 1; seq <= b.Seq; seq++ {
		b.Events = append(b.Events, follow.Event{Event: flow.Event{Seq: seq}})
	}
	return b, nil
}

func (w *world) Followed(_ context.Context, name string) (follow.Place, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.kept[name]
	return p, ok, nil
}

func (w *world) KeepFollowed(_ context.Context, name string, p follow.Place) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kept[name] = p
	return nil
}

func (w *world) set(do func(*world)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	do(w)
}

// taker is a consumer that writes down what it is told, together with its place.
type taker struct {
	*world
	name string
	told []int64
	fail func() error // asked before it writes; nil: never
	hold chan struct{}
}

func (k *taker) consumer() follow.Consumer {
	return follow.Consumer{Name: k.name, Take: func(ctx context.Context, b *follow.Batch) error {
		if k.hold != nil {
			select {
			case <-k.hold:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.fail != nil {
			if err := k.fail(); err != nil {
				return err
			}
		}
		for _, e := range b.Events {
			k.told = append(k.told, e.Seq)
		}
		k.kept[k.name] = b.Place
		return nil
	}}
}

func (k *taker) has(n int64) func() bool {
	return func() bool {
		k.mu.Lock()
		defer k.mu.Unlock()
		return int64(len(k.told)) >= n
	}
}

func (k *taker) inOrder(t *testing.T, from, to int64) {
	t.Helper()
	k.mu.Lock()
	defer k.mu.Unlock()
	var want []int64
	for seq := from; seq <= to; seq++ {
		want = append(want, seq)
	}
	if !slices.Equal(k.told, want) {
		t.Errorf("%s was told %v, want %v", k.name, k.told, want)
	}
}

func (w *world) start(t *testing.T, takers ...*taker) (stop func()) {
	f := follow.Follower{Source: w, Places: w, Logger: slog.New(slog.DiscardHandler), Every: time.Millisecond}
	for _, k := range takers {
		f.Consumers = append(f.Consumers, k.consumer())
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within a minute", what)
		}
	}
}

func TestWhoIsNewBeginsWithWhatHappensFromNowOn(t *testing.T) {
	w := newWorld()
	w.end.Seq = 100
	k := &taker{world: w, name: "a"}
	w.start(t, k)
	until(t, "it begins", func() bool { _, ok, _ := w.Followed(context.Background(), "a"); return ok })
	w.set(func(w *world) { w.end.Seq = 110 })
	until(t, "it is told", k.has(10))
	k.inOrder(t, 101, 110)
}

// Whatever fails, and however often the process dies before or after what it wrote is committed, everything is told once.
func TestNothingIsLostOrRepeated(t *testing.T) {
	w := newWorld()
	w.kept["a"] = follow.Place{}
	k := &taker{world: w, name: "a"}
	calls := 0
	for life := range 12 {
		w.set(func(w *world) { w.end.Seq += 7 })
		ended := make(chan struct{})
		k.fail = func() error {
			if calls++; calls%3 == life%3 { // before it writes: nothing of it stands
				select {
				case <-ended:
				default:
					close(ended)
				}
				return errors.New("the process dies")
			}
			return nil
		}
		stop := w.start(t, k)
		select {
		case <-ended:
		case <-time.After(50 * time.Millisecond):
		}
		stop()
	}
	k.fail = nil
	w.start(t, k)
	until(t, "everything is told", k.has(84))
	k.inOrder(t, 1, 84)
}

func TestASlowOneStopsNobody(t *testing.T) {
	w := newWorld()
	w.kept["slow"], w.kept["quick"] = follow.Place{}, follow.Place{}
	slow, quick := &taker{world: w, name: "slow", hold: make(chan struct{})}, &taker{world: w, name: "quick"}
	w.start(t, slow, quick)
	w.set(func(w *world) { w.end.Seq = 50 })
	until(t, "the quick one is told everything", quick.has(50))
	if slow.has(1)() {
		t.Error("the slow one was not held")
	}
	close(slow.hold)
	until(t, "the slow one, too, later", slow.has(50))
	slow.inOrder(t, 1, 50)
	quick.inOrder(t, 1, 50)
}

func TestWhileProjectionsAreRebuiltNobodyIsTold(t *testing.T) {
	w := newWorld()
	w.kept["a"] = follow.Place{Seq: 10}
	k := &taker{world: w, name: "a"}
	w.end.Seq = 12
	w.start(t, k)
	until(t, "it is told", k.has(2))
	w.set(func(w *world) { w.end.Seq, w.stale = 3, true })
	time.Sleep(20 * time.Millisecond)
	w.set(func(w *world) { w.end.Seq, w.stale = 13, false })
	until(t, "it is told what is new", k.has(3))
	k.inOrder(t, 11, 13)
}

func TestWhatNobodyListensToIsPassedBy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld()
		w.kept["a"] = follow.Place{}
		k := &taker{world: w, name: "a"}
		var mu sync.Mutex
		var wants follow.Wants
		c := k.consumer()
		c.Wants = func(context.Context) (follow.Wants, error) {
			mu.Lock()
			defer mu.Unlock()
			return wants, nil
		}
		f := follow.Follower{Source: w, Places: w, Logger: slog.New(slog.DiscardHandler), Every: time.Millisecond, Consumers: []follow.Consumer{c}}
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error, 1)
		go func() { done <- f.Run(ctx) }()
		w.set(func(w *world) { w.end.Seq = 9 })
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		wants.Events = true
		mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		w.set(func(w *world) { w.end.Seq = 12 })
		until(t, "what it listens to is told", k.has(1))
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		k.inOrder(t, 10, 12)
		if p, _, _ := w.Followed(context.Background(), "a"); p.Seq != 12 {
			t.Errorf("closed at %+v", p)
		}
	})
}

// Who takes away for good what had happened waits until nobody hands it on, and what was read before is read again.
func TestNothingIsHandedOnWhileHeld(t *testing.T) {
	w := newWorld()
	w.kept["a"] = follow.Place{}
	k := &taker{world: w, name: "a"}
	entered, leave := make(chan struct{}, 9), make(chan struct{})
	k.fail = func() error { entered <- struct{}{}; <-leave; return nil }
	f := follow.Follower{Source: w, Places: w, Logger: slog.New(slog.DiscardHandler), Every: time.Millisecond, Consumers: []follow.Consumer{k.consumer()}}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- f.Run(ctx) }()
	w.set(func(w *world) { w.end.Seq = 1 })
	<-entered
	held := make(chan func())
	go func() { held <- f.Hold() }()
	select {
	case <-held:
		t.Fatal("it is held while something is handed on")
	case <-time.After(20 * time.Millisecond):
	}
	close(leave)
	release := <-held
	w.set(func(w *world) { w.end.Seq = 2 })
	time.Sleep(20 * time.Millisecond)
	if k.has(2)() {
		t.Error("it was handed on while held")
	}
	release()
	until(t, "what waited is told", k.has(2))
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	k.inOrder(t, 1, 2)
}

func TestWhatIsNews(t *testing.T) {
	hour := time.Hour.Microseconds()
	for _, c := range []struct {
		event flow.Event
		asked bool
		want  bool
	}{
		{flow.Event{At: 0, ReceivedAt: hour}, false, true},
		{flow.Event{At: 0, ReceivedAt: hour + 1}, false, false},
		{flow.Event{At: 5, ReceivedAt: 1}, false, true},
		{flow.Event{At: hour, ReceivedAt: hour, Import: 3}, false, false},
		{flow.Event{At: 0, ReceivedAt: 9 * hour, Import: 3}, true, true},
	} {
		if got := follow.Live(&c.event, c.asked); got != c.want {
			t.Errorf("%+v, asked %v: %v", c.event, c.asked, got)
		}
	}
}
