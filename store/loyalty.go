package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"banhda/delight/loyalty"
)

const lotColumns = "l.id, l.person, l.about, l.points, l.pending, l.available, l.expired, l.reversed, l.opens_at, l.expires_at, l.at"

func (v *View) lots(ctx context.Context, where string, args ...any) (list []loyalty.Lot, err error) {
	err = v.eachLot(ctx, where, args, func(l loyalty.Lot) error {
		list = append(list, l)
		return nil
	})
	return list, err
}

func (v *View) eachLot(ctx context.Context, where string, args []any, each func(loyalty.Lot) error) error {
	return v.each(ctx, "reading points", "SELECT "+lotColumns+" FROM loyalty_lot l WHERE "+where, args, func(rows *sql.Rows) error {
		var l loyalty.Lot
		if err := rows.Scan(&l.ID, &l.Person, &l.About, &l.Points, &l.Pending, &l.Available, &l.Expired, &l.Reversed, &l.OpensAt, &l.ExpiresAt, &l.At); err != nil {
			return err
		}
		return each(l)
	})
}

// ofPerson are the profiles of a person.
const ofPerson = "person IN (SELECT id FROM profile WHERE person = ?)"

// PointsBook is what a person has, under all they were known by.
func (v *View) PointsBook(ctx context.Context, person int64) (b loyalty.Book, err error) {
	b.Person = person
	if b.Lots, err = v.lots(ctx, "l."+ofPerson+" AND (l.pending > 0 OR l.available > 0) ORDER BY l.id", person); err != nil {
		return b, err
	}
	err = v.each(ctx, "reading what somebody owes", "SELECT person, owed FROM loyalty_member WHERE owed > 0 AND "+ofPerson+" ORDER BY person", []any{person}, func(rows *sql.Rows) error {
		var d loyalty.Debt
		err := rows.Scan(&d.Person, &d.Points)
		b.Debts = append(b.Debts, d)
		return err
	})
	return b, err
}

// LotsAbout are the points that were given for something, in the order they were.
func (v *View) LotsAbout(ctx context.Context, about string) ([]loyalty.Lot, error) {
	return v.lots(ctx, "l.about = ? AND l.about <> '' ORDER BY l.id", about)
}

// DueLots are up to limit lots of known people that become free, or lapse, by now.
func (v *View) DueLots(ctx context.Context, limit int) ([]loyalty.Lot, error) {
	return v.lots(ctx, "l.person <> 0 AND (l.pending > 0 AND l.opens_at <= ? OR l.available > 0 AND l.expires_at > 0 AND l.expires_at <= ?) ORDER BY l.id LIMIT ?", v.now, v.now, limit)
}

// EachLot hands on all lots in which something is left, or whose day has come, in order.
func (v *View) EachLot(ctx context.Context, each func(loyalty.Lot) error) error {
	return v.eachLot(ctx, "l.pending > 0 OR l.available > 0 OR l.expires_at > 0 AND l.expires_at <= ? ORDER BY l.id", []any{v.now}, each)
}

// PostPoints appends a transaction to the ledger, under the act under way, and gives its id. ErrConflict where there is one of
// its cause; loyalty.ErrShort where it would take what is not there.
func (t *Tx) PostPoints(ctx context.Context, p loyalty.Transaction) (id int64, err error) {
	if !p.Balances() {
		return 0, fmt.Errorf("posting points for %q: the lines do not add up to nothing", p.Cause)
	}
	query := "INSERT INTO loyalty_transaction (kind, cause, about, rule, person, worth, note, version, at, act) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (cause) DO NOTHING RETURNING id"
	err = t.one(ctx, "posting points", query, []any{string(p.Kind), p.Cause, p.About, p.Rule, p.Person, p.Worth, p.Note, p.Version, p.At, t.Act}, &id)
	if err != nil {
		return 0, conflictAt(err, "posting points")
	}
	opened := make([]int64, len(p.Opens))
	for i, l := range p.Opens {
		query := "INSERT INTO loyalty_lot (person, about, points, pending, available, expired, reversed, opens_at, expires_at, at) VALUES (?, ?, ?, 0, 0, 0, 0, ?, ?, ?) RETURNING id"
		if err := t.one(ctx, "posting points", query, []any{l.Person, p.About, l.Points, l.OpensAt, l.ExpiresAt, l.At}, &opened[i]); err != nil {
			return 0, err
		}
	}
	lines := slices.Clone(p.Lines)
	for i := range lines {
		if lines[i].Lot < 0 {
			lines[i].Lot = opened[-lines[i].Lot-1]
		}
	}
	err = t.insertAll(ctx, "posting points", "loyalty_line (posting, account, person, lot, points)", 5, "", len(lines), func(i int) []any {
		l := &lines[i]
		return []any{id, string(l.Account), l.Person, l.Lot, l.Points}
	})
	if err != nil {
		return 0, err
	}
	return id, t.applyPoints(ctx, lines)
}

// applyPoints brings lots and members to where lines leave them.
func (t *Tx) applyPoints(ctx context.Context, lines []loyalty.Line) error {
	lots, people := map[int64]*loyalty.Lot{}, map[int64]*loyalty.Balance{}
	for _, l := range lines {
		if lots[l.Lot] == nil {
			lots[l.Lot] = &loyalty.Lot{}
		}
		if people[l.Person] == nil {
			people[l.Person] = &loyalty.Balance{}
		}
		lot, who := lots[l.Lot], people[l.Person]
		switch l.Account {
		case loyalty.Pending:
			lot.Pending, who.Pending = lot.Pending+l.Points, who.Pending+l.Points
		case loyalty.Available:
			lot.Available, who.Available = lot.Available+l.Points, who.Available+l.Points
		case loyalty.Expired:
			lot.Expired += l.Points
		case loyalty.Reversed:
			lot.Reversed += l.Points
		case loyalty.Owed:
			who.Owed -= l.Points
		}
	}
	delete(lots, 0)
	delete(people, 0)
	for _, id := range slices.Sorted(maps.Keys(lots)) {
		l := lots[id]
		query := "UPDATE loyalty_lot SET pending = pending + ?, available = available + ?, expired = expired + ?, reversed = reversed + ? WHERE id = ? AND pending + ? >= 0 AND available + ? >= 0"
		n, err := t.exec(ctx, "posting points", query, l.Pending, l.Available, l.Expired, l.Reversed, id, l.Pending, l.Available)
		if err == nil && n == 0 {
			err = loyalty.ErrShort
		}
		if err != nil {
			return err
		}
	}
	return t.applyBalances(ctx, people)
}

func (t *Tx) applyBalances(ctx context.Context, people map[int64]*loyalty.Balance) error {
	for _, id := range slices.Sorted(maps.Keys(people)) {
		if err := t.JoinLoyalty(ctx, id); err != nil {
			return err
		}
		b := people[id]
		query := "UPDATE loyalty_member SET pending = pending + ?, available = available + ?, owed = owed + ? WHERE person = ? AND pending + ? >= 0 AND available + ? >= 0 AND owed + ? >= 0"
		n, err := t.exec(ctx, "posting points", query, b.Pending, b.Available, b.Owed, id, b.Pending, b.Available, b.Owed)
		if err == nil && n == 0 {
			err = loyalty.ErrShort
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// JoinLoyalty makes somebody a member who is none yet.
func (t *Tx) JoinLoyalty(ctx context.Context, profile int64) error {
	query := "INSERT INTO loyalty_member (person, pending, available, owed, tier, since, until, at) VALUES (?, 0, 0, 0, '', 0, 0, ?) ON CONFLICT (person) DO NOTHING"
	_, err := t.exec(ctx, "making somebody a member", query, profile, t.now)
	return err
}

const postingColumns = "p.id, p.kind, p.cause, p.about, p.rule, p.person, p.worth, p.note, p.version, p.at, p.act"

func (v *View) postings(ctx context.Context, where string, args ...any) (list []loyalty.Transaction, err error) {
	err = v.each(ctx, "reading what was posted", "SELECT "+postingColumns+" FROM loyalty_transaction p WHERE "+where, args, func(rows *sql.Rows) error {
		var p loyalty.Transaction
		err := rows.Scan(&p.ID, (*string)(&p.Kind), &p.Cause, &p.About, &p.Rule, &p.Person, &p.Worth, &p.Note, &p.Version, &p.At, &p.Act)
		list = append(list, p)
		return err
	})
	if err != nil || len(list) == 0 {
		return list, err
	}
	return list, v.postedLines(ctx, list)
}

// postedLines fills in the lines of transactions.
func (v *View) postedLines(ctx context.Context, list []loyalty.Transaction) error {
	var ids []int64
	at := map[int64]*loyalty.Transaction{}
	for i := range list {
		ids, at[list[i].ID] = append(ids, list[i].ID), &list[i]
	}
	in, arg := v.dialect.In("posting", ids)
	return v.each(ctx, "reading what was posted", "SELECT posting, account, person, lot, points FROM loyalty_line WHERE "+in+" ORDER BY id", []any{arg}, func(rows *sql.Rows) error {
		var of int64
		var l loyalty.Line
		err := rows.Scan(&of, (*string)(&l.Account), &l.Person, &l.Lot, &l.Points)
		if p := at[of]; p != nil {
			p.Lines = append(p.Lines, l)
		}
		return err
	})
}

// Posting is a transaction by its id; ErrNotFound where there is none.
func (v *View) Posting(ctx context.Context, id int64) (p loyalty.Transaction, err error) {
	list, err := v.postings(ctx, "p.id = ?", id)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a posting: %w", ErrNotFound)
	}
	if err != nil {
		return p, err
	}
	return list[0], nil
}

// PostingOf is the transaction of a cause; ErrNotFound where there is none.
func (v *View) PostingOf(ctx context.Context, cause string) (p loyalty.Transaction, err error) {
	list, err := v.postings(ctx, "p.cause = ?", cause)
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("finding a posting: %w", ErrNotFound)
	}
	if err != nil {
		return p, err
	}
	return list[0], nil
}

// PostingsAbout are the transactions about something, in order.
func (v *View) PostingsAbout(ctx context.Context, about string) ([]loyalty.Transaction, error) {
	return v.postings(ctx, "p.about = ? AND p.about <> '' ORDER BY p.id", about)
}

// Postings gives a page of somebody's transactions, the last first, before one; 0 begins with the last.
func (v *View) Postings(ctx context.Context, person, before int64, limit int) ([]loyalty.Transaction, error) {
	return v.postings(ctx, "p."+ofPerson+" AND (? = 0 OR p.id < ?) ORDER BY p.id DESC LIMIT ?", person, before, before, limit)
}

// PointsFor gives a page of the points that were given under causes of one sort, the last first, before one; 0 begins with the
// last. A cause begins with its sort and a colon.
func (v *View) PointsFor(ctx context.Context, sort string, before int64, limit int) ([]loyalty.Transaction, error) {
	where := "p.cause >= ? AND p.cause < ? AND p.kind = 'earn' AND p.person <> 0 AND (? = 0 OR p.id < ?) ORDER BY p.id DESC LIMIT ?"
	return v.postings(ctx, where, sort+":", sort+";", before, before, limit)
}

// EarnedBy is how often somebody earned by a rule since an instant.
func (v *View) EarnedBy(ctx context.Context, person int64, rule string, since int64) (n int64, err error) {
	query := "SELECT COUNT(*) FROM loyalty_transaction WHERE kind = 'earn' AND rule = ? AND at >= ? AND " + ofPerson
	return n, v.one(ctx, "counting what somebody earned", query, []any{rule, since, person}, &n)
}

// LoyaltyScore is what somebody earned, less what was taken back, and what they spent, since an instant.
func (v *View) LoyaltyScore(ctx context.Context, person, since int64) (points, spent int64, err error) {
	query := "SELECT COALESCE(SUM(points - reversed), 0) FROM loyalty_lot WHERE at >= ? AND " + ofPerson
	if err = v.one(ctx, "summing up what somebody earned", query, []any{since, person}, &points); err != nil {
		return 0, 0, err
	}
	query = `SELECT COALESCE(SUM(worth), 0) FROM (SELECT about, MAX(worth) AS worth FROM
(SELECT about, rule, SUM(worth) AS worth FROM loyalty_transaction WHERE about IN (SELECT about FROM loyalty_transaction WHERE kind = 'earn' AND worth > 0 AND at >= ? AND ` + ofPerson + `)
GROUP BY about, rule) each_rule GROUP BY about) each_purchase`
	return points, spent, v.one(ctx, "summing up what somebody spent", query, []any{since, person}, &spent)
}

// AccountSums is how many points are in each account: all of them together come to nothing.
func (v *View) AccountSums(ctx context.Context) (map[loyalty.Account]int64, error) {
	sums := map[loyalty.Account]int64{}
	err := v.each(ctx, "summing up the ledger of points", "SELECT account, SUM(points) FROM loyalty_line GROUP BY account", nil, func(rows *sql.Rows) error {
		var a loyalty.Account
		var n int64
		err := rows.Scan((*string)(&a), &n)
		sums[a] = n
		return err
	})
	return sums, err
}
