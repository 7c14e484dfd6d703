package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"banhda/hub/delivery"
	"banhda/hub/gate"
)

const suppressionColumns = "id, hash, channel, address, reason, note, message, at, act"

// Suppress notes that an address is written to no more, under the act under way. One that is noted already keeps its reason
// where that is weightier; new says that none was.
func (t *Tx) Suppress(ctx context.Context, s delivery.Suppression) (added bool, err error) {
	was, err := t.suppressions(ctx, "hash = ?", s.Hash)
	if err != nil || len(was) > 0 && !delivery.Outweighs(s.Reason, was[0].Reason) {
		return false, err
	}
	query := `INSERT INTO suppression (hash, channel, address, reason, note, message, at, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (hash) DO UPDATE SET address = excluded.address, reason = excluded.reason, note = excluded.note, message = excluded.message, at = excluded.at, act = excluded.act`
	_, err = t.exec(ctx, "noting an address that is written to no more", query, s.Hash, string(s.Channel), s.Address, string(s.Reason), s.Note, s.Message, t.now, t.Act)
	return len(was) == 0, err
}

// Unsuppress lets an address be written to again; ErrNotFound where it is.
func (t *Tx) Unsuppress(ctx context.Context, id int64) error {
	n, err := t.exec(ctx, "letting an address be written to again", "DELETE FROM suppression WHERE id = ?", id)
	return t.wasThere("letting an address be written to again", n, err)
}

// Suppression is one by its id; ErrNotFound where there is none.
func (v *View) Suppression(ctx context.Context, id int64) (delivery.Suppression, error) {
	list, err := v.suppressions(ctx, "id = ?", id)
	if err != nil || len(list) == 0 {
		return delivery.Suppression{}, errors.Join(err, v.failed("finding an address that is written to no more", sql.ErrNoRows))
	}
	return list[0], nil
}

// Suppressions lists them, the newest first, before the given one; 0 begins with the newest. Empty hash and reason ask for
// all.
func (v *View) Suppressions(ctx context.Context, hash string, reason gate.Suppression, before int64, limit int) ([]delivery.Suppression, error) {
	return v.suppressions(ctx, "(? = '' OR hash = ?) AND (? = '' OR reason = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
		hash, hash, string(reason), string(reason), before, before, limit)
}

func (v *View) suppressions(ctx context.Context, where string, args ...any) (list []delivery.Suppression, err error) {
	err = v.each(ctx, "reading addresses that are written to no more", "SELECT "+suppressionColumns+" FROM suppression WHERE "+where, args, func(rows *sql.Rows) error {
		var s delivery.Suppression
		err := rows.Scan(&s.ID, &s.Hash, (*string)(&s.Channel), &s.Address, (*string)(&s.Reason), &s.Note, &s.Message, &s.At, &s.Act)
		list = append(list, s)
		return err
	})
	return list, err
}

// Suppressed tells why those of the hashes are written to no more that are.
func (v *View) Suppressed(ctx context.Context, hashes []string) (map[string]gate.Suppression, error) {
	in, arg := v.dialect.In("hash", hashes)
	found := map[string]gate.Suppression{}
	err := v.each(ctx, "reading addresses that are written to no more", "SELECT hash, reason FROM suppression WHERE "+in, []any{arg}, func(rows *sql.Rows) error {
		var hash, reason string
		err := rows.Scan(&hash, &reason)
		found[hash] = gate.Suppression(reason)
		return err
	})
	return found, err
}

// CountSuppressions tells how many addresses there are for each reason.
func (v *View) CountSuppressions(ctx context.Context) (map[gate.Suppression]int64, error) {
	counts := map[gate.Suppression]int64{}
	err := v.each(ctx, "counting addresses that are written to no more", "SELECT reason, COUNT(*) FROM suppression GROUP BY reason", nil, func(rows *sql.Rows) error {
		var reason string
		var n int64
		err := rows.Scan(&reason, &n)
		counts[gate.Suppression(reason)] = n
		return err
	})
	return counts, err
}

// Bounced keeps a report, and gives when soft ones of the address came since an instant, ascending.
func (t *Tx) Bounced(ctx context.Context, b delivery.Bounce, since int64) (soft []int64, err error) {
	query := "SELECT at FROM bounce WHERE hash = ? AND verdict = ? AND at >= ? ORDER BY at, id"
	if soft, err = t.ids(ctx, query, b.Hash, string(delivery.Soft), since); err != nil {
		return nil, err
	}
	query = "INSERT INTO bounce (hash, verdict, reason, code, message, at) VALUES (?, ?, ?, ?, ?, ?)"
	_, err = t.exec(ctx, "keeping a report", query, b.Hash, string(b.Verdict), b.Reason, b.Code, b.Message, t.now)
	return soft, err
}

// BounceCounts are how many reports of each verdict came since an instant.
func (v *View) BounceCounts(ctx context.Context, since int64) (map[delivery.Verdict]int64, error) {
	counts := map[delivery.Verdict]int64{}
	err := v.each(ctx, "counting reports", "SELECT verdict, COUNT(*) FROM bounce WHERE at >= ? GROUP BY verdict", []any{since}, func(rows *sql.Rows) error {
		var verdict string
		var n int64
		err := rows.Scan(&verdict, &n)
		counts[delivery.Verdict(verdict)] = n
		return err
	})
	return counts, err
}

// ForgetBounces forgets up to limit reports from before an instant, and gives how many.
func (t *Tx) ForgetBounces(ctx context.Context, before int64, limit int) (int64, error) {
	return t.exec(ctx, "forgetting reports", "DELETE FROM bounce WHERE id IN (SELECT id FROM bounce WHERE at < ? ORDER BY id LIMIT ?)", before, limit)
}

// forgetSuppressed leaves of addresses that are written to no more only their hashes, so that they still are not.
func (t *Tx) forgetSuppressed(ctx context.Context, addresses []string) error {
	for _, a := range addresses {
		if _, err := t.exec(ctx, "forgetting somebody", "UPDATE suppression SET address = '', note = '', message = 0 WHERE LOWER(address) = ?", strings.ToLower(a)); err != nil {
			return err
		}
	}
	return nil
}
