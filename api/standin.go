package api

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"banhda/auth"
	"banhda/drive/follow"
	"banhda/hub/assignment"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/phrase"
	"banhda/store"
	"banhda/wheel"
)

const standInFollower = "stand-in"

// standIn sees to it that somebody answers a person who comes back while their owner is on leave. The owner stays: it is
// a task for whom they have named, else for somebody else of their pool, who is told.
func (s *Server) standIn() follow.Consumer {
	return follow.Consumer{Name: standInFollower, Wants: func(context.Context) (follow.Wants, error) { return follow.Wants{Events: true}, nil }, Take: s.hearReturning}
}

// hearReturning takes in a batch. Only who asks for something, or complains, comes back: to look around is no reason.
func (s *Server) hearReturning(ctx context.Context, b *follow.Batch) error {
	var people []int64
	for _, e := range b.Events {
		if (e.Meaning == wheel.Lead || e.Meaning == wheel.Grievance) && !slices.Contains(people, e.Person) {
			people = append(people, e.Person)
		}
	}
	if len(people) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := s.answerFor(ctx, t, people); err != nil {
			return err
		}
		return t.SetFollowed(ctx, standInFollower, b.Place)
	})
}

// answerFor makes the tasks for people whose owners are on leave.
func (s *Server) answerFor(ctx context.Context, t *store.Tx, people []int64) error {
	found, err := t.RecordsByID(ctx, auth.Everything, record.Person, people)
	if err != nil {
		return err
	}
	at, err := readPresence(ctx, &t.View)
	if err != nil {
		return err
	}
	var p *pools
	for _, id := range people {
		is := found[id]
		owner := is.Values.Int("owner")
		if owner == 0 || is.DeletedAt != 0 || at.absent(owner, t.Now(), false) != assignment.OnLeave {
			continue
		}
		if p == nil {
			if p, err = s.readPools(ctx, &t.View); err != nil {
				return err
			}
		}
		if err := s.answerWhile(ctx, t, p, at, is, owner); err != nil {
			return err
		}
	}
	return nil
}

// answerWhile makes one such task, unless one is open already or nobody is there.
func (s *Server) answerWhile(ctx context.Context, t *store.Tx, p *pools, at presence, is record.Record, owner int64) error {
	cause := "stand-in " + UserID(owner)
	open, err := t.Tasks(ctx, auth.Everything, store.TaskFilter{About: record.Ref{Type: record.Person, ID: is.ID}, Limit: 200})
	if err != nil || slices.ContainsFunc(open, func(o task.Task) bool { return o.Cause == cause }) {
		return err
	}
	user := p.substitute(at, owner, t.Now())
	if user == 0 {
		user, err = s.standsIn(ctx, &t.View, p, is.ID, owner)
	}
	if err != nil || user == 0 {
		return err
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	u, err := t.User(ctx, user)
	if err != nil {
		return err
	}
	actor := actorName(systemActor)
	one := task.Task{Kind: task.Call, Priority: task.High, Owner: user, About: record.Ref{Type: record.Person, ID: is.ID}, Creator: actor, Cause: cause, Remind: []int{0},
		Title: phrase.Sentencef("Answer %s while %s is away", is.Name(), p.users[owner]).In(orText(u.Language, "vi"))}
	if err := one.Due(c.Today(t.Now()).String(), 0, c.Zone()); err != nil {
		return err
	}
	if _, err := t.Note(ctx, store.Act{Actor: actor, Verb: "stand-in", Target: PersonID(is.ID)}); err != nil {
		return err
	}
	if one, err = t.AddTask(ctx, auth.Everything, one); err != nil {
		return err
	}
	return errors.Join(remindOf(ctx, t, one, c.Zone()),
		t.Notify(ctx, user, notice.TaskGiven, TaskID(one.ID), one.About, map[string]string{"title": one.Title, "task": TaskID(one.ID)}))
}

// substitute is whom an owner has named to answer for them, where they are there; 0: nobody.
func (p *pools) substitute(at presence, owner, now int64) int64 {
	user := at.standIn[owner]
	if _, here := p.users[user]; !here || at.absent(user, now, false) != "" {
		return 0
	}
	return user
}

// standsIn is who of the owner's pool answers now: of the rule the person was given by, else of the first rule whose pool
// the owner is in. 0: nobody is there.
func (s *Server) standsIn(ctx context.Context, v *store.View, p *pools, person, owner int64) (int64, error) {
	given, err := v.Assignments(ctx, person, 0, 1)
	if err != nil {
		return 0, err
	}
	rules := slices.Clone(p.rules)
	if len(given) > 0 {
		slices.SortStableFunc(rules, func(a, b assignment.Rule) int {
			return cmp.Compare(after(a.ID, given[0].Rule), after(b.ID, given[0].Rule))
		})
	}
	for _, r := range rules {
		theirs := slices.ContainsFunc(p.seats[r.ID], func(seat assignment.Seat) bool { return seat.User == owner })
		if !r.Active || !theirs {
			continue
		}
		r.Capacity = 0 // a task takes nobody's place
		if d := assignment.Choose(r, atAnyHour(p.seats[r.ID]), p.clocks[r.ID], owner); d.User != 0 {
			return d.User, nil
		}
	}
	return 0, nil
}

// atAnyHour are the seats of a pool as they are within working hours: a task can lie until the morning.
func atAnyHour(seats []assignment.Seat) []assignment.Seat {
	seats = slices.Clone(seats)
	for i := range seats {
		if seats[i].Absent == assignment.OffHours {
			seats[i].Absent = ""
		}
	}
	return seats
}

// after orders the rule that is asked first before all others.
func after(id, first int64) int {
	if id == first {
		return 0
	}
	return 1
}
