package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"banhda/hub/record"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// Scrub makes sure that texts which were deleted or overwritten are in no file any more, free space included: SQLite
// writes a file anew where it still holds one of them, or where they
// are not known any more (none are given). PostgreSQL gives the space back to itself and overwrites it in
// time; its own copies, such as archived write-ahead logs, are in its administrator's hands.
func (s *Store) Scrub(ctx context.Context, dir string, needles []string) error {
	if err := s.Records.tidyWords(ctx); err != nil {
		return err
	}
	return errors.Join(scrub(ctx, s.Records.db, filepath.Join(dir, migration.Records+".db"), needles),
		scrub(ctx, s.Log.db, filepath.Join(dir, migration.Log+".db"), needles))
}

// tidyWords takes what was deleted out of the index of words of people.
func (r *Records) tidyWords(ctx context.Context) error {
	if r.db.Name() != "sqlite" {
		return nil
	}
	table := wordTable(record.Person)
	_, err := r.db.Write.ExecContext(ctx, "INSERT INTO "+table+" ("+table+") VALUES ('optimize')")
	return r.db.Translate(err)
}

func scrub(ctx context.Context, db *dialect.DB, file string, needles []string) error {
	if db.Name() != "sqlite" || len(needles) == 0 {
		if _, err := db.Write.ExecContext(ctx, "VACUUM"); err != nil || db.Name() != "sqlite" {
			return db.Translate(err)
		}
	}
	for range 3 {
		if err := writeBack(ctx, db); err != nil {
			return fmt.Errorf("writing %s back: %w", file, err)
		}
		found, err := holds(file, needles)
		if err != nil || !found {
			return err
		}
		if _, err := db.Write.ExecContext(ctx, "VACUUM"); err != nil {
			return fmt.Errorf("writing %s anew: %w", file, db.Translate(err))
		}
	}
	return fmt.Errorf("%s still holds what was deleted", file)
}

// writeBack brings the write-ahead log into the file and empties it. SQLite gives up, without an error, while somebody reads
// what is older: then it is tried again.
func writeBack(ctx context.Context, db *dialect.DB) error {
	var busy, frames, back int64
	for range 20 {
		if err := db.Write.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &back); err != nil {
			return db.Translate(err)
		}
		if busy == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
	return errors.New("somebody has been reading it for too long")
}

// holds reports whether a file, or its write-ahead log, holds one of some texts.
func holds(file string, needles []string) (bool, error) {
	for _, f := range []string{file, file + "-wal"} {
		found, err := Holds(f, needles)
		if found || err != nil && !errors.Is(err, os.ErrNotExist) {
			return found, err
		}
	}
	return false, nil
}

// Holds reports whether a file holds one of some texts, in whichever capitals.
func Holds(file string, needles []string) (bool, error) {
	f, err := os.Open(file)
	if err != nil {
		return false, err
	}
	defer f.Close()
	longest := 0
	small := make([][]byte, len(needles))
	for i, n := range needles {
		small[i] = []byte(strings.ToLower(n))
		longest = max(longest, len(n))
	}
	const piece = 1 << 20
	buffer := make([]byte, piece+longest)
	for kept := 0; ; {
		n, err := io.ReadFull(f, buffer[kept:])
		text := bytes.ToLower(buffer[:kept+n])
		for _, s := range small {
			if bytes.Contains(text, s) {
				return true, nil
			}
		}
		if err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				err = nil
			}
			return false, err
		}
		kept = copy(buffer, buffer[kept+n-longest:kept+n])
	}
}
