package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"banhda/auth"
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
	var sent []timeline.Event
	done := map[int64]bool{}
	for i := range b.Events {
		e := &b.Events[i]
		if e.Meaning != wheel.Lead && e.Meaning != wheel.Purchase || e.Name == wheel.ReferralAccepted || done[e.Person] {
			continue
		}
		done[e.Person] = true
		accepted, err := s.referralOf(ctx, e)
		if err != nil {
			return err
		}
		sent = append(sent, accepted...)
	}
	if len(sent) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for from := 0; from < len(sent); from += postedEvents {
			part := sent[from:min(len(sent), from+postedEvents)]
			row := flow.Row{Kind: flow.Events, Source: referralFollower, Count: int64(len(part)), Body: timeline.AppendRow(nil, part)}
			if err := t.Post(ctx, row); err != nil {
				return err
			}
		}
		return t.SetFollowed(ctx, referralFollower, b.Place)
	})
}

// referralOf is the event that somebody was sent, by the first code they came with that is somebody else's; none where they
// came by none. Its id is one for each who was sent, so that it is told once, whatever comes later.
func (s *Server) referralOf(ctx context.Context, e *follow.Event) ([]timeline.Event, error) {
	touches, err := s.touches(ctx, e.Person)
	if errors.Is(err, flow.ErrNotFound) {
		return nil, nil
	}
	for _, t := range touches {
		if t.Referral == "" || err != nil {
			continue
		}
		var accepted timeline.Event
		err = s.Records.View(ctx, func(v *store.View) error {
			referrer, err := v.Referrer(ctx, t.Referral)
			if err != nil || referrer == e.Person {
				return absent(err)
			}
			key, err := v.KeyOf(ctx, e.Person)
			if err != nil {
				return absent(err)
			}
			by, err := v.KeyOf(ctx, referrer)
			if err != nil {
				return absent(err)
			}
			properties, err := json.Marshal(map[string]string{"ref": t.Referral})
			accepted = timeline.Event{ID: fmt.Sprintf("referral-%d", e.Person), Name: wheel.ReferralAccepted, At: min(e.At, t.At), Person: key.Identity(), Referrer: &by, Properties: properties}
			return err
		})
		if accepted.Name != "" && err == nil {
			return []timeline.Event{accepted}, nil
		}
	}
	return nil, err
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

// ReferralCodeAnswer is the code by which somebody sends others: as the parameter ref of any link to one's site.
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
		code, err := t.ReferralCode(ctx, p.ID)
		if errors.Is(err, store.ErrNotFound) {
			code = rand.Text()[:8]
			err = t.AddReferralCode(ctx, code, p.ID)
		}
		a = &ReferralCodeAnswer{code}
		return err
	}}, tell)
	return a, err
}
