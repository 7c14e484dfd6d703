package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"banhda/api"
	"banhda/attract/campaign"
	"banhda/channel/email/letter"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/store"
)

// writing is a house that writes by e-mail and SMS, with a template of each that needs no consent. Its clock stands at half past ten
// in the evening of Friday, 20 November 2026.
type writing struct {
	*phoned
	inbox   *sink
	byEmail string
	bySMS   string
}

func newWriting(t *testing.T) *writing {
	w := &writing{phoned: newPhoned(t)}
	var port int
	w.inbox, port = newSink(t, 0)
	gets[api.MailAnswer](w.rolls, "PUT", "/v1/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"cskh@example.com","name":"Cửa hàng Đà","url":"http://%s"}`, port, w.srv.web.Addr()))
	w.byEmail = w.publishes("email", `{"vi":"Tin của tiệm","en":""}`, `[{"kind":"text","text":{"vi":"Cảm ơn {{ person.name }}.","en":""}}]`, `{"vi":"","en":""}`)
	w.bySMS = w.publishes("sms", `{"vi":"","en":""}`, `[]`, `{"vi":"Cảm ơn bạn.","en":""}`)
	return w
}

func (w *writing) publishes(channel, subject, blocks, body string) (id string) {
	w.t.Helper()
	made := gets[api.TemplateAnswer](w.rolls, "POST", "/v1/templates", fmt.Sprintf(`{"key":"tin-%s","channel":%[1]q,"name":"Tin %[1]s","class":"transactional","content":{"subject":%s,"preheader":{"vi":"","en":""},"blocks":%s,"body":%s,
"plain":true,"attachments":[],"utm":{"source":"","medium":"","campaign":""},"sender":""}}`, channel, subject, blocks, body))
	gets[api.TemplateAnswer](w.rolls, "POST", "/v1/templates/"+made.ID+"/publish", `{}`)
	return made.ID
}

// meets makes somebody with an address and a number, and some more values.
func (w *writing) meets(name string, number int, more string) (id string) {
	w.t.Helper()
	return gets[api.RecordAnswer](w.rolls, "POST", "/v1/records/people", fmt.Sprintf(`{"values":{"name":%q,"email":"%s@example.vn","phone":"09612345%02d"%s}}`, name, strings.ToLower(name), number, more)).ID
}

// tags puts tags on somebody in place of those they have.
func (w *writing) tags(id, tags string) {
	w.t.Helper()
	gets[api.RecordAnswer](w.rolls, "PATCH", "/v1/records/people/"+id, `{"values":{"tags":[`+tags+`]}}`)
}

// starts makes a campaign whose goal is an order within a week, and starts it.
func (w *writing) starts(name, audience, steps, at string) (id string) {
	w.t.Helper()
	c := gets[api.Campaign](w.rolls, "POST", "/v1/campaigns", fmt.Sprintf(`{"name":%q,"plan":{"audience":%s,"steps":[%s],"variants":[],"holdout":0,"time":{"kind":%q},"goal":{"event":"Order Completed","days":7}}}`, name, audience, steps, at))
	gets[api.Campaign](w.rolls, "POST", "/v1/campaigns/"+c.ID+"/start", fmt.Sprintf(`{"version":%d}`, c.Version))
	return c.ID
}

// letters is how many e-mails lie in somebody's mailbox.
func (w *writing) letters(name string) int {
	w.inbox.mu.Lock()
	defer w.inbox.mu.Unlock()
	return len(w.inbox.taken[strings.ToLower(name)+"@example.vn"])
}

// got waits until each of some people has got so many e-mails of a campaign, and it is written down when.
func (w *writing) got(campaign string, n int, names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.soon(fmt.Sprintf("%s has %d letters", name, n), func() bool { return w.letters(name) == n })
	}
	w.soon("no message is under way", func() bool {
		return len(gets[api.SentAnswer](w.rolls, "GET", "/v1/campaigns/"+campaign+"/messages?state=sending", "").Messages) == 0
	})
}

// joins waits until each of some people has got a rolling campaign's first e-mail: a look that began before they were there goes by
// without them, and the next is a minute later.
func (w *writing) joins(campaign string, names ...string) {
	w.t.Helper()
	for _, name := range names {
		asked := 0
		w.soon(name+" has the first letter", func() bool {
			if asked++; asked%100 == 0 {
				w.later(time.Minute)
			}
			return w.letters(name) == 1
		})
	}
	w.got(campaign, 1, names...)
}

// texts is how many text messages went to anybody.
func (w *writing) texts() int {
	asked, _ := w.center.Asked()
	return asked
}

// nothing waits for longer than due work does, and holds that nothing was sent meanwhile.
func (w *writing) nothing(when string) {
	w.t.Helper()
	count := func() int {
		w.inbox.mu.Lock()
		defer w.inbox.mu.Unlock()
		return len(w.inbox.raw)
	}
	letters, texts := count(), w.texts()
	time.Sleep(2 * time.Second)
	if l, n := count()-letters, w.texts()-texts; l != 0 || n != 0 {
		w.t.Errorf("%s %d e-mails and %d text messages were sent", when, l, n)
	}
}

// sent is the message of a campaign's step to somebody; nil: there is none.
func (w *writing) sent(campaign, name string, step int) *api.SentMessage {
	w.t.Helper()
	for _, m := range gets[api.SentAnswer](w.rolls, "GET", "/v1/campaigns/"+campaign+"/messages", "").Messages {
		if m.Person.Name != nil && *m.Person.Name == name && m.Step == step {
			return &m
		}
	}
	return nil
}

var openPixel = regexp.MustCompile(`http://[^"]+/o/[^"]+\.gif`)

// opens shows the newest letter to somebody in a program that names itself so.
func (w *writing) opens(name, agent string) {
	w.t.Helper()
	w.inbox.mu.Lock()
	raw := append([]string(nil), w.inbox.raw...)
	w.inbox.mu.Unlock()
	for i := len(raw) - 1; i >= 0; i-- {
		l, err := letter.Read([]byte(raw[i]))
		if err != nil || l.To[0] != strings.ToLower(name)+"@example.vn" {
			continue
		}
		r, err := http.NewRequest("GET", openPixel.FindString(l.HTML), nil)
		if err != nil {
			w.t.Fatal(err)
		}
		r.Header.Set("User-Agent", agent)
		resp, err := http.DefaultClient.Do(r)
		if err != nil || resp.StatusCode != http.StatusOK {
			w.t.Fatalf("opening: %v, %v", resp, err)
		}
		resp.Body.Close()
		return
	}
	w.t.Fatalf("%s got no letter", name)
}

// TestARollingCampaignTakesInWhoJoins: who joins the segment of a running campaign gets its messages from then on, once however
// often they leave and join again, and whoever they are merged with: two who were drawn and became one get what comes once. Who left
// before the next look gets none, and who left after a message none of those behind it.
func TestARollingCampaignTakesInWhoJoins(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	t.Parallel()
	w := newWriting(t)
	const vip = `"vip"`
	tagged := `,"tags":["vip"]`
	lan, minh, hoa, xuan := w.meets("Lan", 1, tagged), w.meets("Minh", 2, ""), w.meets("Hoa", 3, ""), w.meets("Xuan", 4, "")
	saved := gets[api.SavedSegment](w.rolls, "POST", "/v1/segments", `{"name":"Khách quý","where":"tags has vip"}`)
	step := fmt.Sprintf(`{"channel":"email","template":%q}`, w.byEmail)
	later := fmt.Sprintf(`{"channel":"email","template":%q,"after":24}`, w.byEmail)
	id := w.starts("Khách quý", fmt.Sprintf(`{"segment":%q,"rolling":true}`, saved.ID), step+","+later, "now")
	w.got(id, 1, "Lan")

	w.tags(hoa, vip) // and out again before anybody looked
	w.tags(hoa, "")
	w.tags(minh, vip)
	yen := w.meets("Yen", 5, tagged)
	w.later(time.Minute)
	w.joins(id, "Minh", "Yen")

	w.tags(minh, "")
	w.later(time.Minute)
	w.tags(minh, vip)
	gets[json.RawMessage](w.rolls, "POST", "/v1/people/"+yen+"/merge", fmt.Sprintf(`{"into":%q}`, xuan))
	w.tags(xuan, vip)
	w.meets("Tu", 6, tagged)
	mai, may := w.meets("Mai", 8, tagged), w.meets("May", 9, tagged)
	w.later(time.Minute)
	w.joins(id, "Tu", "Mai", "May") // by then everybody was looked at
	gets[json.RawMessage](w.rolls, "POST", "/v1/people/"+may+"/merge", fmt.Sprintf(`{"into":%q}`, mai))
	w.tags(lan, "")
	if n := [4]int{w.letters("Minh"), w.letters("Yen"), w.letters("Xuan"), w.letters("Hoa")}; n != [4]int{1, 1, 0, 0} {
		t.Errorf("Minh, Yen, Xuan and Hoa have %v letters", n)
	}

	w.later(24 * time.Hour)
	w.got(id, 2, "Minh", "Tu")
	if n := w.letters("Lan"); n != 1 {
		t.Errorf("who left has %d letters", n)
	}
	w.soon("Mai, who was May as well, has the second letter once", func() bool { return w.letters("Mai")+w.letters("May") == 3 })
	if second := len(gets[api.SentAnswer](w.rolls, "GET", "/v1/campaigns/"+id+"/messages?step=2&variant=all", "").Messages); second != 4 {
		t.Errorf("there are %d second letters, for Minh, Tu, Mai and Xuan, who was Yen as well", second)
	}
	gets[api.Campaign](w.rolls, "POST", "/v1/campaigns/"+id+"/stop", "")
	w.meets("Dung", 7, tagged)
	w.later(time.Hour)
	w.nothing("after it was stopped")
}

// TestAPlanGoesOnOverChannels: an e-mail, a day later a text message to who has not opened it, two days later an e-mail to who has
// not bought yet; then it is over. What a program opened nobody has read.
func TestAPlanGoesOnOverChannels(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	t.Parallel()
	w := newWriting(t)
	for i, name := range []string{"An", "Binh", "Cuc"} {
		w.meets(name, i, "")
	}
	id := w.starts("Ba bước", `{"where":"exists email"}`, fmt.Sprintf(`{"channel":"email","template":%[1]q},{"channel":"sms","template":%q,"after":24,"unless":"opened"},{"channel":"email","template":%[1]q,"after":48,"unless":"goal"}`, w.byEmail, w.bySMS), "now")
	w.got(id, 1, "An", "Binh", "Cuc")
	w.later(time.Minute)
	w.opens("An", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36")
	w.opens("Binh", "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)")
	w.later(time.Minute)
	w.soon("that An opened it is known", func() bool { return w.sent(id, "An", 1).OpenedAt != nil })
	w.later(23*time.Hour + 50*time.Minute)
	w.nothing("before a day is over")
	w.later(15 * time.Minute)
	to := map[string]bool{}
	for _, got := range w.center.Got(t, 2) {
		to[got.To] = true
	}
	w.soon("the text messages went", func() bool {
		return w.sent(id, "Binh", 2).SentAt != nil && w.sent(id, "Cuc", 2).SentAt != nil
	})
	if !to["84961234501"] || !to["84961234502"] {
		t.Errorf("text messages went to %v", to)
	}
	order := fmt.Sprintf(`[{"id":"o1","name":"Order Completed","at":%d,"person":{"email":"cuc@example.vn"},"value":100000,"currency":"VND"}]`, w.now.Load())
	gets[json.RawMessage](w.rolls, "POST", "/v1/events", order)
	w.later(time.Minute) // what is past is counted
	w.soon("that Cuc bought is known", func() bool {
		return gets[api.ArmPeople](w.rolls, "GET", "/v1/campaigns/"+id+"/people?arm=all&reached=true", "").Count == 1
	})
	w.later(47 * time.Hour)
	w.nothing("before two more days are over")
	w.later(70 * time.Minute)
	w.got(id, 2, "An", "Binh")
	w.later(time.Minute)
	w.soon("the campaign is over", func() bool {
		return gets[api.Campaign](w.rolls, "GET", "/v1/campaigns/"+id, "").State == campaign.Finished
	})
	if w.letters("Cuc") != 1 || w.texts() != 2 || w.sent(id, "Cuc", 3) != nil || w.sent(id, "An", 2) != nil {
		t.Errorf("Cuc has %d letters, %d text messages went", w.letters("Cuc"), w.texts())
	}
}

// TestAStepWaitsForTheOneBefore: what follows two hours after a text message that the night held back comes two hours after it went.
func TestAStepWaitsForTheOneBefore(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	t.Parallel()
	w := newWriting(t)
	w.agrees("Lan", "0961234567")
	who := gets[api.RecordsAnswer](w.rolls, "GET", "/v1/records/people?q=lan", "").Rows[0].ID
	gets[api.RecordAnswer](w.rolls, "PATCH", "/v1/records/people/"+who, `{"values":{"email":"lan@example.vn"}}`)
	id := w.starts("Đêm", `{"where":"exists email"}`, fmt.Sprintf(`{"channel":"sms","template":%q},{"channel":"email","template":%q,"after":2}`, api.TemplateID(w.template), w.byEmail), "now")
	w.soon("the night holds it", func() bool { m := w.sent(id, "Lan", 1); return m != nil && m.State == message.Held })
	w.later(3 * time.Hour)
	w.nothing("at night")
	w.later(5*time.Hour + 35*time.Minute) // five past seven
	w.center.Got(t, 1)
	w.soon("the text message went", func() bool { return w.sent(id, "Lan", 1).SentAt != nil })
	w.nothing("right behind it")
	w.later(time.Hour + 50*time.Minute)
	w.nothing("before two hours are over")
	w.later(15 * time.Minute)
	w.got(id, 1, "Lan")
}

// hasRead lets somebody have opened ten messages, on ten days up to an instant.
func (w *writing) hasRead(person string, last time.Time) {
	w.t.Helper()
	id, err := api.ParsePersonID(person)
	if err != nil {
		w.t.Fatal(err)
	}
	template, err := api.ParseTemplateID(w.byEmail)
	if err != nil {
		w.t.Fatal(err)
	}
	ctx := context.Background()
	err = w.srv.api.Records.Tx(ctx, func(tx *store.Tx) error {
		for i := range 10 {
			sent, err := tx.Send(ctx, message.Draft{Person: id, Channel: consent.Email, Class: consent.Transactional, Template: template})
			if err == nil {
				_, err = tx.OpenedMessage(ctx, sent, last.AddDate(0, 0, -i).UnixMicro(), false)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestEachPersonsBestHour: who opened at eight in the evening is written to then, in their own zone; who opened nothing yet at the
// hour everybody does, and where nobody has, at nine in the morning of their own day.
func TestEachPersonsBestHour(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a house")
	}
	t.Parallel()
	w := newWriting(t)
	step := fmt.Sprintf(`{"channel":"email","template":%q}`, w.byEmail)
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	home, paris, tokyo := zone("Asia/Ho_Chi_Minh"), zone("Europe/Paris"), zone("Asia/Tokyo")
	comes := func(id, name string, in *time.Location, hour int) {
		t.Helper()
		var m *api.SentMessage
		w.soon(name+" is written to", func() bool { m = w.sent(id, name, 1); return m != nil })
		if m.DueAt == nil {
			t.Errorf("%s is not written to at an hour: %+v", name, m)
			return
		}
		at, err := time.Parse(time.RFC3339Nano, *m.DueAt)
		if now := time.UnixMicro(w.now.Load()); err != nil || at.In(in).Hour() != hour || at.Before(now) || at.Sub(now) > 24*time.Hour {
			t.Errorf("%s is written to at %s, not at %d", name, at.In(in), hour)
		}
	}
	w.meets("Linh", 1, `,"tags":["moi"]`)
	w.meets("Ken", 2, `,"tags":["moi"],"time_zone":"Asia/Tokyo"`)
	first := w.starts("Chưa ai mở", `{"where":"tags has moi"}`, step, "best")
	comes(first, "Linh", home, 9)
	comes(first, "Ken", tokyo, 9)
	w.nothing("at night")
	w.later(9 * time.Hour) // half past nine in Tokyo
	w.later(20 * time.Minute)
	w.got(first, 1, "Ken")
	w.later(2 * time.Hour)
	w.got(first, 1, "Linh")

	nam, pierre := w.meets("Nam", 3, `,"tags":["cu"]`), w.meets("Pierre", 4, `,"tags":["cu"],"time_zone":"Europe/Paris"`)
	w.meets("Tam", 5, `,"tags":["cu"]`)
	w.hasRead(nam, time.Date(2026, 11, 19, 20, 15, 0, 0, home))
	w.hasRead(pierre, time.Date(2026, 11, 19, 20, 15, 0, 0, paris))
	second := w.starts("Giờ của mỗi người", `{"where":"tags has cu"}`, step, "best")
	comes(second, "Nam", home, 20)
	comes(second, "Tam", home, 20)
	comes(second, "Pierre", paris, 20)
}
