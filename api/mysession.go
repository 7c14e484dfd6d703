package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/store"
)

// MySession is one place where somebody is signed in.
type MySession struct {
	ID        string `json:"id"`
	Device    string `json:"device" doc:"as the browser names itself"`
	Address   string `json:"address" doc:"where it was last used from"`
	Method    string `json:"method" enum:"password,oidc"`
	CreatedAt string `json:"created_at"`
	UsedAt    string `json:"used_at" doc:"to ten minutes"`
	Current   bool   `json:"current" doc:"it is the one that asks"`
}

// MySessionsAnswer is everywhere somebody is signed in.
type MySessionsAnswer struct {
	Sessions []MySession `json:"sessions"`
}

// sessionID is how a session is called outside: by a part of its token's hash, from which nobody makes the token.
func sessionID(s store.Session) string { return "ses_" + s.Hash[:24] }

func (s *Server) mySessions(ctx context.Context, _ *struct{}, _ Tell) (*MySessionsAnswer, error) {
	a := &MySessionsAnswer{Sessions: []MySession{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := livingSessions(ctx, v)
		for _, one := range list {
			a.Sessions = append(a.Sessions, MySession{ID: sessionID(one), Device: one.Device, Address: one.Address, Method: one.Method,
				CreatedAt: showInstant(one.CreatedAt), UsedAt: showInstant(one.UsedAt), Current: one.Hash == auth.From(ctx).Session})
		}
		return err
	})
}

// livingSessions are those of who asks that still let them in.
func livingSessions(ctx context.Context, v *store.View) (living []store.Session, err error) {
	actor := auth.From(ctx)
	if actor.Kind != auth.User {
		return nil, errNoOne
	}
	list, err := v.Sessions(ctx, actor.ID)
	for _, one := range list {
		if auth.SessionLives(one.CreatedAt, one.UsedAt, v.Now()) {
			living = append(living, one)
		}
	}
	return living, err
}

type mySessionOrder struct {
	ID string `path:"id"`
}

// endMySession signs out in one place.
func (s *Server) endMySession(ctx context.Context, in *mySessionOrder, _ Tell) (*RemovedAnswer, error) {
	_, err := s.withMe(ctx, "session-end", func(ctx context.Context, t *store.Tx, _ *store.User) error {
		list, err := livingSessions(ctx, &t.View)
		for _, one := range list {
			if sessionID(one) == strings.TrimSpace(in.ID) {
				return t.EndSession(ctx, one.Hash)
			}
		}
		return orElse(err, missing("you are not signed in by %s any more", in.ID))
	})
	return &RemovedAnswer{in.ID}, err
}

// endMyOtherSessions signs out everywhere but here.
func (s *Server) endMyOtherSessions(ctx context.Context, _ *struct{}, _ Tell) (*MySessionsAnswer, error) {
	_, err := s.withMe(ctx, "sessions-end", func(ctx context.Context, t *store.Tx, u *store.User) error {
		return t.EndOtherSessions(ctx, u.ID, auth.From(ctx).Session)
	})
	if err != nil {
		return nil, err
	}
	return s.mySessions(ctx, nil, nil)
}
