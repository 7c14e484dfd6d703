package store

import (
	"context"
	"database/sql"
	"slices"

	"banhda/auth"
)

// SearchQuestion asks for everybody who answers what was typed, however well, in order of their ids.
type SearchQuestion struct {
	Looking
	After int64 // person id; 0: from the first
}

// Search gives a page of their ids.
func (v *View) Search(ctx context.Context, q SearchQuestion) (ids []int64, err error) {
	exact, err := v.called(ctx, &q.Looking)
	if err != nil {
		return nil, err
	}
	q.Reach = auth.Everything // whose reach it is, who asks knows
	for len(ids) < q.Limit {
		found, last, err := v.stretch(ctx, &q, exact)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
		if last == 0 {
			break
		}
		q.After = last
	}
	return ids[:min(len(ids), q.Limit)], nil
}

// stretch are those who answer of the next ids on; last is up to where it reaches, 0: to the end. Whom another system knows
// by exactly what was typed needs no record.
func (v *View) stretch(ctx context.Context, q *SearchQuestion, exact []int64) (found []int64, last int64, err error) {
	var may []int64
	for _, way := range q.Query.Ways(q.Hidden) {
		ids, err := v.byWords(ctx, &q.Looking, way, " AND rowid > ? ORDER BY rowid", q.After)
		if err != nil {
			return nil, 0, err
		}
		if may = append(may, ids...); len(ids) == mostWeighed && (last == 0 || ids[mostWeighed-1] < last) {
			last = ids[mostWeighed-1]
		}
	}
	hits, err := v.weigh(ctx, &q.Looking, may, nil)
	ids := slices.Clone(exact)
	for _, h := range hits {
		ids = append(ids, h.ID)
	}
	for _, id := range ids {
		if id > q.After && (last == 0 || id <= last) {
			found = append(found, id)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), last, err
}

// afterLetters sorts behind every text that begins like it.
const afterLetters = "\U0010ffff"

func (v *View) ids(ctx context.Context, query string, args ...any) (ids []int64, err error) {
	err = v.each(ctx, "searching records", query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}
