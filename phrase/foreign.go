package phrase

import (
	"regexp"
	"sync"
)

// foreign are formats of the library that checks requests, which gives us only the finished sentence. Those our
// operations can lead to are here; whatever else it may say stays as it is.
var foreign = []string{
	"validation failed",
	"request body is required",
	"unexpected property",
	"unknown query parameter",
	"required query parameter is missing",
	"expected required property %s to be present",
	"expected length >= %d",
	"expected length <= %d",
	"expected array length <= %d",
	`expected value to be one of "%s"`,
	"expected number >= %v",
	"expected number <= %v",
	"expected boolean",
	"expected number",
	"expected integer",
	"expected string",
	"expected array",
	"expected object",
	"invalid integer",
	"invalid boolean",
}

var foreignPatterns = sync.OnceValue(func() []*regexp.Regexp {
	list := make([]*regexp.Regexp, len(foreign))
	for i, format := range foreign {
		list[i] = regexp.MustCompile("^" + verb.ReplaceAllLiteralString(regexp.QuoteMeta(format), "(.*)") + "$")
	}
	return list
})

// verb is a part of a format for which something stands.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?([a-z])`)

// Foreign tells a sentence of the library that checks requests in a language.
func Foreign(language, sentence string) string {
	for i, pattern := range foreignPatterns() {
		parts := pattern.FindStringSubmatch(sentence)
		if parts == nil {
			continue
		}
		return verb.ReplaceAllStringFunc(translate(language, foreign[i]), func(string) string {
			parts = parts[1:]
			return parts[0]
		})
	}
	return sentence
}
