// Package assignment decides who looks after whom: rules lead people to a pool of users, and one of the pool who is there
// and has room gets them, in turn or by load. It is pure, and says why.
package assignment

import (
	"cmp"
	"slices"
	"strings"

	"banhda/phrase"
)

// Method is how one of a pool is chosen.
type Method string

// The methods.
const (
	InTurn      Method = "in_turn"      // each gets their share, one after the other
	LeastLoaded Method = "least_loaded" // who has least for their share
)

// Member is one user of a pool.
type Member struct {
	User   int64 `json:"user"`
	Weight int   `json:"weight"` // 1 to 16: of a share of two gets twice as many as of one
}

// Rule leads people to a pool.
type Rule struct {
	ID       int64    `json:"-"`
	Name     string   `json:"name"`
	Active   bool     `json:"active"`
	Where    string   `json:"where"` // a condition on people without an owner; empty: all
	Method   Method   `json:"method"`
	Pool     []Member `json:"pool"`
	Team     int64    `json:"team"`     // its members are in the pool, too, with a weight of one
	Capacity int      `json:"capacity"` // a member has at most so many; 0: any number
	Load     string   `json:"load"`     // what counts: waiting (for the first contact) or owned
	Hours    bool     `json:"hours"`    // only within working hours
	Reclaim  int      `json:"reclaim"`  // working hours without contact after which somebody else gets them; 0: never
	From     int64    `json:"from"`     // people who became known before (microseconds) are left alone
}

// The loads.
const (
	Waiting = "waiting"
	Owned   = "owned"
)

// MostWeight is the greatest share.
const MostWeight = 16

// Check says what is wrong with a rule.
func (r *Rule) Check() error {
	r.Name = strings.TrimSpace(r.Name)
	users := map[int64]bool{}
	for _, m := range r.Pool {
		if m.Weight < 1 || m.Weight > MostWeight {
			return phrase.Errorf("a share is 1 to %d", MostWeight)
		}
		if users[m.User] {
			return phrase.Errorf("somebody is in the pool twice; give them a greater share instead")
		}
		users[m.User] = true
	}
	switch {
	case r.Name == "":
		return phrase.Errorf("give the rule a name")
	case len(r.Pool) == 0 && r.Team == 0:
		return phrase.Errorf("say who is to get them: users, or a team")
	case r.Method != InTurn && r.Method != LeastLoaded:
		return phrase.Errorf("%q is no way to choose; those are in_turn, least_loaded", string(r.Method))
	case r.Load != Waiting && r.Load != Owned:
		return phrase.Errorf("%q is no load; those are waiting, owned", r.Load)
	case r.Capacity < 0 || r.Reclaim < 0 || r.Reclaim > 10_000:
		return phrase.Errorf("capacity and hours are 0 or more")
	}
	return nil
}

// Members are the pool of a rule with those of its team, in order of user.
func (r Rule) Members(team []int64) []Member {
	pool := slices.Clone(r.Pool)
	for _, user := range team {
		if !slices.ContainsFunc(pool, func(m Member) bool { return m.User == user }) {
			pool = append(pool, Member{user, 1})
		}
	}
	slices.SortFunc(pool, func(a, b Member) int { return cmp.Compare(a.User, b.User) })
	return pool
}

// Why is why somebody gets a person, or does not.
type Why string

// Why somebody gets them.
const (
	Theirs    Why = "theirs"     // they are their owner already
	Turn      Why = "turn"       // it is their turn
	Least     Why = "least"      // they have least for their share
	NoRule    Why = "no_rule"    // no rule is about this person
	NobodyNow Why = "nobody_now" // everybody of the pool is away, or has enough: they wait
)

// Why a member does not.
const (
	OffHours Why = "off_hours"
	OnLeave  Why = "on_leave"
	Skips    Why = "skips" // said "skip me"
	Full     Why = "full"
	HadThem  Why = "had_them" // they were just taken back from this member
	Later    Why = "later"    // others come first
)

// Seat is a member of a pool at the moment of a decision.
type Seat struct {
	Member
	Open   int   // how many they have, as the rule counts
	Pass   int64 // how far their turn is: see Given
	Absent Why   // OffHours, OnLeave or Skips; empty: they are there
}

// Decision is who gets a person, and why the others do not.
type Decision struct {
	User   int64 // 0: nobody
	Why    Why
	Passed []Passed
}

// Passed is a member who does not get them.
type Passed struct {
	User int64
	Why  Why
}

// stride is what a turn costs a member of weight one. It is divisible by every weight, so shares are exact.
const stride = 720720

// Given is how far a member's turn is after they got somebody, and the rule's clock then. A rule's clock is the turn that
// was served last: who was away or full meanwhile comes back to it, and not to all the turns they missed, so that nobody
// is flooded after a leave.
func Given(s Seat, clock int64) (pass, now int64) {
	at := max(s.Pass, clock)
	return at + stride/int64(s.Weight), at
}

// Choose decides who of a pool gets somebody. not is the member they were just taken back from; 0: nobody. The same seats
// give the same decision, in whatever order they are.
func Choose(r Rule, seats []Seat, clock int64, not int64) Decision {
	d := Decision{Why: NobodyNow}
	best := -1
	for i, s := range seats {
		if why := refuses(r, s, not); why != "" {
			d.Passed = append(d.Passed, Passed{s.User, why})
		} else if best < 0 || before(r.Method, s, seats[best], clock) {
			best = i
		}
	}
	if best < 0 {
		return d
	}
	d.User, d.Why = seats[best].User, Turn
	if r.Method == LeastLoaded {
		d.Why = Least
	}
	for i, s := range seats {
		if i != best && refuses(r, s, not) == "" {
			d.Passed = append(d.Passed, Passed{s.User, Later})
		}
	}
	return d
}

func refuses(r Rule, s Seat, not int64) Why {
	switch {
	case s.Absent != "":
		return s.Absent
	case r.Capacity > 0 && s.Open >= r.Capacity:
		return Full
	case s.User == not:
		return HadThem
	}
	return ""
}

// before reports whether a comes before b: by load for their share if that is the method, then by turn, then by id.
func before(m Method, a, b Seat, clock int64) bool {
	if load := a.Open*b.Weight - b.Open*a.Weight; m == LeastLoaded && load != 0 {
		return load < 0
	}
	if turn := max(a.Pass, clock) - max(b.Pass, clock); turn != 0 {
		return turn < 0
	}
	return a.User < b.User
}
