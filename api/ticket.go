package api

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

type ticketOrder struct {
	Body struct {
		Conversation string         `json:"conversation,omitempty" maxLength:"40" doc:"a ticket of what is said there"`
		Entries      []string       `json:"entries,omitempty" maxItems:"200" doc:"of it, what the ticket is about; left out: what was said in the last days and belongs to no ticket yet"`
		Values       map[string]any `json:"values,omitempty" doc:"by field key; of one that comes of a conversation over what follows from that"`
		Reason       string         `json:"reason,omitempty" maxLength:"500" doc:"why, for the audit trail"`
	}
}

// openTicket opens a ticket: of a conversation, or of what is known otherwise.
func (s *Server) openTicket(ctx context.Context, in *ticketOrder, tell Tell) (*RecordAnswer, error) {
	var values record.Values
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		values, err = readValues(ctx, v, record.Ticket, in.Body.Values)
		return err
	})
	if err != nil {
		return nil, err
	}
	var talk int64
	a, err := s.write(ctx, "ticket-open", in.Body.Reason, record.Ticket, func(ctx context.Context, t *store.Tx) (r record.Record, err error) {
		if in.Body.Conversation == "" {
			by := ticket.ByAPI
			if auth.From(ctx).Kind == auth.User {
				by = ticket.ByHand
			}
			return t.Create(ctx, reach(ctx, record.Ticket, auth.Create), record.Ticket, 0, values.With(record.Values{"channel": cmp.Or(values.Text("channel"), by)}))
		}
		c, err := conversationWithin(ctx, &t.View, in.Body.Conversation, auth.Read)
		if err != nil {
			return r, err
		}
		talk = c.ID
		entries, err := entriesFor(ctx, &t.View, &c, in.Body.Entries)
		if err != nil {
			return r, err
		}
		return openTicketIn(ctx, t, &c, entries, values)
	}, tell)
	if err == nil && talk != 0 {
		s.inbox.moved(talk)
	}
	return a, err
}

// recentTalk is how far back what was said belongs to a ticket that is opened of a conversation.
const recentTalk = 7 * ticket.Day

// entriesFor are what a ticket of a conversation is about: what was chosen, else what was said lately and belongs to none.
func entriesFor(ctx context.Context, v *store.View, c *conversation.Conversation, chosen []string) ([]int64, error) {
	if len(chosen) == 0 {
		return v.Unticketed(ctx, c.ID, v.Now()-recentTalk, 200)
	}
	ids, err := entryIDs(chosen)
	if err != nil {
		return nil, err
	}
	said, err := v.EntriesByID(ctx, ids)
	for i, id := range ids {
		if e, ok := said[id]; err == nil && (!ok || e.Conversation != c.ID) {
			return nil, missing("there is nothing %s that was said here", chosen[i])
		}
	}
	return ids, err
}

func entryIDs(shown []string) (ids []int64, err error) {
	for _, one := range shown {
		id, err := ParseEntryID(one)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

type ticketWork struct {
	ID   string `path:"id" doc:"The ticket's id."`
	Body struct {
		Version int64          `json:"version,omitempty" doc:"the version that was read: refused, with what changed, where it is another by now"`
		Answer  *AnswerBody    `json:"answer,omitempty" doc:"what is said to the customer"`
		Note    string         `json:"note,omitempty" maxLength:"20000" doc:"what is said among colleagues"`
		Values  map[string]any `json:"values,omitempty" doc:"what to set along with it, by field key; null clears"`
		Tags    []string       `json:"tags,omitempty" maxItems:"20" doc:"to add"`
	}
}

// workOnTicket answers, notes and changes a ticket in one step: wholly or not at all.
func (s *Server) workOnTicket(ctx context.Context, in *ticketWork, tell Tell) (*RecordAnswer, error) {
	in.Body.Note = strings.TrimSpace(in.Body.Note)
	if in.Body.Answer == nil && in.Body.Note == "" && len(in.Body.Values) == 0 && len(in.Body.Tags) == 0 {
		return nil, invalid("write something, or change something, first")
	}
	var talk int64
	a, err := s.write(ctx, "ticket-work", "", record.Ticket, func(ctx context.Context, t *store.Tx) (r record.Record, err error) {
		if r, err = s.ticketToChange(ctx, &t.View, in.ID, in.Body.Version); err != nil {
			return r, err
		}
		if talk, err = s.sayOnTicket(ctx, t, &r, in); err != nil {
			return r, err
		}
		values, err := readValues(ctx, &t.View, record.Ticket, in.Body.Values)
		if err != nil {
			return r, err
		}
		if len(in.Body.Tags) > 0 {
			more, err := record.Index(record.Standard(record.Ticket))["tags"].Check(in.Body.Tags)
			if err != nil {
				return r, wrong(err)
			}
			values["tags"] = union(r.Values["tags"], more)
		}
		return t.Update(ctx, reach(ctx, record.Ticket, auth.Update), record.Ticket, r.ID, values, 0)
	}, tell)
	if talk != 0 {
		s.inbox.moved(talk)
	}
	return a, err
}

// ticketToChange is a ticket that who asks may change, as it was when they read it.
func (s *Server) ticketToChange(ctx context.Context, v *store.View, shown string, version int64) (r record.Record, err error) {
	if r, err = s.seen(ctx, v, RecordPath{Type: record.Ticket.Plural(), ID: shown}); err != nil {
		return r, err
	}
	switch {
	case !reach(ctx, record.Ticket, auth.Update).Reaches(r.Values.Int("owner"), r.Values.Int("team")):
		return r, refused(http.StatusForbidden, 0, "%s is not among what you may change", shown)
	case r.DeletedAt != 0:
		return r, store.ErrRemoved
	case version != 0 && version != r.Version:
		return r, changedMeanwhile(ctx, v, &r, version)
	}
	return r, nil
}

// changedMeanwhile says what somebody changed of a record since a version of it.
func changedMeanwhile(ctx context.Context, v *store.View, r *record.Record, version int64) error {
	list, err := v.Changes(ctx, store.ChangesQuestion{Type: r.Type, Record: r.ID, Limit: 200})
	if err != nil {
		return err
	}
	all, err := v.Fields(ctx, r.Type)
	if err != nil {
		return err
	}
	hide, called := hidden(ctx, r.Type), record.Index(all)
	begun := slices.IndexFunc(list, func(c record.Change) bool { return c.Field == "" && c.Before == nil }) // an act may be more than one version
	var fields []string
	var acts []int64
	for _, c := range list {
		if !slices.Contains(acts, c.Act) {
			acts = append(acts, c.Act)
		}
		if begun >= 0 && c.Act == list[begun].Act || int64(len(acts)) > r.Version-version {
			break
		}
		if f := called[c.Field]; f != nil && !slices.Contains(hide, c.Field) {
			if name := label(f.Label, speaks(ctx)); !slices.Contains(fields, name) {
				fields = append(fields, name)
			}
		}
	}
	return refused(http.StatusPreconditionFailed, 0, "meanwhile this became another: %s; look at it again", strings.Join(fields, ", "))
}

// sayOnTicket answers the customer of a ticket and notes what is for colleagues. It gives the conversation that moved; 0: none.
func (s *Server) sayOnTicket(ctx context.Context, t *store.Tx, r *record.Record, in *ticketWork) (talk int64, err error) {
	if in.Body.Answer == nil && in.Body.Note == "" {
		return 0, nil
	}
	c, err := s.ticketConversation(ctx, t, r, in.Body.Answer)
	if err != nil {
		return 0, err
	}
	named := map[string]string{ticketData: in.ID}
	if in.Body.Note != "" {
		e, err := t.AddEntry(ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.Note, Author: actorName(auth.From(ctx)), Text: in.Body.Note, Data: named, At: t.Now()})
		if err == nil {
			err = t.GiveEntries(ctx, r.ID, []int64{e.ID})
		}
		if err == nil {
			err = tellMentioned(ctx, t, &c, &e)
		}
		if err != nil {
			return 0, err
		}
	}
	if in.Body.Answer == nil {
		return c.ID, nil
	}
	rules, err := readConversationRules(ctx, &t.View)
	if err != nil {
		return 0, err
	}
	a, err := in.Body.Answer.read(ctx, c.ID, rules)
	if err != nil {
		return 0, err
	}
	a.Data = named
	if strings.Contains(a.Text, "{{") { // of a macro, where there was no conversation yet to fill it in for
		values, err := cannedValues(ctx, &t.View, ConversationID(c.ID))
		if err != nil {
			return 0, err
		}
		a.Text = conversation.Fill(a.Text, values)
	}
	_, err = s.answerIn(ctx, t, a)
	return c.ID, err
}

// ticketConversation is the conversation of a ticket's customer: the one they have, else a new one.
func (s *Server) ticketConversation(ctx context.Context, t *store.Tx, r *record.Record, answer *AnswerBody) (c conversation.Conversation, err error) {
	whose := r.Values.Int("person")
	if whose == 0 {
		return c, invalid("this ticket has no customer to write to; choose one first")
	}
	about, err := personRecord(ctx, &t.View, whose)
	if err != nil {
		return c, notFound(err, "the customer of this ticket is not there any more")
	}
	if c, err = t.LastConversation(ctx, about.ID); err == nil || absent(err) != nil {
		return c, err
	}
	channel := conversation.Email
	if answer != nil {
		channel = conversation.Channel(answer.Channel)
	}
	c = conversation.Conversation{Person: about.ID, Assignee: auth.From(ctx).User(), Subject: r.Name(), Channel: channel, OpenedAt: t.Now(), LastAt: t.Now()}
	return s.openConversation(ctx, t, c)
}

type splitOrder struct {
	ID   string `path:"id" doc:"The ticket's id."`
	Body struct {
		Entries []string `json:"entries" minItems:"1" maxItems:"200" doc:"what of its talk becomes the talk of another ticket"`
		Name    string   `json:"name,omitempty" maxLength:"200" doc:"the subject of that; left out: the beginning of what was said"`
	}
}

// splitTicket makes another ticket of part of what was said about one.
func (s *Server) splitTicket(ctx context.Context, in *splitOrder, tell Tell) (*RecordAnswer, error) {
	ids, err := entryIDs(in.Body.Entries)
	if err != nil {
		return nil, err
	}
	return s.write(ctx, "ticket-split", "", record.Ticket, func(ctx context.Context, t *store.Tx) (made record.Record, err error) {
		r, err := s.ticketToChange(ctx, &t.View, in.ID, 0)
		if err != nil {
			return made, err
		}
		said, err := t.TicketEntries(ctx, r.ID, ids)
		if err == nil && len(said) != len(ids) {
			err = invalid("not all of this was said about the ticket")
		}
		if err != nil {
			return made, err
		}
		set := record.Values{"split_from": r.ID}
		for _, key := range []string{"person", "company", "product", "order", "priority", "kind", "owner", "team", "channel"} {
			if value := r.Values[key]; value != nil {
				set[key] = value
			}
		}
		for i := range said {
			ticketSaid(set, &said[i])
		}
		set["name"] = cmp.Or(cleanName(in.Body.Name), set.Text("name"), ticketSubject("", said[0].Text))
		if made, err = t.Create(ctx, reach(ctx, record.Ticket, auth.Create), record.Ticket, 0, set); err != nil {
			return made, err
		}
		return made, t.GiveEntries(ctx, made.ID, ids)
	}, tell)
}
