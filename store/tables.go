package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banhda/store/dialect"
	"banhda/store/migration"
)

// TablesFolder is where in a backup the tables of PostgreSQL lie: tablesList, and for each table a file NAME.copy with
// its rows as lines, as COPY writes them in its text format.
const (
	TablesFolder = "postgres"
	tablesList   = "tables.json"
)

// copiedTables says what lies beside it.
type copiedTables struct {
	Shapes map[string]int `json:"shapes"` // how many migrations each part had taken
	Tables []copiedTable  `json:"tables"`
}

type copiedTable struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Rows    int64    `json:"rows"`
	Last    *int64   `json:"last,omitempty"` // the last number its rows were given
}

// into is the table with its columns.
func (t copiedTable) into() string { return t.Name + " (" + quoted(t.Columns) + ")" }

// copyTables writes every table of records and log into a folder, all of one state, whatever is written meanwhile.
func copyTables(ctx context.Context, db *dialect.DB, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	c, err := db.Read.Conn(ctx)
	if err != nil {
		return db.Translate(err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); err != nil {
		return db.Translate(err)
	}
	list, err := copyEach(ctx, c, to)
	_, ended := c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	if err = errors.Join(err, ended); err != nil {
		return db.Translate(err)
	}
	body, err := json.MarshalIndent(list, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, tablesList), append(body, '\n'), 0o600)
}

func copyEach(ctx context.Context, c *sql.Conn, to string) (list copiedTables, err error) {
	list.Shapes = map[string]int{}
	for _, part := range []string{migration.Records, migration.Log} {
		var shape int
		if err := c.QueryRowContext(ctx, "SELECT MAX(version) FROM schema_version WHERE part = $1", part).Scan(&shape); err != nil {
			return list, err
		}
		list.Shapes[part] = shape
	}
	for _, name := range allTables() {
		t, err := copyTable(ctx, c, name, to)
		if err != nil {
			return list, fmt.Errorf("copying %s: %w", name, err)
		}
		list.Tables = append(list.Tables, t)
	}
	return list, nil
}

// allTables are those of records and log.
func allTables() []string {
	list := []string{"log", "relayed"}
	for _, t := range taken {
		list = append(list, t.table)
	}
	return append(list, slices.Sorted(maps.Keys(stays))...)
}

func copyTable(ctx context.Context, c *sql.Conn, name, to string) (t copiedTable, err error) {
	t.Name = name
	query := `SELECT string_agg(column_name, ',' ORDER BY ordinal_position) FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'`
	var columns string
	if err := c.QueryRowContext(ctx, query, name).Scan(&columns); err != nil {
		return t, err
	}
	t.Columns = strings.Split(columns, ",")
	query = "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema() AND sequencename = $1"
	if err := c.QueryRowContext(ctx, query, name+"_id_seq").Scan(&t.Last); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return t, err
	}
	file, err := os.OpenFile(filepath.Join(to, name+".copy"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return t, err
	}
	t.Rows, err = dialect.CopyOut(ctx, c, t.into(), file)
	return t, errors.Join(err, file.Sync(), file.Close())
}
