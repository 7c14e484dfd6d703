package api

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/hub/record"
)

// How long an answer whose now was left at its default may be given again while nothing new has come, and how many
// answers, of how many bytes together, are kept for that.
const (
	keptFor     = time.Minute
	keptAnswers = 256
	keptBytes   = 32 << 20
)

// readouts answers each question once for everybody who asks it at the same time: a screen on fifty walls costs as
// much as one. An answer knows at least what every readout knew when it was asked for.
type readouts struct {
	mu     sync.Mutex
	latest map[string]*computation // of each question
}

// computation is one making of an answer. All but done and progress is guarded by the lock of readouts.
type computation struct {
	seq      int64 // what every projection had taken in when it began
	at       time.Time
	begun    bool
	waiting  int // askers; with the last of them it ends
	cancel   context.CancelFunc
	progress atomic.Pointer[Progress]
	done     chan struct{}
	whole    bool // done, and of seq: it may be given again
	answer   []byte
	err      error
}

// Shared is an answer in JSON, written once for everybody who gets it. O says what is in it.
type Shared[O any] struct{ json.RawMessage }

// Schema implements huma.SchemaProvider.
func (Shared[O]) Schema(r huma.Registry) *huma.Schema {
	return r.Schema(reflect.TypeFor[O](), true, "")
}

// shared makes the handler of a readout one that computes each question once for all who ask it. What the answer
// depends on must be in the question, the workspace and the log, or in what who asks may see: else who asks must make no
// difference.
func shared[I interface {
	fixed() bool
	slow() bool
	whom() string
}, O any](s *Server, handle func(context.Context, *I, Tell) (O, error)) func(context.Context, *I, Tell) (Shared[O], error) {
	return func(ctx context.Context, in *I, tell Tell) (Shared[O], error) {
		w, err := s.workspace(ctx)
		if err != nil {
			return Shared[O]{}, err
		}
		ctx, mark, err := s.confined(ctx)
		if err != nil {
			return Shared[O]{}, err
		}
		ctx, chosen, err := s.gathered(ctx, (*in).whom())
		if err != nil {
			return Shared[O]{}, err
		}
		question, err := json.Marshal([]any{w, mark, chosen, hidden(ctx, record.Person), fmt.Sprintf("%T", in), in})
		if err != nil {
			return Shared[O]{}, err
		}
		answer, err := s.share(ctx, string(question), (*in).fixed(), tell, func(ctx context.Context, tell Tell) ([]byte, error) {
			rise, err := s.seat(ctx, (*in).slow())
			if err != nil {
				return nil, err
			}
			defer rise()
			out, err := handle(ctx, in, tell)
			if err != nil {
				return nil, err
			}
			return json.Marshal(out)
		})
		return Shared[O]{answer}, err
	}
}

// fixed reports whether the question says what now is: its answer then changes with the log alone.
func (r Reading) fixed() bool { return r.AsOf != "" }

// slow reports whether the question folds everything anew: what was known at an hour is not kept.
func (r Reading) slow() bool { return r.KnownAt != "" }

// whom is the question's segment.
func (r Reading) whom() string { return r.Segment }

// share waits for the answer to a question, which is computed unless that is being done or was done already.
func (s *Server) share(ctx context.Context, question string, fixed bool, tell Tell, compute func(context.Context, Tell) ([]byte, error)) ([]byte, error) {
	c := s.join(ctx, question, fixed, compute)
	defer s.leave(c)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for told := (*Progress)(nil); ; {
		select {
		case <-c.done:
			return c.answer, c.err
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-tick.C:
			if p := c.progress.Load(); p != told {
				told = p
				tell(*p)
			}
		}
	}
}

// join finds the computation that answers somebody who asks now, or starts one.
func (s *Server) join(ctx context.Context, question string, fixed bool, compute func(context.Context, Tell) ([]byte, error)) *computation {
	r := &s.readouts
	r.mu.Lock()
	defer r.mu.Unlock()
	before := r.latest[question]
	if before != nil && before.answers(s.Flow.Done(), s.Now(), fixed) {
		before.waiting++
		return before
	}
	c := &computation{waiting: 1, done: make(chan struct{})}
	ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	if r.latest == nil {
		r.latest = map[string]*computation{}
	}
	r.latest[question] = c
	go s.compute(ctx, c, before, compute)
	return c
}

// answers reports whether somebody who asks now may wait for this computation: one that has yet to begin, or one that
// began with all there is.
func (c *computation) answers(seq int64, now time.Time, fixed bool) bool {
	if c.ended() {
		return c.whole && c.seq == seq && (fixed || now.Sub(c.at) < keptFor)
	}
	return c.waiting > 0 && (!c.begun || c.seq == seq)
}

// compute makes the answer, after the computation before it: of one question there is never more than one under way.
func (s *Server) compute(ctx context.Context, c, before *computation, do func(context.Context, Tell) ([]byte, error)) {
	defer c.cancel()
	if before != nil {
		<-before.done
	}
	s.readouts.mu.Lock()
	c.begun, c.seq, c.at = true, s.Flow.Done(), s.Now()
	s.readouts.mu.Unlock()
	answer, err := s.survive(ctx, do, func(p Progress) { c.progress.Store(&p) })
	s.readouts.mu.Lock()
	defer s.readouts.mu.Unlock()
	c.answer, c.err = answer, err
	seq := s.Flow.Done()
	c.whole = err == nil && c.seq == seq
	close(c.done)
	s.readouts.sweep(seq)
}

// survive turns a panic into an error: here no request ends with it, but the program would.
func (s *Server) survive(ctx context.Context, do func(context.Context, Tell) ([]byte, error), tell Tell) (answer []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.Logger.Error("a readout has failed", "panic", p, "stack", string(debug.Stack()))
			err = fmt.Errorf("the readout has failed: %v", p)
		}
	}()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return do(ctx, tell)
}

// leave says that an asker waits no longer. What nobody waits for is not worth going on.
func (s *Server) leave(c *computation) {
	s.readouts.mu.Lock()
	defer s.readouts.mu.Unlock()
	if c.waiting--; c.waiting == 0 {
		c.cancel()
	}
}

// sweep forgets answers that cannot be given again, and then others, until what is kept is within its bounds.
func (r *readouts) sweep(seq int64) {
	bytes := 0
	for question, c := range r.latest {
		if c.ended() && !(c.whole && c.seq == seq) {
			delete(r.latest, question)
		}
		bytes += len(c.answer)
	}
	for question, c := range r.latest {
		if bytes <= keptBytes && len(r.latest) <= keptAnswers {
			return
		}
		if c.ended() {
			bytes -= len(c.answer)
			delete(r.latest, question)
		}
	}
}

func (c *computation) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}
