package history

import (
	"fmt"

	"banhda/hub/person"
)

// boundPerson is whom an event is about, compiled for one file.
type boundPerson struct {
	identifiers []boundIdentifier
	name        eval
	fields      []property
}

func (b *binder) person(p personSpec) boundPerson {
	return boundPerson{b.identifiers(p.identifiers), b.field(p.name), b.properties(p.fields)}
}

// read is the identity a row states. Identifiers stay as written; hub/person brings them to one form.
func (p *boundPerson) read(r *row) (id person.Identity, err error) {
	given := false
	for _, i := range p.identifiers {
		v, err := text(i.of, r)
		if err != nil {
			return id, err
		}
		if v != "" {
			given = true
			assign(&id, i.kind, v)
		}
	}
	if !given {
		return id, &rowError{"person", "no identifier: every column that could say who this is, is empty"}
	}
	if id.Name, err = text(p.name, r); err != nil || len(p.fields) == 0 {
		return id, err
	}
	id.Fields, err = p.readFields(r)
	return id, err
}

func assign(id *person.Identity, kind, v string) {
	switch kind {
	case person.UserID:
		id.UserID = v
	case person.Email:
		id.Email = v
	case person.Phone:
		id.Phone = v
	case person.AnonymousID:
		id.AnonymousID = v
	default:
		if id.External == nil {
			id.External = make(map[string]string, 1)
		}
		id.External[kind[len(person.External):]] = v
	}
}

func (p *boundPerson) readFields(r *row) (map[string]any, error) {
	var fields map[string]any
	for _, f := range p.fields {
		v, err := f.plain(r)
		if err != nil {
			return nil, err
		}
		if v == nil {
			continue
		}
		if fields == nil {
			fields = make(map[string]any, len(p.fields))
		}
		fields[f.name] = v
	}
	return fields, nil
}

// idMaker makes the ids of one event of a file. They are the same whenever the file is read again, and their order
// as bytes is the order of the files and lines.
type idMaker struct {
	source string
	file   string // source:number:file name:
	event  string // :number of the event in the file
	buffer []byte
}

func newIDs(source string, number int, fileName string, event int) idMaker {
	return idMaker{source: source, file: fmt.Sprintf("%s:%02d:%s:", source, number, fileName), event: fmt.Sprintf(":%02d", event)}
}

// line is an id by the line's number, and the number in the list that was exploded.
func (m *idMaker) line(r *row) string {
	b := appendPadded(append(m.buffer[:0], m.file...), r.line, 10)
	if r.element > 0 {
		b = appendPadded(append(b, '.'), int64(r.element), 6)
	}
	m.buffer = append(b, m.event...)
	return string(m.buffer)
}

// given is an id that the row states. The event's name is part of it, as one order may be placed and refunded; the
// space before it sorts before every letter and digit, so that ids keep the order of the stated ones.
func (m *idMaker) given(id, name string) string { return m.source + ":" + id + " " + name }

func appendPadded(b []byte, n int64, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for ; n > 0 || len(digits)-i < width; n /= 10 {
		i--
		digits[i] = byte('0' + n%10)
	}
	return append(b, digits[i:]...)
}
