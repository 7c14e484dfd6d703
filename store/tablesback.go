package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"banhda/phrase"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// What keeps a backup's tables from being put back.
var (
	ErrTakenDatabase = phrase.Errorf("there is a house in this database already; make an empty one and restore into that")
	ErrOtherTables   = phrase.Errorf("the backup's tables are not what was written; take another backup")
)

// RestoreTables fills an empty PostgreSQL database from the tables of a backup: with all of them, or with nothing. The
// next start brings what an older program wrote to the present shape.
func RestoreTables(ctx context.Context, o Options, from string) error {
	list, err := readTables(from)
	if err != nil {
		return err
	}
	db, err := o.connect(ctx, migration.Records)
	if err != nil {
		return err
	}
	defer db.Close()
	for part, shape := range list.Shapes {
		if err := o.shape(ctx, db, part, shape); err != nil {
			return err
		}
	}
	c, err := db.Write.Conn(ctx)
	if err != nil {
		return db.Translate(err)
	}
	defer c.Close()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return db.Translate(err)
	}
	end := "COMMIT"
	if err = list.putBack(ctx, c, from); err != nil {
		end = "ROLLBACK"
	}
	_, ended := c.ExecContext(context.WithoutCancel(ctx), end)
	return db.Translate(errors.Join(err, ended))
}

func readTables(from string) (list copiedTables, err error) {
	body, err := os.ReadFile(filepath.Join(from, tablesList))
	if err == nil {
		err = json.Unmarshal(body, &list)
	}
	if err != nil {
		return list, errors.Join(ErrOtherTables, err)
	}
	for _, t := range list.Tables {
		if len(t.Columns) == 0 || slices.ContainsFunc(append(t.Columns, t.Name), func(name string) bool { return !columnName.MatchString(name) }) {
			return list, ErrOtherTables
		}
	}
	return list, nil
}

// shape gives a part of an empty database the tables it had after so many migrations.
func (o Options) shape(ctx context.Context, db *dialect.DB, part string, shape int) error {
	steps, err := migration.Steps(part)
	if err != nil {
		return err
	}
	if shape < 1 || shape > len(steps) {
		return fmt.Errorf("%s has shape %d, this program knows up to %d: %w", part, shape, len(steps), ErrNewer)
	}
	done, err := migration.Version(ctx, db, part)
	if err == nil && done > shape {
		err = ErrTakenDatabase
	}
	if err != nil {
		return err
	}
	return migration.Run(ctx, db, part, steps[:shape], o.Program, o.micros())
}

func (list copiedTables) putBack(ctx context.Context, c *sql.Conn, from string) error {
	var there bool
	query := "SELECT EXISTS (SELECT 1 FROM log) OR EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM record) OR EXISTS (SELECT 1 FROM audit)"
	err := c.QueryRowContext(ctx, query).Scan(&there)
	if err == nil && there {
		err = ErrTakenDatabase
	}
	if err != nil {
		return err
	}
	var names []string
	for _, t := range list.Tables {
		names = append(names, t.Name)
	}
	if _, err := c.ExecContext(ctx, "TRUNCATE "+strings.Join(names, ", ")); err != nil {
		return err
	}
	for _, t := range list.Tables {
		if err := t.putBack(ctx, c, from); err != nil {
			return fmt.Errorf("restoring %s: %w", t.Name, err)
		}
	}
	return nil
}

func (t copiedTable) putBack(ctx context.Context, c *sql.Conn, from string) error {
	file, err := os.Open(filepath.Join(from, t.Name+".copy"))
	if err != nil {
		return err
	}
	defer file.Close()
	rows, err := dialect.CopyIn(ctx, c, t.into(), file)
	if err == nil && rows != t.Rows {
		err = fmt.Errorf("%d rows of %d: %w", rows, t.Rows, ErrOtherTables)
	}
	if err != nil || t.Last == nil {
		return err
	}
	_, err = c.ExecContext(ctx, "SELECT setval($1, $2)", t.Name+"_id_seq", *t.Last)
	return err
}
