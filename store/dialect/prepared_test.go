package dialect_test

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"testing"

	"banhda/store/dialect"
)

// TestKeptStatementsGiveTheSame asks the same text within itself, after the schema has changed, in more texts than are
// kept, and after one that failed.
func TestKeptStatementsGiveTheSame(t *testing.T) {
	db, err := dialect.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "kept.db"), 512)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(query string, args ...any) {
		t.Helper()
		if _, err := db.Write.Exec(query, args...); err != nil {
			t.Fatal(err)
		}
	}
	do("CREATE TABLE number (n INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT '')")
	for n := range 5 {
		do("INSERT INTO number (n) VALUES (?)", n+1)
	}
	if _, err := db.Write.Exec("INSERT INTO number (n) VALUES (?)", 3); err == nil {
		t.Fatal("a number stands twice")
	}
	do("INSERT INTO number (n) VALUES (?)", 6)
	if got := within(t, db, "SELECT n FROM number WHERE n > ? ORDER BY n", 3); fmt.Sprint(got) != "[4 5 6 6 5 6 6]" {
		t.Errorf("numbers above each of those above 3: %v", got)
	}
	do("ALTER TABLE number ADD COLUMN more INTEGER NOT NULL DEFAULT 7")
	for range 2 {
		for i := range 450 {
			var n, more int
			query := fmt.Sprintf("SELECT n, more FROM number WHERE n = %d + ?", i%6)
			if i > 5 {
				query += fmt.Sprintf(" AND %d > 0", i)
			}
			if err := db.Read.QueryRow(query, 1).Scan(&n, &more); err != nil || n != i%6+1 || more != 7 {
				t.Fatalf("%s: %d, %d (%v)", query, n, more, err)
			}
		}
	}
}

// within reads the numbers above from, and within each those above that.
func within(t *testing.T, db *dialect.DB, query string, from int) (all []int) {
	t.Helper()
	tx, err := db.Write.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	return above(t, tx, query, from)
}

func above(t *testing.T, tx *sql.Tx, query string, from int) (all []int) {
	t.Helper()
	rows, err := tx.Query(query, from)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			t.Fatal(err)
		}
		all = append(append(all, n), above(t, tx, query, n)...)
	}
	return all
}
