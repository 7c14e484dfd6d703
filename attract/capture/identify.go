package capture

import (
	"strings"

	"github.com/tidwall/gjson"

	"banhda/hub/calendar"
	"banhda/hub/record"
)

// identify says whom it is about: the ids of the call, and what an identify call, or the context of another one, states
// of them.
func (s *step) identify() error {
	p := &s.event.Person
	p.UserID, p.AnonymousID = text(s.said.userID), text(s.said.anonymousID)
	if s.kind == Alias {
		if before := text(s.said.previousID); before != "" {
			p.AnonymousID = before
		}
	}
	if s.kind == Identify {
		s.traits(s.said.traits)
	}
	s.traits(s.context.traits)
	if s.kind == Identify { // of who only looks nothing is kept beside what they do
		s.livesIn(text(s.context.zone))
	}
	if p.Name == "" {
		first, _ := p.Fields["firstName"].(string)
		last, _ := p.Fields["lastName"].(string)
		p.Name = strings.TrimSpace(first + " " + last)
	}
	return nil
}

// livesIn notes the time zone a browser has, where nothing else was said of it.
func (s *step) livesIn(zone string) {
	if zone = calendar.ZoneSaid(zone); zone == "" {
		return
	}
	p := &s.event.Person
	if p.Fields == nil {
		p.Fields = map[string]any{}
	}
	if _, said := p.Fields[record.TimeZone]; !said {
		p.Fields[record.TimeZone] = zone
	}
}

// traits notes what is said of the person and was not said before.
func (s *step) traits(v gjson.Result) {
	if !v.IsObject() {
		return
	}
	p := &s.event.Person
	v.ForEach(func(key, v gjson.Result) bool {
		switch key.Str {
		case "email":
			p.Email = first(p.Email, text(v))
		case "phone":
			p.Phone = first(p.Phone, text(v))
		case "name":
			p.Name = first(p.Name, text(v))
		case "id":
		case "address":
			s.nested("", v)
		case "company":
			s.nested("company_", v)
		default:
			s.field(key.Str, v)
		}
		return true
	})
}

// nested notes the parts of an address or a company, each as a field of its own. A company may be just a name.
func (s *step) nested(prefix string, v gjson.Result) {
	if !v.IsObject() {
		if prefix != "" {
			s.field("company", v)
		}
		return
	}
	v.ForEach(func(key, v gjson.Result) bool {
		name := key.Str
		switch {
		case prefix != "" && name == "name":
			name = "company"
		case name == "postalCode":
			name = "postal_code"
		default:
			name = prefix + name
		}
		s.field(name, v)
		return true
	})
}

// field notes a text, a number, true or false; lists and objects stay in the log alone.
func (s *step) field(name string, v gjson.Result) {
	var value any
	switch v.Type {
	case gjson.String:
		value = strings.Clone(v.Str)
	case gjson.Number:
		value = v.Num
	case gjson.True, gjson.False:
		value = v.Bool()
	default:
		return
	}
	fields := s.event.Person.Fields
	if fields == nil {
		fields = map[string]any{}
		s.event.Person.Fields = fields
	}
	if _, said := fields[name]; !said && name != "" {
		fields[strings.Clone(name)] = value
	}
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
