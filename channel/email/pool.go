package email

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"
)

// Limits bound what a pool does to a mail server.
type Limits struct {
	Connections   int           // at once; 0: 4
	PerConnection int           // messages, before another connection takes its place; 0: 1,000
	Idle          time.Duration // after which a connection is not used again; 0: 20 s
	Pace          Pace
}

// Pool sends over connections that are kept. It may be used by any number of goroutines at once; those beyond its
// connections wait.
type Pool struct {
	server Server
	limits Limits
	paces  *paces
	seats  chan struct{}

	mu   sync.Mutex
	idle []*conn
	shut bool
}

// NewPool makes one; nothing is connected before the first message.
func NewPool(s Server, l Limits) *Pool {
	l.Connections, l.PerConnection = or(l.Connections, 4), or(l.PerConnection, 1000)
	if l.Idle == 0 {
		l.Idle = 20 * time.Second
	}
	return &Pool{server: s, limits: l, paces: newPaces(l.Pace), seats: make(chan struct{}, l.Connections)}
}

func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}

// Connections is how many messages go at once: more callers only wait.
func (p *Pool) Connections() int { return p.limits.Connections }

// Wait is how long the recipient's domain wants nothing from us yet; 0: it can be written to.
func (p *Pool) Wait(to string) time.Duration { return p.paces.wait(domainOf(to), time.Now()) }

// Send hands over a message, and returns when the server has answered for it. Its error is always an *Error. What has to
// wait for its domain's pace comes back at once as Retry with After, without having been tried.
func (p *Pool) Send(ctx context.Context, m *Mail) error {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	message, err := m.write((*room)[:0])
	if err != nil {
		return &Error{Class: Permanent, err: err}
	}
	if len(m.Files) == 0 { // what carries files is large, and rare
		*room = message
	}
	to, err := asciiHost(m.To.Address)
	if err != nil {
		return &Error{Class: Permanent, Code: 553, Enhanced: "5.1.2", err: err}
	}
	domain := domainOf(to)
	if wait := p.paces.take(domain, time.Now()); wait > 0 {
		return &Error{Class: Retry, After: wait, err: errors.New("its recipient's domain is written to at a pace")}
	}
	from := m.Return
	if from == "" {
		from = m.From.Address
	}
	if from, err = asciiHost(from); err != nil {
		return &Error{Class: Permanent, Server: true, err: err}
	}
	err = p.hand(ctx, from, to, message)
	p.paces.learn(domain, err, time.Now())
	return err
}

// rooms are where messages are put together; each is used again once its message has gone.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

func domainOf(to string) string {
	return strings.ToLower(to[strings.LastIndexByte(to, '@')+1:])
}

// hand delivers over a connection of its own while it lasts. One that was closed while it was idle is replaced once: nothing
// of the message had been sent.
func (p *Pool) hand(ctx context.Context, from, to string, message []byte) error {
	select {
	case p.seats <- struct{}{}:
	case <-ctx.Done():
		return unreached(ctx.Err())
	}
	defer func() { <-p.seats }()
	for {
		c, used, err := p.take(ctx)
		if err != nil {
			return err
		}
		err = c.deliver(ctx, from, to, message)
		p.give(c, err)
		var known *Error
		if err == nil || errors.As(err, &known) {
			return asError(err)
		}
		if !used || ctx.Err() != nil {
			return unreached(err)
		}
	}
}

func asError(err error) error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// take gives a connection that is idle, the one used last, or opens one; used says that it was idle.
func (p *Pool) take(ctx context.Context) (c *conn, used bool, err error) {
	p.mu.Lock()
	for len(p.idle) > 0 && c == nil {
		last := len(p.idle) - 1
		if c, p.idle = p.idle[last], p.idle[:last]; time.Since(c.used) > p.limits.Idle {
			go c.leave()
			c = nil
		}
	}
	p.mu.Unlock()
	if c != nil {
		return c, true, nil
	}
	c, err = p.server.open(ctx)
	return c, false, err
}

// give takes a connection back where it can be used again.
func (p *Pool) give(c *conn, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if (err == nil || c.alive(err)) && ClassOf(err) != Doubtful && c.sent < p.limits.PerConnection && !p.shut {
		c.used = time.Now()
		p.idle = append(p.idle, c)
		return
	}
	go c.leave()
}

// leave takes its leave of the server.
func (c *conn) leave() {
	if c.raw.SetDeadline(time.Now().Add(2*time.Second)) == nil {
		_ = c.Quit() // how they part is no matter
	}
	c.Close()
}

// Close closes the idle connections; those in use are closed when their message is done.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.shut = true
	for _, c := range p.idle {
		c.leave()
	}
	p.idle = nil
}
