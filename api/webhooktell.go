package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/channel/webhook"
	"banhda/drive/follow"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
	"banhda/wheel"
)

// messageTypes are the types of messages there are; of events, the name's words without marks follow the point.
var messageTypes = []string{"record.created", "record.updated", "record.deleted", "record.restored", "record.merged", "event.*", "webhook.test"}

// RecordMessage is what is told of a record that changed.
type RecordMessage struct {
	Act     string                  `json:"act"`
	Actor   string                  `json:"actor"`
	Origin  string                  `json:"origin"`
	Type    string                  `json:"type"`
	ID      string                  `json:"id"`
	Changes map[string]FieldMessage `json:"changes"`
	Left    int                     `json:"left_out,omitempty" doc:"so many changes were too much for one message"`
}

// FieldMessage is one value that became another; null: none.
type FieldMessage struct {
	Before any `json:"before"`
	After  any `json:"after"`
}

// largestMessage is the most bytes a message should have, as Standard Webhooks asks.
const largestMessage = 20 << 10

// hookMessage makes one of what happened.
func hookMessage(kind string, at int64, data any) (webhook.Message, error) {
	body, err := json.Marshal(struct {
		Type      string `json:"type"`
		Timestamp string `json:"timestamp"`
		Data      any    `json:"data"`
	}{kind, showInstant(at), data})
	return webhook.Message{Type: kind, Body: body, At: at}, err
}

const (
	// mostWaiting is how many messages may wait for one address; with more it cannot catch up and is left alone.
	mostWaiting = 20_000
	// messagesKept is how long what was sent can be looked at and sent again.
	messagesKept = 30 * 24 * time.Hour
)

const hookFollower = "webhooks"

// hookTeller makes messages of what happens. Nobody who changes something waits for that.
func (s *Server) hookTeller() follow.Consumer {
	return follow.Consumer{Name: hookFollower, Wants: s.hooksWant, Take: s.tellHooks}
}

// hooksWant is what is listened to: nothing where there is no webhook.
func (s *Server) hooksWant(ctx context.Context) (w follow.Wants, err error) {
	hooks, err := s.activeHooks(ctx)
	for i := range hooks {
		w.Changes, w.Events = true, w.Events || wantsEvents(&hooks[i])
	}
	return w, err
}

func (s *Server) activeHooks(ctx context.Context) (hooks []webhook.Hook, err error) {
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		hooks, err = v.Hooks(ctx)
		return err
	})
	return slices.DeleteFunc(hooks, func(h webhook.Hook) bool { return h.State != webhook.Active }), err
}

// news is what happened, and who is told of it.
type news struct {
	*follow.Batch
	hooks  []webhook.Hook
	fields map[record.Type]map[string]*record.Field
	acts   map[int64]store.Act
	names  map[int64]string
}

// tellHooks makes messages of a batch of what happened.
func (s *Server) tellHooks(ctx context.Context, b *follow.Batch) error {
	n := news{Batch: b}
	var err error
	if n.hooks, err = s.activeHooks(ctx); err != nil {
		return err
	}
	if err := s.Records.View(ctx, func(v *store.View) error { return n.read(ctx, v) }); err != nil {
		return err
	}
	messages, err := n.messages()
	if err != nil {
		return err
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, m := range messages {
			if hooks := n.wanted(m.Type); len(hooks) > 0 {
				if err := t.Tell(ctx, m, hooks); err != nil {
					return err
				}
			}
		}
		if _, err := t.ForgetMessages(ctx, t.Now()-messagesKept.Microseconds(), 1000); err != nil {
			return err
		}
		if err := s.leaveAlone(ctx, t, n.hooks); err != nil {
			return err
		}
		return t.SetFollowed(ctx, hookFollower, b.Place)
	})
}

// read finds what messages say beside what happened.
func (n *news) read(ctx context.Context, v *store.View) (err error) {
	var acts, people []int64
	for i := range n.Changes {
		acts = append(acts, n.Changes[i].Act)
	}
	for i := range n.Events {
		people = append(people, n.Events[i].Person)
	}
	slices.Sort(acts)
	if n.acts, err = v.ActsByID(ctx, slices.Compact(acts)); err != nil {
		return err
	}
	if n.names, err = v.Names(ctx, people); err != nil {
		return err
	}
	n.fields = map[record.Type]map[string]*record.Field{}
	for _, t := range record.Types {
		fields, err := v.Fields(ctx, t)
		if err != nil {
			return err
		}
		n.fields[t] = record.Index(fields)
	}
	return nil
}

// sameStory reports whether two changes are of one act on one record.
func sameStory(a, b *record.Change) bool {
	return a.Act == b.Act && a.Type == b.Type && a.Record == b.Record
}

// messages makes one of each act on each record, and one of each event.
func (n *news) messages() (all []webhook.Message, err error) {
	for i := 0; i < len(n.Changes); {
		to := i + 1
		for to < len(n.Changes) && sameStory(&n.Changes[i], &n.Changes[to]) {
			to++
		}
		m, err := n.message(n.Changes[i:to])
		if err != nil {
			return nil, err
		}
		all, i = append(all, m), to
	}
	for i := range n.Events {
		m, err := n.eventMessage(&n.Events[i])
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

func (n *news) message(changes []record.Change) (webhook.Message, error) {
	first := &changes[0]
	act := n.acts[first.Act]
	told := RecordMessage{Act: ActID(act.ID), Actor: act.Actor, Origin: act.Origin, Type: first.Type.Plural(),
		ID: refID(record.Ref{Type: first.Type, ID: first.Record}), Changes: map[string]FieldMessage{}}
	kind := "record.updated"
	for i := range changes {
		c := &changes[i]
		if named := storyOf(c); named != "" {
			kind = named
			continue
		}
		if f := n.fields[c.Type][c.Field]; f != nil {
			told.Changes[c.Field] = FieldMessage{showValue(f, c.Before), showValue(f, c.After)}
		}
	}
	m, err := hookMessage(kind, first.At, told)
	if err == nil && len(m.Body) > largestMessage {
		told.Left, told.Changes = len(told.Changes), nil
		m, err = hookMessage(kind, first.At, told)
	}
	return m, err
}

// storyOf says what a change of the record itself is called; empty for that of a value.
func storyOf(c *record.Change) string {
	switch {
	case c.Field == record.MergedInto && c.After != nil:
		return "record.merged"
	case c.Field == record.MergedInto:
		return "record.restored"
	case c.Field != record.Existence:
		return ""
	case c.Before == nil:
		return "record.created"
	case c.After == true:
		return "record.restored"
	}
	return "record.deleted"
}

// wanted are the hooks that asked for messages of a type.
func (n *news) wanted(kind string) (ids []int64) {
	for i := range n.hooks {
		if n.hooks[i].Wants(kind) {
			ids = append(ids, n.hooks[i].ID)
		}
	}
	return ids
}

// leaveAlone gives up on hooks for which more waits than they will ever take.
func (s *Server) leaveAlone(ctx context.Context, t *store.Tx, hooks []webhook.Hook) error {
	for _, h := range hooks {
		n, err := t.WaitingFor(ctx, h.ID)
		if err != nil || n <= mostWaiting {
			if err != nil {
				return err
			}
			continue
		}
		h.State, h.FailingSince = webhook.Failed, t.Now()
		if err := t.SetHook(ctx, h); err != nil {
			return err
		}
		if err := s.hookFailed(ctx, t, &h); err != nil {
			return err
		}
	}
	return nil
}

// hookFailed tells those who can do something about it, once for each time it happens.
func (s *Server) hookFailed(ctx context.Context, t *store.Tx, h *webhook.Hook) error {
	users, err := t.Users(ctx)
	for _, u := range users {
		if err == nil && u.Role == string(auth.Owner) {
			key := hookID(h.ID) + " " + strconv.FormatInt(h.FailingSince, 10)
			err = t.Notify(ctx, u.ID, notice.WebhookGone, key, record.Ref{}, map[string]string{"title": orText(h.Name, h.URL)})
		}
	}
	return err
}

// send sends one delivery, and writes down what came of it.
func (s *Server) send(ctx context.Context, j job.Job) error {
	id, err := strconv.ParseInt(j.Key, 10, 64)
	if err != nil {
		return job.Final(err)
	}
	var d webhook.Delivery
	var h webhook.Hook
	err = s.Records.View(ctx, func(v *store.View) error {
		if d, err = v.Delivery(ctx, id); err == nil {
			h, err = v.Hook(ctx, d.Hook)
		}
		return err
	})
	if errors.Is(err, store.ErrNotFound) || err == nil && (d.State != webhook.Waiting || h.State != webhook.Active && d.Message.Type != "webhook.test") {
		return nil // removed, or left alone, meanwhile
	}
	if err == nil {
		err = s.openHook(&h)
	}
	if err != nil {
		return err
	}
	d.Attempts = append(d.Attempts, s.Hooks.Send(ctx, &h, messageID(d.Message.ID), d.Message.Body))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return s.judgeDelivery(ctx, &h, d)
}

func (s *Server) judgeDelivery(ctx context.Context, h *webhook.Hook, d webhook.Delivery) error {
	verdict := webhook.Judge(h, &d, float64(d.ID%100)/100)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := t.Delivered(ctx, d, verdict); err != nil || verdict.Hook != webhook.Failed || h.State == webhook.Failed {
			return err
		}
		h.FailingSince = verdict.Since
		return s.hookFailed(ctx, t, h)
	})
}

// openHook makes the secrets of a hook readable.
func (s *Server) openHook(h *webhook.Hook) (err error) {
	if h.Secret, err = s.hookSeal().Open(h.Secret, hookSeal); err == nil && h.OldSecret != "" {
		h.OldSecret, err = s.hookSeal().Open(h.OldSecret, hookSeal)
	}
	return err
}

// EventMessage is what is told of an event.
type EventMessage struct {
	ID         string          `json:"id"`
	Name       string          `json:"name"`
	At         string          `json:"at"`
	Source     string          `json:"source"`
	Person     *EntryPerson    `json:"person"`
	Meaning    *string         `json:"meaning"`
	Value      *int64          `json:"value"`
	Currency   string          `json:"currency,omitempty"`
	Properties json.RawMessage `json:"properties" doc:"null where there are none, or too many"`
}

func wantsEvents(h *webhook.Hook) bool {
	return slices.ContainsFunc(h.Types, func(t string) bool { return coversType(t, "event.*") || t == "*" })
}

func (n *news) eventMessage(e *follow.Event) (webhook.Message, error) {
	kind := "event." + strings.ReplaceAll(person.Fold(e.Name), " ", "_")
	told := EventMessage{ID: e.ID, Name: e.Name, At: showInstant(e.At), Source: e.Source, Person: &EntryPerson{ID: PersonID(e.Person)},
		Currency: e.Currency, Properties: orNull(e.Properties)}
	if name := n.names[e.Person]; name != "" {
		told.Person.Name = &name
	}
	if e.Meaning != wheel.None {
		told.Meaning = text(e.Meaning.String())
	}
	if e.HasValue {
		told.Value = &e.Value
	}
	if len(told.Properties) > largestMessage/2 {
		told.Properties = json.RawMessage("null")
	}
	return hookMessage(kind, e.ReceivedAt, told)
}
