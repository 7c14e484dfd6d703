package storetest

import (
	"errors"
	"testing"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/hub/conversation"
	"banhda/store"
)

// botAnswers are kept once, judged and counted; what the bot did not know waits until somebody looks at it, within reach, and
// all goes with who said it.
func botAnswers(_ *testing.T, b *bench) {
	c := b.converse(conversation.Conversation{Person: 7, Assignee: 4})
	say := func(text string, outcome bot.Outcome) int64 {
		e := b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Chat, Address: "lan", Text: text, At: 50})
		b.tx(func(tx *store.Tx) error {
			for range 2 {
				if err := tx.AddBotAnswer(b.ctx, store.BotAnswer{Entry: e.ID, At: 50 + e.ID, Outcome: outcome, Sure: 0.75, Article: 3, Version: 2, Tokens: 10}); err != nil {
					return err
				}
			}
			return nil
		})
		return e.ID
	}
	known, first, second := say("Đổi trả?", bot.Answered), say("Xe điện?", bot.Unknown), say("Pin?", bot.Unknown)
	asked := func(reach auth.Reach, before int64) (texts []string) {
		b.view(func(v *store.View) error {
			list, err := v.BotQuestions(b.ctx, reach, before, 10)
			for _, q := range list {
				texts = append(texts, q.Text)
				b.want("whose it is", []int64{q.Conversation, q.Person}, []int64{c.ID, 7})
			}
			return err
		})
		return texts
	}
	b.want("not known", asked(auth.Everything, 0), []string{"Pin?", "Xe điện?"})
	b.want("not known, the next page", asked(auth.Everything, second), []string{"Xe điện?"})
	b.want("not known to whose it is not", asked(auth.Reach{User: 5}, 0), []string(nil))
	b.refuses("beyond reach", store.ErrNotFound, func(tx *store.Tx) error { return tx.SettleBotQuestion(b.ctx, auth.Reach{User: 5}, first) })
	b.tx(func(tx *store.Tx) error { return tx.SettleBotQuestion(b.ctx, auth.Reach{User: 4}, first) })
	b.refuses("twice", store.ErrNotFound, func(tx *store.Tx) error { return tx.SettleBotQuestion(b.ctx, auth.Everything, first) })
	b.want("left", asked(auth.Everything, 0), []string{"Pin?"})
	b.tx(func(tx *store.Tx) error {
		if err := tx.JudgeBotAnswer(b.ctx, second, true); err != nil { // it was no answer
			return err
		}
		if err := tx.JudgeBotAnswer(b.ctx, known, true); err != nil {
			return err
		}
		return tx.JudgeBotAnswer(b.ctx, known, false)
	})
	tally := func(since int64) (n store.BotTally) {
		b.view(func(v *store.View) (err error) {
			n, err = v.BotTally(b.ctx, since)
			return err
		})
		return n
	}
	b.want("counted", tally(0), store.BotTally{Outcomes: map[bot.Outcome]int64{bot.Answered: 1, bot.Unknown: 2}, Failed: 1, Tokens: 30})
	b.want("counted since", tally(50+second), store.BotTally{Outcomes: map[bot.Outcome]int64{bot.Unknown: 1}, Tokens: 10})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{7}})
		return err
	})
	b.want("what is left of who is forgotten", tally(0), store.BotTally{Outcomes: map[bot.Outcome]int64{}})
}

// botFlows are kept in versions that stay as they were published.
func botFlows(_ *testing.T, b *bench) {
	b.view(func(v *store.View) error {
		_, err := v.BotFlow(b.ctx, 1)
		b.want("none yet", errors.Is(err, store.ErrNotFound), true)
		return nil
	})
	for i, id := range []string{"hello", "hi"} {
		b.tx(func(tx *store.Tx) error {
			number, err := tx.PublishBotFlow(b.ctx, bot.Flow{Steps: []bot.Step{{ID: id, Kind: bot.Person}}})
			b.want("its number", number, int64(i+1))
			return err
		})
	}
	b.view(func(v *store.View) error {
		f, err := v.BotFlow(b.ctx, 1)
		b.want("the first", f.Steps[0].ID, "hello")
		return err
	})
}
