package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/mail"
	"net/url"
	"strings"

	"banhda/auth"
	"banhda/channel/email"
	"banhda/drive/job"
	"banhda/phrase"
	"banhda/store"
)

// mailSetting keeps how mail is sent, as JSON; the password in it is sealed.
const mailSetting = "mail"

// mailSettings are how mail is sent, as they are kept.
type mailSettings struct {
	Host     string `json:"host"`
	Port     int    `json:"port"`
	Security string `json:"security"`
	User     string `json:"user"`
	Sealed   string `json:"sealed"`
	OAuth    bool   `json:"oauth,omitempty"` // by access tokens instead of the password
	From     string `json:"from"`
	Name     string `json:"name"`
	URL      string `json:"url"`
}

func (m mailSettings) ready() bool { return m.Host != "" && m.From != "" }

// MailAnswer is how mail is sent. The password is not among it.
type MailAnswer struct {
	Host        string     `json:"host"`
	Port        int        `json:"port"`
	Security    string     `json:"security" enum:"starttls,tls,none,"`
	User        string     `json:"user"`
	PasswordSet bool       `json:"password_set"`
	OAuth       *MailGrant `json:"oauth,omitempty" doc:"left out: signing in is by password"`
	From        string     `json:"from"`
	Name        string     `json:"name"`
	URL         string     `json:"url"`
	Ready       bool       `json:"ready"`
}

func showMail(m mailSettings, grant *MailGrant) *MailAnswer {
	return &MailAnswer{m.Host, m.Port, m.Security, m.User, m.Sealed != "", grant, m.From, m.Name, m.URL, m.ready()}
}

func readMail(ctx context.Context, v *store.View) (m mailSettings, err error) {
	body, err := v.Setting(ctx, mailSetting)
	if errors.Is(err, store.ErrNotFound) {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &m)
	}
	return m, err
}

func (s *Server) mailSettings(ctx context.Context) (m mailSettings, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		m, err = readMail(ctx, v)
		return err
	})
	return m, err
}

func (s *Server) showMail(ctx context.Context, _ *struct{}, _ Tell) (a *MailAnswer, err error) {
	return a, s.Records.View(ctx, func(v *store.View) error {
		m, err := readMail(ctx, v)
		if err != nil {
			return err
		}
		grants, err := readMailGrants(ctx, v)
		a = showMail(m, grants.show(mailSetting))
		return err
	})
}

type mailOrder struct {
	Body struct {
		Host     string     `json:"host" maxLength:"253" doc:"Of the mail server; empty: no mail is sent."`
		Port     int        `json:"port" minimum:"1" maximum:"65535"`
		Security string     `json:"security" enum:"starttls,tls,none"`
		User     string     `json:"user,omitempty" maxLength:"254"`
		Password *string    `json:"password,omitempty" maxLength:"1000" doc:"Left out: as it is. It cannot be read again."`
		OAuth    *MailGrant `json:"oauth,omitempty" doc:"how access tokens are got; left out: signing in is by password"`
		From     string     `json:"from" maxLength:"254" doc:"The address mail comes from."`
		Name     string     `json:"name,omitempty" maxLength:"200" doc:"The name it comes from."`
		URL      string     `json:"url,omitempty" maxLength:"300" doc:"Where people open Bánh Đà, for links in mail, such as https://crm.example.com."`
	}
}

// sealer closes the password of the mail server.
func (s *Server) sealer() auth.Sealer { return auth.NewSealer(s.Secret, mailSetting) }

func (s *Server) setMail(ctx context.Context, in *mailOrder, tell Tell) (*MailAnswer, error) {
	m, err := readMailOrder(in)
	if err == nil {
		err = s.checkGrant(in.Body.OAuth, m.Security, m.User)
	}
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "mail", target: mailSetting, entry: showMail(m, nil), also: func(ctx context.Context, t *store.Tx) error {
		was, err := readMail(ctx, &t.View)
		if err == nil {
			err = s.setGrant(ctx, t, mailSetting, in.Body.OAuth, m.Host, m.User)
		}
		if err != nil {
			return err
		}
		switch {
		case m.OAuth: // a password would only lie there
		case in.Body.Password == nil && was.Host == m.Host && was.User == m.User:
			m.Sealed = was.Sealed // to another server it is never handed
		case in.Body.Password != nil && *in.Body.Password != "":
			m.Sealed = s.sealer().Seal(*in.Body.Password, m.Host)
		}
		body, err := json.Marshal(m)
		if err != nil {
			return err
		}
		return t.Set(ctx, mailSetting, string(body))
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.showMail(ctx, nil, tell)
}

func readMailOrder(in *mailOrder) (m mailSettings, err error) {
	b := in.Body
	m = mailSettings{Host: strings.ToLower(strings.TrimSpace(b.Host)), Port: b.Port, Security: b.Security, User: strings.TrimSpace(b.User), OAuth: b.OAuth != nil, Name: cleanName(b.Name), URL: strings.TrimRight(strings.TrimSpace(b.URL), "/")}
	if m.Host == "" {
		return m, nil
	}
	if m.From, err = auth.Email(b.From); err != nil {
		return m, wrong(err)
	}
	if strings.ContainsAny(m.Host, "/ @") || net.ParseIP(m.Host) == nil && strings.Contains(m.Host, ":") {
		return m, invalid("%q is not the name of a mail server; write one such as smtp.example.com", m.Host)
	}
	if u, err := url.Parse(m.URL); m.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		return m, invalid("%q is not an address people can open; write one such as https://crm.example.com", m.URL)
	}
	return m, nil
}

// server is who takes our mail.
func (s *Server) server(m mailSettings) (e email.Server, err error) {
	e = email.Server{Host: m.Host, Port: m.Port, Security: m.Security, User: m.User, Trust: s.MailTrust}
	if m.OAuth {
		e.Tokens = s.tokensOf(mailSetting)
	} else if m.Sealed != "" {
		e.Password, err = s.sealer().Open(m.Sealed, m.Host)
	}
	return e, err
}

type testMailOrder struct {
	Body struct {
		To string `json:"to,omitempty" maxLength:"254" doc:"Left out: the address of who asks."`
	}
}

// TestMailAnswer says that the mail server took a message.
type TestMailAnswer struct {
	To string `json:"to"`
}

// testMail sends one message now, and says what the mail server said.
func (s *Server) testMail(ctx context.Context, in *testMailOrder, _ Tell) (*TestMailAnswer, error) {
	m, err := s.mailSettings(ctx)
	if err != nil {
		return nil, err
	}
	if !m.ready() {
		return nil, errNoMail
	}
	to := in.Body.To
	if to == "" {
		to = s.addressOf(ctx, auth.From(ctx).User())
	}
	if to, err = auth.Email(to); err != nil {
		return nil, wrong(err)
	}
	_, err = s.change(ctx, mutation{verb: "mail-test", target: mailSetting}, nil)
	if err != nil {
		return nil, err
	}
	subject := phrase.Sentencef("Bánh Đà can send mail").In(speaks(ctx))
	body := phrase.Sentencef("This is a test. Nothing is to be done.").In(speaks(ctx))
	message := &email.Mail{ID: email.NewID(m.From), At: s.Now(), From: mail.Address{Name: m.Name, Address: m.From}, To: mail.Address{Address: to}, Subject: subject, Text: []byte(body), Auto: true}
	if err := s.sendNow(ctx, m, message); err != nil {
		return nil, err
	}
	return &TestMailAnswer{to}, nil
}

var errNoMail = refused(409, 0, "no mail server is set up; an owner does that in Settings, E-mail")

func (s *Server) addressOf(ctx context.Context, user int64) (address string) {
	_ = s.Records.View(ctx, func(v *store.View) error {
		u, err := v.User(ctx, user)
		address = u.Email
		return err
	})
	return address
}

// emailJob sends one message. It is begun at most once: a message whose fate a crash hid is not sent again by itself.
const emailJob job.Kind = "email"

// letter is a message that waits to be sent.
type letter struct {
	ID          string `json:"id"`
	To          string `json:"to"`
	Name        string `json:"name"`
	Subject     string `json:"subject"`
	Text        string `json:"text"`
	HTML        string `json:"html"`
	Unsubscribe string `json:"unsubscribe,omitempty"`
}

// mailLater leaves a message to be sent, in the transaction of its cause.
func mailLater(ctx context.Context, t *store.Tx, m mailSettings, l letter) error {
	l.ID = email.NewID(m.From)
	body, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return t.Enqueue(ctx, emailJob, "", body, t.Now())
}

func (s *Server) doMail(ctx context.Context, j job.Job) error {
	var l letter
	if err := json.Unmarshal(j.Body, &l); err != nil {
		return job.Final(err)
	}
	m, err := s.mailSettings(ctx)
	if err != nil {
		return err
	}
	if !m.ready() {
		return job.Final(errNoMail)
	}
	server, err := s.server(m)
	if err != nil {
		return job.Final(err)
	}
	err = server.Send(ctx, &email.Mail{ID: l.ID, At: s.Now(), From: mail.Address{Name: cmp.Or(m.Name, "Bánh Đà"), Address: m.From}, To: mail.Address{Name: l.Name, Address: l.To},
		Subject: l.Subject, Text: []byte(l.Text), HTML: []byte(l.HTML), Unsubscribe: l.Unsubscribe, Auto: true})
	if email.Final(err) {
		return job.Final(err)
	}
	return err
}
