package zalotest

import (
	"slices"
	"time"
)

// Webhook says where events go from now on, and enables it again.
func (p *Platform) Webhook(url string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.o.Webhook, p.post.enabled = url, true
}

// WebhookEnabled says whether events are still posted.
func (p *Platform) WebhookEnabled() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.post.enabled
}

// Lost are the events that will never be posted.
func (p *Platform) Lost() []Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.post.lost)
}

// Pending are the events still to be posted, in the order they go.
func (p *Platform) Pending() (all []Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, q := range p.post.queue {
		all = append(all, q.event)
	}
	return all
}

// Repeat posts an event once more, as after an answer that was lost.
func (p *Platform) Repeat(e Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.post.queue = append(p.post.queue, queued{e, p.now(), 1})
}

// Reverse turns the order of what is pending round.
func (p *Platform) Reverse() {
	p.mu.Lock()
	defer p.mu.Unlock()
	slices.Reverse(p.post.queue)
}

// Delay makes events from now on due so much later than what they tell of.
func (p *Platform) Delay(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.post.late = d
}
