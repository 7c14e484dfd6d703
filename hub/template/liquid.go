package template

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/osteele/liquid"
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

// The two languages of output. Neither lets the marks of links and of stand-ins through from outside.
var (
	inHTML = engine(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", linkBegin, "", linkEnd, "", keptBegin, "", keptEnd, ""))
	inText = engine(strings.NewReplacer(linkBegin, "", linkEnd, "", keptBegin, "", keptEnd, ""))
)

// language is Liquid, and how what it fills in is written.
type language struct {
	*liquid.Engine
	escape *strings.Replacer
}

// engine is Liquid without what reads files or writes unescaped, and with bounds on what it makes up.
func engine(escape *strings.Replacer) language {
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
	return language{e, escape}
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
	plain    []byte // where nothing is left for Liquid to do
	kept     []kept // what it has stand-ins for
	escape   *strings.Replacer
}

// parse reads a template. What Liquid's own reader panics at is an error like others.
func parse(e language, source string) (p piece, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = phrase.Errorf("the template cannot be read: %s", fmt.Sprint(r))
		}
	}()
	if err := loops(source); err != nil {
		return piece{}, err
	}
	short, all := e.shorten(source)
	t, wrong := e.ParseString(short)
	if wrong != nil {
		return piece{}, phrase.Errorf("the template cannot be read: %s", wrong.Error())
	}
	p = piece{template: t, kept: all, escape: e.escape}
	if !strings.Contains(short, "{{") && !strings.Contains(short, "{%") {
		p.plain = []byte(short)
	}
	return p, nil
}

// write renders into a buffer, in the place of what was there, within the bounds.
func (p piece) write(b *bytes.Buffer, vars map[string]any) (err error) {
	b.Reset()
	defer func() {
		if r := recover(); r != nil {
			err = phrase.Errorf("the template cannot be filled in: %s", fmt.Sprint(r))
		}
	}()
	out := &limited{piece: p, to: b, vars: vars, left: largestOutput, until: time.Now().Add(longestRender)}
	if p.plain != nil {
		_, err = out.Write(p.plain)
		return err
	}
	if err := p.template.FRender(out, vars); err != nil {
		var known *phrase.Sentence
		if errors.As(err.Cause(), &known) {
			return known
		}
		return phrase.Errorf("the template cannot be filled in: %s", err.Error())
	}
	return nil
}

// limited ends what writes too much, or for too long, and writes what is kept from Liquid where its stand-ins are.
type limited struct {
	piece
	to    *bytes.Buffer
	vars  map[string]any
	left  int
	until time.Time
	calls int
}

func (l *limited) Write(p []byte) (int, error) {
	n := len(p)
	for {
		before, rest, found := bytes.Cut(p, []byte(keptBegin))
		if err := l.take(len(before)); err != nil {
			return 0, err
		}
		l.to.Write(before) // a buffer takes all
		if !found {
			return n, nil
		}
		number, after, _ := bytes.Cut(rest, []byte(keptEnd))
		if i, err := strconv.Atoi(string(bytes.TrimRight(number, "\n"))); err == nil && i < len(l.kept) {
			if err := l.fill(&l.kept[i]); err != nil {
				return 0, err
			}
		}
		p = after
	}
}

// fill writes what a stand-in stands for.
func (l *limited) fill(k *kept) error {
	if k.place == nil {
		l.to.WriteString(k.text)
		return l.take(len(k.text))
	}
	before := l.to.Len()
	if text, ok := k.place.in(l.vars); !ok {
		if err := k.place.template.FRender(l.to, l.vars); err != nil {
			return err
		}
	} else if _, err := l.escape.WriteString(l.to, text); err != nil {
		return err
	}
	return l.take(l.to.Len() - before)
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

// kept is what is kept from Liquid: a long text between places, which it copies twice for every message, or a place. Its stand-in
// is its number between two characters that neither texts nor values have.
type kept struct {
	text  string
	place *place
}

const (
	keptBegin = "\x05"
	keptEnd   = "\x06"
	longFrom  = 64 // bytes
)

// place only names a value, such as {{ person.name | default: 'friend' }}. Most are so, and Liquid takes ten times as long to
// look up a text.
type place struct {
	path     []string
	instead  string           // where there is no value
	template *liquid.Template // fills in what is no text
}

// roots are the names of what templates see (Data).
const roots = `(person|company|workspace|event|campaign|referral|links)`

var (
	named = regexp.MustCompile(`^\{\{ *` + roots + `((?:\.[A-Za-z_][A-Za-z0-9_]*)+) *(?:\| *default: *(?:'([^'\n]*)'|"([^"\n]*)") *)?\}\}$`)
	// strange is what lets a place mean something else than it says: it trims around it, writes it as it stands, or gives the
	// name another value.
	strange = regexp.MustCompile(`\{[{%]-|-[%}]\}|\{\{\s*\}|\{%\s*%|\{%\s*(?:raw\b|(?:assign|for|increment|decrement)\s+` + roots + `\b)`)
)

// in gives the text of a place; ok is false for what is no text.
func (p *place) in(vars map[string]any) (text string, ok bool) {
	var value any = vars
	for _, name := range p.path {
		of, ok := value.(map[string]any)
		if !ok {
			return "", false
		}
		if value = of[name]; value == nil {
			return p.instead, true
		}
	}
	if text, ok = value.(string); text == "" {
		text = p.instead
	}
	return text, ok
}

// shorten puts stand-ins for what is kept from Liquid. The blanks at both ends of a text stay, for tags that trim them, and so do
// its lines, which errors count.
func (e language) shorten(source string) (short string, all []kept) {
	source = strings.NewReplacer(keptBegin, "", keptEnd, "").Replace(source)
	var b strings.Builder
	keep := func(k kept, lines int) {
		b.WriteString(keptBegin + strconv.Itoa(len(all)) + strings.Repeat("\n", lines) + keptEnd)
		all = append(all, k)
	}
	text := func(t string) {
		inner := strings.TrimSpace(t)
		if len(inner) < longFrom {
			b.WriteString(t)
			return
		}
		before, after, _ := strings.Cut(t, inner)
		b.WriteString(before)
		keep(kept{text: inner}, strings.Count(inner, "\n"))
		b.WriteString(after)
	}
	plain := !strange.MatchString(source)
	end := 0
	for _, at := range tokens.FindAllStringIndex(source, -1) {
		text(source[end:at[0]])
		token := source[at[0]:at[1]]
		if p := e.place(token); p != nil && plain {
			keep(kept{place: p}, 0)
		} else {
			b.WriteString(token)
		}
		end = at[1]
	}
	text(source[end:])
	return b.String(), all
}

// place reads a token that only names a value; nil: it is another one.
func (e language) place(token string) *place {
	m := named.FindStringSubmatch(token)
	if m == nil {
		return nil
	}
	p := &place{path: strings.Split(m[1]+m[2], "."), instead: m[3] + m[4]}
	if slices.ContainsFunc(p.path, func(name string) bool { return name == "size" || name == "first" || name == "last" }) {
		return nil // of a text or a list, too
	}
	var wrong error
	if p.template, wrong = e.ParseString(token); wrong != nil {
		return nil
	}
	return p
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
