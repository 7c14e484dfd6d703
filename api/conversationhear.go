package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/conversation"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// conversationSource is the source of events about conversations.
const conversationSource = "conversations"

// hear takes in what somebody said, over whatever channel: it finds or makes the person, finds or opens their conversation,
// and appends what was said, once for its key. What a program wrote of itself opens nothing: where there is no conversation
// for it, the entry it gives has no id. It acts as the house itself.
func (s *Server) hear(ctx context.Context, in conversation.Incoming) (e conversation.Entry, err error) {
	ctx = auth.With(ctx, systemActor)
	in.Clean()
	if e, ok, err := s.heardBefore(ctx, &in); ok || err != nil {
		return e, err
	}
	if err := s.whoSpeaks(ctx, &in); err != nil || in.Person == 0 {
		return e, err
	}
	_, err = s.change(ctx, mutation{verb: "hear", target: PersonID(in.Person), entry: map[string]string{"channel": string(in.Channel)}, also: func(ctx context.Context, t *store.Tx) (err error) {
		e, err = s.hearIn(ctx, t, &in)
		return err
	}}, nil)
	if errors.Is(err, store.ErrConflict) { // the same came twice at once
		e, _, err = s.heardBefore(ctx, &in)
	}
	if err == nil && e.ID != 0 {
		s.inbox.moved(e.Conversation)
	}
	return e, err
}

// heardBefore is what was taken in under the same key.
func (s *Server) heardBefore(ctx context.Context, in *conversation.Incoming) (e conversation.Entry, ok bool, err error) {
	if in.Key == "" {
		return e, false, nil
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		e, err = v.EntryOfKey(ctx, in.Channel, in.Key)
		return err
	})
	return e, err == nil, absent(err)
}

// whoSpeaks finds who said it: by what they are known; else, as whoever answers from another address, by what they answer;
// else it is somebody new, of whom the log is told. A program's word makes nobody.
func (s *Server) whoSpeaks(ctx context.Context, in *conversation.Incoming) error {
	if in.Person != 0 {
		return s.standing(ctx, in)
	}
	keys, _ := in.Who.Keys()
	known, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if p, ok := known[k]; ok {
			in.Person = p.Person
			return nil
		}
	}
	if err := s.ofThread(ctx, in); err != nil || in.Person != 0 || in.Machine || len(keys) == 0 {
		return err
	}
	return s.getToKnow(ctx, in, keys)
}

// standing is who somebody is after merges.
func (s *Server) standing(ctx context.Context, in *conversation.Incoming) error {
	profiles, err := s.Records.ProfilesByID(ctx, []int64{in.Person})
	if len(profiles) == 1 {
		in.Person = profiles[0].Person
	}
	return err
}

// ofThread finds whose conversation is answered from an address nobody is known by.
func (s *Server) ofThread(ctx context.Context, in *conversation.Incoming) error {
	return s.Records.View(ctx, func(v *store.View) error {
		id := in.Thread
		for _, key := range in.References {
			if id != 0 {
				break
			}
			e, err := v.EntryOfKey(ctx, in.Channel, key)
			if absent(err) != nil {
				return err
			}
			id = e.Conversation
		}
		if id == 0 {
			return nil
		}
		c, err := v.Conversation(ctx, auth.Everything, id)
		if err != nil {
			return absent(err)
		}
		in.Person = c.Person
		in.Data["from"] = cmp.Or(in.Who.Name, in.Address)
		return nil
	})
}

// errNobody says that identity knows nobody by what somebody is known by: they were erased, and do not come back by it.
var errNobody = errors.New("nobody came of it")

// getToKnow tells the log of somebody new, and waits until identity knows them. Who writes vouches for nothing: what they
// say of themselves overwrites nothing.
func (s *Server) getToKnow(ctx context.Context, in *conversation.Incoming, keys []person.Key) error {
	e := timeline.Event{ID: "known-" + string(in.Channel) + "-" + rand.Text(), Name: identified, At: in.At, Person: in.Who}
	e.Clean()
	if err := e.Check(); err != nil {
		return err
	}
	row := flow.Row{Kind: flow.Events, Source: conversationSource, Rank: person.BrowserRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})}
	if err := s.Records.Tx(ctx, func(t *store.Tx) error { return t.Post(ctx, row) }); err != nil {
		return err
	}
	if _, err := s.relayed(ctx, func(Progress) {}); err != nil {
		return err
	}
	known, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	for _, k := range keys {
		if p, ok := known[k]; ok {
			in.Person = p.Person
			return nil
		}
	}
	return fmt.Errorf("%s: %w", e.ID, errNobody)
}

// hearIn appends what was said, in a transaction that is under way.
func (s *Server) hearIn(ctx context.Context, t *store.Tx, in *conversation.Incoming) (e conversation.Entry, err error) {
	k, rules, err := conversationClock(ctx, &t.View)
	if err != nil {
		return e, err
	}
	c, err := s.conversationFor(ctx, t, in, rules)
	if err != nil || c.ID == 0 {
		return e, err
	}
	e = in.Entry(c.ID)
	if e.Files, err = keepFiles(ctx, t, in); err != nil {
		return e, err
	}
	if e, err = t.AddEntry(ctx, e); err != nil {
		return e, err
	}
	waited := c.WaitingSince
	c.Heard(&e, k)
	if c.Preview == "" && len(in.Files) > 0 {
		c.Preview = conversation.Preview(in.Files[0].Name)
	}
	if c, err = t.SaveConversation(ctx, c); err != nil || e.Machine {
		return e, err
	}
	if err := tellOfEntry(ctx, t, &c, &e, "Message Received", nil); err != nil {
		return e, err
	}
	if err := s.ticketHeard(ctx, t, &c, &e, in); err != nil {
		return e, err
	}
	if waited == 0 && c.WaitingSince != 0 {
		err = s.tellWaits(ctx, t, &c)
	}
	return e, err
}

// conversationFor is the conversation something is said in: the person's that is not closed, or was closed lately; else a
// new one. A program opens none, and what it says of itself is kept only with what is open.
func (s *Server) conversationFor(ctx context.Context, t *store.Tx, in *conversation.Incoming, rules ConversationRules) (c conversation.Conversation, err error) {
	c, err = t.LastConversation(ctx, in.Person)
	if absent(err) != nil {
		return c, err
	}
	if there := err == nil; there && (c.State != conversation.Closed || !in.Machine && in.At-c.ClosedAt <= rules.reopen()) {
		return c, nil
	}
	if in.Machine {
		return conversation.Conversation{}, nil
	}
	return s.openConversation(ctx, t, conversation.Conversation{Person: in.Person, Team: in.Team, Subject: in.Subject, Channel: in.Channel, OpenedAt: in.At, LastAt: in.At, Bot: in.Bot})
}

// openConversation opens one: it belongs to whose the person is; of nobody's the rules of assignment decide, at once.
func (s *Server) openConversation(ctx context.Context, t *store.Tx, c conversation.Conversation) (conversation.Conversation, error) {
	c.State = conversation.Open
	r, err := personRecord(ctx, &t.View, c.Person)
	if absent(err) != nil {
		return c, err
	}
	c.Assignee, c.Team = cmp.Or(c.Assignee, r.Values.Int("owner")), cmp.Or(c.Team, r.Values.Int("team"))
	if c.Assignee == 0 && r.ID != 0 {
		if err := assignNow(ctx, t); err != nil {
			return c, err
		}
	}
	return t.AddConversation(ctx, c)
}

// keepFiles keeps the files that came along with the person, and gives their ids.
func keepFiles(ctx context.Context, t *store.Tx, in *conversation.Incoming) (ids []int64, err error) {
	for _, f := range in.Files {
		f.About, f.Author = record.Ref{Type: record.Person, ID: in.Person}, cmp.Or(f.Author, PersonID(in.Person))
		id, err := t.AddAttachment(ctx, f)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// longestTold is how many letters of what was said the timeline keeps.
const longestTold = 500

// tellOfEntry tells the person's timeline of what was said.
func tellOfEntry(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry, name string, also map[string]any) error {
	text := []rune(e.Text)
	team, _ := also["team"].(string)
	told := map[string]any{"channel": e.Channel, "conversation": ConversationID(c.ID), "text": string(text[:min(len(text), longestTold)])}
	for key, value := range also {
		told[key] = value
	}
	properties, err := json.Marshal(told)
	if err != nil {
		return err
	}
	return postEvents(ctx, t, conversationSource, []int64{c.Person}, func(int64) timeline.Event {
		return timeline.Event{ID: "said-" + EntryID(e.ID) + "-" + name, Name: name, At: e.At, Team: team, Properties: properties}
	})
}

// tellWaits tells who has a conversation that somebody waits for an answer, once until they get one.
func (s *Server) tellWaits(ctx context.Context, t *store.Tx, c *conversation.Conversation) error {
	if c.Assignee == 0 {
		return nil
	}
	r, err := personRecord(ctx, &t.View, c.Person)
	if absent(err) != nil {
		return err
	}
	key := ConversationID(c.ID) + "-" + writeSerial(c.WaitingSince)
	return t.Notify(ctx, c.Assignee, notice.Heard, key, record.Ref{Type: record.Person, ID: c.Person}, map[string]string{"title": r.Name(), "conversation": ConversationID(c.ID)})
}

const (
	conversationPrefix = "cnv_"
	entryPrefix        = "say_"
)

// ConversationID writes a conversation's id as it is shown outside.
func ConversationID(id int64) string {
	return conversationPrefix + encodeID(scramble(uint64(id), conversationPrefix))
}

// ParseConversationID reads what ConversationID wrote.
func ParseConversationID(s string) (int64, error) {
	return parseID(s, conversationPrefix, "a conversation")
}

// EntryID writes the id of what was said as it is shown outside.
func EntryID(id int64) string { return entryPrefix + encodeID(scramble(uint64(id), entryPrefix)) }

// ParseEntryID reads what EntryID wrote.
func ParseEntryID(s string) (int64, error) { return parseID(s, entryPrefix, "what was said") }
