package onboarding

import (
	"strings"

	"banhda/hub/segment"
	"banhda/hub/timeline"
	"banhda/phrase"
)

// State is where an onboarding stands.
type State string

// The states.
const (
	Running  State = "running"
	Finished State = "finished" // every step that is not optional is done
	Stopped  State = "stopped"  // somebody ended it
)

// States are all there are.
var States = []State{Running, Finished, Stopped}

// Promise is what was promised to the customer, as whoever sold it chose.
type Promise struct {
	Words string   `json:"words" maxLength:"5000"`
	Items []string `json:"items" maxItems:"50" doc:"taken over from the deal: its lines, fields and notes"`
}

// None reports whether nothing was said.
func (p Promise) None() bool { return p.Words == "" && len(p.Items) == 0 }

// Tick is what became of a step. Instants are microseconds.
type Tick struct {
	At      int64  `json:"at,omitempty"` // 0: not yet
	By      string `json:"by,omitempty"` // an actor, as the trail calls them; ByCustomer; empty: an event
	Event   string `json:"event,omitempty"`
	Said    string `json:"said,omitempty"` // the id of what the log was told
	Skipped bool   `json:"skipped,omitempty"`
	Reason  string `json:"reason,omitempty"` // why it was skipped
	Heard   int    `json:"heard,omitempty"`  // how often its event happened
	Task    int64  `json:"task,omitempty"`   // by which somebody of us was asked to do it
}

// ByCustomer is how a tick calls the customer.
const ByCustomer = "customer"

// Run is one customer going through a version of a plan. Instants are microseconds; 0: not.
type Run struct {
	ID        int64
	Plan      int64
	Version   int64
	Person    int64
	Deal      int64  // 0: none
	Cause     string // what began it: of each cause there is one in a plan
	State     State
	Seller    int64 // a user: who sold it; 0: nobody
	Agent     int64 // a user: who looks after the customer; 0: nobody yet
	Promised  Promise
	Ticks     map[string]Tick // by step
	Done      int             // steps that are not optional and done or skipped
	Total     int             // steps that are not optional
	StartedAt int64           // and handed over from sales
	TouchedAt int64           // when care was in touch first
	MovedAt   int64           // when a step was done last, or the start
	DueAt     int64           // of what is not optional and to be done: the first instant something is due
	StalledAt int64           // since when it counts as stalled
	LookAt    int64           // when it is to be looked at next; 0: never
	EndedAt   int64
	Reason    string // why it was stopped
}

// What is wrong with what is done to a run.
var (
	ErrOver   = phrase.Errorf("this onboarding has ended")
	ErrNoStep = phrase.Errorf("this onboarding has no such step")
	ErrReason = phrase.Errorf("say why the step is skipped; whoever looks after the customer later will want to know")
)

// errWaits says what a step waits for.
func errWaits(steps []*Step) error {
	names := make([]string, len(steps))
	for i, s := range steps {
		names[i] = s.name()
	}
	return phrase.Errorf("this comes after: %s", strings.Join(names, ", "))
}

// Tick marks a step as done by somebody; ok is false where it was already. What waits for another step cannot be done yet.
func (r *Run) Tick(d *Definition, key, by string, now int64) (ok bool, err error) {
	if ok, err := r.open(d, key); err != nil || !ok {
		return false, err
	}
	if waits := r.waits(d, d.Step(key)); len(waits) > 0 {
		return false, errWaits(waits)
	}
	r.set(key, Tick{At: now, By: by, Heard: r.Ticks[key].Heard, Task: r.Ticks[key].Task})
	return true, nil
}

// Skip marks a step as one that will not be done, and why.
func (r *Run) Skip(d *Definition, key, by, reason string, now int64) (ok bool, err error) {
	if ok, err := r.open(d, key); err != nil || !ok {
		return false, err
	}
	if strings.TrimSpace(reason) == "" {
		return false, ErrReason
	}
	r.set(key, Tick{At: now, By: by, Skipped: true, Reason: strings.TrimSpace(reason), Heard: r.Ticks[key].Heard, Task: r.Ticks[key].Task})
	return true, nil
}

// Reopen takes back that a step was done or skipped, and gives what it was.
func (r *Run) Reopen(d *Definition, key string) (was Tick, err error) {
	switch was = r.Ticks[key]; {
	case r.State != Running:
		return was, ErrOver
	case d.Step(key) == nil:
		return was, ErrNoStep
	}
	delete(r.Ticks, key)
	return was, nil
}

func (r *Run) open(d *Definition, key string) (bool, error) {
	switch {
	case d.Step(key) == nil:
		return false, ErrNoStep
	case r.Ticks[key].At != 0:
		return false, nil
	case r.State != Running:
		return false, ErrOver
	}
	return true, nil
}

func (r *Run) set(key string, t Tick) {
	if r.Ticks == nil {
		r.Ticks = map[string]Tick{}
	}
	if r.Ticks[key] = t; t.At != 0 {
		r.MovedAt, r.StalledAt = max(r.MovedAt, t.At), 0
	}
}

// waits are the steps that one waits for.
func (r *Run) waits(d *Definition, s *Step) (list []*Step) {
	for _, key := range s.Needs {
		if r.Ticks[key].At == 0 {
			list = append(list, d.Step(key))
		}
	}
	return list
}

// Heard is something that happened to the customer.
type Heard struct {
	ID, Name   string
	At         int64
	Properties []byte
}

// Hear lets what happened tick steps, and gives those it did. What happened has happened: it also ticks what by hand would
// have to wait.
func (r *Run) Hear(d *Definition, e *Heard) (ticked []string) {
	if r.State != Running || e.At < r.StartedAt {
		return nil
	}
	for i := range d.Steps {
		s := &d.Steps[i]
		t := r.Ticks[s.Key]
		if t.At != 0 || !s.hears(e) {
			continue
		}
		if t.Heard++; t.Heard >= s.Times() {
			t.At, t.Event = e.At, e.ID
			ticked = append(ticked, s.Key)
		}
		r.set(s.Key, t)
	}
	return ticked
}

// Waits reports whether an event of a name would be counted by any step.
func (d *Definition) Waits(name string) bool {
	for i := range d.Steps {
		if d.Steps[i].Event == name {
			return true
		}
	}
	return false
}

func (s *Step) hears(e *Heard) bool {
	if s.Event == "" || s.Event != e.Name {
		return false
	}
	said := timeline.PropertiesOf(e.Properties)
	if page, _ := said("page"); s.Booking != "" && s.Event == BookedEvent && page.Text != s.Booking {
		return false // a time for something else
	}
	if s.If == "" {
		return true
	}
	is, err := segment.Parse(s.If)
	return err == nil && is.Match(said)
}

// Stop ends a run before it is finished.
func (r *Run) Stop(reason string, now int64) error {
	if r.State != Running {
		return ErrOver
	}
	r.State, r.Reason, r.EndedAt, r.LookAt, r.DueAt, r.StalledAt = Stopped, strings.TrimSpace(reason), now, 0, 0, 0
	return nil
}

// Touch notes that somebody was in touch with the customer, and reports whether that was care's first touch: of one of us who
// is not the seller, unless the seller looks after them.
func (r *Run) Touch(user, at int64) bool {
	if user == 0 || r.TouchedAt != 0 || at < r.StartedAt || user != r.Agent && user == r.Seller {
		return false
	}
	r.TouchedAt = at
	return true
}
