package wheel

// Names the wheel itself gives a role. All other names mean what the company's catalogue says.
const (
	// ReferralAccepted is the stored event by which a person names who sent them.
	ReferralAccepted = "Referral Accepted"
	// FriendJoined is derived on the referrer's timeline at the friend's acceptance.
	FriendJoined = "Friend Joined"
	// FriendBought is derived on the referrer's timeline at the friend's first purchase.
	FriendBought = "Friend Bought"
)

// Meaning is what an event says about the wheel; the catalogue gives each event at most one.
type Meaning uint8

// The meanings, in the order of the design's table. None moves nothing.
const (
	None Meaning = iota
	Seen
	Lead
	Purchase
	Usage
	Advocacy
	Grievance
	Touch
	Handoff
)

var meaningNames = [...]string{"", "seen", "lead", "purchase", "usage", "advocacy", "grievance", "touch", "handoff"}

// String is the meaning's name in the catalogue; the empty string for None.
func (m Meaning) String() string { return meaningNames[m] }

// ParseMeaning reads a meaning's name; ok is false for a name that is none of them.
func ParseMeaning(s string) (m Meaning, ok bool) {
	for i, n := range meaningNames {
		if n == s {
			return Meaning(i), true
		}
	}
	return None, false
}

// Kind says what an event is in one word of memory: the number of its name in the reader's dictionary
// (1 … 1<<24-1; 0 is no name), its meaning, and two facts the fold needs.
type Kind uint32

const (
	kindDerived  Kind = 1 << 4
	kindAccepted Kind = 1 << 5
	kindBought   Kind = 1 << 6 // derived from a friend's first purchase; set by Derive
	kindAside    Kind = 1 << 7 // see Aside
	kindNameBits      = 8
)

// NewKind packs a name's number and a meaning. accepted marks a Referral Accepted, derived an event that is
// not in the log but follows from a friend's.
func NewKind(name uint32, m Meaning, accepted, derived bool) Kind {
	k := Kind(name)<<kindNameBits | Kind(m)
	if accepted {
		k |= kindAccepted
	}
	if derived {
		k |= kindDerived
	}
	return k
}

// Name is the number of the event's name in the reader's dictionary.
func (k Kind) Name() uint32 { return uint32(k >> kindNameBits) }

// Meaning is what the event says about the wheel.
func (k Kind) Meaning() Meaning { return Meaning(k & 0xf) }

// Derived reports whether the event follows from a friend's and is not in the log.
func (k Kind) Derived() bool { return k&kindDerived != 0 }

// Aside is the kind of an event that the house states of a person without their having done anything, nor anybody for them,
// as that they entered a segment: it is no sign of them.
func (k Kind) Aside() Kind { return k | kindAside }

// Seen reports whether the event is a sign of the person.
func (k Kind) Seen() bool { return k&kindAside == 0 }

// Accepted reports whether the event is a Referral Accepted.
func (k Kind) Accepted() bool { return k&kindAccepted != 0 }

// Event is one thing that happened to a person, reduced to what the wheel reads: 16 bytes, so that twenty
// million of them fit in memory and one core folds millions a second. What few events carry besides is a Detail.
type Event struct {
	At     int64 // microseconds
	Detail uint32
	Kind   Kind
}

// Detail is what purchases, refunds and accepted referrals carry besides their instant.
type Detail struct {
	// Value is money in minor units of Currency; it counts only where Stated.
	Value    int64
	Stated   bool
	Currency string // ISO 4217
	// Sale joins the purchase events of one sale (order id); empty: a sale of its own.
	Sale string
	// Referrer is the profile an accepted referral names; 0 names nobody.
	Referrer int64
}

// History is one person's stored events in (at, id) order.
type History struct {
	Person int64
	Events []Event
	// Details is what Event.Detail indexes; index 0 is never used and means none. It may be shared by many.
	Details []Detail
}
