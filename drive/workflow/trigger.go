package workflow

import (
	"encoding/json"

	"banhda/hub/segment"
)

// TriggerKind is what lets people in.
type TriggerKind string

// The kinds of triggers.
const (
	OnEvent   TriggerKind = "event"
	OnEntered TriggerKind = "segment_entered"
	OnLeft    TriggerKind = "segment_left"
	OnStage   TriggerKind = "stage"
	OnForm    TriggerKind = "form"
	OnWebhook TriggerKind = "webhook"
	OnDate    TriggerKind = "date"
	ByHand    TriggerKind = "manual"
)

// Trigger lets people in. Which members it has follows from its kind.
type Trigger struct {
	ID      string      `json:"id" maxLength:"40" doc:"small letters, digits and _; people are let in once for each cause of a trigger"`
	Kind    TriggerKind `json:"kind" enum:"event,segment_entered,segment_left,stage,form,webhook,date,manual"`
	Event   string      `json:"event,omitempty" maxLength:"200" doc:"of event: its name"`
	If      string      `json:"if,omitempty" maxLength:"2000" doc:"of event and webhook: a condition on its properties"`
	Segment string      `json:"segment,omitempty" maxLength:"40" doc:"of segment_entered and segment_left: its id"`
	Form    string      `json:"form,omitempty" maxLength:"40" doc:"of form: its id; left out: any"`
	From    string      `json:"from,omitempty" maxLength:"20" doc:"of stage: left out: any"`
	To      string      `json:"to,omitempty" maxLength:"20" doc:"of stage: left out: any"`

	Field  string `json:"field,omitempty" maxLength:"60" doc:"of date: a field of the person that keeps a day, or first_purchase: when they first bought"`
	Yearly bool   `json:"yearly,omitempty" doc:"of date: every year; a birthday kept by the lunar calendar by that"`
	Shift  int    `json:"shift,omitempty" minimum:"-365" maximum:"365" doc:"of date: so many days after it; before it where negative"`
	Hour   string `json:"hour,omitempty" maxLength:"5" doc:"of date: at this hour, such as 09:00"`

	// Person says where in the body of an incoming webhook the person stands: path by identifier.
	Person map[string]string `json:"person,omitempty" doc:"of webhook: where in the body the person stands, such as {\"email\":\"customer.email\"}; user_id, email, phone, name"`
}

// FirstPurchase is what a date trigger names the day by on which somebody first bought; no record keeps it.
const FirstPurchase = "first_purchase"

// The names of the events that triggers stand for.
const (
	FormSubmitted   = "Form Submitted"
	WebhookReceived = "Webhook Received"
)

// heard is the event a trigger stands for, and what one of its properties has to be; empty: anything.
func (t *Trigger) heard() (event, property, value string) {
	switch t.Kind {
	case OnEvent:
		return t.Event, "", ""
	case OnEntered:
		return segment.Entered, "segment", t.Segment
	case OnLeft:
		return segment.Left, "segment", t.Segment
	case OnForm:
		return FormSubmitted, "form", t.Form
	}
	return "", "", ""
}

// Fires is the trigger that an event fires, nil for none. of is the workflow's id: what its own runs made does not let
// anybody into it, nor what too many workflows called one another up to.
func (d *Definition) Fires(e *Event, of int64) *Trigger {
	if e.By == of && of != 0 || e.Depth >= mostDepth {
		return nil
	}
	for i := range d.Triggers {
		if t := &d.Triggers[i]; d.fires(t, e, of) {
			return t
		}
	}
	return nil
}

// mostDepth is how many workflows may call one another by what they do.
const mostDepth = 5

func (d *Definition) fires(t *Trigger, e *Event, of int64) bool {
	if t.Kind == OnWebhook {
		return e.Hook == of && d.is(e, WebhookReceived, t.If)
	}
	name, key, value := t.heard()
	return d.is(e, name, t.If) && (value == "" || property(e, key) == value)
}

// property is a property of an event that is text.
func property(e *Event, key string) string {
	var all map[string]json.RawMessage
	var text string
	_ = json.Unmarshal(e.Properties, &all) // of another form: it has none
	_ = json.Unmarshal(all[key], &text)
	return text
}

// Moves is the trigger that a move between stages fires, nil for none.
func (d *Definition) Moves(from, to string) *Trigger {
	for i := range d.Triggers {
		t := &d.Triggers[i]
		if t.Kind == OnStage && (t.From == "" || t.From == from) && (t.To == "" || t.To == to) {
			return t
		}
	}
	return nil
}

// Past is what is known of somebody's earlier runs of a workflow.
type Past struct {
	Runs  int   // ever
	In    bool  // one is under way
	Last  int64 // when they entered last
	Today int   // entered in the last 24 hours
}

// mostADay bounds how often somebody enters one workflow in 24 hours, whatever fires: what goes round by way of segments
// and stages comes to rest.
const mostADay = 10

// Admits reports whether somebody may enter.
func (a Again) Admits(p Past, now int64) bool {
	cool, _ := ParseLength(a.Cool)
	switch {
	case p.Runs == 0:
		return true
	case p.Today >= mostADay || now < p.Last+cool:
		return false
	case a.When == Always:
		return true
	}
	return a.When == After && !p.In
}
