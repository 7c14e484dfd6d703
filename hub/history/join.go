package history

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
)

// join looks up a row of a second file by a key, and shows its cells as columns of the first. The second file stays
// in memory, of each row the columns that the mapping uses. Where a key stands twice, the first row counts.
type join struct {
	spec     *joinSpec
	path     string
	reader   tableReader
	inner    *scope // of the second file
	names    []string
	key      int // in the second file
	from     int // the key's cell in the first
	taken    []taken
	rows     map[string][]string
	repeated int64
	missed   int64
}

type taken struct{ inner, outer int }

// openJoin opens the second file as far as its header.
func openJoin(spec *joinSpec, path, mapping string) (*join, error) {
	j := &join{spec: spec, path: path}
	var err error
	if j.reader, j.inner, err = openTable(path, spec.table, mapping, new(atomic.Int64)); err != nil {
		return nil, err
	}
	j.names = slices.Clone(j.inner.header)
	key, missing := j.inner.column(spec.key)
	if missing != nil {
		j.reader.close()
		return nil, &MappingError{mapping, spec.at.line, spec.at.column, "on, in the joined file: " + missing.problem, missing.instead}
	}
	j.key = key
	return j, nil
}

// column finds a name in the second file, with or without the file's own name before it.
func (j *join) column(name string) (inner int, ok bool) {
	plain, prefixed := strings.CutPrefix(name, j.spec.as+".")
	if j.spec.as == "" || !prefixed {
		plain, prefixed = name, false
	}
	if j.inner.json != nil && !prefixed {
		return 0, false // any name could be one of its fields
	}
	slot, missing := j.inner.column(plain)
	return slot, missing == nil
}

// take brings a cell of the second file to one of the first's row.
func (j *join) take(inner, outer int) int {
	j.taken = append(j.taken, taken{inner, outer})
	return outer
}

// load reads the second file.
func (j *join) load() error {
	j.rows = map[string][]string{}
	r := &row{cells: make([]string, j.inner.size)}
	for {
		err := j.reader.next(r)
		var refused *rowError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &refused):
			return fmt.Errorf("%s, line %d: %w; mend the line, as rows of a joined file cannot be refused one by one", j.path, r.line, err)
		case err != nil:
			return fmt.Errorf("%s: %w", j.path, err)
		}
		j.keep(r)
	}
}

func (j *join) keep(r *row) {
	key := r.cells[j.key]
	if _, there := j.rows[key]; there {
		j.repeated++
		return
	}
	cells := make([]string, len(j.taken))
	for i, t := range j.taken {
		cells[i] = strings.Clone(r.cells[t.inner])
	}
	j.rows[strings.Clone(key)] = cells
}

// apply fills the joined cells of a row; keep is false for a row that is left out because it has no match.
func (j *join) apply(r *row) (keep bool, err error) {
	found, ok := j.rows[r.cells[j.from]]
	if r.cells[j.from] == "" {
		ok = false
	}
	if !ok {
		j.missed++
		for _, t := range j.taken {
			r.cells[t.outer] = ""
		}
		if j.spec.missing == "refuse" {
			return false, &rowError{j.spec.column, fmt.Sprintf("%q is not in %s", clip(r.cells[j.from]), j.spec.table.path)}
		}
		return j.spec.missing == "keep", nil
	}
	for i, t := range j.taken {
		r.cells[t.outer] = found[i]
	}
	return true, nil
}

// warnings says what a reader of the figures should know of the join.
func (j *join) warnings() []string {
	var list []string
	if j.missed > 0 {
		list = append(list, fmt.Sprintf("%d rows have no match in %s by %s", j.missed, j.spec.table.path, j.spec.column))
	}
	if j.repeated > 0 {
		list = append(list, fmt.Sprintf("%d rows of %s repeat a key; the first of each counts", j.repeated, j.spec.table.path))
	}
	return list
}
