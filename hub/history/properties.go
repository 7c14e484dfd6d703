package history

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"banhda/hub/timeline"
)

// property is a named field with the type it is kept in.
type property struct {
	name   string
	key    []byte // the name as JSON, with its colon
	kind   string
	column string
	of     eval
	whole  int // the cell that holds the value as JSON already; -1 for none
	mark   byte
}

func (b *binder) properties(list []named) []property {
	bound := make([]property, 0, len(list))
	for _, n := range list {
		p := property{name: n.name, key: append(timeline.AppendText(nil, n.name), ':'), kind: n.of.kind, column: n.of.column(), whole: -1, mark: b.scope.mark}
		p.of = b.field(n.of)
		if slot, ok := b.asWritten(n.of); ok {
			p.whole = slot
		}
		bound = append(bound, p)
	}
	return bound
}

// asWritten is the cell with a field of JSON lines as the file has it, where nothing is to be done with it.
func (b *binder) asWritten(f *field) (slot int, ok bool) {
	if f.kind != "auto" || f.constant || f.expression != nil || f.values != nil || f.required || b.err != nil {
		return 0, false
	}
	if f.bare && !plainPath(f.text) {
		return 0, false
	}
	return b.scope.whole(f.text)
}

// append writes the property's value as JSON; nothing for a blank.
func (p *property) append(b []byte, r *row) ([]byte, error) {
	if p.whole >= 0 {
		return append(b, r.cells[p.whole]...), nil
	}
	v, err := p.of(r)
	if err != nil || v.kind == blank {
		return b, err
	}
	switch p.kind {
	case "number":
		d, err := p.number(v)
		return append(b, d.String()...), err
	case "boolean":
		yes, err := p.boolean(v)
		return fmt.Appendf(b, "%t", yes), err
	case "auto":
		if v.kind == numeric {
			return append(b, v.number.String()...), nil
		}
	}
	return timeline.AppendText(b, v.String()), nil
}

// plain is the value as a Go value: string, float64 or bool; nil for a blank.
func (p *property) plain(r *row) (any, error) {
	if p.whole >= 0 {
		return p.decoded(r.cells[p.whole]), nil
	}
	v, err := p.of(r)
	switch {
	case err != nil || v.kind == blank:
		return nil, err
	case p.kind == "boolean":
		return p.boolean(v)
	case p.kind == "number" || p.kind == "auto" && v.kind == numeric:
		d, err := p.number(v)
		f, _ := json.Number(d.String()).Float64()
		return f, err
	}
	return v.String(), nil
}

// decoded is a JSON scalar as a Go value; lists and objects stay JSON text.
func (p *property) decoded(raw string) any {
	if raw == "" {
		return nil
	}
	if raw[0] == '{' || raw[0] == '[' {
		return raw
	}
	var v any
	if json.Unmarshal([]byte(raw), &v) != nil {
		return nil
	}
	return v
}

func (p *property) number(v value) (decimal, error) {
	d, ok := v.decimal(p.mark)
	if !ok {
		return d, &rowError{p.column, fmt.Sprintf("%q is not a number", clip(v.text))}
	}
	return d, nil
}

func (p *property) boolean(v value) (bool, error) {
	switch strings.ToLower(v.String()) {
	case "true", "yes", "y", "1", "x", "có":
		return true, nil
	case "false", "no", "n", "0", "không":
		return false, nil
	}
	return false, &rowError{p.column, fmt.Sprintf("%q is neither yes nor no", clip(v.String()))}
}

// batch gathers events, and the memory their parts stand in, so that an event costs few allocations.
type batch struct {
	events  []timeline.Event
	numbers []int64
	bytes   []byte
}

const batchSize = 1000

// renew begins the next batch, its events where those of the one before stood.
func (b *batch) renew() { *b = batch{events: slices.Grow(b.events[:0], batchSize)} }

func (b *batch) number(n int64) *int64 {
	if len(b.numbers) == cap(b.numbers) {
		b.numbers = make([]int64, 0, batchSize)
	}
	b.numbers = append(b.numbers, n)
	return &b.numbers[len(b.numbers)-1]
}

// properties writes the properties of an event in the order of the mapping; nil for none.
func (b *batch) properties(list []property, r *row) (json.RawMessage, error) {
	if cap(b.bytes)-len(b.bytes) < 4<<10 {
		b.bytes = make([]byte, 0, 64<<10)
	}
	from, out := len(b.bytes), append(b.bytes, '{')
	for i := range list {
		begun := len(out)
		if out[begun-1] != '{' {
			out = append(out, ',')
		}
		out = append(out, list[i].key...)
		filled, err := list[i].append(out, r)
		if err != nil {
			return nil, err
		}
		if len(filled) == len(out) {
			filled = filled[:begun]
		}
		out = filled
	}
	if len(out) == from+1 {
		return nil, nil
	}
	b.bytes = append(out, '}')
	return json.RawMessage(b.bytes[from:len(b.bytes):len(b.bytes)]), nil
}
