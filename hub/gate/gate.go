package gate

import (
	"slices"
	"time"

	"banhda/hub/consent"
)

// Suppression is why an address is written to no more; empty: it is.
type Suppression string

// The suppressions.
const (
	Bounced      Suppression = "bounced"      // there is no such address
	Complained   Suppression = "complained"   // whoever it is called a message spam
	Unsubscribed Suppression = "unsubscribed" // by an address nobody is known by
	ByHand       Suppression = "by-hand"
)

// Ask is what the gate has to know of a message that is about to be sent.
type Ask struct {
	Class   consent.Class
	Channel consent.Channel
	Purpose string // a purpose asked for by itself, such as newsletter; empty: that of the class

	Held       consent.Held
	Erased     bool
	Address    bool // there is one for the channel
	Suppressed Suppression
	DoNotCall  bool // the number is on the national list
	Bought     bool // they bought something before; only Zalo asks

	Day []int64 // when advertising went to this address over this channel in the last 24 hours
	All []int64 // when advertising went to this person over any channel within Rules.Window

	Now   int64 // microseconds
	Zone  *time.Location
	Rules Rules
}

// Decision is what becomes of a message.
type Decision string

// The decisions.
const (
	Go     Decision = "go"
	Hold   Decision = "hold" // it is asked about again at Until
	Refuse Decision = "refuse"
)

// Verdict is what the gate says.
type Verdict struct {
	Decision Decision
	Until    int64 // of Hold, microseconds
	Reason   Reason
	Label    string // what the text of an SMS, or the subject of an e-mail, has to begin with; empty: nothing
}

// Decide says whether a message may go, has to wait, or is refused.
func Decide(a Ask) Verdict {
	if reason := a.forbids(); reason != "" {
		return Verdict{Decision: Refuse, Reason: reason}
	}
	until, reason := a.waits()
	if until > a.Now {
		return Verdict{Decision: Hold, Until: until, Reason: reason}
	}
	return Verdict{Decision: Go, Label: a.label()}
}

// forbids is why the message may never go; empty: it may.
func (a Ask) forbids() Reason {
	advertising := a.Class == consent.Advertising
	switch {
	case a.Erased:
		return Reason(consent.Erased)
	case !a.Address:
		return NoAddress
	case a.Suppressed == Bounced || a.Suppressed == ByHand:
		return Reason(a.Suppressed)
	case a.Suppressed == Complained && a.Class != consent.Transactional, a.Suppressed == Unsubscribed && advertising:
		return Reason(a.Suppressed)
	case advertising && a.DoNotCall && (a.Channel == consent.SMS || a.Channel == consent.Call):
		return DoNotCall
	case advertising && a.Channel == consent.Zalo && !a.Bought:
		return NotBought
	}
	if r := consent.Allowed(a.Held, a.Class, a.Channel); r != "" {
		return Reason(r)
	}
	return a.purposeForbids()
}

// purposeForbids: a purpose asked for by itself is refused by itself, on top of what its class needs.
func (a Ask) purposeForbids() Reason {
	own := a.Purpose != "" && a.Purpose != consent.Marketing && a.Class == consent.Advertising
	if own && a.Held[consent.Key{Channel: a.Channel, Purpose: a.Purpose}].State == consent.Withdrawn {
		return Reason(consent.Objected)
	}
	return ""
}

// waits is until when the message has to wait, and for what: the last of the things it waits for. What ends one wait may
// lie in another, as a cap that is free again at night; so the clock is asked after the caps.
func (a Ask) waits() (until int64, reason Reason) {
	until = a.Now
	if a.Class == consent.Transactional {
		return until, ""
	}
	later := func(at int64, why Reason) {
		if at > until {
			until, reason = at, why
		}
	}
	if a.Class == consent.Advertising {
		later(freed(a.Day, a.Rules.aDay(a.Channel), 24*time.Hour), DayCap)
		later(freed(a.All, a.Rules.Most, a.Rules.Window()), Frequency)
	}
	hours, bounded := a.Rules.hours(a.Channel)
	bounded = bounded && a.Class == consent.Advertising
	lawful := func(minute int) bool { return !bounded || hours.holds(minute) }
	later(opens(until, a.Zone, lawful), hoursReason(a.Channel))
	later(opens(until, a.Zone, func(minute int) bool { return lawful(minute) && !a.Rules.Quiet.holds(minute) }), Quiet)
	return until, reason
}

// freed is when one more is allowed where at most most are in any window; 0: now, or there is no limit.
func freed(sent []int64, most int, window time.Duration) int64 {
	if most == 0 || len(sent) < most {
		return 0
	}
	sent = slices.Sorted(slices.Values(sent))
	return sent[len(sent)-most] + window.Microseconds()
}

// label is what advertising has to begin with, where the law asks for it.
func (a Ask) label() string {
	if a.Class == consent.Advertising && (a.Channel == consent.SMS || a.Channel == consent.Email) {
		return a.Rules.Label
	}
	return ""
}
