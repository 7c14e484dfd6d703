package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel"
)

// ReferralFigures are how referrals went in a period. Each step counts people; who they are is told by the list of the step.
type ReferralFigures struct {
	From     string `json:"from"`
	To       string `json:"to" doc:"the day after the last"`
	Invited  int64  `json:"invited" doc:"who was invited to bring friends"`
	Shared   int64  `json:"shared" doc:"who handed their link on"`
	Clicked  int64  `json:"clicked" doc:"whose link was opened"`
	Clicks   int64  `json:"clicks" doc:"how often links were opened, by browsers that had not"`
	Accepted int64  `json:"accepted" doc:"friends who accepted"`
	Bought   int64  `json:"bought" doc:"friends whose first purchase of enough was then"`
	Rewarded int64  `json:"rewarded" doc:"friends for whom both were rewarded then"`

	Points   int64          `json:"points" doc:"given in the period and not taken back"`
	Vouchers int64          `json:"vouchers"`
	Amount   int64          `json:"amount" doc:"minor units, paid out or owed"`
	PerNew   *int64         `json:"per_new" doc:"the amount for each friend who was rewarded, in minor units; null: nobody was. Points and vouchers are not in it."`
	Currency string         `json:"currency"`
	Ref      wheel.Estimate `json:"ref" doc:"R_ref: first purchases of friends per customer within 180 days of their own first, with its 95 % interval, of the whole house until now"`
	Reason   string         `json:"reason,omitempty" doc:"why R_ref is null"`
}

func (s *Server) referralFigures(ctx context.Context, in *DaySpan, tell Tell) (a *ReferralFigures, err error) {
	a = &ReferralFigures{}
	err = s.Records.View(ctx, func(v *store.View) error {
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		from, to, err := in.days(calendar.DayOf(today))
		if err != nil {
			return err
		}
		a.From, a.To = from.String(), to.String()
		return countReferrals(ctx, v, a, from.At(0, today.Location()).UnixMicro(), to.At(0, today.Location()).UnixMicro())
	})
	if err != nil {
		return nil, err
	}
	cut, err := s.readCut(ctx, Reading{})
	if err != nil {
		return nil, err
	}
	gain, _, err := s.Warehouse.Gain(ctx, cut, 180*day24)
	a.Ref, a.Reason = gain.Ref, gain.Reasons["ref.mean"]
	return a, err
}

func countReferrals(ctx context.Context, v *store.View, a *ReferralFigures, from, to int64) (err error) {
	if a.Currency, err = currencyOf(ctx, v); err != nil {
		return err
	}
	for step, into := range map[string]*int64{"invited": &a.Invited, "shared": &a.Shared, "clicked": &a.Clicked} {
		people, times, err := v.CountReferralSteps(ctx, step, a.From, a.To)
		if err != nil {
			return err
		}
		if *into = people; step == "clicked" {
			a.Clicks = times
		}
	}
	for step, into := range map[string]*int64{"accepted": &a.Accepted, "bought": &a.Bought, "rewarded": &a.Rewarded} {
		if *into, err = v.CountReferrals(ctx, store.ReferralFilter{Step: step, From: from, To: to}); err != nil {
			return err
		}
	}
	if a.Points, a.Vouchers, a.Amount, err = v.SpentOnReferrals(ctx, from, to); err == nil && a.Rewarded > 0 {
		each := a.Amount / a.Rewarded
		a.PerNew = &each
	}
	return err
}

// ReferralStepsAnswer is a page of who took a step, by person.
type ReferralStepsAnswer struct {
	People []ReferralStepOf `json:"people"`
	Cursor *string          `json:"cursor"`
}

// ReferralStepOf is somebody who took a step.
type ReferralStepOf struct {
	PersonName
	Times int64  `json:"times"`
	At    string `json:"at" doc:"the last time"`
}

type stepsQuestion struct {
	DaySpan
	Step   string `path:"step" enum:"invited,shared,clicked"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// referralSteps are the people behind the first figures, within reach.
func (s *Server) referralSteps(ctx context.Context, in *stepsQuestion, _ Tell) (a *ReferralStepsAnswer, err error) {
	a = &ReferralStepsAnswer{People: []ReferralStepOf{}}
	after, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		today, err := s.todayOf(ctx, v)
		if err != nil {
			return err
		}
		from, to, err := in.days(calendar.DayOf(today))
		if err != nil {
			return err
		}
		list, err := v.ReferralSteps(ctx, in.Step, from.String(), to.String(), after, in.Limit)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].Person))
		}
		var ids []int64
		for _, one := range list {
			ids = append(ids, one.Person)
		}
		seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, ids)
		for _, one := range list {
			if r, ok := seen[one.Person]; ok {
				a.People = append(a.People, ReferralStepOf{namedPerson(r.ID, map[int64]string{r.ID: r.Name()}), one.Times, showInstant(one.At)})
			}
		}
		return err
	})
}
