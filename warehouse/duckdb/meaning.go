package duckdb

import (
	"encoding/json"

	"banhda/hub/segment"
	"banhda/hub/timeline"
	"banhda/wheel"
)

// meanings gives events their kind under one version of the catalogue. One goroutine at a time may use it.
type meanings struct {
	catalogue timeline.Catalogue
	names     *names
	kinds     []wheel.Kind // by name, of events whose properties do not matter
	depends   []bool       // by name: the properties matter
}

func newMeanings(c timeline.Catalogue, n *names) *meanings { return &meanings{catalogue: c, names: n} }

// learn takes in the names added since.
func (m *meanings) learn() {
	for number := int32(len(m.kinds)); int(number) < m.names.count(); number++ {
		text := m.names.text(number)
		m.depends = append(m.depends, m.catalogue.Conditional(text))
		m.kinds = append(m.kinds, m.read(number, text, func(string) (segment.Value, bool) { return segment.Value{}, false }))
	}
}

func (m *meanings) read(number int32, text string, p timeline.Property) wheel.Kind {
	k := wheel.NewKind(uint32(number), m.catalogue.Meaning(text, p), text == wheel.ReferralAccepted, false)
	if timeline.Aside(text) {
		return k.Aside()
	}
	return k
}

// conditional are the names whose events' properties matter.
func (m *meanings) conditional() (numbers []int32) {
	m.learn()
	for number, depends := range m.depends {
		if depends {
			numbers = append(numbers, int32(number))
		}
	}
	return numbers
}

// kind is that of an event; properties are read only where they matter.
func (m *meanings) kind(name int32, properties string) wheel.Kind {
	if !m.matter(name) || properties == "" {
		return m.kinds[name]
	}
	return m.read(name, m.names.text(name), timeline.PropertiesOf(json.RawMessage(properties)))
}

// matter reports whether the properties of events of a name are read.
func (m *meanings) matter(name int32) bool {
	if int(name) >= len(m.kinds) {
		m.learn()
	}
	return m.depends[name]
}

// derived is the kind of a derived event.
func (m *meanings) derived(name int32) wheel.Kind {
	k := m.kind(name, "")
	return wheel.NewKind(k.Name(), k.Meaning(), false, true)
}

// detail is what the wheel reads of an event beside its instant; ok is false where there is nothing to read.
func detail(k wheel.Kind, stated bool, value int64, currency, sale string, referrer int64) (d wheel.Detail, ok bool) {
	if k.Accepted() {
		d.Referrer, ok = referrer, referrer != 0
	}
	if m := k.Meaning(); m == wheel.Purchase || m == wheel.Grievance {
		d.Value, d.Stated, d.Currency, d.Sale = value, stated, currency, sale
		ok = ok || stated || sale != ""
	}
	return d, ok
}
