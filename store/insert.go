package store

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"

	"banhda/store/dialect"
)

// One statement inserts many rows, because each statement costs a parse on SQLite and a round trip on PostgreSQL, where
// still more of them are copied.
const (
	insertRows  = 100
	copyRows    = 1000
	copyLeast   = 10 // fewer are as quickly inserted
	insertBytes = 1 << 20
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

// flush inserts the rows collected so far.
func (in *inserter) flush(ctx context.Context) (err error) {
	rows := len(in.args) / in.columns
	switch {
	case rows == 0:
	case rows >= copyLeast && in.copying():
		err = in.copy(ctx)
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

func (in *inserter) copy(ctx context.Context) error {
	var lines dialect.Lines
	for row := range slices.Chunk(in.args, in.columns) {
		if err := lines.Add(row); err != nil {
			return err
		}
	}
	_, err := dialect.CopyIn(ctx, in.copies, in.into, &lines)
	return err
}

func (in *inserter) text(rows int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", in.columns), ", ") + ")"
	values := strings.TrimSuffix(strings.Repeat(row+", ", rows), ", ")
	return in.dialect.Rebind("INSERT INTO " + in.into + " VALUES " + values + " " + in.after)
}
