package form

import (
	"strings"
	"time"
)

// Suspicion is why an answer waits to be looked at; empty: it does not. Nothing is ever thrown away for it.
type Suspicion string

// The suspicions.
const (
	NoTicket Suspicion = "no-ticket" // the questions were never asked for
	Stale    Suspicion = "stale"     // they were asked for more than a day ago
	Quick    Suspicion = "quick"     // they were answered quicker than anybody can read
	NoWork   Suspicion = "no-work"   // the script did not do its work
	Trapped  Suspicion = "trapped"   // a field was filled in that nobody sees
	Often    Suspicion = "often"     // too many from one network
	Links    Suspicion = "links"     // it is full of links
	Program  Suspicion = "program"   // it says of itself that it is one
	ByHand   Suspicion = "by-hand"   // the form wants everything looked at
)

// Suspicions are all there are.
var Suspicions = []Suspicion{NoTicket, Stale, Quick, NoWork, Trapped, Often, Links, Program, ByHand}

// Seen is what is known of how an answer came.
type Seen struct {
	Now     int64 // microseconds
	Ticket  Ticket
	Valid   bool // the ticket is one
	Worked  bool
	Trap    string // what stands in the field nobody sees
	Often   bool
	Program bool
}

// A ticket lasts a day; who reads and types takes at least so long. A script asks for its ticket when the first field is
// touched, a page when it is loaded.
const (
	lasts      = 24 * time.Hour
	scriptTime = time.Second
	pageTime   = 3 * time.Second
	mostLinks  = 2
)

// Suspect says what is suspicious about an answer.
func Suspect(s Seen, a Answers) Suspicion {
	age := time.Duration(s.Now-s.Ticket.At) * time.Microsecond
	switch {
	case s.Trap != "":
		return Trapped
	case s.Program:
		return Program
	case !s.Valid:
		return NoTicket
	case age > lasts || age < 0:
		return Stale
	case s.Ticket.Script && !s.Worked:
		return NoWork
	case s.Ticket.Script && age < scriptTime, !s.Ticket.Script && age < pageTime:
		return Quick
	case s.Often:
		return Often
	case links(a) > mostLinks:
		return Links
	}
	return ""
}

func links(a Answers) (n int) {
	for _, values := range a {
		for _, v := range values {
			v = strings.ToLower(v)
			n += strings.Count(v, "http://") + strings.Count(v, "https://") + strings.Count(v, "[url")
		}
	}
	return n
}
