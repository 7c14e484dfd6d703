package api

import (
	"context"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/hub/record"
	"banhda/store"
)

// ReferralShown is one friend somebody brought.
type ReferralShown struct {
	ID         string             `json:"id"`
	Referrer   *PersonName        `json:"referrer" doc:"null: out of reach, or erased"`
	Friend     *PersonName        `json:"friend" doc:"null: out of reach, or erased"`
	State      referral.State     `json:"state" enum:"accepted,pending,review,due,rewarded,refused,cancelled,expired,taken"`
	Reason     referral.Reason    `json:"reason,omitempty" doc:"why it was refused: self, customer, other, blocked, hand, gone"`
	Level      referral.Level     `json:"level" enum:"none,low,high"`
	Findings   []referral.Finding `json:"findings" doc:"what speaks against it"`
	Code       string             `json:"code"`
	Via        string             `json:"via" doc:"page, visit or event: where the friend accepted"`
	AcceptedAt string             `json:"accepted_at"`
	Sale       string             `json:"sale,omitempty" doc:"the purchase it goes by"`
	BoughtAt   *string            `json:"bought_at"`
	Amount     int64              `json:"amount" doc:"minor units"`
	DueAt      *string            `json:"due_at" doc:"when it changes by time alone"`
	RewardedAt *string            `json:"rewarded_at"`
	Decision   referral.Decision  `json:"decision,omitempty" doc:"approved or refused, by hand"`
	DecidedBy  string             `json:"decided_by,omitempty" doc:"a user"`
	DecidedAt  *string            `json:"decided_at"`
	Note       string             `json:"note,omitempty"`
	Over       bool               `json:"over" doc:"the month's limit was reached: only the friend is rewarded"`
	Version    int64              `json:"version" doc:"of the programme that holds for it"`
	Rewards    []ReferralPayout   `json:"rewards"`
}

// ReferralPayout is what one of the two got.
type ReferralPayout struct {
	Side   referral.Side        `json:"side" enum:"referrer,friend"`
	Kind   referral.Kind        `json:"kind" enum:"none,points,voucher,cash"`
	Points int64                `json:"points,omitempty"`
	Amount int64                `json:"amount,omitempty" doc:"minor units"`
	State  referral.PayoutState `json:"state" enum:"given,owed,paid,taken"`
	At     string               `json:"at"`
	Note   string               `json:"note,omitempty"`
}

// ReferralsAnswer is a page of referrals, the last first.
type ReferralsAnswer struct {
	Referrals []ReferralShown `json:"referrals"`
	Total     int64           `json:"total" doc:"how many there are, whoever may be seen"`
	Currency  string          `json:"currency"`
	Cursor    *string         `json:"cursor"`
}

type referralsQuestion struct {
	DaySpan
	State  referral.State `query:"state" enum:"accepted,pending,review,due,rewarded,refused,cancelled,expired,taken," doc:"Only these."`
	Level  referral.Level `query:"level" enum:"none,low,high," doc:"Only these."`
	Step   string         `query:"step" enum:"accepted,bought,rewarded," doc:"Only who did this within the period; left out: whoever there is."`
	Person string         `query:"person" doc:"Only whom this person brought."`
	Owed   bool           `query:"owed" doc:"Only where somebody waits to be paid out."`
	Limit  int            `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string         `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) listReferrals(ctx context.Context, in *referralsQuestion, _ Tell) (a *ReferralsAnswer, err error) {
	a = &ReferralsAnswer{}
	f := store.ReferralFilter{State: in.State, Level: in.Level, Step: in.Step, Owed: in.Owed, Limit: in.Limit}
	if f.Before, err = readSerial(in.Cursor); err != nil {
		return nil, err
	}
	if in.Person != "" {
		if f.Referrer, err = ParsePersonID(in.Person); err != nil {
			return nil, err
		}
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		if in.Step != "" {
			if f.From, f.To, err = s.instantsOf(ctx, v, &in.DaySpan); err != nil {
				return err
			}
		}
		list, err := v.Referrals(ctx, f)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].ID))
		}
		f.Before = 0
		if a.Total, err = v.CountReferrals(ctx, f); err != nil {
			return err
		}
		if a.Currency, err = currencyOf(ctx, v); err != nil {
			return err
		}
		a.Referrals, err = showReferrals(ctx, v, list)
		return err
	})
}

// showReferrals shows referrals; of people out of reach it says no name.
func showReferrals(ctx context.Context, v *store.View, list []referral.Referral) ([]ReferralShown, error) {
	shown := []ReferralShown{}
	var ids, people []int64
	for i := range list {
		ids, people = append(ids, list[i].ID), append(people, list[i].Referrer, list[i].Friend)
	}
	seen, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, people)
	if err != nil {
		return nil, err
	}
	payouts, err := v.Payouts(ctx, ids)
	name := func(id int64) *PersonName {
		r, ok := seen[id]
		if !ok {
			return nil
		}
		p := namedPerson(r.ID, map[int64]string{r.ID: r.Name()})
		return &p
	}
	for i := range list {
		one := showReferral(&list[i], payouts[list[i].ID])
		one.Referrer, one.Friend = name(list[i].Referrer), name(list[i].Friend)
		shown = append(shown, one)
	}
	return shown, err
}

func showReferral(r *referral.Referral, payouts []referral.Payout) ReferralShown {
	a := ReferralShown{ID: ReferralID(r.ID), State: r.State, Reason: r.Reason, Level: r.Level, Findings: r.Findings, Code: referral.Spoken(r.Code), Via: r.Via, AcceptedAt: showInstant(r.AcceptedAt), Sale: r.Sale, Amount: r.Amount,
		Decision: r.Decision, Note: r.Note, Over: r.Over, Version: r.Version, Rewards: []ReferralPayout{}}
	if a.Findings == nil {
		a.Findings = []referral.Finding{}
	}
	if r.DecidedBy != 0 {
		a.DecidedBy = UserID(r.DecidedBy)
	}
	for into, at := range map[**string]int64{&a.BoughtAt: r.SaleAt, &a.DueAt: r.DueAt, &a.RewardedAt: r.RewardedAt, &a.DecidedAt: r.DecidedAt} {
		if at != 0 {
			*into = text(showInstant(at))
		}
	}
	for _, p := range payouts {
		a.Rewards = append(a.Rewards, ReferralPayout{p.Side, p.Kind, p.Points, p.Amount, p.State, showInstant(p.At), p.Note})
	}
	return a
}

type referralDecision struct {
	ID   string `path:"id"`
	Body struct {
		Decision referral.Decision `json:"decision" enum:"approved,refused"`
		Note     string            `json:"note" maxLength:"500" doc:"why"`
	}
}

// decideReferral decides by hand of what waits to be looked at. Who decided and why is kept, and the referral goes on at once.
func (s *Server) decideReferral(ctx context.Context, in *referralDecision, _ Tell) (a *ReferralShown, err error) {
	id, err := ParseReferralID(in.ID)
	if err != nil {
		return nil, err
	}
	note := strings.TrimSpace(in.Body.Note)
	if in.Body.Decision == referral.Refuse && note == "" {
		return nil, invalid("say why it is refused")
	}
	_, err = s.change(ctx, mutation{verb: "referral-" + string(in.Body.Decision), target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		r, err := t.Referral(ctx, id)
		if err != nil {
			return notFound(err, "there is no referral %s", in.ID)
		}
		if r.RewardedAt != 0 {
			return refused(http.StatusConflict, 0, "both have got their reward already")
		}
		r.Decision, r.DecidedBy, r.DecidedAt, r.Note, r.LookAt = in.Body.Decision, auth.From(ctx).User(), t.Now(), note, t.Now()
		return t.SaveReferral(ctx, r)
	}}, nil)
	if err == nil {
		err = s.lookAtReferral(auth.With(ctx, systemActor), id)
	}
	if err != nil {
		return nil, err
	}
	return s.oneReferral(ctx, id)
}

func (s *Server) oneReferral(ctx context.Context, id int64) (a *ReferralShown, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := v.Referral(ctx, id)
		if err != nil {
			return err
		}
		list, err := showReferrals(ctx, v, []referral.Referral{r})
		if err == nil {
			a = &list[0]
		}
		return err
	})
}

type referralPaid struct {
	ID   string `path:"id"`
	Body struct {
		Side referral.Side `json:"side" enum:"referrer,friend"`
		Note string        `json:"note,omitempty" maxLength:"500" doc:"how it was paid"`
	}
}

// payReferral notes that an amount was paid out by hand.
func (s *Server) payReferral(ctx context.Context, in *referralPaid, _ Tell) (a *ReferralShown, err error) {
	id, err := ParseReferralID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "referral-paid", target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		of, err := t.Payouts(ctx, []int64{id})
		if err != nil {
			return err
		}
		for _, p := range of[id] {
			if p.Side == in.Body.Side && p.State == referral.Owed {
				p.State, p.Note = referral.Paid, strings.TrimSpace(in.Body.Note)
				return t.SavePayout(ctx, p)
			}
		}
		return refused(http.StatusConflict, 0, "nothing waits to be paid out there")
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.oneReferral(ctx, id)
}
