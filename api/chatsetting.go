package api

import (
	"context"
	"encoding/base32"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/engage/bot"
	"banhda/engage/chat"
	"banhda/hub/calendar"
	"banhda/store"
)

// chatSetting keeps how visitors talk with the house, as JSON.
const chatSetting = "chat"

// keptChat is the setting. The secret follows from the house's own and how often it was renewed.
type keptChat struct {
	chat.Settings
	Renewed int `json:"renewed,omitempty"`
}

func readChat(ctx context.Context, v *store.View) (k keptChat, err error) {
	k.Settings = chat.Usual
	err = readJSON(ctx, v, chatSetting, &k)
	return k, err
}

// chatSecret is what sites vouch with for who is signed in there.
func (s *Server) chatSecret(k *keptChat) string {
	key := auth.NewKey(s.Secret, "chat "+strconv.Itoa(k.Renewed))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(key))
}

// ChatAnswer is how visitors talk with the house.
type ChatAnswer struct {
	chat.Settings
	Secret string `json:"secret" doc:"with which a site's server vouches for who is signed in there; it never stands on a page"`
}

func (s *Server) showChat(ctx context.Context, _ *struct{}, _ Tell) (a *ChatAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		k, err := readChat(ctx, v)
		a = &ChatAnswer{k.Settings, s.chatSecret(&k)}
		return err
	})
	return a, err
}

type chatOrder struct{ Body chat.Settings }

func (s *Server) setChat(ctx context.Context, in *chatOrder, tell Tell) (*ChatAnswer, error) {
	if err := in.Body.Check(); err != nil {
		return nil, wrong(err)
	}
	return s.changeChat(ctx, "chat-set", tell, func(k *keptChat) { k.Settings = in.Body })
}

// renewChatSecret makes a new secret: what was vouched for with the old one is believed no more.
func (s *Server) renewChatSecret(ctx context.Context, _ *struct{}, tell Tell) (*ChatAnswer, error) {
	return s.changeChat(ctx, "chat-secret", tell, func(k *keptChat) { k.Renewed++ })
}

func (s *Server) changeChat(ctx context.Context, verb string, tell Tell, turn func(*keptChat)) (*ChatAnswer, error) {
	var kept keptChat
	_, err := s.change(ctx, mutation{verb: verb, target: chatSetting, also: func(ctx context.Context, t *store.Tx) (err error) {
		if kept, err = readChat(ctx, &t.View); err != nil {
			return err
		}
		turn(&kept)
		return setJSON(ctx, t, chatSetting, kept)
	}}, nil)
	s.chats.forget()
	if err != nil {
		return nil, err
	}
	return s.showChat(ctx, nil, tell)
}

// heldChat is what every visitor asks for, held for a moment.
type heldChat struct {
	keptChat
	secret, who string // who: what the company is called
	bot         bot.Settings
	flows       []bot.Published // that talks begin with
	calendar    *calendar.Calendar
	largest     int64 // bytes of a file
	portal      bool  // customers have pages of their own
	until       time.Time
}

// heldChatFor is how long visitors see the widget as it was, where another program changes it.
const heldChatFor = 5 * time.Second

// chat is how visitors talk with the house now.
func (s *Server) chat(ctx context.Context) (*heldChat, error) {
	s.chats.mu.Lock()
	held := s.chats.held
	s.chats.mu.Unlock()
	if held != nil && time.Now().Before(held.until) {
		return held, nil
	}
	fresh := &heldChat{until: time.Now().Add(heldChatFor)}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if fresh.keptChat, err = readChat(ctx, v); err != nil {
			return err
		}
		w, err := readWorkspace(ctx, v)
		if err != nil {
			return err
		}
		fresh.secret, fresh.who, fresh.largest = s.chatSecret(&fresh.keptChat), w.Name, min(w.AttachmentBytes, chat.MostBytes)
		if fresh.bot, err = readBot(ctx, v); err != nil {
			return err
		}
		flows, err := v.PublishedBotFlows(ctx)
		if err != nil {
			return err
		}
		for _, f := range flows {
			fresh.flows = append(fresh.flows, f.Published)
		}
		set, err := readPortal(ctx, v)
		if err != nil {
			return err
		}
		fresh.portal = set.On
		fresh.calendar, err = readCalendar(ctx, v)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.chats.mu.Lock()
	s.chats.held = fresh
	s.chats.mu.Unlock()
	return fresh, nil
}

// open reports whether somebody answers now, and else when they do next: an instant in microseconds.
func (h *heldChat) open(now int64) (open bool, opens int64) {
	if !h.Hours || h.calendar.Working(now) {
		return true, 0
	}
	return false, h.calendar.Opens(now)
}
