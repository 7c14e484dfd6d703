package store

import (
	"context"
	"database/sql"
	"slices"
	"strings"
	"testing"
)

// A table that is added is either taken out or left for a reason: none can be forgotten.
func TestEveryTableIsTakenOutOrLeftForAReason(t *testing.T) {
	r, err := OpenRecords(context.Background(), Options{Dir: t.TempDir(), Program: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	err = r.View(t.Context(), func(v *View) error {
		return v.each(t.Context(), "listing tables", "SELECT name FROM sqlite_master WHERE type = 'table'", nil, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			is := slices.ContainsFunc(taken, func(t struct{ table, order string }) bool { return t.table == name })
			shadow := strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "search_") || name == "schema_version"
			if _, isNot := stays[name]; is == isNot && !shadow {
				t.Errorf("the table %s: taken out %v, left %v; it has to be one of them", name, is, isNot)
			}
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}
