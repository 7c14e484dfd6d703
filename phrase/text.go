package phrase

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Text tells in a language what has become a text already: it was stored, or put together, or comes from a library. It
// is recognised by the formats of the table, and by its parts where several were put together.
func Text(language, text string) string {
	if language != "vi" || text == "" {
		return text
	}
	if told, ok := recognised(text); ok {
		return told
	}
	for _, at := range between.FindAllStringIndex(text, -1) {
		left, right := text[:at[0]], text[at[1]:]
		_, before := recognised(left)
		if _, behind := recognised(right); before || behind {
			return Text(language, left) + text[at[0]:at[1]] + Text(language, right)
		}
	}
	return text
}

// between is what stands between sentences that were put together.
var between = regexp.MustCompile(`\n|; |: `)

func recognised(text string) (told string, ok bool) {
	for _, p := range patterns() {
		if parts := p.is.FindStringSubmatch(text); parts != nil {
			return p.fill(parts), true
		}
	}
	return "", false
}

// pattern recognises the sentences of one format.
type pattern struct {
	is      *regexp.Regexp
	literal int // how much of the format is its own: the more, the surer
	vi      string
}

// verb is a part of a format for which something stands.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z])`)

// stands is what can stand for each verb.
var stands = map[string]string{"d": `(-?\d+)`, "q": `(".*?")`, "s": `(.+?)`, "v": `(.+?)`, "w": `(.+?)`, "c": `(.)`}

var patterns = sync.OnceValue(func() []pattern {
	var list []pattern
	for en, vi := range vietnamese {
		is := verb.ReplaceAllStringFunc(regexp.QuoteMeta(en), func(v string) string { return stands[v[len(v)-1:]] })
		list = append(list, pattern{regexp.MustCompile("^(?s:" + is + ")$"), len(verb.ReplaceAllString(en, "")), vi})
	}
	slices.SortFunc(list, func(a, b pattern) int {
		return cmp.Or(b.literal-a.literal, strings.Compare(a.is.String(), b.is.String()))
	})
	return list
})

// fill puts what was recognised, itself translated, into the Vietnamese sentence.
func (p pattern) fill(parts []string) string {
	at := 0
	return verb.ReplaceAllStringFunc(p.vi, func(v string) string {
		at++
		if number := verb.FindStringSubmatch(v)[1]; number != "" {
			n, _ := strconv.Atoi(number) // digits
			return Text("vi", parts[n])
		}
		return Text("vi", parts[at])
	})
}
