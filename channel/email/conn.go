package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"time"
)

// conn is one connection to a mail server, over which messages go one after the other.
type conn struct {
	*smtp.Client
	raw       net.Conn
	pipelines bool
	utf8      bool
	sent      int
	used      time.Time
}

// open connects, makes the connection private and signs in.
func (s Server) open(ctx context.Context) (*conn, error) {
	c, err := s.connect(ctx)
	if err != nil {
		return nil, unreached(err)
	}
	if err := s.prepare(ctx, c.Client); err != nil {
		c.Close()
		return nil, unreached(err)
	}
	c.pipelines, _ = c.Extension("PIPELINING")
	c.utf8, _ = c.Extension("SMTPUTF8")
	return c, nil
}

// until lets what follows take as long as the context has, and at most sendWithin.
func (c *conn) until(ctx context.Context) error {
	deadline := time.Now().Add(sendWithin)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		deadline = d
	}
	return c.raw.SetDeadline(deadline)
}

// deliver hands over one message. begun says whether the server may have taken it in spite of an error; the connection can be
// used again where the error is an answer.
func (c *conn) deliver(ctx context.Context, from, to string, message []byte) error {
	if err := c.until(ctx); err != nil {
		return err
	}
	c.sent++
	if err := c.envelope(from, to); err != nil {
		return err
	}
	if err := c.write(message); err != nil {
		return &Error{Class: Doubtful, err: err}
	}
	_, _, err := c.Text.ReadResponse(250)
	c.used = time.Now()
	var said *textproto.Error
	if err != nil && !errors.As(err, &said) {
		return &Error{Class: Doubtful, err: err}
	}
	if err != nil {
		return refusal(err)
	}
	return nil
}

// envelope says from whom to whom, in one go where the server allows that (RFC 2920), until it waits for the message.
func (c *conn) envelope(from, to string) error {
	lines := []string{"MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">", "DATA"}
	if !ascii(to) || !ascii(from) {
		if !c.utf8 {
			return &Error{Class: Permanent, Code: 553, Enhanced: "5.6.7", err: errors.New("the mail server takes no addresses beyond ASCII")}
		}
		lines[0] += " SMTPUTF8"
	}
	if !c.pipelines {
		return c.byTurns(lines)
	}
	for _, l := range lines {
		c.Text.W.WriteString(l + "\r\n") // what fails is told by Flush
	}
	if err := c.Text.W.Flush(); err != nil {
		return err
	}
	return c.answers(lines)
}

func (c *conn) byTurns(lines []string) error {
	for i, l := range lines {
		if err := c.Text.PrintfLine("%s", l); err != nil {
			return err
		}
		if err := c.answer(i); err != nil {
			if c.alive(err) {
				err = errors.Join(err, c.reset())
			}
			return err
		}
	}
	return nil
}

// answers reads what was said to the three lines. Where the server waits for a message in spite of a refusal, it gets an
// empty one, which it refuses for want of a recipient.
func (c *conn) answers(lines []string) (first error) {
	for i := range lines {
		err := c.answer(i)
		if first == nil {
			first = err
		}
		if err != nil && !c.alive(err) {
			return first
		}
		if i == 2 && err == nil && first != nil {
			if err := c.write(nil); err != nil {
				return errors.Join(first, err)
			}
			if _, _, err := c.Text.ReadResponse(250); err != nil && !c.alive(err) {
				return errors.Join(first, err)
			}
		}
	}
	if first != nil {
		first = errors.Join(first, c.reset())
	}
	return first
}

// answer reads what was said to the i-th line of an envelope.
func (c *conn) answer(i int) error {
	_, _, err := c.Text.ReadResponse([]int{25, 25, 354}[i])
	if err == nil {
		return nil
	}
	if !c.alive(err) {
		return err
	}
	e := refusal(err)
	e.Server = i == 0 // the sender is refused, not the recipient
	return e
}

// alive reports whether an error is an answer, after which the connection goes on.
func (*conn) alive(err error) bool {
	var said *textproto.Error
	var e *Error
	return (errors.As(err, &said) || errors.As(err, &e)) && (said == nil || said.Code != 421)
}

func (c *conn) reset() error {
	if err := c.Text.PrintfLine("RSET"); err != nil {
		return fmt.Errorf("beginning anew: %w", err)
	}
	_, _, err := c.Text.ReadResponse(250)
	return err
}

var dot, twoDots = []byte("\r\n."), []byte("\r\n..")

// write sends a message and its end. Ours have no line that begins with a dot; another's are doubled.
func (c *conn) write(message []byte) error {
	if bytes.Contains(message, dot) {
		message = bytes.ReplaceAll(message, dot, twoDots)
	}
	if len(message) > 0 && !bytes.HasSuffix(message, []byte("\r\n")) {
		message = append(message, "\r\n"...)
	}
	c.Text.W.Write(append(message, ".\r\n"...)) // with its end, so that it goes in one piece; what fails is told by Flush
	return c.Text.W.Flush()
}
