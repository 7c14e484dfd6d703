// Package onboarding is how somebody who bought comes to use it: plans of steps for us and for the customer, in versions that
// never change once they were published, and one customer's way through such a version. It does no I/O: pages, stores and
// what happens stand around it.
//
// A step is never set by guess: somebody ticks it, or an event the plan names does.
package onboarding

import (
	"bytes"
	"encoding/json"

	"banhda/hub/record"
)

// The events the log hears, and Source whom they come from. A step of ours that is done is our effort and no act of the
// customer's: only theirs become StepEvent, which the wheel takes for use of what they bought.
const (
	StartedEvent   = "Onboarding Started"
	StepEvent      = "Onboarding Step Completed"
	StalledEvent   = "Onboarding Stalled"
	CompletedEvent = "Onboarding Completed"
	Source         = "onboarding"
)

// BookedEvent is what ticks a step for which the customer books a meeting.
const BookedEvent = "Appointment Booked"

// Label is a text in both languages. Where one is empty, the other is used.
type Label = record.Label

// For is what begins a plan by itself.
type For string

// What begins plans.
const (
	ForProduct  For = "product"  // somebody bought it for the first time
	ForPipeline For = "pipeline" // a deal of it was won
	ByHand      For = "hand"     // nothing: people and workflows begin it
)

// Fors are all there are.
var Fors = []For{ForProduct, ForPipeline, ByHand}

// Side is who does a step.
type Side string

// The sides.
const (
	Us       Side = "us"
	Customer Side = "customer"
)

// Whose is who of us sees to a step.
type Whose string

// Who sees to steps.
const (
	Care   Whose = "care"   // the care agent of the customer
	Seller Whose = "seller" // who sold it
	User   Whose = "user"   // always the same
)

// Step is one thing to be done. It is due so many working days after the start, or after another step, and never before what
// it waits for.
type Step struct {
	Key      string   `json:"key" doc:"[a-z][a-z0-9_]{0,39}"`
	Label    Label    `json:"label"`
	Help     Label    `json:"help" doc:"what it is about"`
	Link     string   `json:"link,omitempty" maxLength:"500" doc:"an article or a page that helps: https://… or /…"`
	Side     Side     `json:"side" enum:"us,customer"`
	Owner    Whose    `json:"owner" enum:"care,seller,user" doc:"who of us sees to it"`
	User     string   `json:"user,omitempty" maxLength:"40" doc:"of user: who"`
	Days     int      `json:"days" doc:"working days"`
	After    string   `json:"after,omitempty" maxLength:"40" doc:"the step they are counted from; left out: the start"`
	Needs    []string `json:"needs" maxItems:"20" doc:"the steps that have to be done before"`
	Event    string   `json:"event,omitempty" maxLength:"200" doc:"the event that ticks it by itself"`
	If       string   `json:"if,omitempty" maxLength:"2000" doc:"a condition on that event's properties"`
	Count    int      `json:"count,omitempty" doc:"how often it has to happen; left out: once"`
	Booking  string   `json:"booking,omitempty" maxLength:"60" doc:"the booking page the customer chooses a time on: what stands after /b/; a time booked there alone ticks it"`
	Optional bool     `json:"optional,omitempty" doc:"nobody waits for it"`
}

// Definition is what a plan says.
type Definition struct {
	For      For    `json:"for" enum:"product,pipeline,hand"`
	Product  string `json:"product,omitempty" maxLength:"40" doc:"of product: its id"`
	Pipeline string `json:"pipeline,omitempty" maxLength:"60" doc:"of pipeline: its key"`
	Team     string `json:"team,omitempty" maxLength:"40" doc:"the team whose members look after customers; left out: everybody who cares for customers"`
	Welcome  Label  `json:"welcome" doc:"what the customer reads above the steps"`
	Stall    int    `json:"stall" doc:"working days without a step done after which it counts as stalled; 0: only late steps do"`
	Steps    []Step `json:"steps" maxItems:"60"`
}

// Plan is one of a company's plans.
type Plan struct {
	ID        int64
	Name      string
	Draft     Definition // what is being written
	Edition   int64      // of the draft: one more with each change
	Published int64      // the number of the version by which customers begin; 0: none
	Archived  bool       // nobody begins by it any more
	UpdatedAt int64      // microseconds
}

// Live reports whether somebody may begin.
func (p *Plan) Live() bool { return p.Published > 0 && !p.Archived }

// Version is a plan as it was published. It never changes: who is under way goes on by theirs.
type Version struct {
	Plan    int64
	Number  int64 // 1, 2, …
	Name    string
	Content Definition
	At      int64 // microseconds
	Act     int64
}

// Step is one by its key; nil where there is none.
func (d *Definition) Step(key string) *Step {
	for i := range d.Steps {
		if d.Steps[i].Key == key {
			return &d.Steps[i]
		}
	}
	return nil
}

// Times is how often its event has to happen.
func (s *Step) Times() int { return max(s.Count, 1) }

// before are the steps one cannot be due before.
func (s *Step) before() []string {
	if s.After == "" {
		return s.Needs
	}
	return append([]string{s.After}, s.Needs...)
}

// Same reports whether a draft says what a published version does.
func (d *Definition) Same(published *Definition) bool {
	draft, _ := json.Marshal(d) // texts and numbers
	is, _ := json.Marshal(published)
	return bytes.Equal(draft, is)
}
