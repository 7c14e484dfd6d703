package api

import (
	"context"
	"encoding/json"
	"strings"

	"banhda/attract/capture"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/phrase"
	"banhda/wheel"
)

// What became of an entry of the log.
const (
	stateTaken       = "taken"
	stateDuplicate   = "duplicate"
	stateQuarantined = "quarantined"
)

// EntriesAnswer is a page of what sources sent, the newest first. Cursor is the seq before which the next page begins,
// null at the end; where much is passed over a page may be short, or empty, and yet not the last.
type EntriesAnswer struct {
	Events []Entry `json:"events"`
	Cursor *int64  `json:"cursor"`
}

// Entry is one event as a source sent it, and what became of it. Of one that could not be read, At, ID, Name and Person
// are what was understood of it, if anything.
type Entry struct {
	Seq        int64           `json:"seq"`
	ReceivedAt string          `json:"received_at"`
	At         *string         `json:"at"`
	Name       *string         `json:"name"`
	Source     string          `json:"source"`
	Rank       string          `json:"rank" enum:"staff,server,import,browser"`
	ID         *string         `json:"id"`
	Person     *EntryPerson    `json:"person"`
	Meaning    *string         `json:"meaning"`
	State      string          `json:"state" enum:"taken,duplicate,quarantined"`
	Reason     *string         `json:"reason" doc:"why it was not taken in"`
	Body       json.RawMessage `json:"body" doc:"as it was sent"`

	keys []person.Key
}

// EntryPerson is whom an entry is about, as known now.
type EntryPerson struct {
	ID   string  `json:"id"`
	Name *string `json:"name"`
}

type entriesQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"Events on a page."`
	Before int64  `query:"before" minimum:"0" doc:"Only entries before this one: the cursor of the page before."`
	State  string `query:"state" enum:"taken,duplicate,quarantined" doc:"Only those this became of. Default: all."`
	Name   string `query:"name" maxLength:"500" doc:"Only events of this name."`
	Source string `query:"source" maxLength:"100" doc:"Only what this source sent."`
}

// fits reports whether an entry is asked for.
func (q *entriesQuestion) fits(e *Entry) bool {
	return (q.State == "" || q.State == e.State) && (q.Source == "" || q.Source == e.Source) &&
		(q.Name == "" || e.Name != nil && *e.Name == q.Name)
}

func (s *Server) entries(ctx context.Context, in *entriesQuestion, _ Tell) (*EntriesAnswer, error) {
	at := s.Flow.Done()
	if in.Before > 0 {
		at = min(at, in.Before-1)
	}
	search := s.everyEntry
	if in.State == stateQuarantined {
		search = s.quarantined
	}
	list, at, err := search(ctx, in, at)
	if err != nil {
		return nil, err
	}
	a := &EntriesAnswer{Events: list}
	if len(list) > in.Limit {
		a.Events = list[:in.Limit]
		at = a.Events[in.Limit-1].Seq - 1
	}
	if at > 0 {
		before := at + 1
		a.Cursor = &before
	}
	for _, e := range a.Events {
		if e.Reason != nil {
			*e.Reason = phrase.Text(speaks(ctx), *e.Reason)
		}
	}
	return a, s.introduce(ctx, a.Events)
}

// understood notes what an entry says of itself.
func (e *Entry) understood(d *flow.Shown) {
	e.Body, e.keys = d.Body, nil
	if len(e.Body) == 0 {
		e.Body = json.RawMessage("null")
	}
	if d.Event.Name != "" {
		e.Name = text(strings.ToValidUTF8(d.Event.Name, "�"))
	}
	if d.Event.ID != "" {
		e.ID = text(strings.ToValidUTF8(capture.MessageID(d.Event.ID), "�"))
	}
	if d.Event.At != 0 {
		e.At = text(showInstant(d.Event.At))
	}
	e.keys, _ = d.Event.Person.Keys()
}

// judge says what became of an entry.
func (e *Entry) judge(d *flow.Shown, stored bool, c timeline.Catalogue) {
	_, retracts := d.Event.Retracts()
	switch {
	case d.Err != nil:
		e.State, e.Reason = stateQuarantined, text(d.Err.Error())
	case len(e.keys) == 0:
		e.State, e.Reason = stateQuarantined, text("the event names nobody")
	case stored || retracts:
		e.State = stateTaken
	default:
		e.State, e.Reason = stateDuplicate, text("its id was there before")
	}
	if m := c.Meaning(d.Event.Name, timeline.PropertiesOf(d.Event.Properties)); e.State == stateTaken && m != wheel.None {
		e.Meaning = text(m.String())
	}
}

// introduce names the people of entries, as known now.
func (s *Server) introduce(ctx context.Context, list []Entry) error {
	var keys []person.Key
	for i := range list {
		keys = append(keys, list[i].keys...)
	}
	if len(keys) == 0 {
		return nil
	}
	profiles, err := s.Records.Profiles(ctx, keys)
	if err != nil {
		return err
	}
	var ids []int64
	for _, p := range profiles {
		ids = append(ids, p.Person)
	}
	names, err := s.names(ctx, ids)
	for i := range list {
		list[i].introduce(profiles, names)
	}
	return err
}

// introduce takes the person of the first identifier that is known.
func (e *Entry) introduce(profiles map[person.Key]person.Profile, names map[int64]string) {
	for _, k := range e.keys {
		p, ok := profiles[k]
		if !ok {
			continue
		}
		e.Person = &EntryPerson{ID: PersonID(p.Person)}
		if n := names[p.Person]; n != "" {
			e.Person.Name = &n
		}
		return
	}
}
