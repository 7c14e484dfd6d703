package segment

import (
	"reflect"
	"time"
)

// Kind is how a segment's people are chosen.
type Kind string

// The kinds.
const (
	Rule Kind = "rule" // by a condition
	List Kind = "list" // by hand
)

// The events that say somebody came into a segment, or went out of it.
const (
	Entered = "Segment Entered"
	Left    = "Segment Left"
)

// Saved is a named choice of people.
type Saved struct {
	ID          int64
	Kind        Kind
	Name        string
	Description string
	Condition   string // of a rule
	Owner       int64  // a user's id; 0: the house
	CreatedAt   int64
	UpdatedAt   int64
	// Keep says that its members are kept up to date though nothing listens to them.
	Keep bool
	// Judged is the condition by which everybody was judged last, and JudgedAt when; empty and 0: never.
	Judged   string
	JudgedAt int64
}

// Relative reports whether time alone brings people into a segment or out of it: whether its condition means something
// else later than it does now.
func (e *Expr) Relative(a Asking) (bool, error) {
	foreseen := false
	a.Foresight = func(time.Time, func(Outlook) bool) (*Set, error) { // what is forecast is another thing tomorrow
		foreseen = true
		return NewSet(), nil
	}
	now, err := e.Bind(a)
	if err != nil {
		return false, err
	}
	a.Now = a.Now.AddDate(1, 1, 1)
	later, err := e.Bind(a)
	return foreseen || !reflect.DeepEqual(now, later), err
}

// Uses are the ids of the segments a tree names, in order of appearance.
func Uses(n Node) (ids []string) {
	for _, leaf := range Leaves(n) {
		if s, ok := leaf.(InSegment); ok {
			ids = append(ids, s.ID)
		}
	}
	return ids
}
