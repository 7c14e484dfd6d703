package oauth

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Tokens give access tokens to who signs in.
type Tokens interface {
	Token(ctx context.Context) (string, error)
	// Refused says that a server did not take a token.
	Refused(token string)
}

// Source gives the access tokens of one grant. It may be used by any number of goroutines at once: one asks the server of
// tokens, the others get what it got.
type Source struct {
	Client *http.Client
	Now    func() time.Time
	// Grant is that which is kept now. Keep keeps another refresh token in its place, before the token that came with it is
	// used: the old one may hold no more.
	Grant func(context.Context) (Grant, error)
	Keep  func(ctx context.Context, was Grant, refresh string) error

	turn chan struct{}
	of   Grant
	held Token
	got  time.Time
	till time.Time
	err  error
}

// NewSource makes one; nothing is asked before the first token.
func NewSource(s Source) *Source {
	s.turn = make(chan struct{}, 1)
	return &s
}

const (
	// ahead is how long before its end a token is not used any more: it has to outlast a connection's beginning.
	ahead = 5 * time.Minute
	// unsaid is how long a token lasts of which that was not said.
	unsaid = 10 * time.Minute
	// rest is how long a refusal stands, so that nobody asks again and again for what was refused.
	rest = time.Minute
)

// Token gives a token that holds for some minutes.
func (s *Source) Token(ctx context.Context) (string, error) {
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return "", ctx.Err()
	}
	defer func() { <-s.turn }()
	g, err := s.Grant(ctx)
	if err != nil {
		return "", err
	}
	if g == s.of && s.Now().Before(s.till) {
		return s.held.Access, s.err
	}
	return s.renew(ctx, g)
}

func (s *Source) renew(ctx context.Context, g Grant) (string, error) {
	t, err := g.Renew(ctx, s.Client)
	now := s.Now()
	if errors.Is(err, ErrRefused) {
		s.of, s.held, s.err, s.got, s.till = g, Token{}, err, now, now.Add(rest)
	}
	if err != nil {
		return "", err
	}
	if t.Refresh != "" && t.Refresh != g.Refresh {
		if err := s.Keep(context.WithoutCancel(ctx), g, t.Refresh); err != nil {
			return "", err
		}
		g.Refresh = t.Refresh
	}
	lasts := t.Lasts
	if lasts == 0 {
		lasts = unsaid
	}
	s.of, s.held, s.err, s.got, s.till = g, t, nil, now, now.Add(lasts-min(ahead, lasts/4))
	return t.Access, nil
}

// Refused lets another token be got, a minute after this one was at the soonest.
func (s *Source) Refused(token string) {
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	if soonest := s.got.Add(rest); s.held.Access == token && soonest.Before(s.till) {
		s.till = soonest
	}
}
