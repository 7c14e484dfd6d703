// Package delivery is what becomes of messages once they have left: the verdicts of reports that come back, and the
// addresses that are written to no more.
package delivery

import (
	"slices"
	"time"

	"banhda/hub/consent"
	"banhda/hub/gate"
)

// Verdict is what a report means for the address it is about.
type Verdict string

// The verdicts.
const (
	Hard      Verdict = "hard"      // nobody is there, and nobody will be
	Soft      Verdict = "soft"      // not now: full, away, too large, a server in trouble
	Blocked   Verdict = "blocked"   // we are not let in: reputation or policy, whoever it is to
	Complaint Verdict = "complaint" // whoever it is called it spam
	Delivered Verdict = "delivered" // it arrived, as asked
	Reply     Verdict = "reply"     // a program or a person answers: no report at all
)

// Report is what one report says of one recipient.
type Report struct {
	Recipient string // the address that failed, lower case; empty: not said
	Verdict   Verdict
	Reason    string // in a word, such as no-such-user or mailbox-full
	Code      string // of RFC 3463, such as 5.1.1; empty: none
	SMTP      int    // of RFC 5321, such as 550; 0: none
	Said      string // by the server that would not take it
	// Return is the address the report came to, and MessageID that of the message it is about: by either it is found.
	Return    string
	MessageID string
}

// Suppression is an address that is written to no more.
type Suppression struct {
	ID      int64
	Hash    string // keyed, of channel and address
	Channel consent.Channel
	Address string // empty: whoever it was is erased
	Reason  gate.Suppression
	Note    string
	Message int64 // it came of; 0: none
	At      int64 // microseconds
	Act     int64 // by which it was noted; 0: by none
}

// Reasons are all reasons there are, the weightiest first: one takes the place only of those behind it.
var Reasons = []gate.Suppression{gate.Complained, gate.Unsubscribed, gate.ByHand, gate.Bounced}

// Outweighs reports whether a reason takes the place of another.
func Outweighs(a, b gate.Suppression) bool {
	return slices.Index(Reasons, a) < slices.Index(Reasons, b)
}

// Bounce is a report as it is kept: of whom, only a hash.
type Bounce struct {
	Hash    string
	Verdict Verdict
	Reason  string
	Code    string
	Message int64
	At      int64
}

// Soft failures end in suppression where there were so many, spread over so long: a mailbox that is full for a week is
// left by whoever owned it.
const (
	mostSoft   = 3
	softSpread = 7 * 24 * time.Hour
	// SoftMemory is how long a soft failure counts.
	SoftMemory = 30 * 24 * time.Hour
)

// Suppresses says whether a verdict ends in suppression, and why. before are the instants of soft failures of the address
// within SoftMemory, ascending, since it last took a message.
func Suppresses(v Verdict, before []int64, now int64) (gate.Suppression, bool) {
	switch v {
	case Hard:
		return gate.Bounced, true
	case Complaint:
		return gate.Complained, true
	case Soft:
		long := len(before) > 0 && now-before[0] >= softSpread.Microseconds()
		return gate.Bounced, long && len(before)+1 >= mostSoft
	}
	return "", false
}
