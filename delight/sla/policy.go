// Package sla is what a house promises about the time its customers wait: until the first answer, until the next one, until
// what they asked for is done. Policies say how long that may take, in working time; what happened to a ticket, in order,
// says how long it took. It is pure: instants are passed in as microseconds, and nothing is counted that could be reckoned.
package sla

import (
	"cmp"
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
)

// Clock is one of the three.
type Clock string

// The clocks.
const (
	First      Clock = "first"      // to the first answer
	Next       Clock = "next"       // from what the customer wrote after that to the answer
	Resolution Clock = "resolution" // to the end, from the beginning or from when it was opened again
)

// Clocks are all there are.
var Clocks = []Clock{First, Next, Resolution}

// Target is how many minutes of its hours each clock has; 0: none was promised.
type Target struct {
	First      int `json:"first" minimum:"0" maximum:"1000000"`
	Next       int `json:"next" minimum:"0" maximum:"1000000"`
	Resolution int `json:"resolution" minimum:"0" maximum:"1000000"`
}

// Of is a clock's, in minutes.
func (t Target) Of(c Clock) int {
	switch c {
	case First:
		return t.First
	case Next:
		return t.Next
	}
	return t.Resolution
}

// Targets are those of each priority.
type Targets struct {
	Urgent Target `json:"urgent"`
	High   Target `json:"high"`
	Normal Target `json:"normal"`
	Low    Target `json:"low"`
}

// Of are those of a priority; of one that is unknown, those of normal.
func (t Targets) Of(priority string) Target {
	switch priority {
	case "urgent":
		return t.Urgent
	case "high":
		return t.High
	case "low":
		return t.Low
	}
	return t.Normal
}

// Hours are the hours in which clocks run.
type Hours string

// The hours.
const (
	Working Hours = "working" // of the house's calendar: its week with its breaks, holidays, days that were moved
	Always  Hours = "always"  // around the clock
)

// Terms are what a ticket is held to.
type Terms struct {
	Policy  string   `json:"policy"` // its key
	Name    string   `json:"name"`
	Hours   Hours    `json:"hours"`
	Targets Targets  `json:"targets"`
	Pauses  []string `json:"pauses"` // statuses in which no clock runs
	Steps   []Step   `json:"steps"`
}

// Since are terms with the instant from which they hold.
type Since struct {
	At int64
	Terms
}

// When says which tickets a policy is about; what is empty does not narrow.
type When struct {
	Priorities []string `json:"priorities"`
	Kinds      []string `json:"kinds"`
	Channels   []string `json:"channels"`
	Products   []int64  `json:"products"`
	Segments   []int64  `json:"segments"` // of the customer: in one of them
}

// Facts are what policies ask of a ticket.
type Facts struct {
	Priority, Kind, Channel string
	Product                 int64
	Segments                []int64 // those the customer is in
}

// Holds reports whether a ticket is meant.
func (w When) Holds(f Facts) bool {
	among := func(all []string, one string) bool { return len(all) == 0 || slices.Contains(all, one) }
	return among(w.Priorities, f.Priority) && among(w.Kinds, f.Kind) && among(w.Channels, f.Channel) &&
		(len(w.Products) == 0 || slices.Contains(w.Products, f.Product)) &&
		(len(w.Segments) == 0 || slices.ContainsFunc(w.Segments, func(s int64) bool { return slices.Contains(f.Segments, s) }))
}

// Policy is what is promised to some tickets.
type Policy struct {
	Key     string   `json:"key"`
	Name    string   `json:"name"`
	When    When     `json:"when"`
	Hours   Hours    `json:"hours"`
	Targets Targets  `json:"targets"`
	Pauses  []string `json:"pauses"`
	Steps   []Step   `json:"steps"`
}

// usualNames are what the policies of Usual are called until a house names them itself.
var usualNames = map[string]record.Label{
	"complaints": {Vi: "Khiếu nại", En: "Complaints"},
	"usual":      {Vi: "Mọi yêu cầu khác", En: "Everything else"},
}

// Called is what a policy is called: as the house named it, or one of Usual in both languages.
func Called(key, name string) record.Label {
	if name == "" {
		return usualNames[key]
	}
	return record.Label{Vi: name, En: name}
}

// Terms are what a policy holds a ticket to.
func (p *Policy) Terms() Terms {
	return Terms{p.Key, p.Name, p.Hours, p.Targets, p.Pauses, p.Steps}
}

// Book is the policies of a house, in order.
type Book []Policy

// Match is the first policy that is about a ticket; nil: none is.
func (b Book) Match(f Facts) *Policy {
	for i := range b {
		if b[i].When.Holds(f) {
			return &b[i]
		}
	}
	return nil
}

// AsksSegments are the segments that some policy asks about.
func (b Book) AsksSegments() (list []int64) {
	for i := range b {
		list = append(list, b[i].When.Segments...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

const (
	mostPolicies = 50
	mostSteps    = 10
	mostMinutes  = 1_000_000 // about eight working years
)

// Check completes the keys of policies and says what is wrong with them. statuses are those of tickets that are not done.
func (b Book) Check(statuses []string) error {
	if len(b) > mostPolicies {
		return phrase.Errorf("a house has at most %d policies", mostPolicies)
	}
	keys, names := map[string]bool{}, map[string]bool{}
	for i := range b {
		p := &b[i]
		if p.Name = strings.TrimSpace(p.Name); p.Name == usualNames[p.Key].Vi || p.Name == usualNames[p.Key].En {
			p.Name = ""
		}
		called := Called(p.Key, p.Name)
		if called == (record.Label{}) {
			return phrase.Errorf("give the policy a name")
		}
		if folded := strings.ToLower(called.Vi); names[folded] {
			return phrase.Errorf("two policies are named %s; give each a name of its own", called.Vi)
		} else {
			names[folded] = true
		}
		if p.Key == "" {
			p.Key = record.FreeKey(record.Label{Vi: p.Name, En: p.Name}, func(k string) bool { return b.has(k) })
		}
		if keys[p.Key] {
			return phrase.Errorf("the key %q cannot be used; choose another", p.Key)
		}
		keys[p.Key] = true
		if err := p.check(statuses); err != nil {
			return err
		}
	}
	return nil
}

func (b Book) has(key string) bool {
	return slices.ContainsFunc(b, func(p Policy) bool { return p.Key == key })
}

func (p *Policy) check(statuses []string) error {
	p.Hours = cmp.Or(p.Hours, Working)
	if p.Hours != Working && p.Hours != Always {
		return phrase.Errorf("clocks run in working hours or around the clock")
	}
	for _, t := range []Target{p.Targets.Urgent, p.Targets.High, p.Targets.Normal, p.Targets.Low} {
		if min(t.First, t.Next, t.Resolution) < 0 || max(t.First, t.Next, t.Resolution) > mostMinutes {
			return phrase.Errorf("write minutes, from 0 to %d; 0 promises nothing", mostMinutes)
		}
	}
	p.Pauses = slices.DeleteFunc(p.Pauses, func(s string) bool { return !slices.Contains(statuses, s) })
	if len(p.Steps) > mostSteps {
		return phrase.Errorf("a policy has at most %d steps of escalation", mostSteps)
	}
	for i := range p.Steps {
		if err := p.Steps[i].check(); err != nil {
			return err
		}
	}
	return nil
}

// Usual are the policies of a house that has set none: what is urgent or a complaint is seen to soon, everything within
// working hours, and whoever has a ticket hears before it is late, whoever leads once it is. What they are called is
// Called's to say.
func Usual() Book {
	pauses := []string{"customer", "third"}
	steps := []Step{{Before: 15, Owner: true}, {Before: 0, Owner: true, Lead: true}}
	soon := Target{First: 30, Next: 60, Resolution: 8 * 60}
	usual := Target{First: 4 * 60, Next: 4 * 60, Resolution: 3 * 8 * 60}
	return Book{
		{Key: "complaints", When: When{Kinds: []string{"complaint"}}, Hours: Working, Pauses: pauses, Steps: steps,
			Targets: Targets{Urgent: soon, High: soon, Normal: Target{60, 2 * 60, 2 * 8 * 60}, Low: Target{2 * 60, 4 * 60, 2 * 8 * 60}}},
		{Key: "usual", Hours: Working, Pauses: pauses, Steps: steps,
			Targets: Targets{Urgent: soon, High: Target{60, 2 * 60, 2 * 8 * 60}, Normal: usual, Low: Target{8 * 60, 8 * 60, 5 * 8 * 60}}},
	}
}

// OverdueEvent is what the log hears of a clock that ran out, once for each.
const OverdueEvent = "Ticket Overdue"
