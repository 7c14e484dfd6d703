package api

import (
	"context"
	"strconv"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/engage/lead"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/phrase"
	"banhda/store"
)

// leadSetting keeps how soon leads are answered, as JSON.
const leadSetting = "leads"

func readLeadRules(ctx context.Context, v *store.View) (lead.Rules, error) {
	r := lead.Usual
	err := readJSON(ctx, v, leadSetting, &r)
	return r, err
}

func leadClock(ctx context.Context, v *store.View) (k lead.Clock, err error) {
	if k.Rules, err = readLeadRules(ctx, v); err == nil {
		k.Calendar, err = readCalendar(ctx, v)
	}
	return k, err
}

func (s *Server) showLeadRules(ctx context.Context, _ *struct{}, _ Tell) (r *lead.Rules, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		read, err := readLeadRules(ctx, v)
		r = &read
		return err
	})
	return r, err
}

type leadRulesOrder struct {
	Body lead.Rules
}

// setLeadRules sets how soon leads are to be answered; what is due already stays as it is.
func (s *Server) setLeadRules(ctx context.Context, in *leadRulesOrder, _ Tell) (*lead.Rules, error) {
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err := s.change(ctx, mutation{verb: "lead-rules", target: leadSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return setJSON(ctx, t, leadSetting, in.Body)
	}}, nil)
	return &in.Body, err
}

// leadJob tells of leads that nobody answered in time.
const leadJob job.Kind = "leads-late"

// mostLate is how many leads one run tells of; the next one goes on.
const mostLate = 200

func (s *Server) tellLateLeads(ctx context.Context, _ job.Job) error {
	var list []lead.Lead
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		list, err = v.LeadsToTell(ctx, mostLate)
		return err
	})
	for i := range list {
		if err == nil {
			err = s.tellLate(ctx, list[i])
		}
	}
	return err
}

// tellLate tells whoever leads that nobody answered somebody in time, once, as one act.
func (s *Server) tellLate(ctx context.Context, l lead.Lead) error {
	_, err := s.change(ctx, mutation{verb: "lead-late", target: PersonID(l.Person), entry: map[string]string{"due": showInstant(l.DueAt)}, also: func(ctx context.Context, t *store.Tx) error {
		now, err := t.LastLead(ctx, l.Person)
		if err != nil || now.ID != l.ID || now.TellAt == 0 {
			return absent(err) // somebody was quicker
		}
		r, err := personRecord(ctx, &t.View, l.Person)
		if err != nil {
			return err
		}
		now.TellAt, now.ToldAt = 0, t.Now()
		if err := t.SaveLead(ctx, now); err != nil {
			return err
		}
		whom, err := whoLeads(ctx, &t.View, r.Values.Int("owner"), r.Values.Int("team"))
		for _, u := range whom {
			if err == nil {
				err = s.tellOfLate(ctx, t, now, r, u)
			}
		}
		return err
	}}, nil)
	return err
}

// tellOfLate tells one user, and gives them a task where the rules want one.
func (s *Server) tellOfLate(ctx context.Context, t *store.Tx, l lead.Lead, r record.Record, u store.User) error {
	about := record.Ref{Type: record.Person, ID: r.ID}
	if err := t.Notify(ctx, u.ID, notice.Lead, "late-"+strconv.FormatInt(l.ID, 10), about, map[string]string{"title": r.Name(), "what": "late"}); err != nil {
		return err
	}
	k, err := leadClock(ctx, &t.View)
	if err != nil || !k.Rules.Task {
		return err
	}
	one := task.Task{Kind: task.Call, Priority: task.High, Owner: u.ID, About: about, Creator: actorName(systemActor), Cause: leadCause(l.ID), Remind: []int{},
		Title: phrase.Sentencef("See to it that %s is answered", r.Name()).In(orText(u.Language, "vi"))}
	if err := one.Due(k.Calendar.Today(t.Now()).String(), 0, k.Calendar.Zone()); err != nil {
		return err
	}
	_, err = t.AddTask(ctx, auth.Everything, one)
	return err
}

// leadCause is how a task names the lead that it was made for.
func leadCause(id int64) string { return "lead " + strconv.FormatInt(id, 10) }

// closeLeadTasks closes the tasks that were made because nobody answered some leads of a person: somebody has, or need not.
func closeLeadTasks(ctx context.Context, t *store.Tx, person int64, leads []int64) error {
	if len(leads) == 0 {
		return nil
	}
	causes := make([]string, len(leads))
	for i, id := range leads {
		causes[i] = leadCause(id)
	}
	open, err := t.CausedTasks(ctx, record.Ref{Type: record.Person, ID: person}, causes)
	for _, one := range open {
		one.DoneAt, one.DoneBy = t.Now(), string(auth.System)
		if err == nil {
			_, err = t.SaveTask(ctx, auth.Everything, one)
		}
	}
	return err
}

// whoLeads are the users who are told of what an owner leaves lying: who leads the person's team, else a team of the owner's;
// else everybody whose role is to lead; else the owners of the house.
func whoLeads(ctx context.Context, v *store.View, owner, team int64) ([]store.User, error) {
	teams, err := v.Teams(ctx)
	if err != nil {
		return nil, err
	}
	users, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	one := leadOf(teams, owner, team)
	for _, is := range []func(store.User) bool{
		func(u store.User) bool { return u.ID == one },
		func(u store.User) bool { return u.Role == string(auth.Lead) },
		func(u store.User) bool { return u.Role == string(auth.Owner) },
	} {
		var list []store.User
		for _, u := range users {
			if is(u) {
				list = append(list, u)
			}
		}
		if len(list) > 0 {
			return list, nil
		}
	}
	return nil, nil
}

// leadOf is who leads a team, else one that somebody is in; 0: nobody but themselves.
func leadOf(teams []store.Team, user, team int64) (lead int64) {
	for _, one := range teams {
		if one.ID == team && one.Lead != 0 {
			return one.Lead
		}
		for _, member := range one.Members {
			if member == user && one.Lead != user && lead == 0 {
				lead = one.Lead
			}
		}
	}
	return lead
}
