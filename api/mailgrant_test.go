package api

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"
	"github.com/emersion/go-sasl"

	"banhda/channel/webhook"
	"banhda/phrase"
)

// mailHouse is a mail provider: its server of tokens, and its mailbox that is opened with these tokens alone.
type mailHouse struct {
	mu        sync.Mutex
	refresh   string // that which holds
	access    string
	asked     int
	rotates   bool
	refuses   bool
	lasts     int
	mechanism string
	seen      []string // tokens that opened the mailbox
	trust     *x509.CertPool
}

func (p *mailHouse) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	w.Header().Set("Content-Type", "application/json")
	if p.refuses || r.FormValue("grant_type") != "refresh_token" || r.FormValue("refresh_token") != p.refresh || r.FormValue("client_id") != "da" || r.FormValue("client_secret") != "bí mật" {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant","error_description":"Token has been revoked."}`)
		return
	}
	p.access = fmt.Sprintf("vé-%d", p.asked)
	rotated := ""
	if p.rotates {
		p.refresh = fmt.Sprintf("làm-mới-%d", p.asked)
		rotated = fmt.Sprintf(`"refresh_token":%q,`, p.refresh)
	}
	fmt.Fprintf(w, `{%s"access_token":%q,"token_type":"Bearer","expires_in":%d}`, rotated, p.access, p.lasts)
}

// guest is somebody at the door of the mailbox.
type guest struct {
	imapserver.Session
	*mailHouse
}

func (g *guest) AuthenticateMechanisms() []string { return []string{g.mechanism} }
func (g *guest) Login(string, string) error       { return errors.New("passwords are not taken here") }

func (g *guest) Authenticate(mechanism string) (sasl.Server, error) {
	return &doorkeeper{g, mechanism}, nil
}

type doorkeeper struct {
	*guest
	mechanism string
}

func (d *doorkeeper) Next(said []byte) ([]byte, bool, error) {
	if said == nil {
		return nil, false, nil // their turn
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	wants := map[string]string{"XOAUTH2": "user=cskh@example.com\x01auth=Bearer %s\x01\x01", "OAUTHBEARER": "n,a=cskh@example.com,\x01auth=Bearer %s\x01\x01"}[d.mechanism]
	if string(said) != fmt.Sprintf(wants, d.access) {
		return []byte(`{"status":"401","schemes":"bearer","scope":"https://mail.example.com/"}`), false, nil
	}
	d.seen = append(d.seen, d.access)
	return nil, true, d.Session.Login("cskh@example.com", "within")
}

// opens starts a mail provider for a house.
func (p *mailHouse) opens(t *testing.T, s *shop) (body string) {
	t.Helper()
	p.refresh, p.lasts = "làm-mới-0", 3600
	box := imapmemserver.NewUser("cskh@example.com", "within")
	if err := box.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	boxes := imapmemserver.New()
	boxes.AddUser(box)
	grants := httptest.NewTLSServer(p)
	t.Cleanup(grants.Close)
	p.trust = x509.NewCertPool()
	p.trust.AddCert(grants.Certificate())
	server := imapserver.New(&imapserver.Options{NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
		return &guest{boxes.NewSession(), p}, nil, nil
	}, Caps: imap.CapSet{imap.CapIMAP4rev1: {}}})
	listener, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: grants.TLS.Certificates})
	if err != nil {
		t.Fatal(err)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	p.knows(s)
	return fmt.Sprintf(`{"key":"","name":"Cửa hàng Đà","address":"cskh@example.com","host":"127.0.0.1","port":%d,"security":"tls","user":"cskh@example.com","oauth":{"token_url":%q,"client_id":"da","scope":"https://mail.example.com/","client_secret":"bí mật","refresh_token":"làm-mới-0"}}`,
		listener.Addr().(*net.TCPAddr).Port, grants.URL)
}

// knows lets a house believe the provider's certificate.
func (p *mailHouse) knows(s *shop) {
	s.Hooks = webhook.NewSender(true, s.clock)
	s.Hooks.Client().Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: p.trust}
	s.MailTrust = &tls.Config{RootCAs: p.trust}
}

// reads reads the mailboxes, and gives how that went.
func (p *mailHouse) reads(t *testing.T, s *shop) InboxMailbox {
	t.Helper()
	return gets[InboxAnswer](s.visitor, 200, "POST", "/v1/inbox/check", "").Mailboxes[0]
}

func TestAMailboxIsReadWithAccessTokens(t *testing.T) {
	for _, mechanism := range []string{"XOAUTH2", "OAUTHBEARER"} {
		s := newShop(t)
		p := &mailHouse{mechanism: mechanism, rotates: true}
		set := gets[InboxAnswer](s.visitor, 200, "POST", "/v1/inbox/mailboxes", p.opens(t, s)).Mailboxes[0]
		if set.OAuth == nil || set.OAuth.ClientID != "da" || set.OAuth.ClientSecret+set.OAuth.RefreshToken != "" {
			t.Fatalf("shown: %+v", set.OAuth)
		}
		for range 2 {
			if is := p.reads(t, s); is.Error != "" || is.CheckedAt == "" {
				t.Fatalf("%s: %+v", mechanism, is)
			}
		}
		if p.asked != 1 || strings.Join(p.seen, " ") != "vé-1 vé-1" {
			t.Errorf("%s: asked %d times, opened with %v", mechanism, p.asked, p.seen)
		}
		s.pass(56 * time.Minute) // it would hold four minutes more
		s.open()                 // and the refresh token that came is kept
		p.knows(s)
		if is := p.reads(t, s); is.Error != "" || p.asked != 2 || p.seen[2] != "vé-2" {
			t.Errorf("%s: later: %+v, asked %d times, opened with %v", mechanism, is, p.asked, p.seen)
		}
	}
}

func TestWhatAGrantLacksIsSaid(t *testing.T) {
	s := newShop(t)
	p := &mailHouse{mechanism: "XOAUTH2"}
	body := p.opens(t, s)
	box := gets[InboxAnswer](s.visitor, 200, "POST", "/v1/inbox/mailboxes", body).Mailboxes[0]
	without := strings.NewReplacer(`"key":""`, `"key":"`+box.Key+`"`, `,"client_secret":"bí mật","refresh_token":"làm-mới-0"`, "").Replace(body)
	gets[InboxAnswer](s.visitor, 200, "POST", "/v1/inbox/mailboxes", without)
	if is := p.reads(t, s); is.Error != "" {
		t.Errorf("secrets that are not stated are forgotten: %s", is.Error)
	}
	for what, wrong := range map[string]string{
		"another server":             strings.Replace(without, `"host":"127.0.0.1"`, `"host":"evil.example.com"`, 1),
		"another server of tokens":   strings.Replace(without, `"token_url":"https://`, `"token_url":"https://evil.example.com/`, 1),
		"a connection others read":   strings.Replace(without, `"security":"tls"`, `"security":"none"`, 1),
		"no address":                 strings.Replace(without, `"token_url":"https://`, `"token_url":"file://`, 1),
		"a client that has no name":  strings.Replace(without, `"client_id":"da"`, `"client_id":" "`, 1),
		"a user that is two answers": strings.Replace(without, `"user":"cskh@example.com"`, `"user":"cskh\u0001auth"`, 1),
	} {
		if resp, said := s.asks("POST", "/v1/inbox/mailboxes", wrong); resp.StatusCode != 422 {
			t.Errorf("%s: %d %s", what, resp.StatusCode, said)
		}
	}
	for _, path := range []string{"/v1/inbox", "/v1/acts"} {
		if _, said := s.asks("GET", path, ""); strings.Contains(said, "bí mật") || strings.Contains(said, "làm-mới") {
			t.Errorf("%s shows a secret", path)
		}
	}
	s.pass(time.Hour)
	p.refuses = true
	for range 2 { // asked once: what is refused stays so for a while
		if is := p.reads(t, s); !strings.Contains(is.Error, "mã làm mới không còn hiệu lực") || !strings.Contains(is.Error, "has been revoked") {
			t.Errorf("refused: %q", is.Error)
		}
	}
	if p.asked != 2 {
		t.Errorf("asked %d times", p.asked)
	}
	if said := phrase.Text("vi", p.reads(t, s).Error); !strings.Contains(said, "mã làm mới không còn hiệu lực") {
		t.Errorf("in Vietnamese: %s", said)
	}
	s.Hooks.Private, p.refuses = false, false
	s.Hooks.Client().CloseIdleConnections()
	s.pass(2 * time.Minute)
	if is := p.reads(t, s); !strings.Contains(is.Error, "mạng nội bộ") {
		t.Errorf("a server of tokens in the house's own network: %q", is.Error)
	}
	s.Hooks.Private = true
	byPassword := without[:strings.Index(without, `,"oauth"`)] + "}"
	if is := gets[InboxAnswer](s.visitor, 200, "POST", "/v1/inbox/mailboxes", byPassword).Mailboxes[0]; is.OAuth != nil {
		t.Errorf("by password: %+v", is.OAuth)
	}
}

// The server that takes our mail, and the mailbox reports of failure come to, may want access tokens as well: each by a grant of
// its own, whose secrets nobody is shown.
func TestMailGoesAndReportsComeByAccessTokens(t *testing.T) {
	s := newShop(t)
	p := &mailHouse{mechanism: "XOAUTH2"}
	inbox := p.opens(t, s)
	grant := inbox[strings.Index(inbox, `"oauth"`) : len(inbox)-1]
	sends := `{"host":"smtp.example.com","port":465,"security":"tls","user":"cskh@example.com","from":"cskh@example.com",` + grant + "}"
	if a := gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", sends); a.OAuth == nil || a.OAuth.ClientID != "da" || a.OAuth.RefreshToken+a.OAuth.ClientSecret != "" || a.PasswordSet {
		t.Fatalf("shown %+v", a)
	}
	m, err := s.mailSettings(t.Context())
	server, err2 := s.server(m)
	if err != nil || err2 != nil || server.Tokens == nil || server.Password != "" {
		t.Fatalf("to send with %+v, %v, %v", server, err, err2)
	}
	if token, err := server.Tokens.Token(t.Context()); token != "vé-1" || err != nil {
		t.Errorf("the token is %q, %v", token, err)
	}
	resp, said := s.visitor.asks("PUT", "/v1/mail", strings.Replace(sends, `"security":"tls"`, `"security":"none"`, 1))
	if resp.StatusCode != 422 || !strings.Contains(said, "bảo vệ") {
		t.Errorf("over an open connection: %d %s", resp.StatusCode, said)
	}
	byPassword := strings.Replace(sends, ","+grant, `,"password":"bí mật"`, 1)
	if a := gets[MailAnswer](s.visitor, 200, "PUT", "/v1/mail", byPassword); a.OAuth != nil || !a.PasswordSet {
		t.Errorf("by password again: %+v", a)
	}

	reports := strings.NewReplacer(`"key":"","name":"Cửa hàng Đà",`, "", `"address":"cskh@example.com"`, `"address":"bounce@example.com"`).Replace(inbox)
	if a := gets[MailboxAnswer](s.visitor, 200, "PUT", "/v1/mail/mailbox", reports); a.OAuth == nil || a.OAuth.TokenURL == "" || a.OAuth.RefreshToken != "" {
		t.Fatalf("shown %+v", a)
	}
	gets[MailboxRead](s.visitor, 200, "POST", "/v1/mail/mailbox/check", "")
	if a := gets[MailboxAnswer](s.visitor, 200, "GET", "/v1/mail/mailbox", ""); a.Error != "" || a.CheckedAt == "" || len(p.seen) != 1 {
		t.Errorf("read %+v, opened with %v", a, p.seen)
	}
}
