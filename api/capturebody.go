package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"banhda/attract/capture"
)

// bodyWait is how long a body may take to come, and seatWait how long one waits for memory that others use.
const (
	bodyWait = 20 * time.Second
	seatWait = 2 * time.Second
)

// openBytes is how much of bodies the door holds at once; a body takes what it holds by pieces, so that who sends
// slowly takes little.
const (
	openBytes = 64 << 20
	piece     = 32 << 10
)

var (
	errLarge  = refused(http.StatusRequestEntityTooLarge, 0, "the body is larger than %d bytes; send less at once", capture.MaxBatch)
	errPacked = refused(http.StatusBadRequest, 0, "the body says it is gzip and is not")
	errCutOff = refused(http.StatusBadRequest, 0, "the body ended before it was whole")
	errSlow   = refused(http.StatusRequestTimeout, time.Second, "the body ended before it was whole") // which clients send again
)

// buffers are used again: the log keeps nothing of a body once it is on disk.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// body is one on its way through the door.
type body struct {
	*bytes.Buffer
	seats *semaphore.Weighted
	held  int64
}

// done gives its memory back.
func (b *body) done() {
	buffers.Put(b.Buffer)
	b.seats.Release(b.held)
}

// read reads a body, unpacked where it came packed.
func (d *door) read(w http.ResponseWriter, r *http.Request) (*body, error) {
	if r.ContentLength > capture.MaxBatch {
		return nil, errLarge
	}
	wait := http.NewResponseController(w)
	_ = wait.SetReadDeadline(time.Now().Add(bodyWait)) // where that cannot be set, nobody can be slow either
	b := &body{Buffer: buffers.Get().(*bytes.Buffer), seats: d.seats}
	b.Reset()
	from, err := unpacked(r)
	if err == nil {
		err = b.fill(r.Context(), from)
	}
	if err != nil {
		b.done()
		return nil, err // what is left of the body has as long, and no longer
	}
	_ = wait.SetReadDeadline(time.Time{})
	return b, nil
}

func unpacked(r *http.Request) (io.Reader, error) {
	if r.Header.Get("Content-Encoding") != "gzip" {
		return r.Body, nil
	}
	from, err := gzip.NewReader(r.Body)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, errSlow
	case err != nil:
		return nil, errPacked
	}
	return from, nil
}

func (b *body) fill(ctx context.Context, from io.Reader) error {
	for b.Len() <= capture.MaxBatch {
		if err := b.hold(ctx); err != nil {
			return err
		}
		b.Grow(piece)
		n, err := from.Read(b.AvailableBuffer()[:piece])
		b.Write(b.AvailableBuffer()[:n])
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
			return errPacked
		case errors.Is(err, os.ErrDeadlineExceeded):
			return errSlow
		case err != nil:
			return errCutOff
		}
	}
	return errLarge
}

// hold takes memory for the next piece.
func (b *body) hold(ctx context.Context) error {
	if int64(b.Len())+piece <= b.held {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, seatWait)
	defer cancel()
	if b.seats.Acquire(ctx, piece) != nil {
		return errBusy
	}
	b.held += piece
	return nil
}
