package store

import (
	"context"
	"database/sql"

	"banhda/hub/person"
)

// Suggestions lists merges that the rule left to people, in order of their pair, after the given one. Zero begins.
func (v *View) Suggestions(ctx context.Context, after person.Pair, limit int) (list []person.Suggestion, err error) {
	query := `SELECT person_a, person_b, reason, seq FROM suggestion
WHERE (person_a, person_b) > (?, ?) ORDER BY person_a, person_b LIMIT ?`
	err = v.each(ctx, "listing suggestions", query, []any{after.A, after.B, limit}, func(rows *sql.Rows) error {
		var s person.Suggestion
		err := rows.Scan(&s.A, &s.B, &s.Reason, &s.Seq)
		list = append(list, s)
		return err
	})
	return list, err
}

func (t *Tx) suggest(ctx context.Context, list []person.Suggestion) error {
	into, after := "suggestion (person_a, person_b, reason, seq)", "ON CONFLICT DO NOTHING"
	return t.insertAll(ctx, "suggesting merges", into, 4, after, len(list), func(i int) []any {
		s := &list[i]
		return []any{s.A, s.B, s.Reason, s.Seq}
	})
}
