package bot

import (
	"encoding/json"
	"regexp"
	"slices"

	"banhda/hub/record"
	"banhda/phrase"
)

// Flow is a way through a talk that a company lays itself: what is said, which buttons stand under it, what is asked and kept
// of who answers, what is done. It begins at its first step, and ends where no step follows: from there the bot answers as ever.
// It says what is said; who walks it is the engine of workflows, as a definition of its own (House.Walk).
type Flow struct {
	Steps []Step `json:"steps" nullable:"false" maxItems:"40"`
}

// StepKind is what a step does.
type StepKind string

// The kinds of steps.
const (
	Menu   StepKind = "menu"     // says something, with buttons
	Query  StepKind = "question" // asks something, and fills a field of who answers
	Branch StepKind = "branch"   // goes on by what is known of who talks
	Person StepKind = "person"   // hands over
	Book   StepKind = "book"     // offers times of meetings
	Act    StepKind = "action"   // does something, without a word
	Jump   StepKind = "flow"     // goes on with another flow
)

// StepKinds are all there are.
var StepKinds = []StepKind{Menu, Query, Branch, Person, Book, Act, Jump}

// Step is one step of a flow.
type Step struct {
	ID    string       `json:"id" maxLength:"40" doc:"small letters, digits and _"`
	Kind  StepKind     `json:"kind" enum:"menu,question,branch,person,book,action,flow"`
	Text  record.Label `json:"text" doc:"what is said; of branch, action and flow nothing is"`
	Ways  []Way        `json:"ways,omitempty" maxItems:"8" doc:"of menu: its buttons; of branch: its conditions, the first that holds"`
	Field string       `json:"field,omitempty" maxLength:"60" doc:"of question: of people; one that says something already is not asked"`
	Check Kept         `json:"check,omitempty" enum:"text,email,phone,number" doc:"of question: what an answer has to be"`
	Next  string       `json:"next,omitempty" maxLength:"40" doc:"of question, branch and action: the step that follows; empty: the flow ends"`

	Action string         `json:"action,omitempty" maxLength:"40" doc:"of action: its kind, as bot-flow-show lists them"`
	With   map[string]any `json:"with,omitempty" doc:"of action: its fields"`
	Flow   string         `json:"flow,omitempty" maxLength:"40" doc:"of flow: the id of the other"`
}

// Way leads on from a step.
type Way struct {
	Label record.Label `json:"label" doc:"of menu: on the button"`
	Where string       `json:"where,omitempty" maxLength:"2000" doc:"of branch: a condition on people"`
	Next  string       `json:"next,omitempty" maxLength:"40" doc:"empty: the flow ends"`
}

// Kept is what an answer to a question has to be.
type Kept string

// What answers have to be.
const (
	KeptText   Kept = "text"
	KeptEmail  Kept = "email"
	KeptPhone  Kept = "phone"
	KeptNumber Kept = "number"
)

// Flowing is where a talk stands in a flow.
type Flowing struct {
	Version int64           `json:"version"`         // of the flow, as it was published
	Step    string          `json:"step"`            // that waits for an answer; empty: it is to begin
	Run     int64           `json:"run,omitempty"`   // the entry by which it began
	Said    string          `json:"said,omitempty"`  // what was answered last
	State   json.RawMessage `json:"state,omitempty"` // as the engine keeps it; empty: it waits at the step
	Tries   int             `json:"tries,omitempty"` // of a talk that an earlier house led: answers to its question that were none
}

// Bounds of a flow.
const (
	mostSteps  = 40
	mostWays   = 8
	longestWay = 60
	longestSay = 600
)

var stepForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)

// Step is one by its id; nil: there is none.
func (f *Flow) Step(id string) *Step {
	i := slices.IndexFunc(f.Steps, func(s Step) bool { return s.ID == id })
	if i < 0 {
		return nil
	}
	return &f.Steps[i]
}

// Check says what is wrong with a flow that is to be published; where says what is wrong with a condition on people, field what
// is wrong with a field of theirs.
func (f *Flow) Check(where, field func(string) error) error {
	if len(f.Steps) == 0 || len(f.Steps) > mostSteps {
		return phrase.Errorf("a flow has 1 to %d steps", mostSteps)
	}
	for i := range f.Steps {
		s := &f.Steps[i]
		if !stepForm.MatchString(s.ID) || f.Step(s.ID) != s {
			return phrase.Errorf("every step needs an id of its own: small letters, digits and _, a letter first")
		}
		if err := f.step(s, where, field); err != nil {
			return phrase.Errorf("step %s: %w", s.ID, err)
		}
	}
	return nil
}

func (f *Flow) step(s *Step, where, field func(string) error) error {
	for _, next := range append([]string{s.Next}, s.nexts()...) {
		if next != "" && f.Step(next) == nil {
			return phrase.Errorf("there is no step %q to go on to", next)
		}
	}
	said := s.Text.Vi != "" || s.Text.En != ""
	switch {
	case !slices.Contains(StepKinds, s.Kind):
		return phrase.Errorf("there is no kind of step %q", string(s.Kind))
	case len([]rune(s.Text.Vi)) > longestSay || len([]rune(s.Text.En)) > longestSay:
		return phrase.Errorf("a step says at most %d letters", longestSay)
	case !said && (s.Kind == Menu || s.Kind == Query):
		return phrase.Errorf("say what is asked")
	case len(s.Ways) > mostWays || len(s.Ways) == 0 && (s.Kind == Menu || s.Kind == Branch):
		return phrase.Errorf("it has 1 to %d ways on", mostWays)
	case s.Kind == Jump && s.Flow == "":
		return phrase.Errorf("say with which flow it goes on")
	case s.Kind == Query && s.Field != "":
		return field(s.Field)
	}
	return s.ways(where)
}

func (s *Step) ways(where func(string) error) error {
	for _, w := range s.Ways {
		switch {
		case s.Kind == Menu && (w.Label.Vi == "" && w.Label.En == "" || len([]rune(w.Label.Vi)) > longestWay || len([]rune(w.Label.En)) > longestWay):
			return phrase.Errorf("each button says something, in at most %d letters", longestWay)
		case s.Kind == Branch && w.Where == "":
			return phrase.Errorf("say by which condition it goes on")
		case s.Kind == Branch:
			if err := where(w.Where); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Step) nexts() (list []string) {
	for _, w := range s.Ways {
		list = append(list, w.Next)
	}
	return list
}
