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
	all := map[int64][]consent.Entry{}
	err := v.consents(ctx, in+" ORDER BY c.id", []any{arg}, func(now int64, e consent.Entry) { all[now] = append(all[now], e) })
	return all, err
}

// ConsentsAfter reads the ledger of everybody on from an entry, in order; Person is whose each is now.
func (v *View) ConsentsAfter(ctx context.Context, id int64, limit int) (list []consent.Entry, err error) {
	err = v.consents(ctx, "c.id > ? ORDER BY c.id LIMIT ?", []any{id, limit}, func(now int64, e consent.Entry) {
		e.Person = now
		list = append(list, e)
	})
	return list, err
}

// LastConsent is the id of the ledger's last entry; 0 where there is none.
func (v *View) LastConsent(ctx context.Context) (id int64, err error) {
	err = v.one(ctx, "reading the end of the ledger", "SELECT COALESCE(MAX(id), 0) FROM consent", nil, &id)
	return id, err
}

// consents reads entries of the ledger, each with whose it is now.
func (v *View) consents(ctx context.Context, where string, args []any, take func(now int64, e consent.Entry)) error {
	query := `SELECT profile.person, c.id, c.person, c.channel, c.purpose, c.state, c.at, c.how, c.evidence, c.over, c.act
FROM consent c JOIN profile ON profile.id = c.person WHERE ` + where
	return v.each(ctx, "reading consent", query, args, func(rows *sql.Rows) error {
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
		if err == nil {
			take(now, e)
		}
		return err
	})
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
