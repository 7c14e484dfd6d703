// Package ticket is what customers ask of the house until it is done: a question, a problem, a request, a complaint. A
// ticket is a record like people and deals, so lists, views, bulk changes and search are those of records; what is said
// about it is said in its person's conversation. It is pure.
//
// Whatever becomes of a ticket is a change of its values, written in one place; Moments reads from what it was and what
// it is what happened. Those moments, kept in their order, are the one truth that clocks are reckoned from.
package ticket

import (
	"strconv"

	"banhda/hub/record"
)

// State is what a ticket's status comes to.
type State string

// The states.
const (
	Open   State = "open"
	Solved State = "solved" // we say it is done; they may say it is not
	Closed State = "closed" // it is over
)

// Kind is what a status is to a ticket. Several statuses may be of one kind.
type Kind string

// The kinds.
const (
	Fresh      Kind = "new"      // nobody has taken it up yet
	Working    Kind = "open"     // it is with us
	OnCustomer Kind = "customer" // we wait for the customer
	OnOthers   Kind = "third"    // we wait for somebody else: a supplier, another team
	Done       Kind = "solved"
	Over       Kind = "closed"
)

// Kinds are all there are, in the order of a ticket's life.
var Kinds = []Kind{Fresh, Working, OnCustomer, OnOthers, Done, Over}

// State is what a kind of status comes to.
func (k Kind) State() State {
	switch k {
	case Done:
		return Solved
	case Over:
		return Closed
	}
	return Open
}

// The priorities, as the field of that name has them.
const (
	Urgent = "urgent"
	High   = "high"
	Normal = "normal"
	Low    = "low"
)

// What the types of tickets mean; a house may have several of one meaning.
const (
	Question  = "question"
	Problem   = "problem"
	Request   = "request"
	Complaint = "complaint"
)

// Meanings are all there are.
var Meanings = []string{Question, Problem, Request, Complaint}

// Where tickets come from, as the field channel has it, besides the channels of conversations.
const (
	ByHand   = "hand"
	ByForm   = "form"
	ByPortal = "portal"
	ByFlow   = "workflow"
	ByAPI    = "api"
)

// Day is one day, in microseconds.
const Day = int64(24 * 3600 * 1e6)

// Number is how people call a ticket: #12.
func Number(r *record.Record) string { return "#" + strconv.FormatInt(r.ID, 10) }

// StateOf is a ticket's state.
func StateOf(r *record.Record) State { return State(r.Values.Text("state")) }

// Takes reports whether what a customer writes at an instant still belongs to a ticket: to one that is open it does, to
// one that was solved for a while.
func (s *Setup) Takes(r *record.Record, at int64) bool {
	if r.DeletedAt != 0 {
		return false
	}
	if StateOf(r) == Open {
		return true
	}
	solved := r.Values.Int("solved_at")
	return solved != 0 && at-solved <= int64(s.ReopenDays)*Day
}
