package store

import (
	"context"
	"database/sql"
)

// Setting is the value of one setting; ErrNotFound where it was never set.
func (v *View) Setting(ctx context.Context, key string) (value string, err error) {
	err = v.one(ctx, "reading setting "+key, "SELECT value FROM setting WHERE key = ?", []any{key}, &value)
	return value, err
}

// Settings are all that were ever set.
func (v *View) Settings(ctx context.Context) (map[string]string, error) {
	settings := map[string]string{}
	err := v.each(ctx, "reading settings", "SELECT key, value FROM setting", nil, func(rows *sql.Rows) error {
		var key, value string
		err := rows.Scan(&key, &value)
		settings[key] = value
		return err
	})
	return settings, err
}

// Set gives a setting a value.
func (t *Tx) Set(ctx context.Context, key, value string) error {
	query := "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
	_, err := t.exec(ctx, "changing setting "+key, query, key, value)
	return err
}
