package gate

import (
	"time"

	"banhda/hub/consent"
	"banhda/phrase"
)

// Span is a part of the day, in minutes since midnight: from From until before To. Where From is after To it goes over
// midnight; where they are equal there is none.
type Span struct {
	From int `json:"from" minimum:"0" maximum:"1440"`
	To   int `json:"to" minimum:"0" maximum:"1440"`
}

// holds reports whether a minute of the day lies in it.
func (s Span) holds(minute int) bool {
	if s.From <= s.To {
		return s.From <= minute && minute < s.To
	}
	return minute >= s.From || minute < s.To
}

func (s Span) within(o Span) bool { return o.From <= s.From && s.From < s.To && s.To <= o.To }

// Rules are a house's settings for the gate, within what the law allows.
type Rules struct {
	SMSADay   int  `json:"sms_a_day" doc:"advertising SMS to one number in 24 hours; at most 3"`
	EmailADay int  `json:"email_a_day" doc:"advertising e-mails to one address in 24 hours; at most 3"`
	CallADay  int  `json:"call_a_day" doc:"advertising calls to one number in 24 hours; at most 1"`
	SMSHours  Span `json:"sms_hours" doc:"when advertising SMS are sent, in the recipient's day; within 07:00 to 22:00"`
	CallHours Span `json:"call_hours" doc:"when advertising calls are made, in the recipient's day; within 08:00 to 17:00"`
	// Quiet is the house's own: no advertising and no care then, over any channel.
	Quiet Span `json:"quiet" doc:"no advertising and no care then, in the recipient's day; equal ends: never quiet"`
	// Most advertising messages in Days days, over all channels together.
	Most  int    `json:"most" minimum:"0" maximum:"100" doc:"so many advertising messages over all channels in so many days; 0: no such limit"`
	Days  int    `json:"days" minimum:"1" maximum:"30"`
	Label string `json:"label" enum:"[QC],[AD]" doc:"what advertising SMS and subjects begin with"`
	// Holdout is the permanent control group.
	Holdout int `json:"holdout,omitempty" minimum:"0" maximum:"20" doc:"so many percent of all people, chosen by chance and always the same, get no campaign: by them is seen what all campaigns together are worth"`
}

// The bounds that articles 13, 15 and 19 of Decree 91/2020 set.
var (
	lawSMS   = Span{7 * 60, 22 * 60}
	lawCalls = Span{8 * 60, 17 * 60}
)

// zaloHours are when Zalo takes promotions, by its own terms.
var zaloHours = Span{8 * 60, 22 * 60}

// hoursReason is why a message waits for the hours of a channel.
func hoursReason(c consent.Channel) Reason {
	if c == consent.Zalo {
		return ChannelHours
	}
	return Hours
}

const (
	lawMessages = 3
	lawCallsDay = 1
)

// Standard are the rules of a house that has set none: the law's, with a cap over all channels.
func Standard() Rules {
	return Rules{SMSADay: lawMessages, EmailADay: lawMessages, CallADay: lawCallsDay, SMSHours: lawSMS, CallHours: lawCalls,
		Quiet: Span{21 * 60, 8 * 60}, Most: 7, Days: 7, Label: "[QC]"}
}

// What is wrong with rules.
var (
	errADay    = phrase.Errorf("the law allows at most three advertising SMS, three advertising e-mails and one advertising call to an address in 24 hours; choose fewer, at least one")
	errHours   = phrase.Errorf("the law allows advertising SMS from 07:00 to 22:00 and advertising calls from 08:00 to 17:00; choose hours within them")
	errQuiet   = phrase.Errorf("quiet hours are two times of a day")
	errMost    = phrase.Errorf("a limit over all channels is at most 100 messages in 1 to 30 days")
	errHoldout = phrase.Errorf("at most 20 percent of all people are left out of every campaign")
	errLabel   = phrase.Errorf("the law knows the labels [QC] and [AD] for advertising")
)

// Check says what is wrong with rules.
func (r Rules) Check() error {
	switch {
	case !between(r.SMSADay, 1, lawMessages), !between(r.EmailADay, 1, lawMessages), !between(r.CallADay, 1, lawCallsDay):
		return errADay
	case !r.SMSHours.within(lawSMS), !r.CallHours.within(lawCalls):
		return errHours
	case !between(r.Quiet.From, 0, 24*60), !between(r.Quiet.To, 0, 24*60):
		return errQuiet
	case !between(r.Most, 0, 100), !between(r.Days, 1, 30):
		return errMost
	case r.Label != "[QC]" && r.Label != "[AD]":
		return errLabel
	case !between(r.Holdout, 0, 20):
		return errHoldout
	}
	return nil
}

func between(n, least, most int) bool { return least <= n && n <= most }

// aDay is how much advertising may go to one address over a channel in 24 hours; 0: the law sets no limit there.
func (r Rules) aDay(c consent.Channel) int {
	switch c {
	case consent.SMS:
		return r.SMSADay
	case consent.Email:
		return r.EmailADay
	case consent.Call:
		return r.CallADay
	}
	return 0
}

// hours are when advertising may go over a channel; ok is false where it may at any time.
func (r Rules) hours(c consent.Channel) (s Span, ok bool) {
	switch c {
	case consent.SMS:
		return r.SMSHours, true
	case consent.Call:
		return r.CallHours, true
	case consent.Zalo:
		return zaloHours, true
	}
	return s, false
}

// Window is how far back what was sent is to be known for a decision.
func (r Rules) Window() time.Duration { return time.Duration(max(r.Days, 1)) * 24 * time.Hour }

// opens is the first instant from one on at which a test of the minute of the day holds, in microseconds.
func opens(at int64, zone *time.Location, open func(minute int) bool) int64 {
	t := time.UnixMicro(at).In(zone)
	if open(t.Hour()*60 + t.Minute()) {
		return at
	}
	t = t.Truncate(time.Minute)
	for range 2 * 24 * 60 {
		if t = t.Add(time.Minute); open(t.Hour()*60 + t.Minute()) {
			break
		}
	}
	return t.UnixMicro()
}
