// Package sms is what ways to phones have in common: what is handed over, what is said to it, and what comes back. smpp and
// esms are such ways.
//
// A message goes at most once: where nobody knows whether it was taken, it is Doubtful, and whoever asks for it again does
// so under the same id, by which a provider that can tells that it has it already.
package sms

import (
	"context"
	"errors"
	"fmt"
	"time"

	"banhda/hub/consent"
)

// Message is one text to one number.
type Message struct {
	ID    string // ours: the same whenever it is sent
	From  string // a brandname or a number
	To    string // E.164
	Text  string
	Class consent.Class
}

// Taken is what the provider calls a message it took: one handle for each part it went in. None: it gave none.
type Taken struct{ Handles []string }

// Way is a way to phones.
type Way interface {
	// Send hands one message over and waits for what is said to it. An *Error tells what follows.
	Send(ctx context.Context, m Message) (Taken, error)
}

// Class is what follows from an error.
type Class string

// The classes.
const (
	Retry     Class = "retry"      // later it may go
	Permanent Class = "permanent"  // this message never goes
	Blocked   Class = "blocked"    // none of ours goes until somebody looks: sign-in, brandname, template
	NoBalance Class = "no-balance" // none goes until somebody pays
	Doubtful  Class = "doubtful"   // nobody knows whether it went
)

// Error is why a message was not taken.
type Error struct {
	Class Class
	Code  string        // the provider's
	Said  string        // in words
	After time.Duration // of Retry: it was not tried at all, and can be after so long; 0: it was tried
}

func (e *Error) Error() string { return fmt.Sprintf("%s: %s %s", e.Class, e.Code, e.Said) }

// ClassOf is what follows from an error of Send: what says nothing of it is Doubtful.
func ClassOf(err error) Class {
	if said := new(Error); errors.As(err, &said) {
		return said.Class
	}
	return Doubtful
}

// State is what became of a message that was taken.
type State string

// The states.
const (
	Delivered State = "delivered"
	Failed    State = "failed" // for good
	Pending   State = "pending"
)

// Report is what a provider says of a message that it took.
type Report struct {
	// Handles are all names the provider may have meant by the one it writes: some write numbers in hexadecimal when they
	// take a message and in decimal when they report on it, or the other way round. The likeliest is first.
	Handles []string
	ID      string // ours, where the provider says it
	To      string // E.164; empty: not said
	State   State
	Code    string // of the network, where it failed
	At      time.Time
}

// Answer is a text from a phone.
type Answer struct {
	From string // E.164
	To   string
	Text string
	At   time.Time
}

// Ear hears what comes back. What it refuses with an error is said again later.
type Ear interface {
	Reported(ctx context.Context, r Report) error
	Answered(ctx context.Context, a Answer) error
}
