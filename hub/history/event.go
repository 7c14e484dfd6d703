package history

import (
	"time"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// event is an entry of the mapping's events, compiled for the columns of one file.
type event struct {
	when       eval // nil: always
	name       eval
	id         eval // nil: the line's number
	at         instant
	person     boundPerson
	value      *money
	cost       *money
	currency   eval // nil: the file's
	sale       eval
	team       eval
	campaign   eval
	referrer   []boundIdentifier
	properties []property
	ids        idMaker
	fallback   string // the currency where the row states none
	workspace  string // the currency that need not be stated
}

type boundIdentifier struct {
	kind string
	of   eval
}

// binder compiles the fields of an event; it keeps the first error.
type binder struct {
	scope *scope
	err   error
}

func (b *binder) field(f *field) eval {
	if f == nil || b.err != nil {
		return nil
	}
	of, err := f.compile(b.scope)
	b.err = err
	return of
}

func (b *binder) condition(c *condition) eval {
	if c == nil || b.err != nil {
		return nil
	}
	of, err := c.node.compile(b.scope)
	if err != nil {
		f := err.(*fault)
		b.err = &MappingError{b.scope.mapping, c.at.line, c.at.column + f.at, f.problem, f.instead}
	}
	return of
}

func (b *binder) identifiers(list []identifier) []boundIdentifier {
	bound := make([]boundIdentifier, len(list))
	for i, id := range list {
		bound[i] = boundIdentifier{id.kind, b.field(id.of)}
	}
	return bound
}

// event compiles one entry. zone and currency are what holds where the mapping says nothing.
func (b *binder) event(e *eventSpec, ids idMaker, zone *time.Location, fallback, workspace string) *event {
	return &event{
		when: b.condition(e.when), name: b.field(e.name), id: b.field(e.id), at: b.instant(e.instant, zone),
		person: b.person(e.person), value: b.money(e.value), cost: b.money(e.cost), currency: b.field(e.currency),
		sale: b.field(e.sale), team: b.field(e.team), campaign: b.field(e.campaign),
		referrer: b.identifiers(e.referrer), properties: b.properties(e.properties),
		ids: ids, fallback: fallback, workspace: workspace,
	}
}

// build makes the event of a row, if there is one, and puts it into the batch. Errors are *rowError.
func (e *event) build(r *row, out *batch) error {
	if e.when != nil {
		if v, err := e.when(r); err != nil || !v.truth {
			return err
		}
	}
	name, err := text(e.name, r)
	if err != nil || name == "" {
		return err
	}
	out.events = append(out.events, timeline.Event{Name: name})
	last := len(out.events) - 1
	if err = e.fill(r, &out.events[last], out); err != nil {
		out.events = out.events[:last]
	}
	return err
}

func (e *event) fill(r *row, ev *timeline.Event, out *batch) (err error) {
	if ev.At, err = e.at.read(r); err != nil {
		return err
	}
	if ev.Person, err = e.person.read(r); err != nil {
		return err
	}
	if err := e.readMoney(r, ev, out); err != nil {
		return err
	}
	if err := e.readTexts(r, ev); err != nil {
		return err
	}
	if ev.Properties, err = out.properties(e.properties, r); err != nil {
		return err
	}
	return checked(ev)
}

// text is a field as text; empty for one that the mapping does not have.
func text(of eval, r *row) (string, error) {
	if of == nil {
		return "", nil
	}
	v, err := of(r)
	if v.kind == numeric {
		return v.number.String(), err
	}
	return clean(v.text), err
}

func (e *event) readTexts(r *row, ev *timeline.Event) (err error) {
	for _, t := range [...]struct {
		of   eval
		into *string
	}{{e.sale, &ev.Sale}, {e.team, &ev.Team}, {e.campaign, &ev.Campaign}} {
		if *t.into, err = text(t.of, r); err != nil {
			return err
		}
	}
	for _, id := range e.referrer {
		v, err := text(id.of, r)
		if err != nil {
			return err
		}
		if v != "" {
			ev.Referrer = &person.Key{Kind: id.kind, Value: v}
			break
		}
	}
	id, err := text(e.id, r)
	if e.id != nil && id == "" && err == nil {
		err = &rowError{"id", "is empty"}
	}
	if e.id != nil {
		ev.ID = e.ids.given(id, ev.Name)
	} else {
		ev.ID = e.ids.line(r)
	}
	return err
}

// checked cleans an event, and says why the timeline would not take it, in words of a row.
func checked(ev *timeline.Event) error {
	ev.Clean()
	err := ev.Check()
	if err == nil {
		return nil
	}
	if invalid, ok := err.(*timeline.Invalid); ok {
		return &rowError{invalid.Field, invalid.Reason}
	}
	return &rowError{"", err.Error()}
}
