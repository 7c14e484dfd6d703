package api

import (
	"context"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/hub/conversation"
	"banhda/store"
)

// CannedText is a text that is said often.
type CannedText struct {
	ID     string `json:"id"`
	Name   string `json:"name" doc:"by which it is found"`
	Text   string `json:"text" doc:"with places such as {{ person.name }}; empty: it only changes"`
	TextEn string `json:"text_en" doc:"for those who read English; empty: the same"`
	Filled string `json:"filled" doc:"as it would be said in the conversation that was asked for, in its person's language; empty: none was"`

	Changes conversation.Changes `json:"changes" doc:"what changes of a ticket that is answered by it"`
	Team    *Named               `json:"team" doc:"whose it is; null: everybody's"`
}

// CannedAnswer are the texts that are said often.
type CannedAnswer struct {
	Texts  []CannedText `json:"texts"`
	Places []string     `json:"places" doc:"what can be filled in"`
}

const cannedPrefix = "txt_"

// CannedID writes the id of a canned text as it is shown outside.
func CannedID(id int64) string { return cannedPrefix + encodeID(scramble(uint64(id), cannedPrefix)) }

// ParseCannedID reads what CannedID wrote.
func ParseCannedID(s string) (int64, error) { return parseID(s, cannedPrefix, "a canned text") }

type cannedQuestion struct {
	Conversation string `query:"conversation" maxLength:"40" doc:"Fill them in for this conversation."`
}

// cannedPlaces are the places in the order they are shown.
var cannedPlaces = []string{"person.name", "person.greeting", "person.email", "person.phone", "user.name", "workspace.name", "company.name"}

// listCanned gives the texts of everybody and of one's teams.
func (s *Server) listCanned(ctx context.Context, in *cannedQuestion, _ Tell) (*CannedAnswer, error) {
	a := &CannedAnswer{Texts: []CannedText{}, Places: cannedPlaces}
	err := s.Records.View(ctx, func(v *store.View) error {
		values, err := cannedValues(ctx, v, in.Conversation)
		if err != nil {
			return err
		}
		list, err := v.CannedTexts(ctx)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		for _, c := range list {
			if c.Team != 0 && !auth.From(ctx).Reach(auth.Conversations, auth.Read).Reaches(0, c.Team) {
				continue
			}
			shown := CannedText{ID: CannedID(c.ID), Name: c.Name, Text: c.Text, TextEn: c.TextEn, Changes: c.Changes, Team: n.team(c.Team)}
			if values != nil {
				shown.Filled = conversation.Fill(c.In(values["person.language"]), values)
			}
			a.Texts = append(a.Texts, shown)
		}
		return err
	})
	return a, err
}

// cannedValues are what texts are filled with in a conversation; nil for none.
func cannedValues(ctx context.Context, v *store.View, shown string) (map[string]string, error) {
	if shown == "" {
		return nil, nil
	}
	c, err := conversationWithin(ctx, v, shown, auth.Read)
	if err != nil {
		return nil, err
	}
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return nil, err
	}
	values := map[string]string{"user.name": auth.From(ctx).Name, "workspace.name": w.Name}
	people, err := addressees(ctx, v, auth.From(ctx).Reach(auth.People, auth.Read), []int64{c.Person}, auth.From(ctx).Hidden(auth.People))
	if to := people[c.Person]; to != nil {
		for _, key := range []string{"name", "greeting", "email", "phone"} {
			values["person."+key], _ = to.Values[key].(string)
		}
		values["person.language"] = to.Language
		values["company.name"], _ = to.Company["name"].(string)
	}
	return values, err
}

type cannedOrder struct {
	Body struct {
		Name    string               `json:"name" maxLength:"60"`
		Text    string               `json:"text" maxLength:"20000"`
		TextEn  string               `json:"text_en,omitempty" maxLength:"20000" doc:"for those who read English; left out: the same"`
		Changes conversation.Changes `json:"changes,omitempty" doc:"what changes of a ticket that is answered by it"`
		Team    string               `json:"team,omitempty" maxLength:"40" doc:"left out: everybody's"`
	}
}

func (s *Server) addCanned(ctx context.Context, in *cannedOrder, tell Tell) (*CannedAnswer, error) {
	return s.saveCanned(ctx, 0, in, tell)
}

type cannedChange struct {
	ID string `path:"id"`
	cannedOrder
}

func (s *Server) setCanned(ctx context.Context, in *cannedChange, tell Tell) (*CannedAnswer, error) {
	id, err := ParseCannedID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.saveCanned(ctx, id, &in.cannedOrder, tell)
}

func (s *Server) saveCanned(ctx context.Context, id int64, in *cannedOrder, tell Tell) (*CannedAnswer, error) {
	c := conversation.Canned{ID: id, Name: in.Body.Name, Text: in.Body.Text, TextEn: in.Body.TextEn, Changes: in.Body.Changes}
	if err := c.Check(); err != nil {
		return nil, wrong(err)
	}
	var err error
	if c.Team, err = orNone(in.Body.Team, ParseTeamID); err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "canned-set", entry: in.Body, made: func() string { return CannedID(c.ID) }, also: func(ctx context.Context, t *store.Tx) (err error) {
		c.ID, err = t.SaveCanned(ctx, c)
		return notFound(err, "there is no such text any more")
	}}, nil)
	if errors.Is(err, store.ErrConflict) {
		err = refused(http.StatusConflict, 0, "another text has this name; choose another")
	}
	if err != nil {
		return nil, err
	}
	return s.listCanned(ctx, &cannedQuestion{}, tell)
}

type cannedPath struct {
	ID string `path:"id"`
}

func (s *Server) removeCanned(ctx context.Context, in *cannedPath, tell Tell) (*CannedAnswer, error) {
	id, err := ParseCannedID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "canned-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		return notFound(t.RemoveCanned(ctx, id), "there is no such text any more")
	}}, nil)
	if err != nil {
		return nil, err
	}
	return s.listCanned(ctx, &cannedQuestion{}, tell)
}
