package api

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"time"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/store"
)

// mostAutomatic is how many answers of programs go to one address within an hour: two of them never talk without end.
const mostAutomatic = 5

var (
	errOften    = refused(http.StatusTooManyRequests, time.Hour, "this address was answered by itself %d times within an hour; somebody has to look", mostAutomatic)
	errNoPlace  = invalid("there is no address of this person on this channel; choose another, or add one to the person")
	errAnswered = refused(http.StatusConflict, 0, "somebody changed this conversation meanwhile; look at it again")
)

// answer says something to somebody, over the channel it names: by e-mail, SMS and Zalo a message carries it, after the
// time in which it can be taken back; in a chat it is there at once.
func (s *Server) answer(ctx context.Context, a conversation.Answer) (e conversation.Entry, err error) {
	_, err = s.change(ctx, mutation{verb: "answer", target: ConversationID(a.Conversation), entry: map[string]string{"channel": string(a.Channel)}, also: func(ctx context.Context, t *store.Tx) (err error) {
		e, err = s.answerIn(ctx, t, a)
		return err
	}}, nil)
	if errors.Is(err, store.ErrConflict) {
		return e, errAnswered
	}
	if err == nil {
		s.inbox.moved(a.Conversation)
	}
	return e, err
}

// answerIn says it in a transaction that is under way; whoever calls it tells s.inbox afterwards.
func (s *Server) answerIn(ctx context.Context, t *store.Tx, a conversation.Answer) (e conversation.Entry, err error) {
	a.Clean()
	if err := a.Check(); err != nil {
		return e, wrong(err)
	}
	c, err := t.Conversation(ctx, auth.From(ctx).Reach(auth.Conversations, auth.Send), a.Conversation)
	if err != nil {
		return e, notFound(err, "there is no conversation %s that you may answer", ConversationID(a.Conversation))
	}
	if a.Key != "" {
		if was, err := t.EntryOfKey(ctx, a.Channel, a.Key); err == nil || absent(err) != nil {
			return was, err
		}
	}
	e = a.Entry(cmp.Or(a.Author, actorName(auth.From(ctx))), t.Now())
	if e.Address, err = s.whereTo(ctx, t, &c, &e); err != nil {
		return e, err
	}
	if err := filesOf(ctx, &t.View, &c, e.Files); err != nil {
		return e, err
	}
	if err := zaloTakes(ctx, &t.View, &e); err != nil {
		return e, err
	}
	if e, err = t.AddEntry(ctx, e); err != nil {
		return e, err
	}
	if err := s.ticketAnswered(ctx, t, &c, &e); err != nil {
		return e, err
	}
	if err := s.carry(ctx, t, &c, &e, a.Delay); err != nil {
		return e, err
	}
	return e, s.wasAnswered(ctx, t, &c, &e)
}

// whereTo is the address an answer goes to: where they wrote from last over its channel, else the one the person has. That of
// a chat is the talk they wrote in last.
func (s *Server) whereTo(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry) (address string, err error) {
	heard, err := t.LastHeard(ctx, c.ID, e.Channel)
	if absent(err) != nil {
		return "", err
	}
	if e.Channel == conversation.Chat && heard.Address != "" {
		return heard.Address, nil
	}
	if e.Channel == conversation.Zalo {
		if err := mayAnswerZalo(ctx, &t.View, e, &heard); err != nil {
			return "", err
		}
	}
	address = heard.Address
	if address == "" && e.Channel != conversation.Zalo && e.Channel != conversation.Chat {
		r, err := personRecord(ctx, &t.View, c.Person)
		if absent(err) != nil {
			return "", err
		}
		address = r.Values.Text(addressFields[consent.Channel(e.Channel)])
	}
	if address == "" {
		return "", errNoPlace
	}
	if !conversation.Automatic(e.Author) {
		return address, nil
	}
	n, err := t.AnsweredSince(ctx, address, t.Now()-time.Hour.Microseconds())
	if err == nil && n >= mostAutomatic {
		err = errOften
	}
	return address, err
}

// filesOf refuses files that are not kept with the person.
func filesOf(ctx context.Context, v *store.View, c *conversation.Conversation, ids []int64) error {
	for _, id := range ids {
		a, err := v.Attachment(ctx, id)
		if err == nil && a.DeletedAt != 0 {
			err = store.ErrNotFound
		}
		if err == nil {
			err = v.StandsFor(ctx, a.About, record.Ref{Type: record.Person, ID: c.Person})
		}
		if err != nil {
			return notFound(err, "there is no file %s of this person", AttachmentID(id))
		}
	}
	return nil
}

// carry leaves the message that carries an answer out. It is what somebody asked for, so no quiet hours hold it.
func (s *Server) carry(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry, delay int64) error {
	teams, err := actorTeams(ctx, &t.View)
	if err != nil {
		return err
	}
	if e.Channel == conversation.Chat {
		if err := chatCarried(ctx, t, e.Address); err != nil {
			return err
		}
		if e.Author == conversation.TheBot { // that is no contact of ours: the timeline is told otherwise
			return nil
		}
		return tellSaidInChat(ctx, t, c, e, teams[e.Author])
	}
	return carryBy(ctx, t, c, e, message.Draft{Class: consent.Transactional, At: t.Now() + delay, Data: map[string]any{"to": e.Address, "team": teams[e.Author]}})
}

// carryBy leaves the message that carries what was said.
func carryBy(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry, d message.Draft) (err error) {
	d.Person, d.Channel, d.Entry, d.Key = c.Person, consent.Channel(e.Channel), e.ID, EntryID(e.ID)
	d.Data["conversation"], d.Data["by"] = ConversationID(c.ID), e.Author
	if e.Message, err = t.Send(ctx, d); err != nil {
		return err
	}
	return t.CarryEntry(ctx, e.ID, e.Message)
}

// tellSaidInChat tells the timeline of what was said in a chat: of a ticket's answer as such.
func tellSaidInChat(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry, team string) error {
	name, said := "Message Sent", map[string]any{}
	about, err := answeredTicket(ctx, &t.View, e.ID, e.Author)
	if err != nil {
		return err
	}
	if about != nil {
		name, said, team = ticket.RepliedEvent, ticket.Answer(about), ticket.Team
	}
	said["team"], said["by"] = team, e.Author
	return tellOfEntry(ctx, t, c, e, name, said)
}

// wasAnswered is what follows an answer: who answers what is nobody's has it from then on.
func (s *Server) wasAnswered(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry) error {
	k, _, err := conversationClock(ctx, &t.View)
	if err != nil {
		return err
	}
	if c.State != conversation.Open {
		c.Reopen()
	}
	if user, err := ParseUserID(e.Author); err == nil && c.Assignee == 0 && !conversation.Automatic(e.Author) {
		c.Assignee = user
	}
	first := c.Answered(e, k)
	if c.Preview == "" && len(e.Files) > 0 {
		f, err := t.Attachment(ctx, e.Files[0])
		if err != nil {
			return err
		}
		c.Preview = conversation.Preview(f.Name)
	}
	if first && e.Message == 0 {
		if err := tellFirstAnswer(ctx, t, c, e); err != nil {
			return err
		}
	}
	_, err = t.SaveConversation(ctx, *c)
	return err
}

// tellFirstAnswer tells the timeline how long the first answer took: by the clock, and within working hours.
func tellFirstAnswer(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry) error {
	cal, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	took := (e.At - c.OpenedAt) / time.Second.Microseconds()
	worked := int64(cal.Between(c.OpenedAt, e.At) / time.Second)
	return tellOfEntry(ctx, t, c, e, "First Answer Sent", map[string]any{"seconds": max(took, 0), "working_seconds": max(worked, 0), "text": ""})
}
