package wheel

import "fmt"

// Stage is where a person stands. Everybody known is in exactly one at any instant.
type Stage uint8

// The stages, in the order people turn through them; Dormant is off the wheel.
const (
	Stranger Stage = iota
	Prospect
	Customer
	Promoter
	Dormant
	// Stages is how many there are.
	Stages = 5
)

var stageNames = [Stages]string{"stranger", "prospect", "customer", "promoter", "dormant"}

// String is the stage's name in code, API and screens.
func (s Stage) String() string { return stageNames[s] }

// MarshalText writes the stage's name.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (s *Stage) UnmarshalText(text []byte) error {
	stage, ok := ParseStage(string(text))
	if !ok {
		return fmt.Errorf("unknown stage %q: write stranger, prospect, customer, promoter or dormant", text)
	}
	*s = stage
	return nil
}

// ParseStage reads a stage's name; ok is false for a name that is none of them.
func ParseStage(name string) (s Stage, ok bool) {
	for i, n := range stageNames {
		if n == name {
			return Stage(i), true
		}
	}
	return Stranger, false
}

// Arrow is a way a person can move between two stages.
type Arrow struct{ From, To Stage }

// Arrows are the nine moves there are, in the order reports list them.
var Arrows = [...]Arrow{
	{Stranger, Prospect}, {Prospect, Customer}, {Customer, Promoter}, {Promoter, Customer},
	{Prospect, Dormant}, {Customer, Dormant}, {Promoter, Dormant},
	{Dormant, Prospect}, {Dormant, Customer},
}

// Day is 24 hours in microseconds.
const Day int64 = 24 * 3600 * 1_000_000

// Forever is an instant after every other: folding up to it also gives the timers still to come.
const Forever int64 = 1<<63 - 1

// Rules are the times after which silence counts, in microseconds. All are settable per workspace.
type Rules struct {
	ProspectHorizon  int64 `json:"prospect_horizon"`
	CustomerHorizon  int64 `json:"customer_horizon"`
	PromoterHorizon  int64 `json:"promoter_horizon"`
	AdvocacyLifetime int64 `json:"advocacy_lifetime"`
}

// DefaultRules are those a workspace starts with: 90, 180, 180 and 365 days.
func DefaultRules() Rules {
	return Rules{ProspectHorizon: 90 * Day, CustomerHorizon: 180 * Day, PromoterHorizon: 180 * Day, AdvocacyLifetime: 365 * Day}
}

// Move is one transition of a person.
type Move struct {
	At       int64
	From, To Stage
}

// Buy is one purchase: at = its sale's first event, value = the last stated. Currency is empty where no value
// was stated.
type Buy struct {
	At       int64
	Value    int64
	Currency string
}

// Refund is money given back: a grievance that carries a value.
type Refund struct {
	At       int64
	Value    int64
	Currency string
}

// Restatement keeps what a purchase was worth before a later event of its sale stated another value, so that a
// Life can be read as of any instant.
type Restatement struct {
	Buy      int   // index into Life.Buys
	At       int64 // instant of the event that stated the next value
	Value    int64 // as stated before
	Currency string
}

// Life is what folding makes of one person's history. Everything in it is in order of time. Folded up to
// Forever it also holds the moves that timers will make if nothing more happens; readers cut it at their now.
type Life struct {
	Person    int64
	FirstSeen int64 // at of the first stored event; Forever: there is none, so the person is not known
	LastSeen  int64 // at of the last stored event
	Moves     []Move
	Buys      []Buy
	// Restated are the values since replaced, in order of time; readers call BuysBefore.
	Restated []Restatement
	Refunds  []Refund
	// Referrer is the person who referred this one, 0 for nobody; AcceptedAt is when.
	Referrer   int64
	AcceptedAt int64
	// Friends are the instants of the first purchases of people this one referred.
	Friends []int64
}

// StageAt is the stage after all moves with an instant < t; ok is false for somebody not yet seen then.
func (l *Life) StageAt(t int64) (s Stage, ok bool) {
	if l.FirstSeen >= t {
		return Stranger, false
	}
	for i := range l.Moves {
		if l.Moves[i].At >= t {
			break
		}
		s = l.Moves[i].To
	}
	return s, true
}
