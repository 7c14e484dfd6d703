package api

import (
	"context"

	"banhda/delight/sla"
	"banhda/hub/record"
	"banhda/store"
)

// TicketClocksAnswer is how the clocks of a ticket stand, reckoned from everything that happened to it.
type TicketClocksAnswer struct {
	Policy *Named        `json:"policy" doc:"what it is held to; null: nothing"`
	Hours  sla.Hours     `json:"hours" enum:"working,always,"`
	Clocks []TicketClock `json:"clocks" doc:"to the first answer, to the next, to the end"`
}

// TicketClock is how one clock stands. Minutes are those of the policy's hours.
type TicketClock struct {
	Clock    sla.Clock      `json:"clock" enum:"first,next,resolution"`
	State    sla.State      `json:"state" enum:"none,running,paused,met,breached" doc:"breached also where it ended since"`
	Since    *string        `json:"since" doc:"when it began last; null: never"`
	Ended    *string        `json:"ended"`
	DueAt    *string        `json:"due_at" doc:"null: it stands still, or nothing was promised"`
	Target   int64          `json:"target_minutes"`
	Used     int64          `json:"used_minutes"`
	Left     int64          `json:"left_minutes" doc:"below 0: so much more was used"`
	Breaches []TicketBreach `json:"breaches" doc:"every time it ran out, the first first; they stay"`
}

// TicketBreach is one time a clock ran out.
type TicketBreach struct {
	DueAt string  `json:"due_at"`
	Ended *string `json:"ended" doc:"null: it goes on"`
	Over  int64   `json:"over_minutes" doc:"how much more was used than promised"`
}

type ticketNamed struct {
	ID string `path:"id" doc:"The ticket's id."`
}

// showTicketClocks tells how the clocks of a ticket stand now.
func (s *Server) showTicketClocks(ctx context.Context, in *ticketNamed, _ Tell) (a *TicketClocksAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Ticket.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		c, err := v.Clocks(ctx, &r)
		if err != nil {
			return err
		}
		a = &TicketClocksAnswer{Clocks: []TicketClock{}}
		if terms := c.Last(); terms.Policy != "" {
			a.Policy, a.Hours = &Named{terms.Policy, policyName(ctx, terms.Policy, terms.Name)}, terms.Hours
		}
		for _, one := range sla.Standings(c.Spells) {
			a.Clocks = append(a.Clocks, showClock(&one))
		}
		return nil
	})
	return a, err
}

func showClock(one *sla.Standing) TicketClock {
	shown := TicketClock{Clock: one.Clock, State: one.State, Breaches: []TicketBreach{}}
	if s := one.Spell; s != nil {
		shown.Since, shown.Ended, shown.DueAt = instantOrNull(s.Began), instantOrNull(s.Ended), instantOrNull(s.Due)
		shown.Target, shown.Used, shown.Left = int64(s.Target.Minutes()), int64(s.Used.Minutes()), int64(s.Left().Minutes())
	}
	for i := range one.Breaches {
		s := &one.Breaches[i]
		shown.Breaches = append(shown.Breaches, TicketBreach{showInstant(s.Due), instantOrNull(s.Ended), int64(max(0, -s.Left()).Minutes())})
	}
	return shown
}
