package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// Invalid is a question or an order that cannot be understood; its message says what to write instead.
type Invalid struct{ *phrase.Sentence }

func invalid(format string, args ...any) error { return &Invalid{phrase.Errorf(format, args...)} }

// wrong makes a question's mistake of an error whose words are a whole sentence.
func wrong(err error) error { return invalid("%w", err) }

// Refused is an order that is understood and not carried out. Wait, where it is not 0, is when to ask again.
type Refused struct {
	*phrase.Sentence
	Status int
	Wait   time.Duration
}

func refused(status int, wait time.Duration, format string, args ...any) error {
	return &Refused{phrase.Errorf(format, args...), status, wait}
}

// missing says that something asked for by name is not there.
func missing(format string, args ...any) error {
	return refused(http.StatusNotFound, 0, format, args...)
}

// notFound gives an error that says something is not there the words that say what.
func notFound(err error, format string, args ...any) error {
	if errors.Is(err, flow.ErrNotFound) {
		return missing(format, args...)
	}
	return err
}

var errOurs = phrase.Errorf("something went wrong here; it is written in the server's log. Try again, or run banhda doctor on the server")

// problem turns an error into what a client is told, in their language. The socket belongs to who owns the data, so
// it shows causes; others are told of their own mistakes, and of ours only that there was one.
func (s *Server) problem(ctx context.Context, err error) huma.StatusError {
	status := statusOf(err)
	if status == http.StatusInternalServerError && auth.From(ctx).Kind != auth.Socket {
		err = errOurs
	}
	return huma.NewError(status, phrase.In(speaks(ctx), err))
}

// fail answers with a problem.
func (s *Server) fail(c huma.Context, err error) {
	at := c.URL()
	err = s.meanwhile(at.Path, err)
	var r *Refused
	if errors.As(err, &r) && r.Wait > 0 {
		c.SetHeader("Retry-After", strconv.Itoa(seconds(r.Wait)))
	}
	p := s.problem(c.Context(), err)
	_ = huma.WriteErr(s.api, c, p.GetStatus(), p.Error())
}

// seconds rounds a wait up.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }

// statusOf is the HTTP status that says what kind of error it is.
func statusOf(err error) int {
	var r *Refused
	var invalid *Invalid
	var wrong *record.Wrong
	switch {
	case errors.As(err, &r):
		return r.Status
	case errors.As(err, &invalid), errors.As(err, &wrong):
		return http.StatusUnprocessableEntity
	}
	for _, known := range statuses {
		if errors.Is(err, known.err) {
			return known.status
		}
	}
	return http.StatusInternalServerError
}

var statuses = []struct {
	err    error
	status int
}{
	{flow.ErrNotFound, http.StatusNotFound},
	{store.ErrChanged, http.StatusPreconditionFailed},
	{store.ErrRemoved, http.StatusConflict},
	{store.ErrIdentifier, http.StatusConflict},
	{store.ErrOutside, http.StatusForbidden},
	{store.ErrConflict, http.StatusConflict},
	{store.ErrBusy, http.StatusServiceUnavailable},
	{store.ErrReadOnly, http.StatusServiceUnavailable},
	{store.ErrFull, http.StatusInsufficientStorage},
	{context.Canceled, 499}, // the client went away
}
