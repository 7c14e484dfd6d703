package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// told is a flow that has taken in as much as it is told.
type told struct {
	Flow
	done atomic.Int64
}

func (f *told) Done() int64 { return f.done.Load() }

func (f *told) WaitFor(ctx context.Context, seq int64) error {
	for f.Done() < seq {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
	return nil
}

// kitchen computes answers that name the entry they were made at, and counts them.
type kitchen struct {
	*Server
	flow  *told
	made  atomic.Int64
	takes time.Duration
}

func newKitchen(takes time.Duration) *kitchen {
	f := &told{}
	return &kitchen{&Server{House: House{Flow: f, Now: time.Now, Logger: slog.New(slog.DiscardHandler)}}, f, atomic.Int64{}, takes}
}

func (k *kitchen) ask(ctx context.Context, question string, fixed bool, tell Tell) (string, error) {
	answer, err := k.share(ctx, question, fixed, tell, func(ctx context.Context, tell Tell) ([]byte, error) {
		k.made.Add(1)
		seq := k.flow.Done()
		tell(Progress{Step: "cooking", Done: 1, Total: 2})
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(k.takes):
		}
		if strings.HasPrefix(question, "wrong") {
			return nil, errors.New("no such dish")
		}
		if strings.HasPrefix(question, "broken") {
			panic("the stove")
		}
		return fmt.Appendf(nil, "%s at %d", question, seq), nil
	})
	return string(answer), err
}

func (k *kitchen) must(t *testing.T, question string, fixed bool) string {
	t.Helper()
	answer, err := k.ask(context.Background(), question, fixed, func(Progress) {})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestFiftyWhoAskAtOnceCostOneComputation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(time.Second)
		var everybody sync.WaitGroup
		var heard atomic.Int64
		for i := range 50 {
			everybody.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				answer, err := k.ask(context.Background(), "wheel", false, func(Progress) { heard.Add(1) })
				if err != nil || answer != "wheel at 0" {
					t.Errorf("%s, %v", answer, err)
				}
			})
		}
		everybody.Wait()
		if k.made.Load() != 1 || heard.Load() != 50 {
			t.Errorf("%d computations; progress was heard %d times", k.made.Load(), heard.Load())
		}
	})
}

func TestAnAnswerIsGivenAgainUntilSomethingNewComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(time.Second)
		for _, step := range []struct {
			what  string
			sleep time.Duration
			seq   int64
			fixed bool
			made  int64
		}{
			{"first", 0, 1, false, 1},
			{"again", 30 * time.Second, 1, false, 1},
			{"after an event", 0, 2, false, 2},
			{"again", 0, 2, false, 2},
			{"a minute later", time.Minute, 2, false, 3},
			{"hours later, with its own now", time.Hour, 2, true, 3},
			{"that, after an event", 0, 3, true, 4},
		} {
			time.Sleep(step.sleep)
			k.flow.done.Store(step.seq)
			if answer := k.must(t, "wheel", step.fixed); answer != fmt.Sprintf("wheel at %d", step.seq) || k.made.Load() != step.made {
				t.Errorf("%s: %s after %d computations", step.what, answer, k.made.Load())
			}
		}
	})
}

// Whoever asks after an event was taken in is told of it, though an older answer was just being made; and of one
// question two are never made at a time.
func TestWhoAsksLaterIsToldOfWhatCameMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(time.Second)
		var everybody sync.WaitGroup
		ask := func(want string) {
			everybody.Go(func() {
				if answer := k.must(t, "wheel", false); answer != want {
					t.Errorf("got %q, want %q", answer, want)
				}
			})
			synctest.Wait()
		}
		start := time.Now()
		ask("wheel at 0")
		k.flow.done.Store(1)
		for range 10 {
			ask("wheel at 2") // it begins when the first has ended, with what there is by then
		}
		k.flow.done.Store(2)
		ask("wheel at 2")
		everybody.Wait()
		if took := time.Since(start); k.made.Load() != 2 || took != 2*time.Second {
			t.Errorf("%d computations in %s", k.made.Load(), took)
		}
	})
}

func TestWhoHangsUpLeavesTheOthersTheirAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(time.Second)
		ctx, hangUp := context.WithCancel(context.Background())
		var everybody sync.WaitGroup
		everybody.Go(func() {
			if _, err := k.ask(ctx, "wheel", false, func(Progress) {}); !errors.Is(err, context.Canceled) {
				t.Errorf("who hung up was told %v", err)
			}
		})
		synctest.Wait()
		everybody.Go(func() { k.must(t, "wheel", false) })
		synctest.Wait()
		hangUp()
		everybody.Wait()
		if k.made.Load() != 1 {
			t.Errorf("%d computations", k.made.Load())
		}
	})
}

func TestWhatNobodyWaitsForEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(time.Hour)
		ctx, hangUp := context.WithTimeout(context.Background(), time.Second)
		defer hangUp()
		start := time.Now()
		if _, err := k.ask(ctx, "wheel", false, func(Progress) {}); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		synctest.Wait()
		k.takes = 0
		if answer := k.must(t, "wheel", false); answer != "wheel at 0" || time.Since(start) != time.Second {
			t.Errorf("%s after %s", answer, time.Since(start))
		}
	})
}

func TestAFailureIsNotGivenAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(0)
		for _, question := range []string{"wrong", "wrong", "broken"} {
			if _, err := k.ask(context.Background(), question, false, func(Progress) {}); err == nil {
				t.Errorf("%s was answered", question)
			}
		}
		if k.made.Load() != 3 {
			t.Errorf("%d computations", k.made.Load())
		}
	})
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := newKitchen(0)
		for i := range 2 * keptAnswers {
			k.must(t, fmt.Sprint("funnel ", i), true)
		}
		if n := len(k.readouts.latest); n != keptAnswers {
			t.Errorf("%d answers are kept", n)
		}
		for i := range 8 {
			k.must(t, fmt.Sprint(i, strings.Repeat("x", keptBytes/4)), true)
		}
		bytes := 0
		for _, c := range k.readouts.latest {
			bytes += len(c.answer)
		}
		if bytes > keptBytes {
			t.Errorf("%d bytes are kept", bytes)
		}
	})
}
