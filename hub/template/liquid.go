package template

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/osteele/liquid"
	"github.com/osteele/liquid/render"
	"github.com/osteele/tuesday"

	"banhda/phrase"
)

// Bounds of rendering. What one message needs is far below them.
const (
	largestOutput = 1 << 20
	largestValue  = 100 << 10 // of what a template makes up on its way
	longestRender = 2 * time.Second
	mostRounds    = 1000 // of a loop over numbers
	deepestLoops  = 2
)

// Errors of rendering.
var (
	errOutput = phrase.Errorf("the message becomes larger than %d kB", largestOutput>>10)
	errSlow   = phrase.Errorf("the message takes more than %d s to write", int(longestRender/time.Second))
	errValue  = phrase.Errorf("a value the template makes up is larger than %d kB", largestValue>>10)
	errBlock  = phrase.Errorf("a template has neither capture nor tablerow; use assign and for")
	errLoops  = phrase.Errorf("a template goes round in at most %d loops within one another, over at most %d numbers", deepestLoops, mostRounds)
)

// The two languages of output. Neither lets the marks of links and of long texts through from outside.
var (
	inHTML = engine(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", linkBegin, "", linkEnd, "", longBegin, "", longEnd, ""))
	inText = engine(strings.NewReplacer(linkBegin, "", linkEnd, "", longBegin, "", longEnd, ""))
)

// engine is Liquid without what reads files or writes unescaped, and with bounds on what it makes up.
func engine(escape render.Replacer) *liquid.Engine {
	e := liquid.NewEngine()
	e.SetAutoEscapeReplacer(escape)
	e.UnregisterTag("include")
	e.UnregisterTag("render")
	e.RegisterFilter("safe", func(v any) any { return v }) // there is no way round escaping
	e.RegisterFilter("append", func(a, b string) (string, error) { return bounded(a + b) })
	e.RegisterFilter("prepend", func(a, b string) (string, error) { return bounded(b + a) })
	e.RegisterFilter("replace", func(s, old, with string) (string, error) {
		if len(s)*max(len(with), 1) > 10*largestValue {
			return "", errValue
		}
		return bounded(strings.ReplaceAll(s, old, with))
	})
	e.RegisterFilter("join", join)
	e.RegisterFilter("date", date)
	return e
}

func bounded(s string) (string, error) {
	if len(s) > largestValue {
		return "", errValue
	}
	return s, nil
}

// date is a day or an instant as a format says it, by default 22/11/2026.
func date(t time.Time, format func(string) string) (string, error) {
	f := format("%d/%m/%Y")
	if wideDate.MatchString(f) {
		return "", errValue
	}
	return tuesday.Strftime(f, t)
}

func join(list []any, between func(string) string) (string, error) {
	var b strings.Builder
	sep := between(" ")
	for i, v := range list {
		if i > 0 {
			b.WriteString(sep)
		}
		if fmt.Fprint(&b, v); b.Len() > largestValue {
			return "", errValue
		}
	}
	return b.String(), nil
}

// piece is a Liquid template that was parsed.
type piece struct {
	template *liquid.Template
	long     []string // the texts of which it has a stand-in
}

// parse reads a template. What Liquid's own reader panics at is an error like others.
func parse(e *liquid.Engine, source string) (p piece, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = phrase.Errorf("the template cannot be read: %s", fmt.Sprint(r))
		}
	}()
	if err := loops(source); err != nil {
		return piece{}, err
	}
	short, long := shorten(source)
	t, wrong := e.ParseString(short)
	if wrong != nil {
		return piece{}, phrase.Errorf("the template cannot be read: %s", wrong.Error())
	}
	return piece{t, long}, nil
}

// write renders into a buffer, in the place of what was there, within the bounds.
func (p piece) write(b *bytes.Buffer, vars map[string]any) (err error) {
	b.Reset()
	defer func() {
		if r := recover(); r != nil {
			err = phrase.Errorf("the template cannot be filled in: %s", fmt.Sprint(r))
		}
	}()
	out := &limited{to: b, long: p.long, left: largestOutput, until: time.Now().Add(longestRender)}
	if err := p.template.FRender(out, vars); err != nil {
		var known *phrase.Sentence
		if errors.As(err.Cause(), &known) {
			return known
		}
		return phrase.Errorf("the template cannot be filled in: %s", err.Error())
	}
	return nil
}

// limited ends what writes too much, or for too long, and writes the long texts themselves for their stand-ins.
type limited struct {
	to    *bytes.Buffer
	long  []string
	left  int
	until time.Time
	calls int
}

func (l *limited) Write(p []byte) (int, error) {
	n := len(p)
	for {
		before, rest, found := bytes.Cut(p, []byte(longBegin))
		if err := l.take(len(before)); err != nil {
			return 0, err
		}
		l.to.Write(before) // a buffer takes all
		if !found {
			return n, nil
		}
		number, after, _ := bytes.Cut(rest, []byte(longEnd))
		text := ""
		if i, err := strconv.Atoi(string(bytes.TrimRight(number, "\n"))); err == nil && i < len(l.long) {
			text = l.long[i]
		}
		if err := l.take(len(text)); err != nil {
			return 0, err
		}
		l.to.WriteString(text)
		p = after
	}
}

// take takes room for so many bytes.
func (l *limited) take(bytes int) error {
	if l.left -= bytes; l.left < 0 {
		return errOutput
	}
	if l.calls++; l.calls%256 == 0 && time.Now().After(l.until) {
		return errSlow
	}
	return nil
}

// A long text between places is kept from Liquid, which copies each twice for every message. Its stand-in is its number between
// two characters that neither texts nor values have.
const (
	longBegin = "\x05"
	longEnd   = "\x06"
	longFrom  = 64 // bytes
)

// shorten puts a stand-in for each long text, whose blanks at both ends stay, for tags that trim them; and with its lines, which
// errors count.
func shorten(source string) (short string, long []string) {
	source = strings.NewReplacer(longBegin, "", longEnd, "").Replace(source)
	var b strings.Builder
	text := func(t string) {
		inner := strings.TrimSpace(t)
		if len(inner) < longFrom {
			b.WriteString(t)
			return
		}
		before, after, _ := strings.Cut(t, inner)
		b.WriteString(before + longBegin + strconv.Itoa(len(long)) + strings.Repeat("\n", strings.Count(inner, "\n")) + longEnd + after)
		long = append(long, inner)
	}
	end := 0
	for _, at := range tokens.FindAllStringIndex(source, -1) {
		text(source[end:at[0]])
		b.WriteString(source[at[0]:at[1]])
		end = at[1]
	}
	text(source[end:])
	return b.String(), long
}

// tokens are the places and tags of Liquid.
var tokens = regexp.MustCompile(`(?s)\{\{.*?\}\}|\{%.*?%\}`)

var (
	forTag    = regexp.MustCompile(`^\{%-?\s*for\s`)
	unbounded = regexp.MustCompile(`^\{%-?\s*(capture|tablerow)\b`)
	endTag    = regexp.MustCompile(`^\{%-?\s*endfor\s`)
	rangeOf   = regexp.MustCompile(`\(\s*([^()\s]+?)\s*\.\.\s*([^()\s]+?)\s*\)`)
	wideDate  = regexp.MustCompile(`%[^a-zA-Z%]*\d{3}`)
)

// loops refuses loops that could go round for ever: too deep, or over numbers that are not written down.
func loops(source string) error {
	depth := 0
	for _, t := range tokens.FindAllString(source, -1) {
		switch {
		case unbounded.MatchString(t):
			return errBlock
		case forTag.MatchString(t):
			depth++
		case endTag.MatchString(t):
			depth--
		}
		if depth > deepestLoops {
			return errLoops
		}
		for _, m := range rangeOf.FindAllStringSubmatch(t, -1) {
			from, err1 := strconv.Atoi(m[1])
			to, err2 := strconv.Atoi(m[2])
			if err1 != nil || err2 != nil || to-from > mostRounds {
				return errLoops
			}
		}
	}
	return nil
}

// A token is kept from what reads the text around it by a stand-in of private characters, which nobody can write: Clean
// leaves them in texts, so mask takes them out first.
const (
	maskBegin = "\ue000"
	maskEnd   = "\ue001"
)

var masked = regexp.MustCompile(maskBegin + `(\d+)` + maskEnd)

// mask puts a stand-in for each token.
func mask(source string) (text string, kept []string) {
	source = strings.NewReplacer(maskBegin, "", maskEnd, "").Replace(source)
	text = tokens.ReplaceAllStringFunc(source, func(t string) string {
		kept = append(kept, t)
		return maskBegin + strconv.Itoa(len(kept)-1) + maskEnd
	})
	return text, kept
}

// unmask puts the tokens back.
func unmask(text string, kept []string) string {
	return masked.ReplaceAllStringFunc(text, func(m string) string {
		_, first := utf8.DecodeRuneInString(m)
		i, err := strconv.Atoi(m[first : len(m)-len(maskEnd)])
		if err != nil || i >= len(kept) {
			return ""
		}
		return kept[i]
	})
}
