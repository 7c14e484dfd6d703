package segment

import "banhda/hub/record"

// Holder is a Subject that is a record.
type Holder interface {
	Subject
	// Held is the record's value of a field, as the field's kind has it; nil: none.
	Held(key string) any
	// Agreement is the state of a person's consent; empty: never asked.
	Agreement(channel, purpose string) string
	// Listed reports whether a person was put into a list.
	Listed(list int64) bool
}

// Held compares a value of a record with constants of the field's kind. Of a field with several values one has to
// fulfil it.
type Held struct {
	Field     record.Field
	Part      string // of an Address; else empty
	Op        Operator
	Constants []Value
}

// Match implements Node.
func (h Held) Match(s Subject) bool {
	r, ok := s.(Holder)
	if !ok {
		return false
	}
	for _, v := range valuesOf(h.Field.Kind, h.Part, r.Held(h.Field.Key)) {
		if (Compare{Op: h.Op, Constants: h.Constants}).fits(v) {
			return true
		}
	}
	return false
}

func (Held) fields(map[string]bool) {}

// Has is fulfilled by a record that has a value of a field.
type Has struct {
	Field record.Field
	Part  string
}

// Match implements Node.
func (h Has) Match(s Subject) bool {
	r, ok := s.(Holder)
	return ok && len(valuesOf(h.Field.Kind, h.Part, r.Held(h.Field.Key))) > 0
}

func (Has) fields(map[string]bool) {}

// Agreed is fulfilled by a person whose consent to a purpose over a channel is in one of some states.
type Agreed struct {
	Channel, Purpose string
	States           []string
}

// Match implements Node.
func (a Agreed) Match(s Subject) bool {
	r, ok := s.(Holder)
	if !ok {
		return false
	}
	state := r.Agreement(a.Channel, a.Purpose)
	for _, want := range a.States {
		if state != "" && state == want {
			return true
		}
	}
	return false
}

func (Agreed) fields(map[string]bool) {}

// Several reports whether fields of a kind can have several values.
func Several(k record.Kind) bool { return k == record.Choices || k == record.Tags || k == record.Firms }

// valuesOf are a field's values as they are compared; none where it is missing.
func valuesOf(k record.Kind, part string, held any) []Value {
	switch held := held.(type) {
	case string:
		if held != "" {
			return []Value{{Text: held}}
		}
	case float64:
		return []Value{Number(held)}
	case int64:
		if held != 0 || k == record.Money || k == record.Instant {
			return []Value{Number(float64(held))}
		}
	case bool:
		if held {
			return []Value{Number(1)}
		}
		return []Value{Number(0)}
	case []string:
		all := make([]Value, len(held))
		for i, s := range held {
			all[i] = Value{Text: s}
		}
		return all
	case []record.Membership:
		all := make([]Value, len(held))
		for i, m := range held {
			all[i] = Number(float64(m.Company))
		}
		return all
	case map[string]any:
		return valuesOf(record.Text, "", held[part])
	}
	return nil
}
