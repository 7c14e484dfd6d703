package api

import (
	"context"
	"slices"

	"banhda/store"
	"banhda/warehouse"
)

type ctaPeopleQuery struct {
	CTANamed
	Version int64  `query:"version" minimum:"0" doc:"Of which version; 0: of the one visitors see."`
	Arm     string `query:"arm" required:"true" doc:"The arm: control, or the letter of what was said."`
	Figure  string `query:"figure" enum:"people,clickers,reached" default:"people" doc:"Everybody in it, who clicked, or who reached the goal."`
	ArmPage
}

// ctaPeople are the people behind a figure of a call's result, within reach.
func (s *Server) ctaPeople(ctx context.Context, in *ctaPeopleQuery, tell Tell) (*ArmPeople, error) {
	var r ctaRead
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		r, err = readCTAVersion(ctx, v, &ctaResultQuery{in.CTANamed, in.Version})
		return err
	})
	if err != nil {
		return nil, err
	}
	q, err := goalQuestion(r.is.Content.Goal.Event, r.is.Content.Goal.Days)
	if err != nil {
		return nil, err
	}
	if q.Drawn = r.drawn; in.Figure == "clickers" {
		q.Drawn = slices.DeleteFunc(q.Drawn, func(d warehouse.Drawn) bool { return !r.clicked[d.Person] })
	}
	return s.armPeople(ctx, "cta", warehouse.LiftList{LiftQuestion: q, Named: in.Arm, Converted: in.Figure == "reached"}, in.ArmPage, tell)
}
