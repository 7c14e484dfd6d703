package person

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names are searched: without marks, đ as d (the Icelandic Ð that some lists have in its
// place too), lower case, one space between words. It also makes hoà and hòa one.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range unmarked(s) {
		switch {
		case unicode.IsSpace(r):
			gap = b.Len() > 0
			continue
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ' || r == 'Đ' || r == 'ð' || r == 'Ð':
			r = 'd'
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// unmarked is a text whose letters stand without their marks, or with them behind.
func unmarked(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
			continue
		}
		letter, ok := plainLetters[r]
		if !ok {
			return norm.NFD.String(s)
		}
		out = append(out, letter)
	}
	return string(out)
}

// plainLetters are the letters of Vietnamese with marks, whole as nearly everybody writes them, and what they are without.
var plainLetters = func() map[rune]byte {
	letters := map[rune]byte{}
	for _, r := range "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ" {
		plain := norm.NFD.String(string(r))[0]
		letters[r], letters[unicode.ToUpper(r)] = plain, plain
	}
	letters['đ'], letters['Đ'] = 'd', 'd'
	return letters
}()

// GivenName is the last word of a Vietnamese name: Hương of Nguyễn Thị Minh Hương.
func GivenName(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

type collator struct {
	*collate.Collator
	buffer collate.Buffer
}

var collators = sync.Pool{New: func() any { return &collator{Collator: collate.New(language.Vietnamese)} }}

// SortKey orders names, compared as bytes, as a Vietnamese list does: by given name, then by what stands before
// it; a ă â … d đ …, and the tones ngang huyền hỏi ngã sắc nặng. Empty for no name.
func SortKey(name string) []byte {
	words := strings.Fields(icelandic.Replace(norm.NFC.String(name)))
	if len(words) == 0 {
		return nil
	}
	c := collators.Get().(*collator)
	defer collators.Put(c)
	last := len(words) - 1
	key := append([]byte(nil), c.KeyFromString(&c.buffer, words[last])...)
	key = append(key, 0, 0, 0)
	key = append(key, c.KeyFromString(&c.buffer, strings.Join(words[:last], " "))...)
	c.buffer.Reset()
	return key
}

var icelandic = strings.NewReplacer("Ð", "Đ", "ð", "đ")
