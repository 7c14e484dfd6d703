// Package erasure is forgetting somebody: what of the log's entries names them goes, and what figures are reckoned from
// stays as it was, under identifiers that nobody can lead back to them.
package erasure

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"strings"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// Mask replaces what names people in events. It is safe for use by several at once.
type Mask struct {
	// Keys are the identifiers that go, with the pseudonym that takes the place of each. One for one: so everybody
	// stays as many people as they were, and every figure what it was.
	Keys map[person.Key]string
	// Needles are the texts that give somebody away wherever they stand: addresses, numbers, ids.
	Needles []string
	// Kept are the properties that figures are reckoned from: what the catalogue's rules look at.
	Kept map[string]bool
	// Secret makes pseudonyms of ids that hold a needle.
	Secret []byte
}

// Touches reports whether an event names somebody who goes.
func (m *Mask) Touches(e *timeline.Event) bool {
	keys, _ := e.Person.Keys()
	for _, k := range keys {
		if m.Keys[k] != "" {
			return true
		}
	}
	if e.Referrer == nil {
		return false
	}
	k, _ := person.Normalise(*e.Referrer)
	return m.Keys[k] != ""
}

// Finds reports whether a needle stands in a text, in whichever capitals.
func (m *Mask) Finds(text []byte) bool {
	small := bytes.ToLower(text)
	for _, n := range m.Needles {
		if bytes.Contains(small, []byte(strings.ToLower(n))) {
			return true
		}
	}
	return false
}

// Apply takes out of an event whatever names somebody who goes. Of their own events only that remains which figures need;
// of others' everything but the needles.
func (m *Mask) Apply(e *timeline.Event) {
	keys, _ := e.Person.Keys()
	theirs := len(keys) > 0 && m.Keys[keys[0]] != ""
	m.identity(&e.Person, theirs)
	if e.Referrer != nil {
		if k, _ := person.Normalise(*e.Referrer); m.Keys[k] != "" {
			e.Referrer = &person.Key{Kind: k.Kind, Value: m.Keys[k]}
		}
	}
	if e.ID = m.id(e.ID, false); theirs {
		e.Sale, e.Properties = m.id(e.Sale, true), m.figures(e.Properties)
		return
	}
	e.Sale, e.Properties = m.id(e.Sale, false), m.scrub(e.Properties)
}

// id makes a pseudonym of an id that holds a needle, or of any; the same of the same.
func (m *Mask) id(id string, any bool) string {
	if id == "" || strings.HasPrefix(id, "erased:") || !any && !m.Finds([]byte(id)) {
		return id
	}
	return "erased:" + m.sum(id)
}

func (m *Mask) sum(text string) string {
	h := hmac.New(sha256.New, m.Secret)
	h.Write([]byte(text))
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil)[:16])
}

func (m *Mask) identity(id *person.Identity, theirs bool) {
	take := func(kind string, value *string) {
		if *value == "" {
			return
		}
		k, reason := person.Normalise(person.Key{Kind: kind, Value: *value})
		switch {
		case m.Keys[k] != "":
			*value = m.Keys[k]
		case reason != "" && (theirs || m.Finds([]byte(*value))):
			*value = ""
		}
	}
	take(person.UserID, &id.UserID)
	take(person.Email, &id.Email)
	take(person.Phone, &id.Phone)
	take(person.AnonymousID, &id.AnonymousID)
	external := make(map[string]string, len(id.External))
	for system, value := range id.External {
		take(person.External+system, &value)
		external[system] = value
	}
	if id.External = external; len(external) == 0 {
		id.External = nil
	}
	if theirs {
		id.Name, id.Fields = "", nil
		return
	}
	for field, value := range id.Fields {
		if s, ok := value.(string); ok && m.Finds([]byte(s)) {
			delete(id.Fields, field)
		}
	}
	if m.Finds([]byte(id.Name)) {
		id.Name = ""
	}
}

// longestKept is how long a text may be that a figure needs: a word, not a story.
const longestKept = 40

// figures keeps of properties what figures are reckoned from, and the channel somebody came by.
func (m *Mask) figures(properties json.RawMessage) json.RawMessage {
	if len(properties) == 0 {
		return nil
	}
	var all map[string]any
	if json.Unmarshal(properties, &all) != nil {
		return nil
	}
	kept := map[string]any{}
	for name, value := range all {
		if m.Kept[name] && m.harmless(value) {
			kept[name] = value
		}
	}
	if channel := timeline.Channel(properties); channel != "" && m.harmless(channel) {
		kept["utm_source"] = channel
	}
	if len(kept) == 0 {
		return nil
	}
	return written(kept)
}

func (m *Mask) harmless(value any) bool {
	switch v := value.(type) {
	case string:
		return len(v) <= longestKept && !m.Finds([]byte(v))
	case float64, bool:
		return true
	}
	return false
}

// scrub takes texts that hold a needle out of properties.
func (m *Mask) scrub(properties json.RawMessage) json.RawMessage {
	if !m.Finds(properties) {
		return properties
	}
	var all any
	if json.Unmarshal(properties, &all) != nil {
		return nil
	}
	return written(m.without(all))
}

func (m *Mask) without(value any) any {
	switch v := value.(type) {
	case string:
		if m.Finds([]byte(v)) {
			return ""
		}
	case float64:
		if m.Finds(written(v)) {
			return 0
		}
	case []any:
		for i := range v {
			v[i] = m.without(v[i])
		}
	case map[string]any:
		for name := range v {
			if v[name] = m.without(v[name]); m.Finds([]byte(name)) {
				delete(v, name)
			}
		}
	}
	return value
}

func written(value any) json.RawMessage {
	body, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	return body
}
