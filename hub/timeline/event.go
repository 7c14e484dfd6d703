// Package timeline is what happened: typed events, the catalogue that gives them meaning, and the entries of the
// log that carry them.
package timeline

import (
	"encoding/json"

	"banhda/hub/person"
)

// Event is one thing that happened, as a source states it. Instants are microseconds UTC; money is integer minor
// units. The log keeps events in this form for ever.
type Event struct {
	// ID is unique for ever; sending it again changes nothing. Order within a person is (At, ID), as bytes.
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	At       int64           `json:"at"`
	Person   person.Identity `json:"person"`
	Value    *int64          `json:"value,omitempty"`
	Currency string          `json:"currency,omitempty"` // ISO 4217; empty: the workspace's
	Sale     string          `json:"sale,omitempty"`
	Team     string          `json:"team,omitempty"`
	Campaign string          `json:"campaign,omitempty"`
	Cost     *int64          `json:"cost,omitempty"`
	// Referrer is whom a Referral Accepted names.
	Referrer *person.Key `json:"referrer,omitempty"`
	// Properties is a JSON object; nil for none.
	Properties json.RawMessage `json:"properties,omitempty"`
}
