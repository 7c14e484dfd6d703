// Package winback says which customers who fell silent are worth asking after, and in which order: by the value that is
// forecast to be lost for each minute it takes.
package winback

import (
	"cmp"
	"slices"
)

// Effort is how many minutes it takes to reach somebody; 0: there is no way.
type Effort int

// The efforts: a letter that is written once for many, and a call.
const (
	ByLetter Effort = 1
	ByCall   Effort = 10
)

// Reason is why somebody is on the list.
type Reason string

// The reasons.
const (
	Dormant  Reason = "dormant"  // the wheel took them for dormant
	Unlikely Reason = "unlikely" // they are likelier gone than not
	Overdue  Reason = "overdue"  // silent for more than twice as long as they used to be between two purchases
	Once     Reason = "once"     // they bought on one day only: the model cannot tell whether they left
)

// Lapsed is a customer who fell silent, or nearly. Money is in minor units.
type Lapsed struct {
	Person   int64
	Dormant  bool
	Alive    float64 // the chance that they have not left for good
	Expected int64   // what they are expected to buy in the coming time
	Lost     int64   // what is lost of it by their silence
	Repeats  int     // days with a purchase after the first
	Span     int     // days from the first purchase to the last
	Silent   int     // days since the last
	Effort   Effort
}

// Usual is how many days lay between two purchases, in the mean; 0 where there was only one.
func (l *Lapsed) Usual() int {
	if l.Repeats == 0 {
		return 0
	}
	return (l.Span + l.Repeats/2) / l.Repeats
}

// Reasons are why somebody is on the list; none: they are not.
func (l *Lapsed) Reasons() (list []Reason) {
	if l.Dormant {
		list = append(list, Dormant)
	}
	if l.Alive < 0.5 {
		list = append(list, Unlikely)
	}
	if usual := l.Usual(); usual > 0 && l.Silent > 2*usual && l.Alive < 0.8 {
		list = append(list, Overdue)
	}
	if l.Repeats == 0 && l.Dormant {
		list = append(list, Once)
	}
	return list
}

// Rank keeps those who fell silent and can be reached, most value lost by the minute first. unreached is how many of the silent
// cannot be.
func Rank(all []Lapsed) (list []Lapsed, unreached int) {
	for _, l := range all {
		switch {
		case len(l.Reasons()) == 0:
		case l.Effort == 0:
			unreached++
		default:
			list = append(list, l)
		}
	}
	slices.SortFunc(list, compare)
	return list, unreached
}

// compare compares Lost ÷ Effort without dividing.
func compare(a, b Lapsed) int {
	return cmp.Or(cmp.Compare(b.Lost*int64(a.Effort), a.Lost*int64(b.Effort)), cmp.Compare(b.Expected, a.Expected), cmp.Compare(a.Person, b.Person))
}

// After are those of a list behind a person; all of them where the person is not, or no more, among them.
func After(list []Lapsed, person int64) []Lapsed {
	return list[slices.IndexFunc(list, func(l Lapsed) bool { return l.Person == person })+1:]
}
