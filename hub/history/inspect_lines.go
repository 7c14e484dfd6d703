package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// inspectLines looks at JSON lines: its columns are the fields of the first objects, in the order in which they are
// met, those within others with points between.
func inspectLines(path string, spec tableSpec) ([]Inspection, error) {
	lines := spec
	lines.format, lines.delimiter, lines.quote, lines.columns = "csv", "\x00", false, []string{"line"}
	rows, _, _, err := readRows(path, lines, headerWithin)
	if err != nil {
		return nil, err
	}
	one := Inspection{Format: spec.format, Header: true}
	names := fieldNames(rows)
	if len(names) == 0 {
		return nil, errors.New("there is no JSON object in it; one row is {…} on one line")
	}
	for _, name := range names {
		one.Columns = append(one.Columns, InspectedColumn{Name: name})
	}
	one.rows, _, one.Complete, err = readRows(path, spec, inspected, names...)
	return []Inspection{one}, err
}

// fieldNames are the names of all fields that hold one value.
func fieldNames(rows [][]string) (names []string) {
	for _, r := range rows {
		d := json.NewDecoder(bytes.NewReader([]byte(r[0])))
		_ = fieldsOf(d, "", func(name string) { // what cannot be read ends the line; importing will refuse it
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		})
	}
	return names
}

// fieldsOf walks over one value, which stands under a name.
func fieldsOf(d *json.Decoder, name string, each func(string)) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	switch t {
	case json.Delim('{'):
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return err
			}
			inner, _ := key.(string)
			if name != "" {
				inner = name + "." + inner
			}
			if err := fieldsOf(d, inner, each); err != nil {
				return err
			}
		}
		_, err = d.Token()
	case json.Delim('['):
		for d.More() && err == nil {
			err = fieldsOf(d, "", func(string) {})
		}
		if err == nil {
			_, err = d.Token()
		}
	default:
		if name != "" {
			each(name)
		}
	}
	return err
}
