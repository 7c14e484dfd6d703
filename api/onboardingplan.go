package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/delight/onboarding"
	"banhda/hub/record"
	"banhda/store"
)

const onboardingPlanPrefix = "onp_"

// OnboardingPlanID writes a plan's id as it is shown outside.
func OnboardingPlanID(id int64) string {
	return onboardingPlanPrefix + encodeID(scramble(uint64(id), onboardingPlanPrefix))
}

// ParseOnboardingPlanID reads what OnboardingPlanID wrote.
func ParseOnboardingPlanID(s string) (int64, error) {
	return parseID(s, onboardingPlanPrefix, "an onboarding plan")
}

// OnboardingPlansAnswer is the plans, by name; and one to begin with.
type OnboardingPlansAnswer struct {
	Plans []OnboardingPlanLine  `json:"plans"`
	Usual onboarding.Definition `json:"usual" doc:"a plan that works at once, to be written on"`
}

// OnboardingPlanLine is a plan in a list.
type OnboardingPlanLine struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	For       onboarding.For `json:"for" enum:"product,pipeline,hand"`
	Steps     int            `json:"steps"`
	Published int64          `json:"published" doc:"the number of the version by which customers begin; 0: none yet"`
	Archived  bool           `json:"archived"`
	UpdatedAt string         `json:"updated_at"`
	Running   int64          `json:"running" doc:"customers under way"`
	Finished  int64          `json:"finished"`
}

// OnboardingPlanDetail is one plan with what is being written.
type OnboardingPlanDetail struct {
	OnboardingPlanLine
	Edition int64                 `json:"edition" doc:"of the draft: who changes it names the one they saw"`
	Changed bool                  `json:"changed" doc:"the draft says something else than what customers begin by"`
	Draft   onboarding.Definition `json:"draft"`
}

func onboardingPlanLine(ctx context.Context, v *store.View, p *onboarding.Plan) (a OnboardingPlanLine, err error) {
	a = OnboardingPlanLine{ID: OnboardingPlanID(p.ID), Name: p.Name, For: p.Draft.For, Steps: len(p.Draft.Steps), Published: p.Published, Archived: p.Archived, UpdatedAt: showInstant(p.UpdatedAt)}
	to := seesPeople(ctx)
	if a.Running, err = v.CountOnboardings(ctx, to, store.OnboardingFilter{Plan: p.ID, State: onboarding.Running}); err == nil {
		a.Finished, err = v.CountOnboardings(ctx, to, store.OnboardingFilter{Plan: p.ID, State: onboarding.Finished})
	}
	return a, err
}

func (s *Server) listOnboardingPlans(ctx context.Context, _ *struct{}, _ Tell) (*OnboardingPlansAnswer, error) {
	a := &OnboardingPlansAnswer{Plans: []OnboardingPlanLine{}, Usual: onboarding.Usual()}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.OnboardingPlans(ctx)
		for i := range list {
			if err == nil {
				a.Plans = append(a.Plans, OnboardingPlanLine{})
				a.Plans[i], err = onboardingPlanLine(ctx, v, &list[i])
			}
		}
		return err
	})
	return a, err
}

// OnboardingPlanNamed is a plan in a path.
type OnboardingPlanNamed struct {
	ID string `path:"id"`
}

func (s *Server) showOnboardingPlan(ctx context.Context, in *OnboardingPlanNamed, _ Tell) (a *OnboardingPlanDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = onboardingPlanShown(ctx, v, in.ID)
		return err
	})
	return a, err
}

func onboardingPlanShown(ctx context.Context, v *store.View, id string) (*OnboardingPlanDetail, error) {
	p, err := onboardingPlanOf(ctx, v, id)
	if err != nil {
		return nil, err
	}
	a := &OnboardingPlanDetail{Edition: p.Edition, Draft: p.Draft, Changed: p.Published == 0}
	if a.OnboardingPlanLine, err = onboardingPlanLine(ctx, v, &p); err != nil || p.Published == 0 {
		return a, err
	}
	is, err := v.OnboardingVersion(ctx, p.ID, p.Published)
	a.Changed = !p.Draft.Same(&is.Content)
	return a, err
}

func onboardingPlanOf(ctx context.Context, v *store.View, id string) (p onboarding.Plan, err error) {
	number, err := ParseOnboardingPlanID(id)
	if err != nil {
		return p, err
	}
	p, err = v.OnboardingPlan(ctx, number)
	return p, notFound(err, "there is no onboarding plan %s", id)
}

// OnboardingPlanBody is what is said of a plan.
type OnboardingPlanBody struct {
	Name     string                `json:"name" maxLength:"100"`
	Draft    onboarding.Definition `json:"draft"`
	Archived bool                  `json:"archived,omitempty" doc:"nobody begins by it any more; who is under way goes on"`
}

type onboardingPlanOrder struct{ Body OnboardingPlanBody }

func (s *Server) addOnboardingPlan(ctx context.Context, in *onboardingPlanOrder, _ Tell) (*OnboardingPlanDetail, error) {
	var made onboarding.Plan
	return s.keepOnboardingPlan(ctx, "onboarding-plan-add", &made, &in.Body, func(ctx context.Context, t *store.Tx) (err error) {
		made.ID, err = t.AddOnboardingPlan(ctx, made)
		return err
	})
}

type onboardingPlanChange struct {
	OnboardingPlanNamed
	Body struct {
		OnboardingPlanBody
		Edition int64 `json:"edition"`
	}
}

func (s *Server) setOnboardingPlan(ctx context.Context, in *onboardingPlanChange, _ Tell) (*OnboardingPlanDetail, error) {
	var was onboarding.Plan
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		was, err = onboardingPlanOf(ctx, v, in.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	was.Edition, was.Archived = in.Body.Edition, in.Body.Archived
	return s.keepOnboardingPlan(ctx, "onboarding-plan-set", &was, &in.Body.OnboardingPlanBody, func(ctx context.Context, t *store.Tx) error { return t.SaveOnboardingPlan(ctx, was) })
}

// keepOnboardingPlan puts what was said into a plan and keeps it.
func (s *Server) keepOnboardingPlan(ctx context.Context, verb string, p *onboarding.Plan, b *OnboardingPlanBody, keep func(context.Context, *store.Tx) error) (a *OnboardingPlanDetail, err error) {
	p.Name, p.Draft = cleanName(b.Name), b.Draft
	p.Draft.Clean()
	if err := p.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: map[string]any{"name": p.Name}, made: func() string { return OnboardingPlanID(p.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		err := keep(ctx, t)
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "somebody else changed this plan meanwhile; look at it again")
		}
		if err == nil {
			a, err = onboardingPlanShown(ctx, &t.View, OnboardingPlanID(p.ID))
		}
		return err
	}}, nil)
	return a, err
}

func (s *Server) removeOnboardingPlan(ctx context.Context, in *OnboardingPlanNamed, _ Tell) (*RemovedAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "onboarding-plan-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := onboardingPlanOf(ctx, &t.View, in.ID)
		if err == nil {
			err = t.RemoveOnboardingPlan(ctx, p.ID)
		}
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "customers began by this plan; put it away instead")
		}
		return err
	}}, nil)
	return &RemovedAnswer{in.ID}, err
}

// publishOnboardingPlan makes the draft what customers begin by from now on. Who is under way goes on by theirs.
func (s *Server) publishOnboardingPlan(ctx context.Context, in *OnboardingPlanNamed, _ Tell) (a *OnboardingPlanDetail, err error) {
	_, err = s.change(ctx, mutation{verb: "onboarding-plan-publish", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		p, err := onboardingPlanOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		if err := mayPublishPlan(ctx, &t.View, &p.Draft); err != nil {
			return err
		}
		if _, err := t.PublishOnboardingPlan(ctx, p.ID); err != nil {
			return err
		}
		a, err = onboardingPlanShown(ctx, &t.View, in.ID)
		return err
	}}, nil)
	return a, err
}

// mayPublishPlan looks whether everything a plan names is there.
func mayPublishPlan(ctx context.Context, v *store.View, d *onboarding.Definition) error {
	if err := d.Ready(); err != nil {
		return wrong(err)
	}
	switch d.For {
	case onboarding.ForProduct:
		ref, err := parseRef(d.Product)
		if err != nil {
			return err
		}
		if ref.Type != record.Product {
			return invalid("%s is no product", d.Product)
		}
		if err := mayName(ctx, v, ref); err != nil {
			return err
		}
	case onboarding.ForPipeline:
		if _, err := pipelineOf(ctx, v, d.Pipeline); err != nil {
			return err
		}
	}
	for i := range d.Steps {
		if err := namesWho(ctx, v, d.Steps[i].User); err != nil {
			return err
		}
	}
	return nil
}

// namesWho looks whether a user a step names is there; empty: it names nobody.
func namesWho(ctx context.Context, v *store.View, shown string) error {
	id, err := orNone(shown, ParseUserID)
	if err != nil || id == 0 {
		return err
	}
	_, err = v.User(ctx, id)
	return notFound(err, "there is no user %s", shown)
}
