package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"banhda/api"
	"banhda/channel/webhook"
)

// receiver is another system that takes messages, and refuses when it is told to.
type receiver struct {
	mu     sync.Mutex
	secret string
	refuse bool
	taken  map[string]string // bodies by the messages' ids
	types  []string
	wrong  []string
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	body, _ := io.ReadAll(req.Body)
	id := req.Header.Get("webhook-id")
	at, _ := strconv.ParseInt(req.Header.Get("webhook-timestamp"), 10, 64)
	if want, err := webhook.Sign(r.secret, id, at, body); err != nil || req.Header.Get("webhook-signature") != want {
		r.wrong = append(r.wrong, id)
	}
	if r.refuse {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	var m struct{ Type string }
	_ = json.Unmarshal(body, &m)
	r.taken[id] = string(body)
	r.types = append(r.types, m.Type)
}

// has waits until a message of a type that contains some text was taken.
func (r *receiver) has(t *testing.T, kind, text string) {
	t.Helper()
	for range 1200 {
		r.mu.Lock()
		for _, body := range r.taken {
			if strings.Contains(body, `"`+kind+`"`) && strings.Contains(body, text) {
				r.mu.Unlock()
				return
			}
		}
		r.mu.Unlock()
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no %s with %s came; there are %v", kind, text, r.types)
}

// Another system is told of records and events, signed; what it refused is sent again; and a house that was closed
// meanwhile tells what happened last, too.
func TestOtherSystemsAreTold(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for messages")
	}
	t.Parallel()
	r := &receiver{taken: map[string]string{}}
	other := httptest.NewServer(r)
	defer other.Close()
	c := config{data: t.TempDir(), database: "", memory: "256MB", lang: "en", private: true}
	s, err := startServer(context.Background(), c, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	hook := sends[api.Webhook](t, c.data, "POST", "/v1/webhooks", fmt.Sprintf(`{"url":%q,"name":"kho","types":["record.*","event.*"]}`, other.URL))
	r.mu.Lock()
	r.secret = hook.Secret
	r.mu.Unlock()

	made := sends[api.RecordAnswer](t, c.data, "POST", "/v1/records/companies", `{"values":{"name":"Công ty Sương Mai"}}`)
	r.has(t, "record.created", made.ID)
	r.has(t, "record.created", "Công ty Sương Mai")
	sends[api.RecordAnswer](t, c.data, "PATCH", "/v1/records/companies/"+made.ID, `{"values":{"website":"https://suongmai.vn"}}`)
	r.has(t, "record.updated", `"website":{"before":null,"after":"https://suongmai.vn"}`)
	event := fmt.Sprintf(`[{"id":"e1","name":"Order Completed","at":%d,"person":{"user_id":"KH1"},"value":100000},
		{"id":"e2","name":"Order Completed","at":%d,"person":{"user_id":"KH1"}}]`, time.Now().UnixMicro(), time.Now().Add(-2*time.Hour).UnixMicro())
	sends[json.RawMessage](t, c.data, "POST", "/v1/events", event)
	r.has(t, "event.order_completed", `"id":"e1"`)

	r.mu.Lock()
	r.refuse = true
	r.mu.Unlock()
	sends[json.RawMessage](t, c.data, "POST", "/v1/webhooks/"+hook.ID+"/test", `{}`)
	refused := delivery(t, c.data, hook.ID, func(d api.Delivery) bool { return d.Type == "webhook.test" && len(d.Attempts) > 0 })
	if refused.State != "waiting" || refused.Attempts[0].Status != 500 {
		t.Errorf("refused: %+v", refused)
	}
	r.mu.Lock()
	r.refuse = false
	r.mu.Unlock()
	sends[json.RawMessage](t, c.data, "POST", "/v1/webhooks/"+hook.ID+"/deliveries/"+refused.ID+"/resend", `{}`)
	r.has(t, "webhook.test", hook.ID)
	again := delivery(t, c.data, hook.ID, func(d api.Delivery) bool { return d.ID == refused.ID && d.State == "taken" })
	if n := len(again.Attempts); n < 2 || again.Attempts[0].Status != 500 || again.Attempts[n-1].Status/100 != 2 {
		t.Errorf("sent again by hand, with what came before in view: %+v", again.Attempts)
	}

	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	if s, err = startServer(context.Background(), c, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	sends[json.RawMessage](t, c.data, "DELETE", "/v1/records/companies/"+made.ID, "")
	r.has(t, "record.deleted", made.ID)
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.wrong) > 0 {
		t.Errorf("signatures that are wrong: %v", r.wrong)
	}
	for _, body := range r.taken {
		if strings.Contains(body, `"id":"e2"`) {
			t.Error("what happened two hours ago is no news")
		}
	}
}

// delivery waits for one of a webhook's deliveries.
func delivery(t *testing.T, dir, hook string, is func(api.Delivery) bool) (found api.Delivery) {
	t.Helper()
	for range 1200 {
		for _, d := range sends[api.DeliveriesAnswer](t, dir, "GET", "/v1/webhooks/"+hook+"/deliveries", "").Deliveries {
			if is(d) {
				return d
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("no such delivery")
	return found
}

// sends calls an operation over the socket with a body.
func sends[T any](t *testing.T, dir, method, path, body string) (v T) {
	t.Helper()
	var sent any
	if body != "" {
		sent = json.RawMessage(body)
	}
	raw, err := newClient(dir).Call(t.Context(), method, path, nil, sent, nil)
	if err == nil {
		err = json.Unmarshal(raw, &v)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return v
}
