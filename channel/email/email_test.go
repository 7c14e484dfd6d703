package email

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"errors"
	"io"
	"math/big"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	nsmtp "net/smtp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// post is a mail server that keeps what it takes. What it says to a recipient or at the end of the data can be chosen.
type post struct {
	mu        sync.Mutex
	taken     [][]byte
	from, to  string
	signedIn  bool
	answer    map[string]error // by recipient, when they are named
	hangUp    bool             // in place of an answer to the data
	encrypted bool
	visits    int      // connections
	last      net.Conn // of them
	open      bool     // to who does not sign in
	forget    bool     // what was taken
	tokens    *grants  // in place of passwords; nil: by password
}

type visit struct {
	*post
	conn *smtp.Conn
}

func (p *post) NewSession(c *smtp.Conn) (smtp.Session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.visits++
	p.last = c.Conn()
	return &visit{p, c}, nil
}
func (v *visit) AuthMechanisms() []string {
	if v.tokens != nil {
		return []string{v.tokens.mechanism}
	}
	return []string{sasl.Plain}
}
func (v *visit) Auth(string) (sasl.Server, error) {
	if v.tokens != nil {
		return v.bears(), nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "banhda" || password != "mật khẩu" {
			return errors.New("who is this?")
		}
		v.mu.Lock()
		defer v.mu.Unlock()
		v.signedIn = true
		return nil
	}), nil
}
func (v *visit) Mail(from string, _ *smtp.MailOptions) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.signedIn && !v.open {
		return smtp.ErrAuthRequired
	}
	_, v.encrypted = v.conn.TLSConnectionState()
	v.from = from
	return nil
}
func (v *visit) Rcpt(to string, _ *smtp.RcptOptions) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.to = to
	return v.answer[to]
}
func (v *visit) Data(r io.Reader) error {
	body, err := io.ReadAll(r)
	v.mu.Lock()
	defer v.mu.Unlock()
	if !v.forget {
		v.taken = append(v.taken, body)
	}
	if v.hangUp {
		return v.conn.Conn().Close()
	}
	return err
}
func (v *visit) Reset()        {}
func (v *visit) Logout() error { return nil }

// open starts a mail server, and gives how it is reached.
func open(t testing.TB, p *post, security string) Server {
	t.Helper()
	certificate, trust := certify(t)
	server := smtp.NewServer(p)
	server.Domain, server.TLSConfig, server.ErrorLog = "localhost", &tls.Config{Certificates: []tls.Certificate{certificate}}, quiet{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if security == TLS {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return Server{Host: "localhost", Port: listener.Addr().(*net.TCPAddr).Port, Security: security, User: "banhda", Password: "mật khẩu", Trust: &tls.Config{RootCAs: trust}}
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// certify makes a certificate for localhost, and who believes it.
func certify(t testing.TB) (tls.Certificate, *x509.CertPool) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

func letter() *Mail {
	return &Mail{ID: NewID("cskh@example.com"), At: time.Now(), From: mail.Address{Name: "Cửa hàng Đà", Address: "cskh@example.com"},
		To: mail.Address{Name: "Nguyễn Thị Lan", Address: "lan@example.com"}, Subject: "Việc hôm nay: gọi chị Đào và thêm nhiều việc khác nữa để tiêu đề này dài hơn một dòng",
		Text: []byte("Chào chị,\n.một dòng bắt đầu bằng dấu chấm\n" + strings.Repeat("dài ", 400)), HTML: []byte("<p>Chào chị</p>"), Unsubscribe: "https://example.com/settings/notices"}
}

func TestALetterArrivesWhole(t *testing.T) {
	for _, security := range []string{StartTLS, TLS} {
		p := &post{}
		m := letter()
		if err := open(t, p, security).Send(t.Context(), m); err != nil {
			t.Fatalf("%s: %v", security, err)
		}
		if len(p.taken) != 1 || p.from != m.From.Address || p.to != m.To.Address || !p.encrypted || !p.signedIn {
			t.Fatalf("%s: %d letters from %s to %s", security, len(p.taken), p.from, p.to)
		}
		compare(t, p.taken[0], m)
	}
}

// compare reads a letter as its recipient's program does.
func compare(t *testing.T, body []byte, want *Mail) {
	t.Helper()
	for line := range bytes.SplitSeq(body, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\n\r") || bytes.ContainsFunc(line, func(r rune) bool { return r > 127 }) {
			t.Errorf("a line no mail has: %q", line)
		}
	}
	got, err := mail.ReadMessage(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	from, err2 := got.Header.AddressList("From")
	if err = errors.Join(err, err2); err != nil || subject != want.Subject || *from[0] != want.From || got.Header.Get("List-Unsubscribe") != "<"+want.Unsubscribe+">" || got.Header.Get("Message-ID") != "<"+want.ID+">" {
		t.Errorf("headers %v (%v)", got.Header, err)
	}
	_, params, err := mime.ParseMediaType(got.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(got.Body, params["boundary"])
	for _, text := range []string{string(want.Text), string(want.HTML)} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		coded := io.Reader(quotedprintable.NewReader(part))
		if part.Header.Get("Content-Transfer-Encoding") == "base64" {
			coded = base64.NewDecoder(base64.StdEncoding, part)
		}
		read, err := io.ReadAll(coded)
		if err != nil || strings.ReplaceAll(string(read), "\r\n", "\n") != text && strings.TrimSuffix(strings.ReplaceAll(string(read), "\r\n", "\n"), "\n") != text {
			t.Errorf("a part reads %q (%v)", read, err)
		}
	}
}

func TestWhatBecomesOfAFailure(t *testing.T) {
	p := &post{answer: map[string]error{
		"gone@example.com": &smtp.SMTPError{Code: 550, Message: "no such user"},
		"full@example.com": &smtp.SMTPError{Code: 452, Message: "mailbox full"},
	}}
	s := open(t, p, StartTLS)
	send := func(s Server, to string) error {
		m := letter()
		m.To.Address = to
		return s.Send(t.Context(), m)
	}
	if err := send(s, "gone@example.com"); ClassOf(err) != Permanent || !strings.Contains(err.Error(), "no such user") {
		t.Errorf("nobody there: %v", err)
	}
	if err := send(s, "full@example.com"); err == nil || ClassOf(err) == Permanent || ClassOf(err) == Doubtful {
		t.Errorf("full for now: %v", err)
	}
	wrong := s
	wrong.Password = "sai"
	if err := send(wrong, "lan@example.com"); err == nil || ClassOf(err) == Permanent {
		t.Errorf("a wrong password: %v", err)
	}
	stranger := s
	stranger.Trust = nil
	if err := send(stranger, "lan@example.com"); err == nil {
		t.Error("a certificate nobody vouches for was believed")
	}
	nobody := s
	nobody.Port = 1
	if err := send(nobody, "lan@example.com"); err == nil || ClassOf(err) == Doubtful {
		t.Errorf("nobody listens: %v", err)
	}
	p.hangUp = true
	if err := send(s, "lan@example.com"); ClassOf(err) != Doubtful {
		t.Errorf("hung up before the answer: %v", err)
	}
}

func TestPasswordsAreNotSentForAllToRead(t *testing.T) {
	s := open(t, &post{}, Plain)
	s.Host = "127.0.0.1.nip.example" // PLAIN lets only localhost be read
	for _, offered := range []string{"LOGIN", "PLAIN"} {
		if _, _, err := s.auth(offered).Start(&nsmtp.ServerInfo{Name: s.Host, Auth: []string{offered}}); err == nil {
			t.Errorf("AUTH %s hands the password to whoever listens", offered)
		}
	}
}

func TestNoLetterHasForeignHeaders(t *testing.T) {
	m := letter()
	m.Unsubscribe = "https://example.com\r\nBcc: all@example.com"
	if _, err := m.Bytes(); err == nil {
		t.Error("a header was put in")
	}
	m = letter()
	m.Subject = "x\r\nBcc: all@example.com"
	body, err := m.Bytes()
	if err == nil && bytes.Contains(body, []byte("\r\nBcc:")) {
		t.Error("a header was put into the subject")
	}
}

func qp(b []byte) io.Reader { return quotedprintable.NewReader(bytes.NewReader(b)) }
