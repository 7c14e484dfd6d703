package zalotest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// retries are how long after each failure an event is posted again (published).
var retries = []time.Duration{30 * time.Second, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}

// office holds the events that are to be posted. Nothing is posted until Pump or Advance.
type office struct {
	enabled bool
	late    time.Duration
	queue   []queued
	lost    []Event // told while the webhook was disabled
}

type queued struct {
	event Event
	due   int64
	try   int // 0 is the first
}

func (o *office) take(e Event, now int64) {
	if !o.enabled {
		o.lost = append(o.lost, e)
		return
	}
	o.queue = append(o.queue, queued{event: e, due: now + o.late.Microseconds()})
}

// Attempt is an event that was posted.
type Attempt struct {
	Event  Event
	Try    int // 0 is the first
	At     int64
	Status int   // 0: no answer
	Err    error // that there was no answer in time
}

// OK says whether the platform takes it for received: 200 and nothing else, within the timeout (published).
func (a Attempt) OK() bool { return a.Err == nil && a.Status == http.StatusOK }

// Pump posts the events that are due, one after the other, and gives what became of each.
func (p *Platform) Pump(ctx context.Context) (all []Attempt) {
	for ctx.Err() == nil {
		q, some := p.next()
		if !some {
			break
		}
		all = append(all, p.attempt(ctx, q))
	}
	return all
}

// Advance moves the clock, posting what becomes due on the way.
func (p *Platform) Advance(ctx context.Context, d time.Duration) (all []Attempt) {
	until := p.Now() + d.Microseconds()
	for ctx.Err() == nil && p.step(until) {
		all = append(all, p.Pump(ctx)...)
	}
	return all
}

// step moves the clock to the next event that is due, or to the end. False: it is there and nothing is due.
func (p *Platform) step(until int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	to, waiting := until, false
	for _, q := range p.post.queue {
		if q.due <= to {
			to, waiting = q.due, true
		}
	}
	p.ahead += max(0, to-p.now())
	return waiting
}

func (p *Platform) next() (queued, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.o.Webhook == "" {
		p.post.queue = nil
	}
	now := p.now()
	i := slices.IndexFunc(p.post.queue, func(q queued) bool { return q.due <= now })
	if i < 0 {
		return queued{}, false
	}
	q := p.post.queue[i]
	p.post.queue = slices.Delete(p.post.queue, i, i+1)
	return q, true
}

// attempt posts an event with its signature in X-ZEvent-Signature (published) and the number of the try in the header
// num_retry, 0 for the first (reported).
func (p *Platform) attempt(ctx context.Context, q queued) Attempt {
	p.mu.Lock()
	a := Attempt{Event: q.event, Try: q.try, At: p.now()}
	url, signature, timeout := p.o.Webhook, p.signature(q.event), p.o.WebhookTimeout
	p.mu.Unlock()
	ctx, end := context.WithTimeout(ctx, timeout)
	defer end()
	a.Status, a.Err = send(ctx, url, signature, q)
	if !a.OK() {
		p.again(q)
	}
	return a
}

func send(ctx context.Context, url, signature string, q queued) (int, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(q.event.Body))
	if err != nil {
		return 0, fmt.Errorf("an event cannot go to %q: %w", url, err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-ZEvent-Signature", signature)
	r.Header.Set("num_retry", strconv.Itoa(q.try))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode, err
}

// again puts an event back for its next try, the same bytes with the same signature (guess). After the last one the
// webhook is disabled (published); what waits then is lost (guess).
func (p *Platform) again(q queued) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if q.try < len(retries) {
		p.post.queue = append(p.post.queue, queued{q.event, p.after(retries[q.try]), q.try + 1})
		return
	}
	p.post.enabled = false
	p.post.lost = append(p.post.lost, q.event)
	for _, waiting := range p.post.queue {
		p.post.lost = append(p.post.lost, waiting.event)
	}
	p.post.queue = nil
}
