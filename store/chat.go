package store

import (
	"context"

	"banhda/hub/conversation"
)

// ChatVisitor is a visitor who wrote. Instants are microseconds.
type ChatVisitor struct {
	Name      string // of their talk: the address of what was said in it
	Profile   int64  // who they were when they wrote first
	Language  string
	Read      int64 // the last answer they saw; 0: none
	Mailed    int64 // the last answer that went by e-mail because they had not seen it; 0: none
	StartedAt int64
}

// ChatVisitor is one by the name of their talk; ErrNotFound where they have not written.
func (v *View) ChatVisitor(ctx context.Context, name string) (c ChatVisitor, err error) {
	err = v.one(ctx, "reading a visitor of the chat", "SELECT name, profile, language, read, mailed, started_at FROM chat_visitor WHERE name = ?", []any{name},
		&c.Name, &c.Profile, &c.Language, &c.Read, &c.Mailed, &c.StartedAt)
	return c, err
}

// StartChat keeps a visitor who writes for the first time; fresh is false where they did before.
func (t *Tx) StartChat(ctx context.Context, c ChatVisitor) (fresh bool, err error) {
	n, err := t.exec(ctx, "keeping a visitor of the chat", "INSERT INTO chat_visitor (name, profile, language, read, mailed, started_at) VALUES (?, ?, ?, 0, 0, ?) ON CONFLICT DO NOTHING",
		c.Name, c.Profile, c.Language, c.StartedAt)
	return n > 0, err
}

// MoveChat gives what was said in a talk to another, as when its visitor signs in.
func (t *Tx) MoveChat(ctx context.Context, from, to string) error {
	_, err := t.exec(ctx, "moving a talk", "UPDATE conversation_entry SET address = ? WHERE channel = 'chat' AND address = ?", to, from)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "moving a talk", "UPDATE chat_visitor SET name = ? WHERE name = ? AND NOT EXISTS (SELECT 1 FROM chat_visitor WHERE name = ?)", to, from, to); err != nil {
		return err
	}
	_, err = t.exec(ctx, "moving a talk", "DELETE FROM chat_visitor WHERE name = ?", from)
	return err
}

// SawChat notes the last answer that a visitor saw; an earlier one changes nothing.
func (t *Tx) SawChat(ctx context.Context, name string, entry int64) (moved bool, err error) {
	n, err := t.exec(ctx, "noting what a visitor saw", "UPDATE chat_visitor SET read = ? WHERE name = ? AND read < ?", entry, name, entry)
	return n > 0, err
}

// MailedChat notes the last answer that went to a visitor by e-mail.
func (t *Tx) MailedChat(ctx context.Context, name string, entry int64) error {
	_, err := t.exec(ctx, "noting what a visitor was mailed", "UPDATE chat_visitor SET mailed = ? WHERE name = ? AND mailed < ?", entry, name, entry)
	return err
}

// ChatEntries gives what was said in a talk after an entry, in the order it was written down, whoever its visitor became.
func (v *View) ChatEntries(ctx context.Context, name string, after int64, limit int) ([]conversation.Entry, error) {
	return v.entries(ctx, "e.channel = 'chat' AND e.address = ? AND e.id > ? ORDER BY e.id LIMIT ?", name, after, limit)
}

// LastChatEntries gives what was said last in a talk, the last first.
func (v *View) LastChatEntries(ctx context.Context, name string, limit int) ([]conversation.Entry, error) {
	return v.entries(ctx, "e.channel = 'chat' AND e.address = ? ORDER BY e.id DESC LIMIT ?", name, limit)
}
