package api

import (
	"context"
	"errors"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

type behindOrder struct {
	ID   string `path:"id" doc:"The ticket of the problem."`
	Body struct {
		Text   string `json:"text" maxLength:"20000" doc:"what each customer is told; {{ person.name }} and the like are filled in"`
		TextEn string `json:"text_en,omitempty" maxLength:"20000" doc:"what those who read English are told; left out: the same"`
		Status string `json:"status,omitempty" maxLength:"40" doc:"the tickets get; left out: they keep theirs"`
		Key    string `json:"key" minLength:"1" maxLength:"40" doc:"each customer is told once for each key, however often it is sent"`
	}
}

// BehindAnswer is what became of answering all tickets of a problem.
type BehindAnswer struct {
	Answered int      `json:"answered"`
	Left     []string `json:"left" doc:"numbers of tickets that were left: out of reach, or without a way to write to their customer"`
}

// answerBehind answers all open tickets of a problem, one transaction each, so that it can be stopped at any time and
// begun again.
func (s *Server) answerBehind(ctx context.Context, in *behindOrder, tell Tell) (*BehindAnswer, error) {
	a := &BehindAnswer{Left: []string{}}
	var open []int64
	err := s.Records.View(ctx, func(v *store.View) error {
		r, err := s.ticketToChange(ctx, v, in.ID, 0)
		if err == nil {
			open, err = openBehind(ctx, v, &r)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for i, id := range open {
		told := (*Refused)(nil)
		mistaken := (*Invalid)(nil)
		switch err := s.answerOneBehind(ctx, id, in); {
		case errors.As(err, &told), errors.As(err, &mistaken):
			a.Left = append(a.Left, ticket.Number(&record.Record{ID: id}))
		case err != nil:
			return a, err
		default:
			a.Answered++
		}
		tell(Progress{Step: "answering", Done: int64(i + 1), Total: int64(len(open))})
	}
	s.inbox.moved(0)
	return a, nil
}

func openBehind(ctx context.Context, v *store.View, r *record.Record) (open []int64, err error) {
	ids, err := v.TicketsBehind(ctx, reach(ctx, record.Ticket, auth.Update), r.ID, 5000)
	if err != nil {
		return nil, err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Ticket, ids)
	for _, id := range ids {
		if one, ok := found[id]; ok && ticket.StateOf(&one) == ticket.Open {
			open = append(open, id)
		}
	}
	return open, err
}

func (s *Server) answerOneBehind(ctx context.Context, id int64, in *behindOrder) error {
	shown := refID(record.Ref{Type: record.Ticket, ID: id})
	_, err := s.change(ctx, mutation{verb: "ticket-work", target: shown, also: func(ctx context.Context, t *store.Tx) error {
		r, err := t.Record(ctx, reach(ctx, record.Ticket, auth.Update), record.Ticket, id)
		if err != nil {
			return notFound(err, "%s is not among what you may change", shown)
		}
		if in.Body.Text != "" {
			if err := s.tellBehind(ctx, t, &r, in); err != nil {
				return err
			}
		}
		if in.Body.Status == "" {
			return nil
		}
		values, err := readValues(ctx, &t.View, record.Ticket, map[string]any{"status": in.Body.Status})
		if err == nil {
			_, err = t.Update(ctx, reach(ctx, record.Ticket, auth.Update), record.Ticket, id, values, 0)
		}
		return err
	}}, nil)
	return err
}

// tellBehind tells one customer, in their language and over the channel they wrote by.
func (s *Server) tellBehind(ctx context.Context, t *store.Tx, r *record.Record, in *behindOrder) error {
	c, err := s.ticketConversation(ctx, t, r, nil)
	if err != nil {
		return err
	}
	values, err := cannedValues(ctx, &t.View, ConversationID(c.ID))
	if err != nil {
		return err
	}
	about, err := personRecord(ctx, &t.View, c.Person)
	if absent(err) != nil {
		return err
	}
	text := in.Body.Text
	if in.Body.TextEn != "" && about.Values.Text("language") == "en" {
		text = in.Body.TextEn
	}
	_, err = s.answerIn(ctx, t, conversation.Answer{Conversation: c.ID, Channel: c.Channel, Text: conversation.Fill(text, values), Key: in.Body.Key + "-" + writeSerial(r.ID),
		Data: map[string]string{ticketData: refID(record.Ref{Type: record.Ticket, ID: r.ID})}})
	return err
}

type conversationTicketsQuestion struct {
	ID string `path:"id"`
}

// ConversationTickets are the tickets a conversation is about.
type ConversationTickets struct {
	Tickets []TicketRow `json:"tickets" doc:"what was said there belongs to, the last first"`
	Others  []TicketRow `json:"others" doc:"further open tickets of its person"`
}

func (s *Server) conversationTickets(ctx context.Context, in *conversationTicketsQuestion, _ Tell) (a *ConversationTickets, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err := conversationWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		ids, err := v.TicketsOfConversation(ctx, c.ID)
		if err != nil {
			return err
		}
		open, err := v.TicketsOf(ctx, reach(ctx, record.Ticket, auth.Read), c.Person, true, 20)
		if err != nil {
			return err
		}
		a = &ConversationTickets{}
		if a.Tickets, err = ticketRows(ctx, v, ids); err != nil {
			return err
		}
		a.Others, err = ticketRows(ctx, v, besides(open, ids))
		return err
	})
	return a, err
}

// besides are the ids of a list that are not in another.
func besides(list, other []int64) (rest []int64) {
	have := map[int64]bool{}
	for _, id := range other {
		have[id] = true
	}
	for _, id := range list {
		if !have[id] {
			rest = append(rest, id)
		}
	}
	return rest
}
