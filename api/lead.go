package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/timeline"
	"banhda/store"
)

// leadCaptured is the event of somebody who was caught by another system.
const leadCaptured = "Lead Captured"

type leadOrder struct {
	Body struct {
		ID     string `json:"id,omitempty" maxLength:"200" doc:"unique where it comes from: sent again, it changes nothing"`
		At     string `json:"at,omitempty" doc:"Instant or date. Default: now."`
		Person struct {
			Email       string         `json:"email,omitempty" maxLength:"320"`
			Phone       string         `json:"phone,omitempty" maxLength:"40"`
			UserID      string         `json:"user_id,omitempty" maxLength:"300"`
			AnonymousID string         `json:"anonymous_id,omitempty" maxLength:"300"`
			Name        string         `json:"name,omitempty" maxLength:"300"`
			Fields      map[string]any `json:"fields,omitempty" doc:"by field key"`
		} `json:"person" doc:"by at least one of email, phone, user_id and anonymous_id"`
		Source     string         `json:"source" minLength:"1" maxLength:"100" doc:"where the lead comes from, such as facebook"`
		Medium     string         `json:"medium,omitempty" maxLength:"100"`
		Campaign   string         `json:"campaign,omitempty" maxLength:"200"`
		Content    string         `json:"content,omitempty" maxLength:"200"`
		Landing    string         `json:"landing,omitempty" maxLength:"2000" doc:"the address of the page"`
		Referral   string         `json:"referral,omitempty" maxLength:"40" doc:"the code of who sent them"`
		Properties map[string]any `json:"properties,omitempty" doc:"whatever else is known"`
		Consents   []LeadConsent  `json:"consents,omitempty" maxItems:"20"`
	}
}

// LeadConsent is what a lead agreed to, with what shows it.
type LeadConsent struct {
	Channels []string         `json:"channels" minItems:"1" maxItems:"10" doc:"email, sms, zalo, call, chat"`
	Purpose  string           `json:"purpose" maxLength:"40"`
	How      string           `json:"how" doc:"form, email, sms, call, chat, paper, person, link"`
	Evidence consent.Evidence `json:"evidence"`
}

// LeadAnswer is who a lead is.
type LeadAnswer struct {
	Person string `json:"person"`
	Event  string `json:"event" doc:"the id of the event Lead Captured"`
}

// addLead takes in a lead of another system: who it is, where from, and what they agreed to.
func (s *Server) addLead(ctx context.Context, in *leadOrder, tell Tell) (*LeadAnswer, error) {
	e, err := s.leadEvent(ctx, in)
	if err != nil {
		return nil, err
	}
	rows, err := eventRows([]timeline.Event{e}, in.Body.Source, rankOf(ctx))
	if err != nil {
		return nil, err
	}
	if err := s.Log.Append(ctx, rows); err != nil {
		return nil, err
	}
	if err := s.waitFor(ctx, rows[0].Seq, tell); err != nil {
		return nil, err
	}
	id, err := s.personOf(ctx, e.Person)
	if err != nil {
		return nil, err
	}
	return &LeadAnswer{PersonID(id), e.ID}, s.leadConsents(ctx, id, in)
}

func (s *Server) leadEvent(ctx context.Context, in *leadOrder) (e timeline.Event, err error) {
	said := &in.Body
	e = timeline.Event{ID: "lead-" + rand.Text(), Name: leadCaptured, At: s.Now().UnixMicro(), Campaign: said.Campaign,
		Person: person.Identity{Email: said.Person.Email, Phone: said.Person.Phone, UserID: said.Person.UserID, AnonymousID: said.Person.AnonymousID,
			Name: said.Person.Name, Fields: said.Person.Fields}}
	if said.ID != "" {
		e.ID = "lead-" + said.Source + "-" + said.ID
	}
	if said.At != "" {
		w, err := s.workspace(ctx)
		if err != nil {
			return e, err
		}
		zone, err := loadZone("", w.Timezone)
		if err != nil {
			return e, err
		}
		if e.At, err = parseInstant("at", said.At, zone); err != nil {
			return e, err
		}
	}
	properties := map[string]any{}
	for key, value := range said.Properties {
		properties[key] = value
	}
	for key, value := range map[string]string{"utm_source": said.Source, "utm_medium": said.Medium, "utm_campaign": said.Campaign, "utm_content": said.Content,
		"url": said.Landing, "ref": strings.ToUpper(said.Referral)} {
		if value != "" {
			properties[key] = value
		}
	}
	e.Properties, err = json.Marshal(properties)
	return e, err
}

// personOf is who is known by an identity's first identifier.
func (s *Server) personOf(ctx context.Context, who person.Identity) (int64, error) {
	keys, _ := who.Keys()
	if len(keys) == 0 {
		return 0, invalid("say whom the lead is about: by an e-mail address, a phone number, a user id or an anonymous id")
	}
	found, err := s.Records.Profiles(ctx, keys[:1])
	if err != nil {
		return 0, err
	}
	p, ok := found[keys[0]]
	if !ok {
		return 0, flow.ErrNotFound
	}
	return p.Person, nil
}

// leadConsents writes down what a lead agreed to, under an act of its own. Of what they ever said anything, nothing is
// written: a lead that is sent again must not take the place of a withdrawal.
func (s *Server) leadConsents(ctx context.Context, id int64, in *leadOrder) error {
	var fresh []LeadConsent
	err := s.Records.View(ctx, func(v *store.View) error {
		ledger, err := v.Consents(ctx, id)
		fresh = unsaid(in.Body.Consents, consent.Hold(ledger))
		return err
	})
	if err != nil || len(fresh) == 0 {
		return err
	}
	_, err = s.change(ctx, mutation{verb: "consent-given", target: PersonID(id), entry: fresh, also: func(ctx context.Context, t *store.Tx) error {
		for _, c := range fresh {
			var order consentOrder
			order.Body.Channels, order.Body.Purpose, order.Body.State, order.Body.How, order.Body.Evidence = c.Channels, c.Purpose, string(consent.Given), c.How, c.Evidence
			if err := s.addConsents(ctx, t, id, t.Now(), &order); err != nil {
				return err
			}
		}
		return nil
	}}, nil)
	return err
}

// unsaid are those consents of which nothing was said yet.
func unsaid(all []LeadConsent, held consent.Held) (fresh []LeadConsent) {
	for _, c := range all {
		c.Channels = slices.DeleteFunc(slices.Clone(c.Channels), func(channel string) bool {
			_, said := held[consent.Key{Channel: consent.Channel(channel), Purpose: c.Purpose}]
			return said
		})
		if len(c.Channels) > 0 {
			fresh = append(fresh, c)
		}
	}
	return fresh
}

// TouchesAnswer is how somebody came, from the first touch on.
type TouchesAnswer struct {
	Touches []TouchShown `json:"touches" doc:"in order of time: the first is the first touch"`
	Code    string       `json:"code" doc:"their own referral code; empty: none was made"`
}

// TouchShown is one touch with its instant.
type TouchShown struct {
	At string `json:"at"`
	timeline.Touch
}

func (s *Server) personTouches(ctx context.Context, in *personNamed, tell Tell) (*TouchesAnswer, error) {
	a := &TouchesAnswer{Touches: []TouchShown{}}
	var id int64
	err := s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err != nil {
			return err
		}
		id = p.ID
		a.Code, err = v.ReferralCode(ctx, id)
		return absent(err)
	})
	if err != nil {
		return nil, err
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	touches, err := s.touches(ctx, id)
	for _, t := range touches {
		a.Touches = append(a.Touches, TouchShown{showInstant(t.At), t})
	}
	return a, err
}
