package store

import (
	"context"
	"database/sql"

	"banhda/attract/cta"
)

// CTACounts are the counts of the versions of some calls to action, arm by arm.
func (v *View) CTACounts(ctx context.Context, ids []int64) (list []cta.Count, err error) {
	in, arg := v.dialect.In("cta", ids)
	query := "SELECT cta, version, arm, COUNT(*), SUM(views), SUM(clicks), SUM(CASE WHEN clicks > 0 THEN 1 ELSE 0 END), MAX(at) FROM cta_person WHERE " + in + " GROUP BY cta, version, arm ORDER BY cta, version, arm"
	err = v.each(ctx, "counting calls to action", query, []any{arg}, func(rows *sql.Rows) error {
		var c cta.Count
		err := rows.Scan(&c.CTA, &c.Version, &c.Arm, &c.People, &c.Views, &c.Clicks, &c.Clickers, &c.Last)
		list = append(list, c)
		return err
	})
	return list, err
}

// AddSeen adds to how often people saw and clicked. Of one person and version the first arm and instant stay.
func (t *Tx) AddSeen(ctx context.Context, list []cta.Seen) error {
	after := `ON CONFLICT (cta, version, person) DO UPDATE SET views = cta_person.views + excluded.views, clicks = cta_person.clicks + excluded.clicks`
	return t.insertAll(ctx, "noting who saw a call to action", "cta_person (cta, version, person, arm, at, views, clicks)", 7, after, len(list), func(i int) []any {
		s := &list[i]
		return []any{s.CTA, s.Version, s.Person, s.Arm, s.At, s.Views, s.Clicks}
	})
}

// SeenBy are the people who saw a version, or were left out of it, in order of id, after the given one.
func (v *View) SeenBy(ctx context.Context, id, version, after int64, limit int) (list []cta.Seen, err error) {
	query := "SELECT cta, version, person, arm, at, views, clicks FROM cta_person WHERE cta = ? AND version = ? AND person > ? ORDER BY person LIMIT ?"
	err = v.each(ctx, "reading who saw a call to action", query, []any{id, version, after, limit}, func(rows *sql.Rows) error {
		var s cta.Seen
		err := rows.Scan(&s.CTA, &s.Version, &s.Person, &s.Arm, &s.At, &s.Views, &s.Clicks)
		list = append(list, s)
		return err
	})
	return list, err
}

// AddTurns notes what happened to calls to action with people; what is known already changes nothing.
func (t *Tx) AddTurns(ctx context.Context, list []cta.Turn) error {
	return t.insertAll(ctx, "noting who was shown a call to action", "cta_turn (cta, person, what, at)", 4, "ON CONFLICT DO NOTHING", len(list), func(i int) []any {
		return []any{list[i].CTA, list[i].Person, string(list[i].What), list[i].At}
	})
}

// TurnsOf are what happened to one with somebody, under whatever id they were known; since is from when on showings count.
func (v *View) TurnsOf(ctx context.Context, id, person, since int64) (t cta.Turns, err error) {
	query := `SELECT COALESCE(SUM(CASE WHEN what = 'shown' AND at > ? THEN 1 ELSE 0 END), 0), COALESCE(MAX(CASE WHEN what = 'closed' THEN at END), 0), COALESCE(MAX(CASE WHEN what = 'clicked' THEN at END), 0)
FROM cta_turn WHERE cta = ? AND person IN (SELECT id FROM profile WHERE person = ?)`
	return t, v.one(ctx, "reading who was shown a call to action", query, []any{since, id, person}, &t.Shown, &t.Closed, &t.Clicked)
}
