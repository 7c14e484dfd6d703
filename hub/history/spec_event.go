package history

import (
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// eventSpec is one entry of events: what a row says, if its condition holds.
type eventSpec struct {
	at         place
	when       *condition
	name       *field
	id         *field // nil: the line's number
	instant    *field
	person     personSpec
	value      *field
	cost       *field
	currency   *field
	sale       *field
	team       *field
	campaign   *field
	referrer   []identifier // the first that is not blank
	properties []named
}

type personSpec struct {
	identifiers []identifier
	name        *field
	fields      []named
}

// identifier is a field with the kind of key it gives.
type identifier struct {
	kind string // as person.Key has it
	of   *field
}

// named is a field under a name of the company's own.
type named struct {
	name string
	of   *field
}

var eventKeys = []string{"when", "name", "id", "at", "person", "value", "currency", "sale", "team", "campaign", "cost", "referrer", "properties"}

func readEvent(d *decoder, n ast.Node) *eventSpec {
	t := d.table(n, "an event", eventKeys...)
	t.need("name", "say what happened: name: Order Completed")
	t.need("at", "say when it happened: at: {column: order date, format: DD/MM/YYYY}")
	t.need("person", "say whom it is about: person: {email: e-mail column}")
	e := &eventSpec{at: t.at, when: t.condition("when"), name: t.name(), id: t.optional("id")}
	e.instant = t.optional("at", "format", "timezone")
	e.value, e.cost = t.optional("value", "unit"), t.optional("cost", "unit")
	e.currency = t.currency()
	e.sale, e.team, e.campaign = t.optional("sale"), t.optional("team"), t.optional("campaign")
	if t.has("person") {
		e.person = readPerson(d, t.nodes["person"])
	}
	if t.has("referrer") {
		e.referrer = readReferrer(d, t.nodes["referrer"])
	}
	if t.has("properties") {
		e.properties = d.named(t.nodes["properties"], "properties")
	}
	return e
}

func (t table) optional(key string, more ...string) *field {
	if !t.has(key) {
		return nil
	}
	return t.d.field(t.nodes[key], key, more...)
}

// name reads the name of an event, where a bare text is the name itself. A value that its map makes nothing of says
// that there is no event.
func (t table) name() *field {
	if n := t.nodes["name"]; !isNull(n) && !isTable(n) {
		return &field{at: textPlace(n), label: "name", constant: true, text: t.text("name")}
	}
	f := t.optional("name")
	if f != nil {
		f.strict, f.required = f.values != nil, f.values == nil
	}
	return f
}

// currency reads a currency, where three capitals are the currency itself.
func (t table) currency() *field {
	f := t.optional("currency")
	if f != nil && f.bare && timeline.IsCurrency(f.text) {
		f.bare, f.constant = false, true
	}
	return f
}

var (
	personKeys     = []string{person.UserID, "external", person.Email, person.Phone, person.AnonymousID, "name", "fields"}
	identifierKeys = []string{person.UserID, person.Email, person.Phone, person.AnonymousID}
)

func readPerson(d *decoder, n ast.Node) personSpec {
	if !isTable(n) {
		d.failNode(n, "person needs to know which identifier this is", "write person: {user_id: column}, or email, phone, anonymous_id, or external: {system: column}")
		return personSpec{}
	}
	t := d.table(n, "person", personKeys...)
	p := personSpec{identifiers: t.identifiers(), name: t.optional("name")}
	if len(p.identifiers) == 0 {
		d.fail(t.at, "person has no identifier", "add user_id, email, phone, anonymous_id, or external: {system: column}")
	}
	if t.has("fields") {
		p.fields = d.named(t.nodes["fields"], "fields")
	}
	return p
}

// identifiers reads the identifiers in the order of the mapping.
func (t table) identifiers() []identifier {
	var list []identifier
	for _, key := range t.keys {
		switch {
		case !t.has(key):
		case key == "external":
			systems := t.d.table(t.nodes[key], "external")
			for _, system := range systems.keys {
				list = append(list, identifier{person.External + system, t.d.field(systems.nodes[system], "external "+system)})
			}
		case slices.Contains(identifierKeys, key):
			list = append(list, identifier{key, t.d.field(t.nodes[key], key)})
		}
	}
	return list
}

func readReferrer(d *decoder, n ast.Node) []identifier {
	if !isTable(n) {
		d.failNode(n, "referrer needs to know which identifier this is", fmt.Sprintf("write referrer: {user_id: %s}, or email, phone, external: {system: column}", d.text(n, "referrer")))
		return nil
	}
	t := d.table(n, "referrer", append(slices.Clone(identifierKeys), "external")...)
	list := t.identifiers()
	if len(list) == 0 {
		d.fail(t.at, "referrer has no identifier", "add user_id, email, phone or external: {system: column}")
	}
	return list
}

// named reads fields under names of the company's own: a table, or a list of columns that keep their names.
func (d *decoder) named(n ast.Node, what string) []named {
	var list []named
	if isTable(n) {
		t := d.table(n, what)
		for _, name := range t.keys {
			list = append(list, named{name, d.field(t.nodes[name], name, "type")})
		}
		return list
	}
	for _, column := range d.list(n) {
		f := d.field(column, what)
		list = append(list, named{f.text, f})
	}
	return list
}
