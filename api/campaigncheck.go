package api

import (
	"cmp"
	"context"
	"net/http"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
)

// CampaignCheck is who would be sent what, and why others would not, if the campaign began now.
type CampaignCheck struct {
	Problem string      `json:"problem,omitempty" doc:"what keeps it from starting; empty: nothing"`
	People  int64       `json:"people" doc:"who fulfil the audience's condition, within one's reach"`
	Control int64       `json:"control" doc:"of them left out by chance"`
	House   int64       `json:"house" doc:"of them left out of all campaigns"`
	Steps   []StepCheck `json:"steps"`
	Fare
	Version int64 `json:"version" doc:"of the campaign that was checked"`
}

// StepCheck is what the gate says of one message of the plan.
type StepCheck struct {
	Channel consent.Channel `json:"channel"`
	Go      int64           `json:"go" doc:"may be sent at once"`
	Held    int64           `json:"held" doc:"wait for their time"`
	Refused int64           `json:"refused"`
	Reasons []ReasonCount   `json:"reasons" doc:"why messages wait or are refused, the most frequent first"`
}

// ReasonCount is how many messages the gate holds or refuses for one reason.
type ReasonCount struct {
	Reason   gate.Reason   `json:"reason"`
	Decision gate.Decision `json:"decision" enum:"hold,refuse"`
	Article  string        `json:"article,omitempty" doc:"of the law; empty: the house's own rule"`
	Count    int64         `json:"count"`
	People   []PersonName  `json:"people" doc:"some of them"`
}

// checkCampaign asks the gate about everybody of the audience; nothing is changed.
func (s *Server) checkCampaign(ctx context.Context, in *CampaignNamed, tell Tell) (*CampaignCheck, error) {
	a, problem, err := s.lookAhead(ctx, in.ID, tell)
	if problem != nil {
		a.Problem = inLanguage(ctx, problem)
	}
	return a, err
}

// affordable refuses to begin a draft that would cost more than its budget: what the check says, as well of who never asked for it.
// Who wants it nevertheless raises the budget, or takes it away.
func (s *Server) affordable(ctx context.Context, in *startOrder, tell Tell) error {
	var c campaign.Campaign
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		c, err = readCampaign(ctx, v, in.ID)
		return err
	})
	if err != nil || c.Plan.Budget == 0 || c.State != campaign.Draft || c.Version != in.Body.Version { // what begins looks at these itself
		return err
	}
	_, problem, err := s.lookAhead(ctx, in.ID, tell)
	return cmp.Or(err, problem)
}

// lookAhead finds what would become of a campaign that began now, and what keeps it from it.
func (s *Server) lookAhead(ctx context.Context, shown string, tell Tell) (a *CampaignCheck, problem, err error) {
	var run *campaignRun
	a = &CampaignCheck{Steps: []StepCheck{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err := readCampaign(ctx, v, shown)
		if err != nil {
			return err
		}
		a.Version = c.Version
		if run, err = s.previewRun(ctx, v, &c); err == nil {
			problem = s.startable(ctx, v, &run.Plan)
		}
		return err
	})
	if err != nil || run.Plan.Audience.Condition() == "" {
		return a, problem, err
	}
	t := newTally(len(run.Plan.Steps))
	err = s.matchingWithin(ctx, record.Person, run.Plan.Audience.Condition(), run.reach, func(page []record.Record) (bool, error) {
		a.People += int64(len(page))
		tell(Progress{Step: "asking the gate", Done: a.People})
		return ctx.Err() == nil, run.checkPage(ctx, page, a, t)
	})
	if err != nil {
		return nil, nil, err
	}
	if a.Steps, err = t.steps(ctx, run); err != nil {
		return nil, nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		if a.Fare, err = run.fares.reckon(ctx, v); err == nil && problem == nil && run.Plan.Budget > 0 && a.Cost > run.Plan.Budget {
			problem, err = overBudget(ctx, v, a.Cost, run.Plan.Budget)
		}
		return err
	})
	return a, problem, err
}

// overBudget says that a campaign would cost more than its budget.
func overBudget(ctx context.Context, v *store.View, cost, budget int64) (problem, err error) {
	currency, err := currencyOf(ctx, v)
	said := func(n int64) string { return saidIn(speaks(ctx), record.WriteAmount(n, currency)) }
	return refused(http.StatusConflict, 0, "it would cost %s, more than its budget of %s; choose fewer people, or raise the budget", said(cost), said(budget)), err
}

// previewRun is a run of a campaign that has not begun, in the right of who asks.
func (s *Server) previewRun(ctx context.Context, v *store.View, c *campaign.Campaign) (*campaignRun, error) {
	run := &campaignRun{s: s, Campaign: *c}
	if err := run.readPlan(ctx, v); err != nil {
		return nil, err
	}
	run.reach = reach(ctx, record.Person, auth.Send)
	var err error
	run.fares, err = s.readFares(ctx, v, run)
	return run, err
}

// checkPage asks the gate about some people.
func (r *campaignRun) checkPage(ctx context.Context, page []record.Record, a *CampaignCheck, t *tally) error {
	var list []message.Message
	for i := range page {
		switch arm := r.Plan.Draw(page[i].ID, r.global); arm {
		case campaign.Control:
			a.Control++
		case campaign.House:
			a.House++
		default:
			for k := range r.Plan.Steps {
				list = append(list, r.wouldBe(page[i].ID, k, arm))
			}
		}
	}
	if len(list) == 0 {
		return nil
	}
	return r.s.Records.View(ctx, func(v *store.View) error {
		known, err := r.s.learn(ctx, v, list)
		if err != nil {
			return err
		}
		for i := range list {
			verdict := gate.Decide(known.ask(&list[i]))
			t.add(list[i].Step-1, list[i].Person, verdict)
			if verdict.Decision != gate.Refuse {
				r.fares.add(&list[i], known.address(&list[i]))
			}
		}
		return nil
	})
}

// wouldBe is a step's message as the gate would be asked about it.
func (r *campaignRun) wouldBe(person int64, step int, arm string) message.Message {
	s := &r.Plan.Steps[step]
	t := r.templates[s.Of(arm)]
	class := t.Class
	if class == "" {
		class = consent.Advertising
	}
	return message.Message{Draft: message.Draft{Person: person, Channel: s.Channel, Class: class, Purpose: t.Purpose, Template: t.ID, Step: step + 1, Cost: s.Cost}}
}
