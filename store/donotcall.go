package store

import (
	"context"
	"database/sql"

	"banhda/hub/gate"
)

// AddDoNotCallList notes that a Do-Not-Call list is taken in, under the act under way, and gives its id.
func (t *Tx) AddDoNotCallList(ctx context.Context, l gate.List) (id int64, err error) {
	query := "INSERT INTO do_not_call_list (name, hash, scope, checked_on, whole, numbers, refused, done, at, act) VALUES (?, ?, ?, ?, ?, 0, 0, FALSE, ?, ?) RETURNING id"
	err = t.one(ctx, "noting a Do-Not-Call list", query, []any{l.Name, l.Hash, string(l.Scope), l.Day, l.Whole, t.now, t.Act}, &id)
	return id, err
}

// AddDoNotCall keeps numbers of a list, by their hashes.
func (t *Tx) AddDoNotCall(ctx context.Context, list int64, scope gate.Scope, hashes []string) error {
	after := "ON CONFLICT (hash, scope) DO UPDATE SET list = excluded.list"
	return t.insertAll(ctx, "keeping a Do-Not-Call list", "do_not_call (hash, scope, list)", 3, after, len(hashes), func(i int) []any {
		return []any{hashes[i], string(scope), list}
	})
}

// ForgetDoNotCall removes up to limit numbers of a scope that lists before one named and it does not, and gives how many.
func (t *Tx) ForgetDoNotCall(ctx context.Context, scope gate.Scope, before int64, limit int) (int64, error) {
	query := "DELETE FROM do_not_call WHERE scope = ? AND hash IN (SELECT hash FROM do_not_call WHERE scope = ? AND list < ? LIMIT ?)"
	return t.exec(ctx, "leaving out numbers that are not on the list any more", query, string(scope), string(scope), before, limit)
}

// FinishDoNotCallList writes down that a list is taken in whole.
func (t *Tx) FinishDoNotCallList(ctx context.Context, l gate.List) error {
	n, err := t.exec(ctx, "finishing a Do-Not-Call list", "UPDATE do_not_call_list SET numbers = ?, refused = ?, done = TRUE WHERE id = ?", l.Numbers, l.Refused, l.ID)
	return t.wasThere("finishing a Do-Not-Call list", n, err)
}

// DoNotCallLists are those that were taken in, the newest first.
func (v *View) DoNotCallLists(ctx context.Context, limit int) (list []gate.List, err error) {
	query := "SELECT id, name, hash, scope, checked_on, whole, numbers, refused, done, at, act FROM do_not_call_list ORDER BY id DESC LIMIT ?"
	err = v.each(ctx, "reading Do-Not-Call lists", query, []any{limit}, func(rows *sql.Rows) error {
		var l gate.List
		err := rows.Scan(&l.ID, &l.Name, &l.Hash, (*string)(&l.Scope), &l.Day, &l.Whole, &l.Numbers, &l.Refused, &l.Done, &l.At, &l.Act)
		list = append(list, l)
		return err
	})
	return list, err
}

// CountDoNotCall tells how many numbers of each scope are listed.
func (v *View) CountDoNotCall(ctx context.Context) (map[gate.Scope]int64, error) {
	counts := map[gate.Scope]int64{}
	err := v.each(ctx, "counting the Do-Not-Call list", "SELECT scope, COUNT(*) FROM do_not_call GROUP BY scope", nil, func(rows *sql.Rows) error {
		var scope string
		var n int64
		err := rows.Scan(&scope, &n)
		counts[gate.Scope(scope)] = n
		return err
	})
	return counts, err
}

// DoNotCall tells which of the hashes are listed under one of the scopes.
func (v *View) DoNotCall(ctx context.Context, scopes []gate.Scope, hashes []string) (map[string]bool, error) {
	listed := map[string]bool{}
	for _, scope := range scopes {
		in, arg := v.dialect.In("hash", hashes)
		err := v.each(ctx, "asking the Do-Not-Call list", "SELECT hash FROM do_not_call WHERE scope = ? AND "+in, []any{string(scope), arg}, func(rows *sql.Rows) error {
			var hash string
			err := rows.Scan(&hash)
			listed[hash] = true
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return listed, nil
}

// CheckedOn is the day of the newest list of one of the scopes that was taken in whole; empty: none was.
func (v *View) CheckedOn(ctx context.Context, scopes []gate.Scope) (day string, err error) {
	in, arg := v.dialect.In("scope", texted(scopes))
	err = v.one(ctx, "asking when the Do-Not-Call list was looked at", "SELECT COALESCE(MAX(checked_on), '') FROM do_not_call_list WHERE done AND "+in, []any{arg}, &day)
	return day, err
}

func texted[T ~string](list []T) (texts []string) {
	for _, one := range list {
		texts = append(texts, string(one))
	}
	return texts
}
