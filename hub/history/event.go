package history

import (
	"fmt"
	"strings"
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

// checked says why the timeline would not take an event, in words of a row.
func checked(ev *timeline.Event) error {
	err := ev.Check()
	if err == nil {
		return nil
	}
	if invalid, ok := err.(*timeline.Invalid); ok {
		return &rowError{invalid.Field, invalid.Reason}
	}
	return &rowError{"", err.Error()}
}

// money is a field that holds an amount.
type money struct {
	of     eval
	column string
	minor  bool
	mark   byte
}

func (b *binder) money(f *field) *money {
	if f == nil {
		return nil
	}
	return &money{b.field(f), f.column(), f.minor, b.scope.mark}
}

func (e *event) readMoney(r *row, ev *timeline.Event, out *batch) (err error) {
	currency, err := text(e.currency, r)
	if err != nil {
		return err
	}
	if currency = strings.ToUpper(currency); currency == "" {
		currency = e.fallback
	}
	if ev.Value, err = e.value.read(r, currency, out); err != nil {
		return err
	}
	if ev.Cost, err = e.cost.read(r, currency, out); err != nil {
		return err
	}
	if (ev.Value != nil || ev.Cost != nil) && currency != e.workspace {
		ev.Currency = currency
	}
	return nil
}

// read is an amount in minor units; nil for none.
func (m *money) read(r *row, currency string, out *batch) (*int64, error) {
	if m == nil {
		return nil, nil
	}
	v, err := m.of(r)
	if err != nil || v.kind == blank {
		return nil, err
	}
	d, ok := v.decimal(m.mark)
	if !ok {
		return nil, &rowError{m.column, fmt.Sprintf("%q is not a number", clip(v.text))}
	}
	decimals := minorPlaces(currency)
	if v.kind == textual && decimals == 0 && d.scale == 3 && !m.minor {
		other := map[byte]string{'.': ",", ',': "."}[m.mark]
		return nil, &rowError{m.column, fmt.Sprintf("%q would be %s %s, which has no fractions; if the %c stands for thousands, say decimal: %q", clip(v.text), d, currency, m.mark, other)}
	}
	if m.minor {
		decimals = 0
	}
	units, ok := d.units(decimals)
	if !ok {
		return nil, &rowError{m.column, fmt.Sprintf("%q is too large", clip(v.String()))}
	}
	return out.number(units), nil
}

// instant is the field that says when.
type instant struct {
	of      eval
	column  string
	formats []instantFormat
	zone    *time.Location
	typed   bool
}

func (b *binder) instant(f *field, zone *time.Location) instant {
	at := instant{of: b.field(f), column: f.column(), formats: f.formats, zone: zone, typed: b.scope.typed}
	if f.zone != nil {
		at.zone = f.zone
	}
	if len(at.formats) == 0 {
		at.formats = []instantFormat{readISO}
	}
	return at
}

func (i *instant) read(r *row) (int64, error) {
	written, err := text(i.of, r)
	if err != nil {
		return 0, err
	}
	if written == "" {
		return 0, &rowError{i.column, "is empty, so it is not known when this happened"}
	}
	if i.typed && len(written) >= 10 && written[4] == '-' && written[7] == '-' {
		if micros, problem := readISO(written, i.zone); problem == "" {
			return micros, nil
		}
	}
	first := ""
	for _, format := range i.formats {
		micros, problem := format(written, i.zone)
		if problem == "" {
			return micros, nil
		}
		if first == "" {
			first = problem
		}
	}
	return 0, &rowError{i.column, fmt.Sprintf("%q: %s", clip(written), first)}
}
