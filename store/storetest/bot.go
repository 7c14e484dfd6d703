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

// botFlows are kept by name and edition, published in versions that stay as they were, and go with those.
func botFlows(_ *testing.T, b *bench) {
	flow := func(step string) bot.Flow { return bot.Flow{Steps: []bot.Step{{ID: step, Kind: bot.Person}}} }
	list := func(after int64) (names []string) {
		b.view(func(v *store.View) error {
			list, err := v.BotFlows(b.ctx, after, 10)
			for _, f := range list {
				names = append(names, f.Name)
			}
			return err
		})
		return names
	}
	saved := []bot.Saved{{Name: "Chào", Begins: bot.Begins{Greets: true}, Draft: flow("hello")}, {Name: "Bảo hành", Begins: bot.Begins{Words: []string{"hỏng"}}, Draft: flow("what")}}
	for i := range saved {
		b.tx(func(tx *store.Tx) (err error) {
			saved[i].ID, err = tx.AddBotFlow(b.ctx, saved[i])
			return err
		})
	}
	b.want("listed", list(0), []string{"Chào", "Bảo hành"})
	b.want("after the first", list(saved[0].ID), []string{"Bảo hành"})
	publish := func(f bot.Saved, publisher int64) (number int64) {
		b.tx(func(tx *store.Tx) (err error) {
			if number, err = tx.PublishBotFlow(b.ctx, f, publisher); err != nil {
				return err
			}
			f.Published = number
			return tx.SaveBotFlow(b.ctx, f)
		})
		return number
	}
	saved[0].Edition, saved[1].Edition = 1, 1
	b.want("its number", publish(saved[0], 4), int64(1))
	b.want("the other's", publish(saved[1], 5), int64(2))
	saved[0].Edition, saved[0].Draft = 2, flow("hi")
	b.want("a further version", publish(saved[0], 4), int64(3))
	b.tx(func(tx *store.Tx) error {
		b.want("an edition of before", errors.Is(tx.SaveBotFlow(b.ctx, saved[0]), store.ErrConflict), true)
		return nil
	})
	b.view(func(v *store.View) error {
		first, err := v.BotFlowVersion(b.ctx, 1)
		if err != nil {
			return err
		}
		b.want("the first stays", []any{first.Flow.Steps[0].ID, first.Name, first.ID, first.Publisher, first.Begins.Greets}, []any{"hello", "Chào", saved[0].ID, int64(4), true})
		live, err := v.PublishedBotFlows(b.ctx)
		if err == nil {
			b.want("talks begin with", []any{len(live), live[0].Version, live[1].Version, live[1].Begins.Words}, []any{2, int64(3), int64(2), []string{"hỏng"}})
		}
		return err
	})
	c := b.converse(conversation.Conversation{Person: 7, Assignee: 4})
	said := func() int64 {
		return b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Chat, Address: "lan", Text: "Chào", At: 50}).ID
	}
	first, second := said(), said()
	places := func(reach auth.Reach, f store.BotWalkFilter) (list []store.BotPlace) {
		f.Flow, f.To = saved[0].ID, 51
		b.view(func(v *store.View) (err error) {
			list, err = v.BotPlaces(b.ctx, reach, &f)
			return err
		})
		return list
	}
	b.tx(func(tx *store.Tx) error {
		return tx.KeepBotWalks(b.ctx, []bot.Came{{Begun: first, Version: 1, Step: "hello", Fate: bot.Through}, {Begun: second, Version: 3, Step: "hello", Fate: bot.Left}, {Begun: second, Version: 3, Step: "hi", Fate: bot.Waits}, {Begun: second, Version: 99, Step: "hi", Fate: bot.Waits}})
	})
	step := "hello"
	b.want("a talk counts once, where it came last; nobody's bot has it", places(auth.Everything, store.BotWalkFilter{}), []store.BotPlace{{Step: "hi", Fate: bot.ToPerson, Talks: 1}})
	b.want("beyond reach", places(auth.Reach{User: 5}, store.BotWalkFilter{}), []store.BotPlace(nil))
	b.want("at another step", places(auth.Everything, store.BotWalkFilter{Step: &step}), []store.BotPlace(nil))
	b.want("before it began", places(auth.Everything, store.BotWalkFilter{From: 51}), []store.BotPlace(nil))
	b.tx(func(tx *store.Tx) error {
		c.Bot = true
		_, err := tx.SaveConversation(b.ctx, c)
		return err
	})
	b.want("the bot has it", places(auth.Everything, store.BotWalkFilter{Fate: bot.Waits}), []store.BotPlace{{Step: "hi", Fate: bot.Waits, Talks: 1}})
	b.want("it waits no more", places(auth.Everything, store.BotWalkFilter{Lapsed: 1 << 60}), []store.BotPlace{{Step: "hi", Fate: bot.Lapsed, Talks: 1}})
	b.tx(func(tx *store.Tx) error { return tx.RemoveBotFlow(b.ctx, saved[0].ID) })
	b.view(func(v *store.View) error {
		_, err := v.BotFlowVersion(b.ctx, 3)
		b.want("its versions go with it", errors.Is(err, store.ErrNotFound), true)
		_, err = v.BotFlow(b.ctx, saved[0].ID)
		b.want("it is gone", errors.Is(err, store.ErrNotFound), true)
		b.want("and who went through it", len(places(auth.Everything, store.BotWalkFilter{})), 0)
		return nil
	})
	b.want("the other stays", list(0), []string{"Bảo hành"})
}
