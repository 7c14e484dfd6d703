package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banhda/attract/form"
	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/drive/follow"
	"banhda/hub/assignment"
	"banhda/hub/consent"
	"banhda/hub/notice"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/store"
)

const formFollower = "forms"

// formHearer does what follows from answers to forms, once identity knows who they are of.
func (s *Server) formHearer() follow.Consumer {
	return follow.Consumer{Name: formFollower, Wants: func(context.Context) (follow.Wants, error) { return follow.Wants{Events: true}, nil }, Take: s.hearForms}
}

// formsAtOnce is how many answers are worked on in one transaction.
const formsAtOnce = 50

// hearForms takes in a batch, in pieces: what was done of it before a crash is known by the answers' ids.
func (s *Server) hearForms(ctx context.Context, b *follow.Batch) error {
	var heard []*follow.Event
	for i := range b.Events {
		if e := &b.Events[i]; e.Name == form.Submitted && e.Source == form.Source {
			heard = append(heard, e)
		}
	}
	for len(heard) > formsAtOnce {
		piece := heard[:formsAtOnce]
		heard = heard[formsAtOnce:]
		if err := s.Records.Tx(ctx, func(t *store.Tx) error { return s.hearAnswers(ctx, t, piece) }); err != nil {
			return err
		}
	}
	if len(heard) == 0 {
		return nil
	}
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		if err := s.hearAnswers(ctx, t, heard); err != nil {
			return err
		}
		return t.SetFollowed(ctx, formFollower, b.Place)
	})
}

func (s *Server) hearAnswers(ctx context.Context, t *store.Tx, heard []*follow.Event) error {
	versions := map[[2]int64]form.Version{}
	for _, e := range heard {
		if err := s.hearAnswer(ctx, t, e, versions); err != nil {
			return fmt.Errorf("working on the answer %s: %w", e.ID, err)
		}
	}
	return nil
}

// heardAnswer is what the event of an answer says.
type heardAnswer struct {
	Form     string        `json:"form"`
	Version  int64         `json:"form_version"`
	FormName string        `json:"form_name"`
	Consents []form.Agreed `json:"consents"`
	URL      string        `json:"url"`
	Language string        `json:"language"`
	Address  string        `json:"address"`
	Device   string        `json:"device"`
	all      map[string]any
	id       int64
	content  *form.Definition
	event    *follow.Event
}

// hearAnswer keeps one answer and does what its form says follows, unless that was done before. A form that is no longer
// there leads to nothing.
func (s *Server) hearAnswer(ctx context.Context, t *store.Tx, e *follow.Event, versions map[[2]int64]form.Version) error {
	h, err := readHeard(ctx, t, e, versions)
	if h == nil || err != nil {
		return err
	}
	one, fresh, err := keepHeard(ctx, t, h)
	if err != nil || !fresh {
		return err
	}
	s.forms.count(h.id, func(c *store.FormCount) { c.Submits++ })
	s.ledPage(ctx, h.URL)
	ask, err := s.writeAgreed(ctx, t, h)
	if err == nil && ask {
		err = s.askToConfirm(ctx, t, h.content.After.Template, h.FormName, &one)
	}
	if err != nil {
		return err
	}
	return s.followUp(ctx, t, h)
}

// openTicket opens a ticket of an answer: they wrote when they answered.
func (h *heardAnswer) openTicket(ctx context.Context, t *store.Tx) error {
	if _, err := t.Note(ctx, store.Act{Actor: actorName(systemActor), Verb: "ticket-open", Target: PersonID(h.event.Person)}); err != nil {
		return err
	}
	var said []string
	for _, f := range h.content.Fields {
		if value, ok := h.all[f.Key]; ok && f.Person == "" {
			said = append(said, in(h.Language, f.Label)+": "+f.Said(value, func(l form.Label) string { return in(h.Language, l) }))
		}
	}
	_, err := t.Create(ctx, auth.Everything, record.Ticket, 0, record.Values{"name": h.FormName, "person": h.event.Person, "channel": ticket.ByForm, "description": strings.Join(said, "\n"),
		"opened_at": h.event.At, "heard_at": h.event.At})
	return err
}

func readHeard(ctx context.Context, t *store.Tx, e *follow.Event, versions map[[2]int64]form.Version) (*heardAnswer, error) {
	h := &heardAnswer{event: e}
	if json.Unmarshal(e.Properties, h) != nil || json.Unmarshal(e.Properties, &h.all) != nil {
		return nil, nil // it names no form: it is just an event
	}
	id, err := ParseFormID(h.Form)
	if err != nil {
		return nil, nil
	}
	at := [2]int64{id, h.Version}
	is, ok := versions[at]
	if !ok {
		if is, err = t.FormVersion(ctx, id, h.Version); err != nil {
			return nil, absent(err)
		}
		versions[at] = is
	}
	h.id, h.content = id, &is.Content
	return h, nil
}

// keepHeard keeps an answer. fresh is false where it was worked on before.
func keepHeard(ctx context.Context, t *store.Tx, h *heardAnswer) (one form.Submission, fresh bool, err error) {
	one = form.Submission{Form: h.id, Version: h.Version, Event: h.event.ID, Person: h.event.Profile, At: h.event.At, State: form.Taken,
		Said: form.Said{Answers: h.answers(), Consents: h.Consents, URL: h.URL, Language: h.Language}}
	one.ID, err = t.AddSubmission(ctx, one)
	if !errors.Is(err, store.ErrConflict) {
		return one, err == nil, err
	}
	was, err := t.SubmissionOf(ctx, h.event.ID)
	if err != nil || was.State != form.Taken || was.Person != 0 {
		return was, false, err
	}
	was.Person = h.event.Profile // it had waited, and somebody let it in
	return was, true, t.SaveSubmission(ctx, was)
}

// answers are those that are the form's own: what is a person's is kept with the person.
func (h *heardAnswer) answers() form.Answers {
	a := form.Answers{}
	for _, f := range h.content.Fields {
		if value, ok := h.all[f.Key]; ok && f.Person == "" {
			a[f.Key] = []string{fmt.Sprint(value)}
		}
	}
	return a
}

// writeAgreed writes what somebody agreed to into the ledger, with what shows it. ask reports that some of it counts only
// once they confirm it by the link in a mail.
func (s *Server) writeAgreed(ctx context.Context, t *store.Tx, h *heardAnswer) (ask bool, err error) {
	if len(h.Consents) == 0 {
		return false, nil
	}
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return false, err
	}
	channels, err := reachedOn(ctx, &t.View, h.event.Person)
	if err != nil {
		return false, err
	}
	held, err := t.Held(ctx, h.event.Person)
	if err != nil {
		return false, err
	}
	if _, err := t.Note(auth.Coming(ctx, auth.Origin{By: auth.ByCustomer}), store.Act{Actor: actorName(systemActor), Verb: "consent-form", Target: PersonID(h.event.Person)}); err != nil {
		return false, err
	}
	for _, c := range h.Consents {
		double := slices.ContainsFunc(purposes, func(p consent.Purpose) bool { return p.Key == c.Purpose && p.Double })
		for _, name := range c.Channels {
			e := h.entry(c, consent.Channel(name), double)
			if !slices.Contains(channels, e.Channel) || held[consent.Key{Channel: e.Channel, Purpose: c.Purpose}].State == consent.Given {
				continue
			}
			if _, err := t.Consent(ctx, e); err != nil {
				return false, err
			}
			ask = ask || e.State == consent.Pending
		}
	}
	return ask, nil
}

// entry is a line of the ledger: who filled in a form with an address that may be anybody's is asked once more.
func (h *heardAnswer) entry(c form.Agreed, channel consent.Channel, double bool) consent.Entry {
	e := consent.Entry{Person: h.event.Person, Channel: channel, Purpose: c.Purpose, State: consent.Given, At: h.event.At, How: "form",
		Evidence: consent.Evidence{Form: formEvidence(h.Form, h.Version), Wording: c.Wording, Hash: c.Hash, Address: h.Address, Note: h.Device}}
	if double && channel == consent.Email {
		e.State = consent.Pending
	}
	return e
}

// followUp does what a form says follows an answer. What it names may be gone since: then that is left out.
func (s *Server) followUp(ctx context.Context, t *store.Tx, h *heardAnswer) error {
	who := h.event.Person
	if list, err := listOf(ctx, &t.View, h.content.After.List); err == nil && list.ID != 0 {
		if _, err := s.enlist(ctx, t, list, []int64{who}, true); err != nil {
			return err
		}
	}
	if rule, err := ruleOf(ctx, &t.View, h.content.After.Rule); err == nil && rule.ID != 0 {
		if err := letWaitFor(ctx, t, who, rule.ID); err != nil {
			return err
		}
	}
	if h.content.After.Ticket {
		if err := h.openTicket(ctx, t); err != nil {
			return err
		}
	}
	users, err := toldOf(ctx, &t.View, h.content.After)
	if err != nil {
		return nil //nolint:nilerr // whoever was to be told is gone
	}
	for _, user := range users {
		if err := t.Notify(ctx, user, notice.Form, h.event.ID, record.Ref{Type: record.Person, ID: who}, map[string]string{"title": h.FormName}); err != nil {
			return err
		}
	}
	return nil
}

// letWaitFor lets somebody who is nobody's wait for an owner by a rule.
func letWaitFor(ctx context.Context, t *store.Tx, who, rule int64) error {
	r, err := personRecord(ctx, &t.View, who)
	if err != nil || r.Values.Int("owner") != 0 {
		return absent(err)
	}
	return t.Wait(ctx, store.Waits{Person: r.ID, Rule: rule, Since: t.Now()})
}

// listOf is the list an id names; none for none.
func listOf(ctx context.Context, v *store.View, shown string) (one segment.Saved, err error) {
	if shown == "" {
		return one, nil
	}
	id, err := ParseSegmentID(shown)
	if err == nil {
		one, err = v.Segment(ctx, id)
	}
	if err == nil && one.Kind != segment.List {
		err = store.ErrNotFound
	}
	return one, notFound(err, "there is no list %s", shown)
}

// ruleOf is the rule of assignment an id names; none for none.
func ruleOf(ctx context.Context, v *store.View, shown string) (assignment.Rule, error) {
	if shown == "" {
		return assignment.Rule{}, nil
	}
	id, err := ParseAssignmentRuleID(shown)
	if err != nil {
		return assignment.Rule{}, err
	}
	rules, err := v.AssignmentRules(ctx)
	if at := slices.IndexFunc(rules, func(r assignment.Rule) bool { return r.ID == id }); at >= 0 {
		return rules[at], err
	}
	return assignment.Rule{}, orElse(err, missing("there is no rule %s", shown))
}

// toldOf are the users who are told of an answer.
func toldOf(ctx context.Context, v *store.View, a form.After) (users []int64, err error) {
	if len(a.Notify) == 0 && a.Team == "" {
		return nil, nil
	}
	for _, shown := range a.Notify {
		id, err := ParseUserID(shown)
		if err == nil {
			_, err = v.User(ctx, id)
		}
		if err != nil {
			return nil, notFound(err, "there is no user %s", shown)
		}
		users = append(users, id)
	}
	if a.Team == "" {
		return users, nil
	}
	team, err := ParseTeamID(a.Team)
	if err != nil {
		return nil, err
	}
	teams, err := v.Teams(ctx)
	for _, one := range teams {
		if one.ID == team {
			return append(users, one.Members...), err
		}
	}
	return nil, orElse(err, missing("there is no team %s", a.Team))
}

// submissionKey is under which a message about an answer is left: one of each.
func submissionKey(id int64, turn string) string {
	return "form-" + strconv.FormatInt(id, 10) + "-" + turn
}
