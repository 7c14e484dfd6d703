package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"sync"

	"banhda/attract/capture"
)

var errLarge = refused(http.StatusRequestEntityTooLarge, 0, "the body is larger than %d bytes; send less at once", capture.MaxBatch)

// buffers are used again: the log keeps nothing of a body once it is on disk.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// read reads a body, unpacked where it came packed. done gives its memory back.
func (d *door) read(r *http.Request) (body []byte, done func(), err error) {
	if r.ContentLength > capture.MaxBatch {
		return nil, nil, errLarge
	}
	const most = capture.MaxBatch + 1
	ctx, cancel := context.WithTimeout(r.Context(), seatWait)
	defer cancel()
	if d.seats.Acquire(ctx, most) != nil {
		return nil, nil, errBusy
	}
	buffer := buffers.Get().(*bytes.Buffer)
	buffer.Reset()
	done = func() {
		buffers.Put(buffer)
		d.seats.Release(most)
	}
	if err = unpack(buffer, r, most); err != nil {
		done()
		return nil, nil, err
	}
	return buffer.Bytes(), done, nil
}

func unpack(into *bytes.Buffer, r *http.Request, most int64) error {
	var from io.Reader = r.Body
	if r.Header.Get("Content-Encoding") == "gzip" {
		packed, err := gzip.NewReader(r.Body)
		if err != nil {
			return errPacked
		}
		from = packed
	}
	_, err := into.ReadFrom(io.LimitReader(from, most))
	switch {
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return errPacked
	case err != nil:
		return errCutOff
	case into.Len() == int(most):
		return errLarge
	}
	return nil
}

var (
	errPacked = refused(http.StatusBadRequest, 0, "the body says it is gzip and is not")
	errCutOff = refused(http.StatusBadRequest, 0, "the body ended before it was whole")
)
