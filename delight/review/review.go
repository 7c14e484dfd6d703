// Package review is what customers say in public of what they bought, and of the house: asked only of who really bought, shown
// only where they allow it, and where somebody of the house has looked at it. It does no I/O.
//
// A house answers what it does not like to read; it may refuse it for a reason, but not for its stars, and whatever thanks it
// gives never depends on them.
package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/phrase"
)

// Label is a text in both languages.
type Label = record.Label

// State is where a review stands.
type State string

// The states.
const (
	Asked     State = "asked"     // they were asked, or began by themselves
	Written   State = "written"   // it waits for somebody of the house to look at it
	Published State = "published" // everybody may read it
	Refused   State = "refused"   // it is not shown, and why
	Private   State = "private"   // they do not, or no longer, allow it to be shown
)

// States are all there are, in the order of a review's life.
var States = []State{Asked, Written, Published, Refused, Private}

// Review is what one person says of one product, or of the house. Instants are microseconds.
type Review struct {
	ID        int64
	Touch     string // the person and the product: there is one for each
	Person    int64
	Product   int64 // 0: of the house, a testimonial
	Order     int64 // the purchase it stands on
	State     State
	Rating    int // 1 to 5; 0: not written yet
	Text      string
	Naming    Naming // how they are named in public; empty: they do not allow it to be shown
	Name      string // as what they are named so; empty where they are not, or it may not be shown
	Photo     string // hash of a picture; empty: none
	Bytes     int64  // of the picture
	Reason    string // why it was refused, as they are told
	Reply     string // what the house answers, in public
	Language  string // it is written in
	Event     string // the id of what it became in the log
	Times     int64  // how often it was written
	AskedAt   int64
	WrittenAt int64
	DecidedAt int64
}

// Naming is how somebody is named in public: a part of what they allow.
type Naming string

// The ways, from most to least.
const (
	Full    Naming = "full"  // as they write their name
	Short   Naming = "short" // by their given name and an initial
	Unnamed Naming = "none"
)

// Namings are all there are, as they are offered.
var Namings = []Naming{Full, Short, Unnamed}

// Of is what is left of a name. What is short already stays.
func (n Naming) Of(name string) string {
	words := strings.Fields(name)
	switch {
	case n == Full:
		return name
	case n != Short || len(words) == 0:
		return ""
	}
	given := person.GivenName(name)
	if len(words) == 1 || utf8.RuneCountInString(given) == 2 && strings.HasSuffix(given, ".") {
		return name
	}
	initial, _ := utf8.DecodeRuneInString(words[0])
	return given + " " + string(unicode.ToUpper(initial)) + "."
}

// MostTimes is how often somebody may write theirs anew.
const MostTimes = 20

// Words is what somebody writes.
type Words struct {
	Rating int
	Text   string
	Public bool   // it may be shown
	Naming Naming // how they are named then; empty: Full
	Name   string // their name
}

// longestText and longestName bound what is written, in runes.
const (
	longestText = 4000
	longestName = 80
)

// What is wrong with a review, as who writes it is told.
var (
	ErrRating = phrase.Errorf("please choose one to five stars")
	ErrLong   = phrase.Errorf("this is too long; at most %d characters", longestText)
	ErrName   = phrase.Errorf("say by which name it may be shown, in at most %d characters", longestName)
	ErrOften  = phrase.Errorf("this review was changed often enough; please get in touch with us")
)

// Check brings what was written into one form, and says what is wrong with it.
func (w *Words) Check() error {
	w.Text, w.Name = clean(w.Text), strings.Join(strings.Fields(clean(w.Name)), " ")
	w.Naming = cmp.Or(w.Naming, Full)
	switch {
	case w.Rating < 1 || w.Rating > 5:
		return ErrRating
	case len([]rune(w.Text)) > longestText:
		return ErrLong
	case w.Public && !slices.Contains(Namings, w.Naming), w.Public && w.Naming != Unnamed && (w.Name == "" || len([]rune(w.Name)) > longestName):
		return ErrName
	}
	return nil
}

func clean(s string) string {
	return strings.TrimSpace(norm.NFC.String(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")))
}

// Write takes in what somebody wrote. What is shown already and says something else now waits to be looked at again.
func (r *Review) Write(w Words, now int64) error {
	if r.Times >= MostTimes {
		return ErrOften
	}
	naming := cmp.Or(w.Naming, Full)
	name := naming.Of(w.Name)
	same := r.Rating == w.Rating && r.Text == w.Text && (r.Name == name || name == "")
	r.Rating, r.Text, r.Naming, r.Name, r.WrittenAt, r.Times = w.Rating, w.Text, naming, name, now, r.Times+1
	switch {
	case !w.Public:
		r.Hide()
	case r.State != Published || !same:
		r.State = Written
	}
	return nil
}

// Hide takes the permission back: nobody sees it from now on.
func (r *Review) Hide() { r.State, r.Naming, r.Name = Private, "", "" }

// Decision is what somebody of the house does with a review.
type Decision struct {
	State  State  // Published or Refused
	Reason string // of Refused
}

// What is wrong with a decision.
var (
	ErrState  = phrase.Errorf("a review that waits is published or refused; one that its writer does not allow to be shown is neither")
	ErrReason = phrase.Errorf("say why it is not shown; its writer is told")
)

// Decide publishes or refuses a review.
func (r *Review) Decide(d Decision, now int64) error {
	if !slices.Contains([]State{Written, Published, Refused}, r.State) || d.State != Published && d.State != Refused || r.Naming == "" {
		return ErrState
	}
	if d.Reason = clean(d.Reason); d.State == Refused && d.Reason == "" {
		return ErrReason
	}
	if r.State, r.Reason, r.DecidedAt = d.State, "", now; d.State == Refused {
		r.Reason = d.Reason
	}
	return nil
}

// Figures are what the published reviews of something come to.
type Figures struct {
	Count int64   `json:"count"`
	Mean  float64 `json:"mean" doc:"of the stars; 0: there are none"`
}

// Reckon adds up how many gave each number of stars, from one.
func Reckon(stars [5]int64) (f Figures) {
	var sum int64
	for i, n := range stars {
		f.Count += n
		sum += int64(i+1) * n
	}
	if f.Count > 0 {
		f.Mean = float64(sum) / float64(f.Count)
	}
	return f
}
