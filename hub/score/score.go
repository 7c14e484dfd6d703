// Package score says how promising a person is, as a number made of rules that everybody can read. A rule gives points for
// what somebody did, which may fade with time, or for what they are. What it comes to is the sum, rounded.
package score

import (
	"math"
	"slices"
	"strings"

	"banhda/hub/segment"
	"banhda/phrase"
)

// Rule gives points. Exactly one of Event and When is stated.
type Rule struct {
	// Name is how people call it.
	Name string `json:"name"`
	// Event gives the points for each event of that name, of which Where, a condition on its properties, holds.
	Event string `json:"event,omitempty"`
	Where string `json:"where,omitempty"`
	// When gives the points, once, to whoever fulfils a condition on people.
	When string `json:"when,omitempty"`
	// Points may be negative.
	Points int64 `json:"points"`
	// Most is the most a rule gives to one person, or takes, without its sign; 0: any number.
	Most int64 `json:"most,omitempty"`
	// HalfLife is after how many days the points for an event are worth half; 0: they stay.
	HalfLife float64 `json:"half_life,omitempty"`
}

// Rules are all that count, in the order they are explained in.
type Rules struct {
	Rules []Rule `json:"rules"`
}

const day = 24 * 3600 * 1e6 // microseconds

// Line is what one rule gives a person now.
type Line struct {
	Rule   int     `json:"rule"`   // its place among the rules
	Times  int     `json:"times"`  // events; of a condition 1
	Points float64 `json:"points"` // what it gives now
	Fresh  float64 `json:"fresh"`  // what it would give had nothing faded
	First  int64   `json:"first"`  // instants of the first and the last event, microseconds; 0: of a condition
	Last   int64   `json:"last"`
}

// Score is a person's.
type Score struct {
	Points int64
	Lines  []Line // of the rules that give or take anything
}

// Reckon adds up. times gives the instants of the events of a rule, in any order, and holds whether its condition is
// fulfilled. What lies after now does not count yet.
func (r Rules) Reckon(now int64, times func(rule int) []int64, holds func(rule int) bool) (s Score) {
	sum := 0.0
	for i := range r.Rules {
		rule := &r.Rules[i]
		l := Line{Rule: i}
		switch {
		case rule.Event != "":
			rule.events(&l, times(i), now)
		case holds(i):
			l.Times, l.Points, l.Fresh = 1, float64(rule.Points), float64(rule.Points)
		}
		if l.Times > 0 && rule.Points != 0 {
			s.Lines, sum = append(s.Lines, l), sum+l.Points
		}
	}
	s.Points = int64(math.Round(sum))
	return s
}

// events adds up what events give.
func (r *Rule) events(l *Line, times []int64, now int64) {
	times = slices.Clone(times)
	slices.Sort(times) // so that the sum is the same whatever came first
	for _, at := range times {
		if at > now {
			break
		}
		if l.Times++; l.First == 0 {
			l.First = at
		}
		l.Last = at
		l.Points += float64(r.Points) * r.left(now-at)
		l.Fresh += float64(r.Points)
	}
	l.Points, l.Fresh = r.bound(l.Points), r.bound(l.Fresh)
}

// left is what is left of points after a length of time: half after each half-life.
func (r *Rule) left(age int64) float64 {
	if r.HalfLife == 0 {
		return 1
	}
	return math.Exp2(-float64(age) / day / r.HalfLife)
}

func (r *Rule) bound(points float64) float64 {
	if r.Most == 0 {
		return points
	}
	most := float64(r.Most)
	return max(-most, min(points, most))
}

// Fades reports whether time alone changes scores.
func (r Rules) Fades() bool {
	return slices.ContainsFunc(r.Rules, func(r Rule) bool { return r.Event != "" && r.HalfLife > 0 })
}

// Limits on rules: far above what anybody can keep in mind.
const (
	mostRules  = 50
	mostPoints = 10_000
	mostDays   = 3650
)

// Check says what is wrong with rules, by the number of the rule; nil for some that can be used.
func (r Rules) Check() error {
	if len(r.Rules) > mostRules {
		return phrase.Errorf("there are %d rules; at most %d are allowed", len(r.Rules), mostRules)
	}
	for i := range r.Rules {
		if err := r.Rules[i].check(); err != nil {
			return phrase.Errorf("rule %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *Rule) check() error {
	switch {
	case strings.TrimSpace(r.Name) == "":
		return phrase.Errorf("give it a name, by which its points are explained")
	case (r.Event == "") == (r.When == ""):
		return phrase.Errorf("say what gives the points: an event, or a condition on people")
	case r.When != "" && (r.Where != "" || r.HalfLife != 0):
		return phrase.Errorf("points for what somebody is have no condition on an event, and do not fade")
	case r.Points == 0 || max(r.Points, -r.Points) > mostPoints:
		return phrase.Errorf("give from 1 to %d points, or take as many", mostPoints)
	case r.Most < 0 || r.Most > 100*mostPoints:
		return phrase.Errorf("the most a rule gives is a number above 0")
	case r.HalfLife < 0 || r.HalfLife > mostDays:
		return phrase.Errorf("a half-life is from 0 to %d days", mostDays)
	}
	_, err := r.Asks()
	return err
}

// Asks is what a rule asks for, as a condition: that somebody did its event, or its own condition.
func (r *Rule) Asks() (*segment.Expr, error) {
	if r.When != "" {
		return segment.Parse(r.When)
	}
	return segment.Parse(r.Deed())
}

// Deed is a rule's event as conditions ask for it.
func (r *Rule) Deed() string {
	name := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(r.Event)
	if r.Where == "" {
		return `did("` + name + `")`
	}
	return `did("` + name + `", ` + r.Where + `)`
}
