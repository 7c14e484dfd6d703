package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/assignment"
	"banhda/hub/calendar"
	"banhda/store"
)

// Waiting is a person who waits for somebody.
type Waiting struct {
	Person About  `json:"person"`
	Rule   *Named `json:"rule"`
	Since  string `json:"since" doc:"when they became known"`
}

// QueueAnswer is who waits, who waits longest first.
type QueueAnswer struct {
	Queue   []Waiting `json:"queue"`
	Waiting int64     `json:"waiting" doc:"all there are"`
	Members []Present `json:"members" doc:"of all pools: who is there, and has how many"`
}

// Present is a member of a pool now.
type Present struct {
	User    Named          `json:"user"`
	Away    assignment.Why `json:"away" enum:",off_hours,on_leave,skips"`
	Waiting int            `json:"waiting" doc:"people of theirs who wait for the first contact"`
	Owned   int            `json:"owned"`
	Skips   *string        `json:"skips_until"`
}

type queueQuestion struct {
	Limit int `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) assignmentQueue(ctx context.Context, in *queueQuestion, _ Tell) (a *QueueAnswer, err error) {
	a = &QueueAnswer{Queue: []Waiting{}, Members: []Present{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		list, err := v.AssignmentQueue(ctx, store.Waits{}, in.Limit)
		if err != nil {
			return err
		}
		if a.Queue, err = showWaiting(ctx, v, list); err != nil {
			return err
		}
		if a.Waiting, err = v.CountWaiting(ctx); err != nil {
			return err
		}
		a.Members, err = s.presentMembers(ctx, v)
		return err
	})
	return a, err
}

func showWaiting(ctx context.Context, v *store.View, list []store.Waits) ([]Waiting, error) {
	n, err := peopleAndRules(ctx, v, list, func(w store.Waits) int64 { return w.Person })
	shown := []Waiting{}
	for _, w := range list {
		shown = append(shown, Waiting{n.person(w.Person), n.rules[w.Rule], showInstant(w.Since)})
	}
	return shown, err
}

// presentMembers are the members of all pools, each once.
func (s *Server) presentMembers(ctx context.Context, v *store.View) ([]Present, error) {
	p, err := s.readPools(ctx, v)
	if err != nil {
		return nil, err
	}
	at, err := readPresence(ctx, v)
	list, seen := []Present{}, map[int64]bool{}
	for _, r := range p.rules {
		for _, seat := range p.seats[r.ID] {
			if seen[seat.User] {
				continue
			}
			seen[seat.User] = true
			list = append(list, Present{Named{UserID(seat.User), p.users[seat.User]}, at.absent(seat.User, v.Now(), true), at.waiting[seat.User], at.owned[seat.User], instantOrNull(at.skipped[seat.User])})
		}
	}
	return list, err
}

type skipOrder struct {
	Body struct {
		Until string `json:"until,omitempty" doc:"A day, with it, or an instant; left out: skip me no more."`
	}
}

// SkipAnswer is until when somebody is given nobody.
type SkipAnswer struct {
	Until *string `json:"until"`
}

// skipMe gives who asks nobody for a while.
func (s *Server) skipMe(ctx context.Context, in *skipOrder, _ Tell) (*SkipAnswer, error) {
	user := auth.From(ctx).User()
	if user == 0 {
		return nil, errNoUser
	}
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	until := int64(0)
	if d, err := calendar.ParseDay(in.Body.Until); err == nil {
		until = (d + 1).At(0, c.Zone()).UnixMicro()
	} else if in.Body.Until != "" {
		if until, err = parseInstant("until", in.Body.Until, c.Zone()); err != nil {
			return nil, err
		}
	}
	_, err = s.change(ctx, mutation{verb: "skip-me", target: UserID(user), entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		return orElse(t.Skip(ctx, user, until), assignNow(ctx, t))
	}}, nil)
	return &SkipAnswer{instantOrNull(until)}, err
}
