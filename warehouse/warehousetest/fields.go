package warehousetest

import (
	"cmp"
	"slices"
	"strings"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/segment"
)

// fields are a person's, for segments.
type fields struct {
	*scene
	*someone
}

// Get implements segment.Subject.
func (f fields) Get(name string) (v segment.Value, ok bool) {
	switch name {
	case "stage":
		l, _ := f.book.Life(f.id)
		stage, ok := l.StageAt(f.cut.AsOf)
		return segment.Value{Text: stage.String()}, ok
	case "channel":
		for _, e := range f.someone.events {
			if e.Channel != "" {
				return segment.Text(e.Channel), true
			}
		}
		return segment.Text("direct"), true
	case "first.campaign", "first.medium", "first.referrer", "first.page":
		for _, e := range f.someone.events {
			if e.Channel != "" {
				return property(e.Properties, segment.FirstTouch(name))
			}
		}
		return v, false
	case "stage_since", "first_seen", "last_seen", "last_contact", "purchases", "revenue":
		return f.measure(name)
	case "email", "phone", "user_id", "anonymous_id":
		return f.identifier(name)
	}
	if system, is := strings.CutPrefix(name, "external."); is {
		return f.identifier("external:" + system)
	}
	var held flow.Event
	for _, e := range f.someone.events {
		if said, has := f.said(e, name); has && (!ok || f.holds(e, held, name)) {
			v, ok, held = said, true, e
		}
	}
	return v, ok
}

// holds reports whether what the later of two events said of a field is in force.
func (f fields) holds(later, before flow.Event, name string) bool {
	a, b := f.traits[later.Seq], f.traits[before.Seq]
	if strings.HasPrefix(name, "props.") || a.Rank == b.Rank && a.Rank != person.BrowserRank {
		return true
	}
	return a.Rank > b.Rank || a.Rank == b.Rank && a.Seq < b.Seq
}

// said is what an event says of a field.
func (f fields) said(e flow.Event, name string) (segment.Value, bool) {
	if key, is := strings.CutPrefix(name, "props."); is {
		return property(e.Properties, key)
	}
	t := f.traits[e.Seq]
	if name == "name" {
		return segment.Text(t.Name), t.Name != ""
	}
	return property(t.Fields, name)
}

func (f fields) identifier(kind string) (segment.Value, bool) {
	for _, p := range f.sorted() {
		if p.Kind == kind && f.person(p.ID) == f.id {
			return segment.Text(p.Value), true
		}
	}
	return segment.Value{}, false
}

func (s *scene) sorted() []flow.Profile {
	return slices.SortedFunc(slices.Values(s.profiles), func(a, b flow.Profile) int { return cmp.Compare(a.ID, b.ID) })
}
