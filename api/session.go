package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/store"
)

// SessionAnswer says who is signed in, what they may do, and what there is to look at.
type SessionAnswer struct {
	State       string     `json:"state" enum:"first-run,signed-out,code,signed-in" doc:"code: the password was right; sign in again with it and a code"`
	NeedsCode   bool       `json:"needs_code" doc:"the first run asks for the code that the server has printed"`
	Unready     bool       `json:"unready,omitempty" doc:"a second step at sign-in has to be set up before anything else"`
	Doors       *Doors     `json:"doors,omitempty" doc:"how somebody signs in here"`
	User        *User      `json:"user,omitempty"`
	Permissions []string   `json:"permissions"`
	Workspace   *Workspace `json:"workspace,omitempty"`
	Sample      bool       `json:"sample" doc:"the sample company is loaded"`
	Empty       bool       `json:"empty" doc:"nothing has happened yet"`
	Version     string     `json:"version"`
}

// showSession says how a visitor stands. What is in the house is told only to who may look at it.
func (s *Server) showSession(ctx context.Context, _ *struct{}, _ Tell) (*SessionAnswer, error) {
	actor := auth.From(ctx)
	a := &SessionAnswer{State: "signed-out", Permissions: s.permissions(actor), Version: s.Version}
	err := s.Records.View(ctx, func(v *store.View) error { return s.fillSession(ctx, v, actor, a) })
	if err != nil || a.Workspace == nil {
		return a, err
	}
	a.Empty, err = s.empty(ctx)
	return a, err
}

// empty reports whether nothing has happened yet, or nothing that was not taken back.
func (s *Server) empty(ctx context.Context) (bool, error) {
	tail, err := s.Log.Tail(ctx)
	if err != nil || tail == 0 || s.Flow.Done() < tail {
		return tail == 0, err
	}
	return s.Warehouse.Empty(ctx)
}

func (s *Server) fillSession(ctx context.Context, v *store.View, actor auth.Actor, a *SessionAnswer) error {
	if !actor.Known() {
		any, err := v.AnyUser(ctx)
		if !any {
			a.State, a.NeedsCode = "first-run", !visitOf(ctx).local
			return err
		}
		a.Doors, err = doors(ctx, v)
		return err
	}
	a.State = "signed-in"
	if actor.Kind == auth.User {
		u, err := v.User(ctx, actor.ID)
		if err != nil {
			return err
		}
		a.User = showUser(u)
		if a.Unready = actor.Unready; a.Unready {
			return nil
		}
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return err
	}
	a.Workspace = &w
	_, a.Sample, err = sampleOf(ctx, v)
	return err
}

type signInOrder struct {
	Body struct {
		Email    string `json:"email" maxLength:"254"`
		Password string `json:"password" maxLength:"1000"`
		Code     string `json:"code,omitempty" maxLength:"100" doc:"Of the app, or a recovery code, where there is a second step."`
	}
}

// How somebody signed in, as their session keeps it.
const (
	byPassword = "password"
	byOIDC     = "oidc"
)

var errWrongPassword = refused(http.StatusUnauthorized, 0, "the address or the password is wrong; an owner can give you a new password, as can banhda user reset on the server")

// signIn begins a session. An unknown address and a wrong password take as long and are told apart by nobody.
func (s *Server) signIn(ctx context.Context, in *signInOrder, _ Tell) (*SessionAnswer, error) {
	if err := s.passwordsOpen(ctx); err != nil {
		return nil, err
	}
	email, err := auth.Email(in.Body.Email)
	if err != nil {
		return nil, wrong(err)
	}
	if wait := s.attempts.Take(email, visitOf(ctx).address, time.Now()); wait > 0 {
		return nil, tooMany(wait)
	}
	u, err := s.userByEmail(ctx, email)
	if err != nil {
		return nil, err
	}
	match, err := s.passwords.Match(ctx, u.Password, in.Body.Password)
	if err != nil {
		return nil, err
	}
	if !match {
		return nil, errWrongPassword
	}
	s.attempts.Succeeded(email)
	if u.Totp != "" && in.Body.Code == "" {
		return &SessionAnswer{State: "code", Permissions: []string{}, Version: s.Version}, nil
	}
	if err := s.checkSecondStep(ctx, &u, in.Body.Code); err != nil {
		return nil, err
	}
	return s.beginSession(ctx, u, byPassword)
}

// userByEmail is who signs in with an address; nobody, with the id 0, where that is nobody's.
func (s *Server) userByEmail(ctx context.Context, email string) (u store.User, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		u, err = v.UserByEmail(ctx, email)
		return absent(err)
	})
	return u, err
}

func tooMany(wait time.Duration) error {
	return refused(http.StatusTooManyRequests, wait, "too many attempts; try again in %d seconds", seconds(wait))
}

// beginSession signs a user in, with a token nobody has had before: whatever the visitor brought is ended.
func (s *Server) beginSession(ctx context.Context, u store.User, method string) (*SessionAnswer, error) {
	token, v := auth.NewSession(), visitOf(ctx)
	session := store.Session{Hash: auth.Hash(token), User: u.ID, Method: method, Address: shownAddress(v), Device: auth.OriginOf(ctx).Device}
	var actor auth.Actor
	asThem := auth.With(ctx, auth.Actor{ID: u.ID, Kind: auth.User, Name: u.Name})
	_, err := s.change(asThem, mutation{verb: "sign-in", target: UserID(u.ID), also: func(ctx context.Context, t *store.Tx) error {
		now := t.Now()
		u.SeenAt = now
		err := errors.Join(
			t.ForgetSessions(ctx, now-auth.SessionLife.Microseconds(), now-auth.SessionIdle.Microseconds()),
			t.EndSession(ctx, auth.Hash(v.token)), t.AddSession(ctx, session), t.SaveUser(ctx, u))
		if err == nil {
			actor, err = signedIn(ctx, &t.View, u, session)
		}
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	v.signIn(token)
	return s.showSession(auth.With(ctx, actor), nil, nil)
}

func shownAddress(v *visit) string {
	if !v.address.IsValid() {
		return ""
	}
	return v.address.String()
}

// signOut ends the visitor's session; there may be none.
func (s *Server) signOut(ctx context.Context, _ *struct{}, _ Tell) (*SessionAnswer, error) {
	v, actor := visitOf(ctx), auth.From(ctx)
	if actor.Kind == auth.User {
		_, err := s.change(ctx, mutation{verb: "sign-out", target: UserID(actor.ID),
			also: func(ctx context.Context, t *store.Tx) error { return t.EndSession(ctx, auth.Hash(v.token)) }}, nil)
		if err != nil {
			return nil, err
		}
	}
	v.signIn("")
	return s.showSession(auth.With(ctx, auth.Actor{}), nil, nil)
}

// sessionActor is who a session's token belongs to; nobody where it has ended.
func (s *Server) sessionActor(ctx context.Context, token string) (a auth.Actor, err error) {
	if token == "" {
		return a, nil
	}
	var session store.Session
	var now int64
	err = s.Records.View(ctx, func(v *store.View) error {
		now = v.Now()
		if session, err = v.Session(ctx, auth.Hash(token)); err != nil || !auth.SessionLives(session.CreatedAt, session.UsedAt, now) {
			return err
		}
		u, err := v.User(ctx, session.User)
		if err != nil {
			return err
		}
		a, err = signedIn(ctx, v, u, session)
		return err
	})
	if err == nil && a.Known() && auth.WorthNoting(session.UsedAt, now) {
		err = s.Records.Tx(ctx, func(t *store.Tx) error { return t.UseSession(ctx, session.Hash, shownAddress(visitOf(ctx))) })
	}
	return a, absent(err)
}
