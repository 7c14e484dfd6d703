package rank

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
)

// Token is a word of a text, and where it stands: bytes of the text, which is NFC.
type Token struct {
	Word       string
	Start, End int
}

// Tokens are a text's words in order: letters and digits in a row, in small letters, their tone where it belongs. The text
// has to be NFC.
func Tokens(text string) (list []Token) {
	start := -1
	for i, r := range text {
		within := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		if within && start < 0 {
			start = i
		}
		if !within && start >= 0 {
			list = append(list, Token{form(text[start:i]), start, i})
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, Token{form(text[start:]), start, len(text)})
	}
	return list
}

// Words are the words of any text.
func Words(text string) []string {
	tokens := Tokens(norm.NFC.String(text))
	list := make([]string, len(tokens))
	for i, t := range tokens {
		list[i] = t.Word
	}
	return list
}

// Fold is a word without its marks, đ as d.
func Fold(word string) string {
	for i := range len(word) {
		if word[i] >= 0x80 {
			return person.Fold(word)
		}
	}
	return word
}

// form is the one form of a word: hoà, hòa and HÒA are one, and so are toán and tóan.
func form(word string) string {
	word = strings.ToLower(word)
	for i := range len(word) {
		if word[i] >= 0x80 {
			return toned(word)
		}
	}
	return word
}

// pairs are the vowels that writers put the tone on either of, as they are found, with what they are with the tone on the
// first and on the second.
var pairs = func() map[[2]rune]toneOf {
	found := map[[2]rune]toneOf{}
	for _, tone := range []string{"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"} {
		for _, p := range []string{"oa", "oe", "uy", "oă", "uê", "uâ", "uơ"} {
			letters := []rune(p)
			first := [2]rune{runeOf(letters[0], tone), letters[1]}
			second := [2]rune{letters[0], runeOf(letters[1], tone)}
			t := toneOf{string(first[:]), string(second[:]), strings.ContainsRune("ăêâơ", letters[1])}
			found[first], found[second] = t, t
		}
	}
	return found
}()

func runeOf(letter rune, tone string) rune { return []rune(norm.NFC.String(string(letter) + tone))[0] }

// toneOf is a pair of vowels with its tone on the first, and on the second.
type toneOf struct {
	first, second string
	always        bool // whatever follows, the tone is the second's
}

// toned puts a word's tone on the vowel it belongs to: the second where a letter follows, else the first.
func toned(word string) string {
	var before, second rune
	at := 0
	for i, r := range word {
		if p, ok := pairs[[2]rune{second, r}]; ok && before != 'q' {
			rest := word[i+utf8.RuneLen(r):]
			if p.always || rest != "" {
				return word[:at] + p.second + rest
			}
			return word[:at] + p.first
		}
		before, second, at = second, r, i
	}
	return word
}

// syllable is the form of a Vietnamese syllable without its marks.
var syllable = regexp.MustCompile(`^(ngh|ng|gh|gi|kh|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(ch|nh|ng|[cmnpt])?$`)

// foreign reports whether most words of a question cannot be Vietnamese: then no marks were left away.
func foreign(words []string) bool {
	not := 0
	for _, w := range words {
		if strings.Trim(w, "0123456789") != "" && !syllable.MatchString(Fold(w)) {
			not++
		}
	}
	return 2*not >= len(words)
}
