package duckdb

import (
	"context"

	"banhda/hub/segment"
	"banhda/wheel"
)

// steps says of each event which steps of a question it fits.
type steps struct {
	plain  []uint32 // by name: steps that ask for nothing but the name
	tested [][]test // by name: steps with a condition
	stages [wheel.Stages]uint32
	events bool // some step is an event
	// derived says that some step is an event that follows from a friend's.
	derived bool
}

// test is a step with a condition on the event's properties.
type test struct {
	step uint32
	fits func(seq int64) bool
}

// stepColumns are the columns the steps' conditions read.
func (w *Warehouse) stepColumns(asked []segment.Step) (all []source) {
	for _, s := range asked {
		name, ok := w.now.Load().names.number(s.Event)
		if !ok || s.Where == nil {
			continue
		}
		for _, key := range s.Where.Fields() {
			all = append(all, source{what: property, key: key, name: name})
		}
	}
	return all
}

func (v *view) steps(ctx context.Context, asked []segment.Step) (*steps, error) {
	n := v.names.count()
	s := &steps{plain: make([]uint32, n), tested: make([][]test, n)}
	for k, step := range asked {
		bit := uint32(1) << k
		if step.Stage != nil {
			s.stages[*step.Stage] |= bit
			continue
		}
		s.events = true
		name, ok := v.names.number(step.Event)
		if !ok || int(name) >= n {
			continue
		}
		s.derived = s.derived || name == friendJoined || name == friendBought
		if step.Where == nil {
			s.plain[name] |= bit
			continue
		}
		fits, err := v.condition(ctx, step.Where, name)
		if err != nil {
			return nil, err
		}
		s.tested[name] = append(s.tested[name], test{bit, fits})
	}
	return s, nil
}

// fit are the steps an event fits; seq is its entry, 0 for a derived event, which has no properties.
func (s *steps) fit(k wheel.Kind, seq int64) uint32 {
	name := k.Name()
	if int(name) >= len(s.plain) {
		return 0 // a name seen only after the question began
	}
	bits := s.plain[name]
	for _, t := range s.tested[name] {
		if t.fits(seq) {
			bits |= t.step
		}
	}
	return bits
}

// condition tests the properties of events of one name. With one property each of its values is tested once.
func (v *view) condition(ctx context.Context, e *segment.Expr, name int32) (func(seq int64) bool, error) {
	fields := e.Fields()
	read := make(map[string]*column, len(fields))
	for _, key := range fields {
		c, err := v.warehouse.column(ctx, source{what: property, key: key, name: name}, v.seq)
		if err != nil {
			return nil, err
		}
		read[key] = c
	}
	if len(fields) == 1 {
		return oneProperty(e, read[fields[0]]), nil
	}
	return func(seq int64) bool { return e.Match(properties{read, seq}) }, nil
}

func oneProperty(e *segment.Expr, c *column) func(seq int64) bool {
	fits := make([]bool, len(c.values))
	for code, value := range c.values {
		fits[code] = e.Match(valueOf{value, code != 0})
	}
	return func(seq int64) bool { return fits[c.code(seq)] }
}

// valueOf is an event with one property.
type valueOf struct {
	value segment.Value
	ok    bool
}

// Get implements segment.Subject.
func (v valueOf) Get(string) (segment.Value, bool) { return v.value, v.ok }

// properties are an event's.
type properties struct {
	columns map[string]*column
	seq     int64
}

// Get implements segment.Subject.
func (p properties) Get(key string) (segment.Value, bool) { return p.columns[key].value(p.seq) }

// between are the places of the first event at or after from, and the first at or after to.
func (h *history) between(from, to int64) (int, int) { return h.known(from), h.known(to) }
