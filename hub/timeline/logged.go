package timeline

import (
	"encoding/json"
	"fmt"

	"banhda/hub/person"
	"banhda/phrase"
)

// Logged is a contact with a person that somebody of a team writes down: a call, a meeting, a message, a visit.
type Logged struct {
	Kind        string // call, meeting, message, email, visit
	Incoming    bool   // the person reached us
	Missed      bool   // of a call or a meeting: nobody was there, so it was no contact
	At          int64  // microseconds
	Minutes     int    // 0: not stated
	Channel     string // of a message: zalo, sms, facebook …
	Outcome     string // in a few words
	Advertising bool   // of a call we made
	Team        string // marketing, sales, care
	By          string // as the audit trail calls who writes it down
}

// loggedNames are the names of the events, outgoing and incoming.
var loggedNames = map[string][2]string{
	"call":    {"Call Made", "Call Received"},
	"meeting": {"Meeting Held", "Meeting Held"},
	"message": {"Message Sent", "Message Received"},
	"email":   {"Email Sent", "Email Received"},
	"visit":   {"Store Visited", "Store Visited"},
}

var missedNames = map[string]string{"call": "Call Missed", "meeting": "Meeting Missed"}

// Event is the contact as an event of the person with a key, under an id nobody else's has.
func (l Logged) Event(id string, of person.Key, now int64) (Event, error) {
	names, ok := loggedNames[l.Kind]
	switch {
	case !ok:
		return Event{}, phrase.Errorf("%q is no kind of contact; there are call, meeting, message, email and visit", l.Kind)
	case l.At > now:
		return Event{}, phrase.Errorf("this has not happened yet; make a task of it instead")
	}
	e := Event{ID: id, Name: names[0], At: l.At, Person: of.Identity(), Team: l.Team}
	if l.Incoming {
		e.Name = names[1]
	}
	if missed := missedNames[l.Kind]; l.Missed && missed != "" {
		e.Name = missed
	}
	properties := map[string]any{"by": l.By}
	for key, value := range map[string]string{"channel": l.Channel, "outcome": l.Outcome} {
		if value != "" {
			properties[key] = value
		}
	}
	if l.Advertising && l.Kind == "call" && !l.Incoming {
		properties["class"] = "advertising"
	}
	if l.Minutes > 0 {
		properties["minutes"] = l.Minutes
	}
	body, err := json.Marshal(properties)
	if err != nil {
		return e, fmt.Errorf("writing a contact down: %w", err)
	}
	e.Properties = body
	e.Clean()
	return e, e.Check()
}
