package person

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// stated is what an event said of its person: one field, or the name where Field is empty. Of two statements that of
// the higher rank holds; of equal ranks the one later in (At, ID), whichever arrived first. Only of what public keys
// say does the first received hold: they fill what is blank, and whoever copies one changes nothing with it.
type stated struct {
	Field string `json:"f,omitempty"`
	At    int64  `json:"at"`
	ID    string `json:"id"`          // of the event
	Rank  Rank   `json:"r"`           // of who said it
	Seq   int64  `json:"s,omitempty"` // its entry, of what a public key said
	Value any    `json:"v"`
}

// traits are the statements in force under one profile or of one person, in order of field.
type traits []stated

// over reports whether a statement holds rather than another one.
func (s *stated) over(o *stated) bool {
	switch {
	case s.Rank != o.Rank:
		return s.Rank > o.Rank
	case s.Rank == BrowserRank:
		return s.Seq < o.Seq
	}
	return s.At > o.At || s.At == o.At && s.ID > o.ID
}

// state takes a statement in. changed: another value is in force now; moved: the same value, said later.
func (t *traits) state(s stated) (changed, moved bool) {
	i, found := slices.BinarySearchFunc(*t, s.Field, func(a stated, field string) int { return strings.Compare(a.Field, field) })
	if !found {
		*t = slices.Insert(*t, i, s)
		return true, false
	}
	now := &(*t)[i]
	if !s.over(now) {
		return false, false
	}
	same := now.Value == s.Value
	*now = s
	return !same, same
}

// statements are those an arrival makes; all texts are copies, free of the row they were read from.
func (a *Arrival) statements() traits {
	var t traits
	seq := int64(0)
	if a.Rank == BrowserRank {
		seq = a.Seq
	}
	add := func(field string, v any) {
		if s, ok := v.(string); ok {
			v = strings.Clone(s)
		}
		t = append(t, stated{strings.Clone(field), a.At, strings.Clone(a.ID), a.Rank, seq, v})
	}
	if a.Name != "" {
		add("", a.Name)
	}
	for field, v := range a.Fields {
		if field != "" && v != nil {
			add(field, scalar(v))
		}
	}
	return t
}

// scalar makes every number a float64, as it will be when it is read back.
func scalar(v any) any {
	switch v := v.(type) {
	case int:
		return float64(v)
	case int64:
		return float64(v)
	}
	return v
}

func readTraits(body json.RawMessage) (traits, error) {
	var t traits
	if err := json.Unmarshal(body, &t); err != nil {
		return nil, fmt.Errorf("read traits: %w", err)
	}
	return t, nil
}

func (t traits) json() (json.RawMessage, error) {
	body, err := json.Marshal(t)
	if err != nil {
		return nil, fmt.Errorf("write traits: %w", err)
	}
	return body, nil
}

// record is what people read of somebody: of all their profiles' statements the one in force of each field, and the
// identifiers they can be reached by.
func record(id, at int64, profiles []*profile) Record {
	var all traits
	reached := map[string][]string{}
	for _, p := range inOrder(profiles) {
		for _, s := range p.traits {
			all.state(s)
		}
		if !p.key.Erased() {
			reached[p.key.Kind] = append(reached[p.key.Kind], p.key.Value)
		}
	}
	r := Record{ID: id, At: at, Stated: map[string]any{}}
	for _, s := range all {
		if s.Field == "" {
			s.Field = "name"
		} else if reserved[s.Field] {
			continue
		}
		r.Stated[s.Field] = printable(s.Value)
	}
	for _, kind := range [...]string{Email, Phone} {
		if values := reached[kind]; len(values) > 0 {
			r.Stated[kind] = values[0]
			if len(values) > 1 {
				r.Stated[kind+"s"] = values
			}
		}
	}
	return r
}

// reserved are the fields of a record that no trait can take the place of.
var reserved = map[string]bool{"name": true, "email": true, "emails": true, "phone": true, "phones": true}

// printable leaves out the one character that not every database takes in a text.
func printable(v any) any {
	if s, ok := v.(string); ok && strings.IndexByte(s, 0) >= 0 {
		return strings.ReplaceAll(s, "\x00", "")
	}
	return v
}

// recorded reports whether somebody of these profiles has a record.
func recorded(profiles []*profile) bool {
	return slices.ContainsFunc(profiles, func(p *profile) bool { return p.key.Kind != AnonymousID && !p.key.Erased() || len(p.traits) > 0 })
}

// Statement is what is said of one field of a person, and by how trusted a source.
type Statement struct {
	Field string // name, or a trait's
	Value any
	At    int64 // microseconds
	Rank  Rank
}

// InForce are the statements that hold of somebody, from what was stated under each of their profiles, in order of field.
func InForce(bodies []json.RawMessage) ([]Statement, error) {
	var all traits
	for _, body := range bodies {
		t, err := readTraits(body)
		if err != nil {
			return nil, err
		}
		for _, s := range t {
			all.state(s)
		}
	}
	list := make([]Statement, len(all))
	for i, s := range all {
		list[i] = Statement{s.Field, s.Value, s.At, s.Rank}
		if s.Field == "" {
			list[i].Field = "name"
		}
	}
	return list, nil
}
