package erasure

import (
	"strings"
	"unicode"

	"banhda/hub/person"
)

// Names are full names of somebody, to be looked for in what was written about them: word by word, each as it is written
// or without its marks, in whichever capitals. A single word is nobody's name alone and is not looked for.
type Names [][]namedWord

type namedWord struct{ exact, folded string }

// NamesOf are those of some names that can be looked for.
func NamesOf(names []string) (n Names) {
	for _, name := range names {
		var words []namedWord
		for _, w := range strings.Fields(name) {
			words = append(words, namedWord{strings.ToLower(w), person.Fold(w)})
		}
		if len(words) > 1 {
			n = append(n, words)
		}
	}
	return n
}

// Mark stands where a text gave away who was erased.
const Mark = "[…]"

// Without puts Mark in the place of each name in a text.
func (n Names) Without(text string) string {
	words := wordsOf(text)
	var out strings.Builder
	last := 0
	for i := 0; i < len(words); i++ {
		if long := n.at(text, words[i:]); long > 0 {
			out.WriteString(text[last:words[i].from] + Mark)
			i += long - 1
			last = words[i].to
		}
	}
	return out.String() + text[last:]
}

// at is how many words of a text's rest are a name; 0: it begins with none.
func (n Names) at(text string, words []span) int {
	long := 0
	for _, name := range n {
		if len(name) > long && len(name) <= len(words) && begins(text, words, name) {
			long = len(name)
		}
	}
	return long
}

func begins(text string, words []span, name []namedWord) bool {
	for i, w := range name {
		found := strings.ToLower(text[words[i].from:words[i].to])
		if found != w.exact && found != w.folded {
			return false
		}
		if i > 0 && strings.TrimSpace(text[words[i-1].to:words[i].from]) != "" {
			return false // something stands between them
		}
	}
	return true
}

type span struct{ from, to int }

// wordsOf are where letters and digits stand together.
func wordsOf(text string) (words []span) {
	within := false
	for i, r := range text {
		is := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		switch {
		case is && !within:
			words = append(words, span{i, len(text)})
		case !is && within:
			words[len(words)-1].to = i
		}
		within = is
	}
	return words
}
