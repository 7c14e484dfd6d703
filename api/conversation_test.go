package api

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/channel/email/mailbox"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/store"
)

// writes is a mail that somebody writes.
func writes(from, key, text string) conversation.Incoming {
	return conversation.Incoming{Channel: conversation.Email, Who: person.Identity{Email: from, Name: "Nguyễn Thị Lan"}, Address: from, Key: key, Subject: "Giá máy lạnh", Text: text}
}

// hears takes something in, now.
func (f *front) hears(in conversation.Incoming) conversation.Entry {
	f.t.Helper()
	in.At = f.Now().UnixMicro()
	e, err := f.hear(context.Background(), in)
	if err != nil {
		f.t.Fatal(err)
	}
	return e
}

func (b *visitor) conversation(id string) ConversationShown {
	b.t.Helper()
	return gets[ConversationShown](b, 200, "GET", "/v1/conversations/"+id, "")
}

// TestOneConversationForEachPerson: what somebody writes opens one conversation, is taken in once, waits for an answer that can
// be taken back, and opens it again after it was closed.
func TestOneConversationForEachPerson(t *testing.T) {
	f, b := turning(t)
	first := f.hears(writes("lan@example.vn", "m1@example.vn", "Còn hàng không?"))
	if again := f.hears(writes("lan@example.vn", "m1@example.vn", "Còn hàng không?")); again.ID != first.ID {
		t.Errorf("taken in twice: %+v", again)
	}
	id := ConversationID(first.Conversation)
	shown := b.conversation(id)
	if c := shown.Conversation; c.Person.Name != "Nguyễn Thị Lan" || c.WaitingSince == nil || c.DueAt == nil || c.State != conversation.Open || len(shown.Channels) != 1 {
		t.Fatalf("heard: %+v", shown)
	}
	answer := gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+id+"/answer", `{"channel":"email","text":"Dạ còn ạ","key":"1"}`)
	if again := gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+id+"/answer", `{"channel":"email","text":"Dạ còn ạ","key":"1"}`); again.ID != answer.ID || !answer.Undo || answer.Address != "lan@example.vn" {
		t.Errorf("answered: %+v, again %+v", answer, again)
	}
	if c := b.conversation(id).Conversation; c.WaitingSince != nil || c.Assignee == nil || c.FirstAnsweredAt == nil {
		t.Errorf("answered: %+v", c)
	}
	gets[ConversationEntry](b, 200, "DELETE", "/v1/conversations/"+id+"/entries/"+answer.ID, "")
	gets[Problem](b, 404, "DELETE", "/v1/conversations/"+id+"/entries/"+answer.ID, "")
	if c := b.conversation(id); c.Conversation.WaitingSince == nil || c.Conversation.FirstAnsweredAt != nil || len(c.Entries) != 1 {
		t.Errorf("taken back: %+v", c)
	}
	gets[Conversation](b, 200, "PATCH", "/v1/conversations/"+id, `{"state":"closed"}`)
	if again := f.hears(writes("lan@example.vn", "m2@example.vn", "Alo?")); ConversationID(again.Conversation) != id || b.conversation(id).Conversation.State != conversation.Open {
		t.Errorf("wrote again: %+v", again)
	}
	other := writes("minh@other.vn", "m3@other.vn", "Tôi trả lời thay")
	other.References = []string{"m2@example.vn"}
	if e := f.hears(other); ConversationID(e.Conversation) != id || e.Data["from"] == "" {
		t.Errorf("from another address: %+v", e)
	}
	if list := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", ""); len(list.Conversations) != 1 {
		t.Errorf("%d conversations", len(list.Conversations))
	}
}

// TestAPictureWithinAMailIsShown: what its HTML names by an id of its own is named by the file that was kept.
func TestAPictureWithinAMailIsShown(t *testing.T) {
	f, b := turning(t)
	picture := base64.StdEncoding.EncodeToString(drawing(t, 40, 20))
	raw := "From: Lan <lan@example.vn>\r\nTo: us@example.com\r\nMessage-ID: <m9@example.vn>\r\nSubject: Ảnh\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" +
		"--B\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Máy <img src=\"cid:may@x\"><img src=\"https://far.example/p.gif\"></p>\r\n" +
		"--B\r\nContent-Type: image/png\r\nContent-ID: <may@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n" + picture + "\r\n--B--\r\n"
	if err := f.hearMail(t.Context(), &inboxMailbox{}, mailbox.Place{Validity: 1, UID: 9}, []byte(raw), nil); err != nil {
		t.Fatal(err)
	}
	list := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", "").Conversations
	if len(list) != 1 {
		t.Fatalf("heard: %+v", list)
	}
	e := b.conversation(list[0].ID).Entries[0]
	if len(e.Files) != 1 || !e.Files[0].Picture || !strings.Contains(e.HTML, `src="cid:`+e.Files[0].ID+`"`) {
		t.Errorf("the picture: %+v in %s", e.Files, e.HTML)
	}
}

// TestProgramsNeverOpenNorTalk: what a program wrote opens no conversation and makes nobody, and two programs stop talking.
func TestProgramsNeverOpenNorTalk(t *testing.T) {
	f, b := turning(t)
	away := writes("away@example.vn", "a1@example.vn", "Tôi vắng mặt")
	away.Machine = true
	if e := f.hears(away); e.ID != 0 {
		t.Errorf("a program opened %+v", e)
	}
	if list := gets[ConversationsAnswer](b, 200, "GET", "/v1/conversations", ""); len(list.Conversations) != 0 {
		t.Errorf("a program opened %+v", list)
	}
	if found, _ := f.Records.Profiles(t.Context(), []person.Key{{Kind: person.Email, Value: "away@example.vn"}}); len(found) != 0 {
		t.Error("a program became somebody")
	}
	e := f.hears(writes("away@example.vn", "a2@example.vn", "Còn hàng không?"))
	ctx := auth.With(t.Context(), systemActor)
	sent := 0
	for i := range 20 {
		_, err := f.answer(ctx, conversation.Answer{Conversation: e.Conversation, Channel: conversation.Email, Author: conversation.TheHouse, Text: "Cảm ơn bạn"})
		if told := (*Refused)(nil); errors.As(err, &told) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		sent++
		away.Key = fmt.Sprintf("a%d@example.vn", 10+i)
		f.hears(away)
	}
	if sent != mostAutomatic {
		t.Errorf("two programs talked %d times", sent)
	}
	if c := b.conversation(ConversationID(e.Conversation)).Conversation; c.WaitingSince == nil || c.FirstAnsweredAt != nil {
		t.Errorf("programs answered for us: %+v", c)
	}
}

// TestAnAnswerIsCarriedOnce: an answer whose fate a crash hid is doubtful, and not sent again by itself.
func TestAnAnswerIsCarriedOnce(t *testing.T) {
	f, b := turning(t)
	id := ConversationID(f.hears(writes("lan@example.vn", "m1@example.vn", "Còn hàng không?")).Conversation)
	gets[InboxAnswer](b, 200, "PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":1,"next":1},"normal":{"first":1,"next":1},"low":{"first":1,"next":1}},"undo":0,"reopen":7}`)
	gets[ConversationEntry](b, 200, "POST", "/v1/conversations/"+id+"/answer", `{"channel":"email","text":"Dạ còn ạ"}`)
	desk := f.Outgoing()
	out, _, err := desk.Claim(t.Context(), 10)
	if err != nil || len(out) != 1 {
		t.Fatalf("claimed %d: %v", len(out), err)
	}
	if err := desk.Settle(t.Context(), []message.Fate{{ID: out[0].ID, State: message.Doubtful, Reason: message.CrashHid, At: f.Now().UnixMicro()}}); err != nil {
		t.Fatal(err)
	}
	if again, _, err := desk.Claim(t.Context(), 10); err != nil || len(again) != 0 {
		t.Errorf("claimed again: %d, %v", len(again), err)
	}
	if e := b.conversation(id).Entries[0]; e.State != string(message.Doubtful) || e.Undo {
		t.Errorf("shown as %+v", e)
	}
	err = f.Records.View(t.Context(), func(v *store.View) error {
		m, err := v.Message(t.Context(), out[0].ID)
		if err == nil && m.Class != "transactional" {
			t.Errorf("it goes as %s", m.Class)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAMailIsHeadedByWhatItAnswers: who gets the first mail of a talk is not told that it answers one.
func TestAMailIsHeadedByWhatItAnswers(t *testing.T) {
	for _, c := range []struct{ own, heard, talk, want string }{
		{"", "", "", "Quán Nhỏ"}, {"Ưu đãi", "", "", "Ưu đãi"}, {"", "Giá", "", "Re: Giá"}, {"", "RE: Giá", "", "RE: Giá"}, {"", "", "Báo giá", "Re: Báo giá"}, {"Giá mới", "Giá", "Giá", "Giá mới"},
	} {
		r := reply{Entry: conversation.Entry{Subject: c.own}, answers: conversation.Entry{Subject: c.heard}, of: conversation.Conversation{Subject: c.talk}}
		if got := r.subject("Quán Nhỏ"); got != c.want {
			t.Errorf("%+v is headed by %q", c, got)
		}
	}
}

// TestACannedTextNamesHouseAndFirm: as in templates, workspace.name is the house and company.name the firm somebody is at.
func TestACannedTextNamesHouseAndFirm(t *testing.T) {
	f, b := turning(t)
	gets[Workspace](b, 200, "PUT", "/v1/workspace", `{"name":"Trà Mộc","timezone":"Asia/Ho_Chi_Minh","currency":"VND"}`)
	firm := b.makes("companies", `{"name":"Công ty Sao Mai"}`)
	b.makes("people", `{"name":"Nguyễn Thị Lan","email":"lan@example.vn","companies":[{"company":"`+firm.ID+`","primary":true}]}`)
	talk := ConversationID(f.hears(writes("lan@example.vn", "m1", "Chào shop")).Conversation)
	gets[CannedAnswer](b, 200, "POST", "/v1/canned-texts", `{"name":"chào","text":"{{ workspace.name }} chào {{company.name}}"}`)
	if list := gets[CannedAnswer](b, 200, "GET", "/v1/canned-texts?conversation="+talk, ""); list.Texts[0].Filled != "Trà Mộc chào Công ty Sao Mai" {
		t.Errorf("filled in is %q", list.Texts[0].Filled)
	}
}
