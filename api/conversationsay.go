package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/hub/conversation"
	"banhda/hub/note"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/store"
)

// AnswerBody is what is to be said.
type AnswerBody struct {
	Channel string   `json:"channel" enum:"email,sms,chat,zalo"`
	Subject string   `json:"subject,omitempty" maxLength:"300" doc:"of e-mail; left out: Re: and what it was about"`
	Text    string   `json:"text" maxLength:"100000"`
	Files   []string `json:"files,omitempty" maxItems:"20" doc:"files kept with the person"`
	Key     string   `json:"key,omitempty" maxLength:"60" doc:"said once for each key, however often it is sent"`
}

// read is the answer it orders.
func (b *AnswerBody) read(ctx context.Context, id int64, rules ConversationRules) (a conversation.Answer, err error) {
	a = conversation.Answer{Conversation: id, Channel: conversation.Channel(b.Channel), Subject: b.Subject, Text: b.Text, Delay: rules.undo()}
	if b.Key != "" {
		a.Key = actorName(auth.From(ctx)) + "-" + b.Key
	}
	for _, shown := range b.Files {
		file, err := ParseAttachmentID(shown)
		if err != nil {
			return a, err
		}
		a.Files = append(a.Files, file)
	}
	return a, nil
}

type answerOrder struct {
	ID   string `path:"id"`
	Body AnswerBody
}

// answerConversation answers somebody.
func (s *Server) answerConversation(ctx context.Context, in *answerOrder, _ Tell) (*ConversationEntry, error) {
	id, err := ParseConversationID(in.ID)
	if err != nil {
		return nil, err
	}
	rules, err := s.conversationRules(ctx)
	if err != nil {
		return nil, err
	}
	a, err := in.Body.read(ctx, id, rules)
	if err != nil {
		return nil, err
	}
	e, err := s.answer(ctx, a)
	if err != nil {
		return nil, err
	}
	return s.shownEntry(ctx, e.ID)
}

func (s *Server) conversationRules(ctx context.Context) (r ConversationRules, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err = readConversationRules(ctx, v)
		return err
	})
	return r, err
}

func (s *Server) shownEntry(ctx context.Context, id int64) (shown *ConversationEntry, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		e, err := v.Entry(ctx, id)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		one, err := showEntry(ctx, v, &e, n)
		shown = &one
		return err
	})
	return shown, err
}

type startConversationOrder struct {
	Body struct {
		Person string `json:"person"`
		AnswerBody
	}
}

// startConversation writes to somebody first, in the conversation they have, or in a new one of one's own.
func (s *Server) startConversation(ctx context.Context, in *startConversationOrder, _ Tell) (shown *Conversation, err error) {
	id, err := ParsePersonID(in.Body.Person)
	if err != nil {
		return nil, err
	}
	var c conversation.Conversation
	_, err = s.change(ctx, mutation{verb: "conversation-start", target: in.Body.Person, entry: map[string]string{"channel": in.Body.Channel}, also: func(ctx context.Context, t *store.Tx) error {
		if c, err = s.begin(ctx, t, id, in); err != nil {
			return err
		}
		rules, err := readConversationRules(ctx, &t.View)
		if err != nil {
			return err
		}
		a, err := in.Body.read(ctx, c.ID, rules)
		if err == nil {
			_, err = s.answerIn(ctx, t, a)
		}
		if err == nil {
			c, err = t.Conversation(ctx, auth.Everything, c.ID)
		}
		if err != nil {
			return err
		}
		list, err := showConversations(ctx, &t.View, []conversation.Conversation{c})
		shown = &list[0]
		return err
	}}, nil)
	s.inbox.moved(c.ID)
	return shown, err
}

// begin is the conversation in which somebody is written to first.
func (s *Server) begin(ctx context.Context, t *store.Tx, person int64, in *startConversationOrder) (c conversation.Conversation, err error) {
	r, err := t.Record(ctx, reach(ctx, record.Person, auth.Send), record.Person, person)
	if err != nil {
		return c, notFound(err, "there is no record %s that you may see", in.Body.Person)
	}
	c, err = t.LastConversation(ctx, r.ID)
	if absent(err) != nil || err == nil && c.State != conversation.Closed {
		return c, err
	}
	me := auth.From(ctx)
	c = conversation.Conversation{Person: r.ID, Assignee: me.User(), Subject: in.Body.Subject, Channel: conversation.Channel(in.Body.Channel), OpenedAt: t.Now(), LastAt: t.Now()}
	return s.openConversation(ctx, t, c)
}

type conversationNoteOrder struct {
	ID   string `path:"id"`
	Body struct {
		Text string `json:"text" minLength:"1" maxLength:"20000" doc:"@[Name](usr_…) and @[Name](tea_…) mention a user and a team"`
	}
}

// noteConversation writes a note among colleagues into a conversation. Who is mentioned is told.
func (s *Server) noteConversation(ctx context.Context, in *conversationNoteOrder, _ Tell) (*ConversationEntry, error) {
	body, err := note.Clean(in.Body.Text)
	if err != nil {
		return nil, wrong(err)
	}
	var e conversation.Entry
	_, err = s.change(ctx, mutation{verb: "conversation-note", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		c, err := conversationWithin(ctx, &t.View, in.ID, auth.Update)
		if err != nil {
			return err
		}
		e, err = t.AddEntry(ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.Note, Author: actorName(auth.From(ctx)), Text: body, At: t.Now()})
		if err != nil {
			return err
		}
		return tellMentioned(ctx, t, &c, &e)
	}}, nil)
	if err != nil {
		return nil, err
	}
	s.inbox.moved(e.Conversation)
	return s.shownEntry(ctx, e.ID)
}

// tellMentioned tells whom a note mentions, but never who wrote it.
func tellMentioned(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry) error {
	users, teams := mentioned(e.Text)
	told, err := usersOf(ctx, &t.View, users, teams)
	if err != nil {
		return err
	}
	actor := auth.From(ctx)
	data := map[string]string{"by": actor.Name, "conversation": ConversationID(c.ID)}
	for _, user := range told {
		if user == actor.User() {
			continue
		}
		if err := t.Notify(ctx, user, notice.Mention, EntryID(e.ID), record.Ref{Type: record.Person, ID: c.Person}, data); err != nil {
			return err
		}
	}
	return nil
}

type takeBackOrder struct {
	ID    string `path:"id"`
	Entry string `path:"entry"`
}

// takeAnswerBack takes an answer back that has not left yet; what it said is given, so that it can be written anew.
func (s *Server) takeAnswerBack(ctx context.Context, in *takeBackOrder, _ Tell) (*ConversationEntry, error) {
	id, err := ParseEntryID(in.Entry)
	if err != nil {
		return nil, err
	}
	var c conversation.Conversation
	var shown ConversationEntry
	_, err = s.change(ctx, mutation{verb: "answer-back", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		if c, err = conversationWithin(ctx, &t.View, in.ID, auth.Send); err != nil {
			return err
		}
		e, err := t.Entry(ctx, id)
		if err == nil && e.Conversation != c.ID {
			err = store.ErrNotFound
		}
		if err != nil {
			return notFound(err, "there is no answer %s here", in.Entry)
		}
		n, err := namesOf(ctx, &t.View, nil)
		if err == nil {
			shown, err = showEntry(ctx, &t.View, &e, n)
		}
		if err != nil {
			return err
		}
		return s.takeBackEntry(ctx, t, &c, e)
	}}, nil)
	s.inbox.moved(c.ID)
	return &shown, err
}

func (s *Server) takeBackEntry(ctx context.Context, t *store.Tx, c *conversation.Conversation, e conversation.Entry) error {
	of, err := t.TicketOfEntry(ctx, e.ID)
	if absent(err) != nil {
		return err
	}
	if err := t.TakeEntryBack(ctx, e); err != nil {
		if errors.Is(err, store.ErrNotFound) {
			return refused(http.StatusConflict, 0, "it has left already")
		}
		return err
	}
	since, err := t.WaitingSince(ctx, c.ID)
	if err != nil {
		return err
	}
	k, _, err := conversationClock(ctx, &t.View)
	if err != nil {
		return err
	}
	c.TakenBack(&e, since, k)
	if err := ticketTakenBack(ctx, t, of, &e); err != nil {
		return err
	}
	if last, err := t.LastHeard(ctx, c.ID, ""); err == nil {
		c.Preview, c.LastAt = conversation.Preview(last.Text), last.At
	}
	_, err = t.SaveConversation(ctx, *c)
	return err
}
