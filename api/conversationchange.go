package api

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/hub/conversation"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

type changeConversationOrder struct {
	ID   string `path:"id"`
	Body struct {
		Version  int64   `json:"version,omitempty" doc:"The version that was read: refused where somebody changed it meanwhile."`
		State    *string `json:"state,omitempty" enum:"open,snoozed,closed"`
		Until    string  `json:"until,omitempty" doc:"Of snoozed: a day, at eight in the morning of it, or an instant; left out: until they write."`
		Assignee *string `json:"assignee,omitempty" doc:"A user, me, or empty: nobody."`
		Team     *string `json:"team,omitempty" doc:"A team, or empty: none."`
		Priority *int    `json:"priority,omitempty" minimum:"-1" maximum:"1"`
		Bot      *bool   `json:"bot,omitempty" doc:"false: take it from its bot"`
	}
}

// changeConversation gives a conversation to somebody, puts it off, closes or opens it.
func (s *Server) changeConversation(ctx context.Context, in *changeConversationOrder, _ Tell) (a *Conversation, err error) {
	id, err := ParseConversationID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "conversation-set", target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		c, err := conversationWithin(ctx, &t.View, in.ID, auth.Update)
		if err == nil && in.Body.Version != 0 && in.Body.Version != c.Version {
			err = errAnswered
		}
		if err != nil {
			return err
		}
		if c, err = s.turn(ctx, t, c, in); err != nil {
			return err
		}
		n, err := namesOf(ctx, &t.View, []record.Ref{{Type: record.Person, ID: c.Person}})
		shown := showConversation(&c, n)
		a = &shown
		return err
	}}, nil)
	if errors.Is(err, store.ErrConflict) {
		return nil, errAnswered
	}
	s.inbox.moved(id)
	return a, err
}

// turn does to a conversation what is ordered.
func (s *Server) turn(ctx context.Context, t *store.Tx, c conversation.Conversation, in *changeConversationOrder) (conversation.Conversation, error) {
	k, _, err := conversationClock(ctx, &t.View)
	if err != nil {
		return c, err
	}
	b := in.Body
	if b.Bot != nil && !*b.Bot {
		c.HandOver(t.Now(), k)
	}
	if b.Priority != nil {
		if err := c.Prioritise(conversation.Priority(*b.Priority), k); err != nil {
			return c, wrong(err)
		}
	}
	if b.Team != nil {
		if c.Team, err = orNone(*b.Team, ParseTeamID); err != nil {
			return c, err
		}
	}
	if b.Assignee != nil {
		user, err := orNone(*b.Assignee, func(s string) (int64, error) { return parseMe(ctx, s) })
		if err == nil {
			err = s.assignConversation(ctx, t, &c, user)
		}
		if err != nil {
			return c, err
		}
	}
	if b.State != nil {
		if err := s.turnState(ctx, t, &c, conversation.State(*b.State), b.Until, k); err != nil {
			return c, err
		}
	}
	return t.SaveConversation(ctx, c)
}

// assignConversation gives a conversation to a user, and tells them.
func (s *Server) assignConversation(ctx context.Context, t *store.Tx, c *conversation.Conversation, user int64) error {
	if user == c.Assignee {
		return nil
	}
	if user != 0 {
		if _, err := t.User(ctx, user); err != nil {
			return notFound(err, "there is no user %s", UserID(user))
		}
	}
	c.Assignee = user
	if err := addAct(ctx, t, c, map[string]string{"did": "assigned", "user": userOrNone(user)}); err != nil || user == 0 || user == auth.From(ctx).User() {
		return err
	}
	r, err := personRecord(ctx, &t.View, c.Person)
	if absent(err) != nil {
		return err
	}
	data := map[string]string{"title": r.Name(), "conversation": ConversationID(c.ID)}
	return t.Notify(ctx, user, notice.Assigned, ConversationID(c.ID)+"-"+writeSerial(c.Version), record.Ref{Type: record.Person, ID: c.Person}, data)
}

func userOrNone(user int64) string {
	if user == 0 {
		return ""
	}
	return UserID(user)
}

// turnState closes a conversation, puts it off, or opens it again.
func (s *Server) turnState(ctx context.Context, t *store.Tx, c *conversation.Conversation, to conversation.State, until string, k conversation.Clock) error {
	switch {
	case to == conversation.Snoozed:
		at, err := snoozeUntil(until, k.Calendar.Zone())
		if err != nil {
			return err
		}
		if err := c.Snooze(at, t.Now()); err != nil {
			return wrong(err)
		}
		return addAct(ctx, t, c, map[string]string{"did": "snoozed", "until": instantText(at)})
	case to == c.State:
		return nil
	case to == conversation.Closed:
		return closeConversation(ctx, t, c)
	}
	if c.State == conversation.Closed {
		if other, err := t.LastConversation(ctx, c.Person); err == nil && other.ID != c.ID && other.State != conversation.Closed {
			return refused(409, 0, "this person has another conversation that is open; go on there")
		}
	}
	c.Reopen()
	return addAct(ctx, t, c, map[string]string{"did": "opened"})
}

func instantText(at int64) string {
	if at == 0 {
		return ""
	}
	return showInstant(at)
}

// snoozeUntil reads until when something is put off: a day, an instant, or empty for until they write.
func snoozeUntil(until string, zone *time.Location) (int64, error) {
	if until == "" {
		return 0, nil
	}
	if d, err := calendar.ParseDay(until); err == nil {
		return d.At(snoozeMorning, zone).UnixMicro(), nil
	}
	return parseInstant("until", until, zone)
}

// closeConversation closes a conversation in a transaction that is under way; whoever calls it saves it.
func closeConversation(ctx context.Context, t *store.Tx, c *conversation.Conversation) error {
	c.Close(t.Now())
	if err := addAct(ctx, t, c, map[string]string{"did": "closed"}); err != nil {
		return err
	}
	properties, err := json.Marshal(map[string]any{"conversation": ConversationID(c.ID), "seconds": max(0, (t.Now()-c.OpenedAt)/time.Second.Microseconds()), "answered": c.FirstAnsweredAt != 0})
	if err != nil {
		return err
	}
	return postEvents(ctx, t, conversationSource, []int64{c.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: ConversationID(c.ID) + "-closed-" + writeSerial(t.Now()), Name: "Conversation Closed", At: t.Now(), Properties: properties}
	})
}

// addAct adds to a conversation what was done with it.
func addAct(ctx context.Context, t *store.Tx, c *conversation.Conversation, did map[string]string) error {
	_, err := t.AddEntry(ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.Act, Author: actorName(auth.From(ctx)), Data: did, At: t.Now()})
	return err
}

type bulkConversationsOrder struct {
	Body struct {
		IDs      []string `json:"ids" minItems:"1" maxItems:"200"`
		Close    bool     `json:"close,omitempty"`
		Assignee *string  `json:"assignee,omitempty" doc:"A user, me, or empty: nobody."`
	}
}

// BulkConversationsAnswer is how many conversations were changed.
type BulkConversationsAnswer struct {
	Changed int `json:"changed"`
	Beyond  int `json:"beyond" doc:"those that one may not change"`
}

// bulkPiece is how many conversations are changed in one transaction.
const bulkPiece = 50

// bulkConversations closes many conversations, or gives them to somebody.
func (s *Server) bulkConversations(ctx context.Context, in *bulkConversationsOrder, tell Tell) (*BulkConversationsAnswer, error) {
	a := &BulkConversationsAnswer{}
	for from := 0; from < len(in.Body.IDs); from += bulkPiece {
		piece := in.Body.IDs[from:min(len(in.Body.IDs), from+bulkPiece)]
		_, err := s.change(ctx, mutation{verb: "conversation-bulk", target: "conversations", entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
			for _, id := range piece {
				if err := s.bulkOne(ctx, t, id, in, a); err != nil {
					return err
				}
			}
			return nil
		}}, nil)
		if err != nil {
			return nil, err
		}
		tell(Progress{Step: "changing", Done: int64(from + len(piece)), Total: int64(len(in.Body.IDs))})
	}
	s.inbox.moved(0)
	return a, nil
}

func (s *Server) bulkOne(ctx context.Context, t *store.Tx, id string, in *bulkConversationsOrder, a *BulkConversationsAnswer) error {
	c, err := conversationWithin(ctx, &t.View, id, auth.Update)
	if told := (*Refused)(nil); errors.As(err, &told) {
		a.Beyond++
		return nil
	}
	if err != nil {
		return err
	}
	if in.Body.Assignee != nil {
		user, err := orNone(*in.Body.Assignee, func(s string) (int64, error) { return parseMe(ctx, s) })
		if err == nil {
			err = s.assignConversation(ctx, t, &c, user)
		}
		if err != nil {
			return err
		}
	}
	if in.Body.Close && c.State != conversation.Closed {
		if err := closeConversation(ctx, t, &c); err != nil {
			return err
		}
	}
	a.Changed++
	_, err = t.SaveConversation(ctx, c)
	return err
}
