package api

import (
	"context"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/store"
)

type meOrder struct {
	Body struct {
		Name        *string `json:"name,omitempty" maxLength:"200"`
		Language    *string `json:"language,omitempty" enum:"vi,en"`
		Password    string  `json:"password,omitempty" maxLength:"1000" doc:"The new one; needs old_password."`
		OldPassword string  `json:"old_password,omitempty" maxLength:"1000"`
	}
}

// changeMe changes what is one's own. A new password signs out everywhere else.
func (s *Server) changeMe(ctx context.Context, in *meOrder, _ Tell) (*SessionAnswer, error) {
	actor := auth.From(ctx)
	if actor.Kind != auth.User {
		return nil, errNoOne
	}
	hash, err := s.newPassword(ctx, actor.ID, in)
	if err != nil {
		return nil, err
	}
	u, err := s.withMe(ctx, "me-set", func(ctx context.Context, t *store.Tx, u *store.User) error {
		if in.Body.Name != nil {
			u.Name = cleanName(*in.Body.Name)
		}
		if in.Body.Language != nil {
			u.Language = *in.Body.Language
		}
		if hash == "" {
			return t.SaveUser(ctx, *u)
		}
		u.Password = hash
		return orElse(t.SaveUser(ctx, *u), t.EndSessions(ctx, u.ID))
	})
	switch {
	case err != nil:
		return nil, err
	case hash != "":
		return s.beginSession(ctx, u, byPassword)
	}
	actor.Name, actor.Language = u.Name, u.Language
	return s.showSession(auth.With(ctx, actor), nil, nil)
}

// newPassword is the hash of the new password, if one is given and the old one is right.
func (s *Server) newPassword(ctx context.Context, user int64, in *meOrder) (string, error) {
	if in.Body.Password == "" {
		return "", nil
	}
	var u store.User
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		u, err = v.User(ctx, user)
		return err
	})
	if err != nil {
		return "", err
	}
	if err := s.checkOld(ctx, u, in.Body.OldPassword); err != nil {
		return "", err
	}
	if err := auth.CheckPassword(in.Body.Password, u.Email); err != nil {
		return "", wrong(err)
	}
	return s.passwords.Hash(ctx, in.Body.Password)
}

var errWrongOld = refused(http.StatusForbidden, 0, "the old password is wrong")

// checkOld counts as an attempt to sign in: who finds a screen left open must not get to guess.
func (s *Server) checkOld(ctx context.Context, u store.User, password string) error {
	if wait := s.attempts.Take(u.Email, visitOf(ctx).address, time.Now()); wait > 0 {
		return tooMany(wait)
	}
	match, err := s.passwords.Match(ctx, u.Password, password)
	if err == nil && !match {
		return errWrongOld
	}
	s.attempts.Succeeded(u.Email)
	return err
}
