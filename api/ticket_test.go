package api

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/wheel"
)

func (b *visitor) ticketTalk(id string) TicketAnswer {
	b.t.Helper()
	return gets[TicketAnswer](b, 200, "GET", "/v1/records/tickets/"+id+"/talk", "")
}

func asJSON(v any) string {
	text, _ := json.Marshal(v) // of texts: it never fails
	return string(text)
}

func (b *visitor) ticketIs(id, status string) RecordAnswer {
	b.t.Helper()
	r := b.shows("tickets", id)
	if r.Values["status"] != status {
		b.t.Errorf("the ticket is %v, not %s: %v", r.Values["status"], status, r.Values)
	}
	return r
}

// TestATicketOfATalk: what is said in a conversation is what is said about the ticket; answers go out by the conversation's
// channel, what the customer writes comes back to it, and opens it again for some days after it was solved.
func TestATicketOfATalk(t *testing.T) {
	f, b := turning(t)
	first := f.hears(writes("lan@example.vn", "m1@example.vn", "Máy không chạy"))
	talk := ConversationID(first.Conversation)
	made := gets[RecordAnswer](b, 200, "POST", "/v1/tickets", `{"conversation":"`+talk+`","values":{"kind":"problem"}}`)
	if made.Values["name"] != "Giá máy lạnh" || made.Values["channel"] != "email" || made.Values["waiting_since"] == nil || made.Values["status"] != "new" {
		t.Fatalf("opened: %v", made.Values)
	}
	path := "/v1/records/tickets/" + made.ID
	shown := b.ticketTalk(made.ID)
	if len(shown.Talk) != 1 || shown.Talk[0].Text != "Máy không chạy" || len(shown.Channels) != 1 || shown.Conversation == nil {
		t.Fatalf("shown: %+v", shown)
	}
	r := gets[RecordAnswer](b, 200, "POST", path+"/work", `{"version":1,"answer":{"channel":"email","text":"Chị thử cắm lại nhé","key":"1"},"values":{"status":"customer","priority":"high"},"tags":["bao-hanh"]}`)
	if v := r.Values; v["status"] != "customer" || v["waiting_since"] != nil || v["first_replied_at"] == nil || v["priority"] != "high" {
		t.Errorf("answered: %v", v)
	}
	if c := b.conversation(talk); c.Conversation.WaitingSince != nil || c.Entries[0].Text != "Chị thử cắm lại nhé" {
		t.Errorf("the conversation was not answered: %+v", c.Conversation)
	}
	if told := gets[Problem](b, 412, "POST", path+"/work", `{"version":1,"values":{"priority":"low"}}`); !strings.Contains(told.Detail, "Tình trạng") || strings.Contains(told.Detail, "Chủ đề") {
		t.Errorf("a change against an older state is refused with %q", told.Detail)
	}
	f.hears(writes("lan@example.vn", "m2@example.vn", "Vẫn không chạy"))
	b.ticketIs(made.ID, "open")
	gets[RecordAnswer](b, 200, "POST", path+"/work", `{"note":"hỏi kho","values":{"status":"solved"}}`)
	f.hears(writes("lan@example.vn", "m3@example.vn", "Lại hỏng"))
	if r := b.ticketIs(made.ID, "open"); r.Values["reopened"] != float64(1) {
		t.Errorf("opened again: %v", r.Values)
	}
	if shown := b.ticketTalk(made.ID); len(shown.Talk) != 5 || len(shown.Moments) < 8 {
		t.Errorf("%d were said, %d happened", len(shown.Talk), len(shown.Moments))
	}
	part := gets[RecordAnswer](b, 200, "POST", path+"/split", `{"entries":["`+b.ticketTalk(made.ID).Talk[0].ID+`"],"name":"Chuyện khác"}`)
	if got := b.ticketTalk(part.ID); len(got.Talk) != 1 || got.Talk[0].Text != "Lại hỏng" {
		t.Errorf("split: %+v", got.Talk)
	}
	merged := gets[MergedAnswer](b, 200, "POST", "/v1/merges/tickets", `{"from":"`+part.ID+`","into":"`+made.ID+`"}`)
	if got := b.ticketTalk(made.ID); len(got.Talk) != 5 || len(got.Parts) != 1 {
		t.Errorf("merged: %d said, parts %v", len(got.Talk), got.Parts)
	}
	gets[UndoneAnswer](b, 200, "POST", "/v1/merges/tickets/undo", `{"act":"`+merged.Act+`","from":"`+part.ID+`","into":"`+made.ID+`"}`)
	if got := b.ticketTalk(made.ID); len(got.Talk) != 4 {
		t.Errorf("parted again: %d said", len(got.Talk))
	}
}

// TestWhoElseIsAtATicket: a ticket says whether somebody or a program made it, and colleagues see who looks at a ticket and who answers it, also where its customer has no conversation
// yet, and in the conversation once they have one.
func TestWhoElseIsAtATicket(t *testing.T) {
	f, b := turning(t)
	other := f.joins(b, "chi@example.com", "agent")
	lan := b.makes("people", `{"name":"Lan","email":"lan@example.vn"}`)
	made := gets[RecordAnswer](b, 200, "POST", "/v1/tickets", `{"values":{"name":"Máy không chạy","person":"`+lan.ID+`"}}`)
	key := gets[AccessKey](b, 200, "POST", "/v1/keys", `{"name":"kho","kind":"api","scopes":["tickets:create","tickets:read"]}`)
	program := f.browser()
	program.header.Set("Authorization", "Bearer "+key.Token)
	sent := gets[RecordAnswer](program, 200, "POST", "/v1/tickets", `{"values":{"name":"Từ phần mềm kho"}}`)
	if made.Values["channel"] != "hand" || sent.Values["channel"] != "api" {
		t.Errorf("by hand: %v; by a program: %v", made.Values["channel"], sent.Values["channel"])
	}
	at := "/v1/records/tickets/" + made.ID + "/here"
	if a := gets[HereAnswer](other.visitor, 200, "PUT", at, `{"writing":true}`); len(a.Here) != 0 {
		t.Errorf("alone there, one is told of %+v", a.Here)
	}
	if here := b.ticketTalk(made.ID).Here; len(here) != 1 || here[0].User.ID != other.id || !here[0].Writing {
		t.Errorf("who answers is shown as %+v", here)
	}
	gets[RecordAnswer](b, 200, "POST", "/v1/records/tickets/"+made.ID+"/work", `{"answer":{"channel":"email","text":"Chị thử cắm lại nhé","key":"1"}}`)
	gets[HereAnswer](other.visitor, 200, "PUT", at, `{}`)
	talk := b.ticketTalk(made.ID)
	if len(talk.Here) != 1 || talk.Here[0].Writing {
		t.Errorf("who looks is shown as %+v", talk.Here)
	}
	if here := b.conversation(talk.Conversation.ID).Here; len(here) != 1 || here[0].User.ID != other.id {
		t.Errorf("in the conversation they are shown as %+v", here)
	}
	gets[HereAnswer](other.visitor, 200, "PUT", at, `{"gone":true}`)
	if here := b.ticketTalk(made.ID).Here; len(here) != 0 {
		t.Errorf("who left is shown as %+v", here)
	}
}

// TestAnAnswerIsOneTouch: an answer to a ticket is told once it left, as one touch and one contact; what was taken back before
// was none, and the customer's wait goes on.
func TestAnAnswerIsOneTouch(t *testing.T) {
	f, b := turning(t)
	talk := ConversationID(f.hears(writes("lan@example.vn", "m1@example.vn", "Máy không chạy")).Conversation)
	made := gets[RecordAnswer](b, 200, "POST", "/v1/tickets", `{"conversation":"`+talk+`","values":{"kind":"problem"}}`)
	answered := func(key string) (told []string) {
		gets[RecordAnswer](b, 200, "POST", "/v1/records/tickets/"+made.ID+"/work", `{"answer":{"channel":"email","text":"Chị thử cắm lại nhé","key":"`+key+`"},"values":{"status":"customer"}}`)
		return f.touches()
	}
	if told := answered("1"); len(told) != 0 {
		t.Errorf("before it left, %v is told", told)
	}
	gets[ConversationEntry](b, 200, "DELETE", "/v1/conversations/"+talk+"/entries/"+b.conversation(talk).Entries[0].ID, "")
	if r := b.shows("tickets", made.ID); len(f.touches()) != 0 || r.Values["waiting_since"] == nil || r.Values["first_replied_at"] != nil || r.Values["status"] != "open" {
		t.Errorf("taken back, %v is told: %v", f.touches(), r.Values)
	}
	gets[InboxAnswer](b, 200, "PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":1,"next":1},"normal":{"first":1,"next":1},"low":{"first":1,"next":1}},"undo":0,"reopen":7}`)
	answered("2")
	desk := f.Outgoing()
	out, _, err := desk.Claim(t.Context(), 10)
	if err != nil || len(out) != 1 {
		t.Fatalf("claimed %d: %v", len(out), err)
	}
	if err := desk.Settle(t.Context(), []message.Fate{{ID: out[0].ID, State: message.Sent, At: f.Now().UnixMicro()}}); err != nil {
		t.Fatal(err)
	}
	if told := f.touches(); !slices.Equal(told, []string{"Ticket Replied care"}) {
		t.Errorf("an answer that left is told as %v", told)
	}
	f.tx(func(tx *store.Tx) error {
		id, err := ParseEntryID(b.conversation(talk).Entries[0].ID)
		if err != nil {
			return err
		}
		e, err := tx.Entry(t.Context(), id)
		if err != nil {
			return err
		}
		c, err := tx.Conversation(t.Context(), auth.Everything, e.Conversation)
		if err != nil {
			return err
		}
		e.Channel = conversation.Chat
		return tellSaidInChat(t.Context(), tx, &c, &e, "sales")
	})
	if told := f.touches(); len(told) != 2 || told[1] != told[0] {
		t.Errorf("said in a chat it is told as %v", told)
	}
}

// touches are the names and teams of what the log says the house did for people, each of it a contact, too.
func (f *front) touches() (list []string) {
	f.t.Helper()
	if _, err := f.relayed(f.t.Context(), func(Progress) {}); err != nil {
		f.t.Fatal(err)
	}
	usual := timeline.Default()
	err := f.Log.Read(f.t.Context(), 0, 1<<20, func(r flow.Row) error {
		if r.Kind != flow.Events {
			return nil
		}
		events, err := timeline.ReadRow(r.Body)
		for _, e := range events {
			if usual.Meaning(e.Name, nil) == wheel.Touch {
				list = append(list, e.Name+" "+e.Team)
			}
		}
		return err
	})
	if err != nil {
		f.t.Fatal(err)
	}
	return list
}

// TestTicketsOpenAndCloseByThemselves: where a house wants that, who writes has a ticket; what was solved is closed after
// some days, and what is written then opens another.
func TestTicketsOpenAndCloseByThemselves(t *testing.T) {
	f, b := turning(t)
	setup := gets[TicketSetupAnswer](b, 200, "GET", "/v1/ticket-setup", "")
	if len(setup.Statuses) != 6 {
		t.Fatalf("a house begins with %v", setup.Statuses)
	}
	body := `{"statuses":` + asJSON(setup.Statuses) + `,"types":` + asJSON(setup.Types) + `,"reopen_days":1,"close_days":2,"channels":["email"]}`
	gets[TicketSetupAnswer](b, 200, "PUT", "/v1/ticket-setup", body)
	e := f.hears(writes("lan@example.vn", "m1@example.vn", "Máy kêu"))
	of := gets[ConversationTickets](b, 200, "GET", "/v1/conversations/"+ConversationID(e.Conversation)+"/tickets", "")
	if len(of.Tickets) != 1 {
		t.Fatalf("the conversation is about %v", of)
	}
	id := of.Tickets[0].ID
	gets[RecordAnswer](b, 200, "PATCH", "/v1/records/tickets/"+id, `{"values":{"status":"solved","solved_at":"`+time.Now().Add(-72*time.Hour).UTC().Format(time.RFC3339)+`"}}`)
	if err := f.Works()[closeTicketsJob].Do(t.Context(), job.Job{}); err != nil {
		t.Fatal(err)
	}
	b.ticketIs(id, "closed")
	f.hears(writes("lan@example.vn", "m2@example.vn", "Việc khác"))
	b.ticketIs(id, "closed")
	if again := gets[ConversationTickets](b, 200, "GET", "/v1/conversations/"+ConversationID(e.Conversation)+"/tickets", ""); len(again.Tickets) != 2 {
		t.Errorf("the conversation is about %v", again)
	}
	short := `{"statuses":` + asJSON(setup.Statuses[:6]) + `,"types":[{"key":"x","label":{"vi":"x","en":"x"},"means":"request"}],"reopen_days":1,"close_days":2}`
	gets[Problem](b, 409, "PUT", "/v1/ticket-setup", short)
}

// TestAProblemBehindTickets: solving a problem answers all tickets that came of it, each in its language, once.
func TestAProblemBehindTickets(t *testing.T) {
	f, b := turning(t)
	cause := b.makes("tickets", `{"name":"Lô máy lỗi","kind":"problem"}`)
	var ids []string
	for _, who := range []string{"lan", "minh"} {
		e := f.hears(writes(who+"@example.vn", who+"@m", "Máy lỗi"))
		made := gets[RecordAnswer](b, 200, "POST", "/v1/tickets", `{"conversation":"`+ConversationID(e.Conversation)+`","values":{"problem":"`+cause.ID+`"}}`)
		ids = append(ids, made.ID)
	}
	lone := b.makes("tickets", `{"name":"Không có khách","problem":"`+cause.ID+`"}`)
	body := `{"text":"Đã thay máy. {{ person.greeting }}","status":"solved","key":"k1"}`
	a := gets[BehindAnswer](b, 200, "POST", "/v1/records/tickets/"+cause.ID+"/behind", body)
	if a.Answered != 2 || len(a.Left) != 1 {
		t.Errorf("answered: %+v", a)
	}
	for _, id := range ids {
		b.ticketIs(id, "solved")
		if talk := b.ticketTalk(id).Talk; len(talk) != 2 || talk[0].Kind != conversation.Out || strings.Contains(talk[0].Text, "{{") {
			t.Errorf("said: %+v", talk)
		}
	}
	b.ticketIs(lone.ID, "new")
	if got := b.ticketTalk(cause.ID); len(got.Behind) != 3 {
		t.Errorf("%d came of the problem", len(got.Behind))
	}
	if gets[Problem](b, 422, "POST", "/v1/merges/tickets", `{"from":"`+ids[0]+`","into":"`+ids[1]+`"}`).Detail == "" {
		t.Error("tickets of two customers are never one")
	}
	if ticket.Key(1) != "ticket-1" {
		t.Error("events call it otherwise")
	}
}
