package api

import (
	"context"
	"errors"
	"maps"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"banhda/store"
)

// writeKeys remembers for a moment which write keys there are, and counts their requests.
type writeKeys struct {
	mu    sync.Mutex
	known map[string]*writeKey // by token
}

type writeKey struct {
	key   store.Key
	found bool
	until time.Time
	limit *rate.Limiter
}

// A key is looked up anew after a moment: one that was removed opens nothing from then on. Requests a second are those
// of the API this one is compatible with, and more for servers.
const (
	keyMoment         = 3 * time.Second
	manyKeys          = 10_000
	longestKey        = 200 // characters; anything longer is none, and not worth remembering
	perSecond         = 1000
	perSecondOfServer = 10_000
)

// find gives the write key with a token and how many requests it may still send.
func (w *writeKeys) find(ctx context.Context, s *Server, token string) (store.Key, *rate.Limiter, error) {
	if len(token) > longestKey {
		return store.Key{}, nil, errWrite
	}
	k := w.remembered(token)
	if k == nil {
		key, err := s.WriteKey(ctx, token)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return key, nil, err
		}
		k = w.remember(token, key, err == nil)
	}
	if !k.found {
		return k.key, nil, errWrite
	}
	return k.key, k.limit, nil
}

func (w *writeKeys) remembered(token string) *writeKey {
	w.mu.Lock()
	defer w.mu.Unlock()
	if k := w.known[token]; k != nil && time.Now().Before(k.until) {
		return k
	}
	return nil
}

// remember keeps what was found. The count of requests goes on.
func (w *writeKeys) remember(token string, key store.Key, found bool) *writeKey {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.known == nil {
		w.known = map[string]*writeKey{}
	}
	if len(w.known) >= manyKeys { // somebody guesses
		maps.DeleteFunc(w.known, func(_ string, k *writeKey) bool { return !k.found })
	}
	k := &writeKey{key: key, found: found, until: time.Now().Add(keyMoment)}
	if before := w.known[token]; before != nil {
		k.limit = before.limit
	} else {
		k.limit = newLimit(key.Rank)
	}
	w.known[token] = k
	return k
}

func newLimit(rank string) *rate.Limiter {
	n := perSecond
	if rank == serverRank {
		n = perSecondOfServer
	}
	return rate.NewLimiter(rate.Limit(n), 2*n)
}
