package api

import (
	"context"
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

// hearCTAs takes in a batch. What an event says is a browser's word: it counts where there is such a version with such an arm.
func (s *Server) hearCTAs(ctx context.Context, b *follow.Batch) error {
	var heard []cta.Seen
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
		one := cta.Seen{CTA: id, Version: said.Version, Person: e.Person, Arm: said.Arm, At: e.At}
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
		real, err := ofVersions(ctx, &t.View, cta.Together(heard))
		if err == nil {
			err = t.AddSeen(ctx, real)
		}
		return orElse(err, t.SetFollowed(ctx, ctaFollower, b.Place))
	})
}

// ofVersions leaves out what names no version or arm there is.
func ofVersions(ctx context.Context, v *store.View, list []cta.Seen) ([]cta.Seen, error) {
	arms := map[[2]int64][]string{}
	for _, s := range list {
		at := [2]int64{s.CTA, s.Version}
		if _, ok := arms[at]; ok {
			continue
		}
		is, err := v.CTAVersion(ctx, s.CTA, s.Version)
		if absent(err) != nil {
			return nil, err
		}
		if arms[at] = nil; err == nil {
			arms[at], _ = is.Content.Arms()
		}
	}
	return slices.DeleteFunc(list, func(s cta.Seen) bool { return !slices.Contains(arms[[2]int64{s.CTA, s.Version}], s.Arm) }), nil
}
