package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"

	"banhda/hub/record"
)

// Fields are those of a type, in their order: the standard ones as the company has changed them, and its own.
func (v *View) Fields(ctx context.Context, t record.Type) ([]record.Field, error) {
	if fields, ok := v.fields[t]; ok {
		return fields, nil
	}
	fields := record.Standard(t)
	standard := record.Index(fields)
	query := "SELECT definition FROM field WHERE type = ? ORDER BY key"
	err := v.each(ctx, "reading the fields", query, []any{string(t)}, func(rows *sql.Rows) error {
		var text []byte
		var kept record.Field
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal(text, &kept); err != nil {
			return err
		}
		if f := standard[kept.Key]; f != nil {
			f.Amend(kept)
		} else {
			fields = append(fields, kept)
		}
		return nil
	})
	slices.SortStableFunc(fields, func(a, b record.Field) int { return cmp.Compare(a.Position, b.Position) })
	if v.fields == nil {
		v.fields = map[record.Type][]record.Field{}
	}
	v.fields[t] = fields
	return fields, err
}

// index are the fields of a type by key.
func (v *View) index(ctx context.Context, t record.Type) (map[string]*record.Field, error) {
	if index, ok := v.indexes[t]; ok {
		return index, nil
	}
	fields, err := v.Fields(ctx, t)
	if err != nil {
		return nil, err
	}
	if v.indexes == nil {
		v.indexes = map[record.Type]map[string]*record.Field{}
	}
	v.indexes[t] = record.Index(fields)
	return v.indexes[t], nil
}

// SaveField keeps a field as it is from now on: a new one, or one that was changed.
func (t *Tx) SaveField(ctx context.Context, f record.Field) error {
	definition, err := json.Marshal(f)
	if err != nil {
		return err
	}
	query := `INSERT INTO field (type, key, definition) VALUES (?, ?, ?)
ON CONFLICT (type, key) DO UPDATE SET definition = excluded.definition`
	_, err = t.exec(ctx, "saving a field", query, string(f.Type), f.Key, string(definition))
	t.fields, t.indexes = nil, nil
	return err
}
