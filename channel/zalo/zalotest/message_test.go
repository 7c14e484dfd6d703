package zalotest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func (b *bench) say(user, text string) reply {
	b.t.Helper()
	return b.call("/v3.0/oa/message/cs", map[string]any{"recipient": map[string]string{"user_id": user}, "message": map[string]string{"text": text}})
}

func (b *bench) attach(user string, attachment any) reply {
	b.t.Helper()
	return b.call("/v3.0/oa/message/cs", map[string]any{"recipient": map[string]string{"user_id": user}, "message": map[string]any{"attachment": attachment}})
}

func TestFreeRepliesAreCountedFromEachMessage(t *testing.T) {
	b := newBench(t, Options{Package: 1, Purchased: 1})
	u := b.Add(User{Name: "Lan"})
	b.want(b.say(u, "Chào chị"), -213)
	b.Text(u, "Còn hàng không?")
	for left := 7; left >= 0; left-- {
		s := b.say(u, "Dạ còn")
		if want := string(rune('0' + left)); s.field("quota.quota_type") != "reply" || s.field("quota.remain") != want || s.field("quota.total") != "8" {
			t.Fatalf("%s, not %s", s.Data, want)
		}
	}
	for _, kind := range []string{"sub_quota", "purchase_quota"} {
		if s := b.say(u, "Dạ còn"); s.field("quota.quota_type") != kind || s.field("quota.remain") != "0" {
			t.Errorf("%s, not %s", s.Data, kind)
		}
	}
	b.want(b.say(u, "Dạ còn"), -211)
	b.Text(u, "Vậy à")
	if s := b.say(u, "Dạ"); s.field("quota.remain") != "7" {
		t.Errorf("%s", s.Data)
	}
	if sent := b.Sent(); len(sent) != 11 || sent[10].Quota != "reply" || sent[10].UserID != u || len(b.Delivered()) != 11 {
		t.Error(sent)
	}
}

func TestTheWindowCloses(t *testing.T) {
	b := newBench(t, Options{})
	u := b.Add(User{})
	b.Text(u, "Chào")
	b.later(48 * time.Hour)
	if s := b.say(u, "Chào"); s.field("quota.quota_type") != "reply" {
		t.Errorf("%s", s.Data)
	}
	b.later(time.Microsecond)
	if s := b.say(u, "Chào"); s.field("quota.quota_type") != "sub_quota" || s.field("quota.remain") != "1999" {
		t.Errorf("%s", s.Data)
	}
	b.later(5*24*time.Hour - time.Microsecond)
	b.want(b.say(u, "Chào"), 0)
	b.later(time.Microsecond)
	b.want(b.say(u, "Chào"), -230)
	b.Follow(u)
	b.want(b.say(u, "Chào"), 0)
	b.Unfollow(u)
	b.want(b.say(u, "Chào"), -213)
	b.want(b.say("1", "Chào"), -201)
}

func TestWhatIsNoMessage(t *testing.T) {
	b := newBench(t, Options{})
	u := b.AddFollower(User{})
	b.want(b.say(u, strings.Repeat("ệ", 2000)), 0)
	b.want(b.say(u, strings.Repeat("ệ", 2001)), -210)
	b.want(b.say(u, ""), -201)
	b.want(b.do(http.MethodPost, "/v3.0/oa/message/cs", strings.NewReader("text=x")), -201)
	b.want(b.call("/v3.0/oa/message/promotion", map[string]any{}), -209)
	if len(b.Sent()) != 1 {
		t.Error(b.Sent())
	}
}

func (b *bench) upload(kind, name string, content []byte) reply {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, _ := form.CreateFormFile("file", name)
	_, _ = part.Write(content)
	form.Close()
	return b.do(http.MethodPost, "/v2.0/oa/upload/"+kind, &body, "Content-Type", form.FormDataContentType())
}

var png = []byte("\x89PNG\r\n\x1a\n and more")

func TestUploads(t *testing.T) {
	b := newBench(t, Options{})
	u := b.AddFollower(User{})
	image := b.upload("image", "áo.png", png).field("attachment_id")
	file := b.upload("file", "báo giá.pdf", []byte("%PDF-1.7 …")).field("token")
	media := func(kind, id string) any {
		elements := []any{map[string]any{"media_type": kind, "attachment_id": id}}
		return map[string]any{"type": "template", "payload": map[string]any{"template_type": "media", "elements": elements}}
	}
	b.want(b.attach(u, media("image", image)), 0)
	b.want(b.attach(u, map[string]any{"type": "file", "payload": map[string]string{"token": file}}), 0)
	if sent := b.Sent(); len(sent) != 2 || sent[0].Files[0] != "áo.png" || sent[1].Files[0] != "báo giá.pdf" {
		t.Error(sent)
	}
	if told := b.Pending(); told[1].Name != "oa_send_image" || told[3].Name != "oa_send_file" {
		t.Error(told)
	}
	b.want(b.attach(u, media("image", file)), -201)
	b.want(b.attach(u, media("image", "")), -201)
	b.want(b.attach(u, map[string]any{"type": "picture"}), -201)
	b.want(b.upload("image", "áo.png", []byte("%PDF-1.7 …")), -201)
	b.want(b.upload("image", "áo.png", append(png, make([]byte, 1<<20)...)), -210)
	b.want(b.upload("video", "áo.mp4", png), -209)
	b.later(uploadLife)
	b.Text(u, "Ảnh đâu?")
	b.want(b.attach(u, media("image", image)), -100)
}

func TestSomebodyIsKnownBitByBit(t *testing.T) {
	b := newBench(t, Options{})
	u := b.Add(User{Name: "Lan", Phone: "84901888484"})
	ask := "/v3.0/oa/user/detail?data=" + url.QueryEscape(`{"user_id":"`+u+`"}`)
	b.want(b.get(ask), -213)
	b.Text(u, "Chào")
	if s := b.get(ask); s.field("display_name") != "Lan" || s.field("shared_info.phone") != "" {
		t.Errorf("%s", s.Data)
	}
	b.Share(u)
	if s := b.get(ask); s.field("shared_info.phone") != "84901888484" {
		t.Errorf("%s", s.Data)
	}
}
