// Package job does work later, and surely: what has to happen after a change is left as a job in the transaction of that
// change, and done once it is committed.
//
// A job is claimed for a lease, which a heartbeat extends while it is being worked on; a process that dies lets the lease
// end, and the job is claimed anew. So work is done at least once, and whoever must not do it twice either finishes the
// job in the transaction of its effect, or says Once: then a job whose fate a crash hid is laid aside as doubtful, to be
// looked at, and is not done again by itself.
package job

import (
	"context"
	"errors"
	"time"
)

// Kind is a sort of work.
type Kind string

// Job is one piece of work. Instants are microseconds.
type Job struct {
	ID       int64
	Kind     Kind
	Key      string // what it is about: of one kind and key at most one job waits; empty: any number
	Body     []byte // JSON
	RunAt    int64  // not before
	Attempts int    // begun so far, with this one
	State    State
	Error    string // what went wrong last; empty: nothing
	At       int64  // when it was left
	Lost     bool   // its last attempt ended without a word: the process died, or was too slow
}

// State is where a job stands. One that is done is not kept.
type State string

// The states.
const (
	Waiting State = "waiting"
	Running State = "running"
	Dead    State = "dead" // tried often enough, or not to be tried again: somebody has to look
)

// Queue is where jobs are kept.
type Queue interface {
	// Due reports whether any job can be claimed. It is cheap.
	Due(ctx context.Context) (bool, error)
	// Release ends the leases of all jobs, where nobody is at work on any: those of a process that is no more are lost, and due at once.
	Release(ctx context.Context) error
	// Claim takes up to limit jobs of these kinds that are due, or whose lease has ended, for a lease.
	Claim(ctx context.Context, kinds []Kind, lease time.Duration, limit int) ([]Job, error)
	// Extend keeps a claimed job for another lease.
	Extend(ctx context.Context, id int64, lease time.Duration) error
	// Finish forgets a job that is done; one that is gone already is no error. What is to follow waits from then on.
	Finish(ctx context.Context, id int64, then ...Job) error
	// Retry lets a claimed job wait until runAt; one of its kind and key that waits already takes its place.
	Retry(ctx context.Context, j Job, runAt int64, why string) error
	// Bury lays a job aside as dead. What is to follow waits from then on.
	Bury(ctx context.Context, id int64, why string, then ...Job) error
	// Begin leaves a job unless one of its kind and key is there in any state but dead.
	Begin(ctx context.Context, j Job) error
	// Left is closed when jobs are left after this call.
	Left() <-chan struct{}
}

// Work is how jobs of a kind are done.
type Work struct {
	// Do does one. What it did in part it may find done when it is called again.
	Do func(context.Context, Job) error
	// Attempts are at most so many; 0: 8.
	Attempts int
	// Within is how long one attempt may take; 0: a minute.
	Within time.Duration
	// Once lays a job aside where nobody knows whether it was done.
	Once bool
	// AtOnce are at most so many at a time, so that what waits for others does not hold up everything else; 0: as many as
	// there are hands.
	AtOnce int
	// Every gives when the next one of this kind is due, after one was; nil: only where somebody leaves one.
	Every func(after int64) int64
}

func (w Work) attempts() int {
	if w.Attempts == 0 {
		return 8
	}
	return w.Attempts
}

func (w Work) within() time.Duration {
	if w.Within == 0 {
		return time.Minute
	}
	return w.Within
}

// then is the job that follows one of this kind; none where it has no schedule.
func (w Work) then(kind Kind, now int64) []Job {
	if w.Every == nil {
		return nil
	}
	return []Job{{Kind: kind, Key: string(kind), Body: []byte("{}"), RunAt: w.Every(now)}}
}

// errDoubtful is why a job that is done at most once was laid aside.
var errDoubtful = errors.New("it was begun and nobody knows whether it was done; look, and try it again if it was not")

// Final says that trying again would not help.
func Final(err error) error { return final{err} }

type final struct{ error }

func (f final) Unwrap() error { return f.error }

const (
	firstWait = 10 * time.Second
	mostWait  = time.Hour
)

// Wait is how long after its n-th attempt (1, 2, …) a job is tried again: ten seconds, doubled each time, at most an
// hour, and by chance (0 to 1) up to a quarter less, so that what failed together does not come back together.
func Wait(n int, chance float64) time.Duration {
	wait := mostWait
	if n < 10 {
		wait = min(mostWait, firstWait<<(n-1))
	}
	return wait - time.Duration(chance*float64(wait)/4)
}

// Each gives the next multiple of a period, for Work.Every.
func Each(period time.Duration) func(after int64) int64 {
	p := period.Microseconds()
	return func(after int64) int64 { return (after/p + 1) * p }
}

// Doubtful reports whether a job was laid aside because nobody knows whether it was done.
func (j Job) Doubtful() bool { return j.State == Dead && j.Error == errDoubtful.Error() }
