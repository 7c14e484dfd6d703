package api

import (
	"context"
	"net/http"
	"strings"
	"time"
)

// renew builds projections anew. Until that is done people are missing who are there.
func (s *Server) renew(ctx context.Context, names []string, progress func(done, total int64)) error {
	s.renewing.Add(1)
	defer s.renewing.Add(-1)
	return s.Flow.Rebuild(ctx, names, progress)
}

var errRenewing = refused(http.StatusServiceUnavailable, 5*time.Second, "people are being rebuilt at this moment, because somebody was erased or the house was asked to; this will be there again in a few seconds")

// meanwhile is what is truly to be said of a person who is not found: while people are rebuilt nobody knows whether they are
// there.
func (s *Server) meanwhile(path string, err error) error {
	if s.renewing.Load() > 0 && statusOf(err) == http.StatusNotFound && strings.Contains(path, personPrefix) {
		return errRenewing
	}
	return err
}
