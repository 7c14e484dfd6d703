package api

import (
	"context"
	"strings"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// Conversation is what one person and the house say to one another, over whatever channel.
type Conversation struct {
	ID              string               `json:"id"`
	Version         int64                `json:"version"`
	Person          About                `json:"person" doc:"without a name where nobody knows it, or it is not to be seen"`
	State           conversation.State   `json:"state" enum:"open,snoozed,closed"`
	Subject         string               `json:"subject"`
	Preview         string               `json:"preview" doc:"the beginning of what was said last"`
	Channel         conversation.Channel `json:"channel" enum:"email,sms,chat,zalo," doc:"over which was spoken last"`
	Assignee        *Named               `json:"assignee" doc:"who has it; null: nobody"`
	Team            *Named               `json:"team"`
	Priority        int                  `json:"priority" doc:"1 high, 0, -1 low"`
	OpenedAt        string               `json:"opened_at"`
	LastAt          string               `json:"last_at"`
	WaitingSince    *string              `json:"waiting_since" doc:"null: they wait for no answer"`
	DueAt           *string              `json:"due_at" doc:"when the answer is due that they wait for; null: never"`
	FirstAnsweredAt *string              `json:"first_answered_at"`
	SnoozedUntil    *string              `json:"snoozed_until" doc:"null, where it is put off: until they write"`
	ClosedAt        *string              `json:"closed_at"`
	Bot             bool                 `json:"bot" doc:"a bot has it"`
}

// ConversationsAnswer is a page of conversations.
type ConversationsAnswer struct {
	Conversations []Conversation `json:"conversations"`
	Cursor        *string        `json:"cursor"`
}

func showConversation(c *conversation.Conversation, n names) Conversation {
	ref := record.Ref{Type: record.Person, ID: c.Person}
	return Conversation{ID: ConversationID(c.ID), Version: c.Version, Person: About{record.Person.Plural(), PersonID(c.Person), n.records[ref]}, State: c.State, Subject: c.Subject,
		Preview: c.Preview, Channel: c.Channel, Assignee: n.user(c.Assignee), Team: n.team(c.Team), Priority: int(c.Priority), OpenedAt: showInstant(c.OpenedAt), LastAt: showInstant(c.LastAt),
		WaitingSince: instantOrNull(c.WaitingSince), DueAt: instantOrNull(c.Due()), FirstAnsweredAt: instantOrNull(c.FirstAnsweredAt), SnoozedUntil: instantOrNull(c.SnoozedUntil),
		ClosedAt: instantOrNull(c.ClosedAt), Bot: c.Bot}
}

func showConversations(ctx context.Context, v *store.View, list []conversation.Conversation) ([]Conversation, error) {
	var refs []record.Ref
	for i := range list {
		refs = append(refs, record.Ref{Type: record.Person, ID: list[i].Person})
	}
	n, err := namesOf(ctx, v, refs)
	shown := make([]Conversation, 0, len(list))
	for i := range list {
		shown = append(shown, showConversation(&list[i], n))
	}
	return shown, err
}

// conversationReach is how far who asks may go with conversations: those they have, those of their teams, or all.
func conversationReach(ctx context.Context, verb auth.Verb) auth.Reach {
	return auth.From(ctx).Reach(auth.Conversations, verb)
}

type conversationsQuestion struct {
	State      string `query:"state" enum:"open,snoozed,closed" default:"open"`
	Assignee   string `query:"assignee" maxLength:"40" doc:"A user, or me."`
	Unassigned bool   `query:"unassigned" doc:"Only those nobody has."`
	Team       string `query:"team" maxLength:"40"`
	Channel    string `query:"channel" enum:"email,sms,chat,zalo,"`
	Due        bool   `query:"due" doc:"Only those whose answer is due within the next two hours, or was: the first first. Else those in which something was said last come first."`
	Person     string `query:"person" maxLength:"40" doc:"All of one person, the last first."`
	Flow       string `query:"flow" maxLength:"40" doc:"All that began a flow of the bot in the period from–to, whatever their state."`
	Step       string `query:"step" maxLength:"40" doc:"Of flow: those whose last step was this; -: who came to none."`
	Fate       string `query:"fate" enum:"waiting,ended,person,meeting,flow,left,lapsed,unknown," doc:"Of flow: what became of them."`
	DaySpan
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"30"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// dueSoon is how long before an answer is due it is shown as due.
const dueSoon = int64(2 * 3600 * 1e6)

func (s *Server) conversationFilter(ctx context.Context, v *store.View, q *conversationsQuestion) (f store.ConversationFilter, err error) {
	f = store.ConversationFilter{State: conversation.State(q.State), Unassigned: q.Unassigned, Channel: conversation.Channel(q.Channel), Limit: q.Limit + 1}
	if q.Due {
		f.Due = v.Now() + dueSoon
	}
	if q.Assignee != "" {
		if f.Assignee, err = parseMe(ctx, q.Assignee); err != nil {
			return f, err
		}
	}
	if q.Team != "" {
		if f.Team, err = ParseTeamID(q.Team); err != nil {
			return f, err
		}
	}
	if q.Flow != "" {
		if f.Walk, err = s.botWalks(ctx, v, q.Flow, &q.DaySpan); err != nil {
			return f, err
		}
		f.Walk.Fate = bot.Fate(q.Fate)
		if step := strings.TrimPrefix(q.Step, "-"); q.Step != "" {
			f.Walk.Step = &step
		}
	}
	f.AfterAt, f.AfterID, err = readRow(q.Cursor)
	return f, err
}

// listConversations gives a page of the conversations within reach.
func (s *Server) listConversations(ctx context.Context, in *conversationsQuestion, _ Tell) (*ConversationsAnswer, error) {
	a := &ConversationsAnswer{Conversations: []Conversation{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := s.conversationFilter(ctx, v, in)
		if err != nil {
			return err
		}
		list, err := readConversations(ctx, v, in, f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			last := list[in.Limit-1]
			a.Cursor = text(writeRow(rowOf(&last, f), last.ID))
		}
		a.Conversations, err = showConversations(ctx, v, list)
		return err
	})
	return a, err
}

func readConversations(ctx context.Context, v *store.View, in *conversationsQuestion, f store.ConversationFilter) ([]conversation.Conversation, error) {
	reach := conversationReach(ctx, auth.Read)
	if in.Person == "" {
		return v.Conversations(ctx, reach, f)
	}
	id, err := ParsePersonID(in.Person)
	if err != nil {
		return nil, err
	}
	now, err := personNow(ctx, v, id)
	if err != nil {
		return nil, notFound(err, "nobody has the id %s", in.Person)
	}
	return v.ConversationsOf(ctx, reach, now, in.Limit)
}

// rowOf is by what a page's last row is found again.
func rowOf(c *conversation.Conversation, f store.ConversationFilter) int64 {
	if f.Due != 0 {
		return c.Due()
	}
	return c.LastAt
}

// ConversationCounts are how many open conversations there are; more than a thousand are told as a thousand.
type ConversationCounts struct {
	Mine       int64 `json:"mine"`
	Unassigned int64 `json:"unassigned"`
	Open       int64 `json:"open"`
	Due        int64 `json:"due" doc:"whose answer is due within two hours, or was"`
}

const mostCounted = 1000

func (s *Server) countConversations(ctx context.Context, _ *struct{}, _ Tell) (*ConversationCounts, error) {
	a := &ConversationCounts{}
	reach, me := conversationReach(ctx, auth.Read), auth.From(ctx).User()
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		for to, f := range map[*int64]store.ConversationFilter{
			&a.Unassigned: {State: conversation.Open, Unassigned: true}, &a.Open: {State: conversation.Open}, &a.Due: {Due: v.Now() + dueSoon},
		} {
			if err == nil {
				*to, err = v.CountConversations(ctx, reach, f, mostCounted)
			}
		}
		if me != 0 && err == nil {
			a.Mine, err = v.CountConversations(ctx, reach, store.ConversationFilter{State: conversation.Open, Assignee: me}, mostCounted)
		}
		return err
	})
	return a, err
}
