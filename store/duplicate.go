package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/hub/duplicate"
	"banhda/hub/record"
)

// DuplicateState is what was decided about a pair.
type DuplicateState string

// The states of a pair. One that was told apart is never suggested again.
const (
	DuplicateOpen   DuplicateState = "open"
	DuplicateApart  DuplicateState = "apart"
	DuplicateMerged DuplicateState = "merged"
)

// Duplicate is a pair of records that are probably one; A is the smaller id.
type Duplicate struct {
	Type     record.Type
	A, B     int64
	Likeness float64
	Reasons  []duplicate.Reason
	State    DuplicateState
	FoundAt  int64
}

// compared is how many records are compared with others in one transaction: it takes a few milliseconds.
const compared = 100

// FindDuplicates compares the records of a type that changed since it was last called with those that share something
// with them, and suggests the pairs that are likely one. It gives how many it looked at; 0: all have been compared.
func (r *Records) FindDuplicates(ctx context.Context, typ record.Type) (n int, err error) {
	err = r.Tx(ctx, func(t *Tx) error {
		changed, err := t.changedSince(ctx, typ)
		if n = len(changed); err != nil || n == 0 {
			return err
		}
		items, err := t.items(ctx, typ, changed)
		if err != nil {
			return err
		}
		for i := range items {
			if err := t.compare(ctx, &items[i]); err != nil {
				return err
			}
		}
		last := changed[n-1]
		return t.moveDuplicateCursor(ctx, string(typ), last.UpdatedAt, last.ID)
	})
	return n, err
}

// changedSince gives the next records that were changed and have not been compared since.
func (v *View) changedSince(ctx context.Context, typ record.Type) ([]record.Record, error) {
	at, id, err := v.duplicateCursor(ctx, string(typ))
	if err != nil {
		return nil, err
	}
	query := "SELECT " + recordColumns + ` FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0 AND (updated_at, id) > (?, ?)
ORDER BY updated_at, id LIMIT ?`
	return v.records(ctx, typ, query, string(typ), at, id, compared)
}

// Comparing reports whether records of a type wait to be compared.
func (v *View) Comparing(ctx context.Context, typ record.Type) (bool, error) {
	at, id, err := v.duplicateCursor(ctx, string(typ))
	if err != nil {
		return false, err
	}
	var waiting bool
	query := "SELECT EXISTS (SELECT 1 FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0 AND (updated_at, id) > (?, ?))"
	err = v.one(ctx, "asking whether all is compared", query, []any{string(typ), at, id}, &waiting)
	return waiting, err
}

func (v *View) duplicateCursor(ctx context.Context, of string) (at, id int64, err error) {
	err = v.one(ctx, "reading how far records are compared", "SELECT at, id FROM duplicate_cursor WHERE type = ?", []any{of}, &at, &id)
	if errors.Is(err, ErrNotFound) {
		err = nil
	}
	return at, id, err
}

func (t *Tx) moveDuplicateCursor(ctx context.Context, of string, at, id int64) error {
	query := "INSERT INTO duplicate_cursor (type, at, id) VALUES (?, ?, ?) ON CONFLICT (type) DO UPDATE SET at = excluded.at, id = excluded.id"
	_, err := t.exec(ctx, "noting how far records are compared", query, of, at, id)
	return err
}

// items are records as far as telling them apart goes, people with the name of their company.
func (v *View) items(ctx context.Context, typ record.Type, list []record.Record) ([]duplicate.Item, error) {
	var firms []int64
	for _, r := range list {
		if id := r.Values.Int("company"); id != 0 && typ == record.Person {
			firms = append(firms, id)
		}
	}
	companies, err := v.RecordsByID(ctx, auth.Everything, record.Company, firms)
	items := make([]duplicate.Item, len(list))
	for i, r := range list {
		firm := companies[r.Values.Int("company")]
		items[i] = duplicate.ItemOf(r, firm.Name())
	}
	return items, err
}

// compare gives an item its keys, and keeps the likely ones of the pairs it makes with those that share one.
func (t *Tx) compare(ctx context.Context, item *duplicate.Item) error {
	if _, err := t.exec(ctx, "forgetting what a record shared", "DELETE FROM duplicate_key WHERE type = ? AND record = ?", string(item.Type), item.ID); err != nil {
		return err
	}
	keys := item.Keys()
	err := t.insertAll(ctx, "keeping what a record shares", "duplicate_key (type, hash, record)", 3, "", len(keys), func(i int) []any {
		return []any{string(item.Type), keys[i], item.ID}
	})
	if err != nil {
		return err
	}
	others, err := t.like(ctx, item, keys)
	if err != nil {
		return err
	}
	for _, side := range []string{"a", "b"} { // one by one: each has an index
		query := "DELETE FROM duplicate WHERE type = ? AND " + side + " = ? AND state = 'open' AND reasons NOT LIKE '%identity%'"
		if _, err := t.exec(ctx, "forgetting what a record was like", query, string(item.Type), item.ID); err != nil {
			return err
		}
	}
	for _, d := range others {
		if err := t.suggestDuplicate(ctx, d); err != nil {
			return err
		}
	}
	return nil
}

// Like gives the records an item is likely one with, the likeliest first, whether it is kept or only being entered.
func (v *View) Like(ctx context.Context, item *duplicate.Item) ([]Duplicate, error) {
	return v.like(ctx, item, item.Keys())
}

func (v *View) like(ctx context.Context, item *duplicate.Item, keys []int64) (list []Duplicate, err error) {
	ids, err := v.sharing(ctx, item, keys)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	in, arg := v.dialect.In("id", ids)
	records, err := v.records(ctx, item.Type, "SELECT "+recordColumns+" FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0 AND "+in, string(item.Type), arg)
	if err != nil {
		return nil, err
	}
	others, err := v.items(ctx, item.Type, records)
	for _, o := range others {
		if likeness, reasons := duplicate.Likeness(*item, o); likeness >= duplicate.Likely {
			list = append(list, Duplicate{Type: item.Type, A: min(item.ID, o.ID), B: max(item.ID, o.ID), Likeness: likeness, Reasons: reasons, State: DuplicateOpen})
		}
	}
	slices.SortFunc(list, func(a, b Duplicate) int { return compareFloat(b.Likeness, a.Likeness) })
	return list, err
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// sharing gives the records that share a key with an item, but for keys a crowd shares.
func (v *View) sharing(ctx context.Context, item *duplicate.Item, keys []int64) (ids []int64, err error) {
	for _, key := range keys {
		var block []int64
		query := "SELECT record FROM duplicate_key WHERE type = ? AND hash = ? LIMIT ?"
		err := v.each(ctx, "finding what shares a key", query, []any{string(item.Type), key, duplicate.Crowd + 1}, func(rows *sql.Rows) error {
			var id int64
			err := rows.Scan(&id)
			block = append(block, id)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, id := range block {
			if len(block) <= duplicate.Crowd && id != item.ID && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// suggestDuplicate keeps a pair; what was decided about it stands.
func (t *Tx) suggestDuplicate(ctx context.Context, d Duplicate) error {
	reasons := make([]string, len(d.Reasons))
	for i, r := range d.Reasons {
		reasons[i] = string(r)
	}
	query := `INSERT INTO duplicate (type, a, b, likeness, reasons, state, found_at, decided_at, decided_by) VALUES (?, ?, ?, ?, ?, 'open', ?, 0, 0)
ON CONFLICT (type, a, b) DO UPDATE SET likeness = excluded.likeness, reasons = excluded.reasons`
	_, err := t.exec(ctx, "suggesting a duplicate", query, string(d.Type), d.A, d.B, d.Likeness, strings.Join(reasons, " "), t.now)
	return err
}

// TakeSuggestions puts the merges that the rule of identity left to people among the duplicates. It gives how many there
// were; 0: none are left.
func (r *Records) TakeSuggestions(ctx context.Context) (n int, err error) {
	err = r.Tx(ctx, func(t *Tx) error {
		seq, _, err := t.duplicateCursor(ctx, "suggestion")
		if err != nil {
			return err
		}
		pairs, last, err := t.suggestedAfter(ctx, seq)
		if n = len(pairs); err != nil || n == 0 {
			return err
		}
		for _, p := range pairs {
			if err := t.takeSuggestion(ctx, p[0], p[1]); err != nil {
				return err
			}
		}
		return t.moveDuplicateCursor(ctx, "suggestion", last, 0)
	})
	return n, err
}

func (v *View) suggestedAfter(ctx context.Context, seq int64) (pairs [][2]int64, last int64, err error) {
	query := "SELECT person_a, person_b, seq FROM suggestion WHERE seq > ? AND seq <= (SELECT MAX(seq) FROM (SELECT seq FROM suggestion WHERE seq > ? ORDER BY seq LIMIT ?) s) ORDER BY seq"
	err = v.each(ctx, "reading suggestions", query, []any{seq, seq, compared}, func(rows *sql.Rows) error {
		var p [2]int64
		err := rows.Scan(&p[0], &p[1], &last)
		pairs = append(pairs, p)
		return err
	})
	return pairs, last, err
}

func (t *Tx) takeSuggestion(ctx context.Context, a, b int64) error {
	stands, err := t.stands(ctx, record.Person, []int64{a, b})
	if err != nil || stands[a] == stands[b] {
		return err
	}
	found, err := t.RecordsByID(ctx, auth.Everything, record.Person, []int64{a, b})
	if err != nil || len(found) < 2 {
		return err
	}
	items, err := t.items(ctx, record.Person, []record.Record{found[a], found[b]})
	if err != nil {
		return err
	}
	likeness, reasons := duplicate.Likeness(items[0], items[1])
	return t.suggestDuplicate(ctx, Duplicate{Type: record.Person, A: min(stands[a], stands[b]), B: max(stands[a], stands[b]),
		Likeness: duplicate.With(likeness, duplicate.Identity), Reasons: append([]duplicate.Reason{duplicate.Identity}, reasons...)})
}

// DuplicatesQuestion asks for a page of pairs, the likeliest first. Record asks for those of one record; 0: of all.
type DuplicatesQuestion struct {
	Type     record.Type
	State    DuplicateState
	Record   int64
	Likeness float64 // with A and B, the last pair of the page before; 0: from the likeliest
	A, B     int64
	Limit    int
}

// Duplicates gives a page of pairs whose records are both there.
func (v *View) Duplicates(ctx context.Context, q DuplicatesQuestion) (list []Duplicate, err error) {
	query := `SELECT d.a, d.b, d.likeness, d.reasons, d.found_at FROM duplicate d
JOIN record ra ON ra.type = d.type AND ra.id = d.a AND ra.deleted_at = 0 AND ra.into_id = 0
JOIN record rb ON rb.type = d.type AND rb.id = d.b AND rb.deleted_at = 0 AND rb.into_id = 0
WHERE d.type = ? AND d.state = ? AND (? = 0 OR d.a = ? OR d.b = ?) AND (? = 0 OR d.likeness < ? OR d.likeness = ? AND (d.a, d.b) > (?, ?))
ORDER BY d.likeness DESC, d.a, d.b LIMIT ?`
	args := []any{string(q.Type), string(q.State), q.Record, q.Record, q.Record, q.Likeness, q.Likeness, q.Likeness, q.A, q.B, q.Limit}
	err = v.each(ctx, "listing duplicates", query, args, func(rows *sql.Rows) error {
		d := Duplicate{Type: q.Type, State: q.State}
		var reasons string
		err := rows.Scan(&d.A, &d.B, &d.Likeness, &reasons, &d.FoundAt)
		for _, r := range strings.Fields(reasons) {
			d.Reasons = append(d.Reasons, duplicate.Reason(r))
		}
		list = append(list, d)
		return err
	})
	return list, err
}

// DecideDuplicate keeps what a user decided about a pair, whether it was suggested or not.
func (t *Tx) DecideDuplicate(ctx context.Context, typ record.Type, a, b int64, state DuplicateState, user int64) error {
	query := `INSERT INTO duplicate (type, a, b, likeness, reasons, state, found_at, decided_at, decided_by) VALUES (?, ?, ?, 0, '', ?, ?, ?, ?)
ON CONFLICT (type, a, b) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at, decided_by = excluded.decided_by`
	_, err := t.exec(ctx, "deciding about a duplicate", query, string(typ), min(a, b), max(a, b), string(state), t.now, t.now, user)
	return err
}
