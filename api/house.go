package api

import (
	"context"
	"slices"
	"strings"
)

// StatusAnswer says how the house stands.
type StatusAnswer struct {
	Version string `json:"version"`
	Tail    int64  `json:"tail" doc:"the last entry of the log"`
	Done    int64  `json:"done" doc:"the last entry every projection has taken in"`
}

func (s *Server) status(ctx context.Context, _ *struct{}, _ Tell) (*StatusAnswer, error) {
	tail, err := s.Log.Tail(ctx)
	return &StatusAnswer{Version: s.Version, Tail: tail, Done: s.Flow.Done()}, err
}

// RebuiltAnswer says what was rebuilt, up to which entry.
type RebuiltAnswer struct {
	Rebuilt []string `json:"rebuilt"`
	Seq     int64    `json:"seq"`
	Seconds float64  `json:"seconds"`
}

type rebuildOrder struct {
	Body struct {
		Names []string `json:"names,omitempty" doc:"projections; none: all"`
	}
}

func (s *Server) rebuild(ctx context.Context, in *rebuildOrder, tell Tell) (*RebuiltAnswer, error) {
	names := in.Body.Names
	for _, n := range names {
		if !slices.Contains(s.Flow.Names(), n) {
			return nil, invalid("there is no projection %q; there are %s", n, strings.Join(s.Flow.Names(), ", "))
		}
	}
	start := s.Now()
	err := s.renew(ctx, names, func(done, total int64) { tell(Progress{Step: "rebuilding", Done: done, Total: total, Rows: done}) })
	if len(names) == 0 {
		names = s.Flow.Names()
	}
	return &RebuiltAnswer{names, s.Flow.Done(), s.Now().Sub(start).Seconds()}, err
}
