package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"banhda/api"
	"banhda/auth/customer"
	"banhda/channel/sms/smpp/smpptest"
	"banhda/hub/consent"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/store"
)

// phoned is a house that is connected to a message centre, at half past ten in the evening in Việt Nam.
type phoned struct {
	*steered
	center   *smpptest.Center
	srv      *server
	template int64
}

func newPhoned(t *testing.T) *phoned {
	p := &phoned{steered: &steered{now: &atomic.Int64{}}, center: smpptest.New(t)}
	p.now.Store(time.Date(2026, 11, 20, 15, 30, 0, 0, time.UTC).UnixMicro())
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true, network: network{listen: "127.0.0.1:0"}, steered: func() time.Time { return time.UnixMicro(p.now.Load()) }}
	srv, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := srv.close(); err != nil {
			t.Error(err)
		}
	})
	if err := srv.listen(c.network); err != nil {
		t.Fatal(err)
	}
	p.srv, p.rolls = srv, &rolls{t, c.data}
	gets[api.SMSAnswer](p.rolls, "PUT", "/v1/sms", fmt.Sprintf(`{"provider":"smpp","host":"127.0.0.1","port":%d,"tls":false,"system_id":%q,"system_type":"","latin":false,"key":"","sandbox":false,
"advertising":"BANHDA QC","care":"BANHDA","until":"","refusal":"1551","prices":[{"network":"","advertising":1000,"care":500}],"secret":%q}`, p.center.Port(), smpptest.SystemID, smpptest.Password))
	p.center.Bound(t, 1)
	gets[api.SendingRules](p.rolls, "PUT", "/v1/sending-rules", `{"sms_a_day":3,"email_a_day":3,"call_a_day":1,"sms_hours":{"from":420,"to":1320},"call_hours":{"from":480,"to":1020},"quiet":{"from":0,"to":0},"most":7,"days":7,"label":"[QC]"}`)
	made := gets[api.TemplateAnswer](p.rolls, "POST", "/v1/templates", `{"key":"giam-gia","channel":"sms","name":"Giảm giá","class":"advertising","content":{"subject":{"vi":"","en":""},"preheader":{"vi":"","en":""},"blocks":[],"body":{"vi":"Chào {{ person.name | default: \"bạn\" }}, giảm 20 %. Từ chối: TC gửi 1551","en":""},"plain":true,"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`)
	gets[api.TemplateAnswer](p.rolls, "POST", "/v1/templates/"+made.ID+"/publish", `{}`)
	p.template, err = api.ParseTemplateID(made.ID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// agrees makes somebody who agreed to SMS.
func (p *phoned) agrees(name, phone string) int64 {
	p.t.Helper()
	raw := gets[api.RecordAnswer](p.rolls, "POST", "/v1/records/people", fmt.Sprintf(`{"values":{"name":%q,"phone":%q}}`, name, phone))
	gets[api.ConsentsAnswer](p.rolls, "POST", "/v1/records/people/"+raw.ID+"/consents", `{"channels":["sms"],"purpose":"marketing","state":"given","how":"paper","evidence":{"note":"phiếu"}}`)
	id, err := api.ParsePersonID(raw.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

func (p *phoned) send(person int64) (id int64) {
	p.t.Helper()
	err := p.srv.api.Records.Tx(context.Background(), func(t *store.Tx) (err error) {
		id, err = t.Send(context.Background(), message.Draft{Person: person, Channel: consent.SMS, Class: consent.Advertising, Template: p.template})
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

// becomes waits until a message is in a state.
func (p *phoned) becomes(id int64, want message.State) (m message.Message) {
	p.t.Helper()
	p.soon("a message is "+string(want), func() bool {
		err := p.srv.api.Records.View(context.Background(), func(v *store.View) (err error) {
			m, err = v.Message(context.Background(), id)
			return err
		})
		return err == nil && m.State == want
	})
	return m
}

// costs plans a campaign by SMS to so many people, one of them with a name that fills a second message: what it would cost is known
// before, and above its budget it does not begin, whoever asks; within it, it does.
func (p *phoned) costs(people, messages int64) {
	p.t.Helper()
	plan := func(budget int64) (path string, check api.CampaignCheck) {
		made := gets[api.Campaign](p.rolls, "POST", "/v1/campaigns", fmt.Sprintf(`{"name":"Giảm giá %[2]d","plan":{"audience":{"where":"exists phone"},"steps":[{"channel":"sms","template":%[1]q}],"variants":[],"holdout":0,"time":{"kind":"now"},"goal":{"event":"Order Completed","days":7},"budget":%[2]d}}`, api.TemplateID(p.template), budget))
		path = "/v1/campaigns/" + made.ID
		p.soon("everybody is known", func() bool {
			check = gets[api.CampaignCheck](p.rolls, "GET", path+"/check", "")
			return check.People == people
		})
		return path, check
	}
	start := func(version int64) string { return fmt.Sprintf(`{"version":%d}`, version) }
	within, c := plan(1000 * messages)
	if c.Cost != 1000*messages || c.Texts != 0 || c.Problem != "" || c.Steps[0].Held != people {
		p.t.Errorf("%+v", c)
	}
	above, over := plan(1000*messages - 1)
	if over.Problem == "" || !strings.Contains(p.refused("POST", above+"/start", start(over.Version)), over.Problem) {
		p.t.Errorf("above its budget: %+v", over)
	}
	if begun := gets[api.Campaign](p.rolls, "POST", within+"/start", start(c.Version)); begun.State != "running" {
		p.t.Errorf("within its budget: %+v", begun)
	}
	gets[api.Campaign](p.rolls, "POST", within+"/stop", "")
}

// TestAnSMSWaitsForTheMorning holds the whole way of an advertisement to a phone: held at half past ten in the evening, sent
// at seven with its label and price, reported on, refused by TC, confirmed once, and never sent again; and a number on the
// Do-Not-Call list gets none though its owner agreed.
func TestAnSMSWaitsForTheMorning(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	t.Parallel()
	p := newPhoned(t)
	lan, minh := p.agrees("Lan", "0961234567"), p.agrees("Minh", "0911234567")
	p.agrees("Công Tằng Tôn Nữ Thị Hoàng Thiên Kim Bảo Ngọc Phương Thảo Uyên Nhi Quỳnh Hương Khánh Linh Tường Vy Diễm My An Nhiên Hải Đường Mộng Điệp", "0981112223")
	p.costs(3, 4)
	first := p.send(lan)
	held := p.becomes(first, message.Held)
	if held.Reason != gate.Hours || held.DueAt != time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC).UnixMicro() || held.Reason.Article() == "" {
		t.Fatalf("%+v", held)
	}
	if asked, _ := p.center.Asked(); asked != 0 {
		t.Fatal("something was sent at night")
	}
	p.later(8*time.Hour + 30*time.Minute)
	sent := p.becomes(first, message.Sent)
	got := p.center.Got(t, 1)[0]
	if got.From != "BANHDA QC" || got.To != "84961234567" || !strings.HasPrefix(got.Text, "[QC] Chao ") || !strings.HasSuffix(got.Text, "giam 20 %. Tu choi: TC gui 1551") || got.Parts != 0 || sent.Cost != 1000 {
		t.Errorf("%+v for %d", got, sent.Cost)
	}
	p.center.Receipt(t, got, "DELIVRD", "000")
	p.becomes(first, message.Delivered)

	p.center.Deliver(t, 0, "84961234567", "1551", "TC", smpptest.Plain)
	if c := p.center.Got(t, 2)[1]; c.From != "BANHDA" || c.To != "84961234567" || strings.Contains(c.Text, "QC") {
		t.Errorf("%+v", c)
	}
	p.center.Deliver(t, 0, "84961234567", "1551", "tc", smpptest.Plain)
	if again := p.becomes(p.send(lan), message.Refused); again.Reason != gate.Reason(consent.Objected) {
		t.Errorf("%+v", again)
	}
	gets[api.DoNotCallAnswer](p.rolls, "POST", "/v1/do-not-call?name=dnc.csv&day=2026-11-20&scope=all&whole=true", `"0911234567"`)
	listed := p.becomes(p.send(minh), message.Refused)
	if listed.Reason != gate.DoNotCall || listed.Reason.Article() != "Decree 91/2020/NĐ-CP, art. 7" {
		t.Errorf("%+v", listed)
	}
	list := gets[api.DoNotCallAnswer](p.rolls, "GET", "/v1/do-not-call", "")
	if len(list.Lists) != 1 || list.Lists[0].Numbers != 1 || list.Lists[0].Refused != 0 || len(list.Lists[0].Hash) != 64 || list.Checked != "2026-11-20" {
		t.Errorf("%+v", list)
	}
	if asked, taken := p.center.Asked(); asked != 2 || taken != 2 {
		t.Errorf("%d were sent, %d taken", asked, taken)
	}
	p.told(lan)
	p.signsIn()
}

// signsIn: a customer signs in by a code that comes to their phone; another code opens for a quarter of an hour and five tries, in
// the browser that asked for it alone.
func (p *phoned) signsIn() {
	p.t.Helper()
	code := regexp.MustCompile(`\b\d{6}\b`)
	sent := 2 // before
	asks := func(phone string) (v *caller, sms string) {
		p.t.Helper()
		jar, err := cookiejar.New(nil)
		if err != nil {
			p.t.Fatal(err)
		}
		v = &caller{p.t, http.Client{Jar: jar}, "http://" + p.srv.web.Addr().String()}
		if status, at := v.fills("/in/", "who", phone); status != 200 || at != "/in/code" {
			p.t.Fatalf("asking for a code: %d at %s", status, at)
		}
		sent++
		got := p.center.Got(p.t, sent)[sent-1]
		if sms = code.FindString(got.Text); sms == "" || got.From != "BANHDA" || got.To != "84"+phone[1:] {
			p.t.Fatalf("%+v came", got)
		}
		return v, sms
	}
	wrong := func(right string) string {
		if right == "123456" {
			return "654321"
		}
		return "123456"
	}
	v, right := asks("0981234567")
	other, _ := asks("0987654321")
	if status, _ := other.fills("/in/code", "code", right); status != 422 {
		p.t.Errorf("another browser's code: %d", status)
	}
	if status, at := v.fills("/in/code", "code", wrong(right)); status != 422 || at != "/in/code" {
		p.t.Errorf("a wrong code: %d at %s", status, at)
	}
	if status, at := v.fills("/in/code", "code", right); status != 200 || at != "/in/" {
		p.t.Errorf("the code: %d at %s", status, at)
	}
	guesser, right := asks("0971234567")
	for range customer.MostTries {
		guesser.fills("/in/code", "code", wrong(right))
	}
	if status, _ := guesser.fills("/in/code", "code", right); status != 422 {
		p.t.Errorf("after %d wrong ones the code opens: %d", customer.MostTries, status)
	}
	late, right := asks("0961111111")
	p.later(customer.CodeLife + time.Second)
	if status, _ := late.fills("/in/code", "code", right); late.signed() {
		p.t.Errorf("a code that is over opens: %d", status)
	}
	if !v.signed() {
		p.t.Error("who signed in is signed in no more")
	}
}

// caller is a browser that fills in pages.
type caller struct {
	t      *testing.T
	client http.Client
	at     string
}

func (c *caller) fills(path string, fields ...string) (status int, at string) {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	resp, err := c.client.PostForm(c.at+path, form)
	if err != nil {
		c.t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode, resp.Request.URL.Path
}

// signed reports whether the browser is signed in.
func (c *caller) signed() bool {
	c.t.Helper()
	resp, err := c.client.Get(c.at + "/in/?lang=vi")
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return err == nil && strings.Contains(string(body), "Bạn đang đăng nhập")
}

// told: the timeline tells what went, arrived, was answered and was refused, and why. It shows what is past.
func (p *phoned) told(person int64) {
	p.t.Helper()
	p.later(time.Minute)
	for _, word := range []string{"Message Sent", "Message Delivered", "Message Received", "Unsubscribed", "Message Held", "Message Refused", "art. 28"} {
		p.soon("the timeline tells of "+word, func() bool {
			raw, err := p.calls("GET", "/v1/records/people/"+api.PersonID(person)+"/timeline", "")
			return err == nil && strings.Contains(string(raw), word)
		})
	}
}
