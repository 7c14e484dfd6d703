package api

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"
	"time"

	"banhda/auth"
	"banhda/store"
)

type firstRunOrder struct {
	Body struct {
		Code          string `json:"code,omitempty" maxLength:"100" doc:"The code the server has printed; not needed on the server's own machine."`
		Name          string `json:"name" maxLength:"200"`
		Email         string `json:"email" maxLength:"254"`
		Password      string `json:"password" maxLength:"1000"`
		WorkspaceName string `json:"workspace_name" maxLength:"200"`
		Timezone      string `json:"timezone,omitempty" maxLength:"100"`
		Currency      string `json:"currency,omitempty" maxLength:"3"`
		Language      string `json:"language,omitempty" enum:"vi,en"`
	}
}

var (
	errNotFirst  = refused(http.StatusConflict, 0, "this workspace has an owner already; sign in")
	errWrongCode = refused(http.StatusForbidden, 0, "the code is not the one the server has printed; look at the terminal or the log of banhda serve")
)

// FirstRunCode is what somebody on another machine has to know to become the owner; empty where there is one.
func (s *Server) FirstRunCode(ctx context.Context) (code string, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		any, err := v.AnyUser(ctx)
		if !any {
			code = s.code
		}
		return err
	})
	return code, err
}

// firstRun makes the first user, who owns the workspace, and signs them in.
func (s *Server) firstRun(ctx context.Context, in *firstRunOrder, _ Tell) (*SessionAnswer, error) {
	if err := s.checkCode(ctx, in.Body.Code); err != nil {
		return nil, err
	}
	u, err := s.newUser(ctx, in.Body.Name, in.Body.Email, auth.Owner, in.Body.Password)
	if err != nil {
		return nil, err
	}
	u.Language = in.Body.Language
	w := Workspace{Name: in.Body.WorkspaceName, Timezone: in.Body.Timezone, Currency: in.Body.Currency}
	if err := s.checkWorkspace(ctx, &w); err != nil {
		return nil, err
	}
	asSystem := auth.With(ctx, auth.Actor{Kind: auth.System})
	_, err = s.change(asSystem, mutation{verb: "first-run", entry: w, made: func() string { return UserID(u.ID) },
		also: func(ctx context.Context, t *store.Tx) error {
			if any, err := t.AnyUser(ctx); any || err != nil {
				return orElse(err, errNotFirst)
			}
			if u.ID, err = t.AddUser(ctx, u); err != nil {
				return err
			}
			return setWorkspace(ctx, t, w)
		}}, nil)
	if err != nil {
		return nil, err
	}
	return s.beginSession(ctx, u, byPassword)
}

// checkCode lets in who sits at the server's machine or has read what it printed.
func (s *Server) checkCode(ctx context.Context, code string) error {
	v := visitOf(ctx)
	if v.local || auth.From(ctx).Kind == auth.Socket {
		return nil
	}
	if wait := s.attempts.Take("first run", v.address, time.Now()); wait > 0 {
		return tooMany(wait)
	}
	given := strings.ToLower(strings.TrimSpace(code))
	if subtle.ConstantTimeCompare([]byte(given), []byte(s.code)) != 1 {
		return errWrongCode
	}
	return nil
}

// orElse is the first error there is.
func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}
