package api

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// How many different questions are computed at once, and how many more may wait for their turn: a screen asks some
// ten, and more than a few at a time only share the same processors and memory. Those that fold everything anew have
// seats of their own, so that quick ones need not wait for them.
const (
	quickSeats = 8
	slowSeats  = 2
	maxWaiting = 256
)

// seats are the places at which readouts are computed.
type seats struct {
	quick, slow *semaphore.Weighted
	waiting     atomic.Int64
}

func newSeats() seats {
	return seats{quick: semaphore.NewWeighted(quickSeats), slow: semaphore.NewWeighted(slowSeats)}
}

var errManyAsk error = refused(http.StatusServiceUnavailable, 5*time.Second, "too many questions are asked at once; ask again in a few seconds")

// seat waits for a place to compute at, which rise gives back.
func (s *Server) seat(ctx context.Context, slow bool) (rise func(), err error) {
	places := s.seats.quick
	if slow {
		places = s.seats.slow
	}
	if s.seats.waiting.Add(1) > maxWaiting {
		s.seats.waiting.Add(-1)
		return nil, errManyAsk
	}
	defer s.seats.waiting.Add(-1)
	if err := places.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	return func() { places.Release(1) }, nil
}
