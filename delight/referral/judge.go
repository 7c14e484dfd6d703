package referral

import (
	"cmp"
	"slices"
	"time"
)

// State is where a referral stands.
type State string

// The states. A click is counted with the link and is nobody's yet; a referral begins where the friend accepts.
const (
	Accepted  State = "accepted" // a friend, who has not bought enough yet
	Pending   State = "pending"  // they bought; the return window is open
	Review    State = "review"   // what speaks against it waits for somebody who looks
	Due       State = "due"      // both are to get theirs now
	Rewarded  State = "rewarded"
	Refused   State = "refused"
	Cancelled State = "cancelled" // the purchase was given back before anything was given
	Expired   State = "expired"   // they did not buy in time
	Taken     State = "taken"     // the purchase was given back after, and what was given taken back
)

// States are all there are, in the order of a referral's life.
var States = []State{Accepted, Pending, Review, Due, Rewarded, Refused, Cancelled, Expired, Taken}

// Reason is why a referral was refused.
type Reason string

// The reasons.
const (
	Self     Reason = "self"     // the two are one person
	Customer Reason = "customer" // they had bought before
	Other    Reason = "other"    // somebody else's link came first
	Blocked  Reason = "blocked"
	ByHand   Reason = "hand" // somebody decided so
	Gone     Reason = "gone" // one of the two was erased or removed
)

// Reasons are all there are.
var Reasons = []Reason{Self, Customer, Other, Blocked, ByHand, Gone}

// Decision is what somebody decided of a referral; empty: nobody did.
type Decision string

// The decisions.
const (
	Approve Decision = "approved"
	Refuse  Decision = "refused"
)

// Referral is one friend who came by somebody's link. Instants are microseconds, 0: not yet.
type Referral struct {
	ID         int64
	Version    int64 // of the programme that holds for it
	Code       string
	Referrer   int64 // people as they are now; 0: erased
	Friend     int64
	Via        string // page, shop: where the friend accepted
	Device     string // by what the browser is known; empty: not known
	Network    string // where it was accepted from, not to be read back; empty: not known
	AcceptedAt int64
	Verdict
	Level      Level
	Findings   []Finding
	Decision   Decision
	DecidedBy  int64 // a user
	DecidedAt  int64
	Note       string // why
	Over       bool   // the month's limit was reached: only the friend is rewarded
	RewardedAt int64
	TakenAt    int64
	LookAt     int64 // when it is looked at next; 0: when something happens
	CreatedAt  int64
}

// Verdict is where a referral stands by what is known.
type Verdict struct {
	State  State
	Reason Reason // of Refused
	Sale   string // the purchase it goes by; empty: none yet
	SaleAt int64
	Amount int64
	DueAt  int64 // when it changes by time alone; 0: never
}

// Facts are what is known of a referral at a moment.
type Facts struct {
	AcceptedAt    int64
	Self, Gone    bool
	Earlier       bool       // somebody else's link came first
	Blocked       bool       // by the programme of now
	Purchases     []Purchase // the friend's, in whatever order
	Level         Level
	Decision      Decision
	Posted, Taken bool // both got theirs; it was taken back
	Undone        bool // the purchase it was given for was cancelled
}

// Judge says where a referral stands. It goes by what is known, not by how it became known.
func (d *Definition) Judge(f *Facts, now int64) Verdict {
	bought, ok := d.qualifying(f)
	v := Verdict{Sale: bought.Sale, SaleAt: bought.At, Amount: bought.Value}
	switch {
	case f.Posted:
		v.State = d.afterwards(f, &bought, ok)
		return v
	case f.refusal() != "":
		v.State, v.Reason = Refused, f.refusal()
		return v
	case !ok:
		v.State, v.DueAt = d.waiting(f, now)
		return v
	case !bought.stands(d.Least):
		v.State = Cancelled
		return v
	}
	v.DueAt = bought.At + days(d.Return)
	switch {
	case f.Level == High && f.Decision != Approve:
		v.State, v.DueAt = Review, 0
	case now < v.DueAt:
		v.State = Pending
	default:
		v.State = Due
	}
	return v
}

// afterwards is what becomes of one for which both got theirs. It is taken back only where it is known that the purchase was given
// back: one that is not found any more, as while a history is read anew, proves nothing.
func (d *Definition) afterwards(f *Facts, bought *Purchase, ok bool) State {
	if f.Taken || d.TakeBack && (f.Undone || ok && !bought.stands(d.Least)) {
		return Taken
	}
	return Rewarded
}

// refusal is what rules a referral out, whatever is bought; empty: nothing does.
func (f *Facts) refusal() Reason {
	for _, c := range []struct {
		is  bool
		why Reason
	}{
		{f.Decision == Refuse, ByHand}, {f.Gone, Gone}, {f.Self, Self}, {f.Blocked, Blocked}, {f.Earlier, Other},
		{slices.ContainsFunc(f.Purchases, func(p Purchase) bool { return p.At < f.AcceptedAt }), Customer},
	} {
		if c.is {
			return c.why
		}
	}
	return ""
}

// waiting is where a friend stands who has not bought enough.
func (d *Definition) waiting(f *Facts, now int64) (State, int64) {
	if end := f.AcceptedAt + days(d.Window); now < end {
		return Accepted, end
	}
	return Expired, 0
}

// qualifying is the purchase a referral goes by: the first of enough, within the window.
func (d *Definition) qualifying(f *Facts) (first Purchase, ok bool) {
	end := f.AcceptedAt + days(d.Window)
	for _, p := range f.Purchases {
		if p.At < f.AcceptedAt || p.At >= end || p.Value < max(d.Least, 1) {
			continue
		}
		if !ok || cmp.Or(cmp.Compare(p.At, first.At), cmp.Compare(p.Sale, first.Sale)) < 0 {
			first, ok = p, true
		}
	}
	return first, ok
}

func days(n int) int64 { return int64(n) * (24 * time.Hour).Microseconds() }

// Mood is a moment at which somebody spoke for the house, or against it.
type Mood struct {
	At      int64 // microseconds
	Content bool
}

// Unhappy reports whether somebody is not to be asked to bring friends: the last they said within half a year was against us.
func Unhappy(all []Mood, now int64) bool {
	var last Mood
	for _, m := range all {
		if m.At <= now && (m.At > last.At || m.At == last.At && !m.Content) {
			last = m
		}
	}
	return last.At > 0 && !last.Content && last.At > now-days(180)
}
