package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/channel/webhook"
	"banhda/store"
)

// WebhooksAnswer is where messages go.
type WebhooksAnswer struct {
	Webhooks []Webhook `json:"webhooks"`
}

// Webhook is an address that messages go to. Secret is there only where it was just made.
type Webhook struct {
	ID           string   `json:"id"`
	URL          string   `json:"url"`
	Name         string   `json:"name"`
	Types        []string `json:"types" doc:"of messages; record.* stands for all that begin so, * for all"`
	State        string   `json:"state" enum:"active,paused,failed" doc:"failed: nothing was taken for five days, or it said that it is gone"`
	FailingSince *string  `json:"failing_since" doc:"null: what was sent last was taken"`
	CreatedAt    string   `json:"created_at"`
	Secret       string   `json:"secret,omitempty" doc:"signs the messages; shown this once"`
}

// WebhookAnswer says on which webhook something was done.
type WebhookAnswer struct {
	ID string `json:"id"`
}

// DeliveriesAnswer is a page of what was and is to be sent, the newest first.
type DeliveriesAnswer struct {
	Deliveries []Delivery `json:"deliveries"`
	Cursor     *string    `json:"cursor"`
}

// Delivery is one message on its way to one address.
type Delivery struct {
	ID       string           `json:"id"`
	Message  string           `json:"message" doc:"the same however often it is sent"`
	Type     string           `json:"type"`
	At       string           `json:"at"`
	State    string           `json:"state" enum:"waiting,taken,given_up"`
	NextAt   *string          `json:"next_at" doc:"when it is sent again"`
	Attempts []DeliveryResult `json:"attempts"`
	Body     json.RawMessage  `json:"body"`
}

// DeliveryResult is what came of sending once.
type DeliveryResult struct {
	At           string `json:"at"`
	Milliseconds int64  `json:"milliseconds"`
	Status       int    `json:"status" doc:"of HTTP; 0: there was no answer"`
	Error        string `json:"error,omitempty"`
	Answer       string `json:"answer,omitempty" doc:"its beginning"`
}

const (
	hookPrefix     = "whk_"
	deliveryPrefix = "dlv_"
	messagePrefix  = "msg_"
)

func hookID(id int64) string { return hookPrefix + encodeID(scramble(uint64(id), hookPrefix)) }
func deliveryID(id int64) string {
	return deliveryPrefix + encodeID(scramble(uint64(id), deliveryPrefix))
}
func messageID(id int64) string { return messagePrefix + encodeID(scramble(uint64(id), messagePrefix)) }

func parseHookID(s string) (int64, error)     { return parseID(s, hookPrefix, "a webhook") }
func parseDeliveryID(s string) (int64, error) { return parseID(s, deliveryPrefix, "a delivery") }

func showHook(h *webhook.Hook) Webhook {
	w := Webhook{ID: hookID(h.ID), URL: h.URL, Name: h.Name, Types: h.Types, State: string(h.State), CreatedAt: showInstant(h.CreatedAt)}
	if h.FailingSince != 0 {
		w.FailingSince = text(showInstant(h.FailingSince))
	}
	return w
}

func showDelivery(d *webhook.Delivery) Delivery {
	shown := Delivery{ID: deliveryID(d.ID), Message: messageID(d.Message.ID), Type: d.Message.Type, At: showInstant(d.Message.At),
		State: string(d.State), Attempts: []DeliveryResult{}, Body: orNull(d.Message.Body)}
	if d.State == webhook.Waiting {
		shown.NextAt = text(showInstant(d.NextAt))
	}
	for _, a := range d.Attempts {
		shown.Attempts = append(shown.Attempts, DeliveryResult{showInstant(a.At), a.Took / 1000, a.Status, a.Error, a.Answer})
	}
	return shown
}

func (s *Server) listHooks(ctx context.Context, _ *struct{}, _ Tell) (*WebhooksAnswer, error) {
	a := &WebhooksAnswer{Webhooks: []Webhook{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		hooks, err := v.Hooks(ctx)
		for i := range hooks {
			a.Webhooks = append(a.Webhooks, showHook(&hooks[i]))
		}
		return err
	})
	return a, err
}

// WebhookDraft is what is said of an address when it is added.
type WebhookDraft struct {
	URL   string   `json:"url" minLength:"1" maxLength:"2000" doc:"https://…"`
	Name  string   `json:"name" maxLength:"100"`
	Types []string `json:"types" minItems:"1" maxItems:"50"`
}

type hookOrder struct {
	Body WebhookDraft
}

// mostHooks bounds how many copies of every message are made.
const mostHooks = 50

func (s *Server) addHook(ctx context.Context, in *hookOrder, tell Tell) (*Webhook, error) {
	secret := webhook.NewSecret()
	h := webhook.Hook{URL: in.Body.URL, Name: cleanName(in.Body.Name), Types: in.Body.Types, Secret: s.hookSeal().Seal(secret, hookSeal), State: webhook.Active}
	if err := checkHook(&h); err != nil {
		return nil, err
	}
	noted := map[string]any{"url": h.URL, "name": h.Name, "types": h.Types}
	_, err := s.change(ctx, mutation{verb: "webhook-add", entry: noted, made: func() string { return hookID(h.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		hooks, err := t.Hooks(ctx)
		if err == nil && len(hooks) >= mostHooks {
			err = refused(http.StatusConflict, 0, "there are %d webhooks already; remove one that is not needed", mostHooks)
		}
		if err != nil {
			return err
		}
		h.ID, err = t.AddHook(ctx, h)
		h.CreatedAt = t.Now()
		return err
	}}, tell)
	w := showHook(&h)
	w.Secret = secret
	return &w, err
}

func checkHook(h *webhook.Hook) error {
	if err := webhook.CheckURL(h.URL); err != nil {
		return wrong(err)
	}
	for _, t := range h.Types {
		if t != "*" && !slices.ContainsFunc(messageTypes, func(known string) bool { return coversType(t, known) }) {
			return invalid("there are no messages of type %q; there are %s", t, strings.Join(messageTypes, ", "))
		}
	}
	return nil
}

// coversType reports whether an asked type is of a known one, or of a family of known ones.
func coversType(asked, known string) bool {
	family, all := strings.CutSuffix(known, "*")
	start, some := strings.CutSuffix(asked, "*")
	return asked == known || all && strings.HasPrefix(asked, family) || some && strings.HasPrefix(known, start)
}

// HookPatch is what changes of an address; what is absent stays.
type HookPatch struct {
	URL    *string  `json:"url,omitempty" maxLength:"2000"`
	Name   *string  `json:"name,omitempty" maxLength:"100"`
	Types  []string `json:"types,omitempty" maxItems:"50"`
	State  string   `json:"state,omitempty" enum:"active,paused"`
	Secret bool     `json:"secret,omitempty" doc:"Make a new secret; the one before signs too for a day."`
}

type hookChange struct {
	ID   string `path:"id"`
	Body HookPatch
}

// rotation is how long both secrets sign.
const rotation = 24 * 60 * 60 * 1_000_000

func (s *Server) changeHook(ctx context.Context, in *hookChange, tell Tell) (*Webhook, error) {
	id, err := parseHookID(in.ID)
	if err != nil {
		return nil, err
	}
	var h webhook.Hook
	var secret string
	_, err = s.change(ctx, mutation{verb: "webhook-set", target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) (err error) {
		if h, err = t.Hook(ctx, id); err != nil {
			return err
		}
		before := h.State
		in.Body.apply(&h)
		if in.Body.Secret {
			secret = webhook.NewSecret()
			h.OldSecret, h.OldUntil, h.Secret = h.Secret, t.Now()+rotation, s.hookSeal().Seal(secret, hookSeal)
		}
		if err := checkHook(&h); err != nil {
			return err
		}
		if before != webhook.Active && h.State == webhook.Active {
			if err := t.Resume(ctx, h.ID); err != nil {
				return err
			}
		}
		return t.SetHook(ctx, h)
	}}, tell)
	if err != nil {
		return nil, noHook(err, in.ID)
	}
	w := showHook(&h)
	w.Secret = secret
	return &w, nil
}

func (p *HookPatch) apply(h *webhook.Hook) {
	if p.URL != nil {
		h.URL = *p.URL
	}
	if p.Name != nil {
		h.Name = cleanName(*p.Name)
	}
	if len(p.Types) > 0 {
		h.Types = p.Types
	}
	if p.State != "" {
		h.State = webhook.State(p.State)
	}
	if p.State == string(webhook.Active) {
		h.FailingSince = 0
	}
}

func noHook(err error, id string) error {
	if errors.Is(err, store.ErrNotFound) {
		return missing("there is no webhook %s", id)
	}
	return err
}

// hookSeal is for what secrets are sealed.
const hookSeal = "webhook"

func (s *Server) hookSeal() auth.Sealer { return auth.NewSealer(s.Secret, hookSeal) }

type hookNamed struct {
	ID string `path:"id"`
}

func (s *Server) removeHook(ctx context.Context, in *hookNamed, tell Tell) (*WebhookAnswer, error) {
	id, err := parseHookID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "webhook-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error { return t.RemoveHook(ctx, id) }}, tell)
	return &WebhookAnswer{in.ID}, noHook(err, in.ID)
}

// testHook sends a message that says nothing happened, so that a receiver can be tried out.
func (s *Server) testHook(ctx context.Context, in *hookNamed, tell Tell) (*WebhookAnswer, error) {
	id, err := parseHookID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "webhook-test", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		if _, err := t.Hook(ctx, id); err != nil {
			return err
		}
		m, err := hookMessage("webhook.test", t.Now(), map[string]string{"webhook": in.ID})
		if err != nil {
			return err
		}
		return t.Tell(ctx, m, []int64{id})
	}}, tell)
	return &WebhookAnswer{in.ID}, noHook(err, in.ID)
}

type deliveriesQuestion struct {
	ID     string `path:"id"`
	State  string `query:"state" enum:"waiting,taken,given_up" doc:"Only those. Default: all."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) deliveries(ctx context.Context, in *deliveriesQuestion, _ Tell) (*DeliveriesAnswer, error) {
	id, err := parseHookID(in.ID)
	if err != nil {
		return nil, err
	}
	before := int64(0)
	if in.Cursor != "" {
		if before, err = parseDeliveryID(in.Cursor); err != nil {
			return nil, err
		}
	}
	a := &DeliveriesAnswer{Deliveries: []Delivery{}}
	err = s.Records.View(ctx, func(v *store.View) error {
		if _, err := v.Hook(ctx, id); err != nil {
			return err
		}
		list, err := v.Deliveries(ctx, id, webhook.Progress(in.State), before, in.Limit+1)
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(deliveryID(list[in.Limit-1].ID))
		}
		for i := range list {
			a.Deliveries = append(a.Deliveries, showDelivery(&list[i]))
		}
		return err
	})
	return a, noHook(err, in.ID)
}

type deliveryNamed struct {
	ID       string `path:"id"`
	Delivery string `path:"delivery"`
}

func (s *Server) resend(ctx context.Context, in *deliveryNamed, tell Tell) (*WebhookAnswer, error) {
	id, err := parseDeliveryID(in.Delivery)
	if err != nil {
		return nil, err
	}
	hook, err := parseHookID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "webhook-resend", target: in.ID, entry: map[string]string{"delivery": in.Delivery}, also: func(ctx context.Context, t *store.Tx) error {
		d, err := t.Delivery(ctx, id)
		if err != nil || d.Hook != hook {
			return missing("there is no delivery %s to webhook %s", in.Delivery, in.ID)
		}
		return t.Resend(ctx, id)
	}}, tell)
	return &WebhookAnswer{in.ID}, err
}
