package bounce

import (
	"bytes"
	"encoding/base64"
	"errors"
	"html"
	"io"
	"mime"
	"mime/quotedprintable"
	"regexp"
	"slices"
	"strings"
)

// Bounds of what is read: reports are small, and what is nested deeper than these was made to be.
const (
	deepest   = 6
	mostParts = 60
)

// header are the fields of one header by their names in small letters, each as often as it stood.
type header map[string][]string

func (h header) get(name string) string {
	if list := h[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// message is a report as it came, taken apart.
type message struct {
	header
	texts    []string // for people, in order
	report   []header // groups of message/delivery-status, the first about the message
	feedback header   // of message/feedback-report
	quoted   header   // of the message it is about
	parts    int
	to       string // the address it came to
	original string // Message-ID of the message it is about
}

var bareReport = regexp.MustCompile(`(?im)^final-recipient:`)

var errEmpty = errors.New("there is no message")

// read takes a message apart, however its lines end.
func read(raw []byte) (*message, error) {
	raw = bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	if bytes.HasPrefix(raw, []byte("From ")) { // of a mailbox file
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
	}
	head, body := cut(raw)
	m := &message{header: headerOf(head)}
	if len(m.header) == 0 {
		return nil, errEmpty
	}
	m.walk(m.header, body, 0)
	if m.report == nil && bareReport.Match(body) { // its parts are not told apart
		m.groups(body)
		m.report = slices.DeleteFunc(m.report, func(h header) bool { return h.get("final-recipient") == "" && h.get("reporting-mta") == "" })
	}
	m.to, m.original = m.cameTo(), m.about()
	return m, nil
}

func cut(raw []byte) (head, body []byte) {
	raw = bytes.TrimLeft(raw, "\n")
	head, body, _ = bytes.Cut(raw, []byte("\n\n"))
	return head, body
}

// headerOf reads fields; what is none is passed over.
func headerOf(raw []byte) header {
	h := header{}
	last := ""
	for line := range strings.SplitSeq(string(raw), "\n") {
		if last != "" && (strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")) {
			list := h[last]
			list[len(list)-1] += " " + strings.TrimSpace(line)
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if name = strings.ToLower(strings.TrimSpace(name)); !ok || name == "" || strings.ContainsAny(name, " <>@=\"") {
			if last != "" && strings.Contains(name, "boundary=") { // a line that was not folded as it should be
				h[last][len(h[last])-1] += " " + line
			}
			continue
		}
		last = name
		h[name] = append(h[name], strings.TrimSpace(value))
	}
	return h
}

// walk visits the parts of a message.
func (m *message) walk(h header, body []byte, depth int) {
	if m.parts++; depth > deepest || m.parts > mostParts {
		return
	}
	kind, params, err := mime.ParseMediaType(h.get("content-type"))
	if kind == "" || err != nil && !strings.Contains(kind, "/") {
		kind, _, _ = strings.Cut(strings.ToLower(h.get("content-type")), ";")
		kind = strings.TrimSpace(kind)
	}
	switch {
	case strings.HasPrefix(kind, "multipart/") && params["boundary"] != "":
		parts := split(body, params["boundary"])
		if len(parts) == 0 {
			m.texts = append(m.texts, string(body))
		}
		for _, part := range parts {
			head, inner := cut(part)
			if bytes.HasPrefix(part, []byte("\n")) {
				head, inner = nil, part
			}
			m.walk(headerOf(head), inner, depth+1)
		}
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		m.groups(decoded(h, body))
	case kind == "message/feedback-report":
		m.feedback = headerOf(bytes.TrimLeft(decoded(h, body), "\n"))
	case kind == "message/rfc822" || kind == "text/rfc822-headers" || kind == "message/global" || kind == "message/global-headers" || kind == "message/partial":
		m.quote(decoded(h, body))
	case kind == "" || strings.HasPrefix(kind, "text/"):
		text := string(decoded(h, body))
		if kind == "text/html" {
			text = readable(text)
		}
		m.texts = append(m.texts, text)
	}
}

// delimiter is a line that divides parts, before a header.
var delimiter = regexp.MustCompile(`(?im)^--(\S.*)\ncontent-`)

// split gives the parts between the lines of a boundary; where these say another one than the header, of theirs.
func split(body []byte, boundary string) (parts [][]byte) {
	pieces := bytes.Split(append([]byte("\n"), body...), []byte("\n--"+boundary))
	if found := delimiter.FindSubmatch(body); len(pieces) == 1 && found != nil {
		pieces = bytes.Split(append([]byte("\n"), body...), append([]byte("\n--"), found[1]...))
	}
	for _, p := range pieces[1:] {
		if bytes.HasPrefix(p, []byte("--")) {
			break
		}
		_, rest, _ := bytes.Cut(p, []byte("\n"))
		parts = append(parts, rest)
	}
	return parts
}

func decoded(h header, body []byte) []byte {
	var from io.Reader
	switch strings.ToLower(h.get("content-transfer-encoding")) {
	case "quoted-printable":
		from = quotedprintable.NewReader(bytes.NewReader(body))
	case "base64":
		from = base64.NewDecoder(base64.StdEncoding, bytes.NewReader(body))
	default:
		return body
	}
	out, _ := io.ReadAll(from) // what cannot be decoded ends there
	return bytes.ReplaceAll(out, []byte("\r\n"), []byte("\n"))
}

// groups reads the fields of a delivery status, which empty lines divide.
func (m *message) groups(body []byte) {
	for group := range bytes.SplitSeq(body, []byte("\n\n")) {
		if h := headerOf(group); len(h) > 0 {
			m.report = append(m.report, h)
		}
	}
}

// quote reads the header of the message a report is about.
func (m *message) quote(body []byte) {
	if m.quoted == nil {
		head, _ := cut(body)
		m.quoted = headerOf(head)
	}
}

var (
	htmlBreak = regexp.MustCompile(`(?i)<(br|/p|/div|/tr|/td|/li|/h[1-6])[^>]*>`)
	htmlGone  = regexp.MustCompile(`(?is)<(style|script|head)\b.*?</(style|script|head)>`)
	htmlTag   = regexp.MustCompile(`<[a-zA-Z/!][^>@]*>`) // an address in angle brackets is none
)

// readable is HTML as people read it.
func readable(s string) string {
	s = htmlTag.ReplaceAllString(htmlBreak.ReplaceAllString(htmlGone.ReplaceAllString(s, ""), "\n"), " ")
	return html.UnescapeString(s)
}

var angled = regexp.MustCompile(`<([^<>@\s]+@[^<>\s]+)>`)

// cameTo is the address a report came to: the one that is ours alone holds a +.
func (m *message) cameTo() string {
	first := ""
	for _, name := range []string{"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to"} {
		for _, value := range m.header[name] {
			if found := angled.FindStringSubmatch(value); found != nil {
				value = found[1]
			}
			if strings.Contains(value, "+") {
				return strings.TrimSpace(value)
			}
			if first == "" {
				first = strings.TrimSpace(value)
			}
		}
	}
	return first
}

var quotedID = regexp.MustCompile(`(?im)^[\s>]*Message-ID:\s*(<[^<>\s]+>)`)

// about is the Message-ID of the message a report is about.
func (m *message) about() string {
	if id := m.quoted.get("message-id"); id != "" {
		return id
	}
	for _, g := range m.report {
		if id := g.get("original-message-id") + g.get("x-original-message-id"); id != "" {
			return id
		}
	}
	for _, t := range m.texts {
		if found := quotedID.FindStringSubmatch(t); found != nil {
			return found[1]
		}
	}
	return ""
}
