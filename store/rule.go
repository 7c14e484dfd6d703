package store

import "banhda/hub/record"

// rule holds a record to the rules of its type before it is written. What only becomes of the record itself, as when it
// is removed, is no matter of its values.
func rule(fields map[string]*record.Field, s *step) error {
	if s.was.Version != 0 && len(record.Changed(s.was.Values, s.is.Values)) == 0 {
		return nil
	}
	return record.Complete(fields, &s.was, &s.is)
}
