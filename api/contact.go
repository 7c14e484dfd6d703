package api

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

// ContactAnswer is a contact that was written down, once every readout has it.
type ContactAnswer struct {
	Event string `json:"event" doc:"the event's id"`
	Note  *Note  `json:"note"`
	Next  *Task  `json:"next" doc:"the task that comes next"`
	Act   string `json:"act"`
	Seq   int64  `json:"seq"`
}

type contactOrder struct {
	ID   string `path:"id" doc:"The person's id."`
	Body struct {
		Kind        string    `json:"kind" enum:"call,meeting,message,email,visit"`
		Incoming    bool      `json:"incoming,omitempty" doc:"they reached us"`
		Missed      bool      `json:"missed,omitempty" doc:"of a call or meeting: nobody was there; it does not count as contact"`
		At          time.Time `json:"at,omitempty" doc:"left out: now"`
		Minutes     int       `json:"minutes,omitempty" minimum:"0" maximum:"1440"`
		Channel     string    `json:"channel,omitempty" maxLength:"50" doc:"of a message: zalo, sms, facebook …"`
		Outcome     string    `json:"outcome,omitempty" maxLength:"300" doc:"in a few words"`
		Advertising bool      `json:"advertising,omitempty" doc:"of a call we made: it advertised, and counts among what the law allows a day"`
		Team        string    `json:"team,omitempty" enum:"marketing,sales,care" doc:"left out: that of the role of who writes it down"`
		Note        string    `json:"note,omitempty" maxLength:"20000" doc:"is kept as a note of the record"`
		Next        string    `json:"next,omitempty" maxLength:"500" doc:"what comes next, in one line, such as Gửi báo giá thứ 6: becomes a task about them"`
	}
}

// logContact writes down a contact with a person: an event in the log, of the rank of staff, a note where there is more
// to say, and a task where something comes next. All of it is kept, or none.
func (s *Server) logContact(ctx context.Context, in *contactOrder, tell Tell) (*ContactAnswer, error) {
	who := RecordPath{Type: record.Person.Plural(), ID: in.ID}
	event, body, err := s.contactEvent(ctx, in, who)
	if err != nil {
		return nil, err
	}
	a := &ContactAnswer{Event: event.ID}
	a.Seq, err = s.change(ctx, mutation{verb: "contact", target: in.ID, kind: flow.Events, entry: body, also: func(ctx context.Context, t *store.Tx) error {
		a.Act = ActID(t.Act)
		if b := in.Body; b.Kind == "call" && b.Advertising && !b.Incoming {
			if err := advertised(ctx, t, who, event.At); err != nil {
				return err
			}
		}
		if strings.TrimSpace(in.Body.Note) != "" {
			var err error
			if a.Note, err = s.noteOn(ctx, t, who, in.Body.Note); err != nil {
				return err
			}
		}
		return a.nextOn(ctx, t, who, in.Body.Next)
	}}, tell)
	return a, err
}

// nextOn makes the task that comes next within an act that is under way; none where nothing is said.
func (a *ContactAnswer) nextOn(ctx context.Context, t *store.Tx, who RecordPath, line string) error {
	if strings.TrimSpace(line) == "" {
		return nil
	}
	c, err := readCalendar(ctx, &t.View)
	if err != nil {
		return err
	}
	made, err := newTask(ctx, TaskBody{About: &who.ID}, line, t.Now(), c.Zone())
	if err == nil {
		a.Next, err = keepTask(ctx, t, made, c.Zone())
	}
	return err
}

// noteOn writes a note about a record within an act that is under way.
func (s *Server) noteOn(ctx context.Context, t *store.Tx, who RecordPath, given string) (*Note, error) {
	names, about, err := s.activityOf(ctx, &t.View, who)
	if err != nil {
		return nil, err
	}
	id, err := s.writeNote(ctx, t, about, given)
	if err != nil {
		return nil, err
	}
	n, err := t.NoteByID(ctx, id)
	shown := showNote(ctx, n, names)
	return &shown, err
}

// contactEvent is the contact as an event of the person, and as the body of a row of the log.
func (s *Server) contactEvent(ctx context.Context, in *contactOrder, who RecordPath) (e timeline.Event, row json.RawMessage, err error) {
	key, team, err := s.contactOf(ctx, who)
	if err != nil {
		return e, nil, err
	}
	now := s.Now().UnixMicro()
	l := timeline.Logged{Kind: in.Body.Kind, Incoming: in.Body.Incoming, Missed: in.Body.Missed, At: now, Minutes: in.Body.Minutes, Channel: in.Body.Channel,
		Outcome: in.Body.Outcome, Advertising: in.Body.Advertising, Team: orText(in.Body.Team, team), By: actorName(auth.From(ctx))}
	if !in.Body.At.IsZero() {
		l.At = in.Body.At.UnixMicro()
	}
	if e, err = l.Event("contact-"+rand.Text(), key, now); err != nil {
		return e, nil, wrong(err)
	}
	return e, timeline.AppendRow(nil, []timeline.Event{e}), nil
}

// contactOf is an identifier of a person, and the team of who asks.
func (s *Server) contactOf(ctx context.Context, who RecordPath) (key person.Key, team string, err error) {
	var id int64
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, who)
		if err == nil {
			err = changeable(ctx, v, record.Ref{Type: r.Type, ID: r.ID}, who.ID)
		}
		if err != nil {
			return err
		}
		id = r.ID
		teams, err := actorTeams(ctx, v)
		team = teams[actorName(auth.From(ctx))]
		return err
	})
	if err != nil {
		return key, team, err
	}
	profiles, err := s.Records.ProfilesOf(ctx, []int64{id})
	if err == nil && len(profiles) == 0 {
		err = missing("nobody has the id %s", who.ID)
	}
	if err != nil {
		return key, team, err
	}
	return profiles[0].Key, team, nil
}

// teamsOfRoles are the teams the built-in roles work in, as events name them.
var teamsOfRoles = map[string]string{"marketer": "marketing", "seller": "sales", "agent": "care"}

// actorTeams are the teams of those who can act, by their ids. Who has a role of the company's own works as the colleagues
// do with whom they share a team.
func actorTeams(ctx context.Context, v *store.View) (map[string]string, error) {
	users, err := v.Users(ctx)
	if err != nil {
		return nil, err
	}
	shared, err := v.Teams(ctx)
	works, teams := map[int64]string{}, map[string]string{}
	for _, u := range users {
		works[u.ID] = teamsOfRoles[u.Role]
	}
	for _, u := range users {
		if t := cmp.Or(works[u.ID], sharedWork(u.ID, shared, works)); t != "" {
			teams[UserID(u.ID)] = t
		}
	}
	return teams, err
}

// sharedWork is what most members of somebody's teams work as; of as many the first by name; of none the name of their
// first team.
func sharedWork(user int64, teams []store.Team, works map[int64]string) (most string) {
	many := map[string]int{}
	for _, t := range teams {
		if t.Lead != user && !slices.Contains(t.Members, user) {
			continue
		}
		most = cmp.Or(most, t.Name)
		for _, m := range t.Members {
			if works[m] != "" {
				many[works[m]]++
			}
		}
	}
	for work, n := range many {
		if n > many[most] || n == many[most] && work < most {
			most = work
		}
	}
	return most
}
