package email

import (
	"errors"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Pace is how fast recipients' domains are written to.
type Pace struct {
	PerMinute int            `json:"per_minute"` // messages to any one domain; 0: as fast as they are taken
	Domains   map[string]int `json:"domains"`    // messages a minute to some
}

// How a domain that asks for less is slowed down: nothing for a while that doubles each time it asks again, up to the most,
// and is forgotten once it has taken mail for as long.
const (
	firstPause = 30 * time.Second
	mostPause  = 30 * time.Minute
	mostPaced  = 10_000 // domains remembered
)

// paces keeps the pace of every domain written to.
type paces struct {
	mu      sync.Mutex
	pace    Pace
	domains map[string]*domain
}

type domain struct {
	limit *rate.Limiter // nil: none
	until time.Time     // nothing before
	pause time.Duration // the last one
}

func newPaces(p Pace) *paces { return &paces{pace: p, domains: map[string]*domain{}} }

// of finds a domain's pace. Where too many are remembered, those without a pause are forgotten.
func (p *paces) of(name string, now time.Time) *domain {
	if d := p.domains[name]; d != nil {
		return d
	}
	if len(p.domains) >= mostPaced {
		for n, d := range p.domains {
			if d.until.Before(now) {
				delete(p.domains, n)
			}
		}
	}
	d := &domain{}
	perMinute, ok := p.pace.Domains[name]
	if !ok {
		perMinute = p.pace.PerMinute
	}
	if perMinute > 0 {
		d.limit = rate.NewLimiter(rate.Limit(float64(perMinute)/60), max(1, perMinute/60))
	}
	p.domains[name] = d
	return d
}

// take asks to write to a domain now: 0, or how long to wait.
func (p *paces) take(name string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.of(name, now)
	if now.Before(d.until) {
		return d.until.Sub(now)
	}
	if d.limit == nil || d.limit.AllowN(now, 1) {
		return 0
	}
	return time.Duration(float64(time.Second) * (1 - d.limit.TokensAt(now)) / float64(d.limit.Limit()))
}

// wait says how long take would give, without taking.
func (p *paces) wait(name string, now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.of(name, now)
	switch {
	case now.Before(d.until):
		return d.until.Sub(now)
	case d.limit == nil || d.limit.TokensAt(now) >= 1:
		return 0
	}
	return time.Duration(float64(time.Second) * (1 - d.limit.TokensAt(now)) / float64(d.limit.Limit()))
}

// learn slows a domain down that asks for it, and forgets that when it takes mail again.
func (p *paces) learn(name string, err error, now time.Time) {
	var e *Error
	slow := errors.As(err, &e) && e.slows()
	if err != nil && !slow {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	d := p.of(name, now)
	switch {
	case slow && now.Before(d.until): // told already, by another message under way
	case slow:
		d.pause = min(max(firstPause, 2*d.pause), mostPause)
		d.until = now.Add(d.pause)
		e.After = d.pause
	case now.Sub(d.until) > d.pause:
		d.pause = 0
	}
}
