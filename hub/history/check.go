package history

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
)

// check counts the values of a column that are not in a list: misspelt products, unknown branches. It refuses
// nothing.
type check struct {
	spec    *checkSpec
	slot    int
	known   map[string]bool
	unknown map[string]int64
}

const maxUnknown = 1000 // different values that are remembered

func openCheck(s *scope, spec *checkSpec, path, mapping string) (*check, error) {
	slot, missing := s.column(spec.column)
	if missing != nil {
		return nil, &MappingError{mapping, spec.at.line, spec.at.column, "check: " + missing.problem, missing.instead}
	}
	c := &check{spec: spec, slot: slot, known: map[string]bool{}, unknown: map[string]int64{}}
	reader, list, err := openTable(path, spec.against, mapping, new(atomic.Int64))
	if err != nil {
		return nil, err
	}
	defer reader.close()
	key, missing := list.column(spec.key)
	if missing != nil {
		at := spec.against.at
		return nil, &MappingError{mapping, at.line, at.column, "against: " + missing.problem, missing.instead}
	}
	return c, c.read(reader, key, list.size)
}

func (c *check) read(reader tableReader, key, size int) error {
	r := &row{cells: make([]string, size)}
	for {
		err := reader.next(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s, line %d: %w", c.spec.against.path, r.line, err)
		}
		c.known[strings.Clone(r.cells[key])] = true
	}
}

func (c *check) look(r *row) {
	v := r.cells[c.slot]
	if v == "" || c.known[v] {
		return
	}
	if _, met := c.unknown[v]; met || len(c.unknown) < maxUnknown {
		c.unknown[strings.Clone(v)]++
	}
}

// warnings names the unknown values, the most frequent first, each with the known one it resembles.
func (c *check) warnings() []string {
	values := slices.SortedFunc(maps.Keys(c.unknown), func(a, b string) int {
		return cmp.Or(cmp.Compare(c.unknown[b], c.unknown[a]), cmp.Compare(a, b))
	})
	known := slices.Sorted(maps.Keys(c.known))
	var list []string
	for i, v := range values {
		if i == 20 {
			return append(list, fmt.Sprintf("%s: %d more values are not in %s", c.spec.column, len(values)-i, c.spec.against.path))
		}
		text := fmt.Sprintf("%s: %q is not in %s (%d rows)", c.spec.column, clip(v), c.spec.against.path, c.unknown[v])
		if near := nearest(v, known[:min(len(known), 10000)]); near != "" {
			text += fmt.Sprintf("; is it %q?", near)
		}
		list = append(list, text)
	}
	return list
}
