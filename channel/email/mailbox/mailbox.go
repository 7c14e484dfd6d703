// Package mailbox reads a mailbox over IMAP: what came since the last time, message by message. Nothing in it is changed.
package mailbox

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"banhda/channel/oauth"
	"banhda/phrase"
)

// Server is where a mailbox is.
type Server struct {
	Host     string
	Port     int
	Security string // starttls, tls or none
	User     string
	Password string
	Tokens   oauth.Tokens // in place of a password; nil: by password
	Folder   string
	// Largest is how many bytes of a message are read; 0: as many as the constant says.
	Largest int64
	// Trust is whose certificates are believed; nil: the system's.
	Trust *tls.Config
}

// Place is up to where a mailbox was read. Where Validity is another, the server has counted anew.
type Place struct {
	Validity uint32 `json:"validity"`
	UID      uint32 `json:"uid"`
}

const (
	dialWithin = 15 * time.Second
	waitWithin = 60 * time.Second // for any answer
	atOnce     = 50
	// Largest is how many bytes of a message are read: a report quotes at most the message, and says what it has to say first.
	Largest = 1 << 20
)

// End is where the mailbox ends now: who reads from there on gets only what comes later.
func (s Server) End(ctx context.Context) (p Place, err error) {
	err = s.enter(ctx, func(_ *imapclient.Client, box *imap.SelectData) error {
		p = Place{box.UIDValidity, uint32(max(box.UIDNext, 1)) - 1}
		return nil
	})
	return p, err
}

// Read calls each with every message after a place, in order, and where it stands. It ends with the first error of each.
func (s Server) Read(ctx context.Context, from Place, each func(at Place, raw []byte) error) error {
	return s.enter(ctx, func(c *imapclient.Client, box *imap.SelectData) error {
		if box.UIDValidity != from.Validity {
			from = Place{Validity: box.UIDValidity}
		}
		for {
			last, err := s.portion(c, from, each)
			if err != nil || last == from {
				return errors.Join(err, c.Logout().Wait())
			}
			from = last
		}
	})
}

// enter signs in and opens the folder, to be read only.
func (s Server) enter(ctx context.Context, do func(*imapclient.Client, *imap.SelectData) error) error {
	c, err := s.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	stop := context.AfterFunc(ctx, func() { c.Close() })
	defer stop()
	if err := s.signIn(ctx, c); err != nil {
		return phrase.Errorf("signing in to the mailbox: %w", err)
	}
	box, err := c.Select(s.Folder, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		return fmt.Errorf("opening %s: %w", s.Folder, err)
	}
	return do(c, box)
}

func (s Server) signIn(ctx context.Context, c *imapclient.Client) error {
	if s.Tokens == nil {
		return c.Login(s.User, s.Password).Wait()
	}
	mechanism, err := oauth.Offered(func(m string) bool { return c.Caps().Has(imap.AuthCap(m)) })
	if err != nil {
		return err
	}
	token, err := s.Tokens.Token(ctx)
	if err != nil {
		return err
	}
	if err := c.Authenticate(&oauth.Bearer{Mechanism: mechanism, User: s.User, Token: token}); err != nil {
		s.Tokens.Refused(token)
		return err
	}
	return nil
}

// portion reads the next few messages, and gives up to where.
func (s Server) portion(c *imapclient.Client, from Place, each func(at Place, raw []byte) error) (Place, error) {
	after := imap.UIDSet{imap.UIDRange{Start: imap.UID(from.UID + 1)}} // up to the last
	found, err := c.UIDSearch(&imap.SearchCriteria{UID: []imap.UIDSet{after}}, nil).Wait()
	if err != nil {
		return from, fmt.Errorf("looking for what came: %w", err)
	}
	for i, uid := range found.AllUIDs() {
		if uint32(uid) <= from.UID { // the last message answers to any range beyond it
			continue
		}
		if i > atOnce {
			break
		}
		raw, err := s.fetch(c, uid)
		if err != nil {
			return from, err
		}
		at := Place{from.Validity, uint32(uid)}
		if raw != nil {
			if err := each(at, raw); err != nil {
				return from, err
			}
		}
		from = at
	}
	return from, nil
}

// fetch reads one message, without marking it as seen; nil where it is gone meanwhile.
func (s Server) fetch(c *imapclient.Client, uid imap.UID) ([]byte, error) {
	section := &imap.FetchItemBodySection{Peek: true, Partial: &imap.SectionPartial{Size: cmp.Or(s.Largest, Largest)}}
	list, err := c.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		return nil, fmt.Errorf("reading message %d: %w", uid, err)
	}
	for _, m := range list {
		for _, b := range m.BodySection {
			return b.Bytes, nil
		}
	}
	return nil, nil
}

func (s Server) open(ctx context.Context) (*imapclient.Client, error) {
	address := net.JoinHostPort(s.Host, strconv.Itoa(s.Port))
	dialer := &net.Dialer{Timeout: dialWithin}
	raw, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("reaching %s: %w", address, err)
	}
	raw = &patient{raw}
	switch s.Security {
	case "tls":
		return greeted(imapclient.New(tls.Client(raw, s.tls()), nil))
	case "starttls":
		c, err := imapclient.NewStartTLS(raw, &imapclient.Options{TLSConfig: s.tls()})
		if err != nil {
			return nil, errors.Join(fmt.Errorf("making the connection private: %w", err), raw.Close())
		}
		return c, nil
	}
	return greeted(imapclient.New(raw, nil))
}

func greeted(c *imapclient.Client) (*imapclient.Client, error) {
	if err := c.WaitGreeting(); err != nil {
		return nil, errors.Join(fmt.Errorf("greeting the mailbox: %w", err), c.Close())
	}
	return c, nil
}

func (s Server) tls() *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if s.Trust != nil {
		config = s.Trust.Clone()
	}
	config.ServerName, config.NextProtos = s.Host, nil
	return config
}

// patient gives every read and write its time.
type patient struct{ net.Conn }

func (p *patient) Read(b []byte) (int, error) {
	if err := p.SetReadDeadline(time.Now().Add(waitWithin)); err != nil {
		return 0, err
	}
	return p.Conn.Read(b)
}

func (p *patient) Write(b []byte) (int, error) {
	if err := p.SetWriteDeadline(time.Now().Add(waitWithin)); err != nil {
		return 0, err
	}
	return p.Conn.Write(b)
}
