package api

import (
	"context"

	"banhda/delight/loyalty"
	"banhda/delight/referral"
	"banhda/store"
)

// referralLedger gives what a referral earned, within a transaction.
func (s *Server) referralLedger(t *store.Tx) referral.Ledger { return pointsOf{s, t} }

// pointsOf is the ledger of points and vouchers as referrals use it.
type pointsOf struct {
	s *Server
	t *store.Tx
}

// AwardPoints implements referral.Ledger.
func (p pointsOf) AwardPoints(ctx context.Context, person, points int64, cause string) error {
	return p.s.awardPoints(ctx, p.t, person, points, cause)
}

// TakeBackPoints implements referral.Ledger.
func (p pointsOf) TakeBackPoints(ctx context.Context, cause string) error {
	return p.s.takeBackPoints(ctx, p.t, cause)
}

// IssueVoucher implements referral.Ledger.
func (p pointsOf) IssueVoucher(ctx context.Context, person int64, reward, cause string) error {
	id, err := ParseRewardID(reward)
	if err == nil {
		_, err = p.s.issueVoucher(ctx, p.t, loyalty.Voucher{Person: person, Reward: id, Cause: cause})
	}
	return err
}

// TakeBackVoucher implements referral.Ledger.
func (p pointsOf) TakeBackVoucher(ctx context.Context, cause string) (bool, error) {
	is, err := p.t.VoucherOfCause(ctx, cause)
	if err != nil || is.State != loyalty.Open {
		return false, absent(err)
	}
	return true, p.s.returnVoucher(ctx, p.t, &is)
}

// givenRewards says what can be given besides money: points where a loyalty programme holds, and its rewards.
func givenRewards(ctx context.Context, v *store.View) (points bool, list []ReferralVoucher, err error) {
	h, err := readLoyalty(ctx, v)
	if err != nil {
		return false, nil, err
	}
	rewards, err := v.Rewards(ctx)
	list = []ReferralVoucher{}
	for i := range rewards {
		if !rewards[i].Archived {
			list = append(list, ReferralVoucher{RewardID(rewards[i].ID), rewards[i].Name})
		}
	}
	return h.at(v.Now()) != nil, list, err
}

// canGive says which of what a programme promises cannot be given here.
func canGive(ctx context.Context, v *store.View, d *referral.Definition) error {
	points, vouchers, err := givenRewards(ctx, v)
	if err != nil {
		return err
	}
	for _, r := range []referral.Reward{d.Referrer, d.Friend} {
		if r.Kind == referral.Points && !points {
			return invalid("points are given once the loyalty programme is on; set it up first, or promise money")
		}
		found := r.Kind != referral.Voucher
		for _, one := range vouchers {
			found = found || one.ID == r.Voucher
		}
		if !found {
			return invalid("the loyalty programme has no such reward to make a voucher of; choose another")
		}
	}
	return nil
}
