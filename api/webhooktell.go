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
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/store"
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

// message makes one of what happened.
func message(kind string, at int64, data any) (webhook.Message, error) {
	body, err := json.Marshal(struct {
		Type      string `json:"type"`
		Timestamp string `json:"timestamp"`
		Data      any    `json:"data"`
	}{kind, showInstant(at), data})
	return webhook.Message{Type: kind, Body: body, At: at}, err
}

const (
	// tellEvery is how often what happened is looked at.
	tellEvery = time.Second
	// tellAtOnce is how many changes are made messages of in one transaction.
	tellAtOnce = 500
	// mostWaiting is how many messages may wait for one address; with more it cannot catch up and is left alone.
	mostWaiting = 20_000
	// messagesKept is how long what was sent can be looked at and sent again.
	messagesKept = 30 * 24 * time.Hour
)

// TellHooks makes messages of what happens, and sends them, until ctx ends. What happens is read behind, from the journal
// and the log: nothing is lost when the process dies, and nobody who changes something waits.
func (s *Server) TellHooks(ctx context.Context) error {
	sending := job.Runner{Queue: store.Queue{Records: s.Records}, Now: s.Now, Logger: s.Logger,
		Works: map[job.Kind]job.Work{store.WebhookSend: {Do: s.send}}}
	done := make(chan error, 1)
	go func() { done <- sending.Run(ctx) }()
	for ctx.Err() == nil {
		more, err := s.tellMore(ctx)
		if err != nil && ctx.Err() == nil {
			s.Logger.Error("telling webhooks", "error", err)
		}
		if more && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(tellEvery):
		}
	}
	return <-done
}

// news is what happened since messages were made last.
type news struct {
	at, to  store.HookCursor
	hooks   []webhook.Hook
	changes []record.Change
	fields  map[record.Type]map[string]*record.Field
	acts    map[int64]store.Act
}

// tellMore makes messages of some of what happened; more says that there is more of it.
func (s *Server) tellMore(ctx context.Context) (more bool, err error) {
	n, fresh, err := s.hear(ctx)
	if err != nil || n.to == n.at && !fresh {
		return false, err
	}
	messages, err := n.messages()
	if err != nil {
		return false, err
	}
	events, err := s.eventMessages(ctx, n)
	if err != nil {
		return false, err
	}
	err = s.Records.Tx(ctx, func(t *store.Tx) error {
		for _, m := range append(messages, events...) {
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
		return t.SetHookCursor(ctx, n.to)
	})
	return err == nil && n.to.Change != n.at.Change && len(n.changes) > 0, err
}

// hear reads what happened. Where nobody listens it is passed by.
func (s *Server) hear(ctx context.Context) (n news, fresh bool, err error) {
	done := s.Flow.Done()
	err = s.Records.View(ctx, func(v *store.View) error {
		last, err := v.LastChange(ctx)
		if err != nil {
			return err
		}
		n.to = store.HookCursor{Change: last, Seq: done}
		n.at, err = v.HookCursor(ctx)
		if fresh = errors.Is(err, store.ErrNotFound); fresh {
			n.at, err = n.to, nil
		}
		if err != nil || n.at == n.to {
			return err
		}
		if n.hooks, err = v.Hooks(ctx); err != nil {
			return err
		}
		n.hooks = slices.DeleteFunc(n.hooks, func(h webhook.Hook) bool { return h.State != webhook.Active })
		if len(n.hooks) == 0 {
			return nil
		}
		return n.read(ctx, v)
	})
	n.to.Seq = max(n.to.Seq, n.at.Seq) // while projections are rebuilt they are behind what was told
	return n, fresh, err
}

// read takes the next changes of the journal, whole acts on whole records.
func (n *news) read(ctx context.Context, v *store.View) (err error) {
	if n.changes, err = v.ChangesAfter(ctx, n.at.Change, tellAtOnce); err != nil {
		return err
	}
	if len(n.changes) == tellAtOnce {
		last := n.changes[tellAtOnce-1]
		if i := slices.IndexFunc(n.changes, func(c record.Change) bool { return sameStory(&c, &last) }); i > 0 {
			n.changes = n.changes[:i]
		}
		n.to.Change = n.changes[len(n.changes)-1].ID
	}
	var acts []int64
	for i := range n.changes {
		acts = append(acts, n.changes[i].Act)
	}
	slices.Sort(acts)
	if n.acts, err = v.ActsByID(ctx, slices.Compact(acts)); err != nil {
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

// messages makes one of each act on each record.
func (n *news) messages() (all []webhook.Message, err error) {
	for i := 0; i < len(n.changes); {
		to := i + 1
		for to < len(n.changes) && sameStory(&n.changes[i], &n.changes[to]) {
			to++
		}
		m, err := n.message(n.changes[i:to])
		if err != nil {
			return nil, err
		}
		all, i = append(all, m), to
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
	m, err := message(kind, first.At, told)
	if err == nil && len(m.Body) > largestMessage {
		told.Left, told.Changes = len(told.Changes), nil
		m, err = message(kind, first.At, told)
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
	Properties json.RawMessage `json:"sent" doc:"as it was sent; null where that is too long"`
}

// live is how long after it happened an event may arrive and still be news: a history that is imported is none.
const stillNews = time.Hour

// eventMessages makes messages of the events that came in, if anybody asked for such.
func (s *Server) eventMessages(ctx context.Context, n news) (all []webhook.Message, err error) {
	if len(n.hooks) == 0 || n.to.Seq == n.at.Seq || !slices.ContainsFunc(n.hooks, func(h webhook.Hook) bool { return wantsEvents(&h) }) {
		return nil, nil
	}
	catalogue, _, err := s.Warehouse.Catalogue(ctx)
	if err != nil {
		return nil, err
	}
	for at := n.at.Seq; at < n.to.Seq; {
		rows, err := s.readOn(ctx, at, n.to.Seq)
		if err != nil || len(rows) == 0 {
			return all, err
		}
		at = rows[len(rows)-1].Seq + rows[len(rows)-1].Count - 1
		list, err := s.judged(ctx, rows, at, catalogue)
		if err == nil {
			list = slices.DeleteFunc(list, func(e Entry) bool { return !isNews(&e) })
			err = s.introduce(ctx, list)
		}
		if err != nil {
			return nil, err
		}
		for i := len(list) - 1; i >= 0; i-- {
			m, err := eventMessage(&list[i])
			if err != nil {
				return nil, err
			}
			all = append(all, m)
		}
	}
	return all, nil
}

// readOn reads the rows after an entry that are not of imports, up to another.
func (s *Server) readOn(ctx context.Context, after, to int64) (rows []flow.Row, err error) {
	err = s.Log.Read(ctx, after, searchedBytes/2, func(r flow.Row) error {
		if r.Seq <= to {
			rows = append(rows, r)
		}
		return nil
	})
	return rows, err
}

func isNews(e *Entry) bool {
	if e.State != stateTaken || e.At == nil || e.Name == nil || e.Rank == person.ImportRank.String() {
		return false
	}
	at, err := time.Parse(time.RFC3339Nano, *e.At)
	received, err2 := time.Parse(time.RFC3339Nano, e.ReceivedAt)
	return err == nil && err2 == nil && received.Sub(at) <= stillNews
}

func wantsEvents(h *webhook.Hook) bool {
	return slices.ContainsFunc(h.Types, func(t string) bool { return coversType(t, "event.*") || t == "*" })
}

func eventMessage(e *Entry) (webhook.Message, error) {
	kind := "event." + strings.ReplaceAll(person.Fold(*e.Name), " ", "_")
	told := EventMessage{Name: *e.Name, At: *e.At, Source: e.Source, Person: e.Person, Meaning: e.Meaning, Properties: e.Body}
	if e.ID != nil {
		told.ID = *e.ID
	}
	if len(told.Properties) > largestMessage/2 {
		told.Properties = json.RawMessage("null")
	}
	received, err := time.Parse(time.RFC3339Nano, e.ReceivedAt)
	if err != nil {
		return webhook.Message{}, err
	}
	return message(kind, received.UnixMicro(), told)
}
