package person

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Fold is the form in which names are searched: without marks, đ as d (the Icelandic Ð that some lists have in its
// place too), lower case, one space between words. It also makes hoà and hòa one.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFD.String(s) {
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
