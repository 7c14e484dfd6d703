package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"
	"sync"

	"banhda/store/dialect"
)

// One statement inserts many rows, because each statement costs a parse on SQLite and a round trip on PostgreSQL, where
// still more of them are copied.
const (
	insertRows  = 100
	copyRows    = 1000
	copyLeast   = 10 // fewer are as quickly inserted
	insertBytes = 1 << 20
	alikeLeast  = 10 // of fewer it does not matter what they have in common
)

// inserter collects rows of one table and inserts them many at a time; the last of them go with flush.
type inserter struct {
	tx      *sql.Tx
	dialect dialect.Dialect
	into    string // table (column, …)
	columns int
	after   string    // ON CONFLICT …, where wanted
	rows    int       // of one statement; 0: insertRows
	copies  *sql.Conn // along which rows can be copied; nil where they cannot

	args  []any
	bytes int
	full  *sql.Stmt // the statement of most rows, once needed
}

// add takes one row; bytes is about how large it is, 0 for a small one.
func (in *inserter) add(ctx context.Context, bytes int, row ...any) error {
	in.args = append(in.args, row...)
	in.bytes += bytes
	if len(in.args) < in.most()*in.columns && in.bytes < insertBytes {
		return nil
	}
	return in.flush(ctx)
}

// most is how many rows go at once.
func (in *inserter) most() int {
	if in.copying() {
		return copyRows
	}
	return cmp.Or(in.rows, insertRows)
}

// copying reports whether many rows go by COPY, which knows no conflicts.
func (in *inserter) copying() bool { return in.copies != nil && in.after == "" }

// expect makes room for the next rows, of which there will be so many.
func (in *inserter) expect(rows int) {
	in.args = slices.Grow(in.args, min(rows, in.most())*in.columns)
}

// flush inserts the rows collected so far.
func (in *inserter) flush(ctx context.Context) (err error) {
	rows := len(in.args) / in.columns
	switch {
	case rows == 0:
	case rows >= copyLeast && in.copying():
		err = in.copy(ctx)
	case rows >= alikeLeast && in.dialect.Name() == "sqlite":
		err = in.sendAlike(ctx)
	case rows == in.most():
		err = in.sendFull(ctx)
	default:
		_, err = in.tx.ExecContext(ctx, in.text(rows), in.args...)
	}
	in.args, in.bytes = in.args[:0], 0
	return err
}

func (in *inserter) sendFull(ctx context.Context) (err error) {
	if in.full == nil {
		if in.full, err = dialect.Statement(ctx, in.dialect, in.tx, in.text(in.most())); err != nil {
			return err
		}
	}
	_, err = in.full.ExecContext(ctx, in.args...)
	return err
}

// copyLines are the texts of rows that were copied: written anew each time, they would be grown each time.
var copyLines = sync.Pool{New: func() any { return new(dialect.Lines) }}

func (in *inserter) copy(ctx context.Context) error {
	lines := copyLines.Get().(*dialect.Lines)
	defer copyLines.Put(lines)
	lines.Reset()
	for row := range slices.Chunk(in.args, in.columns) {
		if err := lines.Add(row); err != nil {
			return err
		}
	}
	_, err := dialect.CopyIn(ctx, in.copies, in.into, lines)
	return err
}

// sendAlike hands SQLite once what all rows have in common, because being handed a value takes it as long as writing it.
func (in *inserter) sendAlike(ctx context.Context) error {
	alike := in.alike()
	var columns []string
	var args []any
	for i, is := range alike {
		if is {
			columns, args = append(columns, "?"), append(args, in.args[i])
		} else {
			columns = append(columns, "column"+strconv.Itoa(i-len(args)+1))
		}
	}
	rows, each := len(in.args)/in.columns, in.columns-len(args)
	if each == in.columns {
		_, err := in.tx.ExecContext(ctx, in.text(rows), in.args...)
		return err
	}
	for i, value := range in.args {
		if !alike[i%in.columns] {
			args = append(args, value)
		}
	}
	query := "INSERT INTO " + in.into + " SELECT " + strings.Join(columns, ", ") + " FROM (VALUES " + marks(rows, each) + ") WHERE TRUE " + in.after
	_, err := in.tx.ExecContext(ctx, query, args...)
	return err
}

// alike tells the columns in which all rows have the same number or text; at least one differs.
func (in *inserter) alike() []bool {
	alike := make([]bool, in.columns)
	for c := range in.columns - 1 {
		switch first := in.args[c]; first.(type) {
		case int64, int, string, bool, nil:
			alike[c] = true
			for i := c + in.columns; i < len(in.args) && alike[c]; i += in.columns {
				alike[c] = in.args[i] == first
			}
		}
	}
	return alike
}

func (in *inserter) text(rows int) string {
	return in.dialect.Rebind("INSERT INTO " + in.into + " VALUES " + marks(rows, in.columns) + " " + in.after)
}

// marks stand for the values of rows.
func marks(rows, columns int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", columns), ", ") + ")"
	return strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
}
