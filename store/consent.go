package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"banhda/hub/consent"
	"banhda/hub/person"
)

// Consent writes an entry into the ledger of a person, under the act under way, and gives its id. Of somebody who was
// merged it is written on who they are now. Where it gives consent it takes the place of the withdrawals there are of
// those merged into this person. The entry must have been checked.
func (t *Tx) Consent(ctx context.Context, e consent.Entry) (id int64, err error) {
	ledger, err := t.Consents(ctx, e.Person)
	if err != nil {
		return 0, err
	}
	if e.Over = nil; e.State != consent.Withdrawn {
		e.Over = consent.Withdrawals(ledger, consent.Key{Channel: e.Channel, Purpose: e.Purpose})
	}
	evidence, err := json.Marshal(e.Evidence)
	if err != nil {
		return 0, err
	}
	over, err := json.Marshal(e.Over)
	if err != nil {
		return 0, err
	}
	query := `INSERT INTO consent (person, channel, purpose, state, at, how, evidence, over, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`
	args := []any{e.Person, string(e.Channel), e.Purpose, string(e.State), e.At, e.How, string(evidence), string(over), t.Act}
	if err := t.one(ctx, "writing down consent", query, args, &id); err != nil {
		return 0, err
	}
	return id, t.reckonConsent(ctx, []int64{e.Person})
}

// Consents is the whole ledger of a person and of everybody merged into them, in order of ids.
func (v *View) Consents(ctx context.Context, person int64) ([]consent.Entry, error) {
	all, err := v.ledgers(ctx, []int64{person})
	return all[person], err
}

// ledgers gives the ledgers of people as they are now; who has none is absent.
func (v *View) ledgers(ctx context.Context, people []int64) (map[int64][]consent.Entry, error) {
	in, arg := v.dialect.In("profile.person", people)
	query := `SELECT profile.person, c.id, c.person, c.channel, c.purpose, c.state, c.at, c.how, c.evidence, c.over, c.act
FROM profile JOIN consent c ON c.person = profile.id WHERE ` + in + " ORDER BY c.id"
	all := map[int64][]consent.Entry{}
	err := v.each(ctx, "reading consent", query, []any{arg}, func(rows *sql.Rows) error {
		var now int64
		var e consent.Entry
		var evidence, over []byte
		err := rows.Scan(&now, &e.ID, &e.Person, (*string)(&e.Channel), &e.Purpose, (*string)(&e.State), &e.At, &e.How, &evidence, &over, &e.Act)
		if err == nil {
			err = json.Unmarshal(evidence, &e.Evidence)
		}
		if err == nil {
			err = json.Unmarshal(over, &e.Over)
		}
		all[now] = append(all[now], e)
		return err
	})
	return all, err
}

// Held is what consent of a person holds now.
func (v *View) Held(ctx context.Context, person int64) (consent.Held, error) {
	held := consent.Held{}
	query := "SELECT channel, purpose, state, at FROM consent_state WHERE person = ?"
	err := v.each(ctx, "reading consent", query, []any{person}, func(rows *sql.Rows) error {
		var k consent.Key
		var s consent.Standing
		err := rows.Scan((*string)(&k.Channel), &k.Purpose, (*string)(&s.State), &s.At)
		held[k] = s
		return err
	})
	return held, err
}

// reckonConsent brings what holds of people up to their ledgers.
func (t *Tx) reckonConsent(ctx context.Context, people []int64) error {
	ledgers, err := t.ledgers(ctx, people)
	if err != nil {
		return err
	}
	in, arg := t.dialect.In("person", people)
	if _, err := t.exec(ctx, "reckoning consent", "DELETE FROM consent_state WHERE "+in, arg); err != nil {
		return err
	}
	var rows [][]any
	for person, ledger := range ledgers {
		for k, s := range consent.Hold(ledger) {
			rows = append(rows, []any{person, string(k.Channel), k.Purpose, string(s.State), s.At})
		}
	}
	return t.insertAll(ctx, "reckoning consent", "consent_state (person, channel, purpose, state, at)", 5, "", len(rows), func(i int) []any { return rows[i] })
}

// consentMoves reckons anew what holds of people who became one, or several again.
func (t *Tx) consentMoves(ctx context.Context, links []person.Link) error {
	if len(links) == 0 {
		return nil
	}
	var any bool
	if err := t.one(ctx, "reading consent", "SELECT EXISTS (SELECT 1 FROM consent)", nil, &any); err != nil || !any {
		return err
	}
	people := make([]int64, 0, 2*len(links))
	seen := map[int64]bool{}
	for _, l := range links {
		for _, p := range []int64{l.From, l.Person} {
			if !seen[p] {
				seen[p], people = true, append(people, p)
			}
		}
	}
	return t.reckonConsent(ctx, people)
}
