package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/hub/conversation"
)

// entryColumns are read with the message that carries an entry: its state is the entry's.
const entryColumns = `e.id, e.conversation, e.kind, e.channel, e.author, e.address, e.subject, e.text, e.html, e.quoted, e.files, e.message, e.key, e.data, e.at, e.machine,
COALESCE((SELECT state FROM message WHERE message.id = e.message), CASE WHEN e.kind = 'out' THEN 'sent' ELSE '' END)`

func scanEntry(rows *sql.Rows) (e conversation.Entry, err error) {
	var machine int64
	var files, data []byte
	err = rows.Scan(&e.ID, &e.Conversation, (*string)(&e.Kind), (*string)(&e.Channel), &e.Author, &e.Address, &e.Subject, &e.Text, &e.HTML, &e.Quoted, &files, &e.Message, &e.Key, &data,
		&e.At, &machine, &e.State)
	if err != nil {
		return e, err
	}
	e.Machine = machine > 0
	return e, errors.Join(json.Unmarshal(files, &e.Files), json.Unmarshal(data, &e.Data))
}

func (v *View) entries(ctx context.Context, where string, args ...any) (list []conversation.Entry, err error) {
	err = v.each(ctx, "reading what was said", "SELECT "+entryColumns+" FROM conversation_entry e WHERE "+where, args, func(rows *sql.Rows) error {
		e, err := scanEntry(rows)
		list = append(list, e)
		return err
	})
	return list, err
}

// AddEntry adds to what was said, and gives it with its id. ErrConflict where its channel has one of its key.
func (t *Tx) AddEntry(ctx context.Context, e conversation.Entry) (conversation.Entry, error) {
	if e.Files == nil {
		e.Files = []int64{}
	}
	if e.Data == nil {
		e.Data = map[string]string{}
	}
	files, err := json.Marshal(e.Files)
	if err != nil {
		return e, err
	}
	data, err := json.Marshal(e.Data)
	if err != nil {
		return e, err
	}
	query := `INSERT INTO conversation_entry (conversation, kind, channel, author, address, subject, text, html, quoted, files, message, key, data, at, machine)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`
	args := []any{e.Conversation, string(e.Kind), string(e.Channel), e.Author, e.Address, e.Subject, e.Text, e.HTML, e.Quoted, string(files), e.Message, e.Key, string(data), e.At, count(e.Machine)}
	err = t.one(ctx, "keeping what was said", query, args, &e.ID)
	if errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("keeping what was said: there is one of this key: %w", ErrConflict)
	}
	return e, err
}

// CarryEntry notes which message carries an entry.
func (t *Tx) CarryEntry(ctx context.Context, entry, message int64) error {
	_, err := t.exec(ctx, "noting what carries an entry", "UPDATE conversation_entry SET message = ? WHERE id = ?", message, entry)
	return err
}

// NoteEntry keeps a word beside an entry that was said, under a key of its data.
func (t *Tx) NoteEntry(ctx context.Context, id int64, key, word string) error {
	e, err := t.Entry(ctx, id)
	if err != nil {
		return err
	}
	e.Data[key] = word
	data, err := json.Marshal(e.Data)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "noting something beside what was said", "UPDATE conversation_entry SET data = ? WHERE id = ?", string(data), id)
	return err
}

// Entry is one that was said; ErrNotFound where there is none of that id.
func (v *View) Entry(ctx context.Context, id int64) (e conversation.Entry, err error) {
	list, err := v.entries(ctx, "e.id = ?", id)
	if err != nil || len(list) == 0 {
		return e, errors.Join(err, v.failed("reading what was said", sql.ErrNoRows))
	}
	return list[0], nil
}

// EntryOfKey is what a channel knows by a key; ErrNotFound where there is none.
func (v *View) EntryOfKey(ctx context.Context, channel conversation.Channel, key string) (e conversation.Entry, err error) {
	list, err := v.entries(ctx, "e.channel = ? AND e.key = ? AND e.key <> ''", string(channel), key)
	if err != nil || len(list) == 0 {
		return e, errors.Join(err, v.failed("reading what was said", sql.ErrNoRows))
	}
	return list[0], nil
}

// EntriesByID are some of them.
func (v *View) EntriesByID(ctx context.Context, ids []int64) (map[int64]conversation.Entry, error) {
	in, arg := v.dialect.In("e.id", ids)
	list, err := v.entries(ctx, in, arg)
	by := make(map[int64]conversation.Entry, len(list))
	for _, e := range list {
		by[e.ID] = e
	}
	return by, err
}

// Entries gives a page of what was said in a conversation, the last first, before one of them; zeros begin with the last.
func (v *View) Entries(ctx context.Context, id, beforeAt, beforeID int64, limit int) ([]conversation.Entry, error) {
	return v.entries(ctx, "e.conversation = ? AND (? = 0 OR e.at < ? OR e.at = ? AND e.id < ?) ORDER BY e.at DESC, e.id DESC LIMIT ?", id, beforeID, beforeAt, beforeAt, beforeID, limit)
}

// EntriesAfter gives what was said in a conversation after an entry, in the order it was written down.
func (v *View) EntriesAfter(ctx context.Context, id, after int64, limit int) ([]conversation.Entry, error) {
	return v.entries(ctx, "e.conversation = ? AND e.id > ? ORDER BY e.id LIMIT ?", id, after, limit)
}

// LastHeard is what the person said last over a channel in a conversation (empty: over any); ErrNotFound where they did not.
func (v *View) LastHeard(ctx context.Context, id int64, channel conversation.Channel) (e conversation.Entry, err error) {
	list, err := v.entries(ctx, "e.conversation = ? AND e.kind = 'in' AND e.machine = 0 AND (? = '' OR e.channel = ?) ORDER BY e.at DESC, e.id DESC LIMIT 1", id, string(channel), string(channel))
	if err != nil || len(list) == 0 {
		return e, errors.Join(err, v.failed("reading what was heard last", sql.ErrNoRows))
	}
	return list[0], nil
}

// WaitingSince is since when a person waits by what was said: the first they said after what a human answered last; 0: they do not.
func (v *View) WaitingSince(ctx context.Context, id int64) (at int64, err error) {
	query := `SELECT COALESCE(min(at), 0) FROM conversation_entry WHERE conversation = ? AND kind = 'in' AND machine = 0
AND at > (SELECT COALESCE(max(at), 0) FROM conversation_entry WHERE conversation = ? AND kind = 'out' AND machine = 0 AND author NOT IN (?, ?))`
	err = v.one(ctx, "reckoning since when somebody waits", query, []any{id, id, conversation.TheBot, conversation.TheHouse}, &at)
	return at, err
}

// AnsweredSince is how many answers went to an address since an instant.
func (v *View) AnsweredSince(ctx context.Context, address string, since int64) (n int, err error) {
	err = v.one(ctx, "counting answers", "SELECT count(*) FROM conversation_entry WHERE kind = 'out' AND address <> '' AND address = ? AND at >= ?", []any{address, since}, &n)
	return n, err
}

// TakeEntryBack removes an answer whose message has not left yet, and stops that; ErrNotFound where it has, or there is none.
func (t *Tx) TakeEntryBack(ctx context.Context, e conversation.Entry) error {
	n, err := t.exec(ctx, "taking an answer back", "UPDATE message SET state = 'stopped', due_at = 0, entry = 0 WHERE id = ? AND entry = ? AND state IN ('queued', 'held')", e.Message, e.ID)
	if err := t.wasThere("taking an answer back", n, err); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "taking an answer back", "DELETE FROM ticket_entry WHERE entry = ?", e.ID); err != nil {
		return err
	}
	_, err = t.exec(ctx, "taking an answer back", "DELETE FROM conversation_entry WHERE id = ?", e.ID)
	return err
}
