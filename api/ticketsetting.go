package api

import (
	"context"
	"net/http"

	"banhda/delight/ticket"
	"banhda/store"
)

// TicketSetupAnswer is how the house keeps its tickets, and how many there are.
type TicketSetupAnswer struct {
	ticket.Setup
	InStatus map[string]int64 `json:"in_status" doc:"tickets by the key of their status"`
	OfType   map[string]int64 `json:"of_type" doc:"tickets by the key of their type"`
	Known    []Named          `json:"known_mailboxes" doc:"whose mail can open tickets"`
}

func (s *Server) showTicketSetup(ctx context.Context, _ *struct{}, _ Tell) (a *TicketSetupAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = shownTicketSetup(ctx, v)
		return err
	})
	return a, err
}

func shownTicketSetup(ctx context.Context, v *store.View) (a *TicketSetupAnswer, err error) {
	a = &TicketSetupAnswer{Known: []Named{}}
	if a.Setup, err = v.TicketSetup(ctx); err != nil {
		return nil, err
	}
	if a.InStatus, err = v.TicketsIn(ctx, "status"); err != nil {
		return nil, err
	}
	if a.OfType, err = v.TicketsIn(ctx, "kind"); err != nil {
		return nil, err
	}
	boxes, err := readMailboxes(ctx, v)
	for _, box := range boxes {
		a.Known = append(a.Known, Named{box.Key, box.Address})
	}
	return a, err
}

type ticketSetupOrder struct {
	Body ticket.Setup
}

// setTicketSetup sets how the house keeps its tickets; no status and no type that tickets have is taken away.
func (s *Server) setTicketSetup(ctx context.Context, in *ticketSetupOrder, tell Tell) (a *TicketSetupAnswer, err error) {
	setup := in.Body
	if err := setup.Valid(); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: "tickets-set", target: "tickets", entry: setup, also: func(ctx context.Context, t *store.Tx) error {
		was, err := shownTicketSetup(ctx, &t.View)
		if err != nil {
			return err
		}
		for key, n := range was.InStatus {
			if setup.Status(key) == nil && n > 0 {
				return refused(http.StatusConflict, 0, "%d tickets have the status %s; give them another first", n, key)
			}
		}
		for key, n := range was.OfType {
			if setup.Type(key) == nil && n > 0 {
				return refused(http.StatusConflict, 0, "%d tickets are of the type %s; give them another first", n, key)
			}
		}
		if err := t.SaveTicketSetup(ctx, setup); err != nil {
			return err
		}
		a, err = shownTicketSetup(ctx, &t.View)
		return err
	}}, tell)
	return a, err
}
