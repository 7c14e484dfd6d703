package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"banhda/channel/webhook"
	"banhda/drive/job"
	"banhda/hub/record"
)

// WebhookSend is the job that sends one delivery; its key is the delivery.
const WebhookSend job.Kind = "webhook-send"

const hookColumns = "id, url, name, types, secret, old_secret, old_until, state, failing_since, created_at"

// Hooks lists where messages go, the oldest first. Their secrets are as they were kept: sealed.
func (v *View) Hooks(ctx context.Context) (list []webhook.Hook, err error) {
	return v.hooks(ctx, "SELECT "+hookColumns+" FROM webhook ORDER BY id")
}

// Hook is one of them; ErrNotFound where there is none of that id.
func (v *View) Hook(ctx context.Context, id int64) (webhook.Hook, error) {
	list, err := v.hooks(ctx, "SELECT "+hookColumns+" FROM webhook WHERE id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding webhook %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return webhook.Hook{}, err
	}
	return list[0], nil
}

func (v *View) hooks(ctx context.Context, query string, args ...any) (list []webhook.Hook, err error) {
	err = v.each(ctx, "reading webhooks", query, args, func(rows *sql.Rows) error {
		var h webhook.Hook
		var types string
		err := rows.Scan(&h.ID, &h.URL, &h.Name, &types, &h.Secret, &h.OldSecret, &h.OldUntil, (*string)(&h.State), &h.FailingSince, &h.CreatedAt)
		h.Types = strings.Fields(types)
		list = append(list, h)
		return err
	})
	return list, err
}

// AddHook adds one and gives its id.
func (t *Tx) AddHook(ctx context.Context, h webhook.Hook) (id int64, err error) {
	query := `INSERT INTO webhook (url, name, types, secret, old_secret, old_until, state, failing_since, created_at)
VALUES (?, ?, ?, ?, '', 0, ?, 0, ?) RETURNING id`
	args := []any{h.URL, h.Name, strings.Join(h.Types, " "), h.Secret, string(h.State), t.now}
	return id, t.one(ctx, "adding a webhook", query, args, &id)
}

// SetHook writes one anew; ErrNotFound where there is none of that id.
func (t *Tx) SetHook(ctx context.Context, h webhook.Hook) error {
	query := `UPDATE webhook SET url = ?, name = ?, types = ?, secret = ?, old_secret = ?, old_until = ?, state = ?, failing_since = ? WHERE id = ?`
	n, err := t.exec(ctx, "changing a webhook", query, h.URL, h.Name, strings.Join(h.Types, " "), h.Secret, h.OldSecret, h.OldUntil, string(h.State), h.FailingSince, h.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("changing webhook %d: %w", h.ID, ErrNotFound)
	}
	return err
}

// RemoveHook removes one with what was and is to be sent to it.
func (t *Tx) RemoveHook(ctx context.Context, id int64) error {
	if _, err := t.exec(ctx, "removing deliveries", "DELETE FROM webhook_delivery WHERE webhook = ?", id); err != nil {
		return err
	}
	n, err := t.exec(ctx, "removing a webhook", "DELETE FROM webhook WHERE id = ?", id)
	if err == nil && n == 0 {
		err = fmt.Errorf("removing webhook %d: %w", id, ErrNotFound)
	}
	return err
}

// LastChange is the id of the journal's last change; 0 where there is none.
func (v *View) LastChange(ctx context.Context) (id int64, err error) {
	err = v.one(ctx, "reading the end of the journal", "SELECT id FROM change ORDER BY id DESC LIMIT 1", nil, &id)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// ChangesAfter reads the journal on from a change, in order.
func (v *View) ChangesAfter(ctx context.Context, id int64, limit int) ([]record.Change, error) {
	return v.changes(ctx, "SELECT "+changeColumns+" FROM change WHERE id > ? ORDER BY id LIMIT ?", id, limit)
}

// Tell keeps a message and leaves a delivery of it to each of the hooks, which is sent once this has been committed.
func (t *Tx) Tell(ctx context.Context, m webhook.Message, hooks []int64) error {
	query := "INSERT INTO webhook_message (type, body, at) VALUES (?, ?, ?) RETURNING id"
	if err := t.one(ctx, "keeping a message", query, []any{m.Type, string(m.Body), m.At}, &m.ID); err != nil {
		return err
	}
	for _, hook := range hooks {
		if err := t.Deliver(ctx, m.ID, hook); err != nil {
			return err
		}
	}
	return nil
}

// Deliver leaves a delivery of a message that is kept to a hook.
func (t *Tx) Deliver(ctx context.Context, message, hook int64) error {
	var id int64
	query := "INSERT INTO webhook_delivery (webhook, message, state, attempts, next_at) VALUES (?, ?, 'waiting', '[]', ?) RETURNING id"
	if err := t.one(ctx, "leaving a delivery", query, []any{hook, message, t.now}, &id); err != nil {
		return err
	}
	return t.enqueueDelivery(ctx, id, t.now)
}

func (t *Tx) enqueueDelivery(ctx context.Context, id, at int64) error {
	return t.Enqueue(ctx, WebhookSend, strconv.FormatInt(id, 10), []byte("{}"), at)
}

const deliveryColumns = "d.id, d.webhook, d.state, d.attempts, d.next_at, m.id, m.type, m.body, m.at"

// Deliveries lists what was and is to be sent to a hook, the newest first, before the given delivery; 0 begins with the
// newest. An empty state asks for all.
func (v *View) Deliveries(ctx context.Context, hook int64, state webhook.Progress, before int64, limit int) ([]webhook.Delivery, error) {
	return v.deliveries(ctx, "d.webhook = ? AND (? = '' OR d.state = ?) AND (? = 0 OR d.id < ?) ORDER BY d.id DESC LIMIT ?",
		hook, string(state), string(state), before, before, limit)
}

// Delivery is one of them; ErrNotFound where there is none of that id.
func (v *View) Delivery(ctx context.Context, id int64) (webhook.Delivery, error) {
	list, err := v.deliveries(ctx, "d.id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding delivery %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return webhook.Delivery{}, err
	}
	return list[0], nil
}

func (v *View) deliveries(ctx context.Context, where string, args ...any) (list []webhook.Delivery, err error) {
	query := "SELECT " + deliveryColumns + " FROM webhook_delivery d JOIN webhook_message m ON m.id = d.message WHERE " + where
	err = v.each(ctx, "reading deliveries", query, args, func(rows *sql.Rows) error {
		var d webhook.Delivery
		var attempts []byte
		err := rows.Scan(&d.ID, &d.Hook, (*string)(&d.State), &attempts, &d.NextAt, &d.Message.ID, &d.Message.Type, &d.Message.Body, &d.Message.At)
		if err == nil {
			err = json.Unmarshal(attempts, &d.Attempts)
		}
		list = append(list, d)
		return err
	})
	return list, err
}

// Delivered writes down what came of an attempt and what follows from it: the delivery with its attempts, and the hook.
func (t *Tx) Delivered(ctx context.Context, d webhook.Delivery, v webhook.Verdict) error {
	d.State, d.NextAt = v.State, v.NextAt
	if err := t.setDelivery(ctx, d); err != nil {
		return err
	}
	query := "UPDATE webhook SET failing_since = ?, state = CASE WHEN state = 'active' THEN ? ELSE state END WHERE id = ?"
	if _, err := t.exec(ctx, "noting how a webhook is", query, v.Since, string(v.Hook), d.Hook); err != nil || v.State != webhook.Waiting {
		return err
	}
	return t.enqueueDelivery(ctx, d.ID, v.NextAt)
}

// Resend lets a delivery be sent anew, with as many attempts before it as at first; those that were stay in view.
// ErrNotFound where there is none of that id.
func (t *Tx) Resend(ctx context.Context, id int64) error {
	d, err := t.Delivery(ctx, id)
	if err != nil {
		return err
	}
	if err := t.setDelivery(ctx, d.Again(t.now)); err != nil {
		return err
	}
	return t.enqueueDelivery(ctx, id, t.now)
}

// Resume lets all be sent that waits for a hook: while it was paused nothing was, and whoever looked gave up.
func (t *Tx) Resume(ctx context.Context, hook int64) error {
	query := `INSERT INTO job (kind, key, body, state, run_at, lease_until, attempts, error, created_at)
SELECT CAST(? AS TEXT), CAST(id AS TEXT), '{}', 'waiting', CAST(? AS BIGINT), 0, 0, '', CAST(? AS BIGINT) FROM webhook_delivery WHERE webhook = ? AND state = 'waiting'
ON CONFLICT (kind, key) WHERE state = 'waiting' AND key <> '' DO NOTHING`
	_, err := t.exec(ctx, "resuming what waits", query, string(WebhookSend), t.now, t.now, hook)
	t.left = t.left || err == nil
	return err
}

func (t *Tx) setDelivery(ctx context.Context, d webhook.Delivery) error {
	attempts, err := json.Marshal(d.Attempts)
	if err == nil {
		_, err = t.exec(ctx, "noting how far a delivery is", "UPDATE webhook_delivery SET state = ?, attempts = ?, next_at = ? WHERE id = ?", string(d.State), string(attempts), d.NextAt, d.ID)
	}
	return err
}

// ForgetMessages removes up to limit of the messages from before an instant, and their deliveries that do not wait any
// more; it gives how many.
func (t *Tx) ForgetMessages(ctx context.Context, before int64, limit int) (int64, error) {
	old := "SELECT id FROM webhook_message WHERE at < ? AND NOT EXISTS (SELECT 1 FROM webhook_delivery w WHERE w.message = webhook_message.id AND w.state = 'waiting') ORDER BY at LIMIT ?"
	if _, err := t.exec(ctx, "forgetting deliveries", "DELETE FROM webhook_delivery WHERE message IN ("+old+")", before, limit); err != nil {
		return 0, err
	}
	return t.exec(ctx, "forgetting messages", "DELETE FROM webhook_message WHERE id IN ("+old+")", before, limit)
}

// WaitingFor counts what waits for a hook.
func (v *View) WaitingFor(ctx context.Context, hook int64) (n int64, err error) {
	return n, v.one(ctx, "counting what waits for a webhook", "SELECT count(*) FROM webhook_delivery WHERE webhook = ? AND state = 'waiting'", []any{hook}, &n)
}
