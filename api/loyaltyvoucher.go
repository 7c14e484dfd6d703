package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/delight/loyalty"
	"banhda/hub/token"
	"banhda/store"
)

const (
	rewardPrefix  = "rwd_"
	voucherPrefix = "vch_"
)

// RewardID writes a reward's id as it is shown outside.
func RewardID(id int64) string { return rewardPrefix + encodeID(scramble(uint64(id), rewardPrefix)) }

// ParseRewardID reads what RewardID wrote.
func ParseRewardID(s string) (int64, error) { return parseID(s, rewardPrefix, "a reward") }

// VoucherID writes a voucher's id as it is shown outside.
func VoucherID(id int64) string { return voucherPrefix + encodeID(scramble(uint64(id), voucherPrefix)) }

// ParseVoucherID reads what VoucherID wrote.
func ParseVoucherID(s string) (int64, error) { return parseID(s, voucherPrefix, "a voucher") }

// voucherCode is the code of a voucher. It is made of the house's secret whenever it is shown, and kept nowhere; ok is false
// where it was made in another house.
func (s *Server) voucherCode(v *loyalty.Voucher) (code string, ok bool) {
	code = s.voucherLetters(v.ID)
	return code, v.Hash == loyalty.Hash(code)
}

func (s *Server) voucherLetters(id int64) string {
	return loyalty.Code(func(round int) []byte { return s.tokens.Bytes(token.Voucher, id, round) })
}

// issueVoucher gives somebody a voucher of a reward, once for a cause: a second time it gives the one there is.
func (s *Server) issueVoucher(ctx context.Context, t *store.Tx, o loyalty.Voucher) (loyalty.Voucher, error) {
	if was, err := t.VoucherOfCause(ctx, o.Cause); !errors.Is(err, store.ErrNotFound) {
		return was, err
	}
	r, err := t.Reward(ctx, o.Reward)
	if err != nil {
		return o, notFound(err, "there is no such reward")
	}
	if r.Archived {
		return o, loyalty.ErrGone
	}
	if o.Person, err = accountOf(ctx, &t.View, o.Person); err != nil {
		return o, err
	}
	if err := t.TakeStock(ctx, r.ID); err != nil {
		return o, err
	}
	if r.Valid > 0 {
		o.ExpiresAt = t.Now() + int64(r.Valid)*day24
	}
	if o.ID, err = t.AddVoucher(ctx, o); err != nil {
		return o, err
	}
	code := s.voucherLetters(o.ID)
	if err := t.CodeVoucher(ctx, o.ID, loyalty.Hash(code), loyalty.Tail(code)); err != nil {
		return o, err
	}
	return t.Voucher(ctx, o.ID)
}

// redeem spends somebody's points on a reward, once for a cause.
func (s *Server) redeem(ctx context.Context, t *store.Tx, person, reward int64, cause string) (o loyalty.Voucher, err error) {
	if o, err = t.VoucherOfCause(ctx, cause); !errors.Is(err, store.ErrNotFound) {
		return o, err
	}
	r, err := t.Reward(ctx, reward)
	if err != nil {
		return o, notFound(err, "there is no such reward")
	}
	if person, err = accountOf(ctx, &t.View, person); err != nil {
		return o, err
	}
	had, err := t.HadReward(ctx, person, reward)
	if err != nil {
		return o, err
	}
	if err := r.Offered(had); err != nil {
		return o, err
	}
	o = loyalty.Voucher{Person: person, Reward: reward, Cause: cause}
	if o.Points, err = spendPoints(ctx, t, person, r.Cost, "redeem:"+cause, saidIn("vi", r.Name)); err != nil {
		return o, err
	}
	return s.issueVoucher(ctx, t, o)
}

// spendPoints takes points from somebody for something, and gives the posting.
func spendPoints(ctx context.Context, t *store.Tx, person, points int64, cause, note string) (int64, error) {
	b, err := t.PointsBook(ctx, person)
	if err != nil {
		return 0, err
	}
	is, err := b.Redeem(points, t.Now())
	if err != nil {
		return 0, err
	}
	is.Cause, is.Note = cause, note
	id, err := t.PostPoints(ctx, is)
	if err != nil {
		return 0, err
	}
	return id, tellPoints(ctx, t, loyalty.RedeemedEvent, fmt.Sprintf("points-%d", id), person, map[string]any{"points": points, "for": note})
}

// returnVoucher ends a voucher nobody used: what it cost goes back to the points it was paid with.
func (s *Server) returnVoucher(ctx context.Context, t *store.Tx, o *loyalty.Voucher) error {
	if err := t.ReturnVoucher(ctx, o.ID); err != nil {
		return err
	}
	if err := t.ReturnStock(ctx, o.Reward); err != nil || o.Points == 0 {
		return err
	}
	of, err := t.Posting(ctx, o.Points)
	if err != nil {
		return err
	}
	person, err := accountOf(ctx, &t.View, o.Person)
	if err != nil {
		return err
	}
	b, err := t.PointsBook(ctx, person)
	if err != nil {
		return err
	}
	is := b.GiveBack(&of, t.Now())
	is.Cause = "return:" + VoucherID(o.ID)
	_, err = t.PostPoints(ctx, is)
	return err
}
