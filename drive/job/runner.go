package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"
)

// Runner does the jobs of a queue. Set its fields before Run.
type Runner struct {
	Queue Queue
	Works map[Kind]Work
	// Now is the product's clock.
	Now func() time.Time
	// Logger is told what fails.
	Logger *slog.Logger
	// Lease is how long a job is claimed for without a heartbeat; 0: 30 s.
	Lease time.Duration
	// Look is how often the queue is looked at where nobody says that something was left; 0: 1 s.
	Look time.Duration
}

// hands is how many jobs are worked on at once.
const hands = 4

// Run does jobs until ctx ends; then it waits for those under way, whose contexts end too.
func (r *Runner) Run(ctx context.Context) error {
	if err := r.begin(ctx); err != nil {
		return err
	}
	var working sync.WaitGroup
	defer working.Wait()
	done := make(chan Kind, hands)
	for busy := map[Kind]int{}; ; {
		left := r.Queue.Left()
		taken, err := r.take(ctx, busy)
		if err != nil && ctx.Err() == nil {
			r.Logger.Error("jobs cannot be claimed", "error", err)
		}
		for _, j := range taken {
			busy[j.Kind]++
			working.Go(func() {
				r.work(ctx, j)
				done <- j.Kind
			})
		}
		select {
		case <-ctx.Done():
			return nil
		case kind := <-done:
			busy[kind]--
		case <-left:
		case <-time.After(or(r.Look, time.Second)):
		}
	}
}

// begin sees to it that what has a schedule waits, and that what an earlier process was at does not wait for its lease.
func (r *Runner) begin(ctx context.Context) error {
	if err := r.Queue.Release(ctx); err != nil {
		return err
	}
	for kind, w := range r.Works {
		for _, j := range w.then(kind, r.now()) {
			if err := r.Queue.Begin(ctx, j); err != nil {
				return err
			}
		}
	}
	return nil
}

// take claims what there are free hands for. Kinds of which only so many are done at once are claimed by themselves.
func (r *Runner) take(ctx context.Context, busy map[Kind]int) (taken []Job, err error) {
	free := hands
	for _, n := range busy {
		free -= n
	}
	if free == 0 {
		return nil, nil
	}
	if due, err := r.Queue.Due(ctx); err != nil || !due {
		return nil, err
	}
	var kinds []Kind
	for kind, w := range r.Works {
		if w.AtOnce == 0 {
			kinds = append(kinds, kind)
			continue
		}
		some, err := r.claim(ctx, []Kind{kind}, min(w.AtOnce-busy[kind], free-len(taken)))
		if taken = append(taken, some...); err != nil {
			return taken, err
		}
	}
	some, err := r.claim(ctx, kinds, free-len(taken))
	return append(taken, some...), err
}

func (r *Runner) claim(ctx context.Context, kinds []Kind, limit int) ([]Job, error) {
	if limit <= 0 || len(kinds) == 0 {
		return nil, nil
	}
	return r.Queue.Claim(ctx, kinds, r.lease(), limit)
}

// work does one job and says in the queue what became of it. That is still said when the house closes.
func (r *Runner) work(ctx context.Context, j Job) {
	w := r.Works[j.Kind]
	err := errDoubtful
	if !j.Lost || !w.Once && j.Attempts <= w.attempts() {
		err = r.attempt(ctx, w, j)
	}
	var f final
	if ctx.Err() != nil && err != nil && !errors.As(err, &f) {
		err = r.Queue.Retry(context.WithoutCancel(ctx), j, j.RunAt, j.Error) // interrupted, not failed
	} else {
		err = r.judge(context.WithoutCancel(ctx), w, j, err)
	}
	if err != nil {
		r.Logger.Error("what became of a job cannot be written", "kind", j.Kind, "job", j.ID, "error", err)
	}
}

// judge writes down what became of an attempt.
func (r *Runner) judge(ctx context.Context, w Work, j Job, err error) error {
	var f final
	switch {
	case err == nil:
		return r.Queue.Finish(ctx, j.ID, w.then(j.Kind, r.now())...)
	case j.Attempts >= w.attempts() || errors.As(err, &f) || errors.Is(err, errDoubtful):
		r.Logger.Error("a job is given up", "kind", j.Kind, "job", j.ID, "attempts", j.Attempts, "error", err)
		return r.Queue.Bury(ctx, j.ID, err.Error(), w.then(j.Kind, r.now())...)
	}
	r.Logger.Warn("a job failed and will be tried again", "kind", j.Kind, "job", j.ID, "attempts", j.Attempts, "error", err)
	return r.Queue.Retry(ctx, j, r.now()+Wait(j.Attempts, rand.Float64()).Microseconds(), err.Error())
}

// attempt calls Do while a heartbeat keeps the lease. What panics has failed.
func (r *Runner) attempt(ctx context.Context, w Work, j Job) (err error) {
	ctx, cancel := context.WithTimeout(ctx, w.within())
	defer cancel()
	go r.beat(ctx, j.ID)
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("it panicked: %v\n%s", p, debug.Stack())
		}
	}()
	return w.Do(ctx, j)
}

func (r *Runner) beat(ctx context.Context, id int64) {
	tick := time.NewTicker(r.lease() / 3)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.Queue.Extend(ctx, id, r.lease()); err != nil && ctx.Err() == nil {
				r.Logger.Warn("a job's lease cannot be extended", "job", id, "error", err)
			}
		}
	}
}

func (r *Runner) lease() time.Duration { return or(r.Lease, 30*time.Second) }

func (r *Runner) now() int64 { return r.Now().UnixMicro() }

func or(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}
