package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"banhda/store/dialect"
	"banhda/store/migration"
)

// Backup copies records and log into a folder while they are written to, of one state that a house could have been
// stopped in. SQLite's files come out as such files, checked; PostgreSQL's tables as those of CopyTables.
func (s *Store) Backup(ctx context.Context, from, to string) error {
	if s.Records.db.Name() != "sqlite" {
		return copyTables(ctx, s.Records.db, filepath.Join(to, TablesFolder))
	}
	// The records are copied first: what they have told the log by then is in it, and what they had yet to tell is
	// recognised when it is told again.
	for _, part := range []string{migration.Records, migration.Log} {
		if err := copyDatabase(ctx, filepath.Join(from, part+".db"), filepath.Join(to, part+".db")); err != nil {
			return fmt.Errorf("copying %s: %w", part, err)
		}
	}
	return nil
}

// copyDatabase writes one state of a database into a new file, whatever is written meanwhile.
func copyDatabase(ctx context.Context, from, to string) error {
	db, err := dialect.OpenSQLite(ctx, from, 1024)
	if err != nil {
		return err
	}
	_, err = db.Write.ExecContext(ctx, "VACUUM INTO ?", to)
	if err = errors.Join(db.Translate(err), db.Close()); err != nil {
		return err
	}
	return CheckFile(ctx, to)
}

// CheckFile looks a database's file over that nobody has open.
func CheckFile(ctx context.Context, file string) error {
	db, err := dialect.OpenSQLite(ctx, file, 1024)
	if err != nil {
		return err
	}
	var found string
	err = db.Write.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&found)
	if err == nil && found != "ok" {
		err = fmt.Errorf("%s: %s: %w", file, found, dialect.ErrDamaged)
	}
	return errors.Join(db.Translate(err), db.Close())
}
