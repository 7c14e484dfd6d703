// Package note is what people write about a record for one another.
package note

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/record"
	"banhda/phrase"
)

// Note is one note. Instants are microseconds.
type Note struct {
	ID        int64
	About     record.Ref
	Author    string // as the audit trail calls them
	Text      string
	CreatedAt int64
	EditedAt  int64 // 0: never
	PinnedAt  int64 // 0: it is not
	DeletedAt int64 // 0: it is there
}

// Edit is what a note said until an instant.
type Edit struct {
	Until int64
	Text  string
}

// Longest is how many characters a note may have.
const Longest = 20_000

// Clean brings a text into its one form: NFC, lines ended by \n, no white space around it.
func Clean(text string) (string, error) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text)
	text = strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")))
	switch {
	case text == "":
		return "", phrase.Errorf("the note is empty; write something first")
	case utf8.RuneCountInString(text) > Longest:
		return "", phrase.Errorf("the note has more than %d characters; attach it as a file instead", Longest)
	}
	return text, nil
}

// mention is how a text names a user or a team: @[Nguyễn Lan](usr_…).
var mention = regexp.MustCompile(`@\[([^\[\]\n]{1,100})\]\(((?:usr|tea)_[0-9A-Za-z]{13})\)`)

// most is how many mentions of one note are told: a note is no mailing.
const most = 50

// Mentions are the ids of whom a text mentions, each once, in order.
func Mentions(text string) (ids []string) {
	seen := map[string]bool{}
	for _, m := range mention.FindAllStringSubmatch(text, -1) {
		if id := m[2]; !seen[id] && len(ids) < most {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}
