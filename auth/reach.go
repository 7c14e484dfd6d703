package auth

import "slices"

// Verb is what somebody does with records of a kind.
type Verb string

// The verbs that rights are given for, kind by kind.
const (
	Read   Verb = "read"
	Create Verb = "create"
	Update Verb = "update"
	Delete Verb = "delete"
	Export Verb = "export"
	Send   Verb = "send" // write to people over a channel
)

// Verbs are all there are.
var Verbs = []Verb{Read, Create, Update, Delete, Export, Send}

// Reach is how far a right goes: to every record, or to those that belong to a user or to one of their teams. The zero
// Reach goes to none. Whatever reads or writes records takes one, so that none can forget to ask.
type Reach struct {
	All   bool
	User  int64   // records this user owns; 0: nobody's
	Teams []int64 // records of these teams
}

// None reports whether it goes to no record at all.
func (r Reach) None() bool { return !r.All && r.User == 0 && len(r.Teams) == 0 }

// Everything goes to every record: for the product itself.
var Everything = Reach{All: true}

// Both goes to the records that two reaches of one actor both go to.
func Both(a, b Reach) Reach {
	switch {
	case a.All:
		return b
	case b.All:
		return a
	}
	both := Reach{Teams: slices.DeleteFunc(slices.Clone(a.Teams), func(t int64) bool { return !slices.Contains(b.Teams, t) })}
	if a.User == b.User {
		both.User = a.User
	}
	return both
}

// Reaches reports whether a record of this owner and team lies within it; 0 stands for nobody and no team.
func (r Reach) Reaches(owner, team int64) bool {
	if r.All || owner != 0 && owner == r.User {
		return true
	}
	for _, t := range r.Teams {
		if t == team && team != 0 {
			return true
		}
	}
	return false
}

// Reach is how far the actor may go with records of a kind (people, companies, products, orders, tasks).
func (a Actor) Reach(kind string, v Verb) Reach {
	if !a.May(kind + ":" + string(v)) {
		return Reach{}
	}
	switch a.rights().Extent(kind, v) {
	case All:
		return Everything
	case Team:
		return Reach{User: a.User(), Teams: a.Teams}
	case Own:
		return Reach{User: a.User()}
	}
	return Reach{}
}

// Hidden are the keys of the fields of a kind that the actor neither sees nor changes, in order.
func (a Actor) Hidden(kind string) []string {
	return slices.Sorted(slices.Values(a.rights().Hidden[kind]))
}
