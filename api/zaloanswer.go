package api

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/conversation"
	"banhda/hub/gate"
	"banhda/hub/message"
	"banhda/hub/zalo"
	"banhda/store"
)

// What an entry keeps of a template of Zalo that it was said by: which it was, and what filled its places.
const (
	zaloTemplateSaid = "zalo_template"
	zaloValuesSaid   = "zalo_values"
)

// valuesSaid are what filled the places of the template something was said by.
func valuesSaid(e *conversation.Entry) map[string]string {
	values := map[string]string{}
	_ = json.Unmarshal([]byte(e.Data[zaloValuesSaid]), &values) // what is broken fills nothing, and is refused as such
	return values
}

// ConversationZaloTemplate is a template of Zalo, and whether it may go to somebody now.
type ConversationZaloTemplate struct {
	ZaloTemplate
	Gate CallGate `json:"gate" doc:"what the gate says of a message by it, now"`
}

// ConversationZaloTemplates is a page of the templates somebody can be written to by, by name.
type ConversationZaloTemplates struct {
	Templates []ConversationZaloTemplate `json:"templates"`
	Cursor    *string                    `json:"cursor"`
	Quota     zalo.Quota                 `json:"quota" doc:"of messages by template, as Zalo said last"`
}

type conversationTemplatesQuestion struct {
	ID     string `path:"id"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// listConversationTemplates gives the templates that can be sent now, and asks the gate about each kind of them.
func (s *Server) listConversationTemplates(ctx context.Context, in *conversationTemplatesQuestion, _ Tell) (a *ConversationZaloTemplates, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		c, err := conversationWithin(ctx, v, in.ID, auth.Send)
		if err != nil {
			return err
		}
		page, err := zaloTemplatesShown(ctx, v, in.Cursor, in.Limit)
		if err != nil {
			return err
		}
		a = &ConversationZaloTemplates{Templates: []ConversationZaloTemplate{}, Cursor: page.Cursor, Quota: page.Quota}
		says, err := s.gateOfZalo(ctx, v, c.Person)
		for _, t := range page.Templates {
			if t.Status == zalo.Enabled {
				a.Templates = append(a.Templates, ConversationZaloTemplate{t, callGate(says[t.Tag.Class()])})
			}
		}
		return err
	})
	return a, err
}

// gateOfZalo is what the gate says of messages of each class by Zalo to somebody.
func (s *Server) gateOfZalo(ctx context.Context, v *store.View, person int64) (map[consent.Class]gate.Verdict, error) {
	var list []message.Message
	for _, class := range []consent.Class{consent.Transactional, consent.Care, consent.Advertising} {
		list = append(list, message.Message{Draft: message.Draft{Person: person, Channel: consent.Zalo, Class: class}})
	}
	k, err := s.learn(ctx, v, list)
	if err != nil {
		return nil, err
	}
	says := map[consent.Class]gate.Verdict{}
	for i := range list {
		says[list[i].Class] = gate.Decide(k.ask(&list[i]))
	}
	return says, nil
}

type zaloTemplateOrder struct {
	ID   string `path:"id"`
	Body struct {
		Template string            `json:"template" minLength:"1" maxLength:"40" doc:"its id at Zalo"`
		Values   map[string]string `json:"values" doc:"what stands in its places, by their names"`
		Key      string            `json:"key,omitempty" maxLength:"60" doc:"said once for each key, however often it is sent"`
	}
}

// sayByZaloTemplate writes to somebody by a template that Zalo approved, also where the time to answer freely is over. It goes
// through the gate as what Zalo takes the template for.
func (s *Server) sayByZaloTemplate(ctx context.Context, in *zaloTemplateOrder, _ Tell) (*ConversationEntry, error) {
	rules, err := s.conversationRules(ctx)
	if err != nil {
		return nil, err
	}
	var e conversation.Entry
	_, err = s.change(ctx, mutation{verb: "answer", target: in.ID, entry: map[string]string{"channel": string(conversation.Zalo), "template": in.Body.Template}, also: func(ctx context.Context, t *store.Tx) error {
		c, err := conversationWithin(ctx, &t.View, in.ID, auth.Send)
		if err != nil {
			return err
		}
		e, err = s.sayByZaloTemplateIn(ctx, t, &c, in, rules.undo())
		return err
	}}, nil)
	if err != nil {
		return nil, err
	}
	s.inbox.moved(e.Conversation)
	return s.shownEntry(ctx, e.ID)
}

func (s *Server) sayByZaloTemplateIn(ctx context.Context, t *store.Tx, c *conversation.Conversation, in *zaloTemplateOrder, delay int64) (e conversation.Entry, err error) {
	author := actorName(auth.From(ctx))
	e = conversation.Entry{Conversation: c.ID, Kind: conversation.Out, Channel: conversation.Zalo, Author: author, At: t.Now()}
	if in.Body.Key != "" {
		e.Key = author + "-" + in.Body.Key
		if was, err := t.EntryOfKey(ctx, e.Channel, e.Key); err == nil || absent(err) != nil {
			return was, err
		}
	}
	of, err := s.zaloTemplateTo(ctx, &t.View, c.Person, in.Body.Template)
	if err != nil {
		return e, err
	}
	filled, err := of.Fill(in.Body.Values)
	if err != nil {
		return e, wrong(err)
	}
	values, err := json.Marshal(filled)
	if err != nil {
		return e, err
	}
	e.Subject, e.Text, e.Data = of.Name, filledText(&of, filled), map[string]string{zaloTemplateSaid: of.ID, zaloValuesSaid: string(values)}
	if e, err = t.AddEntry(ctx, e); err != nil {
		return e, err
	}
	if err := s.ticketAnswered(ctx, t, c, &e); err != nil {
		return e, err
	}
	teams, err := actorTeams(ctx, &t.View)
	if err != nil {
		return e, err
	}
	// where it goes, the phone or the id at Zalo, is found when it goes
	if err := carryBy(ctx, t, c, &e, message.Draft{Class: of.Tag.Class(), At: t.Now() + delay, Data: map[string]any{"team": teams[author]}}); err != nil {
		return e, err
	}
	return e, s.wasAnswered(ctx, t, c, &e)
}

// zaloTemplateTo is a template of Zalo that can be sent to somebody: Zalo is connected, lets it go, and so does the gate.
func (s *Server) zaloTemplateTo(ctx context.Context, v *store.View, person int64, id string) (of zalo.Template, err error) {
	if _, z, err := s.zaloApp(ctx, v); err != nil || z.OA == "" {
		return of, orElse(err, errNoZalo)
	}
	if of, err = v.ZaloTemplate(ctx, id); err != nil {
		if absent(err) == nil {
			err = invalid("Zalo has no template %s; read the templates anew in Settings, Zalo", id)
		}
		return of, err
	}
	if of.Status != zalo.Enabled {
		return of, invalid("Zalo does not let the template %q be sent now", of.Name)
	}
	says, err := s.gateOfZalo(ctx, v, person)
	if verdict := says[of.Tag.Class()]; err == nil && verdict.Decision == gate.Refuse {
		err = refused(http.StatusConflict, 0, "the gate does not let the Zalo template %q go to this person (%s)", of.Name, string(verdict.Reason))
	}
	return of, err
}

// filledText is what was said by a template, as far as the house knows it: its words are Zalo's.
func filledText(of *zalo.Template, filled map[string]string) string {
	var lines []string
	for _, p := range of.Params {
		if v, ok := filled[p.Name]; ok {
			lines = append(lines, p.Name+": "+v)
		}
	}
	return strings.Join(lines, "\n")
}
