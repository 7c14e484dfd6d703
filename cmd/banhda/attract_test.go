package main

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"sync/atomic"
	"testing"
	"time"

	"banhda/channel/email/letter"
	"banhda/channel/sms/smpp/smpptest"
)

// TestStrangersTurnTheWheel walks the way of the guide from a house with nothing in it: a form on somebody's own page,
// visitors who confirm, a welcome, a campaign with its lift, the wheel, a text message held at night. Leads and orders come from
// another system; everything else is done at the screens.
func TestStrangersTurnTheWheel(t *testing.T) { walk(t, "attract") }

// walk runs a script through a house with nothing in it, at ten in the morning of a working day. Its mail server, message
// centre and clock are the test's.
func walk(t *testing.T, script string) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	t.Parallel()
	ahead := &atomic.Int64{}
	ahead.Store(int64(time.Until(workingMorning(time.Now()))))
	c := config{data: t.TempDir(), memory: "256MB", lang: "en", private: true, network: network{listen: "127.0.0.1:0"},
		steered: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }}
	s, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.close() })
	if err := s.listen(c.network); err != nil {
		t.Fatal(err)
	}
	inbox, mail := newSink(t, 0)
	center := smpptest.New(t)
	world := httptest.NewServer(outside(inbox, center, func(hour int) { ahead.Add(int64(untilHour(c.steered(), hour))) }))
	t.Cleanup(world.Close)
	runScreens(t, script, map[string]any{"shots": os.Getenv("BANHDA_SHOTS"), "address": "http://" + s.web.Addr().String(), "email": ownersAddress, "password": ownersPassword,
		"world": world.URL, "mail": mail, "sms": center.Port(), "system": smpptest.SystemID, "secret": smpptest.Password})
}

// workingMorning is the last time it was ten in the morning of a day from Monday to Friday in Việt Nam: not later than it is for
// the browser, whose clock is the machine's.
func workingMorning(now time.Time) time.Time {
	at := now.Add(untilHour(now, 10))
	for at = at.AddDate(0, 0, -1); at.Weekday() == time.Saturday || at.Weekday() == time.Sunday; {
		at = at.AddDate(0, 0, -1)
	}
	return at
}

// untilHour is how long it is to the next full hour of a number in Việt Nam.
func untilHour(now time.Time, hour int) time.Duration {
	local := now.UTC().Add(7 * time.Hour)
	next := time.Date(local.Year(), local.Month(), local.Day(), hour, 0, 0, 0, time.UTC)
	if !next.After(local) {
		next = next.AddDate(0, 0, 1)
	}
	return next.Sub(local)
}

// outside is what a script can know and do beside the screens: GET /mail tells what lies in mailboxes, GET /sms how many text
// messages were asked for, POST /clock/{hour} turns the clock on.
func outside(inbox *sink, center *smpptest.Center, clock func(hour int)) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /mail", func(w http.ResponseWriter, _ *http.Request) { json.NewEncoder(w).Encode(inbox.letters()) })
	mux.HandleFunc("GET /sms", func(w http.ResponseWriter, _ *http.Request) {
		asked, _ := center.Asked()
		json.NewEncoder(w).Encode(asked)
	})
	mux.HandleFunc("POST /clock/{hour}", func(w http.ResponseWriter, r *http.Request) {
		var hour int
		if json.Unmarshal([]byte(r.PathValue("hour")), &hour) == nil {
			clock(hour)
		}
	})
	return mux
}

// mailed is a message as who it went to sees it.
type mailed struct {
	To      string `json:"to"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// letters are the messages that were taken, read.
func (s *sink) letters() []mailed {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := []mailed{}
	for _, raw := range s.raw {
		if l, err := letter.Read([]byte(raw)); err == nil {
			all = append(all, mailed{l.To[0], l.Subject, l.Text})
		}
	}
	return all
}
