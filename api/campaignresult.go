package api

import (
	"context"

	"banhda/attract/campaign"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
	"banhda/wheel/lift"
)

// CampaignResult is what became of a campaign.
type CampaignResult struct {
	Campaign Campaign `json:"campaign"`
	ArmsRead

	States  []StateCount `json:"states"`
	Opened  int64        `json:"opened" doc:"messages that a human opened"`
	Clicked int64        `json:"clicked" doc:"messages in which a human clicked"`
	Left    int64        `json:"left" doc:"people who unsubscribed"`
	Spam    int64        `json:"spam" doc:"people who called it spam"`

	Spent    int64          `json:"spent" doc:"minor units"`
	Costs    []CampaignCost `json:"costs"`
	Currency string         `json:"currency"`
	// PerResult is what one more goal cost, where the lift is known to be there; minor units.
	PerResult *int64 `json:"per_result"`
}

// StateCount is how many messages are in a state, for a reason.
type StateCount struct {
	Step    int           `json:"step"`
	Variant string        `json:"variant"`
	State   message.State `json:"state"`
	Reason  gate.Reason   `json:"reason,omitempty"`
	Article string        `json:"article,omitempty"`
	Count   int64         `json:"count"`
	Opened  int64         `json:"opened"`
	Clicked int64         `json:"clicked"`
}

func (s *Server) campaignResult(ctx context.Context, in *CampaignNamed, tell Tell) (*CampaignResult, error) {
	a := &CampaignResult{States: []StateCount{}, Costs: []CampaignCost{}, ArmsRead: ArmsRead{SoFar: []SoFar{}}}
	var c campaign.Campaign
	var people []campaign.Participant
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if c, err = readCampaign(ctx, v, in.ID); err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		if a.Campaign, err = showCampaign(ctx, v, &c, n); err != nil {
			return err
		}
		if err := a.messages(ctx, v, c.ID); err != nil {
			return err
		}
		people, err = everyParticipant(ctx, v, c.ID)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a, s.lifts(ctx, a, &c, people, tell)
}

// messages counts what became of the messages.
func (a *CampaignResult) messages(ctx context.Context, v *store.View, id int64) error {
	counts, err := v.CampaignCounts(ctx, id)
	if err != nil {
		return err
	}
	for _, c := range counts {
		a.States = append(a.States, StateCount{c.Step, c.Variant, c.State, c.Reason, c.Reason.Article(), c.Count, c.Opened, c.Clicked})
		a.Opened, a.Clicked = a.Opened+c.Opened, a.Clicked+c.Clicked
	}
	costs, err := v.CampaignCosts(ctx, id)
	for _, c := range costs {
		a.Costs = append(a.Costs, showCost(c))
	}
	if err == nil {
		a.Spent, err = spentBy(ctx, v, id)
	}
	return err
}

// everyParticipant reads who takes part in a campaign and is compared.
func everyParticipant(ctx context.Context, v *store.View, id int64) (all []campaign.Participant, err error) {
	const atOnce = 10_000
	for after := int64(0); ; {
		page, err := v.Participants(ctx, id, after, atOnce)
		for _, p := range page {
			if after = p.Person; p.Arm != campaign.House {
				all = append(all, p)
			}
		}
		if err != nil || len(page) < atOnce {
			return all, err
		}
	}
}

// lifts asks the warehouse how the arms fared.
func (s *Server) lifts(ctx context.Context, a *CampaignResult, c *campaign.Campaign, people []campaign.Participant, tell Tell) error {
	cut, _, err := s.cut(ctx, "campaign", Reading{}, tell)
	if err != nil {
		return err
	}
	a.Currency = cut.Currency
	q, err := goalQuestion(c.Plan.Goal.Event, c.Plan.Goal.Days)
	if err != nil {
		return err
	}
	last := int64(0)
	for _, one := range people {
		q.Drawn, last = append(q.Drawn, warehouse.Drawn{Person: one.Person, Arm: one.Arm, At: one.At}), max(last, one.At)
	}
	cut.Within = nil // who asks sees no people here, only how many
	found, _, err := s.Warehouse.Lift(ctx, cut, q)
	if err != nil {
		return err
	}
	a.read(c, found, last, cut.AsOf, q.Goal.Stage == nil)
	for name, into := range map[string]*int64{"Unsubscribed": &a.Left, "Complaint Received": &a.Spam} {
		asked := q
		asked.Goal = segment.Step{Event: name}
		arms, _, err := s.Warehouse.Lift(ctx, cut, asked)
		if err != nil {
			return err
		}
		for _, arm := range arms {
			if arm.Name != campaign.Control {
				*into += arm.Converted
			}
		}
	}
	return nil
}

// read makes of the arms what is known of the lift. priced says that the goal can have a worth: to enter a stage has none.
func (a *CampaignResult) read(c *campaign.Campaign, found []lift.Arm, last, now int64, priced bool) {
	p := &c.Plan
	end := last + int64(p.Goal.Days)*wheel.Day
	if c.State.Over() || c.FilledAt > 0 && !p.Audience.Rolling {
		a.FinalAt = text(showInstant(end))
		a.Final = c.State.Over() && now >= end
	}
	names, shares := p.Arms()
	a.perResult(a.compare(found, names, shares, p.Goal.Value && priced))
}

// perResult is what one more goal cost, where there is a lift.
func (a *CampaignResult) perResult(arms []lift.Arm) {
	more := 0.0
	for i := range a.Lift.Arms {
		if l := a.Lift.Arms[i].Lift; l != nil && l.Known && l.Difference > 0 {
			more += l.Difference * float64(arms[i].People)
		}
	}
	if more > 0 {
		cost := int64(float64(a.Spent) / more)
		a.PerResult = &cost
	}
}
