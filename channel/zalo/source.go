package zalo

import (
	"context"
	"errors"
	"time"

	"banhda/phrase"
)

// Tokens are what is kept of a connected account. Instants are microseconds.
type Tokens struct {
	Access  string `json:"access"`
	Refresh string `json:"refresh"`  // it is good once
	Until   int64  `json:"until"`    // when the access token ends
	Since   int64  `json:"since"`    // when the refresh token was given
	BegunAt int64  `json:"begun_at"` // since when somebody exchanges the refresh token; 0: nobody does
	Lost    string `json:"lost"`     // why the account has to be connected again; empty: it has not
}

// lives is how long a refresh token lives, and warned how long before its end somebody is told.
const (
	lives  = 90 * 24 * time.Hour
	warned = 14 * 24 * time.Hour
)

// Dies is when the refresh token ends.
func (t Tokens) Dies() int64 { return t.Since + lives.Microseconds() }

// Dying is in how long the refresh token ends, where that is soon enough to be told.
func (t Tokens) Dying(now int64) (left time.Duration, soon bool) {
	left = time.Duration(t.Dies()-now) * time.Microsecond
	return left, t.Refresh != "" && left <= warned
}

// Given are the tokens of a grant.
func Given(g Grant, now time.Time) Tokens {
	return Tokens{Access: g.Access, Refresh: g.Refresh, Until: now.Add(g.Lasts).UnixMicro(), Since: now.UnixMicro()}
}

// Keeper keeps tokens where every process that speaks for the account sees them.
type Keeper interface {
	// Tokens are those that are kept; the zero Tokens where no account is connected.
	Tokens(ctx context.Context) (Tokens, error)
	// Swap puts tokens in the place of those that were read; false where others are kept by now.
	Swap(ctx context.Context, was, is Tokens) (bool, error)
}

// Source gives access tokens, and exchanges the refresh token when they end. A refresh token is good once, so whoever
// exchanges it says so first, where all goroutines and processes see it; the others wait. What came of it is kept before it is
// used. Where a process died in between, the next one tries the same refresh token: either Zalo never got it, or it is used up,
// and the account has to be connected again, which is said.
type Source struct {
	App  *App
	Keep Keeper
	Now  func() time.Time
}

const (
	// ahead is how long before its end an access token is used no more.
	ahead = 2 * time.Minute
	// patience is after how long whoever exchanges the refresh token must have died: longer than an answer is waited for.
	patience = 2 * within
	look     = 50 * time.Millisecond
)

// Token implements Grants.
func (s *Source) Token(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*patience)
	defer cancel()
	for {
		t, err := s.Keep.Tokens(ctx)
		if err != nil {
			return "", err
		}
		now := s.Now().UnixMicro()
		switch {
		case t.Refresh == "":
			return "", ErrUnconnected
		case t.Lost != "":
			return "", &refusal{lost(t.Lost)}
		case t.Access != "" && now < t.Until-ahead.Microseconds():
			return t.Access, nil
		case t.BegunAt != 0 && now-t.BegunAt < patience.Microseconds():
			if err := pause(ctx); err != nil {
				return "", err
			}
			continue
		}
		if access, done, err := s.renew(ctx, t, now); done || err != nil {
			return access, err
		}
	}
}

func pause(ctx context.Context) error {
	select {
	case <-time.After(look):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// renew exchanges the refresh token, if nobody else began to.
func (s *Source) renew(ctx context.Context, t Tokens, now int64) (access string, done bool, err error) {
	begun := t
	begun.BegunAt = now
	if mine, err := s.Keep.Swap(ctx, t, begun); err != nil || !mine {
		return "", false, err
	}
	g, refused := s.App.Renew(ctx, t.Refresh)
	is := begun
	is.BegunAt = 0
	switch {
	case refused == nil:
		is = Given(g, s.Now())
	case errors.Is(refused, ErrRefused):
		is.Access, is.Lost = "", whyLost(t, refused)
	}
	kept, err := s.Keep.Swap(context.WithoutCancel(ctx), begun, is)
	switch {
	case err != nil || !kept:
		return "", err != nil, err
	case refused != nil:
		return "", true, refused
	}
	return is.Access, true, nil
}

// whyLost tells an exchange that was cut off from a plain refusal.
func whyLost(t Tokens, refused error) string {
	if t.BegunAt != 0 {
		return "cut off: " + refused.Error()
	}
	return refused.Error()
}

func lost(why string) *phrase.Sentence {
	return phrase.Errorf("the Zalo account has to be connected again, in Settings, Zalo (%s)", why)
}

// Refused implements Grants: the access token is exchanged before its end.
func (s *Source) Refused(ctx context.Context, access string) error {
	t, err := s.Keep.Tokens(ctx)
	if err != nil || t.Access != access {
		return err
	}
	is := t
	is.Access = ""
	_, err = s.Keep.Swap(ctx, t, is)
	return err
}
