package email

import (
	"errors"
	"fmt"
	"net/textproto"
	"regexp"
	"strings"
	"time"
)

// Class is what a failure means for the message.
type Class string

// The classes.
const (
	Retry     Class = "retry"     // not now
	Permanent Class = "permanent" // never, to this address
	Blocked   Class = "blocked"   // not from us: policy or reputation, whoever it is to
	Doubtful  Class = "doubtful"  // the connection was lost after the message and before the answer
)

// Error is why a message was not taken.
type Error struct {
	Class Class
	// Server says that it is not about this message: nobody was reached, or we were not let in.
	Server   bool
	Code     int    // of SMTP; 0: none was given
	Enhanced string // of RFC 3463, such as 5.1.1; empty: none was given
	Said     string // by the server, for people to read
	// After is how long to wait, where Class is Retry and that is known.
	After time.Duration
	err   error
}

// Error implements error.
func (e *Error) Error() string {
	switch {
	case e.Class == Doubtful:
		return fmt.Sprintf("the mail server did not say whether it took the message: %v", e.err)
	case e.Class == Permanent || e.Class == Blocked:
		return fmt.Sprintf("the mail server refuses this message: %v", e.err)
	}
	return e.err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.err }

// ClassOf is the class of any error of sending; Retry where it says nothing.
func ClassOf(err error) Class {
	var e *Error
	if errors.As(err, &e) {
		return e.Class
	}
	return Retry
}

// Final reports whether trying again would not help, or might send twice.
func Final(err error) bool { return err != nil && ClassOf(err) != Retry }

var enhanced = regexp.MustCompile(`^([245]\.\d{1,3}\.\d{1,3})\b`)

// refusal is what a server said in place of taking the message. It is classed by its codes, never by its words.
func refusal(err error) *Error {
	var said *textproto.Error
	if !errors.As(err, &said) {
		return &Error{Class: Retry, err: fmt.Errorf("handing over the message: %w", err)}
	}
	e := &Error{Code: said.Code, Said: said.Msg, Enhanced: enhanced.FindString(said.Msg), err: said}
	switch policy := strings.HasPrefix(e.Enhanced, "5.7."); {
	case said.Code < 500:
		e.Class = Retry
	case policy || said.Code == 554 && e.Enhanced == "":
		e.Class = Blocked
	default:
		e.Class = Permanent
	}
	return e
}

// slows reports whether a server asks to be written to less often (RFC 5321 421, RFC 3463 4.7).
func (e *Error) slows() bool {
	return e.Code == 421 || e.Code == 450 && strings.HasPrefix(e.Enhanced, "4.7.") || strings.HasPrefix(e.Enhanced, "4.7.")
}

// unreached is a failure that is not about the message.
func unreached(err error) *Error { return &Error{Class: Retry, Server: true, err: err} }
