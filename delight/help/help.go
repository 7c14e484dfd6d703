// Package help is the judgement of the help centre: whether articles help those who read them, what visitors looked for and
// did not find, and which articles nobody has looked at for long. The articles themselves are hub/article's.
package help

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"time"

	"banhda/hub/person"
)

// StaleAfter is how long an article is trusted that nobody found right or changed.
const StaleAfter = 180 * 24 * time.Hour

// Vote is what a reader says of an article: that it helped, or that it did not.
type Vote struct {
	Article int64
	Version int64 // that they read
	Voter   string
	Helped  bool
}

// Votes are how many readers say so of the version that is read.
type Votes struct{ Helped, Not int64 }

// fewest is how many votes say something of an article.
const fewest = 10

// Doubted reports whether at least as many readers were not helped as were, among enough of them.
func (v Votes) Doubted() bool { return v.Helped+v.Not >= fewest && v.Not >= v.Helped }

// Voter is by what a reader is told from others who vote for an article; who they are does not follow from it without the
// house's secret, and nothing joins their votes for different articles.
func Voter(secret []byte, article int64, network, device string) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strings.Join([]string{"help", strconv.FormatInt(article, 10), network, device}, "\n")))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Miss is something visitors looked for and did not find.
type Miss struct {
	ID     int64
	Said   string // as it was said last; see Said
	Times  int64
	LastAt int64 // microseconds
}

// longestSaid is how much is kept of what somebody looked for, in letters.
const longestSaid = 120

// personal is what may tell of somebody: addresses, and numbers as long as those of phones, cards and orders.
var personal = regexp.MustCompile(`\S*@\S*|\+?\d(?:[ .\-]?\d){5,}`)

// Said is what is kept of what a visitor looked for, and by what the same is known however it is written: marks and case
// left out. What may tell of somebody is not kept. Both are empty where nothing is left that an article could answer.
func Said(query string) (said, known string) {
	words := strings.Fields(personal.ReplaceAllString(query, " … "))
	letters := []rune(strings.Join(words, " "))
	said = strings.TrimSpace(string(letters[:min(len(letters), longestSaid)]))
	known = strings.Join(strings.Fields(strings.ReplaceAll(person.Fold(said), "…", " ")), " ")
	if len([]rune(known)) < 2 {
		return "", ""
	}
	return said, known
}

// Stale reports whether an article that was last looked at or changed at some instant should be looked at again.
func Stale(lookedAt, now int64) bool { return now-lookedAt >= StaleAfter.Microseconds() }
