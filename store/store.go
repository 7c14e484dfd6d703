// Package store keeps records and the log, on SQLite or on PostgreSQL, with one SQL text for both: records.db and
// log.db in the data directory, or the same tables in one PostgreSQL database.
//
// The log is the truth about what happened and is only appended to. Records are the truth about themselves; what
// the log should hear of a change to them goes through the outbox, in the transaction of the change. Everything
// about who is who (profiles, links, people) is a projection of the log and can be rebuilt.
//
// Instants are microseconds UTC. Rules live in the domain packages; the files here, one for each noun, only keep.
package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"banhda/drive/flow"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// What the store answers where it cannot do what was asked.
var (
	ErrNotFound = flow.ErrNotFound
	ErrConflict = dialect.ErrConflict
	ErrBusy     = dialect.ErrBusy
	ErrFull     = dialect.ErrFull
	ErrReadOnly = dialect.ErrReadOnly
	ErrDamaged  = dialect.ErrDamaged
	ErrInUse    = dialect.ErrInUse
	ErrNewer    = migration.ErrNewer
	ErrClosed   = errors.New("the store is closed")
)

// Options say where the store is.
type Options struct {
	// Dir is the data directory; it must exist. SQLite keeps its files there.
	Dir string
	// Database is a PostgreSQL address; empty: SQLite in Dir.
	Database string
	// Program is this program's version, noted beside migrations.
	Program string
	// Now is the clock; nil: time.Now.
	Now func() time.Time
}

// Store is the records and the log of one company.
type Store struct {
	Records *Records
	Log     *Log

	relaying sync.Mutex // one relay at a time
}

// Open opens or creates both, and brings them to the shape this program expects.
func Open(ctx context.Context, o Options) (*Store, error) {
	records, err := OpenRecords(ctx, o)
	if err != nil {
		return nil, err
	}
	log, err := OpenLog(ctx, o)
	if err != nil {
		return nil, errors.Join(err, records.Close())
	}
	return &Store{Records: records, Log: log}, nil
}

// Close waits for the appends under way and closes both.
func (s *Store) Close() error { return errors.Join(s.Log.Close(), s.Records.Close()) }

// locks are the parts' locks on PostgreSQL.
var locks = map[string]int32{migration.Records: 1, migration.Log: 2}

// caches are the parts' page caches on SQLite, in KiB, of which it takes about twice as much: its pages with what belongs
// to them are a little longer than a power of two. The log is only appended to and read in order.
var caches = map[string]int{migration.Records: 8 << 10, migration.Log: 1 << 10}

func (o Options) open(ctx context.Context, part string) (*dialect.DB, error) {
	steps, err := migration.Steps(part)
	if err != nil {
		return nil, err
	}
	db, err := o.connect(ctx, part)
	if err != nil {
		return nil, err
	}
	if err := migration.Run(ctx, db, part, steps, o.Program, o.micros()); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", part, err), db.Close())
	}
	return db, nil
}

func (o Options) connect(ctx context.Context, part string) (*dialect.DB, error) {
	if o.Database != "" {
		return dialect.OpenPostgres(ctx, o.Database, locks[part])
	}
	return dialect.OpenSQLite(ctx, filepath.Join(o.Dir, part+".db"), caches[part])
}

// micros is the clock's instant in microseconds.
func (o Options) micros() int64 {
	if o.Now == nil {
		return time.Now().UnixMicro()
	}
	return o.Now().UnixMicro()
}
