package store

import (
	"context"
	"database/sql"
	"errors"

	"banhda/auth"
	"banhda/hub/conversation"
	"banhda/hub/person"
)

// moving is a conversation and whose it is now by who opened it.
type moving struct{ id, person int64 }

// conversationsMove lets conversations follow people who became one, or several again. Of one person there is one that is
// not closed, so of two the older takes the younger in; these stay together where the people are told apart again.
func (t *Tx) conversationsMove(ctx context.Context, links []person.Link) error {
	if len(links) == 0 {
		return nil
	}
	in, arg := t.dialect.In("c.profile", linked(links))
	var list []moving
	query := "SELECT c.id, p.person FROM conversation c JOIN profile p ON p.id = c.profile WHERE c.person <> p.person AND " + in + " ORDER BY c.id"
	err := t.each(ctx, "looking for conversations that move", query, []any{arg}, func(rows *sql.Rows) error {
		var m moving
		err := rows.Scan(&m.id, &m.person)
		list = append(list, m)
		return err
	})
	for _, m := range list {
		if err == nil {
			err = t.moveConversation(ctx, m)
		}
	}
	return err
}

func (t *Tx) moveConversation(ctx context.Context, m moving) error {
	moved, err := t.Conversation(ctx, auth.Everything, m.id)
	if err != nil {
		return err
	}
	theirs, err := t.LastConversation(ctx, m.person)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if err != nil || theirs.State == conversation.Closed || moved.State == conversation.Closed {
		moved.Person = m.person
		_, err = t.SaveConversation(ctx, moved)
		return err
	}
	older, younger := theirs, moved
	if moved.OpenedAt < theirs.OpenedAt {
		older, younger = moved, theirs
	}
	return t.joinConversations(ctx, older, younger, m.person)
}

// joinConversations lets one take another in, for a person.
func (t *Tx) joinConversations(ctx context.Context, into, from conversation.Conversation, person int64) error {
	if _, err := t.exec(ctx, "joining conversations", "UPDATE conversation_entry SET conversation = ? WHERE conversation = ?", into.ID, from.ID); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "joining conversations", "DELETE FROM conversation WHERE id = ?", from.ID); err != nil {
		return err
	}
	into.Merge(&from)
	into.Person = person
	_, err := t.SaveConversation(ctx, into)
	return err
}

// forgetConversations removes what was said with somebody.
func (t *Tx) forgetConversations(ctx context.Context, people []int64) error {
	of, profiles := t.dialect.In("profile", people)
	if _, err := t.exec(ctx, "forgetting talks", "DELETE FROM chat_visitor WHERE "+of, profiles); err != nil {
		return err
	}
	in, arg := t.dialect.In("person", people)
	for _, query := range []string{
		"DELETE FROM bot_answer WHERE entry IN (SELECT id FROM conversation_entry WHERE conversation IN (SELECT id FROM conversation WHERE " + in + "))",
		"DELETE FROM bot_walk WHERE begun IN (SELECT id FROM conversation_entry WHERE conversation IN (SELECT id FROM conversation WHERE " + in + "))",
		"DELETE FROM ticket_entry WHERE entry IN (SELECT id FROM conversation_entry WHERE conversation IN (SELECT id FROM conversation WHERE " + in + "))",
		"DELETE FROM conversation_entry WHERE conversation IN (SELECT id FROM conversation WHERE " + in + ")",
		"DELETE FROM conversation WHERE " + in,
	} {
		if _, err := t.exec(ctx, "forgetting what was said", query, arg); err != nil {
			return err
		}
	}
	return nil
}
