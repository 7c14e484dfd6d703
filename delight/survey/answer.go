package survey

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"banhda/phrase"
)

// AnsweredEvent is the event every answer becomes, and Source whom it comes from.
const (
	AnsweredEvent = "Survey Answered"
	Source        = "surveys"
)

// Answer is what was answered to an invitation. Who answers again keeps both: the last stands.
type Answer struct {
	ID         int64
	Invitation int64
	Survey     int64
	Version    int64
	Person     int64
	At         int64 // microseconds
	Score      int
	Comment    string
	Said       map[string]string // to the further questions, by key
	Event      string            // the id of what it became in the log
	Stands     bool
}

// longestComment bounds what somebody writes, in runes.
const longestComment = 4000

// What is wrong with an answer, as who answers is told.
var (
	ErrScore = phrase.Errorf("please choose a score")
	ErrLong  = phrase.Errorf("this is too long; at most %d characters", longestComment)
)

// Read takes what was sent as an answer. What is on no scale is no score: a blank and a code for "no answer" are none.
func (d *Definition) Read(score, comment string, said map[string]string) (a Answer, err error) {
	n, bad := strconv.Atoi(strings.TrimSpace(score))
	if bad != nil || n < d.Lowest() || n > d.Highest() {
		return a, ErrScore
	}
	a.Score, a.Said = n, map[string]string{}
	if a.Comment, err = text(comment); err != nil {
		return a, err
	}
	for _, q := range d.Questions {
		answer, err := text(said[q.Key])
		if err != nil {
			return a, err
		}
		offered := len(q.Options) == 0 || slices.ContainsFunc(q.Options, func(o Option) bool { return o.Key == answer })
		if answer != "" && offered {
			a.Said[q.Key] = answer
		}
	}
	return a, nil
}

func text(s string) (string, error) {
	s = strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")))
	if len([]rune(s)) > longestComment {
		return "", ErrLong
	}
	return s, nil
}

// Same reports whether an answer says what another does.
func (a *Answer) Same(o *Answer) bool {
	return a.Score == o.Score && a.Comment == o.Comment && maps.Equal(a.Said, o.Said)
}

// Upon completes an answer that comes after another: who only chooses another score takes back no word they wrote.
func (a *Answer) Upon(before *Answer) {
	if a.Comment == "" && len(a.Said) == 0 {
		a.Comment, a.Said = before.Comment, before.Said
	}
}
