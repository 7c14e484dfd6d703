package api

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/delight/onboarding"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/engage/deal"
	"banhda/hub/notice"
	huborder "banhda/hub/order"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
	"banhda/wheel"
)

const onboardingFollower = "onboarding"

// onboardingHearer begins onboardings by what was sold, ticks steps by what customers did, and notes care's first touch.
func (s *Server) onboardingHearer() follow.Consumer {
	wants := func(ctx context.Context) (w follow.Wants, err error) {
		err = s.Records.View(ctx, func(v *store.View) error {
			all, err := v.OnboardingPlans(ctx)
			w.Events = slices.ContainsFunc(all, func(p onboarding.Plan) bool { return p.Published > 0 })
			return err
		})
		return w, err
	}
	return follow.Consumer{Name: onboardingFollower, Wants: wants, Take: s.hearForOnboarding}
}

// hearForOnboarding takes in a batch: what it begins and ticks, and how far it read, are one transaction, so that whatever
// happens in between nothing is begun or counted twice.
func (s *Server) hearForOnboarding(ctx context.Context, b *follow.Batch) error {
	if len(b.Events) == 0 {
		return nil
	}
	ctx = auth.With(ctx, systemActor)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		live, err := t.LiveOnboardingPlans(ctx)
		if err != nil {
			return err
		}
		for i := range b.Events {
			if err := s.soldForOnboarding(ctx, t, live, &b.Events[i]); err != nil {
				return err
			}
		}
		if err := s.heardForOnboarding(ctx, t, b.Events); err != nil {
			return err
		}
		return t.SetFollowed(ctx, onboardingFollower, b.Place)
	})
}

// soldForOnboarding begins what a sale begins.
func (s *Server) soldForOnboarding(ctx context.Context, t *store.Tx, live []onboarding.Version, e *follow.Event) error {
	if e.Person == 0 || e.Name != deal.WonEvent && e.Name != huborder.CompletedEvent || !slices.ContainsFunc(live, func(v onboarding.Version) bool { return v.Content.For != onboarding.ByHand }) {
		return nil
	}
	won, sold, err := soldBy(ctx, &t.View, e)
	if err != nil || sold == nil {
		return err
	}
	for i := range live {
		by := &live[i]
		cause, begins, err := begunBy(ctx, &t.View, by, e, won, sold)
		if err != nil {
			return err
		}
		if !begins {
			continue
		}
		if err := s.beginHeard(ctx, t, onboardingStart{by: by, person: e.Person, deal: won, cause: cause, at: e.At}); err != nil {
			return err
		}
	}
	return nil
}

// beginHeard begins one under an act of the product's own.
func (s *Server) beginHeard(ctx context.Context, t *store.Tx, b onboardingStart) error {
	if _, err := t.Note(ctx, store.Act{Actor: actorName(systemActor), Verb: "onboarding-begin", Target: PersonID(b.person), After: marshalled(map[string]any{"plan": OnboardingPlanID(b.by.Plan)})}); err != nil {
		return err
	}
	_, err := s.beginOnboarding(ctx, t, b)
	return absent(err) // the person is gone
}

// soldBy is what an event of a sale is about: the deal, nil where it was none, and what was sold; nil: nothing is known of it.
func soldBy(ctx context.Context, v *store.View, e *follow.Event) (won, sold *record.Record, err error) {
	if e.Name == deal.WonEvent {
		won, err = thereStill(ctx, v, record.Deal, dealOf(e))
		return won, won, err
	}
	id, err := v.Unique(ctx, record.Order, "number", e.Sale)
	if err != nil {
		return nil, nil, absent(err)
	}
	if sold, err = thereStill(ctx, v, record.Order, id); err != nil || sold == nil {
		return nil, nil, err
	}
	won, err = thereStill(ctx, v, record.Deal, sold.Values.Int("deal"))
	return won, sold, err
}

func thereStill(ctx context.Context, v *store.View, typ record.Type, id int64) (*record.Record, error) {
	if id == 0 {
		return nil, nil
	}
	r, err := v.Record(ctx, auth.Everything, typ, id)
	if err != nil || r.DeletedAt != 0 {
		return nil, absent(err)
	}
	return &r, nil
}

// dealOf is the deal an event of it names; 0: none.
func dealOf(e *follow.Event) int64 {
	var said struct {
		Deal string `json:"deal"`
	}
	_ = json.Unmarshal(e.Properties, &said) // of another form: none
	id, _ := strconv.ParseInt(strings.TrimPrefix(said.Deal, "deal-"), 10, 64)
	return id
}

// begunBy says whether a sale begins a plan, and under which cause: of a pipeline every deal that was won, of a product the
// first sale to a person.
func begunBy(ctx context.Context, v *store.View, by *onboarding.Version, e *follow.Event, won, sold *record.Record) (cause string, begins bool, err error) {
	cause = "sale " + e.Sale
	if won != nil { // whose order may come later, and give the sale its number
		cause = deal.Number(won.ID)
	}
	switch d := &by.Content; {
	case d.For == onboarding.ForPipeline:
		return cause, e.Name == deal.WonEvent && won.Values.Text("pipeline") == d.Pipeline, nil
	case d.For != onboarding.ForProduct || !hasProduct(sold, d.Product):
		return "", false, nil
	}
	before, err := v.CountOnboardings(ctx, auth.Everything, store.OnboardingFilter{Plan: by.Plan, Person: e.Person})
	return cause, before == 0, err
}

// hasProduct reports whether a product is among what was sold.
func hasProduct(sold *record.Record, shown string) bool {
	ref, err := parseRef(shown)
	lines, _ := sold.Values["lines"].([]record.Line)
	return err == nil && slices.ContainsFunc(lines, func(l record.Line) bool { return l.Product == ref.ID })
}

// heardForOnboarding lets what happened to people who are under way tick their steps.
func (s *Server) heardForOnboarding(ctx context.Context, t *store.Tx, events []follow.Event) error {
	var people []int64
	for i := range events {
		if events[i].Person != 0 {
			people = append(people, events[i].Person)
		}
	}
	slices.Sort(people)
	under, err := t.OnboardingsUnderWay(ctx, slices.Compact(people))
	read := versionsRead{}
	for i := range under {
		if err == nil {
			err = s.hearOnboarding(ctx, t, &under[i], read, events)
		}
	}
	return err
}

func (s *Server) hearOnboarding(ctx context.Context, t *store.Tx, o *onboarding.Run, read versionsRead, events []follow.Event) error {
	by, err := read.of(ctx, &t.View, o)
	if err != nil {
		return err
	}
	changed, noted := false, false
	for i := range events {
		e := &events[i]
		if e.Person != o.Person {
			continue
		}
		if user, _ := ParseUserID(authorOf(e)); e.Meaning == wheel.Touch && o.Touch(user, e.At) {
			changed = true
		}
		if !by.Content.Waits(e.Name) {
			continue
		}
		changed = true
		for _, key := range o.Hear(&by.Content, &onboarding.Heard{ID: e.ID, Name: e.Name, At: e.At, Properties: e.Properties}) {
			if !noted {
				if _, err := t.Note(ctx, store.Act{Actor: actorName(systemActor), Verb: "onboarding-step", Target: OnboardingID(o.ID), After: marshalled(map[string]any{"event": e.Name})}); err != nil {
					return err
				}
				noted = true
			}
			if err := tellOfStep(ctx, t, o, by, key); err != nil {
				return err
			}
		}
	}
	if !changed {
		return nil
	}
	return s.keepOnboarding(ctx, t, o, by)
}

// onboardingJob looks whether onboardings stall.
const onboardingJob job.Kind = "onboarding"

// onboardingWorks are the jobs of onboardings.
func (s *Server) onboardingWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{onboardingJob: {Do: s.system(s.lookAtOnboardings), Every: job.Each(time.Minute), Within: 5 * time.Minute}}
}

// mostLooked is how many onboardings are looked at in one run; the next one goes on.
const mostLooked = 200

func (s *Server) lookAtOnboardings(ctx context.Context, _ job.Job) error {
	var list []onboarding.Run
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		list, err = v.DueOnboardings(ctx, mostLooked)
		return err
	})
	for i := range list {
		if err == nil {
			err = s.stallOnboarding(ctx, list[i].ID)
		}
	}
	return err
}

// stallOnboarding tells, once, that an onboarding stalls, and asks who looks after the customer to see to it, as one act.
func (s *Server) stallOnboarding(ctx context.Context, id int64) error {
	_, err := s.change(ctx, mutation{verb: "onboarding-stall", target: OnboardingID(id), also: func(ctx context.Context, t *store.Tx) error {
		o, err := t.Onboarding(ctx, auth.Everything, id)
		if err != nil || o.LookAt == 0 || o.LookAt > t.Now() {
			return absent(err) // something moved
		}
		by, err := versionsRead{}.of(ctx, &t.View, &o)
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, &t.View)
		if err != nil {
			return err
		}
		if !o.Stalls(&by.Content, c, t.Now()) { // as when days off were added since
			return s.keepOnboarding(ctx, t, &o, by)
		}
		o.StalledAt = t.Now()
		if err := tellOfOnboarding(ctx, t, &o, by, onboarding.StalledEvent, "stalled-"+strconv.FormatInt(o.MovedAt, 10), t.Now(), nil); err != nil {
			return err
		}
		return orElse(tellOfStall(ctx, t, &o), s.keepOnboarding(ctx, t, &o, by))
	}}, nil)
	return err
}

// tellOfStall gives a task and a notice to who looks after the customer; where nobody does, to who leads.
func tellOfStall(ctx context.Context, t *store.Tx, o *onboarding.Run) error {
	who, err := personRecord(ctx, &t.View, o.Person)
	if err != nil {
		return absent(err)
	}
	var users []store.User
	if u, err := t.User(ctx, o.Agent); err == nil {
		users = []store.User{u}
	} else if users, err = whoLeads(ctx, &t.View, who.Values.Int("owner"), who.Values.Int("team")); err != nil {
		return err
	}
	about, mark := record.Ref{Type: record.Person, ID: who.ID}, strconv.FormatInt(o.ID, 10)+"-"+strconv.FormatInt(o.MovedAt, 10)
	title := func(language string) string {
		return phrase.Sentencef("The onboarding of %s stalls: find out why", who.Name()).In(language)
	}
	for i := range users {
		data := map[string]string{"title": who.Name(), "what": "stalled", "onboarding": OnboardingID(o.ID)}
		if err := t.Notify(ctx, users[i].ID, notice.Onboarding, "stalled-"+mark, about, data); err != nil {
			return err
		}
		if _, err := askUser(ctx, t, users[i].ID, about, "onboarding-stall "+mark, title, 1); err != nil {
			return err
		}
	}
	return nil
}
