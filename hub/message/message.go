// Package message is what the house writes to people: one line for each message, on whatever channel and whoever asked
// for it, from the moment it is decided until its fate is known. Its text is not kept: it is rendered from a template when
// it is sent, and can be rendered again.
//
// A message goes at most once to anybody. What a crash hid is doubtful: it is shown, and sent again only by somebody who
// says so, under the same Message-ID, so that a mailbox which has it already can tell.
package message

import (
	"slices"

	"banhda/hub/consent"
	"banhda/hub/gate"
)

// State is where a message stands.
type State string

// The states.
const (
	Queued    State = "queued"
	Held      State = "held" // the gate lets it wait
	Sending   State = "sending"
	Sent      State = "sent" // taken by the server that carries it on
	Doubtful  State = "doubtful"
	Refused   State = "refused" // by the gate
	Delivered State = "delivered"
	Bounced   State = "bounced"
	Failed    State = "failed"
	Stopped   State = "stopped" // by who stopped the campaign, before it was sent
)

// States are all there are, in the order of a message's life.
var States = []State{Queued, Held, Sending, Sent, Delivered, Doubtful, Refused, Bounced, Failed, Stopped}

// Went reports whether a message in a state has left the house, or may have.
func (s State) Went() bool {
	return slices.Contains([]State{Sent, Delivered, Bounced, Doubtful}, s)
}

// Draft is a message that somebody wants to be sent.
type Draft struct {
	Person   int64
	Channel  consent.Channel
	Class    consent.Class
	Purpose  string // a purpose asked for by itself; empty: that of the class
	Template int64  // its published version is taken when it is sent
	Variant  string
	Data     map[string]any // what the template needs besides the person
	Campaign int64
	Step     int   // of the campaign
	Run      int64 // of a workflow
	Entry    int64 // of a conversation, whose text it carries: then there is no template
	Key      string
	At       int64 // not before; 0: now
	Cost     int64 // minor units
}

// Message is a Draft on its way. Instants are microseconds.
type Message struct {
	ID int64
	Draft
	Version   int64  // of the template it was rendered from
	Address   string // where it went
	State     State
	Reason    gate.Reason
	DueAt     int64
	Attempts  int
	CreatedAt int64
	SentAt    int64
	OpenedAt  int64 // by a human
	ClickedAt int64
}

// Reasons that are not the gate's: why a message could not be made or handed over.
const (
	NoTemplate   gate.Reason = "no-template"   // it is gone, or was never published
	NotRendered  gate.Reason = "not-rendered"  // the template failed on this person
	NoChannel    gate.Reason = "no-channel"    // the channel is not set up
	NotTaken     gate.Reason = "not-taken"     // the server refused it for good
	TriedOften   gate.Reason = "tried-often"   // the server could not be reached in a day
	CrashHid     gate.Reason = "crash"         // of Doubtful
	CampaignOver gate.Reason = "campaign-over" // of Stopped
	Unreachable  gate.Reason = "unreachable"   // this person is not reached over the channel, for good
	WindowClosed gate.Reason = "window-closed" // they wrote too long ago to be answered freely
	Unwanted     gate.Reason = "not-needed"    // a later step that the person's own doing made needless
)

// Reasons are all reasons that are not the gate's.
var Reasons = []gate.Reason{NoTemplate, NotRendered, NoChannel, NotTaken, TriedOften, CrashHid, CampaignOver, Unwanted, Unreachable, WindowClosed}

// Fate is what became of a message that was claimed.
type Fate struct {
	ID      int64
	State   State
	Reason  gate.Reason
	Version int64
	Address string
	At      int64    // of Sent: when it was taken; of Held and Queued: when it is looked at next
	Cost    int64    // of Sent, where it is known only now; 0: as it was drafted
	Tried   bool     // it was handed over and not taken: that counts
	Handles []string // of Sent: what a network calls it, by which its reports find it
}

// Due is when the message is looked at next; 0: never again.
func (f *Fate) Due() int64 {
	if f.State == Queued || f.State == Held {
		return max(f.At, 1)
	}
	return 0
}

// Try is another way to reach somebody.
type Try string

// The tries.
const (
	None     Try = ""
	TrySMS   Try = "sms"
	TryACall Try = "call"
)

// Next is what is tried after a message over a channel that surely did not reach whom it was for, of what is wanted: by SMS, then
// by a call. What may have arrived, or failed for a fault of the house, is followed by nothing.
func (f *Fate) Next(over consent.Channel, sms, call bool) Try {
	why := map[consent.Channel]gate.Reason{consent.Zalo: Unreachable, consent.SMS: NotTaken}[over]
	unreached := f.State == Failed && why != "" && f.Reason == why
	switch {
	case unreached && over == consent.Zalo && sms:
		return TrySMS
	case unreached && call:
		return TryACall
	}
	return None
}

// Sent is when the message left the house, or may have; 0: it did not.
func (f *Fate) Sent() int64 {
	if f.State.Went() {
		return f.At
	}
	return 0
}
