package smpp

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"banhda/channel/sms"
)

// Send implements sms.Way. A message of several parts is taken when all are.
func (c *Client) Send(ctx context.Context, m sms.Message) (taken sms.Taken, err error) {
	select {
	case c.seats <- struct{}{}:
		defer func() { <-c.seats }()
	case <-ctx.Done():
		return taken, &sms.Error{Class: sms.Retry, Said: ctx.Err().Error(), After: time.Second}
	}
	s, err := c.session(ctx)
	if err != nil {
		return taken, err
	}
	for i, body := range c.bodies(&m, c.nextRef()) {
		id, err := c.part(ctx, s, body, i > 0)
		if err != nil {
			return taken, err
		}
		taken.Handles = append(taken.Handles, id)
	}
	return taken, nil
}

// nextRef tells one long message from the next.
func (c *Client) nextRef() byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ref++
	return c.ref
}

// session is the one that is bound, which is waited for a little while. A message centre that asked for patience gets it.
func (c *Client) session(ctx context.Context) (*session, error) {
	c.mu.Lock()
	bound, slow := c.bound, time.Until(c.until)
	c.mu.Unlock()
	if slow > 0 {
		return nil, &sms.Error{Class: sms.Retry, Code: throttled.String(), After: slow}
	}
	timer := time.NewTimer(cmp.Or(c.Times.Bind, 5*time.Second))
	defer timer.Stop()
	select {
	case <-bound:
	case <-timer.C:
	case <-ctx.Done():
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now == nil {
		return nil, &sms.Error{Class: sms.Retry, Said: c.said, After: cmp.Or(c.Times.Bind, 5*time.Second)}
	}
	return c.now, nil
}

// mostThrottled is how often a later part of a message is tried again: what it belongs to is on its way already.
const mostThrottled = 6

// part sends one part. Once a first part was taken, whatever stops a later one leaves the message doubtful.
func (c *Client) part(ctx context.Context, s *session, body []byte, later bool) (id string, err error) {
	for range mostThrottled {
		answer, err := s.ask(ctx, submit, body)
		switch {
		case errors.Is(err, errUnsent) && !later:
			return "", &sms.Error{Class: sms.Retry, Said: err.Error(), After: time.Second}
		case err != nil:
			return "", &sms.Error{Class: sms.Doubtful, Said: err.Error()}
		case answer.status == ok && answer.command == submit.answer():
			c.taken()
			return handle(strings.TrimRight(string(answer.body), "\x00")), nil
		}
		said := c.said34(answer.status)
		if !later {
			return "", said
		}
		if said.After == 0 {
			return "", &sms.Error{Class: sms.Doubtful, Code: said.Code, Said: "a part of the message was not taken"}
		}
		wait(ctx, said.After)
	}
	return "", &sms.Error{Class: sms.Doubtful, Code: throttled.String(), Said: "a part of the message was not taken"}
}

// taken: the message centre keeps up again.
func (c *Client) taken() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slower = 0
}

// said34 is what follows from a status.
func (c *Client) said34(s status) *sms.Error {
	e := &sms.Error{Class: sms.Permanent, Code: s.String()}
	switch s {
	case throttled, queueFull:
		e.Class, e.After = sms.Retry, c.slowDown()
	case systemError, temporarily, invalidBind:
		e.Class = sms.Retry
	case invalidSource:
		e.Class = sms.Blocked
	}
	return e
}

// slowDown puts off everything for a while, longer each time until a message is taken.
func (c *Client) slowDown() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	first := cmp.Or(c.Times.Slow, time.Second)
	if time.Now().After(c.until) { // those that were under way together count once
		c.slower = min(max(2*c.slower, first), 30*time.Second)
		c.until = time.Now().Add(c.slower)
	}
	return time.Until(c.until)
}
