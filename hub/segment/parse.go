package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
	"banhda/wheel"
)

// Limits on what is read from outside: far above what a person writes, far below what could hurt.
const (
	maxLength     = 16 << 10
	maxDepth      = 100
	maxConditions = 500
)

// Error says where an expression went wrong and what was expected there.
type Error struct {
	Text     string // the expression
	At       int    // 1-based, in characters
	Found    string // empty at the end
	Expected string

	expected *phrase.Sentence
}

func newError(text string, at int, found string, expected *phrase.Sentence) *Error {
	return &Error{Text: text, At: at, Found: found, Expected: expected.Error(), expected: expected}
}

// Error implements error: one line with the place, and what to write instead.
func (e *Error) Error() string { return e.In("en") }

// In is the same line in a language, vi or en.
func (e *Error) In(language string) string {
	if e.Found == "" {
		return phrase.Errorf("at character %d: found the end, expected %w", e.At, e.expected).In(language)
	}
	return phrase.Errorf("at character %d: found %q, expected %w", e.At, e.Found, e.expected).In(language)
}

// Parse reads an expression. Errors are *Error.
func Parse(text string) (*Expr, error) {
	p, err := newParser(text)
	if err != nil {
		return nil, err
	}
	root, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.tok.kind != end {
		return nil, p.expected("and, or, or the end")
	}
	return &Expr{root: root, text: p.text}, nil
}

type kind uint8

const (
	end kind = iota
	word
	quoted
	symbol
)

type token struct {
	kind kind
	text string // without quotes
	from int    // byte offset
	to   int
}

type parser struct {
	text   string
	tok    token
	count  int  // of conditions so far
	people bool // the fields are a person's, so that stage is a wheel.Stage
}

func newParser(text string) (*parser, error) {
	if len(text) > maxLength {
		return nil, newError(text[:40]+"…", 1, "", phrase.Errorf("at most %d bytes", maxLength))
	}
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return nil, newError(strings.ToValidUTF8(text, "?"), 1, "", phrase.Errorf("text in UTF-8"))
	}
	p := &parser{text: norm.NFC.String(text), people: true}
	return p, p.next()
}

// next reads the token after the present one.
func (p *parser) next() error {
	i := p.tok.to
	for i < len(p.text) {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += n
	}
	p.tok = token{from: i, to: i}
	if i == len(p.text) {
		return nil
	}
	switch c := p.text[i]; {
	case c == '"':
		return p.quoted(i)
	case strings.HasPrefix(p.text[i:], "!=") || strings.HasPrefix(p.text[i:], "<=") || strings.HasPrefix(p.text[i:], ">="):
		p.tok = token{symbol, p.text[i : i+2], i, i + 2}
	case strings.IndexByte("()=<>,[]!", c) >= 0:
		p.tok = token{symbol, p.text[i : i+1], i, i + 1}
	default:
		j := i + strings.IndexFunc(p.text[i:], endsWord)
		if j < i {
			j = len(p.text)
		}
		p.tok = token{word, p.text[i:j], i, j}
	}
	return nil
}

func endsWord(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`()=<>,[]!"`, r) }

// quoted reads text in double quotes from i; \" and \\ stand for the quote and the backslash.
func (p *parser) quoted(i int) error {
	var b strings.Builder
	for j := i + 1; j < len(p.text); j++ {
		switch c := p.text[j]; {
		case c == '"':
			p.tok = token{quoted, b.String(), i, j + 1}
			return nil
		case c == '\\' && j+1 < len(p.text) && (p.text[j+1] == '"' || p.text[j+1] == '\\'):
			j++
			b.WriteByte(p.text[j])
		default:
			b.WriteByte(c)
		}
	}
	p.tok = token{end, "", len(p.text), len(p.text)}
	return p.expected(`a closing " for the one at character %d`, utf8.RuneCountInString(p.text[:i])+1)
}

func (p *parser) expected(format string, args ...any) *Error {
	return newError(p.text, utf8.RuneCountInString(p.text[:p.tok.from])+1, p.text[p.tok.from:p.tok.to], phrase.Errorf(format, args...))
}

func (p *parser) isWord(w string) bool {
	return p.tok.kind == word && strings.EqualFold(p.tok.text, w)
}

func (p *parser) isSymbol(s string) bool { return p.tok.kind == symbol && p.tok.text == s }

func (p *parser) or(depth int) (Node, error) {
	first, err := p.and(depth)
	if err != nil || !p.isWord("or") {
		return first, err
	}
	parts := Or{first}
	for p.isWord("or") {
		if err := p.next(); err != nil {
			return nil, err
		}
		n, err := p.and(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
	}
	return parts, nil
}

func (p *parser) and(depth int) (Node, error) {
	first, err := p.not(depth)
	if err != nil || !p.isWord("and") {
		return first, err
	}
	parts := And{first}
	for p.isWord("and") {
		if err := p.next(); err != nil {
			return nil, err
		}
		n, err := p.not(depth)
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
	}
	return parts, nil
}

func (p *parser) not(depth int) (Node, error) {
	if depth > maxDepth {
		return nil, p.expected("at most %d levels of not and parentheses", maxDepth)
	}
	if !p.isWord("not") {
		return p.primary(depth)
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	n, err := p.not(depth + 1)
	return Not{n}, err
}

func (p *parser) primary(depth int) (Node, error) {
	if p.count++; p.count > maxConditions {
		return nil, p.expected("at most %d conditions", maxConditions)
	}
	switch {
	case p.isSymbol("("):
		return p.parentheses(depth)
	case p.isWord("exists"):
		if err := p.next(); err != nil {
			return nil, err
		}
		at := p.tok.from
		field, err := p.field()
		return Exists{field, at}, err
	case p.isWord("in"):
		return p.inSegment()
	case p.ahead("did", "(") || p.ahead("never", "did", "(") || p.ahead("last", "did", "(") || p.ahead("first", "did", "("):
		return p.past(depth)
	case p.ahead("sum", "(", "did", "("):
		return p.sum(depth)
	case p.ahead("deal", "("):
		return p.deal(depth)
	case p.ahead("bucket", "("):
		return p.bucket()
	}
	return p.comparison()
}

func (p *parser) parentheses(depth int) (Node, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	n, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.isSymbol(")") {
		return nil, p.expected("and, or, or a closing )")
	}
	return n, p.next()
}

// field reads a name; one with spaces or signs in it is written in double quotes.
func (p *parser) field() (string, error) {
	ok := p.tok.kind == quoted || p.tok.kind == word && !p.isWord("and") && !p.isWord("or") && !p.isWord("in")
	if !ok || p.tok.text == "" {
		return "", p.expected("the name of a field, such as stage, channel, email or props.city")
	}
	name := p.tok.text
	return name, p.next()
}

func (p *parser) comparison() (Node, error) {
	at := p.tok.from
	field, err := p.field()
	if err != nil {
		return nil, err
	}
	op, err := p.operator()
	if err != nil {
		return nil, err
	}
	if op == In {
		list, err := p.list(field)
		return Compare{field, In, list, at}, err
	}
	k, err := p.constant(field)
	return Compare{field, op, []Value{k}, at}, err
}

func (p *parser) operator() (Operator, error) {
	op := Operator(strings.ToLower(p.tok.text))
	switch op {
	case Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual, In, Contains, Starts, Like, Holds:
		if p.tok.kind != quoted {
			return op, p.next()
		}
	}
	return "", p.expected("one of = != < <= > >= in contains starts ~ has")
}

func (p *parser) list(field string) ([]Value, error) {
	if !p.isSymbol("(") {
		return nil, p.expected("a list in parentheses, such as (email, referral)")
	}
	var list []Value
	for {
		if err := p.next(); err != nil {
			return nil, err
		}
		k, err := p.constant(field)
		if err != nil {
			return nil, err
		}
		list = append(list, k)
		if p.isSymbol(")") {
			return list, p.next()
		}
		if !p.isSymbol(",") {
			return nil, p.expected("a comma or a closing )")
		}
	}
}

func (p *parser) constant(field string) (Value, error) {
	if p.tok.kind != word && p.tok.kind != quoted {
		return Value{}, p.expected(`a constant: a number, a word, or text in "double quotes"`)
	}
	v := Value{Text: p.tok.text}
	if p.tok.kind == word {
		v = Text(p.tok.text)
	}
	if p.people && field == "stage" {
		if _, ok := wheel.ParseStage(v.Text); !ok {
			return Value{}, p.expected("a stage: stranger, prospect, customer, promoter or dormant")
		}
	}
	return v, p.next()
}
