package api

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"banhda/channel/webhook"
	"banhda/channel/zalo/zalotest"
	"banhda/drive/job"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/store"
)

// noise is a picture that no format makes small.
func noise(t *testing.T, side int) []byte {
	is := image.NewRGBA(image.Rect(0, 0, side, side))
	by := rand.New(rand.NewPCG(1, 2))
	for y := range side {
		for x := range side {
			is.Set(x, y, color.RGBA{uint8(by.Uint32()), uint8(by.Uint32()), uint8(by.Uint32()), 255})
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, is); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// writes lets somebody who follows the account write, and gives their conversation.
func (z *zalos) writes(user string) string {
	z.t.Helper()
	z.p.Text(user, "Alo")
	z.told()
	return gets[ConversationsAnswer](z.b, 200, "GET", "/v1/conversations?channel=zalo", "").Conversations[0].ID
}

// TestFilesComeByZalo: what went along with what somebody said is kept with them, bounded, from the internet only; what cannot be
// had is told by its address; what may be had later is asked for again, and heard at last without it.
func TestFilesComeByZalo(t *testing.T) {
	z := connected(t)
	lan := z.p.AddFollower(zalotest.User{Name: "Lan"})
	z.p.Image(lan, "x.png", noise(t, 8), "Hỏng chỗ này ạ")
	z.p.File(lan, "Hợp đồng.pdf", []byte("%PDF-1.7 hợp đồng"))
	z.p.File(lan, "virus.exe", []byte("MZ\x90\x00"))
	z.told()
	list := gets[ConversationsAnswer](z.b, 200, "GET", "/v1/conversations?channel=zalo", "").Conversations
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	said := z.b.conversation(list[0].ID).Entries
	if len(said) != 3 {
		t.Fatalf("%+v", said)
	}
	for _, e := range said {
		switch {
		case len(e.Files) == 0:
			if !strings.HasPrefix(e.Text, "virus.exe http://") {
				t.Errorf("what is not kept: %+v", e)
			}
		case e.Files[0].Media == "image/png":
			if e.Text != "Hỏng chỗ này ạ" || e.Files[0].Name != "Zalo.png" {
				t.Errorf("the picture: %+v", e)
			}
		case e.Text != "" || e.Files[0].Name != "Hợp đồng.pdf":
			t.Errorf("the file: %+v", e)
		}
	}

	z.Hooks = webhook.NewSender(false, z.Now) // as where nobody allowed private networks
	z.p.Image(lan, "y.png", noise(t, 8), "")
	z.told()
	if e := z.b.conversation(list[0].ID).Entries[0]; len(e.Files) != 0 || !strings.HasPrefix(e.Text, "http://127.0.0.1") {
		t.Errorf("of the house's own network: %+v", e)
	}
	z.Hooks = webhook.NewSender(true, z.Now)
	z.p.Fail(zalotest.Fault{Path: "/media/", Times: 2, Status: 503})
	told := z.p.Image(lan, "z.png", noise(t, 8), "")
	for attempt, heard := range map[int]bool{1: false, zaloFetches: true} {
		err := z.takeTold(t.Context(), job.Job{Kind: zaloJob, Body: told.Body, Attempts: attempt})
		if (err == nil) != heard {
			t.Errorf("attempt %d: %v", attempt, err)
		}
		if heard {
			break
		}
	}
}

// TestFilesGoByZalo: a picture with words, drawn smaller where Zalo takes none so large; a document by itself; what Zalo does not take is
// said before anything goes; what failed on the way up is sent again, and what may have arrived is not.
func TestFilesGoByZalo(t *testing.T) {
	z := connected(t)
	z.instantly()
	lan := z.p.AddFollower(zalotest.User{Name: "Lan"})
	id := z.writes(lan)
	person := z.b.conversation(id).Conversation.Person.ID
	keep := func(name string, content []byte) string {
		resp, kept := z.b.attaches("/v1/records/people/"+person+"/files", url.QueryEscape(name), content)
		if resp.StatusCode != 200 {
			t.Fatalf("%s: %s", name, resp.Status)
		}
		return kept.File.ID
	}
	photo, quote, film := keep("ảnh.png", noise(t, 700)), keep("báo giá.pdf", []byte("%PDF-1.7 …")), keep("phim.mp4", []byte("\x00\x00\x00\x20ftypisom…"))
	answer := func(status int, text string, files ...string) {
		t.Helper()
		gets[map[string]any](z.b, status, "POST", "/v1/conversations/"+id+"/answer", `{"channel":"zalo","text":"`+text+`","files":["`+strings.Join(files, `","`)+`"]}`)
	}
	answer(422, "", film)
	answer(422, "Em gửi ạ", quote)
	answer(422, "", photo, quote)
	answer(200, "Em gửi ảnh ạ", photo)
	z.carriesOut()
	answer(200, "", quote)
	z.carriesOut()
	sent := z.p.Sent()
	if len(sent) != 2 || sent[0].Text != "Em gửi ảnh ạ" || sent[0].Files[0] != "ảnh.png" || sent[1].Text != "" || sent[1].Files[0] != "báo giá.pdf" {
		t.Fatalf("%+v", sent)
	}
	if list := gets[ConversationsAnswer](z.b, 200, "GET", "/v1/conversations?channel=zalo", "").Conversations; list[0].Preview != "báo giá.pdf" {
		t.Errorf("the list says %q", list[0].Preview)
	}

	for fault, want := range map[string]message.State{"/v2.0/oa/upload": message.Queued, "/v3.0/oa/message/cs": message.Doubtful} {
		z.p.Fail(zalotest.Fault{Path: fault, Lost: true})
		answer(200, "", quote)
		z.carriesOut()
		if e := z.b.conversation(id).Entries[0]; e.State != string(want) {
			t.Errorf("%s lost its answer: %s, not %s", fault, e.State, want)
		}
	}
	if again := z.carriesOut(); again != 0 || len(z.p.Sent()) != 3 {
		t.Errorf("%d go again by themselves, %d went", again, len(z.p.Sent()))
	}
}

// TestATemplateFromTheInbox: where the time to answer freely is over, a template goes: its places filled and checked, at its price, the
// quota kept, once for each key; the gate is asked before and says why not.
func TestATemplateFromTheInbox(t *testing.T) {
	z := connected(t)
	z.instantly()
	z.p.Tune(func(o *zalotest.Options) { o.DailyQuota = 500 })
	for _, tag := range []string{zalotest.Transaction, zalotest.Promotion} {
		z.p.AddTemplate(zalotest.Template{Name: "Mẫu " + tag, Tag: tag, Price: 300, Params: []zalotest.Param{{Name: "ten", Require: true, Type: "STRING", Max: 10}, {Name: "ngay", Type: "DATE"}}})
	}
	z.p.AddTemplate(zalotest.Template{Name: "Chờ duyệt", Status: "PENDING_REVIEW"})
	gets[ZaloTemplatesAnswer](z.b, 200, "POST", "/v1/zalo/templates", `{}`)
	lan := z.p.AddFollower(zalotest.User{Name: "Lan"})
	ago := z.Now().Add(-8 * 24 * time.Hour).UnixMicro()
	e, err := z.hear(t.Context(), conversation.Incoming{Channel: conversation.Zalo, Who: zaloWho(lan), Key: "old", Address: lan, Text: "Alo", At: ago})
	if err != nil {
		t.Fatal(err)
	}
	path := "/v1/conversations/" + ConversationID(e.Conversation)
	a := gets[ConversationZaloTemplates](z.b, 200, "GET", path+"/zalo-templates", "")
	if len(a.Templates) != 2 || a.Templates[0].Gate.Decision != "refuse" || a.Templates[0].Gate.Reason != "not-bought" || a.Templates[1].Gate.Decision != "go" || a.Templates[1].Price != 300 || a.Quota.Daily != 500 {
		t.Fatalf("%+v", a)
	}
	promotion, order := a.Templates[0].ID, a.Templates[1].ID
	say := func(status int, template, values string) ConversationEntry {
		t.Helper()
		return gets[ConversationEntry](z.b, status, "POST", path+"/zalo-template", `{"template":"`+template+`","key":"k","values":`+values+`}`)
	}
	say(409, promotion, `{"ten":"Lan"}`)
	say(422, order, `{}`)
	say(422, order, `{"ten":"Nguyễn Thị Lan"}`)
	say(422, order, `{"ten":"Lan","ngay":"2026-12-31"}`)
	say(422, "1", `{}`)
	said := say(200, order, `{"ten":"Lan","ngay":"31/12/2026"}`)
	if again := say(200, order, `{"ten":"Lan","ngay":"31/12/2026"}`); again.ID != said.ID || said.Text != "ten: Lan\nngay: 31/12/2026" || said.Subject != "Mẫu "+zalotest.Transaction {
		t.Errorf("%+v, again %+v", said, again)
	}
	if n := z.carriesOut(); n != 1 {
		t.Fatalf("%d messages went", n)
	}
	sent := z.p.Sent()
	if len(sent) != 1 || strconv.FormatInt(sent[0].TemplateID, 10) != order || sent[0].UserID != lan || sent[0].Data["ten"] != "Lan" {
		t.Fatalf("%+v", sent)
	}
	z.told()
	shown := z.b.conversation(ConversationID(e.Conversation))
	if got := shown.Entries[0]; got.State != string(message.Delivered) || shown.Conversation.WaitingSince != nil {
		t.Errorf("%+v", got)
	}
	var m message.Message
	z.look(func(v *store.View) error {
		all, err := v.MessagesOf(context.Background(), mustPerson(t, shown.Conversation.Person.ID), 0, 10)
		if err == nil {
			m = all[0]
		}
		return err
	})
	if m.Cost != 300 || m.Class != "transactional" {
		t.Errorf("%+v", m)
	}
}
