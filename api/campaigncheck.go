package api

import (
	"cmp"
	"context"

	"banhda/attract/campaign"
	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/hub/sms"
	"banhda/hub/template"
	"banhda/store"
)

// CampaignCheck is who would be sent what, and why others would not, if the campaign began now.
type CampaignCheck struct {
	Problem string      `json:"problem,omitempty" doc:"what keeps it from starting; empty: nothing"`
	People  int64       `json:"people" doc:"who fulfil the audience's condition, within one's reach"`
	Control int64       `json:"control" doc:"of them left out by chance"`
	House   int64       `json:"house" doc:"of them left out of all campaigns"`
	Steps   []StepCheck `json:"steps"`
	Cost    int64       `json:"cost" doc:"of all messages that may go, minor units: an SMS by the network of each number and the messages its text fills"`
	Version int64       `json:"version" doc:"of the campaign that was checked"`
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
	var run *campaignRun
	a := &CampaignCheck{Steps: []StepCheck{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		c, err := readCampaign(ctx, v, in.ID)
		if err != nil {
			return err
		}
		a.Version = c.Version
		run, err = s.previewRun(ctx, v, &c)
		if err == nil {
			if problem := s.startable(ctx, v, &run.Plan); problem != nil {
				a.Problem = inLanguage(ctx, problem)
			}
		}
		return err
	})
	if err != nil || run.Plan.Audience.Condition() == "" {
		return a, err
	}
	t := newTally(len(run.Plan.Steps))
	err = s.matchingWithin(ctx, record.Person, run.Plan.Audience.Condition(), run.reach, func(page []record.Record) (bool, error) {
		a.People += int64(len(page))
		tell(Progress{Step: "asking the gate", Done: a.People})
		return ctx.Err() == nil, run.checkPage(ctx, page, a, t)
	})
	if err != nil {
		return nil, err
	}
	a.Steps, err = t.steps(ctx, run)
	if a.Problem == "" && run.Plan.Budget > 0 && a.Cost > run.Plan.Budget {
		a.Problem = inLanguage(ctx, invalid("it would cost more than its budget; choose fewer people, or raise the budget"))
	}
	return a, err
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
			verdict := gate.Decide(r.s.ask(known, &list[i]))
			t.add(list[i].Step-1, list[i].Person, verdict)
			if verdict.Decision != gate.Refuse {
				a.Cost += r.fares.of(&list[i], known.address(&list[i]))
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

// fares are what messages cost to be carried, by the template they are made from.
type fares struct {
	prices   []sms.Price
	segments map[int64]int   // of an SMS, as somebody made up would get it
	zalo     map[int64]int64 // of a template of Zalo
}

// readFares reads what a campaign's messages cost to be carried.
func (s *Server) readFares(ctx context.Context, v *store.View, run *campaignRun) (f fares, err error) {
	f = fares{segments: map[int64]int{}, zalo: map[int64]int64{}}
	phones, err := readSMS(ctx, v)
	if err != nil {
		return f, err
	}
	f.prices = phones.Prices
	for _, t := range run.templates {
		if t.Published == 0 {
			continue
		}
		version, err := v.Published(ctx, t.ID)
		if err != nil {
			return f, err
		}
		switch t.Channel {
		case template.SMS:
			f.segments[t.ID], err = s.segmentsOf(ctx, v, version)
		case template.Zalo:
			f.zalo[t.ID], err = zaloPrice(ctx, v, version.Content.Zalo)
		}
		if err != nil {
			return f, err
		}
	}
	return f, nil
}

// segmentsOf is how many messages an SMS fills.
func (s *Server) segmentsOf(ctx context.Context, v *store.View, version template.Version) (int, error) {
	seen, err := s.sightOf(ctx, v, version, "")
	if err != nil {
		return 0, err
	}
	shown, err := seen.show(ctx, v, "vi")
	if err != nil {
		return 0, err
	}
	return shown.SMS.Segments, nil
}

// zaloPrice is what Zalo takes for a message, where the company counts in đồng as Zalo does.
func zaloPrice(ctx context.Context, v *store.View, z *template.ZaloContent) (int64, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil || w.Currency != "VND" || z == nil {
		return 0, err
	}
	of, err := v.ZaloTemplate(ctx, z.Template)
	return of.Price, absent(err)
}

// of is what a message costs: what carries it knows its price, else the plan says.
func (f *fares) of(m *message.Message, address string) int64 {
	switch m.Channel {
	case consent.SMS:
		return cmp.Or(sms.Cost(f.prices, m.Class, address, f.segments[m.Template]), m.Cost)
	case consent.Zalo:
		return cmp.Or(f.zalo[m.Template], m.Cost)
	}
	return m.Cost
}
