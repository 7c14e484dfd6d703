package job_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"banhda/drive/job"
	"banhda/store"
)

// bench is a runner over a real store, with a clock that stands still until the test moves it.
type bench struct {
	*job.Runner
	t       *testing.T
	records *store.Records
	mu      sync.Mutex
	now     time.Time
}

func newBench(t *testing.T, works map[job.Kind]job.Work) *bench {
	b := &bench{t: t, now: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	records, err := store.OpenRecords(t.Context(), store.Options{Dir: t.TempDir(), Now: b.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { records.Close() })
	b.records = records
	b.Runner = &job.Runner{Queue: store.Queue{Records: records}, Works: works, Now: b.clock, Logger: slog.New(slog.DiscardHandler), Look: 5 * time.Millisecond}
	return b
}

func (b *bench) clock() time.Time {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

func (b *bench) pass(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.now = b.now.Add(d)
}

func (b *bench) leave(kind job.Kind) {
	b.t.Helper()
	err := b.records.Tx(b.t.Context(), func(t *store.Tx) error { return t.Enqueue(b.t.Context(), kind, "", []byte("{}"), t.Now()) })
	if err != nil {
		b.t.Fatal(err)
	}
}

// start runs it until the test ends, or stop is called.
func (b *bench) start() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				b.t.Error(err)
			}
		})
	}
	b.t.Cleanup(stop)
	return stop
}

func (b *bench) jobs(state job.State) (list []job.Job) {
	b.t.Helper()
	err := b.records.View(context.Background(), func(v *store.View) (err error) {
		list, err = v.Jobs(context.Background(), state, 0, 100)
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return list
}

// until waits for something, at most a minute.
func (b *bench) until(what string, is func() bool) {
	b.t.Helper()
	for deadline := time.Now().Add(time.Minute); !is(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.t.Fatalf("%s: not within a minute", what)
		}
	}
}

func TestEveryJobIsDone(t *testing.T) {
	const n = 50
	done := make(chan job.Job, n+1)
	b := newBench(t, map[job.Kind]job.Work{"a": {Do: func(_ context.Context, j job.Job) error {
		done <- j
		return nil
	}}})
	b.start()
	for range n {
		b.leave("a")
	}
	seen := map[int64]bool{}
	for range n {
		seen[(<-done).ID] = true
	}
	b.until("no job is left", func() bool { return len(b.jobs(job.Waiting))+len(b.jobs(job.Running)) == 0 })
	if len(seen) != n || len(done) > 0 {
		t.Errorf("%d different jobs were done, and %d once more", len(seen), len(done))
	}
}

func TestAFailureIsTriedAgainAndThenLaidAside(t *testing.T) {
	tried := make(chan int, 10)
	b := newBench(t, map[job.Kind]job.Work{"a": {Attempts: 3, Do: func(_ context.Context, j job.Job) error {
		tried <- j.Attempts
		if j.Attempts == 2 {
			panic("no")
		}
		return errors.New("no")
	}}})
	b.start()
	b.leave("a")
	for n := 1; n <= 3; n++ {
		if got := <-tried; got != n {
			t.Fatalf("attempt %d counts as %d", n, got)
		}
		if n < 3 {
			b.until("it waits", func() bool { return len(b.jobs(job.Waiting)) == 1 })
			b.pass(job.Wait(n, 0))
		}
	}
	b.until("it is laid aside", func() bool { return len(b.jobs(job.Dead)) == 1 })
}

func TestWhatCannotSucceedIsNotTriedAgain(t *testing.T) {
	b := newBench(t, map[job.Kind]job.Work{"a": {Do: func(context.Context, job.Job) error { return job.Final(errors.New("no such address")) }}})
	b.start()
	b.leave("a")
	b.until("it is laid aside", func() bool { return len(b.jobs(job.Dead)) == 1 })
	if j := b.jobs(job.Dead)[0]; j.Attempts != 1 || j.Error != "no such address" {
		t.Errorf("laid aside: %+v", j)
	}
}

// A process that dies while it works leaves a claimed job behind. The next one does it anew as it starts, unless it must be done
// at most once.
func TestWhatADeadProcessLeft(t *testing.T) {
	done := make(chan job.Job, 2)
	do := func(_ context.Context, j job.Job) error {
		done <- j
		return nil
	}
	b := newBench(t, map[job.Kind]job.Work{"again": {Do: do}, "once": {Do: do, Once: true}})
	b.leave("again")
	b.leave("once")
	if taken, err := b.Queue.Claim(t.Context(), []job.Kind{"again", "once"}, time.Minute, 10); err != nil || len(taken) != 2 {
		t.Fatalf("claimed %v (%v)", taken, err)
	}
	b.start()
	if j := <-done; j.Kind != "again" || !j.Lost {
		t.Errorf("done anew: %+v", j)
	}
	b.until("the doubtful one is laid aside", func() bool { return len(b.jobs(job.Dead)) == 1 })
	if len(done) > 0 {
		t.Error("what must be done at most once was done again")
	}
}

func TestClosingInterruptsAndLosesNothing(t *testing.T) {
	begun := make(chan struct{})
	b := newBench(t, map[job.Kind]job.Work{"a": {Do: func(ctx context.Context, _ job.Job) error {
		close(begun)
		<-ctx.Done()
		return ctx.Err()
	}}})
	stop := b.start()
	b.leave("a")
	<-begun
	stop()
	if len(b.jobs(job.Waiting)) != 1 {
		t.Error("what was interrupted does not wait")
	}
}

func TestASchedule(t *testing.T) {
	done := make(chan int64, 3)
	b := newBench(t, map[job.Kind]job.Work{"daily": {Every: job.Each(24 * time.Hour), Do: func(_ context.Context, j job.Job) error {
		done <- j.RunAt
		return errors.Join(job.Final(errors.New("even where it fails")))
	}}})
	b.start()
	first := int64(0)
	for day := range int64(3) {
		b.until("it waits", func() bool { return len(b.jobs(job.Waiting)) == 1 })
		b.pass(24 * time.Hour)
		at := <-done
		if day == 0 {
			first = at
		}
		if at != first+day*24*time.Hour.Microseconds() {
			t.Errorf("day %d: due at %d, the first at %d", day, at, first)
		}
	}
}

func TestWaitsGrowAndDiffer(t *testing.T) {
	for n := 1; n < 100; n++ {
		most, least := job.Wait(n, 0), job.Wait(n, 1)
		if most > time.Hour || least < most*3/4 || n > 1 && most < job.Wait(n-1, 0) {
			t.Errorf("attempt %d is followed by %s to %s", n, least, most)
		}
	}
}
