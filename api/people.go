package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"banhda/attract/capture"
	"banhda/auth"
	"banhda/drive/flow"
	"banhda/store"
	"banhda/warehouse"
	"banhda/wheel"
)

// PeopleAnswer is one page of a list of people. Revenue is in minor units of Currency.
type PeopleAnswer struct {
	Asked    Asked       `json:"asked"`
	Currency string      `json:"currency"`
	People   []PersonRow `json:"people"`
	Cursor   *string     `json:"cursor"`
}

// PersonRow is one person of a list.
type PersonRow struct {
	ID        string  `json:"id"`
	Name      *string `json:"name"`
	Stage     string  `json:"stage"`
	Since     string  `json:"since"`
	FirstSeen string  `json:"first_seen"`
	LastSeen  string  `json:"last_seen"`
	Purchases int     `json:"purchases"`
	Revenue   int64   `json:"revenue"`
}

type peopleQuestion struct {
	Reading
	Q      string `query:"q" maxLength:"200" doc:"Words of the name, marks aside; an e-mail address, a phone number or a part of one; or an id."`
	Stage  string `query:"stage" enum:"stranger,prospect,customer,promoter,dormant" doc:"Only who stands there. Default: everybody."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100000" default:"50" doc:"People on a page."`
	Order  string `query:"order" enum:"id,last_seen" default:"id" doc:"last_seen: who was seen last first. What was searched for comes by id."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) people(ctx context.Context, in *peopleQuestion, tell Tell) (*PeopleAnswer, error) {
	after, seen, err := in.behind()
	if err != nil {
		return nil, err
	}
	c, asked, err := s.cut(ctx, "people", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	// One more tells whether there is a next page.
	q := warehouse.PeopleQuestion{Limit: in.Limit + 1, After: after, Seen: seen, Latest: in.latest()}
	if stage, ok := wheel.ParseStage(in.Stage); ok {
		q.Stage, asked.Stage = &stage, in.Stage
	}
	var searching error
	if asked.Q = in.Q; in.Q != "" {
		q.Among = s.search(ctx, in.Q, q, &searching)
	}
	rows, stamp, err := s.Warehouse.People(ctx, c, q)
	if err = errors.Join(err, searching); err != nil {
		return nil, err
	}
	asked.stamp(stamp)
	return s.showPeople(ctx, rows, in, asked, c)
}

func (s *Server) showPeople(ctx context.Context, rows []warehouse.PersonRow, in *peopleQuestion, asked *Asked, c warehouse.Cut) (*PeopleAnswer, error) {
	a := &PeopleAnswer{Asked: *asked, Currency: c.Currency, People: []PersonRow{}}
	if len(rows) > in.Limit {
		rows = rows[:in.Limit]
		a.Cursor = text(in.cursor(rows[in.Limit-1], c.AsOf))
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.Person
	}
	names, err := s.names(ctx, ids)
	for _, r := range rows {
		a.People = append(a.People, showPerson(r, names))
	}
	return a, err
}

// latest reports whether who was seen last comes first.
func (in *peopleQuestion) latest() bool { return in.Order == "last_seen" && in.Q == "" }

// behind reads the cursor: whom a page goes on behind, and when they were seen last. The pages of those who were seen
// last are of the first one's now, so that nobody is missed who is seen while somebody reads.
func (in *peopleQuestion) behind() (person, seen int64, err error) {
	switch {
	case in.Cursor == "":
		return 0, 0, nil
	case !in.latest():
		if person, err = ParsePersonID(in.Cursor); err != nil {
			err = wrongCursor(in.Cursor)
		}
		return person, 0, err
	}
	person, seen, asOf, err := readCursor(in.Cursor)
	if err == nil && in.AsOf == "" {
		in.AsOf = showInstant(asOf)
	}
	return person, seen, err
}

// cursor names the last row of a page.
func (in *peopleQuestion) cursor(last warehouse.PersonRow, asOf int64) string {
	if in.latest() {
		return writeCursor(last.Person, last.LastSeen, asOf)
	}
	return PersonID(last.Person)
}

// names are those of the given people who have one. They only decorate: a readout's figures never depend on them.
func (s *Server) names(ctx context.Context, ids []int64) (map[int64]string, error) {
	var names map[int64]string
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		names, err = v.Names(ctx, ids)
		return err
	})
	return names, err
}

func showPerson(r warehouse.PersonRow, names map[int64]string) PersonRow {
	p := PersonRow{ID: PersonID(r.Person), Stage: r.Stage.String(), Since: showInstant(r.Since),
		FirstSeen: showInstant(r.FirstSeen), LastSeen: showInstant(r.LastSeen), Purchases: r.Purchases, Revenue: r.Revenue}
	if n := names[r.Person]; n != "" {
		p.Name = &n
	}
	return p
}

// PersonAnswer is everything known about one person; the events are a page, newest first.
type PersonAnswer struct {
	Asked Asked `json:"asked"`
	PersonRow
	Currency string      `json:"currency"`
	Profiles []Profile   `json:"profiles"`
	Stages   []StageMove `json:"stages"`
	Events   []PastEvent `json:"events"`
	Cursor   *string     `json:"cursor"`
}

// Profile is one identifier of a person.
type Profile struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// StageMove is one move of a person between stages.
type StageMove struct {
	At   string `json:"at"`
	From string `json:"from"`
	To   string `json:"to"`
}

// PastEvent is one line of a person's timeline. Value is in minor units of its own Currency.
type PastEvent struct {
	ID         string          `json:"id"`
	At         string          `json:"at"`
	ReceivedAt string          `json:"received_at"`
	Name       string          `json:"name"`
	Meaning    *string         `json:"meaning"`
	Derived    bool            `json:"derived,omitempty"`
	Source     string          `json:"source,omitempty"`
	Value      *int64          `json:"value"`
	Currency   string          `json:"currency,omitempty"`
	Sale       string          `json:"sale,omitempty"`
	Team       string          `json:"team,omitempty"`
	Campaign   string          `json:"campaign,omitempty"`
	Properties json.RawMessage `json:"properties,omitempty"`
}

type personQuestion struct {
	Reading
	ID     string `path:"id" doc:"The person's id; one that was merged away finds whom it was merged into."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100000" default:"100" doc:"Events on a page."`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

func (s *Server) person(ctx context.Context, in *personQuestion, tell Tell) (*PersonAnswer, error) {
	id, err := ParsePersonID(in.ID)
	if err != nil {
		return nil, err
	}
	c, asked, err := s.cut(ctx, "person", in.Reading, tell)
	if err != nil {
		return nil, err
	}
	if err := s.reachable(ctx, id, auth.Read); err != nil {
		return nil, notFound(err, "nobody has the id %s", in.ID)
	}
	t, stamp, err := s.Warehouse.Person(ctx, c, warehouse.TimelineQuestion{Person: id, Before: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, notFound(err, "nobody has the id %s", in.ID)
	}
	asked.stamp(stamp)
	names, err := s.names(ctx, []int64{t.Person})
	if err == nil {
		err = s.veilPerson(ctx, &t)
	}
	a := &PersonAnswer{Asked: *asked, PersonRow: showPerson(t.PersonRow, names), Currency: c.Currency,
		Profiles: showProfiles(t.Profiles), Stages: showMoves(t.Moves), Events: showEvents(t.Events)}
	if t.Next != "" {
		a.Cursor = &t.Next
	}
	return a, err
}

// veilPerson takes away what the role of who asks hides of a person.
func (s *Server) veilPerson(ctx context.Context, t *warehouse.Timeline) error {
	return s.Records.View(ctx, func(v *store.View) error {
		w, err := veilOf(ctx, v, t.Person)
		if w == nil || err != nil {
			return err
		}
		t.Profiles = slices.DeleteFunc(t.Profiles, func(p flow.Profile) bool { return w.hides(p.Kind) || w.holds(p.Value) })
		for i := range t.Events {
			t.Events[i].Properties = w.over(t.Events[i].Properties)
		}
		return nil
	})
}

func showProfiles(profiles []flow.Profile) []Profile {
	shown := make([]Profile, len(profiles))
	for i, p := range profiles {
		shown[i] = Profile{p.Kind, p.Value}
	}
	return shown
}

func showMoves(moves []wheel.Move) []StageMove {
	shown := make([]StageMove, len(moves))
	for i, m := range moves {
		shown[i] = StageMove{showInstant(m.At), m.From.String(), m.To.String()}
	}
	return shown
}

func showEvents(events []warehouse.TimelineEvent) []PastEvent {
	shown := make([]PastEvent, len(events))
	for i := range events {
		shown[i] = showEvent(&events[i])
	}
	return shown
}

func showEvent(e *warehouse.TimelineEvent) PastEvent {
	p := PastEvent{ID: capture.MessageID(e.ID), At: showInstant(e.At), ReceivedAt: showInstant(e.ReceivedAt), Name: e.Name, Derived: e.Derived,
		Source: e.Source, Currency: e.Currency, Sale: e.Sale, Team: e.Team, Campaign: e.Campaign, Properties: e.Properties}
	if e.Meaning != wheel.None {
		p.Meaning = text(e.Meaning.String())
	}
	if e.HasValue {
		p.Value = &e.Value
	}
	return p
}
