package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banhda/delight/loyalty"
	"banhda/drive/job"
	"banhda/store"
)

// loyaltyJob frees points whose return window closed, lapses those whose day has come, and looks at tiers anew.
const loyaltyJob job.Kind = "loyalty"

func (s *Server) loyaltyWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{loyaltyJob: {Do: s.system(s.keepPoints), Every: job.Each(time.Minute), Within: 10 * time.Minute}}
}

// pointsAtOnce is how many lots are looked at together.
const pointsAtOnce = 200

func (s *Server) keepPoints(ctx context.Context, _ job.Job) error {
	for {
		var lots []loyalty.Lot
		var people []int64
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			if lots, err = v.DueLots(ctx, pointsAtOnce); err == nil {
				people, err = v.TiersDue(ctx, pointsAtOnce)
			}
			return err
		})
		for i := range lots { // one that fails keeps nobody else waiting
			err = errors.Join(err, s.stepLot(ctx, lots[i].ID, lots[i].Person))
		}
		for _, person := range people {
			err = errors.Join(err, s.Records.Tx(ctx, func(t *store.Tx) error {
				h, err := readLoyalty(ctx, &t.View)
				return orElse(err, standAnew(ctx, t, &h, person))
			}))
		}
		if err != nil || ctx.Err() != nil || len(lots) < pointsAtOnce && len(people) < pointsAtOnce {
			return err
		}
	}
}

// stepLot does with a lot what its day asks for.
func (s *Server) stepLot(ctx context.Context, id, profile int64) error {
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		person, err := accountOf(ctx, &t.View, profile)
		if err != nil {
			return absent(err)
		}
		b, err := t.PointsBook(ctx, person)
		if err != nil {
			return err
		}
		for i := range b.Lots {
			l := &b.Lots[i]
			switch {
			case l.ID != id:
			case l.Pending > 0 && l.OpensAt <= t.Now():
				is := b.Free(l, t.Now())
				is.Cause = fmt.Sprintf("free:%d", id)
				_, err = t.PostPoints(ctx, is)
				return err
			case l.Available > 0 && l.ExpiresAt > 0 && l.ExpiresAt <= t.Now():
				return expire(ctx, t, l, person)
			}
		}
		return nil
	})
}

// lapseAll ends the points of who is forgotten: the house owes them to nobody any more.
func lapseAll(ctx context.Context, t *store.Tx, people []int64) error {
	for _, person := range people {
		b, err := t.PointsBook(ctx, person)
		if err != nil {
			return err
		}
		is := b.Close(t.Now())
		if len(is.Lines) == 0 {
			continue
		}
		is.Cause = fmt.Sprintf("close:%d:%d", person, t.Now())
		if _, err := t.PostPoints(ctx, is); err != nil {
			return err
		}
	}
	return nil
}

func expire(ctx context.Context, t *store.Tx, l *loyalty.Lot, person int64) error {
	is := loyalty.Lapse(l, t.Now())
	is.Cause = fmt.Sprintf("expire:%d:%d", l.ID, t.Now())
	id, err := t.PostPoints(ctx, is)
	if err != nil {
		return err
	}
	return tellPoints(ctx, t, loyalty.ExpiredEvent, fmt.Sprintf("points-%d", id), person, map[string]any{"points": l.Available})
}
