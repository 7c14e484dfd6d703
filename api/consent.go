package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/record"
	"banhda/store"
)

// purposesSetting keeps what data is used for, as JSON.
const purposesSetting = "consent.purposes"

// PurposesAnswer is what consent is asked for, each by itself.
type PurposesAnswer struct {
	Purposes []consent.Purpose `json:"purposes"`
}

// readPurposes are the workspace's.
func readPurposes(ctx context.Context, v *store.View) ([]consent.Purpose, error) {
	body, err := v.Setting(ctx, purposesSetting)
	if errors.Is(err, store.ErrNotFound) {
		return consent.Standard(), nil
	}
	if err != nil {
		return nil, err
	}
	var list []consent.Purpose
	return list, json.Unmarshal([]byte(body), &list)
}

func (s *Server) purposes(ctx context.Context, _ *struct{}, _ Tell) (a *PurposesAnswer, err error) {
	a = &PurposesAnswer{}
	err = s.Records.View(ctx, func(v *store.View) error {
		a.Purposes, err = readPurposes(ctx, v)
		return err
	})
	return a, err
}

type purposesOrder struct{ Body PurposesAnswer }

// setPurposes takes new purposes and new wordings. Those that somebody may have agreed to stay as they are.
func (s *Server) setPurposes(ctx context.Context, in *purposesOrder, _ Tell) (*PurposesAnswer, error) {
	now := in.Body.Purposes
	_, err := s.change(ctx, mutation{verb: "purposes", target: purposesSetting, entry: now, also: func(ctx context.Context, t *store.Tx) error {
		was, err := readPurposes(ctx, &t.View)
		if err != nil {
			return err
		}
		if err := consent.CheckPurposes(was, now); err != nil {
			return wrong(err)
		}
		date(now, t.Now())
		body, err := json.Marshal(now)
		if err != nil {
			return err
		}
		return t.Set(ctx, purposesSetting, string(body))
	}}, nil)
	return &in.Body, err
}

// date says of new wordings since when they are asked.
func date(purposes []consent.Purpose, now int64) {
	for i := range purposes {
		for k := range purposes[i].Wordings {
			if w := &purposes[i].Wordings[k]; w.Since == 0 && k > 0 {
				w.Since = now
			}
		}
	}
}

// ConsentsAnswer is what somebody agreed to: what holds now, and the whole ledger, the newest first.
type ConsentsAnswer struct {
	Person  string           `json:"person"`
	Now     []ConsentNow     `json:"now"`
	Entries []ConsentEntry   `json:"entries"`
	Allowed []ConsentAllowed `json:"allowed" doc:"what may be sent, for each channel"`
}

// ConsentNow is what holds for one purpose on one channel.
type ConsentNow struct {
	Channel string `json:"channel"`
	Purpose string `json:"purpose"`
	State   string `json:"state" enum:"given,withdrawn,pending"`
	At      string `json:"at"`
}

// ConsentAllowed says what may be sent over a channel.
type ConsentAllowed struct {
	Channel     string `json:"channel"`
	Advertising string `json:"advertising" enum:",no-consent,unconfirmed,withdrawn,erased" doc:"why not; empty: it may"`
	Care        string `json:"care" enum:",no-consent,unconfirmed,withdrawn,erased"`
}

// ConsentEntry is one line of the ledger.
type ConsentEntry struct {
	ID       int64            `json:"id"`
	Channel  string           `json:"channel"`
	Purpose  string           `json:"purpose"`
	State    string           `json:"state" enum:"given,withdrawn,pending"`
	At       string           `json:"at" doc:"when it was said"`
	How      string           `json:"how"`
	Evidence consent.Evidence `json:"evidence"`
	Form     *ConsentForm     `json:"form,omitempty" doc:"of the house's own by which it was said; left out: by none, or it is not known any more"`
	Act      string           `json:"act" doc:"by which it was written down"`
}

// ConsentForm is a form of the house's by which somebody agreed, as the evidence names it.
type ConsentForm struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Version int64  `json:"version"`
}

// formEvidence names a form's version, as evidence does.
func formEvidence(id string, version int64) string { return fmt.Sprintf("%s v%d", id, version) }

// formSaid is the form evidence names; nil: none of this house.
func formSaid(ctx context.Context, v *store.View, said string) (*ConsentForm, error) {
	id, version, _ := strings.Cut(said, " v")
	form, err := ParseFormID(id)
	number, wrong := strconv.ParseInt(version, 10, 64)
	if err != nil || wrong != nil {
		return nil, nil //nolint:nilerr // evidence names pages, papers and calls as well
	}
	f, err := v.Form(ctx, form)
	if err != nil {
		return nil, absent(err)
	}
	return &ConsentForm{ID: id, Name: f.Name, Version: number}, nil
}

type ofPerson struct {
	ID string `path:"id" doc:"The person's id."`
}

// personWithin finds a person within reach; whom they were merged into, where they were.
func personWithin(ctx context.Context, v *store.View, id string, verb auth.Verb) (record.Record, error) {
	number, err := ParsePersonID(id)
	if err != nil {
		return record.Record{}, err
	}
	r, err := v.Record(ctx, reach(ctx, record.Person, verb), record.Person, number)
	return r, notFound(err, "there is no person %s", id)
}

func (s *Server) consents(ctx context.Context, in *ofPerson, _ Tell) (a *ConsentsAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		p, err := personWithin(ctx, v, in.ID, auth.Read)
		if err == nil {
			a, err = showConsents(ctx, v, p.ID)
		}
		return err
	})
	return a, err
}

func showConsents(ctx context.Context, v *store.View, person int64) (*ConsentsAnswer, error) {
	a := &ConsentsAnswer{Person: PersonID(person), Now: []ConsentNow{}, Entries: []ConsentEntry{}}
	ledger, err := v.Consents(ctx, person)
	if err != nil {
		return nil, err
	}
	veil, err := veilOf(ctx, v, person)
	if err != nil {
		return nil, err
	}
	held := consent.Hold(ledger)
	for k, s := range held {
		a.Now = append(a.Now, ConsentNow{string(k.Channel), k.Purpose, string(s.State), showInstant(s.At)})
	}
	slices.SortFunc(a.Now, func(x, y ConsentNow) int { return strings.Compare(x.Purpose+x.Channel, y.Purpose+y.Channel) })
	for _, c := range consent.Channels {
		a.Allowed = append(a.Allowed, ConsentAllowed{string(c), string(consent.Allowed(held, consent.Advertising, c)), string(consent.Allowed(held, consent.Care, c))})
	}
	forms := map[string]*ConsentForm{}
	for _, e := range slices.Backward(ledger) {
		shown := veil.evidence(e.Evidence)
		if _, looked := forms[shown.Form]; !looked {
			if forms[shown.Form], err = formSaid(ctx, v, shown.Form); err != nil {
				return nil, err
			}
		}
		a.Entries = append(a.Entries, ConsentEntry{ID: e.ID, Channel: string(e.Channel), Purpose: e.Purpose, State: string(e.State),
			At: showInstant(e.At), How: e.How, Evidence: shown, Form: forms[shown.Form], Act: ActID(e.Act)})
	}
	return a, nil
}

// evidence is what shows that somebody agreed, without words that hold what is hidden.
func (w *veil) evidence(e consent.Evidence) consent.Evidence {
	for _, said := range []*string{&e.Form, &e.Page, &e.Recording, &e.Note} {
		if w != nil && w.holds(*said) {
			*said = ""
		}
	}
	return e
}

type consentOrder struct {
	ID   string `path:"id" doc:"The person's id."`
	Body struct {
		Channels []string         `json:"channels" minItems:"1" maxItems:"10" doc:"email, sms, zalo, call, chat; web: being recognised on the site"`
		Purpose  string           `json:"purpose" maxLength:"40"`
		State    string           `json:"state" enum:"given,withdrawn,pending"`
		At       string           `json:"at,omitempty" doc:"Date or instant it was said. Default: now."`
		How      string           `json:"how" doc:"form, email, sms, call, chat, paper, person, link, import, request"`
		Evidence consent.Evidence `json:"evidence,omitempty"`
	}
}

// writeConsent adds to a person's ledger.
func (s *Server) writeConsent(ctx context.Context, in *consentOrder, _ Tell) (a *ConsentsAnswer, err error) {
	w, err := s.workspace(ctx)
	if err != nil {
		return nil, err
	}
	at := s.Now().UnixMicro()
	if in.Body.At != "" {
		zone, err := loadZone("", w.Timezone)
		if err != nil {
			return nil, err
		}
		if at, err = parseInstant("at", in.Body.At, zone); err != nil {
			return nil, err
		}
	}
	_, err = s.change(ctx, mutation{verb: "consent-" + in.Body.State, target: in.ID, entry: in.Body, also: func(ctx context.Context, t *store.Tx) error {
		p, err := personWithin(ctx, &t.View, in.ID, auth.Update)
		if err != nil {
			return err
		}
		t.Did(PersonID(p.ID), nil)
		if err := s.addConsents(ctx, t, p.ID, at, in); err != nil {
			return err
		}
		a, err = showConsents(ctx, &t.View, p.ID)
		return err
	}}, nil)
	return a, err
}

func (s *Server) addConsents(ctx context.Context, t *store.Tx, person, at int64, in *consentOrder) error {
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	found := slices.IndexFunc(purposes, func(p consent.Purpose) bool { return p.Key == in.Body.Purpose })
	if found < 0 {
		return missing("there is no purpose %q", in.Body.Purpose)
	}
	evidence := in.Body.Evidence
	if w, ok := purposes[found].Wording(evidence.Wording); ok && in.Body.State != string(consent.Withdrawn) {
		evidence.Wording, evidence.Hash = w.Version, w.Hash()
	}
	for _, c := range in.Body.Channels {
		e := consent.Entry{Person: person, Channel: consent.Channel(c), Purpose: in.Body.Purpose, State: consent.State(in.Body.State), At: at, How: in.Body.How, Evidence: evidence}
		if err := e.Check(t.Now()); err != nil {
			return wrong(err)
		}
		if _, err := t.Consent(ctx, e); err != nil {
			return err
		}
	}
	return nil
}
