package smpp

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/linxGnu/gosmpp/data"

	"banhda/channel/sms"
	"banhda/channel/sms/smpp/smpptest"
	"banhda/hub/consent"
)

// ear keeps what it hears, unless it is deaf.
type ear struct {
	mu      sync.Mutex
	deaf    bool
	reports []sms.Report
	answers []sms.Answer
}

func (e *ear) Reported(_ context.Context, r sms.Report) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.deaf {
		return errors.New("the disk is full")
	}
	e.reports = append(e.reports, r)
	return nil
}

func (e *ear) Answered(_ context.Context, a sms.Answer) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.answers = append(e.answers, a)
	return nil
}

func begin(t *testing.T, change func(*Client)) (*smpptest.Center, *Client, *ear) {
	center, hears := smpptest.New(t), &ear{}
	c := New(Server{Host: "127.0.0.1", Port: center.Port(), SystemID: smpptest.SystemID, Password: smpptest.Password}, hears, time.Now, slog.New(slog.DiscardHandler))
	c.Times = Times{Again: 5 * time.Millisecond, Slow: 300 * time.Millisecond, Bind: time.Minute}
	if change != nil {
		change(c)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return center, c, hears
}

func to(text string) sms.Message {
	return sms.Message{ID: "out_1", From: "BANHDA", To: "+84961234567", Text: text, Class: consent.Care}
}

func TestAConversation(t *testing.T) {
	center, c, hears := begin(t, nil)
	if _, err := c.Send(t.Context(), to("Don hang [A1] da gui, gia 5€")); err != nil {
		t.Fatal(err)
	}
	got := center.Got(t, 1)[0]
	want := smpptest.Got{From: "BANHDA", To: "84961234567", FromTon: 5, FromNpi: 0, ToTon: 1, ToNpi: 1, Text: "Don hang [A1] da gui, gia 5€", Registered: 1, ID: 4000}
	if got != want {
		t.Errorf("%+v\nwant %+v", got, want)
	}
	long := strings.Repeat("Đơn hàng của chị đã gửi. ", 6)
	taken, err := c.Send(t.Context(), to(long))
	if err != nil || !slices.Equal(taken.Handles, []string{"fa1", "fa2", "fa3"}) {
		t.Fatal(taken, err)
	}
	all, said := center.Got(t, 4)[1:], ""
	for i, g := range all {
		if said += g.Text; g.Coding != 8 || int(g.Part) != i+1 || g.Parts != 3 || g.Ref != all[0].Ref {
			t.Errorf("%+v", g)
		}
	}
	if said != long {
		t.Errorf("%q", said)
	}
	if status := center.Receipt(t, all[0], "DELIVRD", "000"); status != data.ESME_ROK {
		t.Error(status)
	}
	center.Receipt(t, all[1], "UNDELIV", "011")
	center.Deliver(t, 0, "84961234567", "1551", "Từ chối", data.UCS2)
	center.Deliver(t, 0, "0961234567", "1551", "TC", data.GSM7BIT)
	if len(hears.reports) != 2 || len(hears.answers) != 2 {
		t.Fatalf("%+v", hears)
	}
	if r := hears.reports[0]; r.State != sms.Delivered || r.To != "+84961234567" || !slices.Contains(r.Handles, "fa1") {
		t.Errorf("%+v: hexadecimal here is decimal there", r)
	}
	if r := hears.reports[1]; r.State != sms.Failed || r.Code != "undeliv 011" {
		t.Errorf("%+v", r)
	}
	for i, text := range []string{"Từ chối", "TC"} {
		if a := hears.answers[i]; a.From != "+84961234567" || a.Text != text || a.To != "1551" {
			t.Errorf("%+v", a)
		}
	}
}

// TestWhatIsNotKeptIsNotConfirmed: a report that could not be kept is said again later.
func TestWhatIsNotKeptIsNotConfirmed(t *testing.T) {
	center, c, hears := begin(t, nil)
	if _, err := c.Send(t.Context(), to("a")); err != nil {
		t.Fatal(err)
	}
	got := center.Got(t, 1)[0]
	hears.mu.Lock()
	hears.deaf = true
	hears.mu.Unlock()
	if status := center.Receipt(t, got, "DELIVRD", "000"); status == data.ESME_ROK {
		t.Error("what is not kept was confirmed")
	}
	hears.mu.Lock()
	hears.deaf = false
	hears.mu.Unlock()
	if status := center.Receipt(t, got, "DELIVRD", "000"); status != data.ESME_ROK || len(hears.reports) != 1 {
		t.Error(status, hears.reports)
	}
}

func TestThrottling(t *testing.T) {
	center, c, _ := begin(t, nil)
	center.Say = func(n int, _ smpptest.Got) (data.CommandStatusType, bool) {
		if n < 2 || n == 3 { // the first twice, and the second part of the third
			return data.ESME_RTHROTTLED, false
		}
		return data.ESME_ROK, false
	}
	for i := range 2 {
		_, err := c.Send(t.Context(), to("a"))
		var said *sms.Error
		if !errors.As(err, &said) || said.Class != sms.Retry || said.After <= 0 {
			t.Fatalf("%d: %v", i, err)
		}
		if _, err := c.Send(t.Context(), to("a")); sms.ClassOf(err) != sms.Retry {
			t.Errorf("%d: %v", i, err)
		}
		if asked, _ := center.Asked(); asked != i+1 {
			t.Errorf("%d: asked %d times: nothing is sent while it slows down", i, asked)
		}
		time.Sleep(said.After + 5*time.Millisecond)
	}
	if taken, err := c.Send(t.Context(), to(strings.Repeat("a", 161))); err != nil || len(taken.Handles) != 2 {
		t.Fatal(taken, err)
	}
}

// TestALostLink: what was asked and not answered is doubtful; the link comes back by itself; what comes meanwhile waits.
func TestALostLink(t *testing.T) {
	center, c, hears := begin(t, nil)
	center.Say = func(n int, _ smpptest.Got) (data.CommandStatusType, bool) { return data.ESME_ROK, n == 1 }
	if _, err := c.Send(t.Context(), to("a")); err != nil {
		t.Fatal(err)
	}
	first := center.Got(t, 1)[0]
	if _, err := c.Send(t.Context(), to("b")); sms.ClassOf(err) != sms.Doubtful {
		t.Fatal(err)
	}
	if _, err := c.Send(t.Context(), to("c")); err != nil && sms.ClassOf(err) != sms.Retry { // it may see the old link's end
		t.Fatal(err)
	}
	center.Bound(t, 2)
	if _, err := c.Send(t.Context(), to("d")); err != nil {
		t.Fatal(err)
	}
	if center.Receipt(t, first, "DELIVRD", "000"); len(hears.reports) != 1 {
		t.Error("a late report over another link is lost")
	}
}

func TestWhatFollows(t *testing.T) {
	center, c, _ := begin(t, nil)
	says := data.ESME_ROK
	center.Say = func(int, smpptest.Got) (data.CommandStatusType, bool) { return says, false }
	for status, want := range map[data.CommandStatusType]sms.Class{data.ESME_RSYSERR: sms.Retry, data.ESME_RINVSRCADR: sms.Blocked, data.ESME_RINVDSTADR: sms.Permanent, data.ESME_RSUBMITFAIL: sms.Permanent} {
		says = status
		if _, err := c.Send(t.Context(), to("a")); sms.ClassOf(err) != want {
			t.Errorf("%s: %v", status, err)
		}
	}
}

func TestWrongPassword(t *testing.T) {
	_, c, _ := begin(t, func(c *Client) { c.Password, c.Times.Bind = "wrong", 100*time.Millisecond })
	if _, err := c.Send(t.Context(), to("a")); sms.ClassOf(err) != sms.Retry {
		t.Error(err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		bound, said := c.State()
		if !bound && strings.Contains(said, "system id") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal(bound, said)
		}
	}
}

// TestTheWindow: no more wait for an answer at once than there are seats.
func TestTheWindow(t *testing.T) {
	center, c, _ := begin(t, nil)
	var mu sync.Mutex
	seen := map[string]bool{}
	center.Say = func(_ int, g smpptest.Got) (data.CommandStatusType, bool) {
		mu.Lock()
		defer mu.Unlock()
		seen[g.Text] = true
		return data.ESME_ROK, false
	}
	var all sync.WaitGroup
	for i := range 200 {
		all.Go(func() {
			if _, err := c.Send(t.Context(), to(strings.Repeat("a", i%150+1))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := center.Got(t, 200); len(got) != 200 || len(seen) != 150 {
		t.Error(len(got), len(seen))
	}
	if len(c.seats) != 0 || cap(c.seats) != Window {
		t.Error(len(c.seats), cap(c.seats))
	}
}

func TestEnquireLink(t *testing.T) {
	_, c, _ := begin(t, func(c *Client) { c.Times.Enquire = 10 * time.Millisecond })
	time.Sleep(100 * time.Millisecond)
	if _, err := c.Send(t.Context(), to("a")); err != nil {
		t.Error(err)
	}
}

// TestLatin: a message centre that takes the default alphabet for Latin-1 gets that, or UCS-2 where it does not do.
func TestLatin(t *testing.T) {
	s := Server{Latin: true}
	if parts, coding := s.encode("[é]"); coding != 0 || string(parts[0]) != "[\xe9]" {
		t.Errorf("%q %d", parts, coding)
	}
	if parts, coding := s.encode("5€"); coding != 8 || string(parts[0]) != "\x005\x20\xac" {
		t.Errorf("%q %d", parts, coding)
	}
}

func FuzzDeliver(f *testing.F) {
	f.Add([]byte("\x00\x01\x0184961234567\x00\x00\x001551\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x09id:1 stat"))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, s := range []Server{{}, {Latin: true}} {
			if h, good := s.readDeliver(body, time.Now()); good && (h.report == nil) == (h.answer == nil) {
				t.Error("it is neither a report nor an answer")
			}
		}
	})
}
