package store

import (
	"context"
	"database/sql"
)

// Scores are the scores of some people, where they are not 0; nil: everybody's.
func (v *View) Scores(ctx context.Context, people []int64) (map[int64]int64, error) {
	query, args := "SELECT id, score FROM record WHERE type = 'person' AND deleted_at = 0 AND into_id = 0 AND score <> 0", []any{}
	if people != nil {
		in, arg := v.dialect.In("id", people)
		query, args = query+" AND "+in, append(args, arg)
	}
	scores := map[int64]int64{}
	err := v.each(ctx, "reading scores", query, args, func(rows *sql.Rows) error {
		var id, score int64
		err := rows.Scan(&id, &score)
		scores[id] = score
		return err
	})
	return scores, err
}

// SetScores writes the scores of people. They are reckoned, so no act is needed, and nothing is journalled.
func (t *Tx) SetScores(ctx context.Context, scores map[int64]int64) error {
	alike := map[int64][]int64{}
	for person, score := range scores {
		alike[score] = append(alike[score], person)
	}
	for score, people := range alike {
		in, arg := t.dialect.In("id", people)
		query := "UPDATE record SET score = ? WHERE type = 'person' AND " + in
		if _, err := t.exec(ctx, "writing scores", query, score, arg); err != nil {
			return err
		}
	}
	return nil
}
