package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"banhda/delight/loyalty"
)

// PointsMember is somebody with points, under all they were known by.
type PointsMember struct {
	Person int64
	loyalty.Balance
	loyalty.Standing
	At int64 // when points were given to them first
}

// memberColumns sum a person up; of tiers the one counts that was reached last.
const memberColumns = `SELECT p.person, SUM(m.pending), SUM(m.available), SUM(m.owed),
COALESCE((SELECT x.tier FROM loyalty_member x JOIN profile y ON y.id = x.person WHERE y.person = p.person AND x.tier <> '' ORDER BY x.since DESC, x.person LIMIT 1), ''),
MAX(m.since), MAX(m.until), MIN(m.at) FROM loyalty_member m JOIN profile p ON p.id = m.person`

func (v *View) members(ctx context.Context, rest string, args ...any) (list []PointsMember, err error) {
	err = v.each(ctx, "reading members", memberColumns+" "+rest, args, func(rows *sql.Rows) error {
		var m PointsMember
		err := rows.Scan(&m.Person, &m.Pending, &m.Available, &m.Owed, &m.Tier, &m.Since, &m.Until, &m.At)
		list = append(list, m)
		return err
	})
	return list, err
}

// PointsMember is one by the person; ErrNotFound where they never had points.
func (v *View) PointsMember(ctx context.Context, person int64) (m PointsMember, err error) {
	list, err := v.members(ctx, "WHERE p.person = ? GROUP BY p.person", person)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a member: %w", ErrNotFound)
	}
	if err != nil {
		return m, err
	}
	return list[0], nil
}

// PointsMembers gives up to limit members after a person, by person; tier: only who has it, empty: all.
func (v *View) PointsMembers(ctx context.Context, tier string, after int64, limit int) ([]PointsMember, error) {
	where := "WHERE p.person > ? AND (? = '' OR EXISTS (SELECT 1 FROM loyalty_member x JOIN profile y ON y.id = x.person WHERE y.person = p.person AND x.tier = ?)) GROUP BY p.person ORDER BY p.person LIMIT ?"
	return v.members(ctx, where, after, tier, tier, limit)
}

// CountLoyaltyMembers is how many there are, by tier.
func (v *View) CountLoyaltyMembers(ctx context.Context) (by map[string]int64, err error) {
	by = map[string]int64{}
	query := "SELECT tier, COUNT(*) FROM (SELECT p.person, MAX(m.tier) AS tier FROM loyalty_member m JOIN profile p ON p.id = m.person GROUP BY p.person) each_person GROUP BY tier"
	err = v.each(ctx, "counting members", query, nil, func(rows *sql.Rows) error {
		var tier string
		var n int64
		err := rows.Scan(&tier, &n)
		by[tier] = n
		return err
	})
	return by, err
}

// TiersDue are up to limit members whose tier is looked at again by now.
func (v *View) TiersDue(ctx context.Context, limit int) ([]int64, error) {
	return v.ids(ctx, "SELECT DISTINCT p.person FROM loyalty_member m JOIN profile p ON p.id = m.person WHERE m.until > 0 AND m.until <= ? ORDER BY p.person LIMIT ?", v.now, limit)
}

// SetTier keeps where a member stands.
func (t *Tx) SetTier(ctx context.Context, person int64, s loyalty.Standing) error {
	if err := t.JoinLoyalty(ctx, person); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "keeping a tier", "UPDATE loyalty_member SET tier = '', since = 0, until = 0 WHERE "+ofPerson, person); err != nil {
		return err
	}
	_, err := t.exec(ctx, "keeping a tier", "UPDATE loyalty_member SET tier = ?, since = ?, until = ? WHERE person = ?", s.Tier, s.Since, s.Until, person)
	return err
}

// LoyaltyProgram is what is being written, its edition, and the number of the version that holds (0: none); edition is 0 where
// nothing was written yet.
func (v *View) LoyaltyProgram(ctx context.Context) (draft loyalty.Program, edition, published int64, err error) {
	var body []byte
	err = v.one(ctx, "reading the loyalty programme", "SELECT draft, edition, published FROM loyalty_program", nil, &body, &edition, &published)
	if errors.Is(err, ErrNotFound) {
		return loyalty.Usual(), 0, 0, nil
	}
	if err != nil {
		return draft, 0, 0, err
	}
	return draft, edition, published, json.Unmarshal(body, &draft)
}

// SaveLoyaltyProgram keeps what is being written, as the edition after the one given; ErrConflict where that is past.
func (t *Tx) SaveLoyaltyProgram(ctx context.Context, draft loyalty.Program, edition int64) error {
	body, err := json.Marshal(draft)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "keeping the loyalty programme", "INSERT INTO loyalty_program (one, draft, edition, published) VALUES (1, ?, 0, 0) ON CONFLICT (one) DO NOTHING", string(body)); err != nil {
		return err
	}
	n, err := t.exec(ctx, "keeping the loyalty programme", "UPDATE loyalty_program SET draft = ?, edition = edition + 1 WHERE one = 1 AND edition = ?", string(body), edition)
	if err == nil && n == 0 {
		err = fmt.Errorf("keeping the loyalty programme: %w", ErrConflict)
	}
	return err
}

// PublishLoyaltyProgram makes content what holds from now on, under the act under way.
func (t *Tx) PublishLoyaltyProgram(ctx context.Context, content loyalty.Program) error {
	_, _, last, err := t.LoyaltyProgram(ctx)
	if err != nil {
		return err
	}
	body, err := json.Marshal(content)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "publishing the loyalty programme", "INSERT INTO loyalty_version (number, content, at, act) VALUES (?, ?, ?, ?)", last+1, string(body), t.now, t.Act); err != nil {
		return err
	}
	_, err = t.exec(ctx, "publishing the loyalty programme", "UPDATE loyalty_program SET published = ?, edition = edition + 1", last+1)
	return err
}

// LoyaltyVersions are all that were published, the first first.
func (v *View) LoyaltyVersions(ctx context.Context) (list []loyalty.Version, err error) {
	err = v.each(ctx, "reading loyalty programmes", "SELECT number, content, at, act FROM loyalty_version ORDER BY number", nil, func(rows *sql.Rows) error {
		var one loyalty.Version
		var body []byte
		err := rows.Scan(&one.Number, &body, &one.At, &one.Act)
		list = append(list, one)
		return errors.Join(err, json.Unmarshal(body, &list[len(list)-1].Content))
	})
	return list, err
}
