// Package smpp hands messages to a network's message centre over SMPP 3.4, and hears what becomes of them and what people
// answer: one transceiver, kept bound, with a bounded number of messages under way.
package smpp

import (
	"bytes"
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"strconv"
	"sync"
	"time"

	"banhda/channel/sms"
)

// Server is a message centre, and who we are there.
type Server struct {
	Host       string
	Port       int
	TLS        bool
	SystemID   string
	Password   string
	SystemType string
	// Latin: this message centre takes the default alphabet for Latin-1, as many do.
	Latin bool
}

// Client keeps one transceiver bound. Set its fields before Run.
type Client struct {
	Server
	Ear    sms.Ear
	Now    func() time.Time
	Logger *slog.Logger
	Times  Times // zero: the usual ones

	seats chan struct{} // at most Window messages under way

	mu     sync.Mutex
	now    *session      // nil: not bound
	bound  chan struct{} // closed when bound
	said   string        // why it is not
	until  time.Time     // slowed down
	slower time.Duration
	ref    byte
}

// Window is how many messages wait for an answer at once.
const Window = 10

// Times are how long is waited.
type Times struct {
	Answer  time.Duration // for an answer; 0: 20 s
	Bind    time.Duration // for being bound, before a message is put off; 0: 5 s
	Enquire time.Duration // between questions whether the other side is there; 0: 20 s
	Again   time.Duration // before the next attempt to bind, doubled each time up to a minute; 0: 1 s
	Slow    time.Duration // after the first throttling, doubled each time up to half a minute; 0: 1 s
}

// New makes one.
func New(server Server, ear sms.Ear, now func() time.Time, logger *slog.Logger) *Client {
	return &Client{Server: server, Ear: ear, Now: now, Logger: logger, seats: make(chan struct{}, Window), bound: make(chan struct{}), said: "not connected yet"}
}

func (t Times) answer() time.Duration { return cmp.Or(t.Answer, 20*time.Second) }

// Run keeps the transceiver bound until ctx ends.
func (c *Client) Run(ctx context.Context) error {
	pause := cmp.Or(c.Times.Again, time.Second)
	for ctx.Err() == nil {
		began := time.Now()
		err := c.once(ctx)
		if ctx.Err() != nil {
			return nil
		}
		c.unbound(err)
		if c.Logger.Warn("the message centre is not connected", "error", err); time.Since(began) > time.Minute {
			pause = cmp.Or(c.Times.Again, time.Second)
		}
		wait(ctx, pause)
		pause = min(2*pause, time.Minute)
	}
	return nil
}

func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// once binds, and returns when that is over.
func (c *Client) once(ctx context.Context) error {
	conn, err := c.dial(ctx)
	if err != nil {
		return err
	}
	s := newSession(conn, c.Times.answer())
	defer s.end()
	came := make(chan pdu, 100)
	var hearing sync.WaitGroup
	hearing.Go(func() { c.hear(ctx, s, came) })
	hearing.Go(func() {
		defer close(came)
		s.listen(func(p pdu) { came <- p })
	})
	defer hearing.Wait()
	defer s.end()
	if err := c.bind(ctx, s); err != nil {
		return err
	}
	go s.keep(cmp.Or(c.Times.Enquire, 20*time.Second))
	select {
	case <-s.ended:
		return errEnded
	case <-ctx.Done():
		bye, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_, _ = s.ask(bye, unbind, nil) // politely; what ends is over anyhow
		return ctx.Err()
	}
}

func (c *Client) dial(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	address := net.JoinHostPort(c.Host, strconv.Itoa(c.Port))
	if c.TLS {
		return (&tls.Dialer{Config: &tls.Config{ServerName: c.Host, MinVersion: tls.VersionTLS12}}).DialContext(ctx, "tcp", address)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", address)
}

const version34 = 0x34

func (c *Client) bind(ctx context.Context, s *session) error {
	var b builder
	b.text(c.SystemID)
	b.text(c.Password)
	b.text(c.SystemType)
	b.byte(version34, 0, 0)
	b.text("")
	answer, err := s.ask(ctx, bindTransceiver, b.Bytes())
	if err != nil {
		return err
	}
	switch answer.status {
	case ok:
	case badPassword, badSystemID, bindFailed:
		return errors.New("the message centre does not know this system id and password (" + answer.status.String() + ")")
	default:
		return errors.New("the message centre does not let us in (" + answer.status.String() + ")")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.said, c.slower = s, "", 0
	close(c.bound)
	return nil
}

func (c *Client) unbound(why error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now != nil {
		c.now, c.bound = nil, make(chan struct{})
	}
	if c.said = errEnded.Error(); why != nil {
		c.said = why.Error()
	}
}

// State reports whether the transceiver is bound, and why not.
func (c *Client) State() (bound bool, said string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now != nil, c.said
}

// hear takes in what the message centre says, one after the other, and confirms it once it is kept.
func (c *Client) hear(ctx context.Context, s *session, came <-chan pdu) {
	for p := range came {
		answer := pdu{command: p.command.answer(), seq: p.seq}
		if p.command == deliver {
			answer.body = []byte{0}
			if err := c.take(ctx, p.body); err != nil {
				c.Logger.Error("keeping what the message centre said", "error", err)
				answer.status = temporarily
			}
		} else {
			answer.command, answer.status = genericNack, invalidCommand
		}
		_ = s.write(&answer) // a connection that is at its end is told again what it was not answered
	}
}

const invalidCommand status = 0x03

// take keeps what was said. What has no form is confirmed, so that it does not come for ever.
func (c *Client) take(ctx context.Context, body []byte) error {
	h, good := c.readDeliver(body, c.Now())
	switch {
	case !good:
		c.Logger.Warn("a message of the message centre has no form", "bytes", len(bytes.TrimSpace(body)))
		return nil
	case h.report != nil:
		return c.Ear.Reported(ctx, *h.report)
	}
	return c.Ear.Answered(ctx, *h.answer)
}
