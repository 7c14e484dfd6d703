package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"banhda/hub/person"
)

// Fold is the form in which ~ compares: Latin letters small and without marks, đ as d; everything else as it is. Being
// a table of single letters, it is the same in Go and in every database.
func Fold(s string) string { return strings.Map(foldLetter, s) }

// FoldTable are the letters that Fold changes, and what it makes of each, place by place.
func FoldTable() (from, to string) { return foldFrom, foldTo }

var foldFrom, foldTo, folded = foldTable()

// lastLatin is the last of the letters that Latin scripts with marks use: those of Latin Extended Additional, where
// Vietnamese has most of its own.
const lastLatin = 'ỿ'

func foldTable() (from, to string, folded map[rune]rune) {
	folded = map[rune]rune{}
	var f, t strings.Builder
	for r := 'A'; r <= lastLatin; r++ {
		plain := person.Fold(string(r))
		if c, n := utf8.DecodeRuneInString(plain); unicode.Is(unicode.Latin, r) && n == 1 && n == len(plain) && c != r {
			folded[r] = c
			f.WriteRune(r)
			t.WriteRune(c)
		}
	}
	return f.String(), t.String(), folded
}

func foldLetter(r rune) rune {
	if c, ok := folded[r]; ok {
		return c
	}
	return r
}
