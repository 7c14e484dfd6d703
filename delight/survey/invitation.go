package survey

import (
	"crypto/sha256"
	"encoding/binary"
)

// State is where an invitation stands.
type State string

// The states.
const (
	Waiting  State = "waiting" // its time has not come
	Asked    State = "asked"
	Answered State = "answered"
	Expired  State = "expired" // nobody answered in time
	Left     State = "left"    // the person was left alone after all
)

// States are all there are, in the order of an invitation's life.
var States = []State{Waiting, Asked, Answered, Expired, Left}

// Reason is why somebody was left alone.
type Reason string

// The reasons.
const (
	Rested   Reason = "rest"    // they were asked not long ago
	Unmeant  Reason = "whom"    // they are not, or no more, among those who are meant
	NoWay    Reason = "no-way"  // there is no way to ask them
	Over     Reason = "over"    // the survey asks nobody any more
	Outdated Reason = "no-time" // the house was closed when it was time
)

// Reasons are all there are.
var Reasons = []Reason{Rested, Unmeant, NoWay, Over, Outdated}

// Invitation is one person being asked by one version, about one touch. Instants are microseconds.
type Invitation struct {
	ID         int64
	Survey     int64
	Version    int64
	Kind       Kind
	Person     int64
	Touch      string // what it is about, such as the event: there is one invitation for each
	Channel    Channel
	State      State
	Reason     Reason // of Left
	Talk       string // the talk of the chat it is asked in; empty: by a message
	Message    int64  // by which they were asked last; 0: none
	CreatedAt  int64
	DueAt      int64 // when it is looked at next; 0: never again
	AskedAt    int64
	RemindedAt int64
	AnsweredAt int64 // last
}

// Step is what is due of an invitation.
type Step string

// The steps.
const (
	Ask    Step = "ask"
	Remind Step = "remind"
	Expire Step = "expire"
)

const (
	hour = int64(3600) * 1_000_000
	day  = 24 * hour
)

// Invite makes an invitation: of who comes into question, by what happened at an instant.
func Invite(v *Version, person int64, touch string, at, now int64) Invitation {
	return Invitation{Survey: v.Survey, Version: v.Number, Kind: v.Content.Kind, Person: person, Touch: touch, Channel: v.Content.Channel, State: Waiting,
		CreatedAt: now, DueAt: max(at+int64(v.Content.Delay)*hour, now)}
}

// Due is the step whose time has come; empty: none has. Of whatever is due there is one, so that nothing is looked at for ever.
func (i *Invitation) Due(d *Definition, now int64) Step {
	switch {
	case i.DueAt == 0 || i.DueAt > now:
		return ""
	case i.State == Waiting:
		return Ask
	case i.State == Asked && i.RemindedAt == 0 && d.Remind > 0 && now < i.ends(d):
		return Remind
	}
	return Expire
}

// Answer notes that it was answered: nobody is reminded of it any more.
func (i *Invitation) Answer(d *Definition, now int64) {
	i.State, i.AnsweredAt, i.DueAt = Answered, now, i.ends(d)
}

// Took notes that a step was taken, and says when the next is due.
func (i *Invitation) Took(step Step, d *Definition, now int64) {
	switch step {
	case Ask:
		i.State, i.AskedAt = Asked, now
		if i.DueAt = i.ends(d); d.Remind > 0 {
			i.DueAt = now + int64(d.Remind)*day
		}
	case Remind:
		i.RemindedAt, i.DueAt = now, i.ends(d)
	case Expire:
		if i.DueAt = 0; i.State == Asked {
			i.State = Expired
		}
	}
}

// Leave leaves somebody alone.
func (i *Invitation) Leave(why Reason) { i.State, i.Reason, i.DueAt = Left, why, 0 }

func (i *Invitation) ends(d *Definition) int64 { return i.AskedAt + int64(d.Expire)*day }

// Open reports whether it can be answered, or answered otherwise.
func (i *Invitation) Open(d *Definition, now int64) bool {
	return (i.State == Asked || i.State == Answered) && now < i.ends(d)
}

// late is for how long after its time somebody is still asked, as when the house was closed: later nobody knows any more what
// it is about.
const late = 3 * day

// Past is when somebody was asked before, and for what.
type Past struct {
	Kind Kind
	At   int64
}

// Spare says why somebody is not asked now; empty: nothing speaks against it. Past is what they were asked before, by whatever
// survey.
func (i *Invitation) Spare(d *Definition, past []Past, now int64) Reason {
	if now > i.DueAt+late {
		return Outdated
	}
	for _, p := range past {
		rest := int64(d.Rest) * day
		if d.Kind == NPS && p.Kind == NPS {
			rest = max(rest, NPSRest*day)
		}
		if now < p.At+rest {
			return Rested
		}
	}
	return ""
}

// Drawn reports whether chance chose that a touch is asked about: the same whenever it is asked, on every machine.
func (v *Version) Drawn(touch string) bool {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte(touch+"\x00"), uint64(v.Survey)))
	return binary.BigEndian.Uint64(sum[:8])%100 < uint64(v.Content.Sample)
}
