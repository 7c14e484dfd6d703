package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/delight/onboarding"
)

// An onboarding is seen by whoever sees the person.
const (
	onboardingColumns = `o.id, o.plan, o.version, p.person, o.deal, o.cause, o.state, o.seller, o.agent, o.promised, o.ticks, o.done, o.total,
o.started_at, o.touched_at, o.moved_at, o.due_at, o.stalled_at, o.look_at, o.ended_at, o.reason`
	onboardingTables = "onboarding o JOIN profile p ON p.id = o.person JOIN record r ON r.type = 'person' AND r.id = p.person AND r.deleted_at = 0"
)

func (v *View) onboardings(ctx context.Context, where string, args ...any) (list []onboarding.Run, err error) {
	query := "SELECT " + onboardingColumns + " FROM " + onboardingTables + " WHERE " + where
	err = v.each(ctx, "reading onboardings", query, args, func(rows *sql.Rows) error {
		var o onboarding.Run
		var promised, ticks []byte
		err := rows.Scan(&o.ID, &o.Plan, &o.Version, &o.Person, &o.Deal, &o.Cause, (*string)(&o.State), &o.Seller, &o.Agent, &promised, &ticks, &o.Done, &o.Total,
			&o.StartedAt, &o.TouchedAt, &o.MovedAt, &o.DueAt, &o.StalledAt, &o.LookAt, &o.EndedAt, &o.Reason)
		if err == nil {
			err = errors.Join(json.Unmarshal(promised, &o.Promised), json.Unmarshal(ticks, &o.Ticks))
		}
		list = append(list, o)
		return err
	})
	return list, err
}

// BeginOnboarding keeps a new one and gives its id; 0 where the same cause began one by the plan already.
func (t *Tx) BeginOnboarding(ctx context.Context, o onboarding.Run) (id int64, err error) {
	promised, ticks, err := onboardingTexts(&o)
	if err != nil {
		return 0, err
	}
	query := `INSERT INTO onboarding (plan, version, person, deal, cause, state, seller, agent, promised, ticks, done, total, started_at, touched_at, moved_at, due_at, stalled_at, look_at, ended_at, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (plan, cause) DO NOTHING RETURNING id`
	err = t.one(ctx, "beginning an onboarding", query, []any{o.Plan, o.Version, o.Person, o.Deal, o.Cause, string(o.State), o.Seller, o.Agent, promised, ticks, o.Done, o.Total,
		o.StartedAt, o.TouchedAt, o.MovedAt, o.DueAt, o.StalledAt, o.LookAt, o.EndedAt, o.Reason}, &id)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// SaveOnboarding keeps one as it is now.
func (t *Tx) SaveOnboarding(ctx context.Context, o onboarding.Run) error {
	promised, ticks, err := onboardingTexts(&o)
	if err != nil {
		return err
	}
	query := `UPDATE onboarding SET state = ?, seller = ?, agent = ?, promised = ?, ticks = ?, done = ?, total = ?, touched_at = ?, moved_at = ?, due_at = ?, stalled_at = ?,
look_at = ?, ended_at = ?, reason = ? WHERE id = ?`
	n, err := t.exec(ctx, "keeping an onboarding", query, string(o.State), o.Seller, o.Agent, promised, ticks, o.Done, o.Total, o.TouchedAt, o.MovedAt, o.DueAt, o.StalledAt,
		o.LookAt, o.EndedAt, o.Reason, o.ID)
	return t.wasThere("keeping an onboarding", n, err)
}

func onboardingTexts(o *onboarding.Run) (promised, ticks string, err error) {
	if o.Ticks == nil {
		o.Ticks = map[string]onboarding.Tick{}
	}
	first, err1 := json.Marshal(o.Promised)
	second, err2 := json.Marshal(o.Ticks)
	return string(first), string(second), errors.Join(err1, err2)
}

// Onboarding is one by its id within a reach of people; ErrNotFound where there is none.
func (v *View) Onboarding(ctx context.Context, reach auth.Reach, id int64) (onboarding.Run, error) {
	within, args := v.within(reach)
	list, err := v.onboardings(ctx, "o.id = ?"+within, append([]any{id}, args...)...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding onboarding %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return onboarding.Run{}, err
	}
	return list[0], nil
}

// OnboardingFilter says which onboardings are asked for; what is empty leaves open.
type OnboardingFilter struct {
	State        onboarding.State
	Plan, Deal   int64
	Person       int64
	Agent        int64
	Late         bool  // something that is not optional is late
	Stalled      bool  // it stalls
	Moving       bool  // it does not
	Untouched    bool  // care was not in touch yet
	Touched      bool  // care was
	From         int64 // handed over at or after
	Least, Below int64 // percent done: at least, and below; Below 0: leaves open
	Before       int64 // an id
	Limit        int
}

func (f *OnboardingFilter) where(now int64) (where string, args []any) {
	where = "1 = 1"
	add := func(is bool, condition string, values ...any) {
		if is {
			where, args = where+" AND "+condition, append(args, values...)
		}
	}
	add(f.State != "", "o.state = ?", string(f.State))
	add(f.Plan != 0, "o.plan = ?", f.Plan)
	add(f.Deal != 0, "o.deal = ?", f.Deal)
	add(f.Person != 0, "p.person = ?", f.Person)
	add(f.Agent != 0, "o.agent = ?", f.Agent)
	add(f.Late, "o.due_at > 0 AND o.due_at < ?", now)
	add(f.Stalled, "o.stalled_at > 0")
	add(f.Moving, "o.stalled_at = 0")
	add(f.Untouched, "o.touched_at = 0")
	add(f.Touched, "o.touched_at > 0")
	add(f.From != 0, "o.started_at >= ?", f.From)
	add(f.Least > 0, "100 * o.done >= ? * o.total", f.Least)
	add(f.Below > 0, "100 * o.done < ? * o.total", f.Below)
	return where, args
}

// Onboardings gives a page of them within a reach of people, the last begun first.
func (v *View) Onboardings(ctx context.Context, reach auth.Reach, f OnboardingFilter) ([]onboarding.Run, error) {
	where, args := f.where(v.now)
	within, more := v.within(reach)
	args = append(append(args, more...), f.Before, f.Before, f.Limit)
	return v.onboardings(ctx, where+within+" AND (? = 0 OR o.id < ?) ORDER BY o.id DESC LIMIT ?", args...)
}

// CountOnboardings counts those of a filter within a reach of people.
func (v *View) CountOnboardings(ctx context.Context, reach auth.Reach, f OnboardingFilter) (n int64, err error) {
	where, args := f.where(v.now)
	within, more := v.within(reach)
	query := "SELECT COUNT(*) FROM " + onboardingTables + " WHERE " + where + within
	return n, v.one(ctx, "counting onboardings", query, append(args, more...), &n)
}

// DueOnboardings are up to limit that are to be looked at.
func (v *View) DueOnboardings(ctx context.Context, limit int) ([]onboarding.Run, error) {
	return v.onboardings(ctx, "o.look_at > 0 AND o.look_at <= ? ORDER BY o.look_at, o.id LIMIT ?", v.now, limit)
}

// OnboardingsUnderWay are those of some people that are running.
func (v *View) OnboardingsUnderWay(ctx context.Context, people []int64) ([]onboarding.Run, error) {
	in, arg := v.dialect.In("p.person", people)
	return v.onboardings(ctx, "o.state = 'running' AND "+in+" ORDER BY o.id", arg)
}

// OnboardingLoads are how many customers each user looks after now.
func (v *View) OnboardingLoads(ctx context.Context) (map[int64]int, error) {
	loads := map[int64]int{}
	err := v.each(ctx, "counting onboardings", "SELECT agent, COUNT(*) FROM onboarding WHERE state = 'running' GROUP BY agent", nil, func(rows *sql.Rows) error {
		var user int64
		var n int
		err := rows.Scan(&user, &n)
		loads[user] = n
		return err
	})
	return loads, err
}
