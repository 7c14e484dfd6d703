package api

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"banhda/auth"
	"banhda/drive/follow"
	"banhda/hub/consent"
	"banhda/store"
)

// What visitors say of being recognised, on the banner or by a page's own question.
const (
	consentFollower  = "consent"
	consentGiven     = "Consent Given"
	consentWithdrawn = "Consent Withdrawn"
)

// consentHearer writes into the ledger what visitors say of being recognised.
func (s *Server) consentHearer() follow.Consumer {
	return follow.Consumer{Name: consentFollower, Wants: func(context.Context) (follow.Wants, error) { return follow.Wants{Events: true}, nil }, Take: s.hearConsents}
}

// consentsAtOnce is how many are written down in one transaction.
const consentsAtOnce = 50

// hearConsents takes in a batch, in pieces: what was written before a crash is found in the ledger.
func (s *Server) hearConsents(ctx context.Context, b *follow.Batch) error {
	var said []*follow.Event
	for i := range b.Events {
		if e := &b.Events[i]; e.Name == consentGiven || e.Name == consentWithdrawn {
			said = append(said, e)
		}
	}
	for piece := range slices.Chunk(said, consentsAtOnce) {
		if err := s.Records.Tx(ctx, func(t *store.Tx) error { return hearConsent(ctx, t, piece) }); err != nil {
			return err
		}
	}
	if len(said) == 0 {
		return nil
	}
	return s.Records.KeepFollowed(ctx, consentFollower, b.Place)
}

func hearConsent(ctx context.Context, t *store.Tx, said []*follow.Event) error {
	purposes, err := readPurposes(ctx, &t.View)
	if err != nil {
		return err
	}
	for _, e := range said {
		entry, ok := saidOnVisit(e, purposes)
		if !ok {
			continue
		}
		if err := writeVisit(ctx, t, entry); err != nil {
			return fmt.Errorf("writing down what %s says: %w", e.ID, err)
		}
	}
	return nil
}

// writeVisit writes an entry into the ledger, unless it stands there.
func writeVisit(ctx context.Context, t *store.Tx, e consent.Entry) error {
	ledger, err := t.Consents(ctx, e.Person)
	if err != nil || slices.ContainsFunc(ledger, func(was consent.Entry) bool {
		return was.Channel == e.Channel && was.Purpose == e.Purpose && was.State == e.State && was.At == e.At
	}) {
		return err
	}
	if _, err := t.Note(auth.Coming(ctx, auth.Origin{By: auth.ByCustomer}), store.Act{Actor: actorName(systemActor), Verb: "consent-visit", Target: PersonID(e.Person)}); err != nil {
		return err
	}
	_, err = t.Consent(ctx, e)
	return err
}

// saidOnVisit is what an event says for the ledger. Whoever sends it vouches for nothing, so it counts for one purpose only:
// being recognised on the site. To which words somebody agreed is told by their version, where its hash is right.
func saidOnVisit(e *follow.Event, purposes []consent.Purpose) (entry consent.Entry, ok bool) {
	var said struct {
		Purpose, Form, Wording, Hash, Language, URL string
	}
	if json.Unmarshal(e.Properties, &said) != nil || said.Purpose != consent.Profiling {
		return entry, false
	}
	entry = consent.Entry{Person: e.Person, Channel: consent.Web, Purpose: said.Purpose, State: consent.Given, At: e.At, How: "form",
		Evidence: consent.Evidence{Form: orText(clipped(said.Form, 100), "site"), Page: clipped(said.URL, longestURL)}}
	if e.Name == consentWithdrawn {
		entry.State = consent.Withdrawn
	}
	for _, p := range purposes {
		if w, found := p.Wording(said.Wording); found && p.Key == said.Purpose && said.Hash == w.Hash() {
			entry.Evidence.Wording, entry.Evidence.Hash, entry.Evidence.Text = w.Version, said.Hash, w.In(said.Language)
		}
	}
	return entry, true
}
