package api

import (
	"context"
	"errors"
	"slices"

	"banhda/attract/cta"
	"banhda/drive/follow"
	"banhda/store"
)

const ctaFollower = "ctas"

// ctaHearer notes who saw which call to action, as their browsers tell it.
func (s *Server) ctaHearer() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		list, err := s.liveCTAs(ctx)
		return follow.Wants{Events: len(list) > 0}, err
	}
	return follow.Consumer{Name: ctaFollower, Wants: wants, Take: s.hearCTAs}
}

// heardCTA is an event of a call to action: what counts for its figures, and for how often its person is shown it.
type heardCTA struct {
	cta.Seen
	cta.What
}

// hearCTAs takes in a batch. What an event says is a browser's word: it counts where there is such a version with such an arm.
func (s *Server) hearCTAs(ctx context.Context, b *follow.Batch) error {
	var heard []heardCTA
	for i := range b.Events {
		e := &b.Events[i]
		said, ok := cta.ReadSaid(e.Name, e.Properties)
		if !ok || e.Person == 0 {
			continue
		}
		id, err := ParseCTAID(said.CTA)
		if err != nil {
			continue
		}
		one := heardCTA{cta.Seen{CTA: id, Version: said.Version, Person: e.Person, Arm: said.Arm, At: e.At}, said.What}
		switch e.Name {
		case cta.Viewed:
			one.Views = 1
		case cta.Clicked:
			one.Clicks = 1
		}
		heard = append(heard, one)
	}
	if len(heard) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		seen, turns, err := ofVersions(ctx, &t.View, heard)
		if err == nil {
			err = errors.Join(t.AddSeen(ctx, cta.Together(seen)), t.AddTurns(ctx, turns))
		}
		return orElse(err, t.SetFollowed(ctx, ctaFollower, b.Place))
	})
}

// ofVersions are what counts of events, but for those that name no version or arm there is. Only what stands over pages has turns.
func ofVersions(ctx context.Context, v *store.View, list []heardCTA) (seen []cta.Seen, turns []cta.Turn, err error) {
	versions := map[[2]int64]cta.Definition{}
	for _, h := range list {
		at := [2]int64{h.CTA, h.Version}
		d, known := versions[at]
		if !known {
			is, err := v.CTAVersion(ctx, h.CTA, h.Version)
			if absent(err) != nil {
				return nil, nil, err
			}
			d = is.Content
			versions[at] = d
		}
		if arms, _ := d.Arms(); len(d.Contents) == 0 || !slices.Contains(arms, h.Arm) {
			continue
		}
		if h.What != cta.WasClosed {
			seen = append(seen, h.Seen)
		}
		if d.Over() {
			turns = append(turns, cta.Turn{CTA: h.CTA, Person: h.Person, What: h.What, At: h.At})
		}
	}
	return seen, turns, nil
}
