package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/store"
)

// converse opens a conversation of a person that somebody wrote something in.
func (b *bench) converse(c conversation.Conversation) conversation.Conversation {
	b.t.Helper()
	c.State, c.Channel, c.OpenedAt, c.LastAt = conversation.Open, conversation.Email, b.now.Load(), b.now.Load()
	b.tx(func(tx *store.Tx) (err error) {
		c, err = tx.AddConversation(b.ctx, c)
		return err
	})
	return c
}

func (b *bench) say(e conversation.Entry) conversation.Entry {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		e, err = tx.AddEntry(b.ctx, e)
		return err
	})
	return e
}

// conversations are opened once for each person, saved as they were read, and listed within reach.
func conversations(t *testing.T, b *bench) {
	first := b.converse(conversation.Conversation{Person: 7, Assignee: 3, Subject: "Giá máy lạnh"})
	b.refuses("a second one of a person", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddConversation(b.ctx, conversation.Conversation{Person: 7, State: conversation.Open})
		return err
	})
	b.now.Add(10)
	second := b.converse(conversation.Conversation{Person: 8, Team: 5})
	b.now.Add(10)
	third := b.converse(conversation.Conversation{Person: 9})
	list := func(reach auth.Reach, f store.ConversationFilter) (ids []int64) {
		f.Limit = 10
		b.view(func(v *store.View) error {
			all, err := v.Conversations(b.ctx, reach, f)
			for _, c := range all {
				ids = append(ids, c.ID)
			}
			return err
		})
		return ids
	}
	open := store.ConversationFilter{State: conversation.Open}
	b.want("all", list(auth.Everything, open), []int64{third.ID, second.ID, first.ID})
	b.want("one's own and one's team's", list(auth.Reach{User: 3, Teams: []int64{5}}, open), []int64{second.ID, first.ID})
	b.want("one's own", list(auth.Reach{User: 3}, open), []int64{first.ID})
	b.want("nobody's", list(auth.Everything, store.ConversationFilter{State: conversation.Open, Unassigned: true}), []int64{third.ID, second.ID})
	b.want("within no reach", list(auth.Reach{}, open), []int64(nil))
	b.want("the next page", list(auth.Everything, store.ConversationFilter{State: conversation.Open, AfterAt: second.LastAt, AfterID: second.ID}), []int64{first.ID})
	first.WaitingSince, first.FirstDueAt = 5, 100
	b.tx(func(tx *store.Tx) (err error) {
		_, err = tx.SaveConversation(b.ctx, first)
		return err
	})
	b.want("due", list(auth.Everything, store.ConversationFilter{Due: 101}), []int64{first.ID})
	b.view(func(v *store.View) error {
		n, err := v.CountConversations(b.ctx, auth.Everything, open, 2)
		b.want("counted up to a bound", n, int64(2))
		return err
	})
	b.refuses("saving what changed meanwhile", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.SaveConversation(b.ctx, first)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.GiveConversation(b.ctx, 9, 4, 6) })
	b.view(func(v *store.View) error {
		c, err := v.LastConversation(b.ctx, 9)
		b.want("given", []int64{c.Assignee, c.Team}, []int64{4, 6})
		return err
	})
}

// entries are taken in once for their key, read in pages, and carried by messages that can be taken back.
func entries(t *testing.T, b *bench) {
	c := b.converse(conversation.Conversation{Person: 7})
	heard := b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Email, Author: conversation.ThePerson, Address: "lan@example.com", Text: "Còn hàng không?", Key: "a@b", At: 50, Data: map[string]string{"mailbox": "1"}})
	b.refuses("the same again", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddEntry(b.ctx, conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Email, Key: "a@b"})
		return err
	})
	answer := b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.Out, Channel: conversation.Email, Author: "usr_x", Address: "lan@example.com", Text: "Còn ạ", At: 60, Files: []int64{4}})
	id := b.send(message.Draft{Person: 7, Channel: consent.Email, Class: consent.Transactional, Entry: answer.ID, At: b.now.Load() + 1000})
	b.tx(func(tx *store.Tx) error { return tx.CarryEntry(b.ctx, answer.ID, id) })
	b.want("the message's entry", b.message(id).Entry, answer.ID)
	b.view(func(v *store.View) error {
		e, err := v.EntryOfKey(b.ctx, conversation.Email, "a@b")
		b.want("found by key", []any{e.ID, e.Text, e.Data["mailbox"]}, []any{heard.ID, "Còn hàng không?", "1"})
		page, err2 := v.Entries(b.ctx, c.ID, 0, 0, 10)
		b.want("what was said", []any{len(page), page[0].State, page[0].Files}, []any{2, "queued", []int64{4}})
		since, err3 := v.WaitingSince(b.ctx, c.ID)
		b.want("since when they wait", since, int64(0))
		n, err4 := v.AnsweredSince(b.ctx, "lan@example.com", 60)
		b.want("answers to an address", n, 1)
		for _, err := range []error{err, err2, err3, err4} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	answer.Message = id
	b.tx(func(tx *store.Tx) error { return tx.TakeEntryBack(b.ctx, answer) })
	b.want("what was to be sent", b.message(id).State, message.Stopped)
	b.refuses("taking it back again", store.ErrNotFound, func(tx *store.Tx) error { return tx.TakeEntryBack(b.ctx, answer) })
	b.view(func(v *store.View) error {
		since, err := v.WaitingSince(b.ctx, c.ID)
		b.want("they wait again", since, int64(50))
		return err
	})
}

// conversationsMerge: of two people who become one, the older conversation takes the younger in.
func conversationsMerge(t *testing.T, b *bench) {
	save := func(c person.Changes) { b.ok(b.Records.SaveIdentity(b.ctx, c)) }
	founded := func(id int64, email string) person.Founding {
		return person.Founding{Profile: person.Profile{ID: id, Key: person.Key{Kind: person.Email, Value: email}, Person: id}, Seq: id}
	}
	save(person.Changes{Founded: []person.Founding{founded(1, "a@example.com"), founded(2, "b@example.com")}, Cursor: person.Cursor{Seq: 2, LastProfile: 2}})
	older := b.converse(conversation.Conversation{Person: 1, Subject: "Báo giá"})
	b.now.Add(10)
	younger := b.converse(conversation.Conversation{Person: 2, Assignee: 3})
	b.say(conversation.Entry{Conversation: younger.ID, Kind: conversation.In, Channel: conversation.SMS, Author: conversation.ThePerson, Text: "alo", At: b.now.Load()})
	save(person.Changes{Links: []person.Link{{Seq: 3, Profile: 2, From: 2, Person: 1, Cause: person.Merged}}, Cursor: person.Cursor{Seq: 3, LastProfile: 2}})
	b.view(func(v *store.View) error {
		c, err := v.LastConversation(b.ctx, 1)
		b.want("one conversation", []any{c.ID, c.Assignee, c.Subject}, []any{older.ID, int64(3), "Báo giá"})
		said, err2 := v.Entries(b.ctx, older.ID, 0, 0, 10)
		b.want("with all that was said", len(said), 1)
		_, gone := v.Conversation(b.ctx, auth.Everything, younger.ID)
		b.want("the other is gone", gone != nil, true)
		if err == nil {
			err = err2
		}
		return err
	})
}
