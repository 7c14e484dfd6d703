package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/delight/referral"
)

// whoIs is the person a profile in a column belongs to now; 0: nobody any more.
func whoIs(column string) string {
	return "COALESCE((SELECT profile.person FROM profile WHERE profile.id = " + column + "), 0)"
}

// theirs is the condition that a column names a profile of a person, who is its one argument.
func theirs(column string) string {
	return column + " IN (SELECT id FROM profile WHERE person = ?)"
}

var referralColumns = "r.id, r.version, r.code, " + whoIs("r.referrer") + ", " + whoIs("r.friend") + `, r.via, r.device, r.network, r.accepted_at, r.state, r.reason, r.sale, r.sale_at, r.amount, r.due_at,
r.level, r.findings, r.decision, r.decided_by, r.decided_at, r.note, r.beyond, r.rewarded_at, r.taken_at, r.look_at, r.created_at`

// AddReferral keeps a friend who came by somebody's link, and gives the id; 0 where that friend was brought before.
func (t *Tx) AddReferral(ctx context.Context, r referral.Referral) (id int64, err error) {
	if _, err := t.ReferralOf(ctx, r.Friend); !errors.Is(err, ErrNotFound) {
		return 0, err
	}
	query := `INSERT INTO referral (version, code, referrer, friend, via, device, network, accepted_at, state, reason, sale, sale_at, amount, due_at, level, findings, decision, decided_by, decided_at, note, beyond, rewarded_at, taken_at, look_at, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'accepted', '', '', 0, 0, 0, 'none', '[]', '', 0, 0, '', FALSE, 0, 0, ?, ?) ON CONFLICT DO NOTHING RETURNING id`
	args := []any{r.Version, r.Code, r.Referrer, r.Friend, r.Via, r.Device, r.Network, r.AcceptedAt, t.now, t.now}
	err = t.one(ctx, "keeping a referral", query, args, &id)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return id, err
}

// SaveReferral keeps a referral as it stands now.
func (t *Tx) SaveReferral(ctx context.Context, r referral.Referral) error {
	findings, err := json.Marshal(r.Findings)
	if err != nil {
		return err
	}
	query := `UPDATE referral SET device = ?, network = ?, state = ?, reason = ?, sale = ?, sale_at = ?, amount = ?, due_at = ?, level = ?, findings = ?, decision = ?, decided_by = ?, decided_at = ?, note = ?, beyond = ?,
rewarded_at = ?, taken_at = ?, look_at = ? WHERE id = ?`
	n, err := t.exec(ctx, "keeping a referral", query, r.Device, r.Network, string(r.State), string(r.Reason), r.Sale, r.SaleAt, r.Amount, r.DueAt, string(r.Level), string(findings), string(r.Decision), r.DecidedBy, r.DecidedAt, r.Note, r.Over,
		r.RewardedAt, r.TakenAt, r.LookAt, r.ID)
	return t.wasThere("keeping a referral", n, err)
}

// Referral is one by its id; ErrNotFound where there is none.
func (v *View) Referral(ctx context.Context, id int64) (referral.Referral, error) {
	return v.oneReferral(ctx, "r.id = ?", id)
}

// ReferralOf is by which somebody was brought; ErrNotFound where they were by none.
func (v *View) ReferralOf(ctx context.Context, friend int64) (referral.Referral, error) {
	return v.oneReferral(ctx, "(r.friend = ? OR "+theirs("r.friend")+") AND r.friend <> 0 ORDER BY r.accepted_at, r.id LIMIT 1", friend, friend)
}

func (v *View) oneReferral(ctx context.Context, where string, args ...any) (referral.Referral, error) {
	list, err := v.referrals(ctx, where, args...)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a referral: %w", ErrNotFound)
	}
	if err != nil {
		return referral.Referral{}, err
	}
	return list[0], nil
}

func (v *View) referrals(ctx context.Context, where string, args ...any) (list []referral.Referral, err error) {
	err = v.each(ctx, "reading referrals", "SELECT "+referralColumns+" FROM referral r WHERE "+where, args, func(rows *sql.Rows) error {
		var r referral.Referral
		var findings []byte
		err := rows.Scan(&r.ID, &r.Version, &r.Code, &r.Referrer, &r.Friend, &r.Via, &r.Device, &r.Network, &r.AcceptedAt, (*string)(&r.State), (*string)(&r.Reason), &r.Sale, &r.SaleAt, &r.Amount, &r.DueAt,
			(*string)(&r.Level), &findings, (*string)(&r.Decision), &r.DecidedBy, &r.DecidedAt, &r.Note, &r.Over, &r.RewardedAt, &r.TakenAt, &r.LookAt, &r.CreatedAt)
		if err == nil {
			err = json.Unmarshal(findings, &r.Findings)
		}
		list = append(list, r)
		return err
	})
	return list, err
}

// ReferralFilter says which referrals are asked for; what is empty leaves open.
type ReferralFilter struct {
	State    referral.State
	Level    referral.Level
	Referrer int64
	Step     string // accepted, bought, rewarded: when that was, counts for the period
	From, To int64  // at or after, and before
	Owed     bool   // somebody waits to be paid out
	Before   int64  // an id
	Limit    int
}

// whenOf is the column of an instant, by step.
var whenOf = map[string]string{"": "r.accepted_at", "accepted": "r.accepted_at", "bought": "r.sale_at", "rewarded": "r.rewarded_at"}

func (f *ReferralFilter) where() (string, []any) {
	at := whenOf[f.Step]
	where := "(? = '' OR r.state = ?) AND (? = '' OR r.level = ?) AND (? = 0 OR " + theirs("r.referrer") + ") AND " + at + " >= ? AND " + at + ` > 0 AND (? = 0 OR ` + at + ` < ?)
AND (NOT ? OR EXISTS (SELECT 1 FROM referral_reward w WHERE w.referral = r.id AND w.state = 'owed')) AND (? = 0 OR r.id < ?)`
	return where, []any{string(f.State), string(f.State), string(f.Level), string(f.Level), f.Referrer, f.Referrer, f.From, f.To, f.To, f.Owed, f.Before, f.Before}
}

// Referrals gives a page of them, the last first.
func (v *View) Referrals(ctx context.Context, f ReferralFilter) ([]referral.Referral, error) {
	where, args := f.where()
	return v.referrals(ctx, where+" ORDER BY r.id DESC LIMIT ?", append(args, f.Limit)...)
}

// CountReferrals counts those a filter means.
func (v *View) CountReferrals(ctx context.Context, f ReferralFilter) (n int64, err error) {
	where, args := f.where()
	return n, v.one(ctx, "counting referrals", "SELECT COUNT(*) FROM referral r WHERE "+where, args, &n)
}

// DueReferrals are up to limit referrals that are to be looked at.
func (v *View) DueReferrals(ctx context.Context, limit int) ([]referral.Referral, error) {
	return v.referrals(ctx, "r.look_at > 0 AND r.look_at <= ? ORDER BY r.look_at, r.id LIMIT ?", v.now, limit)
}

// LookAtReferrals has those of some people looked at, whichever of the two they are.
func (t *Tx) LookAtReferrals(ctx context.Context, people []int64) error {
	for _, column := range []string{"friend", "referrer"} {
		in, arg := t.dialect.In("person", people)
		query := "UPDATE referral SET look_at = ? WHERE " + column + " IN (SELECT id FROM profile WHERE " + in + ")"
		if _, err := t.exec(ctx, "looking at referrals", query, t.now, arg); err != nil {
			return err
		}
	}
	return nil
}

// CountRewarded is for how many other friends, who bought in a period, somebody was or is to be rewarded.
func (v *View) CountRewarded(ctx context.Context, referrer, but, from, to int64) (n int64, err error) {
	query := "SELECT COUNT(*) FROM referral r WHERE " + theirs("r.referrer") + " AND r.id <> ? AND NOT r.beyond AND r.sale_at >= ? AND r.sale_at < ? AND r.rewarded_at > 0"
	return n, v.one(ctx, "counting rewards", query, []any{referrer, but, from, to}, &n)
}

// NearReferrals are others of the same referrer since an instant, and of the same browser.
func (v *View) NearReferrals(ctx context.Context, r *referral.Referral, since int64) (list []referral.Neighbour, err error) {
	query := "SELECT " + whoIs("r.referrer") + ", " + whoIs("r.friend") + ", r.device, r.network, r.accepted_at FROM referral r WHERE r.id <> ? AND (r.device <> '' AND r.device = ? OR " + theirs("r.referrer") + " AND r.accepted_at >= ?) ORDER BY r.id DESC LIMIT 500"
	err = v.each(ctx, "looking beside a referral", query, []any{r.ID, r.Device, r.Referrer, since}, func(rows *sql.Rows) error {
		var n referral.Neighbour
		err := rows.Scan(&n.Referrer, &n.Friend, &n.Device, &n.Network, &n.At)
		list = append(list, n)
		return err
	})
	return list, err
}

// ReferralEdges are who brought whom, of all that were not refused.
func (v *View) ReferralEdges(ctx context.Context) (list []referral.Edge, err error) {
	query := "SELECT " + whoIs("r.referrer") + ", " + whoIs("r.friend") + ", r.sale_at > 0 FROM referral r WHERE r.state <> 'refused' AND r.referrer <> 0 AND r.friend <> 0 ORDER BY r.id"
	err = v.each(ctx, "reading who brought whom", query, nil, func(rows *sql.Rows) error {
		var e referral.Edge
		err := rows.Scan(&e.Referrer, &e.Friend, &e.Bought)
		list = append(list, e)
		return err
	})
	return list, err
}
