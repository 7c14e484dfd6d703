package email

import "strings"

// longestID is how long an id of a message may be to be named again.
const longestID = 300

// GoodID reports whether a text can stand as the id of a message in a header, without its brackets.
func GoodID(id string) bool {
	if id == "" || len(id) > longestID || !strings.Contains(id, "@") {
		return false
	}
	return strings.IndexFunc(id, func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }) < 0
}
