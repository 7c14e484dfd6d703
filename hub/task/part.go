package task

import (
	"bytes"
	"encoding/json"
	"reflect"

	"banhda/hub/record"
)

// Journalled is how the journal calls tasks beside the types of records.
const Journalled record.Type = "task"

// Parts are what may become another in a task: each is noted, and taken back, by itself.
var Parts = []string{"title", "note", "kind", "priority", "due", "remind", "repeat", "checklist", "owner", "team", "about", "snoozed", "done"}

// parts leads to the values of every part: some are told by several.
func (t *Task) parts() map[string]any {
	return map[string]any{
		"title": &t.Title, "note": &t.Note, "kind": &t.Kind, "priority": &t.Priority, "due": &[2]any{&t.DueDay, &t.DueAt},
		"remind": &t.Remind, "repeat": &t.Repeat, "checklist": &t.Checklist, "owner": &t.Owner, "team": &t.Team,
		"about": &[2]any{&t.About.Type, &t.About.ID}, "snoozed": &t.Snoozed, "done": &[3]any{&t.DoneAt, &t.DoneBy, &t.Outcome},
	}
}

// Part is the value of a part as the journal keeps it; no part is without one.
func (t *Task) Part(name string) json.RawMessage {
	text, err := json.Marshal(t.parts()[name])
	if err != nil || bytes.Equal(text, []byte("[]")) {
		return json.RawMessage("null") // an empty list is none
	}
	return text
}

// SetPart gives a part the value the journal kept.
func (t *Task) SetPart(name string, text json.RawMessage) error {
	to := t.parts()[name]
	if v := reflect.ValueOf(to).Elem(); v.Kind() == reflect.Slice || v.Kind() == reflect.Pointer {
		v.SetZero() // and not written into: others look at what it was
	}
	return json.Unmarshal(text, to)
}

// Differ are the parts in which two states of a task differ.
func Differ(a, b *Task) (parts []string) {
	for _, name := range Parts {
		if !bytes.Equal(a.Part(name), b.Part(name)) {
			parts = append(parts, name)
		}
	}
	return parts
}
