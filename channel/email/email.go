// Package email sends messages over SMTP (RFC 5321), one connection for each: for notices and what few people are written
// by the product itself.
package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// Server is who takes our mail.
type Server struct {
	Host     string
	Port     int
	Security string // StartTLS, TLS or Plain
	User     string // empty: without signing in
	Password string
	// Trust is whose certificates are believed; nil: the system's.
	Trust *tls.Config
}

// How a connection is kept from being read.
const (
	StartTLS = "starttls" // usually port 587
	TLS      = "tls"      // usually port 465
	Plain    = "none"     // within one machine or network
)

const (
	dialWithin = 10 * time.Second
	sendWithin = 45 * time.Second
)

// ErrRefused says that the server will not take this message, however often it is tried.
var ErrRefused = errors.New("the mail server refuses this message")

// ErrDoubtful says that the connection was lost when the message had been sent and was not yet acknowledged.
var ErrDoubtful = errors.New("the mail server did not say whether it took the message")

// Send hands over a message to one recipient. Its error is ErrRefused or ErrDoubtful where trying again would not help, or
// might send twice.
func (s Server) Send(ctx context.Context, m Message) error {
	body, err := m.Bytes()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	c, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := s.prepare(c); err != nil {
		return err
	}
	return deliver(c, m, body)
}

// connect opens a connection that ends by itself with the context, or after sendWithin.
func (s Server) connect(ctx context.Context) (*smtp.Client, error) {
	address := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	dialer := &net.Dialer{Timeout: dialWithin}
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("reaching %s: %w", address, err)
	}
	deadline := time.Now().Add(sendWithin)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		deadline = d
	}
	if err := conn.SetDeadline(deadline); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if s.Security == TLS {
		conn = tls.Client(conn, s.tls())
	}
	c, err := smtp.NewClient(conn, s.Host)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("greeting %s: %w", address, err), conn.Close())
	}
	return c, nil
}

func (s Server) tls() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.Trust != nil {
		config = s.Trust.Clone()
	}
	config.ServerName = s.Host
	return config
}

// prepare makes the connection private and signs in, as far as that is asked for.
func (s Server) prepare(c *smtp.Client) error {
	if s.Security == StartTLS {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return errors.New("the mail server offers no STARTTLS; choose TLS, or ask who runs it")
		}
		if err := c.StartTLS(s.tls()); err != nil {
			return fmt.Errorf("making the connection private: %w", err)
		}
	}
	if s.User == "" {
		return nil
	}
	_, offered := c.Extension("AUTH")
	if err := c.Auth(s.auth(offered)); err != nil {
		return fmt.Errorf("signing in to the mail server: %w", err)
	}
	return nil
}

func deliver(c *smtp.Client, m Message, body []byte) error {
	if err := c.Mail(m.From.Address); err != nil {
		return final(err)
	}
	if err := c.Rcpt(m.To.Address); err != nil {
		return final(err)
	}
	w, err := c.Data()
	if err != nil {
		return final(err)
	}
	if _, err := w.Write(body); err != nil {
		return fmt.Errorf("sending the message: %w", err)
	}
	if err := w.Close(); err != nil {
		var said *textproto.Error
		if errors.As(err, &said) {
			return final(err)
		}
		return fmt.Errorf("%w: %w", ErrDoubtful, err)
	}
	_ = c.Quit() // it was taken; how they part is no matter
	return nil
}

// final tells what the server will never take (5xx) from what it does not take now.
func final(err error) error {
	var said *textproto.Error
	if errors.As(err, &said) && said.Code >= 500 {
		return fmt.Errorf("%w: %w", ErrRefused, err)
	}
	return fmt.Errorf("handing over the message: %w", err)
}

// auth is PLAIN, or LOGIN where the server knows nothing better. Neither is used over a connection others can read.
func (s Server) auth(offered string) smtp.Auth {
	if plain := smtp.PlainAuth("", s.User, s.Password, s.Host); !strings.Contains(offered, "LOGIN") || strings.Contains(offered, "PLAIN") {
		return plain
	}
	return &login{s}
}

// login is AUTH LOGIN, which some servers offer alone.
type login struct{ Server }

func (l *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	if !server.TLS {
		return "", nil, errors.New("the connection can be read by others")
	}
	return "LOGIN", nil, nil
}

func (l *login) Next(ask []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(strings.ToLower(string(ask)), "user"):
		return []byte(l.User), nil
	}
	return []byte(l.Password), nil
}
