package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"banhda/delight/onboarding"
)

// OnboardingPlans lists them by name, those put away last.
func (v *View) OnboardingPlans(ctx context.Context) ([]onboarding.Plan, error) {
	return v.onboardingPlans(ctx, "1 = 1 ORDER BY archived, name, id")
}

// OnboardingPlan is one of them; ErrNotFound where there is none of that id.
func (v *View) OnboardingPlan(ctx context.Context, id int64) (onboarding.Plan, error) {
	list, err := v.onboardingPlans(ctx, "id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding onboarding plan %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return onboarding.Plan{}, err
	}
	return list[0], nil
}

func (v *View) onboardingPlans(ctx context.Context, where string, args ...any) (list []onboarding.Plan, err error) {
	query := "SELECT id, name, draft, edition, published, archived, updated_at FROM onboarding_plan WHERE " + where
	err = v.each(ctx, "reading onboarding plans", query, args, func(rows *sql.Rows) error {
		var p onboarding.Plan
		var draft []byte
		err := rows.Scan(&p.ID, &p.Name, &draft, &p.Edition, &p.Published, &p.Archived, &p.UpdatedAt)
		if err == nil {
			err = json.Unmarshal(draft, &p.Draft)
		}
		list = append(list, p)
		return err
	})
	return list, err
}

// LiveOnboardingPlans are the versions by which customers begin now.
func (v *View) LiveOnboardingPlans(ctx context.Context) ([]onboarding.Version, error) {
	return v.onboardingVersions(ctx, "EXISTS (SELECT 1 FROM onboarding_plan p WHERE p.id = plan AND p.published = number AND NOT p.archived) ORDER BY plan")
}

// AddOnboardingPlan keeps a new one and gives its id.
func (t *Tx) AddOnboardingPlan(ctx context.Context, p onboarding.Plan) (id int64, err error) {
	draft, err := json.Marshal(p.Draft)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO onboarding_plan (name, draft, edition, published, archived, updated_at) VALUES (?, ?, 1, 0, FALSE, ?) RETURNING id"
	return id, t.one(ctx, "keeping an onboarding plan", query, []any{p.Name, string(draft), t.now}, &id)
}

// SaveOnboardingPlan keeps one as it is from now on, as its next edition; ErrConflict where it is no longer the edition given.
func (t *Tx) SaveOnboardingPlan(ctx context.Context, p onboarding.Plan) error {
	draft, err := json.Marshal(p.Draft)
	if err != nil {
		return err
	}
	query := "UPDATE onboarding_plan SET name = ?, draft = ?, archived = ?, edition = edition + 1, updated_at = ? WHERE id = ? AND edition = ?"
	n, err := t.exec(ctx, "changing an onboarding plan", query, p.Name, string(draft), p.Archived, t.now, p.ID, p.Edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing onboarding plan %d: %w", p.ID, ErrConflict)
	}
	return err
}

// RemoveOnboardingPlan forgets one that was never published; ErrConflict for another.
func (t *Tx) RemoveOnboardingPlan(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "removing an onboarding plan", "DELETE FROM onboarding_plan WHERE id = ? AND published = 0", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing onboarding plan %d: %w", id, ErrConflict)
	}
	return err
}

// PublishOnboardingPlan keeps a draft as the version by which customers begin from now on, under the act under way.
func (t *Tx) PublishOnboardingPlan(ctx context.Context, id int64) (v onboarding.Version, err error) {
	p, err := t.OnboardingPlan(ctx, id)
	if err != nil {
		return v, err
	}
	v = onboarding.Version{Plan: id, Number: p.Published + 1, Name: p.Name, Content: p.Draft, At: t.now, Act: t.Act}
	body, err := json.Marshal(v.Content)
	if err != nil {
		return v, err
	}
	query := "INSERT INTO onboarding_version (plan, number, name, content, at, act) VALUES (?, ?, ?, ?, ?, ?)"
	if _, err = t.exec(ctx, "publishing an onboarding plan", query, id, v.Number, v.Name, string(body), v.At, v.Act); err != nil {
		return v, err
	}
	_, err = t.exec(ctx, "publishing an onboarding plan", "UPDATE onboarding_plan SET published = ?, edition = edition + 1, updated_at = ? WHERE id = ?", v.Number, t.now, id)
	return v, err
}

// OnboardingVersions lists what was published of a plan, the newest first.
func (v *View) OnboardingVersions(ctx context.Context, plan int64) ([]onboarding.Version, error) {
	return v.onboardingVersions(ctx, "plan = ? ORDER BY number DESC", plan)
}

// OnboardingVersion is one by its number; ErrNotFound where there is none.
func (v *View) OnboardingVersion(ctx context.Context, plan, number int64) (onboarding.Version, error) {
	list, err := v.onboardingVersions(ctx, "plan = ? AND number = ?", plan, number)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding version %d of onboarding plan %d: %w", number, plan, ErrNotFound)
	}
	if err != nil {
		return onboarding.Version{}, err
	}
	return list[0], nil
}

func (v *View) onboardingVersions(ctx context.Context, where string, args ...any) (list []onboarding.Version, err error) {
	query := "SELECT plan, number, name, content, at, act FROM onboarding_version WHERE " + where
	err = v.each(ctx, "reading versions of onboarding plans", query, args, func(rows *sql.Rows) error {
		var one onboarding.Version
		var content []byte
		err := rows.Scan(&one.Plan, &one.Number, &one.Name, &content, &one.At, &one.Act)
		if err == nil {
			err = json.Unmarshal(content, &one.Content)
		}
		list = append(list, one)
		return err
	})
	return list, err
}

// OnboardingPromise is what a deal's seller promised; nothing where nothing was said.
func (v *View) OnboardingPromise(ctx context.Context, deal int64) (p onboarding.Promise, err error) {
	err = v.each(ctx, "reading what was promised", "SELECT promised FROM onboarding_promise WHERE deal = ?", []any{deal}, func(rows *sql.Rows) error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		return json.Unmarshal(body, &p)
	})
	return p, err
}

// SetOnboardingPromise keeps what a user says was promised in a deal.
func (t *Tx) SetOnboardingPromise(ctx context.Context, deal, user int64, p onboarding.Promise) error {
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	query := `INSERT INTO onboarding_promise (deal, promised, member, at) VALUES (?, ?, ?, ?)
ON CONFLICT (deal) DO UPDATE SET promised = excluded.promised, member = excluded.member, at = excluded.at`
	_, err = t.exec(ctx, "keeping what was promised", query, deal, string(body), user, t.now)
	return err
}
