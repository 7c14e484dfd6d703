package api

import (
	"context"

	"banhda/delight/portal"
	"banhda/store"
)

// PortalAnswer is how the house shows its portal, what can be in it, and where it is.
type PortalAnswer struct {
	portal.Settings
	Panels []PortalPanel `json:"panels" doc:"in the order customers see them"`
	URL    string        `json:"url" doc:"where customers find it; empty: nobody said where this house is open"`
	Enter  bool          `json:"enter" doc:"customers can sign in: codes can be sent by mail or by text message"`
}

// PortalPanel is one part of the portal.
type PortalPanel struct {
	ID   string       `json:"id"`
	Name portal.Label `json:"name"`
	Must bool         `json:"must" doc:"the law asks for it: it cannot be hidden"`
}

type portalOrder struct{ Body portal.Settings }

func (s *Server) showPortal(ctx context.Context, _ *struct{}, _ Tell) (a *PortalAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = s.portalShown(ctx, v)
		return err
	})
	return a, err
}

func (s *Server) portalShown(ctx context.Context, v *store.View) (*PortalAnswer, error) {
	set, err := readPortal(ctx, v)
	if err != nil {
		return nil, err
	}
	m, err := readMail(ctx, v)
	if err != nil {
		return nil, err
	}
	door := &doorSheet{}
	err = s.fillDoor(ctx, v, door)
	a := &PortalAnswer{Settings: set, Enter: door.Email || door.Phone}
	for _, p := range s.panels() {
		a.Panels = append(a.Panels, PortalPanel{p.ID, p.Name, p.Must})
	}
	if m.URL != "" {
		a.URL = m.URL + "/my/"
	}
	return a, err
}

func (s *Server) setPortal(ctx context.Context, in *portalOrder, _ Tell) (a *PortalAnswer, err error) {
	set := &in.Body
	var known []portal.Panel
	for _, p := range s.panels() {
		known = append(known, p.Panel)
	}
	if set.Clean(); set.Check(known) != nil {
		return nil, wrong(set.Check(known))
	}
	_, err = s.change(ctx, mutation{verb: "portal-set", target: portalSetting, entry: *set, also: func(ctx context.Context, t *store.Tx) error {
		if err := setJSON(ctx, t, portalSetting, *set); err != nil {
			return err
		}
		a, err = s.portalShown(ctx, &t.View)
		return err
	}}, nil)
	s.shops.forget()
	s.chats.forget()
	return a, err
}
