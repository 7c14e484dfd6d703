package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"banhda/auth"
	"banhda/hub/consent"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/segment"
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

// agreed holds what the database finds by consent to what segment defines, person by person.
func agreed(_ *testing.T, b *bench) {
	random := rand.New(rand.NewPCG(4, 2))
	changes := person.Changes{Cursor: person.Cursor{Seq: 40, LastProfile: 40}}
	for id := range int64(40) {
		changes.Founded = append(changes.Founded, founding(id+1, id+1, id+1, person.AnonymousID, fmt.Sprint("a-", id)))
		changes.People = append(changes.People, named(id+1, fmt.Sprint("Khách ", id)))
	}
	b.saveIdentity(changes)
	b.act(func(tx *store.Tx) error {
		for range 90 {
			e := consent.Entry{Person: 1 + random.Int64N(40), Channel: consent.Channels[random.IntN(2)], Purpose: []string{consent.Marketing, "care"}[random.IntN(2)],
				State: consent.States[random.IntN(3)], At: b.now.Add(1), How: "form", Evidence: consent.Evidence{Form: "Báo giá"}}
			if _, err := tx.Consent(b.ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
	for _, text := range []string{`consent.email.marketing = given`, `consent.email.marketing != given`, `not consent.email.marketing = given`, `consent.sms.care in (given, pending)`,
		`consent.sms.care = withdrawn or consent.email.marketing = pending`, `consent.sms.marketing != withdrawn and not consent.email.care != given`, `consent.zalo.marketing = given`,
		`consent.email.marketing = ""`} {
		e, err := segment.Parse(text)
		b.ok(err)
		n, err := e.Bind(segment.Asking{Type: record.Person, Now: time.UnixMicro(b.now.Load()).UTC()})
		b.ok(err)
		b.want(text, b.foundPeople(n), b.fittingPeople(n, 40))
	}
}

func (b *bench) foundPeople(n segment.Node) (ids []int64) {
	b.t.Helper()
	b.view(func(v *store.View) (err error) {
		ids, _, err = v.FindIDs(b.ctx, store.Finding{Type: record.Person, Where: n, Reach: auth.Everything, Limit: 100})
		return err
	})
	return ids
}

// fittingPeople are those of the first so many who fit.
func (b *bench) fittingPeople(n segment.Node, last int64) (ids []int64) {
	b.t.Helper()
	b.view(func(v *store.View) error {
		for id := int64(1); id <= last; id++ {
			held, err := v.Held(b.ctx, id)
			if err != nil {
				return err
			}
			said := map[string]string{}
			for k, s := range held {
				said[string(k.Channel)+"."+k.Purpose] = string(s.State)
			}
			if n.Match(segment.Recorded{Record: &record.Record{ID: id}, Consents: said}) {
				ids = append(ids, id)
			}
		}
		return nil
	})
	return ids
}

// ledgerAfter holds that the ledger of everybody is read on in order, each entry with whose it is now.
func ledgerAfter(t *testing.T, b *bench) {
	changes := person.Changes{Cursor: person.Cursor{Seq: 3, LastProfile: 3}}
	for id := range int64(3) {
		changes.Founded = append(changes.Founded, founding(id+1, id+1, id+1, person.AnonymousID, fmt.Sprint("a-", id)))
		changes.People = append(changes.People, named(id+1, "Lan"))
	}
	b.saveIdentity(changes)
	end := func() (id int64) {
		b.view(func(v *store.View) (err error) {
			id, err = v.LastConsent(b.ctx)
			return err
		})
		return id
	}
	if end() != 0 {
		t.Errorf("an empty ledger ends at %d", end())
	}
	b.act(func(tx *store.Tx) error {
		for id := range int64(3) {
			if _, err := tx.Consent(b.ctx, consent.Entry{Person: id + 1, Channel: consent.Email, Purpose: consent.Marketing, State: consent.Withdrawn, At: 5, How: "email"}); err != nil {
				return err
			}
		}
		return nil
	})
	b.saveIdentity(person.Changes{Cursor: person.Cursor{Seq: 4, LastProfile: 3}, Links: []person.Link{{Profile: 3, From: 3, Person: 1, Seq: 4}}})
	var told []int64
	b.view(func(v *store.View) error {
		for after := int64(0); ; {
			list, err := v.ConsentsAfter(b.ctx, after, 2)
			if err != nil || len(list) == 0 {
				return err
			}
			for _, e := range list {
				told, after = append(told, e.Person), e.ID
			}
			if after == end() {
				return nil
			}
		}
	})
	b.want("told", told, []int64{1, 2, 1})
}
