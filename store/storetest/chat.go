package storetest

import (
	"testing"

	"banhda/hub/conversation"
	"banhda/store"
)

// chats are begun once, and read by the name of the talk alone, whosever conversation it is.
func chats(_ *testing.T, b *bench) {
	c := b.converse(conversation.Conversation{Person: 7})
	start := func(name string) (fresh bool) {
		b.tx(func(tx *store.Tx) (err error) {
			fresh, err = tx.StartChat(b.ctx, store.ChatVisitor{Name: name, Profile: 7, Language: "vi", StartedAt: 50})
			return err
		})
		return fresh
	}
	b.want("begun", []bool{start("lan"), start("lan")}, []bool{true, false})
	say := func(kind conversation.Kind, channel conversation.Channel, address, text string) int64 {
		return b.say(conversation.Entry{Conversation: c.ID, Kind: kind, Channel: channel, Address: address, Text: text, At: 50}).ID
	}
	first := say(conversation.In, conversation.Chat, "lan", "Còn hàng không?")
	say(conversation.In, conversation.Chat, "nam", "Giá bao nhiêu?")
	say(conversation.Out, conversation.Email, "lan", "Chào chị")
	say(conversation.Note, "", "", "Khách quen")
	answer := say(conversation.Out, conversation.Chat, "lan", "Còn ạ")
	said := func(after int64) (texts []string) {
		b.view(func(v *store.View) error {
			list, err := v.ChatEntries(b.ctx, "lan", after, 10)
			for _, e := range list {
				texts = append(texts, e.Text)
			}
			return err
		})
		return texts
	}
	b.want("what was said", said(0), []string{"Còn hàng không?", "Còn ạ"})
	b.want("what was said since", said(first), []string{"Còn ạ"})
	saw := func(entry int64) (moved bool) {
		b.tx(func(tx *store.Tx) (err error) {
			moved, err = tx.SawChat(b.ctx, "lan", entry)
			return err
		})
		return moved
	}
	b.want("seen once, and never less", []bool{saw(answer), saw(answer), saw(first)}, []bool{true, false, false})
	b.tx(func(tx *store.Tx) error { return tx.MailedChat(b.ctx, "lan", answer) })
	b.view(func(v *store.View) error {
		last, err := v.LastChatEntries(b.ctx, "lan", 1)
		b.want("the last", last[0].ID, answer)
		visitor, err2 := v.ChatVisitor(b.ctx, "lan")
		b.want("the visitor", visitor, store.ChatVisitor{Name: "lan", Profile: 7, Language: "vi", Read: answer, Mailed: answer, StartedAt: 50})
		if err == nil {
			err = err2
		}
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.MoveChat(b.ctx, "lan", "signed") })
	b.want("what was said, before it was moved", said(0), []string(nil))
	b.tx(func(tx *store.Tx) error { return tx.MoveChat(b.ctx, "signed", "lan") })
	b.want("what was said, moved back", said(0), []string{"Còn hàng không?", "Còn ạ"})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{7}})
		return err
	})
	b.want("what is left of who is forgotten", said(0), []string(nil))
	b.refuses("a visitor who is forgotten", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.ChatVisitor(b.ctx, "lan"); return err })
}
