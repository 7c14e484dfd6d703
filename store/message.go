package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/store/dialect"
)

const messageInto = `message (person, channel, class, purpose, campaign, step, run, key, template, version, variant, data, address, state, reason, due_at, attempts, cost, created_at, sent_at, opened_at, clicked_at, entry)`

// Send leaves a message, which is sent once this transaction has been committed, as far as the gate lets it go. Of one
// campaign (or none) and key there is one message: ErrConflict for another.
func (t *Tx) Send(ctx context.Context, d message.Draft) (id int64, err error) {
	row, err := t.messageRow(&d)
	if err != nil {
		return 0, err
	}
	query := "INSERT INTO " + messageInto + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, '', ?, '', ?, 0, ?, ?, 0, 0, 0, ?) ON CONFLICT DO NOTHING RETURNING id"
	err = t.one(ctx, "leaving a message", query, append(row, d.Entry), &id)
	if errors.Is(err, ErrNotFound) {
		return 0, fmt.Errorf("leaving a message: there is one under this key: %w", ErrConflict)
	}
	t.drafted = t.drafted || err == nil
	return id, err
}

// CallMade keeps that somebody was called to advertise, as a message that was sent: the law counts calls as it counts what is
// written.
func (t *Tx) CallMade(ctx context.Context, person int64, number string, at int64) error {
	query := "INSERT INTO " + messageInto + " VALUES (?, ?, ?, '', 0, 0, 0, '', 0, 0, '', '{}', ?, ?, '', 0, 1, 0, ?, ?, 0, 0, 0)"
	_, err := t.exec(ctx, "keeping a call", query, person, string(consent.Call), string(consent.Advertising), number, string(message.Sent), t.now, at)
	return err
}

// SendAll leaves many messages; those whose key is taken are left out.
func (t *Tx) SendAll(ctx context.Context, list []message.Draft) error {
	t.drafted = t.drafted || len(list) > 0
	rows := make([][]any, len(list))
	for i := range list {
		row, err := t.messageRow(&list[i])
		if err != nil {
			return err
		}
		rows[i] = row
	}
	into := "message (person, channel, class, purpose, campaign, step, run, key, template, variant, data, state, due_at, cost, created_at, version, address, reason, attempts, sent_at, opened_at, clicked_at)"
	return t.insertAll(ctx, "leaving messages", into, 22, "ON CONFLICT DO NOTHING", len(rows), func(i int) []any {
		return append(rows[i], 0, "", "", 0, 0, 0, 0)
	})
}

// messageRow gives the columns that a draft says, in their order.
func (t *Tx) messageRow(d *message.Draft) ([]any, error) {
	data := []byte("{}")
	if len(d.Data) > 0 {
		var err error
		if data, err = json.Marshal(d.Data); err != nil {
			return nil, fmt.Errorf("leaving a message: %w", err)
		}
	}
	return []any{d.Person, string(d.Channel), string(d.Class), d.Purpose, d.Campaign, d.Step, d.Run, d.Key, d.Template, d.Variant, string(data),
		string(message.Queued), max(d.At, t.now), d.Cost, t.now}, nil
}

const messageColumns = "id, person, channel, class, purpose, campaign, step, run, key, template, version, variant, data, address, state, reason, due_at, attempts, cost, created_at, sent_at, opened_at, clicked_at, entry"

func scanMessage(rows *sql.Rows) (m message.Message, err error) {
	var data []byte
	err = rows.Scan(&m.ID, &m.Person, (*string)(&m.Channel), (*string)(&m.Class), &m.Purpose, &m.Campaign, &m.Step, &m.Run, &m.Key, &m.Template, &m.Version,
		&m.Variant, &data, &m.Address, (*string)(&m.State), (*string)(&m.Reason), &m.DueAt, &m.Attempts, &m.Cost, &m.CreatedAt, &m.SentAt, &m.OpenedAt, &m.ClickedAt, &m.Entry)
	if err == nil && string(data) != "{}" {
		err = json.Unmarshal(data, &m.Data)
	}
	return m, err
}

func (v *View) messages(ctx context.Context, where string, args ...any) (list []message.Message, err error) {
	err = v.each(ctx, "reading messages", "SELECT "+messageColumns+" FROM message WHERE "+where, args, func(rows *sql.Rows) error {
		m, err := scanMessage(rows)
		list = append(list, m)
		return err
	})
	return list, err
}

// Message is one of them; ErrNotFound where there is none of that id.
func (v *View) Message(ctx context.Context, id int64) (m message.Message, err error) {
	list, err := v.messages(ctx, "id = ?", id)
	if err != nil || len(list) == 0 {
		return m, errors.Join(err, v.failed("reading a message", sql.ErrNoRows))
	}
	return list[0], nil
}

// MessagesOf lists what was and is to be sent to somebody, under whatever id they were known, the newest first, before
// the given one; 0 begins with the newest.
func (v *View) MessagesOf(ctx context.Context, person, before int64, limit int) ([]message.Message, error) {
	return v.messages(ctx, "person IN (SELECT id FROM profile WHERE person = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?", person, before, before, limit)
}

// DueMessages reports which campaigns have messages that are due, 0 for those of none; those whose campaign is paused are
// left out.
func (v *View) DueMessages(ctx context.Context) (campaigns []int64, err error) {
	query := `SELECT 0 WHERE EXISTS (SELECT 1 FROM message WHERE campaign = 0 AND due_at > 0 AND due_at <= ?)
UNION ALL SELECT id FROM campaign c WHERE state IN ('running', 'finished') AND EXISTS (SELECT 1 FROM message WHERE campaign = c.id AND due_at > 0 AND due_at <= ?)`
	return v.ids(ctx, query, v.now, v.now)
}

// ClaimMessages takes up to limit messages of a campaign (0: of none) that are due, those due longest first: they are
// being sent from then on.
func (t *Tx) ClaimMessages(ctx context.Context, campaign int64, limit int) ([]message.Message, error) {
	list, err := t.messages(ctx, "campaign = ? AND due_at > 0 AND due_at <= ? ORDER BY due_at, id LIMIT ?", campaign, t.now, limit)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	ids := make([]int64, len(list))
	for i := range list {
		ids[i] = list[i].ID
	}
	in, arg := t.dialect.In("id", ids)
	_, err = t.exec(ctx, "claiming messages", "UPDATE message SET state = 'sending', due_at = 0 WHERE "+in, arg)
	return list, err
}

// fateRows is how many fates one statement writes down.
const fateRows = 100

// SettleMessages writes down what became of messages that were claimed, each once.
func (t *Tx) SettleMessages(ctx context.Context, fates []message.Fate) error {
	type likeness struct {
		state              message.State
		reason             gate.Reason
		due, version, cost int64
		tried              bool
	}
	groups := map[likeness][]message.Fate{}
	for _, f := range fates {
		like := likeness{f.State, f.Reason, f.Due(), f.Version, f.Cost, f.Tried}
		groups[like] = append(groups[like], f)
	}
	for _, alike := range groups {
		for some := range slices.Chunk(alike, fateRows) {
			if err := t.settleAlike(ctx, some); err != nil {
				return t.failed("writing down what became of messages", err)
			}
		}
	}
	return nil
}

// settleAlike writes down fates that are alike but for the message, when and where it went: being handed a value takes SQLite as long
// as writing it.
func (t *Tx) settleAlike(ctx context.Context, fates []message.Fate) error {
	query := t.dialect.Rebind(`UPDATE message SET state = ?, reason = ?, due_at = ?, version = CASE WHEN ? > 0 THEN ? ELSE version END,
cost = CASE WHEN ? > 0 THEN ? ELSE cost END, attempts = attempts + ?, sent_at = fate.column2, address = fate.column3
FROM (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS TEXT))` + strings.Repeat(", (?, ?, ?)", len(fates)-1) + `) AS fate WHERE message.id = fate.column1`)
	f := &fates[0]
	args := []any{string(f.State), string(f.Reason), f.Due(), f.Version, f.Version, f.Cost, f.Cost, count(f.Tried)}
	for i := range fates {
		args = append(args, fates[i].ID, fates[i].Sent(), fates[i].Address)
	}
	if 1 < len(fates) && len(fates) < fateRows {
		_, err := t.tx.ExecContext(ctx, query, args...)
		return err
	}
	stmt, err := dialect.Statement(ctx, t.dialect, t.tx, query)
	if err == nil {
		_, err = stmt.ExecContext(ctx, args...)
	}
	return err
}

// SendingMessages are those that were claimed and whose fate is not known: when the house starts, a crash hid it.
func (v *View) SendingMessages(ctx context.Context) ([]message.Message, error) {
	return v.messages(ctx, "state = 'sending' ORDER BY id")
}

// DoubtfulMessages are those whose fate a crash hid, of a campaign, or of all for 0.
func (v *View) DoubtfulMessages(ctx context.Context, campaign int64) ([]message.Message, error) {
	return v.messages(ctx, "state = 'doubtful' AND (? = 0 OR campaign = ?) ORDER BY id LIMIT 500", campaign, campaign)
}

// ResendMessage lets a doubtful message, or one that failed, be sent again under the same id; ErrNotFound where there is
// none that is.
func (t *Tx) ResendMessage(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "sending a message again", "UPDATE message SET state = 'queued', reason = '', due_at = ?, sent_at = 0, attempts = 0 WHERE id = ? AND state IN ('doubtful', 'failed')", t.now, id)
	t.drafted = t.drafted || n > 0
	return t.wasThere("sending a message again", n, err)
}

// LearnMessage writes down what is heard of a message that was sent: delivered, bounced or failed. What is known to have
// failed stays so.
func (t *Tx) LearnMessage(ctx context.Context, id int64, state message.State, reason gate.Reason) error {
	_, err := t.exec(ctx, "writing down what became of a message", "UPDATE message SET state = ?, reason = ? WHERE id = ? AND state IN ('sent', 'delivered', 'doubtful')", string(state), string(reason), id)
	return err
}

// OpenedMessage notes when a human first opened a message, or first clicked in it, which is opening, too. first says that
// it was the first time.
func (t *Tx) OpenedMessage(ctx context.Context, id, at int64, clicked bool) (first bool, err error) {
	n, err := t.exec(ctx, "noting that a message was opened", "UPDATE message SET opened_at = ? WHERE id = ? AND opened_at = 0", at, id)
	if err == nil && clicked {
		n, err = t.exec(ctx, "noting that a message was clicked", "UPDATE message SET clicked_at = ? WHERE id = ? AND clicked_at = 0", at, id)
	}
	return n > 0, err
}

// StopMessages stops up to limit messages of a campaign that were not sent yet, and gives how many.
func (t *Tx) StopMessages(ctx context.Context, campaign int64, limit int) (int64, error) {
	return t.exec(ctx, "stopping messages", `UPDATE message SET state = 'stopped', reason = ?, due_at = 0
WHERE id IN (SELECT id FROM message WHERE campaign = ? AND due_at > 0 LIMIT ?)`, string(message.CampaignOver), campaign, limit)
}

// Advertised is when advertising went to addresses over a channel since an instant.
func (v *View) Advertised(ctx context.Context, channel consent.Channel, addresses []string, since int64) (map[string][]int64, error) {
	in, arg := v.dialect.In("address", addresses)
	at := map[string][]int64{}
	query := "SELECT address, sent_at FROM message WHERE class = 'advertising' AND sent_at > 0 AND sent_at > ? AND channel = ? AND " + in
	err := v.each(ctx, "counting advertising", query, []any{since, string(channel), arg}, func(rows *sql.Rows) error {
		var address string
		var sent int64
		err := rows.Scan(&address, &sent)
		at[address] = append(at[address], sent)
		return err
	})
	return at, err
}

// AdvertisedTo is when advertising went to people over any channel since an instant, by who they are now.
func (v *View) AdvertisedTo(ctx context.Context, people []int64, since int64) (map[int64][]int64, error) {
	in, arg := v.dialect.In("profile.person", people)
	at := map[int64][]int64{}
	query := "SELECT profile.person, m.sent_at FROM profile JOIN message m ON m.person = profile.id WHERE m.class = 'advertising' AND m.sent_at > 0 AND m.sent_at > ? AND " + in
	err := v.each(ctx, "counting advertising", query, []any{since, arg}, func(rows *sql.Rows) error {
		var person, sent int64
		err := rows.Scan(&person, &sent)
		at[person] = append(at[person], sent)
		return err
	})
	return at, err
}

// HeldOf is what consent of people holds now; who never said anything is absent.
func (v *View) HeldOf(ctx context.Context, people []int64) (map[int64]consent.Held, error) {
	in, arg := v.dialect.In("person", people)
	held := map[int64]consent.Held{}
	err := v.each(ctx, "reading consent", "SELECT person, channel, purpose, state, at FROM consent_state WHERE "+in, []any{arg}, func(rows *sql.Rows) error {
		var person int64
		var k consent.Key
		var s consent.Standing
		err := rows.Scan(&person, (*string)(&k.Channel), &k.Purpose, (*string)(&s.State), &s.At)
		if held[person] == nil {
			held[person] = consent.Held{}
		}
		held[person][k] = s
		return err
	})
	return held, err
}

// Drafted is closed when messages to people are left after this call.
func (r *Records) Drafted() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.drafts
}

// holdMessages lets nothing be sent by itself that was taken in from another house, which may send it, too: campaigns are
// paused until somebody lets them go on, and other messages stopped.
func (t *Tx) holdMessages(ctx context.Context) error {
	for _, query := range []string{
		"UPDATE campaign SET state = 'paused' WHERE state IN ('running', 'scheduled')",
		"UPDATE message SET state = 'stopped', due_at = 0 WHERE campaign = 0 AND due_at > 0",
	} {
		if _, err := t.exec(ctx, "holding messages", query); err != nil {
			return err
		}
	}
	return nil
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
