package api

import (
	"context"
	"fmt"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// onboardingAction begins an onboarding of the person, with what was promised in the deal of theirs that was won last.
func (s *Server) onboardingAction() action {
	return action{workflow.Action{Kind: "onboarding", Permission: "onboarding:write", Label: inBoth("Bắt đầu làm quen", "Start onboarding"),
		Help:   inBoth("Theo bản đang phát hành của kế hoạch; ai đang đi theo kế hoạch này thì thôi.", "By what is published of the plan; who is going through it already does not begin again."),
		Fields: []workflow.Field{{Key: "plan", Kind: workflow.PlanField, Required: true, Label: inBoth("Kế hoạch", "Plan")}},
	}, func(ctx context.Context, a *acting) error { return s.onboard(ctx, a) }}
}

func (s *Server) onboard(ctx context.Context, a *acting) error {
	about, err := a.person(ctx, auth.Update)
	if err != nil {
		return err
	}
	p, by, err := planToBegin(ctx, &a.View, a.text("plan"))
	if err != nil {
		return err
	}
	under, err := a.OnboardingsUnderWay(ctx, []int64{about.ID})
	for i := range under {
		if under[i].Plan == p.ID {
			return phrase.Errorf("the person is going through %q already", p.Name)
		}
	}
	if err != nil {
		return err
	}
	b := onboardingStart{by: &by, person: about.ID, at: a.Now(), cause: fmt.Sprintf("%s %s %d", RunID(a.run.ID), a.node.ID, a.run.Steps)}
	if b.deal, err = lastWon(ctx, a.Tx, about.ID, p.ID); err != nil {
		return err
	}
	if b.deal != nil {
		b.cause = deal.Number(b.deal.ID)
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	o, err := s.beginOnboarding(ctx, a.Tx, b)
	if err == nil {
		a.did("onboarding", o.ID, p.Name)
	}
	return err
}

// lastWon is the deal of a person that was won last and that this plan has not onboarded yet; nil where there is none.
func lastWon(ctx context.Context, t *store.Tx, person, plan int64) (*record.Record, error) {
	rows, err := t.Deals(ctx, store.DealsQuestion{Reach: auth.Everything, State: string(deal.Won), Person: person})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].ID
	}
	found, err := t.RecordsByID(ctx, auth.Everything, record.Deal, ids)
	var last *record.Record
	for _, id := range ids {
		if r, ok := found[id]; ok && (last == nil || r.Values.Text("closed_on") >= last.Values.Text("closed_on")) {
			last = &r
		}
	}
	if err != nil || last == nil {
		return nil, err
	}
	before, err := t.CountOnboardings(ctx, auth.Everything, store.OnboardingFilter{Plan: plan, Deal: last.ID})
	if before > 0 {
		last = nil
	}
	return last, err
}
