package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"banhda/auth"
	"banhda/hub/conversation"
)

const conversationColumns = "id, person, state, subject, preview, channel, owner, team, priority, opened_at, last_at, waiting_since, first_due_at, next_due_at, answered_at, snoozed_until, closed_at, bot, version"

func scanConversation(rows *sql.Rows) (c conversation.Conversation, err error) {
	var bot int64
	err = rows.Scan(&c.ID, &c.Person, (*string)(&c.State), &c.Subject, &c.Preview, (*string)(&c.Channel), &c.Assignee, &c.Team, &c.Priority, &c.OpenedAt, &c.LastAt,
		&c.WaitingSince, &c.FirstDueAt, &c.NextDueAt, &c.FirstAnsweredAt, &c.SnoozedUntil, &c.ClosedAt, &bot, &c.Version)
	c.Bot = bot > 0
	return c, err
}

// conversationValues are the columns from person on to bot, and due_at.
func conversationValues(c *conversation.Conversation) []any {
	return []any{c.Person, string(c.State), c.Subject, c.Preview, string(c.Channel), c.Assignee, c.Team, int(c.Priority), c.OpenedAt, c.LastAt,
		c.WaitingSince, c.FirstDueAt, c.NextDueAt, c.FirstAnsweredAt, c.SnoozedUntil, c.ClosedAt, count(c.Bot), c.Due()}
}

func (v *View) conversations(ctx context.Context, where string, args ...any) (list []conversation.Conversation, err error) {
	err = v.each(ctx, "reading conversations", "SELECT "+conversationColumns+" FROM conversation WHERE "+where, args, func(rows *sql.Rows) error {
		c, err := scanConversation(rows)
		list = append(list, c)
		return err
	})
	return list, err
}

// AddConversation opens one, and gives it with its id. ErrConflict where its person has one that is not closed.
func (t *Tx) AddConversation(ctx context.Context, c conversation.Conversation) (conversation.Conversation, error) {
	c.Version = 1
	query := `INSERT INTO conversation (person, state, subject, preview, channel, owner, team, priority, opened_at, last_at, waiting_since, first_due_at, next_due_at, answered_at, snoozed_until, closed_at, bot, due_at, version, profile)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING RETURNING id`
	err := t.one(ctx, "opening a conversation", query, append(conversationValues(&c), c.Person), &c.ID)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("opening a conversation: there is one: %w", ErrConflict)
	}
	return c, err
}

// SaveConversation writes a conversation that is as it was read but for what changed, and gives its new version.
// ErrConflict where somebody changed it meanwhile.
func (t *Tx) SaveConversation(ctx context.Context, c conversation.Conversation) (conversation.Conversation, error) {
	query := `UPDATE conversation SET person = ?, state = ?, subject = ?, preview = ?, channel = ?, owner = ?, team = ?, priority = ?, opened_at = ?, last_at = ?, waiting_since = ?, first_due_at = ?, next_due_at = ?, answered_at = ?, snoozed_until = ?, closed_at = ?, bot = ?, due_at = ?, version = version + 1
WHERE id = ? AND version = ?`
	n, err := t.exec(ctx, "saving a conversation", query, append(conversationValues(&c), c.ID, c.Version)...)
	if err == nil && n == 0 {
		err = fmt.Errorf("saving conversation %d: %w", c.ID, ErrConflict)
	}
	c.Version++
	return c, err
}

// Conversation is one within reach; ErrNotFound where there is none.
func (v *View) Conversation(ctx context.Context, reach auth.Reach, id int64) (c conversation.Conversation, err error) {
	condition, args := v.within(reach)
	list, err := v.conversations(ctx, "id = ?"+condition, append([]any{id}, args...)...)
	if err != nil || len(list) == 0 {
		return c, errors.Join(err, v.failed("reading a conversation", sql.ErrNoRows))
	}
	return list[0], nil
}

// LastConversation is a person's that is not closed, else the one that was closed last; ErrNotFound where there is none.
func (v *View) LastConversation(ctx context.Context, person int64) (c conversation.Conversation, err error) {
	list, err := v.conversations(ctx, "person = ? ORDER BY CASE WHEN state = 'closed' THEN closed_at ELSE ? END DESC, id DESC LIMIT 1", person, never)
	if err != nil || len(list) == 0 {
		return c, errors.Join(err, v.failed("reading a conversation", sql.ErrNoRows))
	}
	return list[0], nil
}

// ConversationsOf are a person's within reach, the last one first.
func (v *View) ConversationsOf(ctx context.Context, reach auth.Reach, person int64, limit int) ([]conversation.Conversation, error) {
	condition, args := v.within(reach)
	return v.conversations(ctx, "person = ?"+condition+" ORDER BY id DESC LIMIT ?", append(append([]any{person}, args...), limit)...)
}

// ConversationFilter says which conversations are listed; what is zero does not narrow.
type ConversationFilter struct {
	State      conversation.State // required, but for Due and Walk
	Assignee   int64
	Unassigned bool
	Team       int64
	Channel    conversation.Channel
	Walk       *BotWalkFilter // those that began a flow of the bot, whatever their state
	Due        int64          // those whose answer is due before this instant, the first first; else those said something in last first
	// After is the last row of the page before: when it is due, or when something was said last, and its id; 0: from the beginning.
	AfterAt, AfterID int64
	Limit            int
}

// where is the condition of a filter, with its order.
func (f ConversationFilter) where() (where string, args []any) {
	where, args = "state = ?", []any{string(f.State)}
	if f.Due != 0 {
		where, args = "due_at > 0 AND due_at < ?", []any{f.Due}
	}
	if f.Walk != nil {
		where, args = f.Walk.talks()
		where = "id IN (SELECT talk FROM " + where + " AS came)"
	}
	add := func(condition string, arg any) { where, args = where+" AND "+condition, append(args, arg) }
	if f.Assignee != 0 {
		add("owner = ?", f.Assignee)
	}
	if f.Unassigned {
		add("owner = ?", 0)
	}
	if f.Team != 0 {
		add("team > 0 AND team = ?", f.Team)
	}
	if f.Channel != "" {
		add("channel = ?", string(f.Channel))
	}
	if f.AfterID == 0 {
		return where, args
	}
	if f.Due != 0 {
		return where + " AND (due_at > ? OR due_at = ? AND id > ?)", append(args, f.AfterAt, f.AfterAt, f.AfterID)
	}
	return where + " AND last_at <= ? AND (last_at < ? OR id < ?)", append(args, f.AfterAt, f.AfterAt, f.AfterID)
}

func (f ConversationFilter) order() string {
	if f.Due != 0 {
		return " ORDER BY due_at, id LIMIT ?"
	}
	return " ORDER BY last_at DESC, id DESC LIMIT ?"
}

// Conversations lists conversations within reach. Each part of a reach (one's own, each team's) is read along its index,
// and the parts are put together: so a page costs the same however many conversations there are.
func (v *View) Conversations(ctx context.Context, reach auth.Reach, f ConversationFilter) (all []conversation.Conversation, err error) {
	where, args := f.where()
	for _, part := range reachParts(reach) {
		list, err := v.conversations(ctx, where+part.sql+f.order(), append(append(slices.Clone(args), part.args...), f.Limit)...)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b conversation.Conversation) int {
		if f.Due != 0 {
			return cmp.Or(cmp.Compare(a.Due(), b.Due()), cmp.Compare(a.ID, b.ID))
		}
		return cmp.Or(cmp.Compare(b.LastAt, a.LastAt), cmp.Compare(b.ID, a.ID))
	})
	all = slices.CompactFunc(all, func(a, b conversation.Conversation) bool { return a.ID == b.ID })
	return all[:min(len(all), f.Limit)], nil
}

// reachParts are the conditions of a reach of which a row fulfils one, each read along an index of its own.
func reachParts(r auth.Reach) (parts []where) {
	if r.All {
		return []where{clauseOf("")}
	}
	if r.User != 0 {
		parts = append(parts, clauseOf(" AND owner = ?", r.User))
	}
	for _, team := range r.Teams {
		parts = append(parts, clauseOf(" AND team > 0 AND team = ?", team))
	}
	return parts
}

// CountConversations counts open conversations of a filter within reach, up to a bound.
func (v *View) CountConversations(ctx context.Context, reach auth.Reach, f ConversationFilter, most int) (n int64, err error) {
	where, args := f.where()
	condition, more := v.within(reach)
	query := "SELECT count(*) FROM (SELECT 1 FROM conversation WHERE " + where + condition + " LIMIT ?) AS found"
	err = v.one(ctx, "counting conversations", query, append(append(args, more...), most), &n)
	return n, err
}

// SnoozedUntil are the conversations that were put off until before now.
func (v *View) SnoozedUntil(ctx context.Context, limit int) ([]conversation.Conversation, error) {
	return v.conversations(ctx, "state = 'snoozed' AND snoozed_until > 0 AND snoozed_until <= ? ORDER BY snoozed_until LIMIT ?", v.now, limit)
}

// GiveConversation gives a person's conversation that is not closed and nobody's to a user and a team.
func (t *Tx) GiveConversation(ctx context.Context, person, user, team int64) error {
	_, err := t.exec(ctx, "giving a conversation to somebody", `UPDATE conversation SET owner = ?, team = CASE WHEN team = 0 THEN ? ELSE team END, version = version + 1
WHERE person = ? AND state <> 'closed' AND owner = 0`, user, team, person)
	return err
}
