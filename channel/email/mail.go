package email

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"mime"
	"net/mail"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
)

// Mail is one message to one recipient. Text is required, HTML may be empty.
type Mail struct {
	ID      string // as in Message-ID, without its brackets
	At      time.Time
	From    mail.Address
	ReplyTo string // empty: From
	To      mail.Address
	// Return is where reports of failure go (RFC 5321's reverse path); empty: From.
	Return string
	// InReplyTo is the id of the message this answers, and References are those of what went before, the oldest first.
	InReplyTo  string
	References []string
	Subject    string
	Text       []byte
	HTML       []byte
	Files      []File
	// Invitation is a calendar (RFC 5545) that mail programs show with the text, and InvitationMethod what it wants, such as
	// REQUEST (RFC 6047); empty: none.
	Invitation       []byte
	InvitationMethod string
	// Unsubscribe is the page where the recipient chooses to get no more of its kind (RFC 2369); empty: none.
	Unsubscribe string
	// UnsubscribeMail is an address that does the same for who writes to it; empty: none.
	UnsubscribeMail string
	// OneClick says that posting to Unsubscribe is enough (RFC 8058).
	OneClick bool
	// Feedback names campaign, customer, kind and sender to who counts complaints (Feedback-ID); empty: none.
	Feedback string
	// Auto says that a program wrote it of itself (RFC 3834), so that no program answers.
	Auto bool
	// Keys sign it; none: it is not signed.
	Keys []Key
}

// File goes along with a message.
type File struct {
	Name    string
	Type    string // as in Content-Type
	Content []byte
}

// NewID makes an id for a message from an address.
func NewID(from string) string {
	random := make([]byte, 16)
	rand.Read(random)
	_, host, _ := strings.Cut(from, "@")
	return hex.EncodeToString(random) + "@" + host
}

var (
	errLine   = errors.New("a header of a message is one line")
	errDomain = errors.New("the part of an address after the @ is not a name")
)

// Bytes is the message as it is sent (RFC 5322), signed: every line ends in CRLF, whatever is not ASCII is encoded.
func (m *Mail) Bytes() ([]byte, error) {
	return m.write(make([]byte, 0, 1024+len(m.Text)*3/2+len(m.HTML)*3/2))
}

// write is Bytes, in the place of what is empty and has room, where it fits.
func (m *Mail) write(b []byte) ([]byte, error) {
	b, err := m.headers(b)
	if err != nil {
		return b, err
	}
	b = m.body(b)
	if len(m.Keys) == 0 {
		return b, nil
	}
	return sign(b, m.Keys)
}

func (m *Mail) headers(b []byte) ([]byte, error) {
	from, err := address(m.From)
	if err != nil {
		return nil, err
	}
	to, err := address(m.To)
	if err != nil {
		return nil, err
	}
	headers := [...][2]string{
		{"Date", m.At.Format(time.RFC1123Z)}, {"From", from}, {"To", to}, {"Reply-To", bracketed(m.ReplyTo)}, {"Message-ID", bracketed(m.ID)}, {"In-Reply-To", bracketed(m.InReplyTo)}, {"References", m.references()},
		{"Subject", word(m.Subject)}, {"List-Unsubscribe", m.unsubscribe()}, {"List-Unsubscribe-Post", chosen(m.OneClick && m.Unsubscribe != "", "List-Unsubscribe=One-Click")},
		{"Feedback-ID", m.Feedback}, {"Auto-Submitted", chosen(m.Auto, "auto-generated")}, {"MIME-Version", "1.0"},
	}
	for _, h := range headers {
		if h[1] == "" {
			continue
		}
		if strings.ContainsAny(h[1], "\r\n") {
			return nil, errLine
		}
		b = append(append(append(b, h[0]...), ": "...), strings.ReplaceAll(h[1], "?= =?", "?=\r\n =?")...)
		b = append(b, "\r\n"...)
	}
	return b, nil
}

func (m *Mail) unsubscribe() string {
	list := bracketed(m.Unsubscribe)
	if m.UnsubscribeMail == "" {
		return list
	}
	if list != "" {
		list += ", "
	}
	return list + bracketed("mailto:"+m.UnsubscribeMail)
}

// longestReferences is how many bytes the ids of what went before take: a header is one line of at most 998.
const longestReferences = 900

// references are the last ids of what went before that have room on a line, the first of all kept.
func (m *Mail) references() string {
	line := ""
	for i, id := range slices.Backward(m.References) {
		if next := bracketed(id) + " " + line; i == 0 || len(next) < longestReferences-len(m.References[0]) {
			line = next
		}
	}
	return strings.TrimSpace(line)
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "<" + s + ">"
}

func chosen(is bool, s string) string {
	if is {
		return s
	}
	return ""
}

// word is a text as it stands in a header: words of RFC 2047 where it is not ASCII.
func word(s string) string { return mime.QEncoding.Encode("utf-8", norm.NFC.String(s)) }

// address is one as it stands in a header, the name of its host in ASCII.
func address(a mail.Address) (string, error) {
	ascii, err := asciiHost(a.Address)
	a.Address, a.Name = ascii, norm.NFC.String(a.Name)
	return a.String(), err
}

// body appends the parts. Their boundary holds "=_", which neither encoding of a part ever writes.
func (m *Mail) body(b []byte) []byte {
	boundary := "=_" + hexOnly(m.ID)
	if len(m.Files) == 0 {
		return m.content(b, boundary)
	}
	b = append(b, "Content-Type: multipart/mixed; boundary=\"m"+boundary+"\"\r\n\r\n--m"+boundary+"\r\n"...)
	b = m.content(b, boundary)
	for _, f := range m.Files {
		b = append(b, "\r\n--m"+boundary+"\r\n"...)
		b = f.append(b)
	}
	return append(b, "\r\n--m"+boundary+"--\r\n"...)
}

// content appends text, HTML and invitation: of what a program can show it shows the last.
func (m *Mail) content(b []byte, boundary string) []byte {
	if len(m.HTML) == 0 && len(m.Invitation) == 0 {
		return part(b, "text/plain", m.Text)
	}
	b = append(b, "Content-Type: multipart/alternative; boundary=\""+boundary+"\"\r\n\r\n--"+boundary+"\r\n"...)
	b = part(b, "text/plain", m.Text)
	if len(m.HTML) > 0 {
		b = append(b, "\r\n--"+boundary+"\r\n"...)
		b = part(b, "text/html", m.HTML)
	}
	if len(m.Invitation) > 0 {
		b = append(b, "\r\n--"+boundary+"\r\nContent-Type: text/calendar; charset=UTF-8; method="+m.InvitationMethod+"\r\nContent-Transfer-Encoding: base64\r\n\r\n"...)
		b = wrapped(b, m.Invitation)
	}
	return append(b, "\r\n--"+boundary+"--\r\n"...)
}

func hexOnly(id string) string {
	return string(bytes.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, []byte(id[:min(len(id), 32)])))
}
