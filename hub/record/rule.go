package record

import "banhda/phrase"

// Complete reports what a record has to have and would not: what is required, when the record is made and whenever that
// value is changed. Records from before a field was required are left in peace.
func Complete(fields map[string]*Field, was, is *Record) error {
	for key, f := range fields {
		if !f.Required || f.ReadOnly || f.Archived || is.Values[key] != nil {
			continue
		}
		if was.Version == 0 || was.Values[key] != nil {
			return &Wrong{phrase.Errorf("%s: this has to be there", key), key}
		}
	}
	return nil
}
