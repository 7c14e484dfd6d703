package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	html "html/template"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"strings"
	"sync"
	"sync/atomic"
	text "text/template"
	"time"

	mailserver "github.com/emersion/go-smtp"
)

// mailConnections are kept to the sink at once, by either side.
const mailConnections = 10

// sink is a mail server that counts what it takes, and keeps the first message.
type sink struct {
	*mailserver.Server
	port  int
	count atomic.Int64
	bytes atomic.Int64
	once  sync.Once
	first []byte
}

type sinking struct{ *sink }

func (s *sink) NewSession(*mailserver.Conn) (mailserver.Session, error) { return sinking{s}, nil }
func (sinking) Mail(string, *mailserver.MailOptions) error              { return nil }
func (sinking) Rcpt(string, *mailserver.RcptOptions) error              { return nil }
func (sinking) Reset()                                                  {}
func (sinking) Logout() error                                           { return nil }

func (s sinking) Data(r io.Reader) error {
	var first bytes.Buffer
	into := io.Discard
	s.once.Do(func() { into = &first })
	n, err := io.Copy(into, r)
	if first.Len() > 0 {
		s.first = first.Bytes()
	}
	s.bytes.Add(n)
	s.count.Add(1)
	return err
}

func openSink() (*sink, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &sink{port: l.Addr().(*net.TCPAddr).Port}
	s.Server = mailserver.NewServer(s)
	s.Domain = "localhost"
	go s.Serve(l) //nolint:errcheck // it ends with the sink
	return s, nil
}

func (s *sink) begin() {
	s.count.Store(0)
	s.bytes.Store(0)
}

// await waits until so many messages have come.
func (s *sink) await(ctx context.Context, n int) error {
	for last, since := int64(0), time.Now(); s.count.Load() < int64(n); time.Sleep(time.Millisecond) {
		switch now := s.count.Load(); {
		case ctx.Err() != nil:
			return ctx.Err()
		case now != last:
			last, since = now, time.Now()
		case time.Since(since) > time.Minute:
			return fmt.Errorf("of %d messages %d came, and none for a minute", n, now)
		}
	}
	return nil
}

// bare renders and sends what the house sent, and keeps no account of it.
func (p *postOffice) bare(ctx context.Context) error {
	like, err := likeness(p.sink.first)
	if err != nil {
		return err
	}
	p.sink.begin()
	var next atomic.Int64
	var clients sync.WaitGroup
	errs := make([]error, mailConnections)
	for c := range mailConnections {
		clients.Go(func() { errs[c] = p.client(ctx, like, &next) })
	}
	clients.Wait()
	return errors.Join(errs...)
}

// client is one connection's.
func (p *postOffice) client(ctx context.Context, like *letter, next *atomic.Int64) error {
	c, err := smtp.Dial(fmt.Sprintf("127.0.0.1:%d", p.sink.port))
	if err != nil {
		return err
	}
	defer c.Close()
	var b bytes.Buffer
	for ctx.Err() == nil {
		i := int(next.Add(1)) - 1
		if i >= p.people {
			return c.Quit()
		}
		b.Reset()
		if err := like.write(&b, i); err != nil {
			return err
		}
		if err := errors.Join(c.Mail("hello@"+letterDomain), c.Rcpt(addressOf(i))); err != nil {
			return err
		}
		w, err := c.Data()
		if err != nil {
			return err
		}
		if _, err := w.Write(b.Bytes()); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// letter is what the house sent, as templates: recipient and the link by which they leave are filled in.
type letter struct {
	html *html.Template
	text *text.Template
}

// likeness reads a message of the house.
func likeness(message []byte) (*letter, error) {
	m, err := mail.ReadMessage(bytes.NewReader(message))
	if err != nil {
		return nil, err
	}
	to, err := mail.ParseAddress(m.Header.Get("To"))
	if err != nil {
		return nil, err
	}
	_, how, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return nil, err
	}
	link, _, _ := strings.Cut(strings.TrimPrefix(m.Header.Get("List-Unsubscribe"), "<"), ">")
	var number int
	if _, err := fmt.Sscanf(to.Address, "ada%d@", &number); err != nil {
		return nil, err
	}
	filled := []string{nameOf(number), "{{.Name}}"}
	if link != "" {
		filled = append(filled, link, "{{.Link}}")
	}
	l := &letter{}
	for parts := multipart.NewReader(m.Body, how["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			return l, nil
		}
		if err == nil {
			err = l.read(part, strings.NewReplacer(filled...))
		}
		if err != nil {
			return nil, err
		}
	}
}

func (l *letter) read(part *multipart.Part, filled *strings.Replacer) error {
	body, err := io.ReadAll(part)
	if err != nil {
		return err
	}
	if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
		l.html, err = html.New("").Parse(filled.Replace(string(body)))
	} else {
		l.text, err = text.New("").Parse(filled.Replace(string(body)))
	}
	return err
}

// write renders the letter for somebody.
func (l *letter) write(b *bytes.Buffer, i int) error {
	who := struct{ Name, Link string }{nameOf(i), fmt.Sprintf("https://%s/u/%040d", letterDomain, i)}
	parts := multipart.NewWriter(b)
	fmt.Fprintf(b, "Date: %s\r\nFrom: hello@%s\r\nTo: %q <%s>\r\nMessage-ID: <bare.%d@%[2]s>\r\nSubject: For %[3]s\r\nList-Unsubscribe: <%[6]s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=%s\r\n\r\n",
		time.Now().Format(time.RFC1123Z), letterDomain, who.Name, addressOf(i), i, who.Link, parts.Boundary())
	for _, t := range []struct {
		kind    string
		execute func(io.Writer, any) error
	}{{"text/plain", l.text.Execute}, {"text/html", l.html.Execute}} {
		part, err := parts.CreatePart(textproto.MIMEHeader{"Content-Type": {t.kind + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
		if err != nil {
			return err
		}
		q := quotedprintable.NewWriter(part)
		if err := errors.Join(t.execute(q, who), q.Close()); err != nil {
			return err
		}
	}
	return parts.Close()
}
