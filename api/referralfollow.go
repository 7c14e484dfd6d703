package api

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/delight/referral"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
	"banhda/wheel"
)

const (
	referralsJob    job.Kind = "referrals"
	rewardsFollower          = "referral-rewards"
)

// referralWorks are the jobs of referrals.
func (s *Server) referralWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{referralsJob: {Do: s.system(s.keepReferrals), Every: job.Each(time.Minute), Within: 10 * time.Minute}}
}

// rewardsHearer has the referrals of those looked at of whom something becomes known.
func (s *Server) rewardsHearer() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		err = s.Records.View(ctx, func(v *store.View) error {
			p, err := v.ReferralProgramme(ctx)
			w.Events, w.Quiet = p.Published > 0, p.Published > 0
			return err
		})
		return w, err
	}
	return follow.Consumer{Name: rewardsFollower, Wants: wants, Take: s.hearRewards}
}

// hearRewards takes in a batch. It decides nothing: whoever is named is looked at, and what is known then counts.
func (s *Server) hearRewards(ctx context.Context, b *follow.Batch) error {
	people := slices.Clone(b.Quiet)
	for _, l := range b.Links {
		people = append(people, l.Person, l.Into)
	}
	var accepted []*follow.Event
	for i := range b.Events {
		e := &b.Events[i]
		if e.Name == wheel.ReferralAccepted && e.Referrer != 0 {
			accepted = append(accepted, e)
		}
		if e.Meaning == wheel.Purchase || strings.HasPrefix(e.Name, "Order ") || e.Name == wheel.ReferralAccepted {
			people = append(people, e.Person)
		}
	}
	if len(people) == 0 {
		return nil
	}
	err := s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, e := range accepted {
			code := timeline.Referral(timeline.PropertiesOf(e.Properties))
			if _, err := takeReferral(ctx, t, referral.Referral{Code: code, Referrer: e.Referrer, Friend: e.Person, Via: "event", AcceptedAt: e.At}); err != nil {
				return err
			}
		}
		return orElse(t.LookAtReferrals(ctx, people), t.SetFollowed(ctx, rewardsFollower, b.Place))
	})
	if err != nil {
		return err
	}
	if err := s.keepReferrals(auth.With(ctx, systemActor), job.Job{}); err != nil && ctx.Err() == nil { // the job tries again
		s.Logger.Error("looking at referrals", "error", err)
	}
	return nil
}

// takeReferral keeps a friend under the programme that holds now; 0 where none does, or they were brought before.
func takeReferral(ctx context.Context, t *store.Tx, r referral.Referral) (int64, error) {
	p, err := t.ReferralProgramme(ctx)
	if err != nil || !p.Live() || r.Friend == 0 || r.Referrer == 0 || r.Friend == r.Referrer {
		return 0, err
	}
	r.Version = p.Published
	return t.AddReferral(ctx, r)
}

const (
	referralsAtOnce = 50
	sightsKept      = 180 * day24
)

// keepReferrals looks at the referrals whose time has come. One that fails keeps no other waiting.
func (s *Server) keepReferrals(ctx context.Context, _ job.Job) error {
	if known := s.Flow.Known(); s.Flow.Done() < known { // a history that is being read says nothing yet
		return nil
	}
	tried := map[int64]bool{}
	for {
		var due []referral.Referral
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			due, err = v.DueReferrals(ctx, referralsAtOnce+len(tried))
			return err
		})
		due = slices.DeleteFunc(due, func(r referral.Referral) bool { return tried[r.ID] })
		var failed []error
		for i := range due {
			if tried[due[i].ID] = true; ctx.Err() == nil {
				failed = append(failed, s.lookAtReferral(ctx, due[i].ID))
			}
		}
		if err = errors.Join(append(failed, err)...); err != nil || len(due) < referralsAtOnce {
			return orElse(err, s.Records.Tx(ctx, func(t *store.Tx) error { return t.ForgetSights(ctx, t.Now()-sightsKept) }))
		}
	}
}

// lookAtReferral brings a referral to where it stands by what is known, and gives what fell due: both are one transaction, so
// that whatever happens in between, nothing is given twice and nothing is lost.
func (s *Server) lookAtReferral(ctx context.Context, id int64) error {
	c, err := s.referralCase(ctx, id)
	if err != nil {
		return absent(err)
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		r, err := t.Referral(ctx, id)
		if err != nil {
			return absent(err)
		}
		if r.Referrer != c.Referrer || r.Friend != c.Friend { // they became somebody else meanwhile: it is looked at again
			return nil
		}
		f := c.facts // the transaction may be begun again
		f.Decision, f.Posted, f.Taken = r.Decision, r.RewardedAt != 0, r.TakenAt != 0
		r.Verdict, r.Level, r.Findings = c.terms.Judge(&f, t.Now()), c.Level, c.Findings
		if r.LookAt = r.DueAt; r.State == referral.Due || r.State == referral.Rewarded {
			r.LookAt = 0
		}
		switch {
		case r.State == referral.Due:
			err = s.rewardReferral(ctx, t, &r, &c.terms)
		case r.State == referral.Taken && r.TakenAt == 0:
			err = s.takeRewardsBack(ctx, t, &r)
		}
		return orElse(err, t.SaveReferral(ctx, r))
	})
}

// rewardReferral gives both what they were promised.
func (s *Server) rewardReferral(ctx context.Context, t *store.Tx, r *referral.Referral, d *referral.Definition) error {
	from, to, err := s.monthOf(ctx, &t.View, r.SaleAt)
	if err != nil {
		return err
	}
	n, err := t.CountRewarded(ctx, r.Referrer, r.ID, from, to)
	if err != nil {
		return err
	}
	if _, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "referral-reward", Target: ReferralID(r.ID)}); err != nil {
		return err
	}
	r.Over, r.State, r.RewardedAt, r.DueAt = d.Limit > 0 && n >= int64(d.Limit), referral.Rewarded, t.Now(), 0
	for _, p := range d.Owes(r, t.Now()) {
		if err := s.giveReward(ctx, t, &p); err != nil {
			return err
		}
		if err := tellRewarded(ctx, t, r, &p); err != nil {
			return err
		}
	}
	return nil
}

// giveReward gives one of the two theirs. What cannot be given, as a reward of which none is left, is owed: somebody settles it by
// hand, and why is noted.
func (s *Server) giveReward(ctx context.Context, t *store.Tx, p *referral.Payout) error {
	err := p.Post(ctx, s.referralLedger(t))
	var told *phrase.Sentence
	var refusal *Refused
	switch {
	case errors.As(err, &refusal):
		told = refusal.Sentence
	case !errors.As(err, &told) && err != nil:
		return err
	}
	if told != nil {
		p.State, p.Note = referral.Owed, told.In("vi")
	}
	return t.AddPayout(ctx, *p)
}

func tellRewarded(ctx context.Context, t *store.Tx, r *referral.Referral, p *referral.Payout) error {
	told := map[string]any{"referral": ReferralID(r.ID), "side": string(p.Side), "kind": string(p.Kind)}
	if p.Points > 0 {
		told["points"] = p.Points
	}
	if p.Amount > 0 {
		told["amount"] = p.Amount
	}
	return postEvents(ctx, t, referral.Source, []int64{p.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: fmt.Sprintf("rewarded-%s-%s", ReferralID(r.ID), p.Side), Name: referral.RewardedEvent, At: t.Now(), Team: "care", Properties: marshalled(told)}
	})
}

// takeRewardsBack takes back what can be.
func (s *Server) takeRewardsBack(ctx context.Context, t *store.Tx, r *referral.Referral) error {
	if _, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "referral-take-back", Target: ReferralID(r.ID)}); err != nil {
		return err
	}
	r.TakenAt = t.Now()
	of, err := t.Payouts(ctx, []int64{r.ID})
	for _, p := range of[r.ID] {
		if err == nil {
			err = p.Undo(ctx, s.referralLedger(t))
		}
		if err == nil {
			err = t.SavePayout(ctx, p)
		}
	}
	return err
}

// monthOf is the house's month an instant lies in.
func (s *Server) monthOf(ctx context.Context, v *store.View, at int64) (from, to int64, err error) {
	today, err := s.todayOf(ctx, v)
	day := time.UnixMicro(at).In(today.Location())
	first := time.Date(day.Year(), day.Month(), 1, 0, 0, 0, 0, today.Location())
	return first.UnixMicro(), first.AddDate(0, 1, 0).UnixMicro(), err
}

// tellAccepted keeps that a friend accepted, and tells their timeline: of each friend once, whoever's link they come by later.
func tellAccepted(ctx context.Context, t *store.Tx, r referral.Referral) error {
	if _, err := takeReferral(ctx, t, r); err != nil {
		return err
	}
	by, err := t.KeyOf(ctx, r.Referrer)
	if err != nil {
		return absent(err)
	}
	said := marshalled(map[string]any{"ref": r.Code})
	return postEvents(ctx, t, referralFollower, []int64{r.Friend}, func(friend int64) timeline.Event {
		return timeline.Event{ID: fmt.Sprintf("referral-%d", friend), Name: wheel.ReferralAccepted, At: r.AcceptedAt, Referrer: &by, Properties: said}
	})
}
