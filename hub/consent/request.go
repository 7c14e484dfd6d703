package consent

import (
	"slices"

	"banhda/phrase"
)

// Kind is what somebody may ask about their data.
type Kind string

// The kinds, as the law calls them.
const (
	Access   Kind = "access"   // what is known of them, as a copy
	Rectify  Kind = "rectify"  // to have it put right
	Erase    Kind = "erase"    // to be forgotten
	Restrict Kind = "restrict" // to have its use limited
	Object   Kind = "object"   // to object to its use
	Withdraw Kind = "withdraw" // to withdraw consent
)

// Kinds are all there are.
var Kinds = []Kind{Access, Rectify, Erase, Restrict, Object, Withdraw}

// Term is how long something may take.
type Term struct {
	Days    int  `json:"days"`
	Working bool `json:"working"` // only days are counted on which the company works
}

// Terms are how long requests may take. The law's figures change, so they are settings.
type Terms struct {
	Acknowledge Term          `json:"acknowledge"`
	Answer      map[Kind]Term `json:"answer"`
	Extension   Term          `json:"extension"` // by which an answer may be put off, once
}

// StandardTerms are those of Law 91/2025/QH15 with Decree 356/2025 as commonly read: to be acknowledged within two
// working days; 15 days to withdraw, restrict and object, 10 for access and rectification, 20 to erase; one extension
// of at most 15 days.
func StandardTerms() Terms {
	return Terms{Acknowledge: Term{2, true}, Extension: Term{Days: 15}, Answer: map[Kind]Term{
		Access: {Days: 10}, Rectify: {Days: 10}, Erase: {Days: 20}, Restrict: {Days: 15}, Object: {Days: 15}, Withdraw: {Days: 15},
	}}
}

var errTerms = phrase.Errorf("a time limit is between 1 and 365 days, for every kind of request")

// Check says what is wrong with terms.
func (t Terms) Check() error {
	all := []Term{t.Acknowledge, t.Extension}
	for _, k := range Kinds {
		all = append(all, t.Answer[k])
	}
	if slices.ContainsFunc(all, func(t Term) bool { return t.Days < 1 || t.Days > 365 }) || len(t.Answer) != len(Kinds) {
		return errTerms
	}
	return nil
}

// Request is what somebody asked about their data. Instants are microseconds.
type Request struct {
	ID             int64
	Kind           Kind
	State          string // open, done, refused
	Person         int64  // 0: not known who it is
	Contact        string
	Wish           string
	ReceivedAt     int64
	AcknowledgeBy  int64
	AcknowledgedAt int64 // 0: not yet
	DueAt          int64
	Extended       string // why; empty: it was not
	Assignee       int64
	ClosedAt       int64
	Outcome        string
}

// The states of requests.
const (
	Open    = "open"
	Done    = "done"
	Refused = "refused"
)

// AnsweredByErasure reports whether somebody has what they asked for once they are forgotten: nothing is left that could be
// used. A copy and a correction are owed by words.
func (k Kind) AnsweredByErasure() bool { return k != Access && k != Rectify }

// Stops are the entries of the ledger that carry out a request to restrict, object or withdraw: no for every purpose
// but the contract's, on every channel.
func Stops(person, at int64, purposes []Purpose, note string) (entries []Entry) {
	for _, p := range purposes {
		if p.Key == Contract {
			continue
		}
		channels := Channels
		if p.Key == Profiling {
			channels = append(channels[:len(channels):len(channels)], Web) // they are not recognised on the site, either
		}
		for _, c := range channels {
			entries = append(entries, Entry{Person: person, Channel: c, Purpose: p.Key, State: Withdrawn, At: at, How: "request", Evidence: Evidence{Note: note}})
		}
	}
	return entries
}
