package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/engage/lead"
	"banhda/hub/record"
	"banhda/store"
)

// LeadShown is a prospect who asked for something, and waits for a first answer or had one.
type LeadShown struct {
	Person  About      `json:"person" doc:"without a name where nobody knows it"`
	State   lead.State `json:"state" enum:"waiting,answered,aside"`
	Event   string     `json:"event" doc:"what they did"`
	Source  string     `json:"source" doc:"the form they filled in, or where they came from; empty: nobody said"`
	Score   *int64     `json:"score" doc:"null: hidden from who asks"`
	Since   string     `json:"since"`
	DueAt   *string    `json:"due_at" doc:"when the first answer is due; null: no target was set"`
	Left    *int64     `json:"left_minutes" doc:"working minutes left until then, below 0: since then; null: of one that does not wait, or has no target"`
	Late    bool       `json:"late" doc:"no answer came in time"`
	Owner   *Named     `json:"owner"`
	Team    *Named     `json:"team"`
	ToldAt  *string    `json:"told_at" doc:"when whoever leads was told that no answer came; null: they were not"`
	EndedAt *string    `json:"ended_at" doc:"answered, or set aside"`
	Answer  string     `json:"answer,omitempty" doc:"the event that answered"`
	By      *Named     `json:"by" doc:"who answered; null: nobody, or nobody knows"`
	Reason  string     `json:"reason,omitempty" doc:"of those set aside"`
}

// LeadsAnswer is a page of leads, and how many wait; more than a thousand are told as a thousand.
type LeadsAnswer struct {
	Leads   []LeadShown `json:"leads"`
	Cursor  *string     `json:"cursor"`
	Waiting int64       `json:"waiting" doc:"of those within reach"`
	Late    int64       `json:"late" doc:"of these, without an answer in time"`
	Mine    int64       `json:"mine"`
	Unowned int64       `json:"unowned" doc:"nobody's yet"`
}

type leadsQuestion struct {
	State   string `query:"state" enum:"waiting,answered,aside,judged" default:"waiting" doc:"Who waits longest comes first; of the others what ended last. judged, with by: all of which it is known whether that user answered in time, those among them who wait in vain; who asked last first."`
	Owner   string `query:"owner" maxLength:"40" doc:"Whose: a user, or me."`
	Unowned bool   `query:"unowned" doc:"Only those who are nobody's."`
	Late    bool   `query:"late" doc:"Only those who had no answer in time."`
	By      string `query:"by" maxLength:"40" doc:"Answered by: a user, or me."`
	Since   string `query:"since" doc:"Date or instant: ended from then on."`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
}

func (q *leadsQuestion) filter(ctx context.Context, v *store.View) (f store.LeadFilter, err error) {
	f = store.LeadFilter{State: lead.State(q.State), Unowned: q.Unowned, Late: q.Late, Limit: q.Limit + 1}
	user := func(shown string) (int64, error) { return parseMe(ctx, shown) }
	if f.Owner, err = orNone(q.Owner, user); err != nil {
		return f, err
	}
	if f.By, err = orNone(q.By, user); err != nil {
		return f, err
	}
	if q.State == "judged" {
		if f.State, f.Judged = "", f.By; f.By == 0 {
			return f, invalid("judged needs by: the user whose answers are looked at")
		}
	}
	if q.Since != "" {
		c, err := readCalendar(ctx, v)
		if err != nil {
			return f, err
		}
		if f.From, err = parseInstant("since", q.Since, c.Zone()); err != nil {
			return f, err
		}
	}
	f.AfterAt, f.AfterID, err = readRow(q.Cursor)
	return f, err
}

// listLeads gives a page of the leads within reach.
func (s *Server) listLeads(ctx context.Context, in *leadsQuestion, _ Tell) (*LeadsAnswer, error) {
	a := &LeadsAnswer{}
	to := reach(ctx, record.Person, auth.Read)
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := in.filter(ctx, v)
		if err != nil {
			return err
		}
		list, err := v.Leads(ctx, to, f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(leadCursor(&list[in.Limit-1], f.Judged != 0))
		}
		if a.Leads, err = showLeads(ctx, v, list); err != nil {
			return err
		}
		return a.count(ctx, v, to)
	})
	return a, err
}

// leadCursor names the last row of a page.
func leadCursor(l *lead.Lead, judged bool) string {
	if judged || l.State == lead.Waiting {
		return writeRow(l.Since, l.ID)
	}
	return writeRow(l.EndedAt, l.ID)
}

func (a *LeadsAnswer) count(ctx context.Context, v *store.View, to auth.Reach) (err error) {
	for n, f := range map[*int64]store.LeadFilter{&a.Waiting: {}, &a.Late: {Late: true}, &a.Unowned: {Unowned: true}} {
		f.State = lead.Waiting
		if err == nil {
			*n, err = v.CountLeads(ctx, to, f, mostCounted)
		}
	}
	if me := auth.From(ctx).User(); me != 0 && err == nil {
		a.Mine, err = v.CountLeads(ctx, to, store.LeadFilter{State: lead.Waiting, Owner: me}, mostCounted)
	}
	return err
}

// showLeads shows leads with what is known of their people.
func showLeads(ctx context.Context, v *store.View, list []lead.Lead) ([]LeadShown, error) {
	ids, refs := make([]int64, len(list)), make([]record.Ref, len(list))
	for i := range list {
		ids[i], refs[i] = list[i].Person, record.Ref{Type: record.Person, ID: list[i].Person}
	}
	n, err := namesOf(ctx, v, refs)
	if err != nil {
		return nil, err
	}
	k, err := leadClock(ctx, v)
	if err != nil {
		return nil, err
	}
	people, err := v.RecordsByID(ctx, auth.Everything, record.Person, ids)
	hide := hidden(ctx, record.Person)
	shown := make([]LeadShown, len(list))
	for i := range list {
		shown[i] = showLead(&list[i], people[list[i].Person], n, k, v.Now())
		if slices.Contains(hide, record.Score) {
			shown[i].Score = nil
		}
	}
	return shown, err
}

func showLead(l *lead.Lead, r record.Record, n names, k lead.Clock, now int64) LeadShown {
	ref := record.Ref{Type: record.Person, ID: l.Person}
	a := LeadShown{Person: About{record.Person.Plural(), PersonID(l.Person), n.records[ref]}, State: l.State, Event: l.Event, Source: l.Source, Score: pointer(r.Values.Int(record.Score)),
		Since: showInstant(l.Since), DueAt: instantOrNull(l.DueAt), Late: l.Late(now), Owner: n.user(r.Values.Int("owner")), Team: n.team(r.Values.Int("team")),
		ToldAt: instantOrNull(l.ToldAt), EndedAt: instantOrNull(l.EndedAt), Answer: l.Answer, By: n.user(l.By), Reason: l.Reason}
	if l.State == lead.Waiting && l.DueAt != 0 {
		a.Left = pointer(int64(k.Left(l, now).Minutes()))
	}
	return a
}

type leadAsideOrder struct {
	ID   string `path:"id" doc:"The person's id."`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"why nobody has to answer"`
	}
}

// setLeadAside ends a wait that nobody has to answer.
func (s *Server) setLeadAside(ctx context.Context, in *leadAsideOrder, _ Tell) (*LeadShown, error) {
	return s.withLead(ctx, in.ID, "lead-aside", in.Body, func(l *lead.Lead, _ lead.Clock, now int64) error {
		return l.SetAside(cleanName(in.Body.Reason), now)
	})
}

type leadNamed struct {
	ID string `path:"id" doc:"The person's id."`
}

// takeLeadBack lets somebody wait again who was set aside.
func (s *Server) takeLeadBack(ctx context.Context, in *leadNamed, _ Tell) (*LeadShown, error) {
	return s.withLead(ctx, in.ID, "lead-back", nil, func(l *lead.Lead, k lead.Clock, _ int64) error { return l.TakeBack(k) })
}

// withLead does something with the last lead of a person whom who asks may change.
func (s *Server) withLead(ctx context.Context, person, verb string, entry any, do func(*lead.Lead, lead.Clock, int64) error) (a *LeadShown, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: person, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, person, auth.Update)
		if err != nil {
			return err
		}
		t.Did(PersonID(p.ID), nil)
		l, err := t.LastLead(ctx, p.ID)
		if absent(err) != nil {
			return err
		}
		k, err := leadClock(ctx, &t.View)
		if err != nil {
			return err
		}
		if err := do(&l, k, t.Now()); err != nil {
			return wrong(err)
		}
		if err := t.SaveLead(ctx, l); err != nil {
			return err
		}
		if l.State == lead.Aside {
			if err := closeLeadTasks(ctx, t, p.ID, []int64{l.ID}); err != nil {
				return err
			}
		}
		shown, err := showLeads(ctx, &t.View, []lead.Lead{l})
		if err == nil {
			a = &shown[0]
		}
		return err
	}}, nil)
	return a, err
}
