// Package campaign is the right message to the right people at the right time towards one goal: whom it is for, what they
// are sent and when, what counts as having worked, and who is left out by chance, so that what it is worth can be known.
//
// Who takes part, and in which arm, is drawn once for each person by a hash of their id and the campaign's seed: the same
// whenever and however often it is asked. Nobody can choose who is left out, and nothing has to be remembered for it.
package campaign

import (
	"regexp"
	"slices"
	"strings"

	"banhda/hub/consent"
	"banhda/phrase"
)

// State is where a campaign stands.
type State string

// The states.
const (
	Draft     State = "draft"
	Scheduled State = "scheduled"
	Running   State = "running"
	Paused    State = "paused"
	Finished  State = "finished"
	Stopped   State = "stopped"
)

// Over reports whether nothing more is sent.
func (s State) Over() bool { return s == Finished || s == Stopped }

// Campaign is a campaign as it is kept. Instants are microseconds.
type Campaign struct {
	ID        int64
	Name      string
	State     State
	Plan      Brief
	Owner     int64 // a user's id, in whose right it is sent; 0: nobody's
	StartAt   int64 // when it is to begin, or began; 0: not planned
	EndedAt   int64
	FilledAt  int64 // when its people were gathered last; 0: not yet
	Version   int64 // counts its changes
	CreatedAt int64
	UpdatedAt int64
}

// Participant is somebody who takes part in a campaign.
type Participant struct {
	Person int64
	Arm    string
	At     int64 // when they were drawn
	Step   int   // done so far
	NextAt int64 // when the next one is looked at; 0: none is left
}

// Brief is what a campaign is to do. Ids are as they are shown outside.
type Brief struct {
	Description string    `json:"description,omitempty" maxLength:"1000"`
	Audience    Audience  `json:"audience"`
	Steps       []Sending `json:"steps" maxItems:"5" doc:"What is sent, one after the other."`
	Variants    []Branch  `json:"variants" maxItems:"5" doc:"Arms that are sent different templates, drawn by chance; none: all are sent the same."`
	Holdout     int       `json:"holdout" minimum:"0" maximum:"50" doc:"So many percent are left out by chance, to see what the campaign is worth."`
	Time        Timing    `json:"time"`
	Goal        Aim       `json:"goal"`
	Budget      int64     `json:"budget,omitempty" minimum:"0" doc:"Minor units; the campaign does not begin, and pauses, where it would cost more. 0: none."`
	Seed        string    `json:"seed,omitempty" readOnly:"true" doc:"From which arms are drawn; made with the campaign."`
}

// Audience is whom a campaign is for.
type Audience struct {
	Segment string `json:"segment,omitempty" doc:"A saved segment's id."`
	Where   string `json:"where,omitempty" maxLength:"16384" doc:"A condition on people, in place of a segment or on top of it."`
	Rolling bool   `json:"rolling,omitempty" doc:"Who comes to fulfil it later takes part from then on, until the campaign is stopped, and who ceases to is sent no further message; else who does at the start."`
}

// Condition is the audience as one condition; empty: nobody was chosen yet.
func (a Audience) Condition() string {
	var parts []string
	if a.Segment != "" {
		parts = append(parts, "in segment "+a.Segment)
	}
	if w := strings.TrimSpace(a.Where); w != "" {
		parts = append(parts, "("+w+")")
	}
	return strings.Join(parts, " and ")
}

// Sending is one message of the plan.
type Sending struct {
	Channel   consent.Channel   `json:"channel" enum:"email,sms,zalo"`
	Template  string            `json:"template" doc:"A template's id."`
	Templates map[string]string `json:"templates,omitempty" doc:"By variant, where variants are sent different ones."`
	After     int               `json:"after,omitempty" minimum:"0" maximum:"2160" doc:"Hours after the message of the step before went."`
	Unless    Unless            `json:"unless,omitempty" enum:",opened,clicked,goal" doc:"Not to who did that since the step before; empty: to everybody."`
	Cost      int64             `json:"cost,omitempty" minimum:"0" doc:"Minor units a message."`
}

// Of is the template a variant is sent.
func (s *Sending) Of(variant string) string {
	if t := s.Templates[variant]; t != "" {
		return t
	}
	return s.Template
}

// Unless is what makes a further message needless.
type Unless string

// What does.
const (
	Opened  Unless = "opened"
	Clicked Unless = "clicked"
	Reached Unless = "goal"
)

// Branch is an arm that is sent something of its own.
type Branch struct {
	Key    string `json:"key" maxLength:"20"`
	Weight int    `json:"weight" minimum:"1" maximum:"100"`
}

// Timing is when the first message goes.
type Timing struct {
	Kind string `json:"kind" enum:"now,at,best" doc:"at once; at the given time; or at each person's best hour"`
	At   string `json:"at,omitempty" doc:"RFC 3339, of kind at."`
}

// Aim is what a campaign is judged by.
type Aim struct {
	Event string `json:"event" maxLength:"500" doc:"The event, with a condition in brackets where wanted, or the →stage."`
	Days  int    `json:"days" minimum:"1" maximum:"365" doc:"Within so many days of being drawn."`
	Value bool   `json:"value,omitempty" doc:"What it is worth counts, too."`
}

// Arms of everybody.
const (
	Control = "control" // left out of this campaign by chance
	House   = "house"   // left out of all campaigns, for good
	Only    = "all"     // the one variant of a campaign without variants
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)

// What is wrong with a plan.
var (
	errAudience = phrase.Errorf("choose whom the campaign is for: a segment, or a condition")
	errSteps    = phrase.Errorf("a campaign sends one to five messages; add one and choose its template")
	errChannel  = phrase.Errorf("a campaign sends by email, sms or zalo")
	errTemplate = phrase.Errorf("choose a template for every message of the campaign")
	errVariants = phrase.Errorf("variants are two to five, each with a name of small letters of its own, which is not control, house or all")
	errHoldout  = phrase.Errorf("between 0 and 50 percent are left out")
	errTime     = phrase.Errorf("a campaign is sent now, at a time, or at each person's best hour")
	errGoal     = phrase.Errorf("give the campaign its one goal: an event, within 1 to 365 days")
	errUnless   = phrase.Errorf("a message is left out for who opened, clicked, or reached the goal")
	errBudget   = phrase.Errorf("costs and budgets are not below 0")
)

// Check says what keeps a plan from being started.
func (p *Brief) Check() error {
	switch {
	case p.Audience.Condition() == "":
		return errAudience
	case len(p.Steps) == 0 || len(p.Steps) > 5:
		return errSteps
	case p.Holdout < 0 || p.Holdout > 50:
		return errHoldout
	case !slices.Contains([]string{"now", "at", "best"}, p.Time.Kind):
		return errTime
	case strings.TrimSpace(p.Goal.Event) == "" || p.Goal.Days < 1 || p.Goal.Days > 365:
		return errGoal
	case p.Budget < 0:
		return errBudget
	}
	if err := p.checkVariants(); err != nil {
		return err
	}
	return p.checkSteps()
}

func (p *Brief) checkVariants() error {
	if len(p.Variants) == 1 || len(p.Variants) > 5 {
		return errVariants
	}
	seen := map[string]bool{Control: true, House: true, Only: true}
	for _, v := range p.Variants {
		if seen[v.Key] || !keyForm.MatchString(v.Key) || v.Weight < 1 {
			return errVariants
		}
		seen[v.Key] = true
	}
	return nil
}

func (p *Brief) checkSteps() error {
	for i := range p.Steps {
		s := &p.Steps[i]
		switch {
		case s.Channel != consent.Email && s.Channel != consent.SMS && s.Channel != consent.Zalo:
			return errChannel
		case s.Template == "":
			return errTemplate
		case !slices.Contains([]Unless{"", Opened, Clicked, Reached}, s.Unless):
			return errUnless
		case s.Cost < 0 || s.After < 0:
			return errBudget
		}
	}
	return nil
}
