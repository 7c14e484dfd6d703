package history

import (
	"fmt"
	"strings"
)

// group gathers the rows that have equal keys into one row: the cells of the first, and the group's fields beside
// them. It keeps one row for each group in memory until the file's end, or, where the mapping says that the file is
// sorted, until the key changes.
type group struct {
	spec   *groupSpec
	by     []eval
	fields []boundSummary
	open   map[string]*gathered
	queue  []*gathered // in the order of their first rows
	key    strings.Builder
	states []summary // of a group with the row that is looked at
	mark   byte
}

type boundSummary struct {
	groupField
	of   eval // nil for count of rows
	slot int
}

type gathered struct {
	first  row
	states []summary
}

// summary is a field of a group so far.
type summary struct {
	value value
	count int64
}

// bindGroup compiles the group's keys and fields. The fields get cells of their own, which hide columns of the same
// name only after every part has been compiled.
func bindGroup(s *scope, spec *groupSpec) (*group, error) {
	g := &group{spec: spec, open: map[string]*gathered{}, states: make([]summary, len(spec.fields)), mark: s.mark}
	for _, f := range spec.by {
		by, err := f.compile(s)
		if err != nil {
			return nil, err
		}
		g.by = append(g.by, by)
	}
	for _, f := range spec.fields {
		b := boundSummary{groupField: f}
		if f.of != nil {
			of, err := bindSummary(s, f)
			if err != nil {
				return nil, err
			}
			b.of = of
		}
		g.fields = append(g.fields, b)
	}
	for i := range g.fields {
		g.fields[i].slot = s.extra(g.fields[i].name)
		s.made[g.fields[i].name] = true
		if summary := g.fields[i].summary; summary == "sum" || summary == "count" {
			s.numbers[g.fields[i].slot] = true
		}
	}
	return g, nil
}

func bindSummary(s *scope, f groupField) (eval, error) {
	of, err := f.of.compile(s)
	if err != nil || f.summary != "sum" {
		return of, err
	}
	return numberOf(of, f.of.column(), s.mark), nil
}

// add gathers a row. In a sorted file it gives back the group that this row ends.
func (g *group) add(r *row) (done *gathered, err error) {
	key, err := g.keyOf(r)
	if err != nil {
		return nil, err
	}
	at := g.open[key]
	if at == nil && g.spec.sorted && len(g.queue) > 0 {
		done = g.pop()
		clear(g.open)
	}
	if at == nil {
		at = &gathered{first: *r, states: make([]summary, len(g.fields))}
		at.first.cells = append([]string(nil), r.cells...)
	}
	if err := g.sum(at, r); err != nil {
		return done, err
	}
	if g.open[key] == nil {
		g.open[key] = at
		g.queue = append(g.queue, at)
	}
	return done, nil
}

func (g *group) keyOf(r *row) (string, error) {
	g.key.Reset()
	for i, by := range g.by {
		v, err := by(r)
		if err != nil {
			return "", err
		}
		if v.kind == blank {
			return "", &rowError{g.spec.by[i].column(), "is empty, so the row belongs to no group"}
		}
		fmt.Fprintf(&g.key, "%d:%s", len(v.String()), v.String())
	}
	return g.key.String(), nil
}

// sum looks at all of a row before it changes anything, so that a refused row leaves no trace.
func (g *group) sum(at *gathered, r *row) error {
	for i, f := range g.fields {
		next, err := f.add(at.states[i], r, g.mark)
		if err != nil {
			return err
		}
		g.states[i] = next
	}
	copy(at.states, g.states)
	return nil
}

func (f boundSummary) add(s summary, r *row, mark byte) (summary, error) {
	if f.of == nil {
		s.count++
		return s, nil
	}
	v, err := f.of(r)
	if err != nil || v.kind == blank {
		return s, err
	}
	s.count++
	o, comparable := order(v, s.value, mark)
	switch {
	case s.value.kind == blank || f.summary == "last":
		s.value = v
	case f.summary == "sum":
		s.value, err = calculate("+", s.value, v)
	case f.summary == "min" && comparable && o < 0, f.summary == "max" && comparable && o > 0:
		s.value = v
	}
	return s, err
}

// pop takes the oldest group, its fields in their cells; nil for none.
func (g *group) pop() *gathered {
	if len(g.queue) == 0 {
		return nil
	}
	done := g.queue[0]
	g.queue = g.queue[1:]
	for i, f := range g.fields {
		done.first.cells[f.slot] = g.text(f, done.states[i])
	}
	return done
}

// text is a field as a cell. A number that is not known to be one is written the way the file writes numbers.
func (g *group) text(f boundSummary, s summary) string {
	text := s.value.String()
	switch {
	case f.summary == "count":
		return decimal{digits: s.count}.String()
	case f.summary != "sum" && s.value.kind == numeric:
		return strings.Replace(text, ".", string(g.mark), 1)
	}
	return text
}
