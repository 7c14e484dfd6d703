package ics

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"banhda/phrase"
)

// Property is one line of a calendar: a name, what is said about the value, and the value as it stands there.
type Property struct {
	Name   string            // in capitals
	Params map[string]string // by names in capitals, without quotation marks
	Value  string
}

// Component is what stands between BEGIN and END.
type Component struct {
	Name  string // in capitals
	Props []Property
	Parts []*Component
}

// Get is the first property of a name; ok is false where there is none.
func (c *Component) Get(name string) (p Property, ok bool) {
	for _, p := range c.Props {
		if p.Name == name {
			return p, true
		}
	}
	return p, false
}

// text is the value of a property as it is read by people; empty: there is none.
func (c *Component) text(name string) string {
	p, _ := c.Get(name)
	return unescape(p.Value)
}

var errNoCalendar = phrase.Errorf("this is no calendar; a calendar begins with BEGIN:VCALENDAR")

// mostDepth is how deep components stand in one another.
const mostDepth = 8

// Parse reads a calendar. Lines that are none are passed by, and what was not ended is ended: calendars of the world are
// not all written as they should be.
func Parse(b []byte) (*Component, error) {
	top := &Component{}
	open := []*Component{top}
	for line := range bytes.Lines(unfold(b)) {
		p, ok := parseLine(string(bytes.TrimRight(line, "\r\n")))
		if !ok {
			continue
		}
		in := open[len(open)-1]
		switch name := strings.ToUpper(strings.TrimSpace(p.Value)); {
		case p.Name == "BEGIN" && len(open) < mostDepth:
			c := &Component{Name: name}
			in.Parts = append(in.Parts, c)
			open = append(open, c)
		case p.Name == "END" && len(open) > 1:
			open = open[:len(open)-1]
		default:
			in.Props = append(in.Props, p)
		}
	}
	for _, c := range top.Parts {
		if c.Name == "VCALENDAR" {
			return c, nil
		}
	}
	return nil, errNoCalendar
}

// unfold joins lines that were folded.
func unfold(b []byte) []byte {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	for _, fold := range []string{"\r\n ", "\r\n\t", "\n ", "\n\t"} {
		b = bytes.ReplaceAll(b, []byte(fold), nil)
	}
	return b
}

func parseLine(line string) (p Property, ok bool) {
	head, value, ok := cutUnquoted(line, ':')
	if !ok {
		return p, false
	}
	p.Value, p.Params = strings.ToValidUTF8(value, "\uFFFD"), map[string]string{}
	name, rest, more := cutUnquoted(head, ';')
	for more {
		var one string
		one, rest, more = cutUnquoted(rest, ';')
		key, said, _ := strings.Cut(one, "=")
		p.Params[strings.ToUpper(key)] = strings.ToValidUTF8(strings.Trim(said, `"`), "\uFFFD")
	}
	p.Name = strings.ToUpper(strings.TrimSpace(name))
	return p, p.Name != ""
}

// cutUnquoted cuts at the first mark that does not stand in quotation marks.
func cutUnquoted(s string, at byte) (before, after string, found bool) {
	quoted := false
	for i := range len(s) {
		switch {
		case s[i] == '"':
			quoted = !quoted
		case s[i] == at && !quoted:
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", "")

func escape(s string) string { return escapes.Replace(s) }

var unescapes = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n", `\N`, "\n")

func unescape(s string) string { return unescapes.Replace(s) }

// foldAt is how many bytes a line may have.
const foldAt = 75

// appendLine writes a line, folded between letters.
func appendLine(b []byte, line string) []byte {
	for room := foldAt; len(line) > room; room = foldAt - 1 {
		cut := room
		for !utf8.RuneStart(line[cut]) {
			cut--
		}
		b = append(append(b, line[:cut]...), "\r\n "...)
		line = line[cut:]
	}
	return append(append(b, line...), "\r\n"...)
}
