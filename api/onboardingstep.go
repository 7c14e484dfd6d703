package api

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/drive/flow"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// keepOnboarding reckons an onboarding anew and keeps it: asks who of us has to do what is open now, takes back what was asked
// and is done, and tells when it is finished.
func (s *Server) keepOnboarding(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version) error {
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	was := o.State
	o.Settle(&by.Content, c, t.Now())
	for _, one := range by.Content.Look(o, c, t.Now()) {
		if err := askForStep(ctx, t, o, &one); err != nil {
			return err
		}
	}
	if err := t.SaveOnboarding(ctx, *o); err != nil || was != onboarding.Running || o.State != onboarding.Finished {
		return err
	}
	return tellOfOnboarding(ctx, t, o, by, onboarding.CompletedEvent, "completed", t.Now(), nil)
}

// askForStep asks who of us has to do a step that is open now, and finishes the task of one that is not any more.
func askForStep(ctx context.Context, t *store.Tx, o *onboarding.Run, one *onboarding.Seen) error {
	open := one.Standing == onboarding.Open || one.Standing == onboarding.Late
	if one.Side != onboarding.Us {
		return nil
	}
	if one.Task != 0 && (!open || o.State != onboarding.Running) {
		return finishAsked(ctx, t, one.Task)
	}
	user := stepOwner(one.Step, o)
	if one.Task != 0 || !open || o.State != onboarding.Running || user == 0 {
		return nil
	}
	u, err := t.User(ctx, user)
	if err != nil {
		return absent(err)
	}
	cause := stepCause + strconv.FormatInt(o.ID, 10) + " " + one.Key + " " + strconv.FormatInt(t.Now(), 10)
	title := func(language string) string { return saidIn(language, one.Label) }
	id, err := askUntil(ctx, t, &u, record.Ref{Type: record.Person, ID: o.Person}, cause, title, one.Due.String())
	if err != nil {
		return err
	}
	tick := o.Ticks[one.Key]
	tick.Task = id
	if o.Ticks == nil {
		o.Ticks = map[string]onboarding.Tick{}
	}
	o.Ticks[one.Key] = tick
	return nil
}

// stepCause begins the cause of a task by which somebody of us is asked to do a step: then come the onboarding and the step.
const stepCause = "onboarding-step "

func finishAsked(ctx context.Context, t *store.Tx, id int64) error {
	is, err := t.Task(ctx, auth.Everything, id)
	if err != nil || is.DoneAt != 0 || is.DeletedAt != 0 {
		return absent(err)
	}
	if err := is.Finish(actorName(auth.From(ctx)), "", t.Now()); err != nil {
		return err
	}
	_, err = t.SaveTask(ctx, auth.Everything, is)
	return err
}

// stepOfTask ticks the step for which a task was made that is done now.
func (s *Server) stepOfTask(ctx context.Context, t *store.Tx, is *task.Task) error {
	rest, ok := strings.CutPrefix(is.Cause, stepCause)
	parts := strings.Fields(rest)
	if !ok || len(parts) < 2 {
		return nil
	}
	id, _ := strconv.ParseInt(parts[0], 10, 64) // 0: there is none
	o, err := t.Onboarding(ctx, auth.Everything, id)
	if err != nil || o.Ticks[parts[1]].Task != is.ID || o.State != onboarding.Running {
		return absent(err)
	}
	by, err := versionsRead{}.of(ctx, &t.View, &o)
	if err != nil {
		return err
	}
	tick := o.Ticks[parts[1]]
	tick.Task = 0 // whoever finishes the task keeps it
	o.Ticks[parts[1]] = tick
	if ok, err := o.Tick(&by.Content, parts[1], actorName(auth.From(ctx)), t.Now()); err != nil || !ok {
		return nil // it waits again for what was taken back meanwhile
	}
	return s.keepOnboarding(ctx, t, &o, by)
}

type onboardingStepOrder struct {
	ID   string `path:"id"`
	Step string `path:"step" maxLength:"40"`
	Body struct {
		Do     string `json:"do" enum:"done,skip,reopen"`
		Reason string `json:"reason,omitempty" maxLength:"500" doc:"of skip: why"`
	}
}

// doOnboardingStep ticks a step, skips it, or takes that back.
func (s *Server) doOnboardingStep(ctx context.Context, in *onboardingStepOrder, _ Tell) (*OnboardingDetail, error) {
	return s.withOnboarding(ctx, in.ID, "onboarding-step", in.Body, func(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version) error {
		who := actorName(auth.From(ctx))
		switch in.Body.Do {
		case "skip":
			_, err := o.Skip(&by.Content, in.Step, who, cleanNote(in.Body.Reason), t.Now())
			return wrongOrNil(err)
		case "reopen":
			return reopenStep(ctx, t, o, by, in.Step)
		}
		return tickStep(ctx, t, o, by, in.Step, who)
	})
}

// tickStep ticks a step by somebody; one of the customer's is told to their timeline.
func tickStep(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version, key, who string) error {
	ok, err := o.Tick(&by.Content, key, who, t.Now())
	if err != nil || !ok {
		return wrongOrNil(err)
	}
	return tellOfStep(ctx, t, o, by, key)
}

// tellOfStep tells that the customer did a step of theirs. What we did is no act of theirs, and not told.
func tellOfStep(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version, key string) error {
	step, tick := by.Content.Step(key), o.Ticks[key]
	if step.Side != onboarding.Customer {
		return nil
	}
	mark := fmt.Sprintf("step-%s-%d", key, tick.At)
	tick.Said = onboardingMark(o, mark)
	o.Ticks[key] = tick
	return tellOfOnboarding(ctx, t, o, by, onboarding.StepEvent, mark, tick.At, map[string]any{"step": key, "step_name": step.Label.Vi})
}

func reopenStep(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version, key string) error {
	was, err := o.Reopen(&by.Content, key)
	if err != nil || was.Said == "" {
		return wrongOrNil(err)
	}
	return t.Post(ctx, flow.Row{Kind: flow.Retract, Source: "records", Count: 1, Body: marshalled(map[string]any{"id": was.Said})})
}

// withOnboarding changes one within reach, under an act of its own.
func (s *Server) withOnboarding(ctx context.Context, id, verb string, entry any, do func(context.Context, *store.Tx, *onboarding.Run, *onboarding.Version) error) (a *OnboardingDetail, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: id, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		o, by, err := onboardingOf(ctx, &t.View, id, auth.Update)
		if err != nil {
			return err
		}
		if err := do(ctx, t, &o, by); err != nil {
			return err
		}
		if err := s.keepOnboarding(ctx, t, &o, by); err != nil {
			return err
		}
		a, err = onboardingShown(ctx, &t.View, &o, by)
		return err
	}}, nil)
	return a, err
}

type onboardingChange struct {
	ID   string `path:"id"`
	Body struct {
		Agent    *string             `json:"agent,omitempty" maxLength:"40" doc:"who looks after the customer from now on: a user, or me"`
		Promised *onboarding.Promise `json:"promised,omitempty"`
	}
}

// changeOnboarding gives a customer into other hands, or says what was promised.
func (s *Server) changeOnboarding(ctx context.Context, in *onboardingChange, _ Tell) (*OnboardingDetail, error) {
	return s.withOnboarding(ctx, in.ID, "onboarding-set", in.Body, func(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version) error {
		if p := cleanPromise(in.Body.Promised); p != nil {
			o.Promised = *p
		}
		if in.Body.Agent == nil {
			return nil
		}
		user, err := parseMe(ctx, *in.Body.Agent)
		if err != nil || user == o.Agent {
			return err
		}
		if _, err := t.User(ctx, user); err != nil {
			return notFound(err, "there is no user %s", *in.Body.Agent)
		}
		if err := giveSteps(ctx, t, o, by, user); err != nil {
			return err
		}
		who, err := personRecord(ctx, &t.View, o.Person)
		if err != nil {
			return err
		}
		return handOver(ctx, t, o, nil, &who)
	})
}

// giveSteps gives what care was asked to do to another user.
func giveSteps(ctx context.Context, t *store.Tx, o *onboarding.Run, by *onboarding.Version, user int64) error {
	o.Agent = user
	for key, tick := range o.Ticks {
		step := by.Content.Step(key)
		if tick.Task == 0 || tick.At != 0 || step == nil || step.Owner != onboarding.Care {
			continue
		}
		is, err := t.Task(ctx, auth.Everything, tick.Task)
		if err == nil && is.DoneAt == 0 && is.DeletedAt == 0 {
			is.Owner = user
			_, err = t.SaveTask(ctx, auth.Everything, is)
		}
		if absent(err) != nil {
			return err
		}
	}
	return nil
}

type onboardingStop struct {
	ID   string `path:"id"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"why it ends before it is finished"`
	}
}

// stopOnboarding ends one before it is finished.
func (s *Server) stopOnboarding(ctx context.Context, in *onboardingStop, _ Tell) (*OnboardingDetail, error) {
	return s.withOnboarding(ctx, in.ID, "onboarding-stop", in.Body, func(_ context.Context, t *store.Tx, o *onboarding.Run, _ *onboarding.Version) error {
		return wrongOrNil(o.Stop(cleanNote(in.Body.Reason), t.Now()))
	})
}
