package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"banhda/auth"
	"banhda/engage/appointment"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/store"
)

// botTalk is a talk the bot has, with what was said last in it.
type botTalk struct {
	bot.Heard
	call   *chatCall
	house  *botHouse
	of     conversation.Conversation
	answer string // key of the bot's answer
}

// botTime is how long an answer of the bot may take.
const botTime = 25 * time.Second

// botSays has the bot answer what a visitor said, where it has their conversation: once, however often that is sent. Where it
// cannot, a person gets the talk. What was said is on the disk by now, so it goes on when the visitor leaves.
func (s *Server) botSays(ctx context.Context, c *chatCall, e *conversation.Entry, said *chatSaid) error {
	if !c.bot.On || e.ID == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(auth.With(context.WithoutCancel(ctx), systemActor), botTime)
	defer cancel()
	t, err := s.botTalk(ctx, c, e, "bot-"+EntryID(e.ID), said.language())
	if errors.Is(err, errNoBot) {
		return nil
	}
	if err == nil {
		t.Choice = said.Choice
		err = s.botAnswers(ctx, t)
	}
	if err == nil {
		return nil
	}
	s.Logger.Error("the bot cannot answer; a person gets the talk", "conversation", ConversationID(e.Conversation), "error", err)
	return s.botGivesUp(ctx, e.Conversation)
}

// errNoBot says that the bot has nothing to say here.
var errNoBot = errors.New("the bot does not have this conversation, or has answered")

// botTalk reads a talk in which something was said; errNoBot where the bot does not have it, or has answered.
func (s *Server) botTalk(ctx context.Context, c *chatCall, e *conversation.Entry, answer, language string) (t *botTalk, err error) {
	t = &botTalk{call: c, answer: answer, Heard: bot.Heard{Entry: e.ID, Text: e.Text, Language: language, Company: c.who, Page: e.Data["page"]}}
	if place := e.Data[midway]; place != "" {
		err = json.Unmarshal([]byte(place), &t.Midway)
	}
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		if t.of, err = v.Conversation(ctx, auth.Everything, e.Conversation); err != nil {
			return err
		}
		_, err := v.EntryOfKey(ctx, conversation.Chat, t.answer)
		if !t.of.Bot || err == nil {
			return errNoBot
		}
		if absent(err) != nil {
			return err
		}
		if t.Last, err = lastOfBot(ctx, v, c.Name, t.of.ID); err != nil {
			return err
		}
		if t.Last != nil && t.Last.Flow != nil && lapsed(t.Last.Flow, s.Now().UnixMicro()) {
			t.Last.Flow = nil
		}
		t.Reached, err = s.chatReached(ctx, v, t.of.Person)
		return err
	})
	t.house = &botHouse{ctx: ctx, server: s, call: c, person: t.of.Person, language: language, talk: t.of.ID, heard: e.ID, filled: map[string]bool{}}
	open, opens := c.open(s.Now().UnixMicro())
	if t.Open = open; opens > 0 {
		t.Opens = t.house.instant(opens, c.calendar.Zone())
	}
	return t, err
}

// lastOfBot is what the bot said last in a conversation; nil: nothing.
func lastOfBot(ctx context.Context, v *store.View, talk string, of int64) (*bot.Reply, error) {
	list, err := v.LastChatEntries(ctx, talk, mostShown)
	for i := range list {
		if e := &list[i]; e.Conversation == of && e.Author == conversation.TheBot {
			return botReply(e), nil
		}
	}
	return nil, err
}

// botReply is an entry of the bot as it was decided; empty where it says nothing of that.
func botReply(e *conversation.Entry) *bot.Reply {
	r := &bot.Reply{}
	_ = json.Unmarshal([]byte(e.Data["bot"]), r) // what cannot be read asks nothing
	return r
}

// botAnswers decides and answers; a time that somebody else took meanwhile is told, and others offered.
func (s *Server) botAnswers(ctx context.Context, t *botTalk) error {
	r, err := bot.Decide(&t.Heard, t.call.bot, t.house)
	if err != nil {
		return err
	}
	s.botWords(ctx, t, &r)
	defer s.chats.draft(t.call.Name, "")
	if err = s.botWrites(ctx, t, &r); errors.Is(err, appointment.ErrTaken) {
		if r, err = bot.Rebook(&t.Heard, false, t.call.bot, t.house); err == nil {
			err = s.botWrites(ctx, t, &r)
		}
	}
	return err
}

// botWrites says it, with all that follows, as one act.
func (s *Server) botWrites(ctx context.Context, t *botTalk, r *bot.Reply) error {
	_, err := s.change(ctx, mutation{verb: "bot-answer", target: ConversationID(t.of.ID), entry: map[string]string{"outcome": string(r.Outcome)}, also: func(ctx context.Context, tx *store.Tx) error {
		if err := t.house.carryOut(ctx, tx); err != nil {
			return err
		}
		if err := s.botBooks(ctx, tx, t, r); err != nil {
			return err
		}
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = s.answerIn(ctx, tx, conversation.Answer{Conversation: t.of.ID, Channel: conversation.Chat, Author: conversation.TheBot, Text: r.Said(), Key: t.answer, Data: map[string]string{"bot": string(body)}})
		if err != nil {
			return err
		}
		return s.botDid(ctx, tx, t, r)
	}}, nil)
	if err == nil {
		s.inbox.moved(t.of.ID)
	}
	return err
}

// botDid is what follows an answer: it is counted, the timeline is told, and a talk that was handed over waits for a person.
func (s *Server) botDid(ctx context.Context, tx *store.Tx, t *botTalk, r *bot.Reply) error {
	from := bot.Source{}
	if len(r.Sources) > 0 {
		from = r.Sources[0]
	}
	if err := tx.AddBotAnswer(ctx, store.BotAnswer{Entry: t.Entry, At: tx.Now(), Outcome: r.Outcome, Sure: r.Sure, Article: from.Article, Version: from.Version, Tokens: r.Spent}); err != nil {
		return err
	}
	if t.Last != nil {
		if came, left := t.Last.Flow.Leaves(r); left && !slices.ContainsFunc(t.house.ways, func(c bot.Came) bool { return c.Begun == came.Begun }) {
			if err := tx.KeepBotWalks(ctx, []bot.Came{came}); err != nil {
				return err
			}
		}
	}
	told := map[string]any{"conversation": ConversationID(t.of.ID), "text": conversation.Preview(t.Text)}
	switch {
	case r.Helped != nil:
		return tx.JudgeBotAnswer(ctx, r.About, *r.Helped)
	case r.Outcome == bot.Answered:
		told["source"], told["sure"] = from.Title, r.Sure
		return tellOfChat(ctx, tx, t.of.Person, "Bot Answered", EntryID(t.Entry), tx.Now(), told)
	case r.Outcome == bot.Handed:
		told["reason"] = r.Reason
		if err := tellOfChat(ctx, tx, t.of.Person, "Bot Handed Over", EntryID(t.Entry), tx.Now(), told); err != nil {
			return err
		}
		return s.botHands(ctx, tx, t.of.ID, r.Reason)
	}
	return nil
}

// botHands hands a conversation over: from now on somebody is waited for, at once where it is a complaint.
func (s *Server) botHands(ctx context.Context, t *store.Tx, id int64, why bot.Reason) error {
	k, _, err := conversationClock(ctx, &t.View)
	if err != nil {
		return err
	}
	c, err := t.Conversation(ctx, auth.Everything, id)
	if err != nil || !c.Bot {
		return err
	}
	if why == bot.ByComplaint {
		c.Priority = conversation.High
	}
	c.HandOver(t.Now(), k)
	if c, err = t.SaveConversation(ctx, c); err != nil {
		return err
	}
	if _, err := t.AddEntry(ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.Act, Author: conversation.TheBot, Data: map[string]string{"did": "handed", "why": string(why)}, At: t.Now()}); err != nil {
		return err
	}
	return s.tellWaits(ctx, t, &c)
}

// botGivesUp hands a talk over without a word: the bot failed.
func (s *Server) botGivesUp(ctx context.Context, id int64) error {
	_, err := s.change(ctx, mutation{verb: "bot-answer", target: ConversationID(id), entry: map[string]string{"outcome": string(bot.Handed)}, also: func(ctx context.Context, t *store.Tx) error {
		return s.botHands(ctx, t, id, bot.ByUnknown)
	}}, nil)
	s.inbox.moved(id)
	return err
}
