package api

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"

	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
	"banhda/warehouse"
)

// TimelineAnswer is a page of what happened around a record, newest first, whoever did it.
type TimelineAnswer struct {
	Asked       Asked          `json:"asked"`
	Items       []TimelineItem `json:"items"`
	LastContact *string        `json:"last_contact" doc:"when one was last in touch with who it is about, by the public rule; null: never"`
	Cursor      *string        `json:"cursor"`
}

// TimelineItem is one line of a timeline. Of event, stage, change, note, file, act, task and step exactly one is set;
// of an import, import beside change.
type TimelineItem struct {
	ID      string          `json:"id"`
	At      string          `json:"at"`
	Kind    string          `json:"kind" enum:"event,stage,change,import,note,file,act,task,workflow"`
	Team    string          `json:"team" doc:"marketing, sales, care, or a team of the source's own; empty: none"`
	Contact bool            `json:"contact" doc:"it counts as being in touch"`
	Person  string          `json:"person,omitempty" doc:"to whom it happened, on the timeline of a company"`
	Actor   *ActActor       `json:"actor,omitempty" doc:"who of the house did it"`
	Source  string          `json:"source" doc:"where it comes from: an event's source, or screen, api, cli, import, rule, job"`
	Event   *PastEvent      `json:"event,omitempty"`
	Stage   *StageMove      `json:"stage,omitempty"`
	Change  *TimelineChange `json:"change,omitempty"`
	Import  *TimelineImport `json:"import,omitempty" doc:"of a list that made or changed the record: beside what it changed"`
	Note    *Note           `json:"note,omitempty"`
	File    *Attachment     `json:"file,omitempty"`
	Act     *TimelineAct    `json:"act,omitempty"`
	Task    *Task           `json:"task,omitempty"`
	Made    bool            `json:"made,omitempty" doc:"of a task: it was planned then; left out: it was done"`
	Step    *TimelineStep   `json:"step,omitempty" doc:"of a workflow"`
}

// TimelineChange is what one act changed of the record.
type TimelineChange struct {
	Act    string        `json:"act" doc:"by which it is undone"`
	Verb   string        `json:"verb"`
	Reason string        `json:"reason"`
	Values []ValueChange `json:"values"`
}

// TimelineImport is a list that was taken in, as far as it is about the record.
type TimelineImport struct {
	Import string `json:"import"`
	Name   string `json:"name" doc:"the file's"`
	Made   bool   `json:"made" doc:"the record was made by it; else it was changed"`
}

// TimelineAct is what somebody did that changed no value: merged, asked for consent, and the like.
type TimelineAct struct {
	Act    string          `json:"act"`
	Verb   string          `json:"verb"`
	Reason string          `json:"reason"`
	After  json.RawMessage `json:"after"`
}

type timelineQuestion struct {
	RecordPath
	Kind   []string `query:"kind" doc:"Only these: event, contact, stage, change, import, note, file, act, task, workflow."`
	Team   string   `query:"team" maxLength:"100" doc:"Only what this team did: of events the team they name, otherwise that of the role of who did it, or of most in their team."`
	Limit  int      `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"Lines on a page."`
	Cursor string   `query:"cursor" doc:"The cursor of the page before."`
}

// strand is one of the sources a timeline is woven of: up to so many lines behind a place, newest first. There are no
// more where fewer come.
type strand struct {
	name string
	read func(ctx context.Context, behind string, limit int) ([]timeline.Placed[TimelineItem], error)
}

func (s *Server) timeline(ctx context.Context, in *timelineQuestion, tell Tell) (*TimelineAnswer, error) {
	places, err := readPlaces(in.Cursor)
	if err != nil {
		return nil, err
	}
	about, err := s.around(ctx, in)
	if err != nil {
		return nil, err
	}
	a := &TimelineAnswer{Asked: Asked{Command: "timeline", AsOf: showInstant(s.Now().UnixMicro())}, Items: []TimelineItem{}}
	if len(about.people) > 0 {
		if err := s.eventsAround(ctx, about, a, tell); err != nil {
			return nil, err
		}
	}
	a.Items, a.Cursor, err = weave(ctx, about.strands(), places, in.Limit)
	return a, err
}

// eventsAround fixes the cut whose events are shown, and finds the last contact in it.
func (s *Server) eventsAround(ctx context.Context, about *surroundings, a *TimelineAnswer, tell Tell) error {
	c, asked, err := s.cut(ctx, "timeline", Reading{}, tell)
	if err != nil {
		return err
	}
	about.cut, a.Asked = c, *asked
	a.LastContact, err = s.lastContact(ctx, c, about.people, a.Asked.stamp)
	return err
}

// weave makes one page of all strands; the cursor says how far each has come.
func weave(ctx context.Context, all []strand, places map[string]string, limit int) ([]TimelineItem, *string, error) {
	lines := make([][]timeline.Placed[TimelineItem], len(all))
	for i, s := range all {
		var err error
		if lines[i], err = s.read(ctx, places[s.name], limit+1); err != nil {
			return nil, nil, err
		}
	}
	page, taken := timeline.Weave(limit, lines...)
	items := make([]TimelineItem, len(page))
	for i, p := range page {
		items[i] = p.What
	}
	more := false
	for i, n := range taken {
		more = more || n < len(lines[i])
		if n > 0 {
			places[all[i].name] = lines[i][n-1].Place
		}
	}
	if !more {
		return items, nil, nil
	}
	return items, text(writePlaces(places)), nil
}

func writePlaces(places map[string]string) string {
	body, _ := json.Marshal(places) // texts by texts always can be
	return base64.RawURLEncoding.EncodeToString(body)
}

func readPlaces(cursor string) (map[string]string, error) {
	places := map[string]string{}
	if cursor == "" {
		return places, nil
	}
	body, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || json.Unmarshal(body, &places) != nil || places == nil {
		return nil, wrongCursor(cursor)
	}
	return places, nil
}

// lastContact is the latest of several people's.
func (s *Server) lastContact(ctx context.Context, c warehouse.Cut, people []int64, stamp func(warehouse.Stamp)) (*string, error) {
	list, from, err := s.Warehouse.LastContacts(ctx, c, people)
	stamp(from)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	latest := slices.MaxFunc(list, func(a, b warehouse.LastContact) int { return int(a.At - b.At) })
	return text(showInstant(latest.At)), nil
}

// surroundings is the record a timeline is about, and what belongs to it.
type surroundings struct {
	s      *Server
	in     *timelineQuestion
	cut    warehouse.Cut
	record record.Record
	ref    record.Ref
	people []int64 // whose events are shown
	sale   string  // only events of this sale; empty: all
	names  map[string]string
	teams  map[string]string // of who can act
	hidden []string
	veil   *veil // over what events say of people; nil: nothing is hidden
}

// mostPeople is of how many people of a company the events are shown.
const mostPeople = 200

// around finds a record and who belongs to it.
func (s *Server) around(ctx context.Context, in *timelineQuestion) (*surroundings, error) {
	a := &surroundings{s: s, in: in}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if a.record, err = s.seen(ctx, v, in.RecordPath); err != nil {
			return err
		}
		a.ref = record.Ref{Type: a.record.Type, ID: a.record.ID}
		if a.names, err = actorNames(ctx, v); err != nil {
			return err
		}
		if a.teams, err = actorTeams(ctx, v); err != nil {
			return err
		}
		return a.who(ctx, v)
	})
	return a, err
}
