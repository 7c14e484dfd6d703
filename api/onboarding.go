package api

import (
	"cmp"
	"context"
	"slices"
	"time"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
)

const onboardingPrefix = "onb_"

// OnboardingID writes an onboarding's id as it is shown outside.
func OnboardingID(id int64) string {
	return onboardingPrefix + encodeID(scramble(uint64(id), onboardingPrefix))
}

// ParseOnboardingID reads what OnboardingID wrote.
func ParseOnboardingID(s string) (int64, error) { return parseID(s, onboardingPrefix, "an onboarding") }

// OnboardingLine is one customer going through a plan.
type OnboardingLine struct {
	ID        string           `json:"id"`
	Plan      Named            `json:"plan"`
	Person    About            `json:"person"`
	Deal      *About           `json:"deal"`
	State     onboarding.State `json:"state" enum:"running,finished,stopped"`
	Agent     *Named           `json:"agent" doc:"who looks after the customer; null: nobody yet"`
	Seller    *Named           `json:"seller" doc:"who handed the customer over; null: nobody"`
	Done      int              `json:"done" doc:"steps that are not optional and done"`
	Total     int              `json:"total" doc:"steps that are not optional"`
	StartedAt string           `json:"started_at" doc:"when it began, and the customer was handed over"`
	TouchedAt *string          `json:"touched_at" doc:"care's first touch; null: not yet"`
	Waited    *int64           `json:"waited_minutes" doc:"working minutes from the hand-over to care's first touch, or until now"`
	DueAt     *string          `json:"due_at" doc:"when the next step is due"`
	Late      bool             `json:"late"`
	StalledAt *string          `json:"stalled_at" doc:"since when it stalls; null: it does not"`
	EndedAt   *string          `json:"ended_at"`
	Next      []OnboardingNext `json:"next" doc:"what is to be done now: the three that are due first"`
}

// OnboardingNext is a step that is to be done now.
type OnboardingNext struct {
	Label onboarding.Label `json:"label"`
	Side  onboarding.Side  `json:"side" enum:"us,customer"`
	Due   string           `json:"due" doc:"a day"`
	Late  bool             `json:"late"`
}

// OnboardingsAnswer is a page of onboardings, the last begun first.
type OnboardingsAnswer struct {
	Onboardings []OnboardingLine `json:"onboardings"`
	Count       int64            `json:"count" doc:"how many there are, on all pages"`
	Cursor      *string          `json:"cursor"`
}

type onboardingsQuestion struct {
	State   string `query:"state" enum:"running,finished,stopped" doc:"Left out: all."`
	Plan    string `query:"plan" maxLength:"40"`
	Person  string `query:"person" maxLength:"40"`
	Deal    string `query:"deal" maxLength:"40"`
	Agent   string `query:"agent" maxLength:"40" doc:"Who looks after them: a user, or me."`
	Late    bool   `query:"late" doc:"Only those with a late step."`
	Stalled bool   `query:"stalled" doc:"Only those that stall."`
	Moving  bool   `query:"moving" doc:"Only those that do not stall."`
	Touch   string `query:"touch" enum:"waiting,had" doc:"Only those who wait for care's first touch, or had it."`
	Days    int    `query:"days" minimum:"0" maximum:"3660" doc:"Handed over in so many days."`
	Least   int64  `query:"least" minimum:"0" maximum:"100" doc:"At least so many percent done."`
	Below   int64  `query:"below" minimum:"0" maximum:"101" doc:"Less than so many percent done."`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

func (q *onboardingsQuestion) filter(ctx context.Context, now int64) (f store.OnboardingFilter, err error) {
	f = store.OnboardingFilter{State: onboarding.State(q.State), Late: q.Late, Stalled: q.Stalled, Moving: q.Moving, Touched: q.Touch == "had", Untouched: q.Touch == "waiting", Least: q.Least, Below: q.Below, Limit: q.Limit + 1}
	if q.Days > 0 {
		f.From = now - int64(q.Days)*(24*time.Hour).Microseconds()
	}
	for to, read := range map[*int64]func() (int64, error){
		&f.Plan:   func() (int64, error) { return orNone(q.Plan, ParseOnboardingPlanID) },
		&f.Person: func() (int64, error) { return orNone(q.Person, ParsePersonID) },
		&f.Agent: func() (int64, error) {
			return orNone(q.Agent, func(s string) (int64, error) { return parseMe(ctx, s) })
		},
		&f.Deal: func() (int64, error) {
			return orNone(q.Deal, func(s string) (int64, error) { ref, err := parseRef(s); return ref.ID, err })
		},
		&f.Before: func() (int64, error) { return readSerial(q.Cursor) },
	} {
		if *to, err = read(); err != nil {
			return f, err
		}
	}
	return f, nil
}

// seesPeople is how far who asks sees people, and so onboardings.
func seesPeople(ctx context.Context) auth.Reach { return reach(ctx, record.Person, auth.Read) }

func (s *Server) listOnboardings(ctx context.Context, in *onboardingsQuestion, _ Tell) (*OnboardingsAnswer, error) {
	a := &OnboardingsAnswer{Onboardings: []OnboardingLine{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := in.filter(ctx, v.Now())
		if err != nil {
			return err
		}
		if a.Count, err = v.CountOnboardings(ctx, seesPeople(ctx), f); err != nil {
			return err
		}
		list, err := v.Onboardings(ctx, seesPeople(ctx), f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(writeSerial(list[in.Limit-1].ID))
		}
		a.Onboardings, err = showOnboardings(ctx, v, list)
		return err
	})
	return a, err
}

// onboardingShower shows onboardings with what is known around them.
type onboardingShower struct {
	names
	cal      *calendar.Calendar
	now      int64
	versions versionsRead
}

// versionsRead are versions of plans that were read.
type versionsRead map[[2]int64]*onboarding.Version

// of is the version by which a run goes.
func (r versionsRead) of(ctx context.Context, v *store.View, o *onboarding.Run) (*onboarding.Version, error) {
	key := [2]int64{o.Plan, o.Version}
	if known := r[key]; known != nil {
		return known, nil
	}
	one, err := v.OnboardingVersion(ctx, o.Plan, o.Version)
	if err == nil {
		r[key] = &one
	}
	return &one, err
}

func showOnboardings(ctx context.Context, v *store.View, list []onboarding.Run) ([]OnboardingLine, error) {
	show, err := onboardingShowing(ctx, v, list)
	shown := make([]OnboardingLine, len(list))
	for i := range list {
		if err == nil {
			shown[i], err = show.line(ctx, v, &list[i])
		}
	}
	return shown, err
}

func onboardingShowing(ctx context.Context, v *store.View, list []onboarding.Run) (show onboardingShower, err error) {
	var refs []record.Ref
	for i := range list {
		refs = append(refs, record.Ref{Type: record.Person, ID: list[i].Person}, record.Ref{Type: record.Deal, ID: list[i].Deal})
	}
	show = onboardingShower{now: v.Now(), versions: versionsRead{}}
	if show.names, err = namesOf(ctx, v, refs); err == nil {
		show.cal, err = readCalendar(ctx, v)
	}
	return show, err
}

func (show *onboardingShower) line(ctx context.Context, v *store.View, o *onboarding.Run) (a OnboardingLine, err error) {
	by, err := show.versions.of(ctx, v, o)
	if err != nil {
		return a, err
	}
	who := record.Ref{Type: record.Person, ID: o.Person}
	a = OnboardingLine{ID: OnboardingID(o.ID), Plan: Named{OnboardingPlanID(o.Plan), by.Name}, Person: About{record.Person.Plural(), PersonID(o.Person), show.records[who]}, State: o.State,
		Agent: show.user(o.Agent), Seller: show.user(o.Seller), Done: o.Done, Total: o.Total, StartedAt: showInstant(o.StartedAt), TouchedAt: instantOrNull(o.TouchedAt),
		DueAt: instantOrNull(o.DueAt), Late: o.DueAt > 0 && o.DueAt < show.now, StalledAt: instantOrNull(o.StalledAt), EndedAt: instantOrNull(o.EndedAt), Next: []OnboardingNext{}}
	if o.Deal != 0 {
		a.Deal = show.about(record.Ref{Type: record.Deal, ID: o.Deal})
	}
	if until := o.TouchedAt; until != 0 || o.State == onboarding.Running {
		if until == 0 {
			until = show.now
		}
		a.Waited = pointer(int64(show.cal.Between(o.StartedAt, until).Minutes()))
	}
	if o.State == onboarding.Running {
		a.Next = nextSteps(by.Content.Look(o, show.cal, show.now))
	}
	return a, nil
}

// nextSteps are the first three of those to be done now.
func nextSteps(steps []onboarding.Seen) []OnboardingNext {
	steps = slices.DeleteFunc(steps, func(s onboarding.Seen) bool { return s.Standing != onboarding.Open && s.Standing != onboarding.Late })
	slices.SortStableFunc(steps, func(a, b onboarding.Seen) int { return cmp.Compare(a.Due, b.Due) })
	next := []OnboardingNext{}
	for _, s := range steps[:min(len(steps), 3)] {
		next = append(next, OnboardingNext{s.Label, s.Side, s.Due.String(), s.Standing == onboarding.Late})
	}
	return next
}

// OnboardingFigures is how onboardings within reach stand; each figure is the length of a list.
type OnboardingFigures struct {
	Running   int64    `json:"running"`
	Begun     int64    `json:"begun" doc:"of these, less than 34 percent done"`
	Half      int64    `json:"half" doc:"less than 67 percent"`
	Near      int64    `json:"near" doc:"more"`
	Late      int64    `json:"late"`
	Stalled   int64    `json:"stalled"`
	Untouched int64    `json:"untouched" doc:"of those running: who wait for care's first touch"`
	Finished  int64    `json:"finished" doc:"of those begun in the last 90 days"`
	Touched   int64    `json:"touched" doc:"of those handed over in the last 90 days: whom care was in touch with"`
	Median    *float64 `json:"touch_minutes" doc:"of these, the median of working minutes from the hand-over to care's first touch; null: there are none"`
	Most      bool     `json:"touch_cut" doc:"the median is of the last 5,000 alone"`
}

const (
	figureDays  = 90
	mostTouched = 5000
)

type onboardingFiguresQuestion struct {
	Plan  string `query:"plan" maxLength:"40"`
	Agent string `query:"agent" maxLength:"40" doc:"Who looks after them: a user, or me."`
}

func (s *Server) onboardingFigures(ctx context.Context, in *onboardingFiguresQuestion, _ Tell) (*OnboardingFigures, error) {
	a, to := &OnboardingFigures{}, seesPeople(ctx)
	err := s.Records.View(ctx, func(v *store.View) error {
		whose, err := (&onboardingsQuestion{Plan: in.Plan, Agent: in.Agent}).filter(ctx, v.Now())
		if err != nil {
			return err
		}
		from := v.Now() - figureDays*(24*time.Hour).Microseconds()
		for n, f := range map[*int64]store.OnboardingFilter{
			&a.Running: {}, &a.Begun: {Below: 34}, &a.Half: {Least: 34, Below: 67}, &a.Near: {Least: 67}, &a.Late: {Late: true}, &a.Stalled: {Stalled: true}, &a.Untouched: {Untouched: true},
			&a.Finished: {State: onboarding.Finished, From: from}, &a.Touched: {State: anyState, Touched: true, From: from},
		} {
			switch f.State {
			case "":
				f.State = onboarding.Running
			case anyState:
				f.State = ""
			}
			if f.Plan, f.Agent = whose.Plan, whose.Agent; err == nil {
				*n, err = v.CountOnboardings(ctx, to, f)
			}
		}
		if err == nil {
			err = a.touches(ctx, v, to, store.OnboardingFilter{Plan: whose.Plan, Agent: whose.Agent, Touched: true, From: from, Limit: mostTouched})
		}
		return err
	})
	return a, err
}

// anyState leaves the state open where the usual is running.
const anyState onboarding.State = "any"

func (a *OnboardingFigures) touches(ctx context.Context, v *store.View, to auth.Reach, touched store.OnboardingFilter) error {
	list, err := v.Onboardings(ctx, to, touched)
	if err != nil {
		return err
	}
	c, err := readCalendar(ctx, v)
	if err != nil {
		return err
	}
	var waits []int64
	for i := range list {
		waits = append(waits, int64(c.Between(list[i].StartedAt, list[i].TouchedAt).Minutes()))
	}
	if m, ok := onboarding.Median(waits); ok {
		a.Median = pointer(m)
	}
	a.Most = a.Touched > mostTouched
	return nil
}

// OnboardingDetail is one onboarding with its steps.
type OnboardingDetail struct {
	OnboardingLine
	Version  int64                `json:"version" doc:"of the plan"`
	Welcome  onboarding.Label     `json:"welcome"`
	Promised onboarding.Promise   `json:"promised" doc:"what was promised to the customer"`
	Reason   string               `json:"reason" doc:"why it was stopped"`
	Steps    []OnboardingStepSeen `json:"steps"`
	Change   bool                 `json:"change" doc:"who asks may change it"`
}

// OnboardingStepSeen is a step as it stands.
type OnboardingStepSeen struct {
	Key      string              `json:"key"`
	Label    onboarding.Label    `json:"label"`
	Help     onboarding.Label    `json:"help"`
	Link     string              `json:"link,omitempty"`
	Booking  string              `json:"booking,omitempty" doc:"the address on which the customer chooses a time"`
	Side     onboarding.Side     `json:"side" enum:"us,customer"`
	Owner    *Named              `json:"owner" doc:"who of us sees to it"`
	Optional bool                `json:"optional"`
	Standing onboarding.Standing `json:"standing" enum:"waiting,open,late,done,skipped"`
	Waits    []onboarding.Label  `json:"waits" doc:"the steps it waits for"`
	Due      string              `json:"due" doc:"a day"`
	Event    string              `json:"event,omitempty" doc:"the event that ticks it"`
	Count    int                 `json:"count" doc:"how often that has to happen"`
	Heard    int                 `json:"heard" doc:"how often it did"`
	DoneAt   *string             `json:"done_at"`
	By       *Named              `json:"by" doc:"who of us ticked it; null: an event, the customer, or nobody yet"`
	How      string              `json:"how,omitempty" enum:"user,customer,event" doc:"of what is done"`
	Reason   string              `json:"reason,omitempty" doc:"why it was skipped"`
	Task     string              `json:"task,omitempty" doc:"the id of the task by which somebody is asked to do it"`
}

// OnboardingNamed is an onboarding in a path.
type OnboardingNamed struct {
	ID string `path:"id"`
}

func (s *Server) showOnboarding(ctx context.Context, in *OnboardingNamed, _ Tell) (a *OnboardingDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		o, by, err := onboardingOf(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		a, err = onboardingShown(ctx, v, &o, by)
		return err
	})
	return a, err
}

func onboardingOf(ctx context.Context, v *store.View, id string, verb auth.Verb) (o onboarding.Run, by *onboarding.Version, err error) {
	number, err := ParseOnboardingID(id)
	if err != nil {
		return o, nil, err
	}
	if o, err = v.Onboarding(ctx, reach(ctx, record.Person, verb), number); err != nil {
		return o, nil, notFound(err, "there is no onboarding %s, or it is not among those you may see or change", id)
	}
	by, err = versionsRead{}.of(ctx, v, &o)
	return o, by, err
}

func onboardingShown(ctx context.Context, v *store.View, o *onboarding.Run, by *onboarding.Version) (*OnboardingDetail, error) {
	show, err := onboardingShowing(ctx, v, []onboarding.Run{*o})
	if err != nil {
		return nil, err
	}
	a := &OnboardingDetail{Version: o.Version, Welcome: by.Content.Welcome, Promised: o.Promised, Reason: o.Reason, Steps: []OnboardingStepSeen{}}
	if a.Promised.Items == nil {
		a.Promised.Items = []string{}
	}
	if a.OnboardingLine, err = show.line(ctx, v, o); err != nil {
		return nil, err
	}
	for _, s := range by.Content.Look(o, show.cal, show.now) {
		a.Steps = append(a.Steps, show.step(o, &s))
	}
	_, err = v.Onboarding(ctx, reach(ctx, record.Person, auth.Update), o.ID)
	a.Change = err == nil && auth.From(ctx).May("onboarding:write")
	return a, absent(err)
}

func (show *onboardingShower) step(o *onboarding.Run, s *onboarding.Seen) OnboardingStepSeen {
	a := OnboardingStepSeen{Key: s.Key, Label: s.Label, Help: s.Help, Link: s.Link, Side: s.Side, Owner: show.user(stepOwner(s.Step, o)), Optional: s.Optional, Standing: s.Standing,
		Waits: []onboarding.Label{}, Due: s.Due.String(), Event: s.Step.Event, Count: s.Times(), Heard: s.Heard, DoneAt: instantOrNull(s.At), Reason: s.Reason}
	for _, other := range s.Waits {
		a.Waits = append(a.Waits, other.Label)
	}
	if s.Booking != "" {
		a.Booking = "/b/" + s.Booking
	}
	if s.Task != 0 {
		a.Task = TaskID(s.Task)
	}
	switch {
	case s.At == 0:
	case s.Tick.Event != "":
		a.How = "event"
	case s.By == onboarding.ByCustomer:
		a.How = "customer"
	default:
		a.How, a.By = "user", &Named{s.By, show.actors[s.By]}
	}
	return a
}

// stepOwner is who of us sees to a step; 0: nobody.
func stepOwner(s *onboarding.Step, o *onboarding.Run) int64 {
	switch s.Owner {
	case onboarding.Seller:
		return o.Seller
	case onboarding.User:
		user, _ := ParseUserID(s.User) // it was looked for when the plan was published
		return user
	}
	return o.Agent
}
