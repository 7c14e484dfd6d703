package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
)

// ImportState is how an import stands.
type ImportState string

// The states of an import. One that a crash interrupted stays running until it is run again.
const (
	ImportRunning ImportState = "running"
	ImportDone    ImportState = "done"
	ImportUndone  ImportState = "undone"
	ImportFailed  ImportState = "failed"
)

// ImportKind is what an import makes of its rows.
type ImportKind string

// The kinds of imports.
const (
	ImportEvents  ImportKind = "events"  // by a mapping
	ImportRecords ImportKind = "records" // by a plan
)

// Import is one run of a mapping, or of a plan, over a company's files. Instants are microseconds.
type Import struct {
	ID          int64
	Kind        ImportKind
	Source      string
	Name        string // of the mapping
	Mapping     string // its YAML, whole; of records the order it was started with, as JSON
	Uploads     string // the ids of the files that were sent for it, apart by spaces; empty: they are the server's own
	State       ImportState
	StartedAt   int64
	FinishedAt  int64 // 0: not finished
	Read        int64 // rows
	Imported    int64 // events
	Duplicates  int64 // events
	Refused     int64 // rows
	RefusedFile string
	People      int64
	FirstSeq    int64 // of its first and last entry in the log; 0: none
	LastSeq     int64
	// Of an import of records: the first act all it changes is journalled under, the line of its file up to which it is
	// done, and how many records it made, changed and left as they were.
	Action, Line, Created, Updated, Skipped int64
	// News says that what it brings sets things off, as what happens now does.
	News bool
}

const importColumns = `id, source, name, mapping, uploads, state, started_at, finished_at, read, imported, duplicates,
refused, refused_file, people, first_seq, last_seq, kind, action, line, created, updated, skipped, news`

// StartImport records a new import and gives its id. Only kind (empty: events), source, name, mapping, uploads and news
// are taken from i.
func (t *Tx) StartImport(ctx context.Context, i Import) (id int64, err error) {
	query := `INSERT INTO import (source, name, mapping, uploads, state, started_at, read, imported, duplicates, refused,
refused_file, people, first_seq, last_seq, kind, news) VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '', 0, 0, 0, ?, ?) RETURNING id`
	args := []any{i.Source, i.Name, i.Mapping, i.Uploads, string(ImportRunning), t.now, string(cmp.Or(i.Kind, ImportEvents)), i.News}
	err = t.one(ctx, "recording an import", query, args, &id)
	return id, err
}

// SaveImport writes an import's files, counts and state. FinishedAt is set by the first save that is not running.
func (t *Tx) SaveImport(ctx context.Context, i Import) error {
	finished := sql.NullInt64{Int64: i.FinishedAt, Valid: i.State != ImportRunning}
	if finished.Valid && finished.Int64 == 0 {
		finished.Int64 = t.now
	}
	query := `UPDATE import SET uploads = ?, state = ?, finished_at = ?, read = ?, imported = ?, duplicates = ?, refused = ?,
refused_file = ?, people = ?, first_seq = ?, last_seq = ?, action = ?, line = ?, created = ?, updated = ?, skipped = ? WHERE id = ?`
	doing := fmt.Sprintf("saving import %d", i.ID)
	n, err := t.exec(ctx, doing, query, i.Uploads, string(i.State), finished, i.Read, i.Imported, i.Duplicates, i.Refused,
		i.RefusedFile, i.People, i.FirstSeq, i.LastSeq, i.Action, i.Line, i.Created, i.Updated, i.Skipped, i.ID)
	if err == nil && n == 0 {
		err = fmt.Errorf("%s: %w", doing, ErrNotFound)
	}
	return err
}

// Import is one import; ErrNotFound where there is none of that id.
func (v *View) Import(ctx context.Context, id int64) (Import, error) {
	query := "SELECT " + importColumns + " FROM import WHERE id = ?"
	var i Import
	err := v.one(ctx, fmt.Sprintf("reading import %d", id), query, []any{id}, i.columns()...)
	return i, err
}

// Imports lists them, newest first, before the given id; 0 begins with the newest.
func (v *View) Imports(ctx context.Context, before int64, limit int) (list []Import, err error) {
	query := "SELECT " + importColumns + " FROM import WHERE ? = 0 OR id < ? ORDER BY id DESC LIMIT ?"
	err = v.each(ctx, "listing imports", query, []any{before, before, limit}, func(rows *sql.Rows) error {
		var i Import
		err := rows.Scan(i.columns()...)
		list = append(list, i)
		return err
	})
	return list, err
}

func (i *Import) columns() []any {
	return []any{
		&i.ID, &i.Source, &i.Name, &i.Mapping, &i.Uploads, (*string)(&i.State), &i.StartedAt, (*nullInstant)(&i.FinishedAt),
		&i.Read, &i.Imported, &i.Duplicates, &i.Refused, &i.RefusedFile, &i.People, &i.FirstSeq, &i.LastSeq,
		(*string)(&i.Kind), &i.Action, &i.Line, &i.Created, &i.Updated, &i.Skipped, &i.News,
	}
}

// nullInstant reads NULL as 0.
type nullInstant int64

// Scan implements sql.Scanner.
func (n *nullInstant) Scan(from any) error {
	var instant sql.NullInt64
	err := instant.Scan(from)
	*n = nullInstant(instant.Int64)
	return err
}
