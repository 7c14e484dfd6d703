package store

import (
	"context"
	"database/sql"

	"banhda/delight/referral"
)

// AddPayout keeps what somebody got for a referral. ErrConflict where that side got it before.
func (t *Tx) AddPayout(ctx context.Context, p referral.Payout) error {
	_, err := t.exec(ctx, "keeping a referral's reward", "INSERT INTO referral_reward (referral, side, person, kind, points, voucher, amount, state, at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.Referral, string(p.Side), p.Person, string(p.Kind), p.Points, p.Voucher, p.Amount, string(p.State), p.At, p.Note)
	return err
}

// SavePayout keeps where a reward stands.
func (t *Tx) SavePayout(ctx context.Context, p referral.Payout) error {
	n, err := t.exec(ctx, "changing a referral's reward", "UPDATE referral_reward SET state = ?, note = ? WHERE referral = ? AND side = ?", string(p.State), p.Note, p.Referral, string(p.Side))
	return t.wasThere("changing a referral's reward", n, err)
}

// Payouts are the rewards of some referrals, by referral.
func (v *View) Payouts(ctx context.Context, referrals []int64) (map[int64][]referral.Payout, error) {
	of := map[int64][]referral.Payout{}
	in, arg := v.dialect.In("w.referral", referrals)
	query := "SELECT w.referral, w.side, " + whoIs("w.person") + ", w.kind, w.points, w.voucher, w.amount, w.state, w.at, w.note FROM referral_reward w WHERE " + in + " ORDER BY w.referral, w.side DESC"
	return of, v.each(ctx, "reading rewards of referrals", query, []any{arg}, func(rows *sql.Rows) error {
		var p referral.Payout
		err := rows.Scan(&p.Referral, (*string)(&p.Side), &p.Person, (*string)(&p.Kind), &p.Points, &p.Voucher, &p.Amount, (*string)(&p.State), &p.At, &p.Note)
		of[p.Referral] = append(of[p.Referral], p)
		return err
	})
}

// SpentOnReferrals is what rewards cost that fell due in a period and were not taken back, by kind: points, vouchers, and minor
// units paid or owed.
func (v *View) SpentOnReferrals(ctx context.Context, from, to int64) (points, vouchers, amount int64, err error) {
	query := "SELECT COALESCE(SUM(points), 0), COALESCE(SUM(CASE WHEN kind = 'voucher' THEN 1 ELSE 0 END), 0), COALESCE(SUM(amount), 0) FROM referral_reward WHERE state <> 'taken' AND at >= ? AND at < ?"
	return points, vouchers, amount, v.one(ctx, "adding up rewards of referrals", query, []any{from, to}, &points, &vouchers, &amount)
}

// ReferralStep counts that somebody was invited, shared their link, or it was clicked, on a day of the house.
func (t *Tx) ReferralStep(ctx context.Context, person int64, step, day string) error {
	query := "INSERT INTO referral_step (person, step, day, times, at) VALUES (?, ?, ?, 1, ?) ON CONFLICT (person, step, day) DO UPDATE SET times = referral_step.times + 1, at = excluded.at"
	_, err := t.exec(ctx, "counting a step of a referral", query, person, step, day, t.now)
	return err
}

// LastReferralStep is when somebody took a step last; 0: never.
func (v *View) LastReferralStep(ctx context.Context, person int64, step string) (at int64, err error) {
	query := "SELECT COALESCE(MAX(at), 0) FROM referral_step WHERE " + theirs("person") + " AND step = ?"
	return at, v.one(ctx, "reading a step of a referral", query, []any{person, step}, &at)
}

// Stepped is somebody who took a step within some days.
type Stepped struct {
	Person    int64
	Times, At int64 // microseconds: the last time
}

// ReferralSteps gives a page of who took a step from a day on and before another, by person.
func (v *View) ReferralSteps(ctx context.Context, step, from, to string, after int64, limit int) (list []Stepped, err error) {
	query := "SELECT p.person, SUM(s.times), MAX(s.at) FROM referral_step s JOIN profile p ON p.id = s.person WHERE s.step = ? AND s.day >= ? AND s.day < ? AND p.person > ? GROUP BY p.person ORDER BY p.person LIMIT ?"
	err = v.each(ctx, "reading steps of referrals", query, []any{step, from, to, after, limit}, func(rows *sql.Rows) error {
		var s Stepped
		err := rows.Scan(&s.Person, &s.Times, &s.At)
		list = append(list, s)
		return err
	})
	return list, err
}

// CountReferralSteps is how many people took a step within some days, and how often.
func (v *View) CountReferralSteps(ctx context.Context, step, from, to string) (people, times int64, err error) {
	query := "SELECT COUNT(DISTINCT p.person), COALESCE(SUM(s.times), 0) FROM referral_step s JOIN profile p ON p.id = s.person WHERE s.step = ? AND s.day >= ? AND s.day < ?"
	return people, times, v.one(ctx, "counting steps of referrals", query, []any{step, from, to}, &people, &times)
}

// Sighted notes in which browser and on which network who refers was seen.
func (t *Tx) Sighted(ctx context.Context, person int64, device, network string) error {
	query := "INSERT INTO referral_sight (person, device, network, at) VALUES (?, ?, ?, ?) ON CONFLICT (person, device, network) DO UPDATE SET at = excluded.at"
	_, err := t.exec(ctx, "noting where somebody refers from", query, person, device, network, t.now)
	return err
}

// Sights are the browsers and networks somebody was seen in and on.
func (v *View) Sights(ctx context.Context, person int64) (devices []string, seen []referral.Sight, err error) {
	query := "SELECT device, network, at FROM referral_sight WHERE " + theirs("person") + " ORDER BY at DESC LIMIT 200"
	err = v.each(ctx, "reading where somebody refers from", query, []any{person}, func(rows *sql.Rows) error {
		var device string
		var s referral.Sight
		err := rows.Scan(&device, &s.Network, &s.At)
		if seen = append(seen, s); device != "" {
			devices = append(devices, device)
		}
		return err
	})
	return devices, seen, err
}

// ForgetSights forgets those before an instant.
func (t *Tx) ForgetSights(ctx context.Context, before int64) error {
	_, err := t.exec(ctx, "forgetting where somebody refers from", "DELETE FROM referral_sight WHERE at < ?", before)
	return err
}
