package email

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
	"time"
)

// Message is one message to one recipient. Text is required, HTML may be empty.
type Message struct {
	ID      string // as in Message-ID, without its brackets
	At      time.Time
	From    mail.Address
	To      mail.Address
	Subject string
	Text    string
	HTML    string
	// Unsubscribe is the page where the recipient chooses to get no more of its kind (RFC 2369); empty: none.
	Unsubscribe string
}

// NewID makes an id for a message from an address.
func NewID(from string) string {
	random := make([]byte, 16)
	rand.Read(random)
	_, host, _ := strings.Cut(from, "@")
	return hex.EncodeToString(random) + "@" + host
}

var errLine = errors.New("a header of a message is one line")

// Bytes is the message as it is sent (RFC 5322): every line ends in CRLF, whatever is not ASCII is encoded.
func (m Message) Bytes() ([]byte, error) {
	var b bytes.Buffer
	headers := [][2]string{
		{"Date", m.At.Format(time.RFC1123Z)}, {"From", m.From.String()}, {"To", m.To.String()}, {"Message-ID", "<" + m.ID + ">"},
		{"Subject", mime.QEncoding.Encode("utf-8", m.Subject)}, {"Auto-Submitted", "auto-generated"}, {"MIME-Version", "1.0"},
	}
	if m.Unsubscribe != "" {
		headers = append(headers, [2]string{"List-Unsubscribe", "<" + m.Unsubscribe + ">"})
	}
	for _, h := range headers {
		if strings.ContainsAny(h[1], "\r\n") {
			return nil, errLine
		}
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	if m.HTML == "" {
		fmt.Fprintf(&b, "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n")
		err := quoted(&b, m.Text)
		return b.Bytes(), err
	}
	w := multipart.NewWriter(&b)
	fmt.Fprintf(&b, "Content-Type: multipart/alternative; boundary=%q\r\n\r\n", w.Boundary())
	for _, part := range [][2]string{{"text/plain", m.Text}, {"text/html", m.HTML}} {
		to, err := w.CreatePart(textproto.MIMEHeader{"Content-Type": {part[0] + "; charset=utf-8"}, "Content-Transfer-Encoding": {"quoted-printable"}})
		if err != nil {
			return nil, err
		}
		if err := quoted(to, part[1]); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

func quoted(to io.Writer, text string) error {
	q := quotedprintable.NewWriter(to)
	_, err := io.WriteString(q, text)
	return errors.Join(err, q.Close())
}
