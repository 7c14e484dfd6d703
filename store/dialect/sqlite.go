package dialect

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// sqliteReaders is how many connections read at once; SQLite readers never wait for the writer.
const sqliteReaders = 4

// sqlitePragmas hold for every connection. Order matters: the time-out first, so that the rest waits instead of
// failing. FULL makes every commit durable. The write-ahead log is copied back by writeBack; a commit does so itself, as is
// SQLite's way, only once 65536 pages wait, 256 MB.
var sqlitePragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
	"wal_autocheckpoint(65536)", "journal_size_limit(67108864)", "temp_store(MEMORY)",
}

// readerCache is the page cache of each connection that reads, in KiB: behind it stands the system's own.
const readerCache = 512

// OpenSQLite opens or creates the database in file. Its writer keeps up to cache KiB of pages in memory: much where
// rows are looked up all over the file, little where they are only appended.
func OpenSQLite(ctx context.Context, file string, cache int) (*DB, error) {
	committed := make(chan struct{}, 1)
	write, err := sqlitePool(file, 1, slices.Concat(sqlitePragmas, []string{cacheSize(cache)}), "immediate", committed)
	if err != nil {
		return nil, err
	}
	read, err := sqlitePool(file, sqliteReaders, slices.Concat(sqlitePragmas, []string{cacheSize(readerCache), "query_only(1)"}), "deferred", nil)
	if err != nil {
		return nil, errors.Join(err, write.Close())
	}
	beside, err := sqlitePool(file, 1, slices.Concat(sqlitePragmas, []string{cacheSize(readerCache)}), "deferred", nil)
	if err != nil {
		return nil, errors.Join(err, read.Close(), write.Close())
	}
	db := &DB{Dialect: sqlite{}, Write: write, Read: read, back: startWriteBack(beside, write, committed)}
	if err := db.Translate(probe(ctx, write)); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", file, err), db.Close())
	}
	return db, SyncFolder(filepath.Dir(file))
}

func cacheSize(kib int) string { return fmt.Sprintf("cache_size(-%d)", kib) }

// sqlitePool opens connections of one kind; committed, unless nil, is told when one of them has committed.
func sqlitePool(file string, size int, pragmas []string, lock string, committed chan struct{}) (*sql.DB, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", file, err)
	}
	query := url.Values{"_pragma": pragmas, "_txlock": {lock}}
	name := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	connector, err := driver.NewConnector(name.String())
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", file, err)
	}
	pool := sql.OpenDB(sqliteConnector{connector, committed})
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool, nil
}

// probe writes nothing and still proves that writing is possible.
func probe(ctx context.Context, write *sql.DB) error {
	tx, err := write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return tx.Rollback()
}

// SyncFolder makes a new file's name durable.
func SyncFolder(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("opening folder %s: %w", path, err)
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil {
		return fmt.Errorf("syncing folder %s: %w", path, err)
	}
	return nil
}

type sqlite struct{}

func (sqlite) Name() string               { return "sqlite" }
func (sqlite) Rebind(query string) string { return query }
func (sqlite) Snapshot() *sql.TxOptions   { return &sql.TxOptions{ReadOnly: true} }
func (sqlite) Schema(text string) string  { return sqliteTypes.Replace(text) }

var sqliteTypes = strings.NewReplacer(append([]string{
	"{{id}}", "INTEGER PRIMARY KEY",
	"{{serial}}", "INTEGER PRIMARY KEY AUTOINCREMENT",
	"{{text}}", "TEXT",
	"{{orders of rights}}", "json_extract(rights, '$.grants.orders')",
	"{{bytes}}", "BLOB",
	"{{json}}", "TEXT",
	"{{by key}}", " WITHOUT ROWID",
}, wordSchemas(sqliteWords)...)...)

// In passes the list as one JSON array, so that the statement's text does not depend on its length.
func (sqlite) In(column string, list any) (string, any) {
	return column + " IN (SELECT value FROM json_each(?))", array(list)
}

func (sqlite) Among(table, column string, list any) (string, any) {
	return "(SELECT value AS among FROM json_each(?)) AS asked CROSS JOIN " + table + " ON " + table + "." + column + " = asked.among", array(list)
}

func array(list any) string {
	text, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("dialect: a list is of strings or numbers: %v", err))
	}
	return string(text)
}

// Field needs no cast: JSON's own types compare as they should, true is 1 and false 0.
func (sqlite) Field(column, key string, _ Type) string {
	return "(" + column + " ->> '$." + key + "')"
}

func (sqlite) Has(column, key string) string {
	return "EXISTS (SELECT 1 FROM json_each(" + column + ", '$." + key + "') WHERE value = ?)"
}

func (sqlite) Marked(string) string { return "" }

func (sqlite) Gather(column string) string { return "group_concat(" + column + ")" }

// Continue has nothing to do: AUTOINCREMENT counts on after what was written.
func (sqlite) Continue(string) string { return "" }

// Analyse has nothing to do: without statistics SQLite takes the index its rules prefer, whatever the size.
func (sqlite) Analyse(...string) string { return "" }

// Empty deletes without a condition: SQLite then drops whole pages.
func (sqlite) Empty(tables ...string) []string {
	var out []string
	for _, t := range tables {
		out = append(out, "DELETE FROM "+t)
	}
	return out
}

func (sqlite) Translate(err error) error {
	var e *driver.Error
	if !errors.As(err, &e) {
		return err
	}
	if e.Code() == lib.SQLITE_IOERR_SHMSIZE {
		return meaning(ErrFull, err)
	}
	return meaning(sqliteMeanings[e.Code()&0xff], err)
}

// sqliteMeanings is by primary result code, https://www.sqlite.org/rescode.html.
var sqliteMeanings = map[int]error{
	lib.SQLITE_CONSTRAINT: ErrConflict,
	lib.SQLITE_BUSY:       ErrBusy,
	lib.SQLITE_LOCKED:     ErrBusy,
	lib.SQLITE_FULL:       ErrFull,
	lib.SQLITE_READONLY:   ErrReadOnly,
	lib.SQLITE_CANTOPEN:   ErrReadOnly,
	lib.SQLITE_PERM:       ErrReadOnly,
	lib.SQLITE_CORRUPT:    ErrDamaged,
	lib.SQLITE_NOTADB:     ErrDamaged,
}
