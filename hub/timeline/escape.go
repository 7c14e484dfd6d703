package timeline

import (
	"bytes"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// unescaped writes the \uXXXX of a JSON text as the characters they stand for, so that one text has one form. Half
// of a surrogate pair, what cutting a text in the middle of an emoji leaves, becomes U+FFFD: most readers of JSON
// refuse it. Quotes, backslashes and control characters stay escaped.
func unescaped(text []byte) []byte {
	if !bytes.Contains(text, []byte(`\u`)) {
		return text
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if text[i] != '\\' || i+1 == len(text) {
			out = append(out, text[i])
			i++
			continue
		}
		r, n := character(text[i:])
		if n == 0 || r < ' ' || r == '"' || r == '\\' {
			n = max(n, 2)
			out = append(out, text[i:min(i+n, len(text))]...)
		} else {
			out = utf8.AppendRune(out, r)
		}
		i += n
	}
	return out
}

// character is the one that an escape \uXXXX at the beginning of text, or a pair of them, stands for, and its length
// there; 0 for any other escape.
func character(text []byte) (r rune, length int) {
	if r = hexadecimal(text); r < 0 {
		return 0, 0
	}
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if pair := utf16.DecodeRune(r, hexadecimal(text[6:])); pair != utf8.RuneError {
		return pair, 12
	}
	return utf8.RuneError, 6
}

// hexadecimal reads \uXXXX; -1 where text does not begin so.
func hexadecimal(text []byte) rune {
	if len(text) < 6 || text[0] != '\\' || text[1] != 'u' {
		return -1
	}
	n, err := strconv.ParseUint(string(text[2:6]), 16, 16)
	if err != nil {
		return -1
	}
	return rune(n)
}
