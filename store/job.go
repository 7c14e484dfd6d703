package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"banhda/drive/job"
)

// Enqueue leaves a job, to be done once this transaction has been committed and not before runAt (microseconds). Body is
// JSON. Of one kind and key at most one job waits: leaving it again only makes it due earlier; an empty key stands for
// no such limit.
func (t *Tx) Enqueue(ctx context.Context, kind job.Kind, key string, body []byte, runAt int64) error {
	query := `INSERT INTO job (kind, key, body, state, run_at, lease_until, attempts, error, created_at) VALUES (?, ?, ?, 'waiting', ?, 0, 0, '', ?)
ON CONFLICT (kind, key) WHERE state = 'waiting' AND key <> '' DO UPDATE SET run_at = CASE WHEN excluded.run_at < job.run_at THEN excluded.run_at ELSE job.run_at END`
	_, err := t.exec(ctx, "leaving a job", query, string(kind), key, string(body), runAt, t.now)
	t.left = t.left || err == nil
	return err
}

// FinishJob forgets a job in the transaction of its effect.
func (t *Tx) FinishJob(ctx context.Context, id int64) error {
	_, err := t.exec(ctx, "finishing a job", "DELETE FROM job WHERE id = ?", id)
	return err
}

// TakeJob forgets the job of a kind and key in the transaction of its effect, and gives its body; ErrNotFound where
// somebody has done it before.
func (t *Tx) TakeJob(ctx context.Context, kind job.Kind, key string) (body []byte, err error) {
	err = t.one(ctx, "taking a job", "DELETE FROM job WHERE kind = ? AND key = ? RETURNING body", []any{string(kind), key}, &body)
	return body, err
}

const jobColumns = "id, kind, key, body, run_at, attempts, state, error, created_at"

// scanJob reads the columns, of which state is the one the row had before it was claimed.
func scanJob(rows *sql.Rows, more ...any) (j job.Job, err error) {
	into := []any{&j.ID, (*string)(&j.Kind), &j.Key, &j.Body, &j.RunAt, &j.Attempts, (*string)(&j.State), &j.Error, &j.At}
	return j, rows.Scan(append(into, more...)...)
}

// Jobs lists the jobs of a state, the newest first, before the given id; 0 begins with the newest.
func (v *View) Jobs(ctx context.Context, state job.State, before int64, limit int) (list []job.Job, err error) {
	query := "SELECT " + jobColumns + " FROM job WHERE state = ? AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?"
	err = v.each(ctx, "listing jobs", query, []any{string(state), before, before, limit}, func(rows *sql.Rows) error {
		j, err := scanJob(rows)
		list = append(list, j)
		return err
	})
	return list, err
}

// ReviveJob lets a dead job wait again, with all its attempts before it; ErrNotFound where none of that id is dead.
func (t *Tx) ReviveJob(ctx context.Context, id int64) error {
	query := `UPDATE job SET state = 'waiting', attempts = 0, run_at = ? WHERE id = ? AND state = 'dead'`
	t.left = true
	return t.oneJob(ctx, "reviving", id, query, t.now, id)
}

// RemoveJob removes a dead job; ErrNotFound where none of that id is dead.
func (t *Tx) RemoveJob(ctx context.Context, id int64) error {
	return t.oneJob(ctx, "removing", id, "DELETE FROM job WHERE id = ? AND state = 'dead'", id)
}

func (t *Tx) oneJob(ctx context.Context, doing string, id int64, query string, args ...any) error {
	n, err := t.exec(ctx, doing+" a job", query, args...)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s job %d: %w", doing, id, ErrNotFound)
	}
	return err
}

// Queue is where jobs are kept: job.Queue.
type Queue struct{ *Records }

// Left is closed when jobs are left after this call.
func (q Queue) Left() <-chan struct{} {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.left
}

// Due reports whether any job can be claimed.
func (q Queue) Due(ctx context.Context) (due bool, err error) {
	err = q.View(ctx, func(v *View) error {
		query := "SELECT EXISTS (SELECT 1 FROM job WHERE state = 'waiting' AND run_at <= ?) OR EXISTS (SELECT 1 FROM job WHERE state = 'running' AND lease_until <= ?)"
		return v.one(ctx, "looking for jobs", query, []any{v.now, v.now}, &due)
	})
	return due, err
}

// Release ends all leases: one process at a time holds a house, so those there are at its start are of one that ended.
func (q Queue) Release(ctx context.Context) error {
	return q.Tx(ctx, func(t *Tx) error {
		_, err := t.exec(ctx, "letting go of jobs", "UPDATE job SET lease_until = 0 WHERE state = 'running'")
		return err
	})
}

// Claim takes jobs for a lease, those due longest first. Whoever writes is alone, so nobody else claims them meanwhile.
func (q Queue) Claim(ctx context.Context, kinds []job.Kind, lease time.Duration, limit int) (list []job.Job, err error) {
	err = q.Tx(ctx, func(t *Tx) error {
		of, known := t.dialect.In("kind", kinds)
		query := "SELECT " + jobColumns + ` FROM job WHERE (state = 'waiting' AND run_at <= ? OR state = 'running' AND lease_until <= ?) AND ` + of + ` ORDER BY run_at, id LIMIT ?`
		err := t.each(ctx, "claiming jobs", query, []any{t.now, t.now, known, limit}, func(rows *sql.Rows) error {
			j, err := scanJob(rows)
			j.Lost, j.State, j.Attempts = j.State == job.Running, job.Running, j.Attempts+1
			list = append(list, j)
			return err
		})
		for _, j := range list {
			if err == nil {
				_, err = t.exec(ctx, "claiming a job", "UPDATE job SET state = 'running', lease_until = ?, attempts = ? WHERE id = ?", t.now+lease.Microseconds(), j.Attempts, j.ID)
			}
		}
		return err
	})
	return list, err
}

// Extend keeps a claimed job for another lease.
func (q Queue) Extend(ctx context.Context, id int64, lease time.Duration) error {
	return q.Tx(ctx, func(t *Tx) error {
		_, err := t.exec(ctx, "extending a lease", "UPDATE job SET lease_until = ? WHERE id = ? AND state = 'running'", t.now+lease.Microseconds(), id)
		return err
	})
}

// Finish forgets a job that is done, and leaves what follows.
func (q Queue) Finish(ctx context.Context, id int64, then ...job.Job) error {
	return q.Tx(ctx, func(t *Tx) error { return cmp.Or(t.FinishJob(ctx, id), t.enqueueAll(ctx, then)) })
}

// Retry lets a claimed job wait again, unless another of its kind and key waits.
func (q Queue) Retry(ctx context.Context, j job.Job, runAt int64, why string) error {
	return q.Tx(ctx, func(t *Tx) error {
		n, err := t.exec(ctx, "trying a job again", `UPDATE job SET state = 'waiting', run_at = ?, error = ? WHERE id = ? AND state = 'running'
AND (key = '' OR NOT EXISTS (SELECT 1 FROM job AS other WHERE other.kind = job.kind AND other.key = job.key AND other.state = 'waiting'))`, runAt, plainText(why), j.ID)
		if err == nil && n == 0 {
			err = t.FinishJob(ctx, j.ID)
		}
		return err
	})
}

// Bury lays a claimed job aside, and leaves what follows.
func (q Queue) Bury(ctx context.Context, id int64, why string, then ...job.Job) error {
	return q.Tx(ctx, func(t *Tx) error {
		_, err := t.exec(ctx, "laying a job aside", "UPDATE job SET state = 'dead', error = ? WHERE id = ?", plainText(why), id)
		return cmp.Or(err, t.enqueueAll(ctx, then))
	})
}

// Begin leaves a job unless one of its kind and key waits or is under way.
func (q Queue) Begin(ctx context.Context, j job.Job) error {
	return q.Tx(ctx, func(t *Tx) error {
		var id int64
		err := t.one(ctx, "looking for a job", "SELECT id FROM job WHERE kind = ? AND key = ? AND state <> 'dead' LIMIT 1", []any{string(j.Kind), j.Key}, &id)
		if errors.Is(err, ErrNotFound) {
			return t.enqueueAll(ctx, []job.Job{j})
		}
		return err
	})
}

func (t *Tx) enqueueAll(ctx context.Context, list []job.Job) error {
	for _, j := range list {
		if err := t.Enqueue(ctx, j.Kind, j.Key, j.Body, j.RunAt); err != nil {
			return err
		}
	}
	return nil
}

// plainText is text PostgreSQL takes: valid UTF-8 without NUL, and not endless.
func plainText(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
	if r := []rune(s); len(r) > 2000 {
		return string(r[:2000])
	}
	return s
}
