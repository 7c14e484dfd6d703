package api

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// lines is the media type of an answer that can be watched.
const lines = "application/x-ndjson"

// Progress says how far a piece of work is. Done and Total are in bytes or entries, as Step implies; Total is 0
// where it is not known. Rows counts what the work has handled so far.
type Progress struct {
	Step  string `json:"step" doc:"what is being done"`
	Done  int64  `json:"done"`
	Total int64  `json:"total"`
	Rows  int64  `json:"rows,omitempty"`
}

// Tell is how an operation reports its progress, from any goroutine and as often as it likes: what comes too fast to
// be read is left out.
type Tell func(Progress)

// line is one line of an answer that is being watched: exactly one of its members is set.
type line struct {
	Progress *Progress        `json:"progress,omitempty"`
	Result   any              `json:"result,omitempty"`
	Problem  huma.StatusError `json:"problem,omitempty"`
}

// largest is the most bytes any body may have.
const largest = 256 << 20

// operation names one operation: its route, the permission it needs and what it does.
type operation struct {
	method, path, id, permission, doc string
	raw                               bool // the handler reads the body itself; it may have up to largest bytes, not only one megabyte
}

// answer registers an operation. The handler returns its result or an error, and need not know whether it is
// watched.
func answer[I, O any](s *Server, o operation, handle func(context.Context, *I, Tell) (O, error)) {
	op := s.describe(o)
	op.Parameters, op.Responses = o.repeatParameter(), responses[O](s.api, o.id)
	if o.raw {
		op.MaxBodyBytes, op.SkipValidateBody = largest, true
	}
	huma.Register(s.api, op, func(_ context.Context, in *I) (*huma.StreamResponse, error) {
		return &huma.StreamResponse{Body: func(c huma.Context) {
			do := func(tell Tell) (out any, err error) {
				start := time.Now()
				carry := func(ctx context.Context) (any, error) { return handle(ctx, in, tell) }
				if repeatable(o, c) {
					out, err = s.once(c.Context(), o, c.Header(repeatHeader), in, carry)
				} else {
					out, err = carry(c.Context())
				}
				s.observe(o.id, time.Since(start), err)
				return out, err
			}
			if strings.Contains(c.Header("Accept"), lines) {
				s.answerLines(c, do)
			} else {
				s.answerWhole(c, do)
			}
		}}, nil
	})
}

// responses documents both forms of an operation's answer.
func responses[O any](a huma.API, id string) map[string]*huma.Response {
	schema := a.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[O](), true, id+"-result")
	r := &huma.Response{Description: "The answer; as lines where progress was asked for.",
		Content: map[string]*huma.MediaType{"application/json": {Schema: schema}, lines: {}}}
	if reflect.TypeFor[O]().Implements(reflect.TypeFor[tagged]()) {
		r.Headers = map[string]*huma.Header{"ETag": {Description: "The version, for If-Match. Not where progress was asked for: its head is sent first.", Schema: &huma.Schema{Type: "string"}}}
	}
	return map[string]*huma.Response{"200": r}
}

// tagged is a result that has versions; the tag says which, as HTTP compares it.
type tagged interface{ tag() string }

func (s *Server) answerWhole(c huma.Context, do func(Tell) (any, error)) {
	out, err := do(func(Progress) {})
	if err != nil {
		s.fail(c, err)
		return
	}
	c.SetHeader("Content-Type", "application/json")
	if t, ok := out.(tagged); ok {
		c.SetHeader("ETag", t.tag())
	}
	if err := json.NewEncoder(c.BodyWriter()).Encode(out); s.unwritable(err) {
		s.fail(c, err)
	}
}

// unwritable reports, and notes, that something cannot be written as JSON; nothing of it has been sent then. Where only
// nobody listens any more there is nothing to do.
func (s *Server) unwritable(err error) bool {
	var part *json.MarshalerError
	var value *json.UnsupportedValueError
	if !errors.As(err, &part) && !errors.As(err, &value) {
		return false
	}
	s.Logger.Error("an answer cannot be written", "error", err)
	return true
}

// answerLines streams progress, at most ten lines a second, and closes with the result.
func (s *Server) answerLines(c huma.Context, do func(Tell) (any, error)) {
	c.SetHeader("Content-Type", lines)
	w := c.BodyWriter()
	var telling sync.Mutex
	var last time.Time
	out, err := do(func(p Progress) {
		telling.Lock()
		defer telling.Unlock()
		if now := time.Now(); now.Sub(last) >= 100*time.Millisecond {
			last = now
			_ = writeLine(w, line{Progress: &p})
		}
	})
	if err != nil {
		_ = writeLine(w, line{Problem: s.problem(c.Context(), err)})
		return
	}
	if err := writeLine(w, line{Result: out}); s.unwritable(err) {
		_ = writeLine(w, line{Problem: s.problem(c.Context(), err)})
	}
}

// writeLine sends one line at once. Where nobody listens any more the operation's context ends; that is enough.
func writeLine(w io.Writer, l line) error {
	err := json.NewEncoder(w).Encode(l)
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	return err
}
