package storetest

import (
	"errors"
	"sync"
	"testing"

	"banhda/delight/loyalty"
	"banhda/hub/person"
	"banhda/store"
)

// somebody is one of a few people.
func (b *bench) somebody() int64 {
	b.somePeople()
	return 6
}

// earned gives somebody points that can be spent, and gives the posting.
func (b *bench) earned(who, points int64, cause string, opensAt, expiresAt int64) (id int64) {
	b.tx(func(tx *store.Tx) error {
		book, err := tx.PointsBook(b.ctx, who)
		if err != nil {
			return err
		}
		is, err := book.Earn(points, opensAt, expiresAt, tx.Now())
		if err != nil {
			return err
		}
		is.Cause, is.About, is.Rule, is.Worth, is.Version = cause, cause, "purchase", points*1000, 3
		id, err = tx.PostPoints(b.ctx, is)
		return err
	})
	return id
}

// spend redeems points in a transaction of its own.
func (b *bench) spend(r *store.Records, who, points int64, cause string) error {
	return r.Tx(b.ctx, func(tx *store.Tx) error {
		book, err := tx.PointsBook(b.ctx, who)
		if err != nil {
			return err
		}
		is, err := book.Redeem(points, tx.Now())
		if err != nil {
			return err
		}
		is.Cause = cause
		_, err = tx.PostPoints(b.ctx, is)
		return err
	})
}

// ledgers holds that what is told twice is posted once, that balances are what the lines come to, and that the whole is nothing.
func ledgers(t *testing.T, b *bench) {
	who := b.somebody()
	b.earned(who, 100, "order:1", 0, 0)
	b.earned(who, 50, "order:2", 1<<60, 1<<61)
	b.refuses("a cause a second time", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.PostPoints(b.ctx, loyalty.Transaction{Kind: loyalty.Earn, Cause: "order:1", Opens: []loyalty.Lot{{Person: who}}, Lines: []loyalty.Line{{Account: loyalty.Issued, Lot: -1, Points: -1}, {Account: loyalty.Available, Person: who, Lot: -1, Points: 1}}})
		return err
	})
	b.refuses("more than is there, whoever reckoned it", loyalty.ErrShort, func(tx *store.Tx) error {
		_, err := tx.PostPoints(b.ctx, loyalty.Transaction{Kind: loyalty.Redeem, Cause: "x", Lines: []loyalty.Line{{Account: loyalty.Redeemed, Lot: 1, Points: 101}, {Account: loyalty.Available, Person: who, Lot: 1, Points: -101}}})
		return err
	})
	if err := b.Records.Tx(b.ctx, func(tx *store.Tx) error {
		_, err := tx.PostPoints(b.ctx, loyalty.Transaction{Cause: "y", Lines: []loyalty.Line{{Account: loyalty.Issued, Points: -1}}})
		return err
	}); err == nil {
		t.Error("what does not balance was posted")
	}
	if err := b.spend(b.Records, who, 30, "spend"); err != nil {
		t.Fatal(err)
	}
	b.view(func(v *store.View) error {
		m, err := v.PointsMember(b.ctx, who)
		book, err2 := v.PointsBook(b.ctx, who)
		sums, err3 := v.AccountSums(b.ctx)
		points, spent, err4 := v.LoyaltyScore(b.ctx, who, 0)
		n, err5 := v.EarnedBy(b.ctx, who, "purchase", 0)
		page, err6 := v.Postings(b.ctx, who, 0, 2)
		rest, err7 := v.Postings(b.ctx, who, page[1].ID, 2)
		orders, err8 := v.PointsFor(b.ctx, "order", 0, 1)
		older, err9 := v.PointsFor(b.ctx, "order", orders[0].ID, 9)
		none, err10 := v.PointsFor(b.ctx, "orde", 0, 9)
		b.want("points of one sort of cause", []any{len(orders), orders[0].Cause, orders[0].Version, len(older), older[0].Cause, len(none)}, []any{1, "order:2", int64(3), 1, "order:1", 0})
		b.want("the balance", []any{m.Balance, book.Balance(), m.Person}, []any{loyalty.Balance{Pending: 50, Available: 70}, loyalty.Balance{Pending: 50, Available: 70}, who})
		b.want("the accounts", sums, map[loyalty.Account]int64{loyalty.Issued: -150, loyalty.Pending: 50, loyalty.Available: 70, loyalty.Redeemed: 30})
		b.want("what counts", []any{points, spent, n, len(page), page[0].Kind, len(page[0].Lines), len(rest)}, []any{int64(150), int64(150_000), int64(2), 2, loyalty.Redeem, 2, 1})
		return errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9, err10)
	})
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 1, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	b.earned(1, 5, "order:3", 0, 0)
	if err := b.spend(b.Records, 1, 75, "spend as one"); err != nil {
		t.Errorf("after a merge the points of both cannot be spent together: %v", err)
	}
}

// spenders holds that many who spend at once cannot spend what is not there.
func spenders(t *testing.T, b *bench) {
	who := b.somebody()
	b.earned(who, 100, "order:1", 0, 0)
	var all sync.WaitGroup
	done := make([]error, 12)
	for i := range done {
		all.Go(func() { done[i] = b.spend(b.Records, who, 30, "spend "+string(rune('a'+i))) })
	}
	all.Wait()
	went := 0
	for _, err := range done {
		if err == nil {
			went++
		} else if !errors.Is(err, loyalty.ErrShort) {
			t.Error(err)
		}
	}
	b.view(func(v *store.View) error {
		m, err := v.PointsMember(b.ctx, who)
		b.want("of 100 by 30", []any{went, m.Available}, []any{3, int64(10)})
		return err
	})
}

// vouchers holds that a code is used once, whoever is quicker, and that stock ends.
func vouchers(t *testing.T, b *bench) {
	who := b.somebody()
	var reward, voucher int64
	b.tx(func(tx *store.Tx) (err error) {
		if reward, err = tx.SaveReward(b.ctx, loyalty.Reward{Offer: loyalty.Offer{Gives: loyalty.Text, Stock: 1}}); err != nil {
			return err
		}
		if err = tx.TakeStock(b.ctx, reward); err != nil {
			return err
		}
		if voucher, err = tx.AddVoucher(b.ctx, loyalty.Voucher{Reward: reward, Person: who, Cause: "c", Note: "giao trễ", Points: 5}); err != nil {
			return err
		}
		return tx.CodeVoucher(b.ctx, voucher, "hash", "TAIL")
	})
	b.refuses("one more than there are", loyalty.ErrGone, func(tx *store.Tx) error { return tx.TakeStock(b.ctx, reward) })
	b.refuses("a cause a second time", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddVoucher(b.ctx, loyalty.Voucher{Reward: reward, Person: who, Cause: "c"})
		return err
	})
	b.refuses("an edition that is past", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.SaveReward(b.ctx, loyalty.Reward{ID: reward, Edition: 7})
		return err
	})
	var all sync.WaitGroup
	done := make([]error, 8)
	for i := range done {
		all.Go(func() {
			done[i] = b.Records.Tx(b.ctx, func(tx *store.Tx) error { return tx.UseVoucher(b.ctx, voucher, 9) })
		})
	}
	all.Wait()
	used := 0
	for _, err := range done {
		if err == nil {
			used++
		}
	}
	b.view(func(v *store.View) error {
		is, err := v.VoucherOfCode(b.ctx, "hash")
		on, err2 := v.VouchersOnOrder(b.ctx, 9)
		had, err3 := v.HadReward(b.ctx, who, reward)
		mine, err4 := v.Vouchers(b.ctx, who, 0, 0, 5)
		b.want("used once", []any{used, is.State, is.Order, is.Tail, is.Note, len(on), had, len(mine)}, []any{1, loyalty.Used, int64(9), "TAIL", "giao trễ", 1, int64(1), 1})
		return errors.Join(err, err2, err3, err4)
	})
	b.refuses("what was used is not returned", store.ErrConflict, func(tx *store.Tx) error { return tx.ReturnVoucher(b.ctx, voucher) })
	b.tx(func(tx *store.Tx) error {
		n, err := tx.ReopenVouchers(b.ctx, 9)
		b.want("given back", n, int64(1))
		return errors.Join(err, tx.ReturnVoucher(b.ctx, voucher), tx.ReturnStock(b.ctx, reward), tx.TakeStock(b.ctx, reward))
	})
	b.view(func(v *store.View) error {
		all, err := v.Rewards(b.ctx)
		by, err2 := v.VoucherOfCause(b.ctx, "c")
		b.want("returned", []any{len(all), all[0].Issued, all[0].Stock, by.State}, []any{1, int64(0), int64(0), loyalty.Returned})
		return errors.Join(err, err2)
	})
}

// programmes holds that a version stays as it was published, and that lots and tiers come due.
func programmes(t *testing.T, b *bench) {
	p := loyalty.Usual()
	b.tx(func(tx *store.Tx) error {
		return errors.Join(tx.SaveLoyaltyProgram(b.ctx, p, 0), tx.PublishLoyaltyProgram(b.ctx, p))
	})
	b.refuses("an edition that is past", store.ErrConflict, func(tx *store.Tx) error { return tx.SaveLoyaltyProgram(b.ctx, p, 1) })
	p.Value = 7
	who := b.somebody()
	b.tx(func(tx *store.Tx) error { return tx.SaveLoyaltyProgram(b.ctx, p, 2) })
	b.earned(who, 10, "a", 0, 1)
	b.tx(func(tx *store.Tx) error {
		return tx.SetTier(b.ctx, who, loyalty.Standing{Tier: "gold", Since: 5, Until: tx.Now()})
	})
	b.view(func(v *store.View) error {
		draft, edition, published, err := v.LoyaltyProgram(b.ctx)
		all, err2 := v.LoyaltyVersions(b.ctx)
		due, err3 := v.DueLots(b.ctx, 5)
		tiers, err4 := v.TiersDue(b.ctx, 5)
		members, err5 := v.PointsMembers(b.ctx, "gold", 0, 5)
		none, err6 := v.PointsMembers(b.ctx, "silver", 0, 5)
		by, err7 := v.CountLoyaltyMembers(b.ctx)
		lots, err8 := v.LotsAbout(b.ctx, "a")
		n := 0
		err9 := v.EachLot(b.ctx, func(loyalty.Lot) error { n++; return nil })
		b.want("the programme", []any{draft.Value, edition, published, len(all), all[0].Content.Value}, []any{int64(7), int64(3), int64(1), 1, int64(500)})
		b.want("what is due", []any{len(due), tiers, len(members), members[0].Tier, len(none), by, len(lots), n}, []any{1, []int64{who}, 1, "gold", 0, map[string]int64{"gold": 1}, 1, 1})
		return errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9)
	})
}

// pointed leaves points and vouchers of somebody who is to be forgotten.
func (b *bench) pointed(who int64) {
	b.earned(who, 10, "k "+secret, 0, 0)
	b.tx(func(tx *store.Tx) error {
		_, err := tx.AddVoucher(b.ctx, loyalty.Voucher{Reward: 1, Person: who, Cause: "v " + secret, Note: "vì " + secret})
		return err
	})
}

// forgetsPoints holds that the ledger still comes to nothing, and says of nobody whose it was.
func forgetsPoints(t *testing.T, b *bench) {
	who := b.somebody()
	b.pointed(who)
	b.tx(func(tx *store.Tx) error { return tx.ForgetPoints(b.ctx, []int64{who}) })
	b.view(func(v *store.View) error {
		page, err := v.Postings(b.ctx, who, 0, 5)
		_, gone := v.PostingOf(b.ctx, "k "+secret)
		sums, err2 := v.AccountSums(b.ctx)
		b.want("what is left", []any{len(page), errors.Is(gone, store.ErrNotFound), sums}, []any{0, true, map[loyalty.Account]int64{loyalty.Issued: -10, loyalty.Available: 10}})
		return errors.Join(err, err2)
	})
}
