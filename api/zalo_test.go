package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"banhda/channel/webhook"
	"banhda/channel/zalo"
	"banhda/channel/zalo/zalotest"
	"banhda/drive/job"
	"banhda/hub/conversation"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/store"
)

// zalos is a house that is connected to an account at Zalo.
type zalos struct {
	*front
	b *visitor
	p *zalotest.Platform
}

func connected(t *testing.T) *zalos {
	f, b := turning(t)
	z := &zalos{front: f, b: b, p: zalotest.New(zalotest.Options{Clock: func() int64 { return f.Now().UnixMicro() }})}
	server := httptest.NewServer(z.p.Handler())
	t.Cleanup(server.Close)
	z.p.At(server.URL)
	f.Hooks = webhook.NewSender(true, func() time.Time { return f.Now() })
	f.Server.Zalo = zalo.Hosts{OAuth: server.URL, Open: server.URL, Business: server.URL}
	set := gets[ZaloAnswer](b, 200, "PUT", "/v1/zalo", `{"app":"`+zalotest.AppID+`","window":{"free_hours":48,"free_count":8,"max_hours":168},"trial":false,"secret":"`+zalotest.AppSecret+`","oa_secret":"`+zalotest.OASecret+`"}`)
	if set.Connected || !set.SecretSet || !strings.HasPrefix(set.Webhook, f.url) {
		t.Fatalf("%+v", set)
	}
	z.p.Webhook(set.Webhook)
	z.connects("yes")
	return z
}

// connects goes the way of an administrator who lets the house in, in a browser that follows every address.
func (z *zalos) connects(outcome string) {
	z.t.Helper()
	begun := gets[ZaloConnect](z.b, 200, "POST", "/v1/zalo/connect", `{}`)
	browser := &http.Client{CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.Path, "/settings") {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	answer, err := browser.Get(begun.Address)
	if err != nil {
		z.t.Fatal(err)
	}
	answer.Body.Close()
	if to := answer.Header.Get("Location"); to != "/settings/zalo?connected="+outcome {
		z.t.Fatalf("%d to %q", answer.StatusCode, to)
	}
}

// told lets Zalo tell what happened, and the house take it in.
func (z *zalos) told() {
	z.t.Helper()
	for _, a := range z.p.Pump(z.t.Context()) {
		if !a.OK() {
			z.t.Fatalf("told %+v", a)
		}
	}
	z.takesIn()
}

func (z *zalos) takesIn() {
	z.t.Helper()
	queue := store.Queue{Records: z.Records}
	for {
		jobs, err := queue.Claim(z.t.Context(), []job.Kind{zaloJob}, time.Minute, 10)
		if err != nil {
			z.t.Fatal(err)
		}
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if err := z.Works()[zaloJob].Do(z.t.Context(), j); err != nil {
				z.t.Fatal(err)
			}
			if err := queue.Finish(z.t.Context(), j.ID); err != nil {
				z.t.Fatal(err)
			}
		}
	}
}

// carriesOut hands over what is due, and gives how many messages that were.
func (z *zalos) carriesOut() int {
	z.t.Helper()
	desk := z.Outgoing()
	out, _, err := desk.Claim(z.t.Context(), 10)
	if err != nil {
		z.t.Fatal(err)
	}
	for _, o := range out {
		if err := desk.Settle(z.t.Context(), []message.Fate{o.Send(z.t.Context())}); err != nil {
			z.t.Fatal(err)
		}
	}
	return len(out)
}

// TestATalkOnZalo holds the whole way of a talk: somebody writes, twice told is once kept, they are answered within the window,
// what became of the answer is shown, and who shares their phone is found by it.
func TestATalkOnZalo(t *testing.T) {
	z := connected(t)
	lan := z.p.AddFollower(zalotest.User{Name: "Nguyễn Thị Lan", Phone: "84961234567"})
	said := z.p.Text(lan, "Còn hàng không?")
	z.p.Repeat(said)
	z.told()
	list := gets[ConversationsAnswer](z.b, 200, "GET", "/v1/conversations?channel=zalo", "").Conversations
	if len(list) != 1 || list[0].Person.Name != "Nguyễn Thị Lan" || list[0].WaitingSince == nil {
		t.Fatalf("heard: %+v", list)
	}
	shown := z.b.conversation(list[0].ID)
	if len(shown.Entries) != 1 || shown.Entries[0].Text != "Còn hàng không?" || len(shown.Channels) != 1 || shown.Channels[0].Zalo == nil || shown.Channels[0].Zalo.FreeLeft != 8 {
		t.Fatalf("shown: %+v", shown)
	}
	gets[Problem](z.b, 422, "POST", "/v1/conversations/"+list[0].ID+"/answer", `{"channel":"zalo","text":"`+strings.Repeat("x", 2001)+`"}`)
	z.instantly()
	gets[ConversationEntry](z.b, 200, "POST", "/v1/conversations/"+list[0].ID+"/answer", `{"channel":"zalo","text":"Dạ còn ạ"}`)
	if n := z.carriesOut(); n != 1 {
		t.Fatalf("%d messages went", n)
	}
	if sent := z.p.Sent(); len(sent) != 1 || sent[0].Text != "Dạ còn ạ" || sent[0].UserID != lan {
		t.Fatalf("sent: %+v", sent)
	}
	z.told()
	z.p.Read(z.p.Sent()[0].ID)
	z.told()
	shown = z.b.conversation(list[0].ID)
	if e := shown.Entries[0]; e.State != string(message.Delivered) || shown.Channels[0].Zalo.FreeLeft != 7 || shown.Conversation.WaitingSince != nil {
		t.Errorf("answered: %+v, %+v", e, shown.Channels[0].Zalo)
	}
	if z.toldOf(messageSource, "Message Opened") != 1 || z.toldOf(messageSource, "Message Delivered") != 1 {
		t.Error("the timeline does not say that it was seen")
	}
	z.p.Share(lan)
	z.told()
	phone := person.Key{Kind: person.Phone, Value: "+84961234567"}
	if known, err := z.Records.Profiles(t.Context(), []person.Key{phone}); err != nil || known[phone].Person == 0 || PersonID(known[phone].Person) != list[0].Person.ID {
		t.Errorf("by their phone: %+v %v", known, err)
	}
}

// approves puts a template with one place into the account, and lets the house know it.
func (z *zalos) approves(tag string) (id string) {
	z.t.Helper()
	z.p.AddTemplate(zalotest.Template{Name: "Đơn hàng", Tag: tag, Price: 300, Params: []zalotest.Param{{Name: "ten", Require: true, Type: "STRING", Max: 30}}})
	a := gets[ZaloTemplatesAnswer](z.b, 200, "POST", "/v1/zalo/templates", `{}`)
	if len(a.Templates) != 1 || a.Templates[0].Price != 300 || len(a.Templates[0].Params) != 1 || a.Quota.Daily == 0 {
		z.t.Fatalf("%+v", a)
	}
	return a.Templates[0].ID
}

// writesBy publishes a template of messages.
func (z *zalos) writesBy(key, channel, class, more string) int64 {
	z.t.Helper()
	made := gets[TemplateAnswer](z.b, 200, "POST", "/v1/templates", `{"key":"`+key+`","channel":"`+channel+`","name":"`+key+`","class":"`+class+`","content":{"subject":{"vi":"","en":""},"preheader":{"vi":"","en":""},"blocks":[],"body":{"vi":"Chao ban","en":""},"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""`+more+`}}`)
	gets[TemplateAnswer](z.b, 200, "POST", "/v1/templates/"+made.ID+"/publish", `{}`)
	id, err := ParseTemplateID(made.ID)
	if err != nil {
		z.t.Fatal(err)
	}
	return id
}

// TestATemplateGoesByZalo: with its places filled and its price; what does not fit is not published; whom Zalo surely does not reach
// is sent an SMS once, and then somebody is to call them; what failed for another reason is followed by nothing.
func TestATemplateGoesByZalo(t *testing.T) {
	z := connected(t)
	id := z.approves(zalotest.Transaction)
	z.writesBy("sms-don", "sms", "transactional", "")
	by := z.writesBy("zalo-don", "zalo", "transactional", `,"zalo":{"template":"`+id+`","values":{"ten":"{{ person.name }}"},"sms":"sms-don","call":true}`)
	for _, wrong := range []string{`"class":"care","zalo":{"template":"` + id + `","values":{"ten":"x"}}`, `"class":"transactional","zalo":{"template":"` + id + `","values":{"ten":"longer than thirty characters, surely"}}`, `"class":"transactional","zalo":{"template":"1","values":{}}`, `"class":"transactional"`} {
		class, zalo, _ := strings.Cut(wrong, ",")
		made := gets[TemplatePreview](z.b, 200, "POST", "/v1/templates/preview", `{"channel":"zalo","language":"vi",`+class+`,"content":{"subject":{"vi":"","en":""},"preheader":{"vi":"","en":""},"blocks":[],"body":{"vi":"","en":""},"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""`+strings.TrimSuffix(","+zalo, ",")+`}}`)
		if len(made.Problems) == 0 || !made.Problems[len(made.Problems)-1].Severe {
			t.Errorf("%s: %+v", wrong, made.Problems)
		}
	}
	z.p.AddFollower(zalotest.User{Name: "Lan", Phone: "84961234567"})
	lan := gets[RecordAnswer](z.b, 200, "POST", "/v1/records/people", `{"values":{"name":"Nguyễn Thị Lan","phone":"0961234567"}}`)
	minh := gets[RecordAnswer](z.b, 200, "POST", "/v1/records/people", `{"values":{"name":"Minh","phone":"0911234567"}}`)
	send := func(who RecordAnswer) message.Message {
		person, err := ParsePersonID(who.ID)
		if err != nil {
			t.Fatal(err)
		}
		return z.carries(message.Draft{Person: person, Channel: "zalo", Class: "transactional", Template: by})
	}
	if m := send(lan); m.State != message.Sent || m.Cost != 300 || m.Address != "+84961234567" {
		t.Errorf("%+v", m)
	}
	if sent := z.p.Sent(); len(sent) != 1 || sent[0].Data["ten"] != "Nguyễn Thị Lan" {
		t.Errorf("%+v", sent)
	}
	missed := send(minh)
	if missed.State != message.Failed || missed.Reason != message.Unreachable {
		t.Fatalf("%+v", missed)
	}
	var next []message.Message
	z.look(func(v *store.View) (err error) {
		next, err = v.MessagesOf(t.Context(), missed.Person, 0, 10)
		return err
	})
	if len(next) != 2 || next[0].Channel != "sms" || next[0].State != message.Queued {
		t.Fatalf("after Zalo: %+v", next)
	}
	z.tx(func(tx *store.Tx) error {
		f := flight{Message: next[0], person: next[0].Person}
		fates := []message.Fate{{ID: next[0].ID, State: message.Failed, Reason: message.NotTaken, At: tx.Now()}}
		return z.otherwise(t.Context(), tx, fates, map[int64]flight{f.ID: f})
	})
	if tasks := gets[TasksAnswer](z.b, 200, "GET", "/v1/tasks?about="+minh.ID, ""); len(tasks.Tasks) != 1 {
		t.Errorf("tasks: %+v", tasks)
	}
}

// TestPromotionsAreForBuyers: Zalo takes promotions only to who bought something, by whatever id they were known.
func TestPromotionsAreForBuyers(t *testing.T) {
	z := connected(t)
	by := z.writesBy("zalo-km", "zalo", "advertising", `,"zalo":{"template":"`+z.approves(zalotest.Promotion)+`","values":{"ten":"x"}}`)
	who := gets[RecordAnswer](z.b, 200, "POST", "/v1/records/people", `{"values":{"name":"Lan","phone":"0961234567"}}`)
	gets[ConsentsAnswer](z.b, 200, "POST", "/v1/records/people/"+who.ID+"/consents", `{"channels":["zalo"],"purpose":"marketing","state":"given","how":"paper","evidence":{"note":"phiếu"}}`)
	person, err := ParsePersonID(who.ID)
	if err != nil {
		t.Fatal(err)
	}
	d := message.Draft{Person: person, Channel: "zalo", Class: "advertising", Template: by}
	if m := z.carries(d); m.State != message.Refused || m.Reason != "not-bought" {
		t.Errorf("before: %+v", m)
	}
	gets[RecordAnswer](z.b, 200, "POST", "/v1/records/orders", `{"values":{"person":"`+who.ID+`","status":"completed"}}`)
	if m := z.carries(d); m.State == message.Refused {
		t.Errorf("afterwards: %+v", m)
	}
}

// instantly lets answers go at once.
func (z *zalos) instantly() {
	z.t.Helper()
	gets[InboxAnswer](z.b, 200, "PUT", "/v1/inbox/rules", `{"targets":{"high":{"first":1,"next":1},"normal":{"first":1,"next":1},"low":{"first":1,"next":1}},"undo":0,"reopen":7}`)
}

// TestAClosedWindowIsSaid: who wrote too long ago is not answered freely, and nothing goes to Zalo.
func TestAClosedWindowIsSaid(t *testing.T) {
	z := connected(t)
	z.instantly()
	ago := z.Now().Add(-8 * 24 * time.Hour).UnixMicro()
	e, err := z.hear(t.Context(), conversation.Incoming{Channel: conversation.Zalo, Who: zaloWho("77"), Key: "old", Address: "77", Text: "Alo", At: ago})
	if err != nil {
		t.Fatal(err)
	}
	id := ConversationID(e.Conversation)
	if w := z.b.conversation(id).Channels[0].Zalo; w == nil || w.Cost != "closed" {
		t.Fatalf("%+v", w)
	}
	told := gets[Problem](z.b, 409, "POST", "/v1/conversations/"+id+"/answer", `{"channel":"zalo","text":"Dạ"}`)
	if !strings.Contains(told.Detail, "168") || z.carriesOut() != 0 {
		t.Errorf("%+v", told)
	}
}

// TestOnlyZaloIsBelieved: what is not signed, or signed over other bytes, is not kept; what is of no use is told well all the same.
func TestOnlyZaloIsBelieved(t *testing.T) {
	z := connected(t)
	hook := gets[ZaloAnswer](z.b, 200, "GET", "/v1/zalo", "").Webhook
	tell := func(to, body, signature string) int {
		r, _ := http.NewRequest("POST", to, strings.NewReader(body))
		r.Header.Set("X-ZEvent-Signature", signature)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		_, _ = io.Copy(io.Discard, answer.Body)
		return answer.StatusCode
	}
	body := `{"app_id":"` + zalotest.AppID + `","event_name":"user_send_text","timestamp":"1764000000000","sender":{"id":"8"},"recipient":{"id":"` + zalotest.OAID + `"},"message":{"msg_id":"m","text":"x"}}`
	sign := func(body string) string {
		return zalotest.Sign(zalotest.AppID, []byte(body), "1764000000000", zalotest.OASecret)
	}
	other := strings.Replace(body, zalotest.OAID, "5", 1)
	strange := `{"event_name":"user_does_something_new","timestamp":"1764000000000"}`
	for _, c := range []struct {
		to, body, signature string
		status              int
	}{{hook, body, "", 403}, {hook, body + " ", sign(body), 403}, {hook + "x", body, sign(body), 404}, {hook, strange, sign(strange), 200}, {hook, other, sign(other), 200}, {hook, strings.Repeat("x", zaloLargest+1), "", 413}} {
		if got := tell(c.to, c.body, c.signature); got != c.status {
			t.Errorf("%.60s signed %q: %d, want %d", c.body, c.signature, got, c.status)
		}
	}
	if waits := z.waits(introduced); len(waits) != 0 {
		t.Errorf("kept: %+v", waits)
	}
	if got := tell(hook, body, "mac="+sign(body)); got != 200 {
		t.Errorf("what Zalo signed: %d", got)
	}
	z.takesIn()
	if list := gets[ConversationsAnswer](z.b, 200, "GET", "/v1/conversations", "").Conversations; len(list) != 1 {
		t.Errorf("%d conversations", len(list))
	}
}

// TestWhoLeavesGetsNoAdvertising: who follows no more has withdrawn, and a round of connecting is good once.
func TestWhoLeavesGetsNoAdvertising(t *testing.T) {
	z := connected(t)
	lan := z.p.AddFollower(zalotest.User{Name: "Lan"})
	z.told()
	keys, _ := (&person.Identity{External: map[string]string{zaloSystem: lan}}).Keys()
	known, err := z.Records.Profiles(t.Context(), keys)
	if err != nil || len(known) != 1 {
		t.Fatal(known, err)
	}
	path := "/v1/records/people/" + PersonID(known[keys[0]].Person) + "/consents"
	gets[ConsentsAnswer](z.b, 200, "POST", path, `{"channels":["zalo"],"purpose":"marketing","state":"given","how":"paper","evidence":{"note":"phiếu"}}`)
	z.p.Unfollow(lan)
	z.told()
	body, _ := json.Marshal(gets[ConsentsAnswer](z.b, 200, "GET", path, ""))
	if !strings.Contains(string(body), `"withdrawn"`) || z.toldOf(conversationSource, "Zalo Followed") != 1 || z.toldOf(conversationSource, "Zalo Unfollowed") != 1 {
		t.Errorf("%s", body)
	}
	answer, err := http.Get(z.url + zaloCallback + "?" + url.Values{"code": {"c"}, "state": {"s"}}.Encode())
	if err == nil {
		defer answer.Body.Close()
	}
	if err != nil || !strings.HasSuffix(answer.Request.URL.String(), "connected=round") {
		t.Errorf("a round nobody began: %v %v", answer, err)
	}
}

// TestALostConnectionIsTold: where Zalo lets the house in no more, doctor and the settings say so.
func TestALostConnectionIsTold(t *testing.T) {
	z := connected(t)
	if says, err := z.checkZalo(t.Context()); err != nil || says.In("en") != "Zalo is connected" {
		t.Fatal(says, err)
	}
	z.p.Expire()
	z.p.Revoke()
	c, _, err := z.zaloClient(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Say(context.Background(), "1", zalo.Answer{Text: "x"}); zalo.ClassOf(err) != zalo.Blocked {
		t.Errorf("%v", err)
	}
	if _, err := z.checkZalo(t.Context()); err == nil {
		t.Error("doctor says nothing")
	}
	if a := gets[ZaloAnswer](z.b, 200, "GET", "/v1/zalo", ""); a.Connected || a.Lost == "" {
		t.Errorf("%+v", a)
	}
	for range 2 { // they are told once
		if err := z.keepConnected(t.Context(), job.Job{}); err != nil {
			t.Fatal(err)
		}
	}
	if told := gets[NoticesAnswer](z.b, 200, "GET", "/v1/notices", "").Notices; len(told) != 1 || !strings.HasPrefix(told[0].Text, "Zalo ") {
		t.Errorf("the owner is told %+v", told)
	}
	z.connects("yes")
	if a := gets[ZaloAnswer](z.b, 200, "DELETE", "/v1/zalo/account", ""); a.Connected || a.Account != "" {
		t.Errorf("%+v", a)
	}
}
