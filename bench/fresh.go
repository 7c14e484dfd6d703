package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// The steady stream: so many events a second in bodies of five hundred, while somebody keeps asking for the wheel
// and a funnel.
const (
	streamRate = 50_000
	streamBody = 500
	streamers  = 8
	pause      = 100 * time.Millisecond // between two questions
)

// measureFresh sends a steady stream through the socket and watches how long an acknowledged event takes until every
// readout has it.
func measureFresh(ctx context.Context, b *bench) error {
	binary, err := b.build(ctx)
	if err != nil {
		return err
	}
	data := mkdir(b.dir, "fresh")
	server := exec.CommandContext(ctx, binary, "serve", "--data", data, "--listen", "127.0.0.1:0")
	if err := server.Start(); err != nil {
		return err
	}
	defer server.Wait()
	defer server.Process.Signal(syscall.SIGTERM)
	s := &stream{bench: b, client: socketClient(filepath.Join(data, "banhda.sock"))}
	if err := s.ready(ctx); err != nil {
		return err
	}
	if err := s.run(ctx); err != nil {
		return err
	}
	sent := s.sent.Load()
	fmt.Printf("%d events in %d s: %.0f/s acknowledged, slowest acknowledgement %s\n", sent, b.seconds, float64(sent)/float64(b.seconds), show(time.Duration(s.slowest.Load())))
	result{what: "acknowledged → in the readout", ours: s.lags, target: "≤ 2 s"}.print(os.Stdout)
	result{what: "a readout meanwhile (wheel, funnel)", ours: s.asked, target: "—"}.print(os.Stdout)
	fmt.Printf("%-44s memory %s\n", "", memoryOf(fmt.Sprint(server.Process.Pid)))
	return nil
}

type stream struct {
	*bench
	client  *http.Client
	next    atomic.Int64 // number of the next event
	sent    atomic.Int64 // acknowledged
	slowest atomic.Int64
	mu      sync.Mutex
	acked   []ack // in order of seq
	lags    []time.Duration
	asked   []time.Duration
}

// ack says when an entry was acknowledged.
type ack struct {
	seq int64
	at  time.Time
}

func socketClient(path string) *http.Client {
	return &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * streamers,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "unix", path)
		}}}
}

func (s *stream) ready(ctx context.Context) error {
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		if _, err := s.call(ctx, "GET", "/v1/status", nil); err == nil {
			return nil
		} else if time.Now().After(deadline) {
			return err
		}
	}
}

// run sends for the given time, asks beside it, and then waits until the last event is seen.
func (s *stream) run(ctx context.Context) error {
	start := time.Now()
	end := start.Add(time.Duration(s.seconds) * time.Second)
	errs := make(chan error, streamers+1)
	var senders, asker sync.WaitGroup
	for sender := range int64(streamers) {
		senders.Go(func() { errs <- s.send(ctx, sender, start, end) })
	}
	sending := make(chan struct{})
	asker.Go(func() { errs <- s.watch(ctx, sending) })
	senders.Wait()
	close(sending)
	asker.Wait()
	close(errs)
	var all error
	for err := range errs {
		all = errors.Join(all, err)
	}
	return all
}

// send posts bodies at the pace of the stream.
func (s *stream) send(ctx context.Context, sender int64, start, end time.Time) error {
	var templates []*template
	for k := range int64(16) {
		templates = append(templates, s.template((k+16*sender)*streamBody))
	}
	for i := 0; time.Now().Before(end); i++ {
		first := s.next.Add(streamBody) - streamBody
		time.Sleep(time.Until(start.Add(time.Duration(first) * time.Second / streamRate)))
		body := templates[i%len(templates)].fill(first)
		sent := time.Now()
		answer, err := s.call(ctx, "POST", "/v1/events?source=bench", body)
		if err != nil {
			return err
		}
		var a struct{ Seq int64 }
		if err := json.Unmarshal(answer, &a); err != nil {
			return err
		}
		now := time.Now()
		s.mu.Lock()
		s.acked = append(s.acked, ack{a.Seq, now})
		s.mu.Unlock()
		s.sent.Add(streamBody)
		for took := int64(now.Sub(sent)); ; {
			if old := s.slowest.Load(); took <= old || s.slowest.CompareAndSwap(old, took) {
				break
			}
		}
	}
	return nil
}

// template is a body made once. Before each sending only ids and instants are written into it anew, so that making
// load costs little beside taking it.
type template struct {
	body    []byte
	ids, at []int // where the twelve digits of each id and the sixteen of each instant begin
}

func (s *stream) template(first int64) *template {
	h := history{people: s.people, events: 1 << 40}
	t := &template{body: []byte{'['}}
	for i := range int64(streamBody) {
		e := h.event(first + i)
		e.At = time.Now().UnixMicro()
		if i > 0 {
			t.body = append(t.body, ',')
		}
		event, start := stated(e), len(t.body)
		t.body = event.AppendJSON(t.body)
		t.ids = append(t.ids, start+bytes.Index(t.body[start:], []byte(pad(first+i))))
		t.at = append(t.at, start+bytes.Index(t.body[start:], []byte(`"at":`))+len(`"at":`))
	}
	t.body = append(t.body, ']')
	return t
}

// fill makes the events those numbered from first on, happening now.
func (t *template) fill(first int64) []byte {
	now := time.Now().UnixMicro() - streamBody
	for i := range t.ids {
		digits(t.body[t.ids[i]:], 12, first+int64(i))
		digits(t.body[t.at[i]:], 16, now+int64(i))
	}
	return t.body
}

func digits(to []byte, n int, v int64) {
	for n--; n >= 0; n-- {
		to[n], v = byte('0'+v%10), v/10
	}
}

// watch asks in turn for the wheel and a funnel, and notes for every acknowledged event it then sees how long that
// took.
func (s *stream) watch(ctx context.Context, sending <-chan struct{}) error {
	questions := []string{"/v1/wheel", "/v1/funnel?steps=Product+Viewed,Product+Added,Order+Completed&window=14d"}
	for i := 0; ; i++ {
		asked := time.Now()
		answer, err := s.call(ctx, "GET", questions[i%len(questions)], nil)
		if err != nil {
			return err
		}
		var a struct{ Asked struct{ Seq int64 } }
		if err := json.Unmarshal(answer, &a); err != nil {
			return err
		}
		now := time.Now()
		s.asked = append(s.asked, now.Sub(asked))
		left := s.seen(a.Asked.Seq, now)
		select {
		case <-sending:
			if left == 0 {
				return nil
			}
		case <-time.After(pause):
		}
	}
}

// seen takes what is in the readout off the list of what is waited for.
func (s *stream) seen(seq int64, now time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := s.acked[:0]
	for _, a := range s.acked {
		if a.seq <= seq {
			s.lags = append(s.lags, now.Sub(a.at))
		} else {
			kept = append(kept, a)
		}
	}
	s.acked = kept
	return len(kept)
}

func (s *stream) call(ctx context.Context, method, path string, body []byte) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, "http://banhda"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := s.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s: %s", path, resp.Status, b)
	}
	return b, err
}
