package api

import (
	"context"
	"errors"
	"slices"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

const referralFollower = "referrals"

// referralReader tells the log who was sent by whom: when somebody who once came by the link of another becomes a lead, or
// buys.
func (s *Server) referralReader() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		err = s.Records.View(ctx, func(v *store.View) error {
			w.Events, err = v.AnyReferralCode(ctx)
			return err
		})
		return w, err
	}
	return follow.Consumer{Name: referralFollower, Wants: wants, Take: s.readReferrals}
}

func (s *Server) readReferrals(ctx context.Context, b *follow.Batch) error {
	var sent []referral.Referral
	done := map[int64]bool{}
	for i := range b.Events {
		e := &b.Events[i]
		if e.Meaning != wheel.Lead && e.Meaning != wheel.Purchase || e.Name == wheel.ReferralAccepted || done[e.Person] {
			continue
		}
		done[e.Person] = true
		r, ok, err := s.referralOf(ctx, e)
		if err != nil {
			return err
		}
		if ok {
			sent = append(sent, r)
		}
	}
	if len(sent) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, r := range sent {
			if err := tellAccepted(ctx, t, r); err != nil {
				return err
			}
		}
		return t.SetFollowed(ctx, referralFollower, b.Place)
	})
}

// referralOf is by whom somebody was sent: by the first code they came with that is somebody else's; ok is false where they came
// by none.
func (s *Server) referralOf(ctx context.Context, e *follow.Event) (r referral.Referral, ok bool, err error) {
	touches, err := s.touches(ctx, e.Person)
	for _, t := range touches {
		if t.Referral == "" || err != nil || ok {
			continue
		}
		err = s.Records.View(ctx, func(v *store.View) error {
			referrer, err := v.Referrer(ctx, t.Referral)
			if ok = err == nil && referrer != e.Person; ok {
				r = referral.Referral{Code: t.Referral, Referrer: referrer, Friend: e.Person, Via: "visit", AcceptedAt: min(e.At, t.At)}
			}
			return absent(err)
		})
	}
	return r, ok, err
}

// mostTouches is how many of somebody's last events are read for how they came.
const mostTouches = 20_000

// touches are the ways by which somebody came, in order of time.
func (s *Server) touches(ctx context.Context, id int64) (all []timeline.Touch, err error) {
	c, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	past, _, err := s.Warehouse.Person(ctx, c, warehouse.TimelineQuestion{Person: id, Limit: mostTouches})
	if errors.Is(err, flow.ErrNotFound) {
		return nil, nil
	}
	for _, e := range slices.Backward(past.Events) {
		if t, ok := timeline.ReadTouch(e.Name, e.At, e.Properties); ok {
			all = timeline.AddTouch(all, t)
		}
	}
	return all, err
}

// ReferralCodeAnswer is the code by which somebody sends others: in their link, or as the parameter ref of any link to one's site.
type ReferralCodeAnswer struct {
	Code string `json:"code"`
}

// makeReferralCode gives somebody a code, once.
func (s *Server) makeReferralCode(ctx context.Context, in *personNamed, tell Tell) (a *ReferralCodeAnswer, err error) {
	_, err = s.change(ctx, mutation{verb: "referral-code", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.ID, auth.Update)
		if err != nil {
			return err
		}
		t.Did(PersonID(p.ID), nil)
		code, err := codeFor(ctx, t, p.ID)
		a = &ReferralCodeAnswer{code}
		return err
	}}, tell)
	return a, err
}

// codeFor is somebody's code, made where they have none.
func codeFor(ctx context.Context, t *store.Tx, who int64) (code string, err error) {
	if code, err = t.ReferralCode(ctx, who); errors.Is(err, store.ErrNotFound) {
		code = referral.NewCode()
		err = t.AddReferralCode(ctx, code, who)
	}
	return code, err
}
