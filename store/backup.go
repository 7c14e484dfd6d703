package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"banhda/phrase"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// ErrServersBackup says how what lies in PostgreSQL is backed up.
var ErrServersBackup = phrase.Errorf("records and log lie in PostgreSQL: make a copy of that database with pg_dump, which sees one state of both, and then one of the data directory")

// InFiles reports whether records and log lie in files of the data directory, which Backup copies.
func (r *Records) InFiles() bool { return r.db.Name() == "sqlite" }

// Backup copies records and log into a folder while they are written to, and checks the copies. The records are copied
// first: what they have told the log by then is in it, and what they had yet to tell is recognised when it is told again.
// So the copy is a house that was stopped in that moment.
func (s *Store) Backup(ctx context.Context, from, to string) error {
	if !s.Records.InFiles() {
		return ErrServersBackup
	}
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
