package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/hub/record"
	"banhda/store"
)

// BotQuestionsAnswer is what the bot did not know, and how it fares.
type BotQuestionsAnswer struct {
	Questions []BotQuestion `json:"questions" doc:"the last first"`
	Cursor    *string       `json:"cursor"`
}

// BotQuestion is something the bot did not know.
type BotQuestion struct {
	ID           string `json:"id"`
	Text         string `json:"text"`
	At           string `json:"at"`
	Conversation string `json:"conversation"`
	Person       *Named `json:"person"`
}

type botQuestionsQuery struct {
	Cursor string `query:"cursor"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (s *Server) botQuestions(ctx context.Context, in *botQuestionsQuery, _ Tell) (*BotQuestionsAnswer, error) {
	before, err := orNone(in.Cursor, ParseEntryID)
	if err != nil {
		return nil, err
	}
	a := &BotQuestionsAnswer{Questions: []BotQuestion{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		list, err := v.BotQuestions(ctx, auth.From(ctx).Reach(auth.Conversations, auth.Read), before, in.Limit+1)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			next := EntryID(list[in.Limit-1].Entry)
			a.Cursor = &next
		}
		var people []record.Ref
		for _, q := range list {
			people = append(people, record.Ref{Type: record.Person, ID: q.Person})
		}
		n, err := namesOf(ctx, v, people)
		for _, q := range list {
			a.Questions = append(a.Questions, BotQuestion{EntryID(q.Entry), q.Text, showInstant(q.At), ConversationID(q.Conversation), n.named(record.Ref{Type: record.Person, ID: q.Person})})
		}
		return err
	})
}

type botQuestionNamed struct {
	ID string `path:"id"`
}

// settleBotQuestion notes that somebody looked at what the bot did not know.
func (s *Server) settleBotQuestion(ctx context.Context, in *botQuestionNamed, tell Tell) (*BotQuestionsAnswer, error) {
	id, err := ParseEntryID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "bot-settle", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		err := t.SettleBotQuestion(ctx, auth.From(ctx).Reach(auth.Conversations, auth.Read), id)
		return notFound(err, "there is no question %s that waits", in.ID)
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.botQuestions(ctx, &botQuestionsQuery{Limit: 50}, tell)
}

// BotFigures are how the bot fared over some days.
type BotFigures struct {
	Days     int   `json:"days"`
	Answered int64 `json:"answered" doc:"from an article, a product, an order or the calendar"`
	Unknown  int64 `json:"unknown" doc:"what it did not know"`
	Handed   int64 `json:"handed" doc:"over to a person"`
	Booked   int64 `json:"booked" doc:"meetings"`
	Helped   int64 `json:"helped" doc:"answers of which visitors say that they helped"`
	Failed   int64 `json:"failed" doc:"answers of which they say that they did not"`
	Tokens   int64 `json:"tokens" doc:"that a service of language models counted"`
}

// botDays is over how many days the bot's figures are.
const botDays = 30

func (s *Server) botFigures(ctx context.Context, _ *struct{}, _ Tell) (*BotFigures, error) {
	a := &BotFigures{Days: botDays}
	return a, s.Records.View(ctx, func(v *store.View) error {
		n, err := v.BotTally(ctx, v.Now()-(botDays*24*time.Hour).Microseconds())
		a.Answered, a.Unknown, a.Handed, a.Booked = n.Outcomes[bot.Answered], n.Outcomes[bot.Unknown], n.Outcomes[bot.Handed], n.Outcomes[bot.Booked]
		a.Helped, a.Failed, a.Tokens = n.Helped, n.Failed, n.Tokens
		return err
	})
}
