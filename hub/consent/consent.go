// Package consent is what people agreed to: a ledger that is only appended to, for each purpose and channel, with the
// evidence the law asks for. What holds now is reckoned from it. Silence is no consent, and withdrawing is as easy as
// giving.
package consent

import (
	"slices"
	"strings"

	"banhda/phrase"
)

// Channel is a way to reach somebody.
type Channel string

// The channels.
const (
	Email Channel = "email"
	SMS   Channel = "sms"
	Zalo  Channel = "zalo"
	Call  Channel = "call"
	Chat  Channel = "chat"
)

// Web is the company's site: nobody is reached by it, but visitors are asked whether it may recognise them.
const Web Channel = "web"

// Channels are all by which somebody is reached.
var Channels = []Channel{Email, SMS, Zalo, Call, Chat}

// State is what somebody said last.
type State string

// The states.
const (
	Unknown   State = ""          // nothing was ever said
	Pending   State = "pending"   // it was said, and is to be confirmed by a link or an answer (double opt-in)
	Given     State = "given"     // and confirmed where that was asked for
	Withdrawn State = "withdrawn" // or refused
)

// States are those an entry can have.
var States = []State{Pending, Given, Withdrawn}

// Ways are how somebody can say it: those the law names, and what staff and imports write down.
var Ways = []string{"form", "email", "sms", "call", "chat", "paper", "person", "link", "import", "request"}

// Evidence is what shows that it was said.
type Evidence struct {
	Form      string `json:"form,omitempty"`      // the form or page
	Wording   string `json:"wording,omitempty"`   // the version of the purpose's wording that was shown
	Hash      string `json:"hash,omitempty"`      // the wording's SHA-256, hexadecimal
	Text      string `json:"text,omitempty"`      // the words, as they were shown
	Page      string `json:"page,omitempty"`      // the address of the page they were shown on
	Address   string `json:"address,omitempty"`   // of the network
	Recording string `json:"recording,omitempty"` // where the call's recording is
	File      string `json:"file,omitempty"`      // an attachment's id
	Note      string `json:"note,omitempty"`      // in words
}

// Empty reports whether there is none.
func (e Evidence) Empty() bool { return e == Evidence{} }

// Entry is one line of the ledger.
type Entry struct {
	ID       int64
	Person   int64 // on whom it was written down
	Channel  Channel
	Purpose  string // a purpose's key
	State    State
	At       int64 // when it was said, microseconds
	How      string
	Evidence Evidence
	Over     []int64 // withdrawals of others, merged into this person before, that it takes the place of
	Act      int64   // who wrote it down, and when
}

// What is wrong with an entry.
var (
	errChannel  = phrase.Errorf("there is no such channel; choose email, sms, zalo, call, chat or web")
	errState    = phrase.Errorf("consent is given, withdrawn or pending")
	errWay      = phrase.Errorf("say how it was said: by a form, e-mail, SMS, call, chat, on paper, in person, by a link, an import or a request")
	errEvidence = phrase.Errorf("consent needs evidence: say where and how it was given")
	errFuture   = phrase.Errorf("nobody can have agreed in the future; look at the date")
)

// Check says what is wrong with an entry at an instant. Giving consent needs evidence; withdrawing needs none.
func (e *Entry) Check(now int64) error {
	switch {
	case e.Channel != Web && !slices.Contains(Channels, e.Channel):
		return errChannel
	case !slices.Contains(States, e.State):
		return errState
	case !slices.Contains(Ways, e.How):
		return errWay
	case e.At > now:
		return errFuture
	case e.State != Withdrawn && e.needsWords() && strings.TrimSpace(e.Evidence.Note) == "" && e.Evidence.File == "" && e.Evidence.Recording == "":
		return errEvidence
	}
	return nil
}

// needsWords: a form and a link carry their own evidence, what people write down must say where it comes from.
func (e *Entry) needsWords() bool { return e.Evidence.Form == "" && e.How != "link" }
