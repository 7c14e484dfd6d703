package ticket

import (
	"strconv"

	"banhda/hub/record"
)

// Happened is what a moment is.
type Happened string

// What happens to tickets.
const (
	Opened      Happened = "opened"     // To: its status
	Heard       Happened = "heard"      // the customer wrote
	Replied     Happened = "replied"    // the team answered
	Moved       Happened = "status"     // From and To are statuses
	Prioritised Happened = "priority"   // From and To are priorities
	Retyped     Happened = "kind"       // From and To are types
	Given       Happened = "owner"      // From and To are users' ids; empty: nobody
	GivenTeam   Happened = "team"       // From and To are teams' ids
	WasSolved   Happened = "solved"     // From and To are statuses, as of those that follow
	WasReopened Happened = "reopened"   // it was solved or closed before
	WasClosed   Happened = "closed"     //
	Merged      Happened = "merged"     // To: the id of the ticket it became part of
	Parted      Happened = "parted"     // From: the id of the ticket it was part of
	Split       Happened = "split"      // From: the id of the ticket whose words it was made of
	TakenBack   Happened = "taken_back" // the last answer never left; From is its instant, in microseconds
	Caused      Happened = "problem"    // From and To are ids of the tickets that are its cause
	Removed     Happened = "removed"    // into the bin
	Restored    Happened = "restored"   // out of the bin
	Concerning  Happened = "concern"    // another customer, product or order: From and To are ids of people
)

// Moment is one thing that happened to a ticket. All moments of a ticket in the order (At, ID) are what clocks are
// reckoned from; nothing else is.
type Moment struct {
	ID       int64 // in the order they were kept
	Ticket   int64
	At       int64 // microseconds
	Kind     Happened
	From, To string
	Actor    string // as the audit trail calls who did it
	Status   string // its status from then on
	Priority string // and its priority
}

// Moments are what happened between two states of a ticket, at an instant. One that is made where tickets end, as by an
// import, was opened before.
func Moments(was, is *record.Record, now int64) (list []Moment) {
	add := func(kind Happened, at int64, from, to string) {
		list = append(list, Moment{Ticket: is.ID, At: at, Kind: kind, From: from, To: to, Status: is.Values.Text("status"), Priority: is.Values.Text("priority")})
	}
	made := was.Version == 0
	if made {
		add(Opened, is.Values.Int("opened_at"), "", is.Values.Text("status"))
	}
	for _, said := range []struct {
		key  string
		kind Happened
	}{{"heard_at", Heard}, {"replied_at", Replied}} {
		if at := is.Values.Int(said.key); at > was.Values.Int(said.key) {
			add(said.kind, at, "", "")
		}
	}
	if at := was.Values.Int("replied_at"); is.Values.Int("replied_at") < at {
		add(TakenBack, now, id(at), "")
	}
	if made {
		if from := is.Values.Int("split_from"); from != 0 {
			add(Split, is.Values.Int("opened_at"), id(from), "")
		}
		ended(is, add)
		return list
	}
	became(was, is, now, add)
	moved(was, is, now, add)
	return list
}

type adding func(kind Happened, at int64, from, to string)

// ended is how a ticket ended that is made as one that did.
func ended(is *record.Record, add adding) {
	status := is.Values.Text("status")
	if at := is.Values.Int("solved_at"); at != 0 {
		add(WasSolved, at, "", status)
	}
	if at := is.Values.Int("closed_at"); at != 0 {
		add(WasClosed, at, "", status)
	}
}

// became is what became of the record itself.
func became(was, is *record.Record, now int64, add adding) {
	switch {
	case was.Into == 0 && is.Into != 0:
		add(Merged, now, "", id(is.Into))
	case was.Into != 0 && is.Into == 0:
		add(Parted, now, id(was.Into), "")
	}
	switch {
	case was.DeletedAt == 0 && is.DeletedAt != 0:
		add(Removed, now, "", "")
	case was.DeletedAt != 0 && is.DeletedAt == 0:
		add(Restored, now, "", "")
	}
}

// moved are the values that became others.
func moved(was, is *record.Record, now int64, add adding) {
	for _, one := range []struct {
		key  string
		kind Happened
	}{{"priority", Prioritised}, {"kind", Retyped}} {
		if from, to := was.Values.Text(one.key), is.Values.Text(one.key); from != to {
			add(one.kind, now, from, to)
		}
	}
	for _, one := range []struct {
		key  string
		kind Happened
	}{{"owner", Given}, {"team", GivenTeam}, {"problem", Caused}, {"person", Concerning}} {
		if from, to := was.Values.Int(one.key), is.Values.Int(one.key); from != to {
			add(one.kind, now, id(from), id(to))
		}
	}
	if from, to := was.Values.Text("status"), is.Values.Text("status"); from != to {
		add(turn(StateOf(was), StateOf(is)), now, from, to)
	}
}

// turn is what a change of status is.
func turn(was, is State) Happened {
	switch {
	case was == is:
		return Moved
	case is == Open:
		return WasReopened
	case is == Solved:
		return WasSolved
	}
	return WasClosed
}

// id writes an id; empty for none.
func id(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}
