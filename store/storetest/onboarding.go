package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/store"
)

// plan is an onboarding plan that is published.
func (b *bench) plan(name string) (v onboarding.Version) {
	b.tx(func(tx *store.Tx) error {
		id, err := tx.AddOnboardingPlan(b.ctx, onboarding.Plan{Name: name, Draft: onboarding.Usual()})
		if err == nil {
			v, err = tx.PublishOnboardingPlan(b.ctx, id)
		}
		return err
	})
	return v
}

// onboarded has somebody go through a plan.
func (b *bench) onboarded(who int64) {
	v := b.plan("Cho " + secret)
	b.tx(func(tx *store.Tx) error {
		promised := onboarding.Promise{Words: "gọi " + secret, Items: []string{secret}}
		if err := tx.SetOnboardingPromise(b.ctx, 77, 4, promised); err != nil {
			return err
		}
		_, err := tx.BeginOnboarding(b.ctx, onboarding.Run{Plan: v.Plan, Version: 1, Person: who, Cause: "x", State: onboarding.Running, Promised: promised, Reason: secret,
			Ticks: map[string]onboarding.Tick{"details": {At: 1, Skipped: true, Reason: secret}}})
		return err
	})
}

// onboardingPlans holds that a version stays as it was published.
func onboardingPlans(t *testing.T, b *bench) {
	is := b.plan("Máy pha")
	b.refuses("a change of an edition that is past", store.ErrConflict, func(tx *store.Tx) error {
		return tx.SaveOnboardingPlan(b.ctx, onboarding.Plan{ID: is.Plan, Name: "Khác", Edition: 1})
	})
	b.refuses("to forget what was published", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveOnboardingPlan(b.ctx, is.Plan) })
	b.tx(func(tx *store.Tx) error {
		p, err := tx.OnboardingPlan(b.ctx, is.Plan)
		if err != nil {
			return err
		}
		p.Draft.Stall, p.Name = 9, "Máy xay"
		if err := tx.SaveOnboardingPlan(b.ctx, p); err != nil {
			return err
		}
		_, err = tx.PublishOnboardingPlan(b.ctx, p.ID)
		return err
	})
	b.view(func(v *store.View) error {
		first, err := v.OnboardingVersion(b.ctx, is.Plan, 1)
		live, err2 := v.LiveOnboardingPlans(b.ctx)
		all, err3 := v.OnboardingVersions(b.ctx, is.Plan)
		plans, err4 := v.OnboardingPlans(b.ctx)
		b.want("kept", []any{first.Name, first.Content.Stall, len(live), live[0].Number, live[0].Content.Stall, len(all), len(plans), plans[0].Name, err2, err3, err4}, []any{"Máy pha", 5, 1, int64(2), 9, 2, 1, "Máy xay", nil, nil, nil})
		return err
	})
}

// onboardings begin once for each cause, are seen by who sees the person, and are found by how they stand.
func onboardings(t *testing.T, b *bench) {
	b.founded(1, 2, 3)
	b.owns(1, 7, 0)
	by := b.plan("Máy pha")
	var ids []int64
	b.tx(func(tx *store.Tx) error {
		for i, who := range []int64{1, 2, 3, 1} {
			id, err := tx.BeginOnboarding(b.ctx, onboarding.Run{Plan: by.Plan, Version: 1, Person: who, Deal: 5, Cause: "sale " + string(rune('a'+i%3)), State: onboarding.Running, Agent: 4, Total: 4, Done: i, StartedAt: 100, MovedAt: 100, DueAt: 200 << (20 * i), LookAt: 50 + int64(i)})
			if ids = append(ids, id); err != nil {
				return err
			}
		}
		return nil
	})
	b.want("of one cause there is one", ids, []int64{1, 2, 3, 0})
	found := func(reach auth.Reach, f store.OnboardingFilter) (people []int64) {
		f.Limit = 10
		b.view(func(v *store.View) error {
			list, err := v.Onboardings(b.ctx, reach, f)
			for _, o := range list {
				people = append(people, o.Person)
			}
			n, err2 := v.CountOnboardings(b.ctx, reach, f)
			b.ok(err2)
			if f.Before == 0 {
				b.want("as many are counted as listed", n, int64(len(list)))
			}
			return err
		})
		return people
	}
	b.want("all", found(auth.Everything, store.OnboardingFilter{State: onboarding.Running, Plan: by.Plan, Deal: 5, Agent: 4, Untouched: true, From: 100}), []int64{3, 2, 1})
	b.want("the page behind", found(auth.Everything, store.OnboardingFilter{Before: 3}), []int64{2, 1})
	b.want("one's own", found(auth.Reach{User: 7}, store.OnboardingFilter{}), []int64{1})
	b.want("within no reach", found(auth.Reach{}, store.OnboardingFilter{}), []int64(nil))
	b.want("half way", found(auth.Everything, store.OnboardingFilter{Least: 25, Below: 50}), []int64{2})
	b.want("touched", found(auth.Everything, store.OnboardingFilter{Touched: true}), []int64(nil))
	b.view(func(v *store.View) error {
		due, err := v.DueOnboardings(b.ctx, 2)
		loads, err2 := v.OnboardingLoads(b.ctx)
		none, err3 := v.OnboardingPromise(b.ctx, 5)
		b.want("to be looked at, the first first", []any{len(due), due[0].Person, due[1].Person, loads[4], none.None(), err2, err3}, []any{2, int64(1), int64(2), 3, true, nil, nil})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		o, err := tx.Onboarding(b.ctx, auth.Everything, 2)
		if err != nil {
			return err
		}
		o.State, o.StalledAt, o.TouchedAt, o.LookAt, o.Ticks = onboarding.Finished, 9, 8, 0, map[string]onboarding.Tick{"details": {At: 5, By: "usr_1"}}
		return tx.SaveOnboarding(b.ctx, o)
	})
	b.want("stalled and touched", found(auth.Everything, store.OnboardingFilter{Stalled: true, Touched: true, State: onboarding.Finished, Person: 2}), []int64{2})
	b.view(func(v *store.View) error {
		o, err := v.Onboarding(b.ctx, auth.Everything, 2)
		under, err2 := v.OnboardingsUnderWay(b.ctx, []int64{1, 2})
		b.want("kept", []any{o.Ticks["details"].By, len(under), err2}, []any{"usr_1", 1, nil})
		return err
	})
}
