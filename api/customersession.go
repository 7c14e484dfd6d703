package api

import (
	"context"

	"banhda/auth"
	"banhda/store"
)

// CustomerSession is one place where a customer is signed in.
type CustomerSession struct {
	ID        string `json:"id"`
	By        string `json:"by" doc:"the e-mail address or phone number they proved to be theirs"`
	Device    string `json:"device" doc:"as the browser names itself"`
	Address   string `json:"address" doc:"where it was last used from"`
	CreatedAt string `json:"created_at"`
	UsedAt    string `json:"used_at" doc:"to ten minutes"`
}

// CustomerSessionsAnswer is everywhere a customer is signed in, the last used first.
type CustomerSessionsAnswer struct {
	Sessions []CustomerSession `json:"sessions"`
}

func (s *Server) listCustomerSessions(ctx context.Context, in *ofPerson, _ Tell) (a *CustomerSessionsAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err == nil {
			a, err = showCustomerSessions(ctx, v, p.ID)
		}
		return err
	})
	return a, err
}

func showCustomerSessions(ctx context.Context, v *store.View, who int64) (*CustomerSessionsAnswer, error) {
	a := &CustomerSessionsAnswer{Sessions: []CustomerSession{}}
	list, err := v.CustomerSessions(ctx, who)
	for _, one := range list {
		if auth.SessionLives(one.CreatedAt, one.UsedAt, v.Now()) {
			a.Sessions = append(a.Sessions, CustomerSession{ID: customerSessionID(one), By: one.Key.Value, Device: one.Device, Address: one.Network,
				CreatedAt: showInstant(one.CreatedAt), UsedAt: showInstant(one.UsedAt)})
		}
	}
	return a, err
}

// customerSessionID is how a session is called outside: by a part of its token's hash, from which nobody makes the token.
func customerSessionID(s store.CustomerSession) string { return "cus_" + s.Hash[:24] }

type customerSessionOrder struct {
	ID      string `path:"id" doc:"The person's id."`
	Session string `path:"session" doc:"The session's id."`
}

// endCustomerSession signs a customer out in one place; where they were not signed in, nothing changes.
func (s *Server) endCustomerSession(ctx context.Context, in *customerSessionOrder, tell Tell) (a *CustomerSessionsAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "customer-sign-out", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.ID, auth.Update)
		if err != nil {
			return err
		}
		list, err := t.CustomerSessions(ctx, p.ID)
		for _, one := range list {
			if err == nil && customerSessionID(one) == in.Session {
				err = t.EndCustomerSession(ctx, one.Hash)
			}
		}
		if err == nil {
			a, err = showCustomerSessions(ctx, &t.View, p.ID)
		}
		return err
	}}, tell)
	return a, err
}
