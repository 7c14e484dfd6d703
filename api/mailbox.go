package api

import (
	"context"
	"net"
	"strings"

	"banhda/auth"
	"banhda/channel/email/mailbox"
	"banhda/store"
)

// mailboxSetting keeps where reports of failure come back to, as JSON; the password in it is sealed. mailboxPlace keeps up
// to where it was read.
const (
	mailboxSetting = "mail.mailbox"
	mailboxPlace   = "mail.mailbox.place"
)

// mailboxSettings are where reports of failure come back to, as they are kept.
type mailboxSettings struct {
	Address  string `json:"address"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"`
	User     string `json:"user"`
	Sealed   string `json:"sealed"`
	OAuth    bool   `json:"oauth,omitempty"` // by access tokens instead of the password
	Folder   string `json:"folder"`
}

// MailboxAnswer is where reports of failure come back to. The password is not among it.
type MailboxAnswer struct {
	Address     string     `json:"address" doc:"such as bounce@example.com; each message gets its own, bounce+…@example.com"`
	Host        string     `json:"host"`
	Port        int        `json:"port"`
	Security    string     `json:"security" enum:"starttls,tls,none,"`
	User        string     `json:"user"`
	PasswordSet bool       `json:"password_set"`
	OAuth       *MailGrant `json:"oauth,omitempty" doc:"left out: signing in is by password"`
	Folder      string     `json:"folder"`
	CheckedAt   string     `json:"checked_at" doc:"empty: never"`
	Error       string     `json:"error" doc:"of the last check; empty: it went well"`
}

func readMailbox(ctx context.Context, v *store.View) (m mailboxSettings, err error) {
	err = readJSON(ctx, v, mailboxSetting, &m)
	return m, err
}

// checkedUpTo is up to where a mailbox was read, and how that went.
type checkedUpTo struct {
	mailbox.Place
	At    int64  `json:"at"`
	Error string `json:"error"`
}

func (s *Server) showMailbox(ctx context.Context, _ *struct{}, _ Tell) (a *MailboxAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		m, err := readMailbox(ctx, v)
		if err != nil {
			return err
		}
		var p checkedUpTo
		grants, err := readMailGrants(ctx, v)
		if err != nil {
			return err
		}
		a = &MailboxAnswer{Address: m.Address, OAuth: grants.show(mailboxSetting), Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, PasswordSet: m.Sealed != "", Folder: m.Folder}
		if err := readJSON(ctx, v, mailboxPlace, &p); err != nil || p.At == 0 {
			return err
		}
		a.CheckedAt, a.Error = showInstant(p.At), p.Error
		return nil
	})
	return a, err
}

type mailboxOrder struct {
	Body struct {
		Address  string     `json:"address" maxLength:"200" doc:"empty: reports come to the sender, and nobody reads them"`
		Host     string     `json:"host" maxLength:"253"`
		Port     int        `json:"port" minimum:"1" maximum:"65535"`
		Security string     `json:"security" enum:"starttls,tls,none"`
		User     string     `json:"user" maxLength:"254"`
		Password *string    `json:"password,omitempty" maxLength:"1000" doc:"Left out: as it is. It cannot be read again."`
		OAuth    *MailGrant `json:"oauth,omitempty" doc:"how access tokens are got; left out: signing in is by password"`
		Folder   string     `json:"folder,omitempty" maxLength:"200" doc:"left out: INBOX"`
	}
}

func (s *Server) mailboxSealer() auth.Sealer { return auth.NewSealer(s.Secret, mailboxSetting) }

func (s *Server) setMailbox(ctx context.Context, in *mailboxOrder, tell Tell) (*MailboxAnswer, error) {
	m, err := readMailboxOrder(in)
	if err == nil {
		err = s.checkGrant(in.Body.OAuth, m.Security, m.User)
	}
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "mailbox", target: mailboxSetting, entry: map[string]any{"address": m.Address, "host": m.Host, "port": m.Port, "user": m.User}, also: func(ctx context.Context, t *store.Tx) error {
		was, err := readMailbox(ctx, &t.View)
		if err == nil {
			err = s.setGrant(ctx, t, mailboxSetting, in.Body.OAuth, m.Host, m.User)
		}
		if err != nil {
			return err
		}
		switch {
		case m.OAuth: // a password would only lie there
		case in.Body.Password == nil && was.Host == m.Host && was.User == m.User:
			m.Sealed = was.Sealed // to another server it is never handed
		case in.Body.Password != nil && *in.Body.Password != "":
			m.Sealed = s.mailboxSealer().Seal(*in.Body.Password, m.Host)
		}
		if err := setJSON(ctx, t, mailboxPlace, checkedUpTo{}); err != nil {
			return err
		}
		return setJSON(ctx, t, mailboxSetting, m)
	}}, nil)
	if s.mailing.forget(); err != nil {
		return nil, err
	}
	return s.showMailbox(ctx, nil, tell)
}

func readMailboxOrder(in *mailboxOrder) (m mailboxSettings, err error) {
	b := in.Body
	m = mailboxSettings{Host: strings.ToLower(strings.TrimSpace(b.Host)), Port: b.Port, Security: b.Security, User: strings.TrimSpace(b.User), OAuth: b.OAuth != nil, Folder: orText(strings.TrimSpace(b.Folder), "INBOX")}
	if strings.TrimSpace(b.Address) == "" {
		return mailboxSettings{}, nil
	}
	if m.Address, err = auth.Email(b.Address); err != nil {
		return m, wrong(err)
	}
	if local, _, _ := strings.Cut(m.Address, "@"); len(local) > 12 || strings.Contains(local, "+") {
		return m, invalid("%q is long; before the @ there may be 12 letters, for each message gets an address of its own behind a +", m.Address)
	}
	if m.Host == "" || strings.ContainsAny(m.Host, "/ @") || net.ParseIP(m.Host) == nil && strings.Contains(m.Host, ":") {
		return m, invalid("%q is not the name of a mail server; write one such as imap.example.com", m.Host)
	}
	return m, nil
}
