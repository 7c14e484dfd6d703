// Package email sends messages over SMTP (RFC 5321): one by one, for notices and what few people are written by the product
// itself, and over connections that are kept (Pool), for what goes to many.
package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"slices"
	"strconv"
	"strings"
	"time"

	"banhda/channel/oauth"
)

// Server is who takes our mail.
type Server struct {
	Host     string
	Port     int
	Security string // StartTLS, TLS or Plain
	User     string // empty: without signing in
	Password string
	Tokens   oauth.Tokens // in place of a password; nil: by password
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

// Send hands over a message over a connection of its own. Its error is an *Error.
func (s Server) Send(ctx context.Context, m *Mail) error {
	p := NewPool(s, Limits{Connections: 1, PerConnection: 1})
	defer p.Close()
	return p.Send(ctx, m)
}

// connect opens a connection that ends by itself with the context, or after sendWithin, unless it is told otherwise.
func (s Server) connect(ctx context.Context) (*conn, error) {
	address := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	dialer := &net.Dialer{Timeout: dialWithin}
	raw, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("reaching %s: %w", address, err)
	}
	c := &conn{raw: raw}
	if err := c.until(ctx); err != nil {
		return nil, errors.Join(err, raw.Close())
	}
	over := raw
	if s.Security == TLS {
		over = tls.Client(raw, s.tls())
	}
	if c.Client, err = smtp.NewClient(over, s.Host); err != nil {
		return nil, errors.Join(fmt.Errorf("greeting %s: %w", address, err), raw.Close())
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
func (s Server) prepare(ctx context.Context, c *smtp.Client) error {
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
	if err := s.signIn(ctx, c); err != nil {
		return fmt.Errorf("signing in to the mail server: %w", err)
	}
	return nil
}

func (s Server) signIn(ctx context.Context, c *smtp.Client) error {
	_, offered := c.Extension("AUTH")
	if s.Tokens == nil {
		return c.Auth(s.auth(offered))
	}
	list := strings.Fields(strings.ToUpper(offered))
	mechanism, err := oauth.Offered(func(m string) bool { return slices.Contains(list, m) })
	if err != nil {
		return err
	}
	token, err := s.Tokens.Token(ctx)
	if err != nil {
		return err
	}
	if err = c.Auth(&bearer{oauth.Bearer{Mechanism: mechanism, User: s.User, Token: token}}); err != nil {
		s.Tokens.Refused(token)
	}
	return err
}

// bearer hands over an access token.
type bearer struct{ oauth.Bearer }

func (b *bearer) Start(server *smtp.ServerInfo) (string, []byte, error) {
	if !server.TLS {
		return "", nil, errors.New("the connection can be read by others")
	}
	return b.Bearer.Start()
}

func (b *bearer) Next(said []byte, more bool) ([]byte, error) {
	if !more {
		return nil, nil
	}
	return b.Bearer.Next(said)
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
