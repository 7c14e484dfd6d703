package workflow

import "banhda/hub/timeline"

// Event is something that happened to a person, as workflows hear of it.
type Event struct {
	ID         string
	Name       string
	At         int64
	Properties []byte // a JSON object; nil: none
	// By is the workflow whose run made it, 0: none; Depth how many workflows called one another up to it.
	By    int64
	Depth int
	// Hook is the workflow at whose address it came in; 0: at none.
	Hook int64
}

// is reports whether an event has a name, and what is asked of its properties.
func (d *Definition) is(e *Event, name, condition string) bool {
	if name == "" || e.Name != name {
		return false
	}
	if condition == "" {
		return true
	}
	parsed := d.ifs[condition]
	return parsed != nil && parsed.Match(timeline.PropertiesOf(e.Properties))
}

// Reaches reports whether an event is the goal.
func (d *Definition) Reaches(e *Event) bool {
	return d.Goal != nil && d.is(e, d.Goal.Event, d.Goal.If)
}
