// Package audit is who did what, to what, why and from where. Acts are only ever appended, each chained to the one
// before by a hash, so that an edit, a removal or a new order shows. The chain holds salted commitments to what was
// changed, not the values themselves: those can be erased, as the law demands, and the chain still holds.
package audit

import "encoding/json"

// Act is one line of the trail.
type Act struct {
	ID     int64
	At     int64  // microseconds
	Actor  string // the public id of a user or key, "owner" for who may use the socket, "system"
	Verb   string
	Target string // a public id, or the name of what was changed; empty: several, see the changes
	Origin string // through what it came: screen, api, cli, import, rule, job; empty: not known
	Action int64  // the first act of the same piece of work; 0: this one
	Erased int64  // how many values the act erased from the trail itself

	// What follows may name people and can be erased; all of it is empty where it has been.

	Before  json.RawMessage // nil: there was nothing
	After   json.RawMessage // nil: nothing is left
	Reason  string
	Address string // of the network
	Device  string // as the program names itself
}

// First is the act that a piece of work is known by.
func (a *Act) First() int64 {
	if a.Action != 0 {
		return a.Action
	}
	return a.ID
}
