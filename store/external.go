package store

import (
	"context"
	"database/sql"

	"banhda/hub/person"
	"banhda/hub/record"
)

// Called finds companies, products or orders by their names, marks and capitals aside: of several of one name the first
// that was made. The answer is by folded name.
func (v *View) Called(ctx context.Context, typ record.Type, names []string) (map[string]int64, error) {
	folded := make([]string, len(names))
	for i, name := range names {
		folded[i] = person.Fold(name)
	}
	in, arg := v.dialect.In("name_folded", folded)
	query := "SELECT name_folded, MIN(id) FROM record WHERE type <> 'person' AND deleted_at = 0 AND into_id = 0 AND type = ? AND " + in + " GROUP BY name_folded"
	return v.found(ctx, query, string(typ), arg)
}

// ByExternal finds records that are no people by the ids they have in another system.
func (v *View) ByExternal(ctx context.Context, typ record.Type, system string, values []string) (map[string]int64, error) {
	in, arg := v.dialect.In("value", values)
	return v.found(ctx, "SELECT value, record FROM external_id WHERE type = ? AND system = ? AND "+in, string(typ), system, arg)
}

func (v *View) found(ctx context.Context, query string, args ...any) (map[string]int64, error) {
	found := map[string]int64{}
	err := v.each(ctx, "finding records", query, args, func(rows *sql.Rows) error {
		var by string
		var id int64
		err := rows.Scan(&by, &id)
		found[by] = id
		return err
	})
	return found, err
}

// KeepExternal remembers the id a record has in another system.
func (t *Tx) KeepExternal(ctx context.Context, typ record.Type, system string, ids map[string]int64) error {
	into, after := "external_id (type, system, value, record)", "ON CONFLICT (type, system, value) DO UPDATE SET record = excluded.record"
	values := make([]string, 0, len(ids))
	for value := range ids {
		values = append(values, value)
	}
	return t.insertAll(ctx, "keeping ids of other systems", into, 4, after, len(values), func(i int) []any {
		return []any{string(typ), system, values[i], ids[values[i]]}
	})
}
