package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"banhda/hub/person"
)

// SearchQuestion asks for people by what somebody knows of them.
type SearchQuestion struct {
	person.Search
	After int64 // person id; 0: from the first
	Limit int
}

// Search gives the ids of the people found, in order. Who has no name is found by their identifiers alone. Parts of
// names and numbers are looked for in all there are: that takes time in proportion, but hardly any memory.
func (v *View) Search(ctx context.Context, q SearchQuestion) (ids []int64, err error) {
	for _, s := range []func(context.Context, SearchQuestion) ([]int64, error){v.byName, v.byIdentifier} {
		found, err := s(ctx, q)
		if err != nil {
			return nil, err
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return ids[:min(len(ids), q.Limit)], nil
}

func (v *View) byName(ctx context.Context, q SearchQuestion) ([]int64, error) {
	if len(q.Words) == 0 {
		return nil, nil
	}
	conditions, args := named(q.Words)
	query := "SELECT id FROM record WHERE type = 'person' AND into_id = 0 AND " + strings.Join(conditions, " AND ") + " AND id > ? ORDER BY id LIMIT ?"
	return v.ids(ctx, query, append(args, q.After, q.Limit)...)
}

// afterLetters sorts behind every text that begins like it.
const afterLetters = "\U0010ffff"

// byIdentifier looks among e-mail addresses, phone numbers and other systems' ids. A whole id and the beginning of
// an address are found by their index.
func (v *View) byIdentifier(ctx context.Context, q SearchQuestion) (ids []int64, err error) {
	look := func(asked, condition string, args ...any) {
		if asked == "" || err != nil {
			return
		}
		query := "SELECT DISTINCT person FROM profile WHERE " + condition + " AND person > ? ORDER BY person LIMIT ?"
		var found []int64
		found, err = v.ids(ctx, query, append(args, q.After, q.Limit)...)
		ids = append(ids, found...)
	}
	look(q.Email, `kind = 'email' AND value LIKE ? ESCAPE '\'`, containing(q.Email))
	look(q.EmailStart, "kind = 'email' AND value >= ? AND value < ?", q.EmailStart, q.EmailStart+afterLetters)
	look(q.Phone, `kind = 'phone' AND value LIKE ? ESCAPE '\'`, containing(q.Phone))
	look(q.ID, "kind IN ('user_id', 'anonymous_id') AND value = ?", q.ID)
	look(q.ID, "kind >= 'external:' AND kind < 'external;' AND value = ?", q.ID)
	return ids, err
}

func (v *View) ids(ctx context.Context, query string, args ...any) (ids []int64, err error) {
	err = v.each(ctx, "searching people", query, args, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}
