// Package letter takes a message apart that somebody wrote: who, what it answers, what it says, what came along. Messages
// are made by many programs and broken by as many: what can be read is read, and what cannot is left out.
package letter

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Letter is a message taken apart.
type Letter struct {
	Header
	ID         string // as in Message-ID, without its brackets; empty: none
	InReplyTo  string
	References []string // the oldest first
	From       mail.Address
	ReplyTo    string   // empty: From
	To         []string // every address it names as a recipient, and those it was delivered to
	Subject    string
	Date       time.Time // zero: it says none
	Text       string
	HTML       string // as it came: it is not safe
	Files      []File
}

// Header are the fields of the message's head by their names in small letters.
type Header map[string][]string

// Get is the first field of a name, which is in small letters; empty: there is none.
func (h Header) Get(name string) string {
	if list := h[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// File came along.
type File struct {
	Name    string // empty: it has none
	Type    string
	ID      string // as its HTML names it, after cid:; empty: it has none
	Content []byte
}

// Bounds of what is read: what is nested deeper, or in more parts, was made to be.
const (
	deepest   = 8
	mostParts = 200
	mostFiles = 50
)

var errEmpty = errors.New("there is no message")

// Read takes a message apart.
func Read(raw []byte) (*Letter, error) {
	raw = bytes.TrimLeft(raw, "\r\n\t ")
	if bytes.HasPrefix(raw, []byte("From ")) { // of a mailbox file
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	e, err := message.Read(bytes.NewReader(raw))
	if e == nil {
		return nil, errors.Join(errEmpty, err)
	}
	l := &Letter{Header: Header{}}
	for f := e.Header.Fields(); f.Next(); {
		name := strings.ToLower(f.Key())
		l.Header[name] = append(l.Header[name], f.Value())
	}
	if len(l.Header) == 0 {
		return nil, errEmpty
	}
	l.head()
	w := walker{Letter: l}
	w.walk(e, 0)
	l.Text, l.HTML = strings.Join(w.texts, "\n\n"), strings.Join(w.htmls, "\n")
	return l, nil
}

// head reads the fields that people see.
func (l *Letter) head() {
	l.ID = one(l.Get("message-id"))
	l.InReplyTo = one(l.Get("in-reply-to"))
	l.References = ids(strings.Join(l.Header["references"], " "))
	l.From = first(l.Get("from"))
	l.ReplyTo = first(l.Get("reply-to")).Address
	l.Subject = words(l.Get("subject"))
	l.Date, _ = mail.ParseDate(l.Get("date"))
	for _, name := range []string{"to", "cc", "delivered-to", "x-original-to", "x-forwarded-to"} {
		for _, value := range l.Header[name] {
			l.To = append(l.To, addresses(value)...)
		}
	}
}

// ids are what stands in brackets.
func ids(s string) (list []string) {
	for _, part := range strings.Split(s, "<")[1:] {
		if id, _, ok := strings.Cut(part, ">"); ok && id != "" {
			list = append(list, strings.TrimSpace(id))
		}
	}
	return list
}

// one is the first id of a field, with or without its brackets.
func one(s string) string {
	if list := ids(s); len(list) > 0 {
		return list[0]
	}
	id, _, _ := strings.Cut(strings.TrimSpace(s), " ")
	return id
}

var decoder = mime.WordDecoder{CharsetReader: charset.Reader}

// words is a field as people read it; what cannot be decoded stays as it is.
func words(s string) string {
	if decoded, err := decoder.DecodeHeader(s); err == nil {
		s = decoded
	}
	return readable([]byte(s))
}

// first is the first address of a field, however loosely it is written.
func first(s string) mail.Address {
	parser := mail.AddressParser{WordDecoder: &decoder}
	if list, err := parser.ParseList(s); err == nil && len(list) > 0 {
		return mail.Address{Name: readable([]byte(list[0].Name)), Address: list[0].Address}
	}
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t<>,;\"()[]", r) }) {
		if at := strings.IndexByte(word, '@'); at > 0 && at < len(word)-1 {
			name, _, _ := strings.Cut(s, "<")
			if strings.Contains(name, "@") {
				name = ""
			}
			return mail.Address{Name: words(strings.Trim(strings.TrimSpace(name), `"'`)), Address: word}
		}
	}
	return mail.Address{}
}

func addresses(s string) (list []string) {
	parser := mail.AddressParser{WordDecoder: &decoder}
	all, err := parser.ParseList(s)
	for _, a := range all {
		list = append(list, strings.ToLower(a.Address))
	}
	if one := first(s); err != nil && one.Address != "" {
		list = append(list, strings.ToLower(one.Address))
	}
	return list
}

// walker visits parts.
type walker struct {
	*Letter
	texts, htmls []string
	parts        int
}

func (w *walker) walk(e *message.Entity, depth int) {
	if w.parts++; depth > deepest || w.parts > mostParts {
		return
	}
	if parts := e.MultipartReader(); parts != nil {
		for {
			part, err := parts.NextPart()
			if part == nil || err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
				return
			}
			w.walk(part, depth+1)
		}
	}
	body, _ := io.ReadAll(e.Body) // what is broken is read as far as it goes
	w.take(e, body)
}

// take takes a part in: what is said, or a file.
func (w *walker) take(e *message.Entity, body []byte) {
	kind, params, err := e.Header.ContentType()
	if err != nil || kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(e.Header.Get("Content-Type")), ";")
		kind = strings.TrimSpace(kind)
	}
	disposition, more, _ := e.Header.ContentDisposition()
	name := words(orName(more["filename"], params["name"]))
	said := disposition != "attachment" && name == ""
	switch {
	case said && (kind == "" || kind == "text/plain" || kind == "text/enriched" || !strings.Contains(kind, "/")):
		w.texts = append(w.texts, readable(body))
	case said && kind == "text/html":
		w.htmls = append(w.htmls, readable(body))
	case len(body) > 0 && len(w.Files) < mostFiles:
		w.Files = append(w.Files, File{name, kind, one(e.Header.Get("Content-Id")), body})
	}
}

func orName(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// readable is a text in UTF-8: what says it is and is not, was written on a Vietnamese Windows.
func readable(b []byte) string {
	if !utf8.Valid(b) {
		if decoded, err := charmap.Windows1258.NewDecoder().Bytes(b); err == nil {
			b = decoded
		}
	}
	s := strings.ToValidUTF8(strings.ReplaceAll(string(b), "\x00", ""), "")
	return norm.NFC.String(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"))
}
