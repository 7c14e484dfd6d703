package main

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"banhda/api"
	"banhda/drive/workflow"
	"banhda/store"
)

// walked is the workflow people go through: of six steps one writes to their record, as an act with its journal.
const walked = `{"triggers":[{"id":"by_hand","kind":"manual"}],"again":{"when":"never"},"start":"rest","nodes":[
{"id":"rest","kind":"wait","for":"1m","next":"split"},
{"id":"split","kind":"split","paths":[{"weight":1,"next":"which"},{"weight":1,"next":"which"}]},
{"id":"which","kind":"branch","paths":[{"where":"exists phone","next":"tag"}],"else":"tag"},
{"id":"tag","kind":"action","action":"add_tag","with":{"tag":"bench"},"next":"more"},
{"id":"more","kind":"wait","for":"1m","next":"last"},
{"id":"last","kind":"split","paths":[{"weight":1,"next":"far"},{"weight":1,"next":"far"}]},
{"id":"far","kind":"wait","for":"52w","next":"end"},
{"id":"end","kind":"exit"}]}`

// walk is a house in which people go through a workflow, by a clock that is turned on.
type walk struct {
	*store.Store
	now    atomic.Int64
	people int64
	path   string
}

// measureWorkflow moves people through a workflow, beside bare statements that write the same rows in transactions of the
// same size; and then lets them all wait.
func measureWorkflow(ctx context.Context, b *bench) error {
	w := &walk{people: min(b.people, 100_000), path: mkdir(b.dir, "workflow")}
	w.now.Store(time.Now().UnixMicro())
	var err error
	w.Store, err = store.Open(ctx, store.Options{Dir: w.path, Database: b.database, Program: "bench", Now: func() time.Time { return time.UnixMicro(w.now.Load()) }})
	if err != nil {
		return err
	}
	defer w.Close()
	if err := fillPeople(ctx, w.Records, w.people); err != nil {
		return err
	}
	if err := w.enter(ctx); err != nil {
		return err
	}
	s, err := api.New(ctx, api.House{Log: w.Log, Records: w.Records, Now: func() time.Time { return time.UnixMicro(w.now.Load()) }, Logger: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))})
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go s.MoveRuns(ctx) //nolint:errcheck // it ends with ctx
	began := time.Now()
	for range 3 {
		if err := w.settle(ctx); err != nil {
			return err
		}
		w.now.Add(2 * time.Minute.Microseconds())
	}
	took := time.Since(began)
	steps, err := w.count(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("%-44s %10s  %12.0f steps/s  target ≥ 2000\n", fmt.Sprintf("%d people through six steps", w.people), show(took), float64(steps)/took.Seconds())
	if b.database == "" {
		if err := w.bare(ctx, steps, took); err != nil {
			return err
		}
	}
	return w.rest(ctx, b.seconds)
}

// enter puts everybody in.
func (w *walk) enter(ctx context.Context) error {
	const atOnce = 2000
	var of workflow.Workflow
	d, err := workflow.Read([]byte(walked))
	if err == nil {
		err = w.Records.Tx(ctx, func(t *store.Tx) (err error) {
			if of, err = t.AddWorkflow(ctx, workflow.Workflow{Name: "bench", State: workflow.Active}); err != nil {
				return err
			}
			if err := t.AddWorkflowVersion(ctx, of.ID, store.WorkflowVersion{Version: 1, Definition: []byte(walked)}); err != nil {
				return err
			}
			of.Version = 1
			_, err = t.SaveWorkflow(ctx, of)
			return err
		})
	}
	for first := int64(1); first <= w.people && err == nil; first += atOnce {
		err = w.Records.Tx(ctx, func(t *store.Tx) error {
			var list []workflow.Run
			for id := first; id < first+atOnce && id <= w.people; id++ {
				list = append(list, workflow.Run{Workflow: of.ID, Version: 1, Person: id, Trigger: "by_hand", Cause: "bench", State: workflow.Begin(d, t.Now()), Began: t.Now()})
			}
			_, err := t.EnterRuns(ctx, list)
			return err
		})
	}
	return err
}

// settle waits until nobody is due.
func (w *walk) settle(ctx context.Context) error {
	for ctx.Err() == nil {
		var next int64
		err := w.Records.View(ctx, func(v *store.View) (err error) {
			next, err = v.NextDue(ctx, 1)
			return err
		})
		if err != nil || next == 0 || next > w.now.Load() {
			return err
		}
		time.Sleep(20 * time.Millisecond)
	}
	return ctx.Err()
}

// count is how many steps were written down.
func (w *walk) count(ctx context.Context) (steps int64, err error) {
	err = w.Records.View(ctx, func(v *store.View) error {
		steps, err = v.CountLines(ctx)
		return err
	})
	return steps, err
}

// bare writes as many rows as the steps did, and nothing else: where a run stands, and a line.
func (w *walk) bare(ctx context.Context, steps int64, took time.Duration) error {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.path, "records.db")+"?_pragma=busy_timeout(10000)&_pragma=synchronous(FULL)&_pragma=journal_mode(WAL)")
	if err != nil {
		return err
	}
	defer db.Close()
	const atOnce = 500
	began := time.Now()
	for done := int64(0); done < steps; done += atOnce {
		tx, err := db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		for i := done; i < min(done+atOnce, steps); i++ {
			run := i%w.people + 1
			if _, err = tx.ExecContext(ctx, "UPDATE run SET node = 'far', due = ?, state = '{}', since = ? WHERE id = ?", w.now.Load()+int64(time.Hour), i, run); err == nil {
				_, err = tx.ExecContext(ctx, "INSERT INTO run_line (run, at, body) VALUES (?, ?, ?)", run, i, `{"node":"which","kind":"branch","path":1}`)
			}
			if err != nil {
				return err
			}
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	bare := time.Since(began)
	fmt.Printf("%-44s %10s  %12.0f steps/s  ours takes %.2f of it\n", "bare UPDATE and INSERT of the same rows", show(bare), float64(steps)/bare.Seconds(), took.Seconds()/bare.Seconds())
	return nil
}

// rest lets everybody wait, and says what that costs.
func (w *walk) rest(ctx context.Context, seconds int) error {
	before, err := processor()
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(seconds) * time.Second):
	}
	after, err := processor()
	fmt.Printf("%-44s %9.2f %% of a core over %d s  target ≤ 1 %%\n", fmt.Sprintf("%d people wait", w.people), 100*(after-before).Seconds()/float64(seconds), seconds)
	return err
}

// processor is the processor time this process has taken.
func processor() (time.Duration, error) {
	var u syscall.Rusage
	err := syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}
