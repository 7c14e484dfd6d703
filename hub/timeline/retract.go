package timeline

import (
	"bytes"

	"github.com/goccy/go-json"
)

// EventRetracted is the name of an event that takes another back: from when it is received on, the event whose id its
// property id states counts for nothing. It is itself no event of anybody's timeline.
const EventRetracted = "Event Retracted"

// Retracts is the id of the event this one takes back; ok is false for any other event.
func (e *Event) Retracts() (id string, ok bool) {
	if e.Name != EventRetracted || !bytes.Contains(e.Properties, []byte(`"id"`)) {
		return "", false
	}
	var p struct{ ID string }
	if json.Unmarshal(e.Properties, &p) != nil {
		return "", false
	}
	return p.ID, p.ID != ""
}
