// Package promoter says which customers are worth thanking: those who spoke for the company, were not thanked for long and
// have nothing to complain of.
package promoter

import (
	"cmp"
	"slices"
)

// The events by which a thank-you, and one that a colleague has to do, stand on a person's timeline.
const (
	ThankedEvent = "Thanked"
	PlannedEvent = "Thanks Planned"
)

// How somebody is thanked.
type How string

// The ways there are.
const (
	Task   How = "task"   // a colleague has it to do
	Letter How = "letter" // a letter by the template below
	Gift   How = "gift"   // something small was given; it is only noted
	Points How = "points" // of the loyalty programme
)

// LetterKey is the key of the letter of thanks.
const LetterKey = "promoter-thanks"

// Promoter is a customer who spoke for the company. Money is in minor units, instants are microseconds.
type Promoter struct {
	Person    int64
	Since     int64
	Friends   int   // whom they sent and who asked for something
	Buyers    int   // of them, who bought
	Brought   int64 // what those spent
	Own       int64 // what they spent themselves
	ThankedAt int64 // last; 0: never
	Unhappy   bool  // something of theirs is open
}

// Worth are those worth thanking now: not thanked within a rest, and not unhappy; who brought most first. resting and unhappy
// are how many were left out.
func Worth(all []Promoter, now, rest int64) (worth []Promoter, resting, unhappy int) {
	for _, p := range all {
		switch {
		case p.Unhappy:
			unhappy++
		case p.ThankedAt != 0 && p.ThankedAt > now-rest:
			resting++
		default:
			worth = append(worth, p)
		}
	}
	slices.SortFunc(worth, compare)
	return worth, resting, unhappy
}

// compare puts first who brought more buyers, then more friends, then who spent more, with their friends; of equals the one
// known longer.
func compare(a, b Promoter) int {
	return cmp.Or(cmp.Compare(b.Buyers, a.Buyers), cmp.Compare(b.Friends, a.Friends), cmp.Compare(b.Brought+b.Own, a.Brought+a.Own), cmp.Compare(a.Person, b.Person))
}

// After are those of a list behind a person; all of them where the person is not, or no more, among them.
func After(list []Promoter, person int64) []Promoter {
	return list[slices.IndexFunc(list, func(p Promoter) bool { return p.Person == person })+1:]
}
