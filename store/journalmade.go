package store

import (
	"encoding/json"
	"maps"
	"slices"

	"banhda/hub/record"
)

// isMaking reports whether a row of the journal is a record that was made, with all it was made with.
func (v *View) isMaking(c *record.Change, after []byte) bool {
	return c.Field == record.Existence && len(after) > 0 && after[0] == '{' && v.catalogues[c.Type] != nil
}

// made are the changes a record was made by: first that it is there, then its values in order of their keys. All have the
// id of their one row.
func (v *View) made(c record.Change, values []byte) ([]record.Change, error) {
	with := map[string]json.RawMessage{}
	err := json.Unmarshal(values, &with)
	c.After = true
	list := []record.Change{c}
	for _, key := range slices.Sorted(maps.Keys(with)) {
		c.Field, c.After = key, nil
		if f := journalled(v.catalogues[c.Type].index, key); f != nil {
			c.After = f.DecodeValue(with[key])
		}
		list = append(list, c)
	}
	return list, err
}

// lastFirst turns around the changes of one row, where rows are read the last first.
func lastFirst(list []record.Change) []record.Change {
	for from := 0; from < len(list); {
		to := from + 1
		for to < len(list) && list[to].ID == list[from].ID {
			to++
		}
		slices.Reverse(list[from:to])
		from = to
	}
	return list
}

// ofField are changes of one field; empty: all.
func ofField(list []record.Change, field string) []record.Change {
	return slices.DeleteFunc(list, func(c record.Change) bool { return field != "" && c.Field != field })
}
