package quote

import (
	"strings"

	"banhda/phrase"
)

// Kind is what happened to a quote.
type Kind string

// The kinds.
const (
	WasMade      Kind = "made"
	WasSent      Kind = "sent"
	WasViewed    Kind = "viewed"
	WasCommented Kind = "commented" // by the customer where no member is named
	WasAccepted  Kind = "accepted"
	WasDeclined  Kind = "declined"
	WasWithdrawn Kind = "withdrawn"
	WasReminded  Kind = "reminded"
	HasExpired   Kind = "expired"
	WasAsked     Kind = "asked" // somebody asked for leave
	WasGranted   Kind = "granted"
	WasRefused   Kind = "refused"
)

// Kinds are all there are.
var Kinds = []Kind{WasMade, WasSent, WasViewed, WasCommented, WasAccepted, WasDeclined, WasWithdrawn, WasReminded, HasExpired, WasAsked, WasGranted, WasRefused}

// Entry is one thing that happened to a quote: together they are its evidence.
type Entry struct {
	ID      int64
	Quote   int64
	Version int64
	Kind    Kind
	At      int64
	Member  int64  // who of us; 0: the customer, or the house itself
	Name    string // as the customer typed it
	Text    string
	Address string // of the network they came from
	Device  string
	Hash    string // of what was accepted
}

// longestName and longestWord bound what a customer types.
const (
	longestName = 200
	longestWord = 4000
)

// Accept is a customer's yes to a version. Whoever says it names themselves.
func Accept(q *Quote, v *Version, name, today string) (Entry, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "" || len([]rune(name)) > longestName:
		return Entry{}, phrase.Errorf("please type your name, so that it is known who accepted")
	case v.Number != q.Version:
		return Entry{}, ErrNewer
	}
	if err := open(q, today); err != nil {
		return Entry{}, err
	}
	return Entry{Quote: q.ID, Version: v.Number, Kind: WasAccepted, Name: name, Hash: v.Hash}, nil
}

// Decline is a customer's no, with their reason where they give one.
func Decline(q *Quote, reason, today string) (Entry, error) {
	if err := open(q, today); err != nil {
		return Entry{}, err
	}
	reason, err := Word(reason, true)
	return Entry{Quote: q.ID, Version: q.Version, Kind: WasDeclined, Text: reason}, err
}

// Word is what somebody writes about a quote.
func Word(text string, mayBeEmpty bool) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" && !mayBeEmpty || len([]rune(text)) > longestWord {
		return "", phrase.Errorf("please write between 1 and %d letters", longestWord)
	}
	return text, nil
}

// Why a quote cannot be accepted or declined.
var (
	ErrNewer   = phrase.Errorf("there is a newer version of this quote; read it, and decide on that one")
	ErrOver    = phrase.Errorf("this quote is past its last day; ask for a new one")
	ErrDecided = phrase.Errorf("this quote was decided on already")
)

func open(q *Quote, today string) error {
	switch {
	case q.Holds(today):
		return nil
	case q.State == Sent || q.State == Expired:
		return ErrOver
	}
	return ErrDecided
}
