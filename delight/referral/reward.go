package referral

import (
	"context"
	"fmt"
	"strings"
)

// Side is who of the two.
type Side string

// The sides.
const (
	OfReferrer Side = "referrer"
	OfFriend   Side = "friend"
)

// Ledger is where points and vouchers are kept. Each verb does its work once for a cause, however often it is called.
type Ledger interface {
	AwardPoints(ctx context.Context, person, points int64, cause string) error
	TakeBackPoints(ctx context.Context, cause string) error
	IssueVoucher(ctx context.Context, person int64, reward, cause string) error
	// TakeBackVoucher ends the voucher that was given for a cause; false where it was used already.
	TakeBackVoucher(ctx context.Context, cause string) (bool, error)
}

// PayoutState is where a reward stands that fell due.
type PayoutState string

// The states of a reward.
const (
	Given PayoutState = "given"
	Owed  PayoutState = "owed" // waits to be paid out by hand
	Paid  PayoutState = "paid"
	Back  PayoutState = "taken" // taken back, or owed no more
)

// Payout is what one of the two got. Of each referral and side there is one at most.
type Payout struct {
	Referral int64
	Side     Side
	Person   int64 // as they are now; 0: erased
	Reward
	State PayoutState
	At    int64 // microseconds: when it fell due
	Note  string
}

// Cause is by what a reward is known in the ledger.
func (p *Payout) Cause() string { return fmt.Sprintf("referral-%d-%s", p.Referral, p.Side) }

// Caused reports whether a referral is what something stands in the ledger for.
func Caused(cause string) bool { return strings.HasPrefix(cause, "referral-") }

// Owes is what both are to get.
func (d *Definition) Owes(r *Referral, now int64) (list []Payout) {
	for _, one := range []Payout{{Side: OfReferrer, Person: r.Referrer, Reward: d.Referrer}, {Side: OfFriend, Person: r.Friend, Reward: d.Friend}} {
		if one.Kind == Nothing || one.Person == 0 || one.Side == OfReferrer && r.Over {
			continue
		}
		one.Referral, one.At, one.State = r.ID, now, Given
		if one.Kind == Cash {
			one.State = Owed
		}
		list = append(list, one)
	}
	return list
}

// Post gives what is owed. It may be called again: a ledger gives once for a cause.
func (p *Payout) Post(ctx context.Context, l Ledger) error {
	switch p.Kind {
	case Points:
		return l.AwardPoints(ctx, p.Person, p.Points, p.Cause())
	case Voucher:
		return l.IssueVoucher(ctx, p.Person, p.Voucher, p.Cause())
	}
	return nil
}

// Undo takes back what can be: points, a voucher nobody used, and what was not paid out yet. What was used or paid out stays with
// who has it; whoever runs the programme sees that and decides by hand.
func (p *Payout) Undo(ctx context.Context, l Ledger) (err error) {
	taken := p.State == Owed
	switch {
	case p.State != Given:
	case p.Kind == Points:
		taken, err = true, l.TakeBackPoints(ctx, p.Cause())
	case p.Kind == Voucher:
		taken, err = l.TakeBackVoucher(ctx, p.Cause())
	}
	if taken && err == nil {
		p.State = Back
	}
	return err
}
