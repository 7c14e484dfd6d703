package history

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenColumn // a name in brackets or backticks, never a word of the language
	tokenText
	tokenNumber
	tokenMark
)

type token struct {
	kind tokenKind
	text string
	at   int // characters from the start
}

// The two-character marks first, so that <= is not read as <. What people type is brought to one form.
var marks = []struct{ written, meant string }{
	{"<=", "<="}, {">=", ">="}, {"!=", "!="}, {"<>", "!="}, {"==", "="}, {"≤", "<="}, {"≥", ">="}, {"≠", "!="},
	{"=", "="}, {"<", "<"}, {">", ">"}, {"+", "+"}, {"-", "-"}, {"−", "-"}, {"–", "-"}, {"*", "*"}, {"×", "*"},
	{"/", "/"}, {"÷", "/"}, {"&", "&"}, {"(", "("}, {")", ")"}, {",", ","},
}

const maxExpression = 4096

// tokens splits an expression into its words. Errors are *fault.
func tokens(text string) ([]token, error) {
	if len(text) > maxExpression {
		return nil, &fault{0, "the expression is longer than 4,096 characters", "split it over two mappings"}
	}
	var list []token
	at := 0
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		if unicode.IsSpace(r) {
			text, at = text[n:], at+1
			continue
		}
		t, size, err := nextToken(text, r)
		if err != nil {
			err.at = at
			return nil, err
		}
		t.at = at
		list = append(list, t)
		at += utf8.RuneCountInString(text[:size])
		text = text[size:]
	}
	return append(list, token{kind: tokenEnd, at: at}), nil
}

func nextToken(text string, first rune) (t token, size int, err *fault) {
	switch {
	case first == '[':
		return enclosed(text, "]", tokenColumn)
	case first == '`':
		return enclosed(text, "`", tokenColumn)
	case first == '"' || first == '\'':
		return enclosed(text, string(first), tokenText)
	case first >= '0' && first <= '9' || first == '.' && len(text) > 1 && isDigit(text[1]):
		n := length(text, func(r rune) bool { return isWordRune(r) })
		if _, ok := parsePlain(text[:n], '.'); !ok {
			return t, 0, &fault{0, fmt.Sprintf("%q is not a number", text[:n]), "a column whose name begins with a digit stands in brackets: [" + text[:n] + "]"}
		}
		return token{kind: tokenNumber, text: text[:n]}, n, nil
	case isWordRune(first):
		n := length(text, isWordRune)
		return token{kind: tokenName, text: text[:n]}, n, nil
	}
	for _, m := range marks {
		if strings.HasPrefix(text, m.written) {
			return token{kind: tokenMark, text: m.meant}, len(m.written), nil
		}
	}
	return t, 0, &fault{0, fmt.Sprintf("%q means nothing here", first), "a column with such a name stands in brackets: [Column name]"}
}

// enclosed reads to the closing mark; a doubled one stands for itself.
func enclosed(text, closing string, kind tokenKind) (t token, size int, err *fault) {
	var b strings.Builder
	for i := 1; i < len(text); {
		switch {
		case strings.HasPrefix(text[i:], closing+closing) && kind == tokenText:
			b.WriteString(closing)
			i += 2
		case strings.HasPrefix(text[i:], closing):
			t = token{kind: kind, text: b.String()}
			if kind == tokenColumn {
				t.text = strings.Join(strings.Fields(t.text), " ")
			}
			return t, i + 1, nil
		default:
			b.WriteByte(text[i])
			i++
		}
	}
	return t, 0, &fault{0, fmt.Sprintf("%s is never closed", text[:1]), "add the missing " + closing}
}

func length(text string, in func(rune) bool) int {
	if n := strings.IndexFunc(text, func(r rune) bool { return !in(r) }); n >= 0 {
		return n
	}
	return len(text)
}

func isWordRune(r rune) bool {
	return r == '_' || r == '.' || r == '$' || r == '#' || r == '@' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
