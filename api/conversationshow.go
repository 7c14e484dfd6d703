package api

import (
	"context"
	"maps"
	"slices"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// ConversationEntry is one thing that was said or done.
type ConversationEntry struct {
	ID      string               `json:"id"`
	Kind    conversation.Kind    `json:"kind" enum:"in,out,note,act"`
	Channel conversation.Channel `json:"channel" enum:"email,sms,chat,zalo,"`
	Author  Named                `json:"author" doc:"person, bot, system, or who it was"`
	Address string               `json:"address" doc:"where it came from or goes to"`
	Subject string               `json:"subject"`
	Text    string               `json:"text"`
	HTML    string               `json:"html" doc:"sanitised; its pictures are to be loaded only when asked for"`
	Quoted  string               `json:"quoted" doc:"what was quoted of earlier ones"`
	Files   []Attachment         `json:"files"`
	State   string               `json:"state" doc:"of what goes out: queued, held, sending, sent, delivered, bounced, failed, refused, doubtful; in a chat seen"`
	Data    map[string]string    `json:"data"`
	At      string               `json:"at"`
	Machine bool                 `json:"machine" doc:"a program wrote it of itself"`
	Undo    bool                 `json:"undo" doc:"it can still be taken back"`
}

// ConversationShown is a conversation with what was said last in it.
type ConversationShown struct {
	Conversation Conversation         `json:"conversation"`
	Entries      []ConversationEntry  `json:"entries" doc:"the last first"`
	Cursor       *string              `json:"cursor" doc:"of what was said before"`
	Here         []Onlooker           `json:"here" doc:"colleagues who look at it now"`
	Channels     []ConversationWay    `json:"channels" doc:"over which they can be answered, the likeliest first"`
	Undo         int                  `json:"undo" doc:"seconds in which an answer can be taken back"`
	Visitor      *ConversationVisitor `json:"visitor,omitempty" doc:"who talks by the chat; left out: they never did"`
}

// Onlooker is a colleague who looks at a conversation.
type Onlooker struct {
	User    Named `json:"user"`
	Writing bool  `json:"writing"`
}

// ConversationWay is a channel somebody can be answered over.
type ConversationWay struct {
	Channel conversation.Channel `json:"channel" enum:"email,sms,chat,zalo"`
	Address string               `json:"address"`
	Zalo    *ZaloWindow          `json:"zalo,omitempty" doc:"of Zalo: for how long they can be answered freely"`
}

type conversationQuestion struct {
	ID     string `path:"id"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) showConversation(ctx context.Context, in *conversationQuestion, _ Tell) (a *ConversationShown, err error) {
	beforeAt, beforeID, err := readRow(in.Cursor)
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err := conversationWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		list, err := v.Entries(ctx, c.ID, beforeAt, beforeID, in.Limit+1)
		if err != nil {
			return err
		}
		a, err = s.shownConversation(ctx, v, &c, list, in.Limit)
		return err
	})
	return a, err
}

// conversationWithin is a conversation that who asks may read or change.
func conversationWithin(ctx context.Context, v *store.View, shown string, verb auth.Verb) (c conversation.Conversation, err error) {
	id, err := ParseConversationID(shown)
	if err != nil {
		return c, err
	}
	c, err = v.Conversation(ctx, conversationReach(ctx, verb), id)
	return c, notFound(err, "there is no conversation %s that you may see", shown)
}

func (s *Server) shownConversation(ctx context.Context, v *store.View, c *conversation.Conversation, list []conversation.Entry, limit int) (*ConversationShown, error) {
	n, err := namesOf(ctx, v, []record.Ref{{Type: record.Person, ID: c.Person}})
	if err != nil {
		return nil, err
	}
	rules, err := readConversationRules(ctx, v)
	if err != nil {
		return nil, err
	}
	a := &ConversationShown{Conversation: showConversation(c, n), Entries: []ConversationEntry{}, Undo: rules.Undo}
	if len(list) > limit {
		list = list[:limit]
		a.Cursor = text(writeRow(list[limit-1].At, list[limit-1].ID))
	}
	for i := range list {
		e, err := showEntry(ctx, v, &list[i], n)
		if err != nil {
			return nil, err
		}
		a.Entries = append(a.Entries, e)
	}
	a.Here = s.onlookers(ctx, n, place{conversation: c.ID})
	if a.Channels, err = s.waysOf(ctx, v, c); err != nil {
		return nil, err
	}
	return a, s.showVisitor(ctx, v, c, list, a)
}

// takeable reports whether an answer still waits to go, and can be taken back.
func takeable(e *conversation.Entry) bool {
	return e.Kind == conversation.Out && e.Message != 0 && (e.State == string(message.Queued) || e.State == string(message.Held))
}

func showEntry(ctx context.Context, v *store.View, e *conversation.Entry, n names) (ConversationEntry, error) {
	shown := ConversationEntry{ID: EntryID(e.ID), Kind: e.Kind, Channel: e.Channel, Author: Named{e.Author, n.actors[e.Author]}, Address: e.Address, Subject: e.Subject, Text: e.Text, HTML: e.HTML,
		Quoted: e.Quoted, Files: []Attachment{}, State: e.State, Data: e.Data, At: showInstant(e.At), Machine: e.Machine}
	if e.Channel == conversation.Chat || e.Channel == conversation.Zalo {
		shown.Address = "" // it is the name of a talk, which says nothing to anybody
	}
	if e.Kind == conversation.Act && e.Data["did"] == leftUndone {
		shown.Data = maps.Clone(e.Data)
		shown.Data["why"] = phrase.Text(speaks(ctx), e.Data["why"])
	}
	if addressHidden(ctx, e.Channel) {
		shown.Address, shown.Data = "", map[string]string{}
	}
	shown.Undo = takeable(e)
	for _, id := range e.Files {
		f, err := v.Attachment(ctx, id)
		if absent(err) != nil {
			return shown, err
		}
		if err == nil && f.DeletedAt == 0 {
			shown.Files = append(shown.Files, showAttachment(f, n.actors))
			shown.HTML = conversation.Inline(shown.HTML, f.Hash, AttachmentID(f.ID))
		}
	}
	return shown, nil
}

// waysOf are the channels somebody can be answered over: first the one they spoke over last, then those they have an
// address for.
func (s *Server) waysOf(ctx context.Context, v *store.View, c *conversation.Conversation) ([]ConversationWay, error) {
	r, err := v.Record(ctx, reach(ctx, record.Person, auth.Read), record.Person, c.Person)
	if absent(err) != nil {
		return nil, err
	}
	ways := []ConversationWay{}
	for _, channel := range conversation.Channels {
		heard, err := v.LastHeard(ctx, c.ID, channel)
		if absent(err) != nil {
			return nil, err
		}
		way := ConversationWay{Channel: channel, Address: heard.Address}
		if channel == conversation.Zalo && heard.ID != 0 {
			way.Address = "" // it is a number that says nothing to anybody
			if way.Zalo, err = showZaloWindow(ctx, v, &heard); err != nil {
				return nil, err
			}
		}
		if channel == conversation.Chat {
			way.Address = ""
		}
		if channel == conversation.Email || channel == conversation.SMS {
			way.Address = orText(way.Address, r.Values.Text(addressFields[consent.Channel(channel)]))
		}
		if veiled := addressHidden(ctx, channel); veiled && way.Address != "" {
			ways = append(ways, ConversationWay{Channel: channel, Zalo: way.Zalo})
		} else if way.Address != "" || heard.ID != 0 {
			ways = append(ways, way)
		}
	}
	slices.SortStableFunc(ways, func(a, b ConversationWay) int {
		return map[bool]int{a.Channel == c.Channel: -1}[true] - map[bool]int{b.Channel == c.Channel: -1}[true]
	})
	return ways, nil
}

// addressHidden reports whether who asks may not see the addresses people have on a channel.
func addressHidden(ctx context.Context, channel conversation.Channel) bool {
	return slices.Contains(hidden(ctx, record.Person), addressFields[consent.Channel(channel)])
}
