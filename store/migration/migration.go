// Package migration brings a database to the shape this program expects: forward only, one transaction a step,
// each step an SQL file that says why. One text serves both databases.
package migration

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"banhda/store/dialect"
)

//go:embed log/*.sql records/*.sql
var files embed.FS

// The parts of the store that have tables. On PostgreSQL they share one database.
const (
	Log     = "log"
	Records = "records"
)

// ErrNewer says that a newer banhda wrote this database.
var ErrNewer = errors.New("a newer banhda wrote this database: use that version or a later one, or restore a backup made by this one")

// Step is one change of shape.
type Step struct {
	Version int // 1, 2, …
	Name    string
	Why     string // the first sentence of its header
	SQL     string
}

// Steps are those of one part, in order.
func Steps(part string) ([]Step, error) { return read(files, part) }

func read(from fs.FS, part string) ([]Step, error) {
	names, err := fs.Glob(from, part+"/*.sql")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no migrations for %s (%w)", part, errors.Join(err, fs.ErrNotExist))
	}
	var steps []Step
	for i, name := range names {
		text, err := fs.ReadFile(from, name)
		if err != nil {
			return nil, fmt.Errorf("reading migration %s: %w", name, err)
		}
		s, err := parse(path.Base(name), string(text))
		if err == nil && s.Version != i+1 {
			err = fmt.Errorf("its number should be %d", i+1)
		}
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
		steps = append(steps, s)
	}
	return steps, nil
}

func parse(file, text string) (Step, error) {
	number, name, ok := strings.Cut(strings.TrimSuffix(file, ".sql"), "_")
	version, err := strconv.Atoi(number)
	if !ok || err != nil {
		return Step{}, errors.New("a file is called NUMBER_name.sql")
	}
	why, ok := strings.CutPrefix(text, "-- why: ")
	if !ok {
		return Step{}, errors.New(`its first line is "-- why: " and the reason`)
	}
	why, _, _ = strings.Cut(why, "\n")
	return Step{Version: version, Name: name, Why: why, SQL: text}, nil
}

// Run takes the steps of one part that this database has not taken yet; ErrNewer where it has taken more than
// there are. program is the version written beside each step, now the instant in microseconds.
func Run(ctx context.Context, db *dialect.DB, part string, steps []Step, program string, now int64) error {
	done, err := Version(ctx, db, part)
	if err != nil {
		return err
	}
	if done > len(steps) {
		return fmt.Errorf("%s has shape %d, this program knows up to %d: %w", part, done, len(steps), ErrNewer)
	}
	for _, s := range steps[done:] {
		if err := take(ctx, db, part, s, program, now); err != nil {
			return fmt.Errorf("migration %d of %s (%s): %w", s.Version, part, s.Name, db.Translate(err))
		}
	}
	return nil
}

// Version is how many steps a part of this database has taken.
func Version(ctx context.Context, db *dialect.DB, part string) (int, error) {
	table := db.Schema(`CREATE TABLE IF NOT EXISTS schema_version (
	part       {{text}} NOT NULL,
	version    BIGINT NOT NULL,
	name       {{text}} NOT NULL,
	program    {{text}} NOT NULL,
	applied_at BIGINT NOT NULL,
	PRIMARY KEY (part, version)
)`)
	if _, err := db.Write.ExecContext(ctx, table); err != nil {
		return 0, fmt.Errorf("reading the shape of %s: %w", part, db.Translate(err))
	}
	var version int
	query := db.Rebind("SELECT COALESCE(MAX(version), 0) FROM schema_version WHERE part = ?")
	if err := db.Write.QueryRowContext(ctx, query, part).Scan(&version); err != nil {
		return 0, fmt.Errorf("reading the shape of %s: %w", part, db.Translate(err))
	}
	return version, nil
}

func take(ctx context.Context, db *dialect.DB, part string, s Step, program string, now int64) error {
	tx, err := db.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, db.Schema(s.SQL)); err != nil {
		return err
	}
	if err := note(ctx, tx, db, part, s, program, now); err != nil {
		return err
	}
	return tx.Commit()
}

func note(ctx context.Context, tx *sql.Tx, db *dialect.DB, part string, s Step, program string, now int64) error {
	query := db.Rebind("INSERT INTO schema_version (part, version, name, program, applied_at) VALUES (?, ?, ?, ?, ?)")
	_, err := tx.ExecContext(ctx, query, part, s.Version, s.Name, program, now)
	return err
}
