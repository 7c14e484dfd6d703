package api

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"banhda/drive/job"
	"banhda/hub/delivery"
	"banhda/hub/message"
	"banhda/hub/timeline"
	"banhda/hub/token"
	"banhda/store"
)

// heardJob judges, a while after it was heard, that a message was opened or clicked: by then it is known what else was.
const heardJob job.Kind = "message-heard"

// heardAfter is how long what is heard waits to be judged: who follows all links at once is done by then.
const heardAfter = 20 * time.Second

// heardOf is what was heard of a message.
type heardOf struct {
	Message int64         `json:"message"`
	URL     string        `json:"url,omitempty"` // that was clicked; empty: it was opened
	At      int64         `json:"at"`
	Kind    delivery.Kind `json:"kind"` // by what can be told at once
}

func (h *heardOf) event() string {
	if h.URL == "" {
		return "Email Opened"
	}
	return "Email Link Clicked"
}

// clicked leads where the link leads, and notes the click. It leads nowhere else: the address is signed.
func (s *Server) clicked(w http.ResponseWriter, r *http.Request, about token.Token) error {
	if r.Method == http.MethodGet {
		s.noteHeard(r, heardOf{Message: about.Message, URL: s.tokens.Unsigned(about.Text)})
	}
	http.Redirect(w, r, about.Text, http.StatusFound)
	return nil
}

// pixel is a picture of one transparent point.
var pixel = []byte("GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;")

func (s *Server) opened(w http.ResponseWriter, r *http.Request, about token.Token) error {
	if r.Method == http.MethodGet {
		s.noteHeard(r, heardOf{Message: about.Message})
	}
	w.Header().Set("Content-Type", "image/gif")
	_, _ = w.Write(pixel) // nobody listens any more, or it is written
	return nil
}

// trapped is a link that nobody sees: whoever follows it is a program, and so are its other clicks.
func (s *Server) trapped(w http.ResponseWriter, r *http.Request, about token.Token) error {
	s.hits.trap(about.Message, s.Now())
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// noteHeard leaves to be judged what was heard. Nobody waits for it, and nobody is refused where it cannot be noted.
func (s *Server) noteHeard(r *http.Request, h heardOf) {
	now := s.Now()
	h.At, h.Kind = now.UnixMicro(), delivery.Agent(r.UserAgent())
	s.hits.note(h.Message, h.URL, now)
	body, err := json.Marshal(h)
	if err == nil && h.Message != 0 {
		err = s.Records.Tx(context.WithoutCancel(r.Context()), func(t *store.Tx) error {
			return t.Enqueue(r.Context(), heardJob, heardKey(&h), body, h.At+heardAfter.Microseconds())
		})
	}
	if err != nil {
		s.Logger.Error("noting that a message was opened or clicked", "error", err)
	}
}

// heardKey is the same for what is heard again before it was judged.
func heardKey(h *heardOf) string {
	sum := fnv.New64a()
	sum.Write([]byte(h.URL))
	return fmt.Sprintf("%d %x %s", h.Message, sum.Sum64(), h.Kind)
}

// judgeHeard decides who it was, and tells the person's timeline.
func (s *Server) judgeHeard(ctx context.Context, j job.Job) error {
	var h heardOf
	if err := json.Unmarshal(j.Body, &h); err != nil {
		return job.Final(err)
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		sent, err := t.Message(ctx, h.Message)
		if err != nil {
			return orElse(absent(err), t.FinishJob(ctx, j.ID))
		}
		hits := s.hits.of(h.Message)
		kind := delivery.Judge(delivery.Hit{Kind: h.Kind, Click: h.URL != "", After: h.At - sent.SentAt, Trapped: hits.trapped, Together: hits.together})
		if kind == delivery.Human {
			if _, err := t.OpenedMessage(ctx, sent.ID, h.At, h.URL != ""); err != nil {
				return err
			}
		}
		if err := tellHeard(ctx, t, &sent, &h, kind); err != nil {
			return err
		}
		return t.FinishJob(ctx, j.ID)
	})
}

// tellHeard tells it once for each message, link and kind of reader within a minute.
func tellHeard(ctx context.Context, t *store.Tx, sent *message.Message, h *heardOf, kind delivery.Kind) error {
	who, err := personRecord(ctx, &t.View, sent.Person)
	if err != nil {
		return absent(err)
	}
	told := map[string]string{"message": OutgoingID(sent.ID), "kind": string(kind)}
	for key, value := range map[string]string{"url": h.URL, "campaign": campaignOf(sent)} {
		if value != "" {
			told[key] = value
		}
	}
	properties, err := json.Marshal(told)
	if err != nil {
		return err
	}
	id := fmt.Sprintf("heard-%s-%s-%d", heardKey(&heardOf{Message: sent.ID, URL: h.URL}), kind, h.At/time.Minute.Microseconds())
	return postEvents(ctx, t, messageSource, []int64{who.ID}, func(int64) timeline.Event {
		return timeline.Event{ID: id, Name: h.event(), At: h.At, Campaign: campaignOf(sent), Properties: properties}
	})
}

// hits remember for a short while what was asked for of each message.
type hits struct {
	mu  sync.Mutex
	all map[int64]*hit
}

type hit struct {
	links    map[string]time.Time
	last     time.Time
	trapped  bool
	together int // how many links were followed within a moment, at most
}

const (
	hitsKept   = time.Minute
	mostHits   = 20_000
	moment     = 3 * time.Second
	mostLinked = 100
)

func (h *hits) get(message int64, now time.Time) *hit {
	if h.all == nil {
		h.all = map[int64]*hit{}
	}
	if len(h.all) >= mostHits {
		for id, one := range h.all {
			if now.Sub(one.last) > hitsKept {
				delete(h.all, id)
			}
		}
	}
	one := h.all[message]
	if one == nil {
		one = &hit{links: map[string]time.Time{}}
		if len(h.all) < mostHits {
			h.all[message] = one
		}
	}
	one.last = now
	return one
}

func (h *hits) note(message int64, url string, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	one := h.get(message, now)
	if url == "" || len(one.links) >= mostLinked {
		return
	}
	one.links[url] = now
	together := 0
	for _, at := range one.links {
		if now.Sub(at) <= moment {
			together++
		}
	}
	one.together = max(one.together, together)
}

func (h *hits) trap(message int64, now time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.get(message, now).trapped = true
}

func (h *hits) of(message int64) hit {
	h.mu.Lock()
	defer h.mu.Unlock()
	if one := h.all[message]; one != nil {
		return *one
	}
	return hit{}
}

// visitors bound how much is asked from one network without signing in.
type visitors struct {
	mu  sync.Mutex
	all map[netip.Prefix]*rate.Limiter
}

const (
	visitsAtOnce  = 200
	visitsASecond = 20
	mostVisitors  = 50_000
)

// allow counts one request of a network.
func (v *visitors) allow(r *http.Request) bool {
	network := visitOf(r.Context()).network()
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.all == nil || len(v.all) >= mostVisitors {
		v.all = map[netip.Prefix]*rate.Limiter{}
	}
	one := v.all[network]
	if one == nil {
		one = rate.NewLimiter(visitsASecond, visitsAtOnce)
		v.all[network] = one
	}
	return one.Allow()
}

// viewed shows a message in the browser, as it was sent.
func (s *Server) viewed(w http.ResponseWriter, r *http.Request, about token.Token) error {
	html, err := s.renderAgain(r.Context(), about)
	if err != nil {
		return err
	}
	if html == "" {
		s.letterSays(w, r, http.StatusNotFound, errLetterGone)
		return nil
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src https: data: 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err = w.Write([]byte(html))
	return err
}
