// Package lead is prospects who ask for something and wait for a first answer: what makes one wait, what counts as an answer,
// until when it is due, and when somebody else is told that it did not come. It is pure.
package lead

import (
	"time"

	"banhda/hub/calendar"
	"banhda/hub/conversation"
	"banhda/phrase"
	"banhda/wheel"
)

// State is where a lead stands.
type State string

// The states.
const (
	Waiting  State = "waiting"
	Answered State = "answered"
	Aside    State = "aside" // somebody said that nobody has to answer
)

// Lead is one time somebody asked. Instants are microseconds; 0 is never, or not now.
type Lead struct {
	ID      int64
	Profile int64 // by which they were known when they asked
	Person  int64 // whose that is now
	State   State
	Event   string // what they did
	Source  string // where they did it, or came from; empty: nobody said
	Since   int64
	DueAt   int64  // when the first answer is due; 0: no target was set
	TellAt  int64  // when somebody else is to be told that none came; 0: never, or they were
	ToldAt  int64  // when they were
	EndedAt int64  // answered, or set aside
	Answer  string // the event that answered
	By      int64  // the user who answered; 0: nobody knows
	Reason  string // of Aside
}

// Late reports whether no answer came in time.
func (l *Lead) Late(now int64) bool {
	if l.State == Answered {
		now = l.EndedAt
	}
	return l.State != Aside && l.DueAt != 0 && now > l.DueAt
}

// Asks reports whether an event lets a prospect wait for an answer. What a seller does, and what answers itself, does not.
func Asks(name string, m wheel.Meaning) bool {
	return m == wheel.Lead && name != "Deal Opened" && name != wheel.ReferralAccepted && !Answers(name, "")
}

// answers are the events by which somebody of the house spoke with a person, met them, or is going to.
var answers = map[string]bool{
	"Call Made": true, "Call Received": true, "Meeting Held": true, "Store Visited": true, "Appointment Booked": true, "Quote Sent": true,
}

// Answers reports whether an event is a first answer. by is who did it, as the audit trail calls them: what a program wrote
// of itself, a campaign or a bot, answers nobody, nor does a call that was missed.
func Answers(name, by string) bool {
	if name == "Message Sent" || name == "Email Sent" || name == "Ticket Replied" {
		return by != "" && !conversation.Automatic(by)
	}
	return answers[name]
}

// Rules say how soon leads are to be answered. Durations are working minutes.
type Rules struct {
	First    int  `json:"first" minimum:"0" maximum:"100000" doc:"to the first answer; 0: no target"`
	Escalate int  `json:"escalate" minimum:"-1" maximum:"100000" doc:"from when it was due until whoever leads the team is told; -1: never"`
	Task     bool `json:"task" doc:"they are given a task, too"`
}

// Usual are those of a house that has set none.
var Usual = Rules{First: 60, Escalate: 0, Task: true}

// most is the longest that rules may state: about a working year.
const most = 100_000

// Check says what is wrong with rules.
func (r Rules) Check() error {
	if r.First < 0 || r.First > most || r.Escalate < -1 || r.Escalate > most {
		return phrase.Errorf("write working minutes, from 0 to %d", most)
	}
	return nil
}

// Clock reckons when leads are due: within working hours.
type Clock struct {
	Calendar *calendar.Calendar
	Rules    Rules
}

// Wind sets when a lead is due, and when somebody else is told, from since when it waits.
func (k Clock) Wind(l *Lead) {
	l.DueAt, l.TellAt = 0, 0
	if k.Rules.First == 0 {
		return
	}
	l.DueAt = k.Calendar.Add(l.Since, minutes(k.Rules.First))
	if k.Rules.Escalate >= 0 && l.ToldAt == 0 {
		l.TellAt = k.Calendar.Add(l.DueAt, minutes(k.Rules.Escalate))
	}
}

// Left is how much working time is left until a lead is due; negative: how much has passed since.
func (k Clock) Left(l *Lead, now int64) time.Duration { return k.Calendar.Between(now, l.DueAt) }

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// SetAside ends a wait that nobody has to answer.
func (l *Lead) SetAside(reason string, now int64) error {
	switch {
	case l.State != Waiting:
		return phrase.Errorf("this person waits for no first answer")
	case reason == "":
		return phrase.Errorf("say why nobody has to answer")
	}
	l.State, l.EndedAt, l.Reason, l.TellAt = Aside, now, reason, 0
	return nil
}

// TakeBack lets somebody wait again who was set aside.
func (l *Lead) TakeBack(k Clock) error {
	if l.State != Aside {
		return phrase.Errorf("this person was not set aside")
	}
	l.State, l.EndedAt, l.Reason = Waiting, 0, ""
	k.Wind(l)
	return nil
}
