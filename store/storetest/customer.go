package storetest

import (
	"strings"
	"sync"
	"testing"

	"banhda/auth/customer"
	"banhda/hub/person"
	"banhda/store"
)

var lansMail = person.Key{Kind: person.Email, Value: "lan@example.vn"}

// codes are tried in a browser that asked, one try after the other, and used once.
func codes(_ *testing.T, b *bench) {
	var a customer.Asked
	b.tx(func(tx *store.Tx) (err error) {
		a, err = tx.AskCode(b.ctx, customer.Asked{Browser: "b1", Key: lansMail, Language: "vi", To: "/shop/"})
		return err
	})
	b.want("what was asked", []any{a.Key, a.Language, a.To, a.Tries, a.UsedAt}, []any{lansMail, "vi", "/shop/", int64(0), int64(0)})
	b.refuses("two wishes of one browser", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AskCode(b.ctx, customer.Asked{Browser: "b1", Key: lansMail})
		return err
	})
	b.refuses("another browser", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.TryCode(b.ctx, "b2"); return err })
	var mu sync.Mutex
	var all sync.WaitGroup
	in := 0
	for range 8 {
		all.Go(func() {
			b.tx(func(tx *store.Tx) error {
				is, err := tx.TryCode(b.ctx, "b1")
				if err != nil || is.UsedAt != 0 {
					return err
				}
				mu.Lock()
				in++
				mu.Unlock()
				return tx.UseCode(b.ctx, is.ID)
			})
		})
	}
	all.Wait()
	b.want("who got in by one code", in, 1)
	b.view(func(v *store.View) error {
		is, err := v.AskedBy(b.ctx, "b1")
		b.want("tries", is.Tries, int64(8))
		same, err2 := v.AskedCode(b.ctx, a.ID)
		b.want("the same by its id", same, is)
		if err == nil {
			err = err2
		}
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.ForgetCodes(b.ctx, tx.Now()+1) })
	b.refuses("one that is forgotten", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.AskedCode(b.ctx, a.ID); return err })
}

// customerSessions are a person's, whoever that became, until they end; and nothing of who is forgotten.
func customerSessions(_ *testing.T, b *bench) {
	begin := func(hash string, who int64) {
		b.tx(func(tx *store.Tx) error {
			return tx.AddCustomerSession(b.ctx, store.CustomerSession{Hash: hash, Person: who, Key: lansMail, Network: "192.0.2.1", Device: "Firefox"})
		})
	}
	of := func(who int64) string {
		var hashes []string
		b.view(func(v *store.View) error {
			list, err := v.CustomerSessions(b.ctx, who)
			for _, s := range list {
				hashes = append(hashes, s.Hash)
			}
			return err
		})
		return strings.Join(hashes, " ")
	}
	begin("h1", 7)
	begin("h2", 7)
	begin("h3", 8)
	b.tx(func(tx *store.Tx) error { return tx.UseCustomerSession(b.ctx, "h2", "192.0.2.9") })
	b.want("theirs", of(7), "h1 h2")
	b.view(func(v *store.View) error {
		s, err := v.CustomerSession(b.ctx, "h2")
		b.want("one", []any{s.Person, s.Key, s.Network, s.Device}, []any{int64(7), lansMail, "192.0.2.9", "Firefox"})
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.EndCustomerSession(b.ctx, "h1") })
	b.want("what is left", of(7), "h2")
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AskCode(b.ctx, customer.Asked{Browser: "b9", Key: lansMail})
		return err
	})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{7}, Needles: []string{lansMail.Value}})
		return err
	})
	b.want("of who is forgotten", of(7), "")
	b.refuses("the wish of who is forgotten", store.ErrNotFound, func(tx *store.Tx) error { _, err := tx.AskedBy(b.ctx, "b9"); return err })
	b.want("of others", of(8), "h3")
	b.tx(func(tx *store.Tx) error { return tx.ForgetCustomerSessions(b.ctx, tx.Now()+1, 0) })
	b.want("of long ago", of(8), "")
}
