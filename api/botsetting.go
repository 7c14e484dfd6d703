package api

import (
	"context"

	"banhda/engage/bot"
	"banhda/store"
)

// botSetting keeps how the bot is, as JSON.
const botSetting = "bot"

func readBot(ctx context.Context, v *store.View) (bot.Settings, error) {
	set := bot.Usual
	err := readJSON(ctx, v, botSetting, &set)
	return set, err
}

// BotAnswer is how the bot is, and where it can be tried.
type BotAnswer struct {
	bot.Settings
	Pages []BotPage `json:"pages" doc:"the booking pages whose times it may offer"`
}

// BotPage is a booking page the bot may offer times of.
type BotPage struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	InTalk bool   `json:"in_talk" doc:"it asks nothing but who somebody is, so that the bot itself can book; else the bot links to it"`
}

func (s *Server) showBot(ctx context.Context, _ *struct{}, _ Tell) (a *BotAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		set, err := readBot(ctx, v)
		if err != nil {
			return err
		}
		a = &BotAnswer{set, []BotPage{}}
		pages, err := v.BookingPages(ctx)
		for i := range pages {
			if p := &pages[i]; p.Active {
				a.Pages = append(a.Pages, BotPage{p.Key, in(speaks(ctx), p.Name), inTalk(p)})
			}
		}
		return err
	})
	return a, err
}

type botOrder struct{ Body bot.Settings }

func (s *Server) setBot(ctx context.Context, in *botOrder, tell Tell) (*BotAnswer, error) {
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	_, err := s.change(ctx, mutation{verb: "bot-set", target: botSetting, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		if in.Body.Page != "" {
			if _, err := bookable(ctx, &t.View, in.Body.Page); err != nil {
				return notFound(err, "there is no booking page %s that customers see", in.Body.Page)
			}
		}
		return setJSON(ctx, t, botSetting, in.Body)
	}}, nil)
	s.chats.forget()
	if err != nil {
		return nil, err
	}
	return s.showBot(ctx, nil, tell)
}
