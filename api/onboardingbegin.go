package api

import (
	"context"
	"fmt"
	"strconv"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/engage/deal"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/store"
)

// onboardingStart is what begins an onboarding: who is onboarded by which version, and because of what.
type onboardingStart struct {
	by     *onboarding.Version
	person int64
	deal   *record.Record // nil: none
	cause  string
	at     int64
	agent  int64 // a user; 0: is chosen
	said   *onboarding.Promise
}

// beginOnboarding begins one within an act under way, hands the customer over to care and tells who has to know. Its id is 0
// where the same cause began one by the plan already.
func (s *Server) beginOnboarding(ctx context.Context, t *store.Tx, b onboardingStart) (o onboarding.Run, err error) {
	who, err := personRecord(ctx, &t.View, b.person)
	if err != nil {
		return o, err
	}
	o = onboarding.Run{Plan: b.by.Plan, Version: b.by.Number, Person: who.ID, Cause: b.cause, State: onboarding.Running, Seller: who.Values.Int("owner"), Agent: b.agent, StartedAt: b.at, MovedAt: b.at}
	if b.deal != nil {
		o.Deal, o.Seller = b.deal.ID, b.deal.Values.Int("owner")
		if o.Promised, err = t.OnboardingPromise(ctx, b.deal.ID); err != nil {
			return o, err
		}
	}
	if b.said != nil {
		o.Promised = *b.said
	}
	if o.Agent == 0 {
		if o.Agent, err = chooseCare(ctx, &t.View, &b.by.Content, o.Seller); err != nil {
			return o, err
		}
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return o, err
	}
	o.Settle(&b.by.Content, c, t.Now())
	if o.ID, err = t.BeginOnboarding(ctx, o); err != nil || o.ID == 0 {
		return o, err
	}
	if err := tellOfOnboarding(ctx, t, &o, b.by, onboarding.StartedEvent, "started", b.at, nil); err != nil {
		return o, err
	}
	if err := handOver(ctx, t, &o, b.deal, &who); err != nil {
		return o, err
	}
	return o, s.keepOnboarding(ctx, t, &o, b.by)
}

// chooseCare is who looks after one more customer: of the plan's team, else of everybody who cares for customers, whoever is
// there and looks after the fewest; where there is nobody, who sold it.
func chooseCare(ctx context.Context, v *store.View, d *onboarding.Definition, seller int64) (int64, error) {
	at, err := readPresence(ctx, v)
	if err != nil {
		return 0, err
	}
	loads, err := v.OnboardingLoads(ctx)
	if err != nil {
		return 0, err
	}
	team, err := orNone(d.Team, ParseTeamID)
	if err != nil {
		return 0, err
	}
	users, err := v.Users(ctx)
	if err != nil {
		return 0, err
	}
	members := map[int64]bool{}
	for _, user := range at.teams[team] {
		members[user] = true
	}
	var there []onboarding.Candidate
	for _, u := range users {
		cares := members[u.ID] || len(members) == 0 && u.Role == string(auth.Agent)
		if cares && at.absent(u.ID, v.Now(), false) == "" {
			there = append(there, onboarding.Candidate{User: u.ID, Load: loads[u.ID]})
		}
	}
	if chosen := onboarding.Choose(there); chosen != 0 {
		return chosen, nil
	}
	return seller, nil
}

// handOver tells that responsibility moved from who sold to who cares, and asks the seller what was promised where nobody
// said it.
func handOver(ctx context.Context, t *store.Tx, o *onboarding.Run, d *record.Record, who *record.Record) error {
	about := record.Ref{Type: record.Person, ID: who.ID}
	if o.Agent != 0 && o.Agent != auth.From(ctx).User() {
		data := map[string]string{"title": who.Name(), "what": "begun", "onboarding": OnboardingID(o.ID)}
		if err := t.Notify(ctx, o.Agent, notice.Onboarding, "begun-"+strconv.FormatInt(o.ID, 10)+"-"+strconv.FormatInt(o.Agent, 10), about, data); err != nil {
			return err
		}
	}
	if d == nil || o.Seller == 0 || o.Agent == 0 || o.Seller == o.Agent {
		return nil
	}
	e := deal.HandOver(d, o.Seller, o.Agent)
	e.ID, e.At = fmt.Sprintf("onboarding-%s-handed-%d", OnboardingID(o.ID), t.Now()), t.Now()
	if err := postEvents(ctx, t, onboarding.Source, []int64{o.Person}, func(int64) timeline.Event { return e }); err != nil {
		return err
	}
	if !o.Promised.None() {
		return nil
	}
	title := func(language string) string {
		return phrase.Sentencef("Say what was promised to %s", who.Name()).In(language)
	}
	_, err := askUser(ctx, t, o.Seller, record.Ref{Type: record.Deal, ID: d.ID}, "onboarding-promise "+strconv.FormatInt(o.ID, 10), title, 1)
	return err
}

// askUser gives a user a task about a record, due within so many working days, and gives its id.
func askUser(ctx context.Context, t *store.Tx, user int64, about record.Ref, cause string, title func(language string) string, days int) (int64, error) {
	u, err := t.User(ctx, user)
	if err != nil {
		return 0, absent(err)
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	return askUntil(ctx, t, &u, about, cause, title, c.AddDays(c.Today(t.Now()), days).String())
}

func askUntil(ctx context.Context, t *store.Tx, u *store.User, about record.Ref, cause string, title func(language string) string, day string) (int64, error) {
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	one := task.Task{Kind: task.ToDo, Owner: u.ID, About: about, Creator: actorName(systemActor), Cause: cause, Remind: []int{0}, Title: title(orText(u.Language, "vi"))}
	if err := one.Due(day, 0, c.Zone()); err != nil {
		return 0, err
	}
	if one, err = t.AddTask(ctx, auth.Everything, one); err != nil {
		return 0, err
	}
	return one.ID, orElse(remindOf(ctx, t, one, c.Zone()), tellOwner(auth.With(ctx, systemActor), t, task.Task{}, one))
}

// tellOfOnboarding tells the customer's timeline; what is told under one mark is told once.
func tellOfOnboarding(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version, event, mark string, at int64, more map[string]any) error {
	said := map[string]any{"onboarding": OnboardingID(o.ID), "plan": OnboardingPlanID(o.Plan), "plan_name": by.Name, "done": o.Done, "total": o.Total}
	if o.Deal != 0 {
		said["deal"] = deal.Number(o.Deal)
	}
	for key, value := range more {
		said[key] = value
	}
	return postEvents(ctx, t, onboarding.Source, []int64{o.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: onboardingMark(o, mark), Name: event, At: at, Team: "care", Properties: marshalled(said)}
	})
}

func onboardingMark(o *onboarding.Run, mark string) string {
	return "onboarding-" + OnboardingID(o.ID) + "-" + mark
}

type onboardingAdd struct {
	Body struct {
		Plan     string              `json:"plan" maxLength:"40"`
		Person   string              `json:"person" maxLength:"40"`
		Deal     string              `json:"deal,omitempty" maxLength:"40" doc:"what was sold: what was promised in it is taken over"`
		Agent    string              `json:"agent,omitempty" maxLength:"40" doc:"who looks after the customer: a user, or me; left out: is chosen"`
		Promised *onboarding.Promise `json:"promised,omitempty"`
	}
}

// addOnboarding begins one by hand.
func (s *Server) addOnboarding(ctx context.Context, in *onboardingAdd, _ Tell) (a *OnboardingDetail, err error) {
	_, err = s.change(ctx, mutation{verb: "onboarding-begin", entry: in.Body, made: func() string { return a.ID }, also: func(ctx context.Context, t *store.Tx) error {
		who, err := personWithin(ctx, &t.View, in.Body.Person, auth.Update)
		if err != nil {
			return err
		}
		_, by, err := planToBegin(ctx, &t.View, in.Body.Plan)
		if err != nil {
			return wrong(err)
		}
		b := onboardingStart{by: &by, person: who.ID, at: t.Now(), cause: "hand-" + strconv.FormatInt(t.Act, 10), said: cleanPromise(in.Body.Promised)}
		if b.agent, err = orNone(in.Body.Agent, func(s string) (int64, error) { return parseMe(ctx, s) }); err != nil {
			return err
		}
		if in.Body.Deal != "" {
			r, err := s.seen(ctx, &t.View, RecordPath{Type: record.Deal.Plural(), ID: in.Body.Deal})
			if err != nil {
				return err
			}
			b.deal, b.cause = &r, deal.Number(r.ID)
		}
		o, err := s.beginOnboarding(ctx, t, b)
		if err == nil && o.ID == 0 {
			err = refused(409, 0, "this deal is being onboarded by this plan already")
		}
		if err == nil {
			a, err = onboardingShown(ctx, &t.View, &o, &by)
		}
		return err
	}}, nil)
	return a, err
}

// planToBegin is a plan by which customers begin, by its id, with its version.
func planToBegin(ctx context.Context, v *store.View, shown string) (p onboarding.Plan, by onboarding.Version, err error) {
	id, err := ParseOnboardingPlanID(shown)
	if err == nil {
		p, err = v.OnboardingPlan(ctx, id)
	}
	if absent(err) == nil && !p.Live() {
		return p, by, phrase.Errorf("there is no onboarding plan %s by which customers begin; publish it first", shown)
	}
	if err == nil {
		by, err = v.OnboardingVersion(ctx, p.ID, p.Published)
	}
	return p, by, err
}

// cleanPromise brings a promise into its one form; nil stays nil.
func cleanPromise(p *onboarding.Promise) *onboarding.Promise {
	if p == nil {
		return nil
	}
	clean := onboarding.Promise{Words: cleanNote(p.Words), Items: []string{}}
	for _, item := range p.Items {
		if item = cleanName(item); item != "" {
			clean.Items = append(clean.Items, item)
		}
	}
	return &clean
}
