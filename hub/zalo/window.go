// Package zalo is what the house has to know of Zalo before it writes: how long and how often somebody may be answered freely,
// and the templates that may be sent at any time. It is pure.
package zalo

import (
	"time"

	"banhda/phrase"
)

// LongestText is how many characters a free message has at most.
const LongestText = 2000

// Window is within which somebody who wrote may be answered freely.
type Window struct {
	FreeHours int `json:"free_hours" minimum:"0" maximum:"720" doc:"hours after they wrote last in which answers cost nothing"`
	FreeCount int `json:"free_count" minimum:"0" maximum:"100" doc:"so many answers cost nothing until they write again"`
	MaxHours  int `json:"max_hours" minimum:"1" maximum:"720" doc:"hours after they wrote last in which they can be answered at all; later only by a template"`
}

// Standard is what Zalo gives to everybody: 48 hours and eight answers free, seven days in all.
var Standard = Window{FreeHours: 48, FreeCount: 8, MaxHours: 7 * 24}

var errWindow = phrase.Errorf("the time to answer freely is at least as long as that in which answers cost nothing")

// Check says what is wrong with a window.
func (w Window) Check() error {
	if w.MaxHours < 1 || w.FreeHours < 0 || w.FreeCount < 0 || w.FreeHours > w.MaxHours {
		return errWindow
	}
	return nil
}

// Cost is what a free message costs now.
type Cost string

// The costs.
const (
	Free   Cost = "free"
	Paid   Cost = "paid"   // or of the account's quota
	Closed Cost = "closed" // none goes
)

// Standing is what remains of a window. Instants are microseconds.
type Standing struct {
	Cost      Cost
	FreeUntil int64 // 0: nothing is free any more
	FreeLeft  int
	Until     int64 // when it closes, or closed; 0: they never wrote
}

// At is what remains of a window at an instant, for who wrote last at heard (0: never) and was answered so often since.
func (w Window) At(heard int64, answered int, now int64) Standing {
	hours := func(n int) int64 { return heard + (time.Duration(n) * time.Hour).Microseconds() }
	if heard == 0 {
		return Standing{Cost: Closed}
	}
	s := Standing{Cost: Paid, Until: hours(w.MaxHours)}
	if left := w.FreeCount - answered; left > 0 && now < hours(w.FreeHours) {
		s.Cost, s.FreeUntil, s.FreeLeft = Free, hours(w.FreeHours), left
	}
	if now >= s.Until {
		s.Cost = Closed
	}
	return s
}

// Quiet is after how long without a word of Zalo's about what was sent something is wrong.
const Quiet = 6 * time.Hour

// Silent reports whether Zalo should have told something by now: it tells of every message that arrives, and stops telling
// anything to who did not answer it often enough.
func Silent(heard, sent, now int64) bool {
	return sent > heard && now-sent > Quiet.Microseconds()
}
