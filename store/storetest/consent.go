package storetest

import (
	"testing"

	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/store"
)

func (b *bench) consents(who int64, s consent.State) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "usr_1", Verb: "consent"}); err != nil {
			return err
		}
		_, err := tx.Consent(b.ctx, consent.Entry{Person: who, Channel: consent.Email, Purpose: consent.Marketing, State: s, At: b.now.Add(1),
			How: "form", Evidence: consent.Evidence{Form: "Báo giá", Wording: "1"}})
		return err
	})
}

func (b *bench) held(who int64) (s consent.State) {
	b.t.Helper()
	b.view(func(v *store.View) error {
		held, err := v.Held(b.ctx, who)
		s = held[consent.Key{Channel: consent.Email, Purpose: consent.Marketing}].State
		return err
	})
	return s
}

// Consent follows people through merges and their undoing: a no stays a no.
func consentLedger(t *testing.T, b *bench) {
	founded := func(id int64, email string) person.Founding {
		return person.Founding{Profile: person.Profile{ID: id, Key: person.Key{Kind: person.Email, Value: email}, Person: id}, Seq: id}
	}
	link := func(seq, from, to int64) person.Link {
		return person.Link{Seq: seq, Profile: 2, From: from, Person: to, Cause: person.Merged}
	}
	save := func(c person.Changes) { b.ok(b.Records.SaveIdentity(b.ctx, c)) }
	save(person.Changes{Founded: []person.Founding{founded(1, "a@example.com"), founded(2, "b@example.com")}, Cursor: person.Cursor{Seq: 2, LastProfile: 2}})
	b.want("before anything was said", b.held(1), consent.Unknown)
	b.consents(1, consent.Given)
	b.consents(2, consent.Withdrawn)
	b.want("given", b.held(1), consent.Given)
	save(person.Changes{Links: []person.Link{link(3, 2, 1)}, Cursor: person.Cursor{Seq: 3, LastProfile: 2}})
	b.want("one of two who became one said no", b.held(1), consent.Withdrawn)
	b.want("who is no longer there", b.held(2), consent.Unknown)
	b.consents(1, consent.Given)
	b.want("given again after the merge", b.held(1), consent.Given)
	save(person.Changes{Links: []person.Link{link(4, 1, 2)}, Cursor: person.Cursor{Seq: 4, LastProfile: 2}})
	b.want("the first, alone again", b.held(1), consent.Given)
	b.want("the other, alone again", b.held(2), consent.Withdrawn)
	b.view(func(v *store.View) error {
		ledger, err := v.Consents(b.ctx, 1)
		b.want("entries of the first", len(ledger), 2)
		b.want("their evidence", ledger[0].Evidence.Form, "Báo giá")
		b.want("what the second takes the place of", ledger[1].Over, []int64{2})
		return err
	})
}

func requests(t *testing.T, b *bench) {
	add := func(r consent.Request) consent.Request {
		b.tx(func(tx *store.Tx) (err error) {
			r.ID, err = tx.AddRequest(b.ctx, r)
			return err
		})
		return r
	}
	first := add(consent.Request{Kind: consent.Access, State: consent.Open, Person: 7, Contact: "lan@example.com", Wish: "bản sao", ReceivedAt: 1, AcknowledgeBy: 2, DueAt: 30})
	second := add(consent.Request{Kind: consent.Erase, State: consent.Open, ReceivedAt: 2, DueAt: 20})
	list := func(q store.RequestsQuestion) (list []consent.Request) {
		b.view(func(v *store.View) (err error) {
			list, err = v.Requests(b.ctx, q)
			return err
		})
		return list
	}
	b.want("open ones, the most urgent first", list(store.RequestsQuestion{State: consent.Open, Limit: 9}), []consent.Request{second, first})
	b.want("the second page", list(store.RequestsQuestion{State: consent.Open, After: second.ID, AfterAt: second.DueAt, Limit: 9}), []consent.Request{first})
	b.want("of one person", list(store.RequestsQuestion{Person: 7, Limit: 9}), []consent.Request{first})
	first.State, first.ClosedAt, first.Outcome, first.AcknowledgedAt, first.Extended, first.Assignee = consent.Done, 9, "đã gửi", 3, "nhiều tệp", 4
	b.tx(func(tx *store.Tx) error { return tx.SaveRequest(b.ctx, first) })
	b.view(func(v *store.View) error {
		got, err := v.Request(b.ctx, first.ID)
		b.want("saved", got, first)
		return err
	})
	b.refuses("one there is not", store.ErrNotFound, func(tx *store.Tx) error { return tx.SaveRequest(b.ctx, consent.Request{ID: 99, State: consent.Open}) })
}
