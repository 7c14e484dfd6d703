package storetest

import (
	"errors"
	"testing"

	"banhda/delight/referral"
	"banhda/hub/person"
	"banhda/store"
)

// referralCodes holds that a code is one person's, who may become somebody else.
func referralCodes(_ *testing.T, b *bench) {
	b.somePeople()
	b.tx(func(t *store.Tx) error { return t.AddReferralCode(b.ctx, "LAN7", 6) })
	b.refuses("a code twice", store.ErrConflict, func(t *store.Tx) error { return t.AddReferralCode(b.ctx, "LAN7", 2) })
	of := func(id int64) (code string, err error) {
		b.view(func(v *store.View) error {
			code, err = v.ReferralCode(b.ctx, id)
			return nil
		})
		return code, err
	}
	if code, err := of(6); code != "LAN7" || err != nil {
		b.t.Errorf("the code is %q (%v)", code, err)
	}
	if _, err := of(1); err == nil {
		b.t.Error("a code nobody made")
	}
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 1, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	if code, err := of(1); code != "LAN7" || err != nil {
		b.t.Errorf("after a merge the code is %q (%v)", code, err)
	}
	b.view(func(v *store.View) error {
		who, err := v.Referrer(b.ctx, "LAN7")
		b.want("whose", who, int64(1))
		return err
	})
}

// offers publishes a programme.
func (b *bench) offers() {
	b.tx(func(t *store.Tx) error {
		d := referral.Usual()
		d.Text.Vi = "hỏi " + secret
		if err := t.SaveReferralProgramme(b.ctx, referral.Programme{Draft: d, Open: true}); err != nil {
			return err
		}
		_, err := t.PublishReferralProgramme(b.ctx, d)
		return err
	})
}

// referrals holds that a friend was brought by one, that what is due is found, and that nobody is rewarded twice.
func referrals(t *testing.T, b *bench) {
	b.somePeople()
	b.view(func(v *store.View) error {
		p, err := v.ReferralProgramme(b.ctx)
		b.want("a programme nobody wrote", []any{p.Edition, p.Live(), p.Draft.Window}, []any{int64(0), false, 90})
		return err
	})
	b.offers()
	b.refuses("an edition that is past", store.ErrConflict, func(t *store.Tx) error {
		return t.SaveReferralProgramme(b.ctx, referral.Programme{Edition: 1})
	})
	b.view(func(v *store.View) error {
		p, err := v.ReferralProgramme(b.ctx)
		is, err2 := v.ReferralVersion(b.ctx, 1)
		all, err3 := v.ReferralVersions(b.ctx)
		b.want("published", []any{p.Live(), p.Published, p.Draft.Same(&is.Content), len(all)}, []any{true, int64(1), true, 1})
		return errors.Join(err, err2, err3)
	})
	b.refuses("a version nobody published", store.ErrNotFound, func(t *store.Tx) error {
		_, err := t.ReferralVersion(b.ctx, 7)
		return err
	})
	var id int64
	one := referral.Referral{Version: 1, Code: "TAM7", Referrer: 2, Friend: 6, Via: "page", Device: "d", Network: "n", AcceptedAt: 5}
	b.tx(func(t *store.Tx) (err error) {
		id, err = t.AddReferral(b.ctx, one)
		return err
	})
	b.tx(func(t *store.Tx) error {
		again, err := t.AddReferral(b.ctx, one)
		b.want("the same friend again", again, int64(0))
		return err
	})
	b.tx(func(tx *store.Tx) error {
		r, err := tx.Referral(b.ctx, id)
		if r.LookAt == 0 || r.State != referral.Accepted || r.Referrer != 2 || r.Friend != 6 {
			t.Errorf("kept is %+v", r)
		}
		r.State, r.Sale, r.SaleAt, r.Amount, r.LookAt, r.Findings, r.Level = referral.Review, "DH-1", 9, 70, 0, []referral.Finding{{Sign: referral.Ring, Weight: 80}}, referral.High
		return orElse(err, tx.SaveReferral(b.ctx, r))
	})
	b.view(func(v *store.View) error {
		due, err := v.DueReferrals(b.ctx, 10)
		list, err2 := v.Referrals(b.ctx, store.ReferralFilter{State: referral.Review, Level: referral.High, Referrer: 2, Step: "bought", From: 9, To: 10, Limit: 5})
		none, err3 := v.CountReferrals(b.ctx, store.ReferralFilter{Step: "bought", From: 10})
		near, err4 := v.NearReferrals(b.ctx, &referral.Referral{ID: 99, Device: "d"}, 0)
		edges, err5 := v.ReferralEdges(b.ctx)
		if len(due) != 0 || len(list) != 1 || list[0].Findings[0].Sign != referral.Ring || none != 0 || len(near) != 1 || len(edges) != 1 || edges[0] != (referral.Edge{Referrer: 2, Friend: 6, Bought: true}) {
			t.Errorf("due %+v, looked at %+v, none %d, near %+v, edges %+v", due, list, none, near, edges)
		}
		return errors.Join(err, err2, err3, err4, err5)
	})
	b.tx(func(t *store.Tx) error { return t.LookAtReferrals(b.ctx, []int64{6}) })
	b.view(func(v *store.View) error {
		due, err := v.DueReferrals(b.ctx, 10)
		b.want("due", len(due), 1)
		return err
	})
	pay := referral.Payout{Referral: id, Side: referral.OfReferrer, Person: 2, Reward: referral.Reward{Kind: referral.Cash, Amount: 50}, State: referral.Owed, At: 20}
	b.tx(func(t *store.Tx) error { return t.AddPayout(b.ctx, pay) })
	b.refuses("a reward twice", store.ErrConflict, func(t *store.Tx) error { return t.AddPayout(b.ctx, pay) })
	b.tx(func(tx *store.Tx) error {
		owed, err := tx.CountReferrals(b.ctx, store.ReferralFilter{Owed: true})
		b.want("owed", owed, int64(1))
		pay.State, pay.Note = referral.Paid, "tiền mặt"
		return orElse(err, tx.SavePayout(b.ctx, pay))
	})
	b.tx(func(tx *store.Tx) error {
		r, err := tx.Referral(b.ctx, id)
		r.RewardedAt = 21
		return orElse(err, tx.SaveReferral(b.ctx, r))
	})
	b.view(func(v *store.View) error {
		of, err := v.Payouts(b.ctx, []int64{id})
		points, vouchers, amount, err2 := v.SpentOnReferrals(b.ctx, 20, 21)
		n, err3 := v.CountRewarded(b.ctx, 2, 0, 9, 10)
		b.want("got", []any{of[id][0].State, of[id][0].Note, points, vouchers, amount, n}, []any{referral.Paid, "tiền mặt", int64(0), int64(0), int64(50), int64(1)})
		return errors.Join(err, err2, err3)
	})
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// referralSteps holds that steps are counted by person and day, through merges, and that sights are forgotten.
func referralSteps(t *testing.T, b *bench) {
	b.somePeople()
	b.tx(func(tx *store.Tx) error {
		var all error
		for _, who := range []int64{1, 1, 6} {
			all = errors.Join(all, tx.ReferralStep(b.ctx, who, "clicked", "2026-11-23"))
		}
		return errors.Join(all, tx.ReferralStep(b.ctx, 1, "clicked", "2026-11-25"), tx.Sighted(b.ctx, 6, "d", "n"), tx.Sighted(b.ctx, 6, "d", "n"), tx.AddReferralCode(b.ctx, "LAN7", 6))
	})
	steps := func() (people, times int64, list []store.Stepped) {
		b.view(func(v *store.View) (err error) {
			if people, times, err = v.CountReferralSteps(b.ctx, "clicked", "2026-11-23", "2026-11-24"); err == nil {
				list, err = v.ReferralSteps(b.ctx, "clicked", "2026-11-23", "2026-11-24", 0, 10)
			}
			return err
		})
		return people, times, list
	}
	if people, times, list := steps(); people != 2 || times != 3 || len(list) != 2 || list[0].Times != 2 {
		t.Errorf("%d people, %d times: %+v", people, times, list)
	}
	b.saveIdentity(person.Changes{Links: []person.Link{link(14, 0, 6, 6, 1, person.Merged)}, Gone: []int64{6}, Cursor: person.Cursor{Seq: 14, LastProfile: 6}})
	if people, times, list := steps(); people != 1 || times != 3 || len(list) != 1 || list[0].Times != 3 {
		t.Errorf("merged: %d people, %d times: %+v", people, times, list)
	}
	b.tx(func(tx *store.Tx) error {
		devices, seen, err := tx.Sights(b.ctx, 1)
		last, err2 := tx.LastReferralStep(b.ctx, 1, "clicked")
		codes, err3 := tx.ReferralCodes(b.ctx, []int64{1, 2})
		if len(devices) != 1 || len(seen) != 1 || seen[0].Network != "n" || last == 0 || len(codes) != 1 || codes[1] != "LAN7" {
			t.Errorf("seen %v %+v, last %d, codes %v", devices, seen, last, codes)
		}
		return errors.Join(err, err2, err3, tx.ForgetSights(b.ctx, 1<<62))
	})
	b.view(func(v *store.View) error {
		devices, _, err := v.Sights(b.ctx, 1)
		b.want("forgotten", len(devices), 0)
		return err
	})
}

// referred has somebody be brought, be rewarded, and bring.
func (b *bench) referred(who int64) {
	b.offers()
	b.tx(func(tx *store.Tx) error {
		id, err := tx.AddReferral(b.ctx, referral.Referral{Version: 1, Code: "C", Referrer: who, Friend: 2, Device: secret, AcceptedAt: 5})
		if err != nil {
			return err
		}
		r, err := tx.Referral(b.ctx, id)
		r.Note = "nói chuyện với " + secret
		return errors.Join(err, tx.SaveReferral(b.ctx, r), tx.AddPayout(b.ctx, referral.Payout{Referral: id, Side: referral.OfReferrer, Person: who, State: referral.Paid, Note: "chuyển cho " + secret}), tx.ReferralStep(b.ctx, who, "shared", "2026-11-23"), tx.Sighted(b.ctx, who, secret, "n"), tx.AddReferralCode(b.ctx, "CUAAN", who))
	})
}
