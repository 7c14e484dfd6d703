// Package person is the one at the centre: who somebody is, by which identifiers we know them, and when two
// records are the same human being.
//
// A profile is one identifier (a user id, an e-mail address, a phone number, an anonymous device id, an id in
// another system). Events keep for ever the profile they arrived under. A person is one or more profiles linked
// together; its id is that of the profile it began with. Merging and unmerging add and remove links and rewrite
// no event.
package person

import "strings"

// The kinds of identifier. An id in another system has the kind External followed by that system's name.
const (
	UserID      = "user_id"
	Email       = "email"
	Phone       = "phone"
	AnonymousID = "anonymous_id"
	External    = "external:"
)

// House is the kind of the keys this product itself gives to people: whom a colleague made by hand, or gave a further
// address or number, is known by one.
const House = External + "banhda"

// Key is one identifier, normalised: what a profile stands for.
type Key struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Identity is who an event says it is about, as it arrived. At least one identifier must be given.
type Identity struct {
	UserID      string            `json:"user_id,omitempty"`
	AnonymousID string            `json:"anonymous_id,omitempty"`
	Email       string            `json:"email,omitempty"`
	Phone       string            `json:"phone,omitempty"`
	External    map[string]string `json:"external,omitempty"` // by the other system's name
	Name        string            `json:"name,omitempty"`
	Fields      map[string]any    `json:"fields,omitempty"` // strings, numbers, booleans
}

// Profile is an identifier with its id and the person it is linked to now.
type Profile struct {
	ID     int64
	Key    Key
	Person int64
}

// Identity is somebody of whom nothing but this identifier is stated.
func (k Key) Identity() (id Identity) {
	switch k.Kind {
	case UserID:
		id.UserID = k.Value
	case AnonymousID:
		id.AnonymousID = k.Value
	case Email:
		id.Email = k.Value
	case Phone:
		id.Phone = k.Value
	default:
		id.External = map[string]string{strings.TrimPrefix(k.Kind, External): k.Value}
	}
	return id
}
