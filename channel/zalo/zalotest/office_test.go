package zalotest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// The sum was made with sha256sum.
func TestTheSignatureIsTheDocumentedOne(t *testing.T) {
	got := Sign("2712345678901234567", []byte(`{"a":"\/é"}`), "1795402800000", "account's secret")
	if got != "ae16599425e917d33d50cddccc4270afa988cd254544e2f271e2b8688b52e6db" {
		t.Error(got)
	}
}

// ear is where events go.
type ear struct {
	*bench
	mu     sync.Mutex
	got    []heard
	status int
	silent bool
}

func (e *ear) hear(h heard) (status int, silent bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.got = append(e.got, h)
	return e.status, e.silent
}

type heard struct {
	signature, retry, body string
	event                  map[string]any
}

func newEar(t *testing.T, o Options) *ear {
	e := &ear{bench: newBench(t, o), status: http.StatusOK}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		h := heard{r.Header.Get("X-ZEvent-Signature"), r.Header.Get("num_retry"), string(body), nil}
		if err := json.Unmarshal(body, &h.event); err != nil {
			t.Error(err)
		}
		status, silent := e.hear(h)
		if silent {
			<-r.Context().Done()
		}
		w.WriteHeader(status)
	}))
	t.Cleanup(server.Close)
	e.Webhook(server.URL)
	return e
}

// names pumps, and gives what was heard since the last time.
func (e *ear) names() (all []string) {
	e.t.Helper()
	e.Pump(e.t.Context())
	for _, h := range e.got {
		all = append(all, h.event["event_name"].(string))
	}
	return all
}

func at(h heard, path string) string {
	data, _ := json.Marshal(h.event)
	return reply{Data: data}.field(path)
}

func TestAnEventIsSignedAsItGoes(t *testing.T) {
	for _, bare := range []bool{false, true} {
		e := newEar(t, Options{Bare: bare})
		u := e.Add(User{})
		e.Text(u, "Xem https://example.com <b>nhé</b>")
		if got := e.names(); !slices.Equal(got, []string{"user_send_text"}) {
			t.Fatal(got)
		}
		h := e.got[0]
		want := Sign(AppID, []byte(h.body), at(h, "timestamp"), OASecret)
		if !bare {
			want = "mac=" + want
		}
		if h.signature != want || !strings.Contains(h.body, `https:\/\/`) || at(h, "message.text") != "Xem https://example.com <b>nhé</b>" {
			t.Error(h)
		}
		if at(h, "sender.id") != u || at(h, "recipient.id") != OAID || at(h, "app_id") != AppID || at(h, "timestamp") != strconv.FormatInt(start/1000, 10) {
			t.Error(h)
		}
	}
}

func TestWhatTheAccountIsTold(t *testing.T) {
	e := newEar(t, Options{})
	u := e.AddFollower(User{Name: "Lan", Phone: "84901888484"})
	e.Image(u, "áo.png", png, "Áo này")
	e.File(u, "báo giá.pdf", []byte("%PDF-1.7"))
	e.Sticker(u, "1")
	e.Location(u, "10.762622", "106.660172")
	e.Media(u, "audio", "a.m4a", []byte("…"))
	e.Share(u)
	reply := e.say(u, "Dạ còn").field("message_id")
	e.Read(reply)
	e.Read(reply)
	e.StaffText(u, "Để em")
	e.Unfollow(u)
	want := []string{
		"follow", "user_send_image", "user_send_file", "user_send_sticker", "user_send_location", "user_send_audio", "user_submit_info",
		"oa_send_text", "user_received_message", "user_seen_message", "oa_send_text", "user_received_message", "unfollow",
	}
	if got := e.names(); !slices.Equal(got, want) {
		t.Fatal(got)
	}
	if f := e.got[0]; at(f, "follower.id") != u || at(f, "oa_id") != OAID || f.event["sender"] != nil {
		t.Error(f)
	}
	if s := e.got[6]; at(s, "info.phone") != "84901888484" {
		t.Error(s)
	}
	if r := e.got[8]; at(r, "message.msg_id") != reply || at(r, "sender.id") != OAID || at(r, "message.delivery_time") != "" {
		t.Error(r)
	}
	e.fetches(e.got[1], string(png))
}

// fetches demands that what somebody sent is at the address the event names.
func (e *ear) fetches(h heard, content string) {
	e.t.Helper()
	attachments := h.event["message"].(map[string]any)["attachments"].([]any)
	resp, err := http.Get(attachments[0].(map[string]any)["payload"].(map[string]any)["url"].(string))
	if err != nil {
		e.t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, _ := io.ReadAll(resp.Body); string(got) != content {
		e.t.Errorf("%q", got)
	}
}

func TestReportsHaveTwoShapes(t *testing.T) {
	e := newEar(t, Options{OtherReports: true})
	u := e.Add(User{Phone: "84901888484"})
	e.Text(u, "Chào")
	said := e.say(u, "Chào").field("message_id")
	e.Read(said)
	e.toPhone("84901888484", e.AddTemplate(order(Transaction)), fine)
	e.names()
	if seen := e.got[3]; at(seen, "sender.id") != u || !strings.Contains(seen.body, `"msg_ids":["`+said+`"]`) {
		t.Error(seen)
	}
	if told := e.got[4]; at(told, "recipient.id") != "84901888484" || at(told, "message.tracking_id") != "don-1" || at(told, "message.delivery_time") == "" {
		t.Error(told)
	}
}

func TestAnEventIsPostedAgainUntilTheWebhookIsDisabled(t *testing.T) {
	e := newEar(t, Options{})
	u := e.Add(User{})
	e.status = http.StatusNoContent
	e.Text(u, "Chào")
	first := e.Now()
	all := e.Advance(t.Context(), 3*time.Hour)
	var after []int64
	for i, a := range all {
		after = append(after, (a.At-first)/1e6)
		if a.Try != i || a.Status != http.StatusNoContent || e.got[i].retry != strconv.Itoa(i) || e.got[i].body != e.got[0].body {
			t.Error(a, e.got[i])
		}
	}
	if !slices.Equal(after, []int64{0, 30, 330, 1230, 3030, 6630}) || e.Now() != first+3*time.Hour.Microseconds() {
		t.Error(after)
	}
	if e.WebhookEnabled() {
		t.Error("still enabled")
	}
	e.Text(u, "Có ai không?")
	if lost := e.Lost(); len(lost) != 2 || len(e.Pending()) != 0 {
		t.Error(lost)
	}
}

func TestAnAnswerInTimeEndsIt(t *testing.T) {
	e := newEar(t, Options{WebhookTimeout: 50 * time.Millisecond})
	e.silent = true
	u := e.Add(User{})
	e.Text(u, "Chào")
	if all := e.Pump(t.Context()); len(all) != 1 || all[0].OK() || all[0].Err == nil {
		t.Fatal(all)
	}
	e.mu.Lock()
	e.silent = false
	e.mu.Unlock()
	e.Tune(func(o *Options) { o.WebhookTimeout = time.Minute })
	if all := e.Advance(t.Context(), time.Hour); len(all) != 1 || !all[0].OK() || all[0].Try != 1 || !e.WebhookEnabled() {
		t.Error(all)
	}
}

func TestEventsComeTwiceLateAndTheOtherWayRound(t *testing.T) {
	e := newEar(t, Options{})
	u := e.Add(User{})
	one := e.Text(u, "một")
	e.Text(u, "hai")
	e.Repeat(one)
	e.Reverse()
	e.Delay(time.Minute)
	e.Text(u, "ba")
	if all := e.Pump(t.Context()); len(all) != 3 || len(e.Pending()) != 1 {
		t.Fatal(all)
	}
	all := e.Advance(t.Context(), time.Hour)
	if len(all) != 1 || all[0].At-all[0].Event.At != time.Minute.Microseconds() {
		t.Error(all)
	}
	var said []string
	for _, h := range e.got {
		said = append(said, at(h, "message.text"))
	}
	if !slices.Equal(said, []string{"một", "hai", "một", "ba"}) || e.got[0].body != e.got[2].body {
		t.Error(said)
	}
}
