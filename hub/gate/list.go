package gate

import (
	"slices"
	"time"

	"banhda/hub/consent"
	"banhda/phrase"
)

// Scope is what the numbers of a Do-Not-Call list refuse.
type Scope string

// The scopes: who registers by DK DNC refuses all, by DK DNC S messages, by DK DNC V calls.
const (
	ScopeAll  Scope = "all"
	ScopeSMS  Scope = "sms"
	ScopeCall Scope = "call"
)

// Scopes are all there are.
var Scopes = []Scope{ScopeAll, ScopeSMS, ScopeCall}

// Over are the scopes that forbid advertising on a channel; none: the list says nothing of it.
func Over(c consent.Channel) []Scope {
	switch c {
	case consent.SMS:
		return []Scope{ScopeAll, ScopeSMS}
	case consent.Call:
		return []Scope{ScopeAll, ScopeCall}
	}
	return nil
}

// List is one time that the Do-Not-Call list was taken in.
type List struct {
	ID      int64
	Name    string // of the file
	Hash    string // SHA-256 of the file, hexadecimal
	Scope   Scope
	Day     string // the list is of, 2026-11-22
	Whole   bool   // it takes the place of those before; else it adds to them
	Numbers int64
	Refused int64 // lines that are no number
	Done    bool
	At      int64 // microseconds
	Act     int64
}

var (
	errScope = phrase.Errorf("a Do-Not-Call list is of numbers that refuse all, messages or calls")
	errDay   = phrase.Errorf("write the day the list is of as 2026-11-22; it is not in the future")
)

// Check says what is wrong with a list, on a day written as its own is.
func (l *List) Check(today string) error {
	if !slices.Contains(Scopes, l.Scope) {
		return errScope
	}
	if _, err := time.Parse(time.DateOnly, l.Day); err != nil || l.Day > today {
		return errDay
	}
	return nil
}
