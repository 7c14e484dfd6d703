package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/hub/conversation"
	"banhda/hub/record"
)

// GiveEntries gives entries of conversations to a ticket: each belongs to at most one, the last it was given to.
func (t *Tx) GiveEntries(ctx context.Context, ticket int64, entries []int64) error {
	query := "ON CONFLICT (entry) DO UPDATE SET ticket = excluded.ticket"
	return t.insertAll(ctx, "giving what was said to a ticket", "ticket_entry (entry, ticket)", 2, query, len(entries), func(i int) []any { return []any{entries[i], ticket} })
}

// TicketOfEntry is the ticket that something said belongs to, as it is after merges; ErrNotFound where it belongs to none.
func (v *View) TicketOfEntry(ctx context.Context, entry int64) (id int64, err error) {
	if err := v.one(ctx, "finding the ticket of what was said", "SELECT ticket FROM ticket_entry WHERE entry = ?", []any{entry}, &id); err != nil {
		return 0, err
	}
	stands, err := v.stands(ctx, record.Ticket, []int64{id})
	return stands[id], err
}

// whole is the condition that an entry belongs to a ticket, or to one that became part of it.
const whole = `e.id IN (WITH RECURSIVE part (id) AS (
	SELECT CAST(? AS BIGINT) UNION SELECT record.id FROM part JOIN record ON record.type = 'ticket' AND record.into_id = part.id AND record.into_id <> 0
) SELECT entry FROM ticket_entry WHERE ticket IN (SELECT id FROM part))`

// TicketTalk is a page of what was said about a ticket, and about those that became part of it, the last first, before an
// entry; zeros begin with the last.
func (v *View) TicketTalk(ctx context.Context, ticket, beforeAt, beforeID int64, limit int) ([]conversation.Entry, error) {
	return v.entries(ctx, whole+" AND (? = 0 OR e.at < ? OR e.at = ? AND e.id < ?) ORDER BY e.at DESC, e.id DESC LIMIT ?", ticket, beforeID, beforeAt, beforeAt, beforeID, limit)
}

// TicketEntries are those of some entries that belong to a ticket, in the order they were said.
func (v *View) TicketEntries(ctx context.Context, ticket int64, ids []int64) ([]conversation.Entry, error) {
	in, arg := v.dialect.In("e.id", ids)
	return v.entries(ctx, whole+" AND "+in+" ORDER BY e.at, e.id", ticket, arg)
}

// TicketHeard is what the customer said last about a ticket, over a channel (empty: over any); ErrNotFound where they did not.
func (v *View) TicketHeard(ctx context.Context, ticket int64, channel conversation.Channel) (e conversation.Entry, err error) {
	list, err := v.entries(ctx, whole+" AND e.kind = 'in' AND e.machine = 0 AND (? = '' OR e.channel = ?) ORDER BY e.at DESC, e.id DESC LIMIT 1", ticket, string(channel), string(channel))
	if err != nil || len(list) == 0 {
		return e, errors.Join(err, v.failed("reading what was heard last", sql.ErrNoRows))
	}
	return list[0], nil
}

// Unticketed are what was said in a conversation that belongs to no ticket yet, from an instant on, in the order it was said.
func (v *View) Unticketed(ctx context.Context, conversation, since int64, limit int) ([]int64, error) {
	query := `SELECT id FROM conversation_entry e WHERE conversation = ? AND at >= ? AND kind <> 'act' AND NOT EXISTS (SELECT 1 FROM ticket_entry WHERE entry = e.id)
ORDER BY at, id LIMIT ?`
	return v.ids(ctx, query, conversation, since, limit)
}

// TicketsOfConversation are the tickets that something said in a conversation belongs to, as they are after merges.
func (v *View) TicketsOfConversation(ctx context.Context, id int64) ([]int64, error) {
	ids, err := v.ids(ctx, "SELECT DISTINCT ticket FROM ticket_entry WHERE entry IN (SELECT id FROM conversation_entry WHERE conversation = ?) ORDER BY ticket DESC LIMIT 50", id)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	stands, err := v.stands(ctx, record.Ticket, ids)
	var now []int64
	seen := map[int64]bool{}
	for _, one := range ids {
		if at := stands[one]; !seen[at] {
			seen[at] = true
			now = append(now, at)
		}
	}
	return now, err
}

// MergedTickets are the tickets that became part of one.
func (v *View) MergedTickets(ctx context.Context, ticket int64) ([]int64, error) {
	return v.ids(ctx, "SELECT id FROM record WHERE type = 'ticket' AND into_id = ? ORDER BY id", ticket)
}
