package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store/dialect"
	"banhda/store/migration"
)

// What keeps a take-out from being taken in.
var (
	ErrNotEmpty = phrase.Errorf("there is something in this house already; take the archive into an empty directory")
	ErrNoTable  = phrase.Errorf("the archive has things this program does not know; take it in with the version it was made by, or a later one")
)

// TakeIn fills an empty store, which nobody has open, from a take-out. read gives a table's lines, nil where there are
// none; the log's under the name log. A server is filled whole or not at all; of files see Fill.
func TakeIn(ctx context.Context, o Options, read func(table string) (io.Reader, error)) error {
	if err := checkKeys(read); err != nil {
		return err
	}
	log, err := o.open(ctx, migration.Log)
	if err != nil {
		return err
	}
	apart := log.Name() == "sqlite" // in a file of its own
	if apart {
		err = takeInLog(ctx, log, read)
	}
	if err = errors.Join(err, log.Close()); err != nil {
		return err
	}
	r, err := OpenRecords(ctx, o)
	if err != nil {
		return err
	}
	defer r.Close()
	return r.Tx(ctx, func(t *Tx) error {
		if !apart {
			if err := fillLog(ctx, t.tx, t.dialect, read); err != nil {
				return err
			}
		}
		return t.takeInAll(ctx, read)
	})
}

func (t *Tx) takeInAll(ctx context.Context, read func(table string) (io.Reader, error)) error {
	var there bool
	if err := t.one(ctx, "looking whether the house is empty", "SELECT EXISTS (SELECT 1 FROM member) OR EXISTS (SELECT 1 FROM record)", nil, &there); err != nil {
		return err
	}
	if there {
		return ErrNotEmpty
	}
	for _, table := range taken {
		if err := t.takeIn(ctx, table.table, table.order == "id", read); err != nil {
			return fmt.Errorf("taking in %s: %w", table.table, err)
		}
	}
	t.refield()
	if err := t.holdMessages(ctx); err != nil {
		return err
	}
	return t.findable(ctx)
}

// checkKeys refuses an archive with a field whose key is none: keys become part of statements.
func checkKeys(read func(table string) (io.Reader, error)) error {
	from, err := read("field")
	if err != nil || from == nil {
		return err
	}
	return eachLine(from, func(line []byte) error {
		var f struct{ Key string }
		if err := json.Unmarshal(line, &f); err != nil {
			return err
		}
		if !record.IsKey(f.Key) {
			return phrase.Errorf("the archive has a field whose key is not written as keys are: %s", f.Key)
		}
		return nil
	})
}

var columnName = regexp.MustCompile(`^[a-z_]+$`)

// takeIn fills one table; numbered says that it numbers its rows itself.
func (t *Tx) takeIn(ctx context.Context, table string, numbered bool, read func(string) (io.Reader, error)) error {
	from, err := read(table)
	if err != nil || from == nil {
		return err
	}
	if _, err := t.exec(ctx, "emptying "+table, "DELETE FROM "+table); err != nil {
		return err
	}
	var in *inserter
	err = eachLine(from, func(line []byte) error {
		columns, values, err := readRow(line)
		if err != nil {
			return err
		}
		if in == nil {
			if slices.ContainsFunc(columns, func(c string) bool { return !columnName.MatchString(c) }) {
				return ErrNoTable
			}
			in = t.inserter(table+" ("+quoted(columns)+")", len(columns))
		}
		if len(values) != in.columns {
			return ErrNoTable
		}
		return in.add(ctx, len(line), values...)
	})
	if err == nil && in != nil {
		err = in.flush(ctx)
	}
	if err != nil {
		return t.failed("taking in "+table, err)
	}
	if query := t.dialect.Continue(table); numbered && query != "" {
		var last any
		return t.one(ctx, "numbering "+table, query, nil, &last)
	}
	return nil
}

func quoted(columns []string) string { return `"` + strings.Join(columns, `", "`) + `"` }

// longestRow is the most bytes of a row of a take-out: a body of the log may be long.
const longestRow = 1 << 30

func eachLine(from io.Reader, do func([]byte) error) error {
	lines := bufio.NewScanner(from)
	lines.Buffer(make([]byte, 64<<10), longestRow)
	for lines.Scan() {
		if err := do(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// takeInLog fills an empty log, its rows numbered and dated as they were.
func takeInLog(ctx context.Context, db *dialect.DB, read func(table string) (io.Reader, error)) error {
	tx, err := db.Write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fillLog(ctx, tx, db, read); err != nil {
		return err
	}
	return tx.Commit()
}

func fillLog(ctx context.Context, tx *sql.Tx, d dialect.Dialect, read func(table string) (io.Reader, error)) error {
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM log)").Scan(&there); err != nil || there {
		return errors.Join(err, map[bool]error{true: ErrNotEmpty}[there])
	}
	from, err := read("log")
	if err != nil || from == nil {
		return err
	}
	in := inserter{tx: tx, dialect: d, into: "log (seq, count, received_at, kind, source, import, body, rank, packed)", columns: 9}
	err = eachLine(from, func(line []byte) error {
		var r logRow
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		return in.add(ctx, len(r.Body), r.Seq, r.Count, r.ReceivedAt, r.Kind, r.Source, r.Import, []byte(r.Body), r.Rank, 0)
	})
	if err == nil {
		err = in.flush(ctx)
	}
	return d.Translate(err)
}

// findable makes the words anew by which records are found.
func (t *Tx) findable(ctx context.Context) error {
	for _, typ := range record.Types {
		for after := int64(0); ; {
			list, err := t.Export(ctx, typ, after, 500)
			if err != nil {
				return err
			}
			for _, one := range list {
				t.touch(typ, one.ID)
				after = one.ID
			}
			if err := t.saveWords(ctx); err != nil {
				return err
			}
			if len(list) == 0 {
				break
			}
		}
	}
	return nil
}
