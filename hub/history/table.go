package history

import (
	"errors"
	"fmt"
	"os"
	"sync/atomic"
)

// Source says how one table of a file is read, as Inspect found it.
type Source struct {
	Sheet     string   `json:"sheet,omitempty" doc:"of a workbook"`
	Encoding  string   `json:"encoding,omitempty" doc:"of the letters; empty: UTF-8"`
	Delimiter string   `json:"delimiter,omitempty" doc:"between cells; empty: found out"`
	Header    bool     `json:"header" doc:"the first line names the columns"`
	Skip      int      `json:"skip,omitempty" doc:"lines before the header or the first row"`
	Columns   []string `json:"columns" doc:"names in place of the file's own; all of them"`
}

// Source is how an inspected table is read.
func (i *Inspection) Source() Source {
	s := Source{Sheet: i.Sheet, Encoding: i.Encoding, Delimiter: i.Delimiter, Header: i.Header, Skip: i.Skip}
	for _, c := range i.Columns {
		s.Columns = append(s.Columns, c.Name)
	}
	return s
}

// Line is one row of a table: its cells in the order of the columns, and how it stands in the file.
type Line struct {
	Number int64 // 1-based; the sheet's own in a workbook
	Cells  []string
	Text   string
}

// Table reads a table row by row, whatever its size, without a mapping.
type Table struct {
	reader tableReader
	row    row
	bytes  atomic.Int64
	size   int64
}

// OpenTable opens a table of a file. The caller closes it. Errors say what is wrong with the file.
func OpenTable(path string, s Source) (*Table, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	t := &Table{size: info.Size()}
	spec := tableSpec{format: tableSpec{format: "auto"}.formatOf(path), encoding: s.Encoding, delimiter: s.Delimiter,
		quote: true, header: s.Header, columns: s.Columns, skip: s.Skip, sheet: s.Sheet, mark: '.'}
	reader, scope, err := openTable(path, spec, "", &t.bytes)
	var wrong *MappingError
	if errors.As(err, &wrong) {
		return nil, errors.New(wrong.Problem)
	}
	if err != nil {
		return nil, err
	}
	for _, name := range s.Columns {
		if scope.json != nil {
			scope.ask(name, scope.extra(name), false)
		}
	}
	t.reader, t.row.cells = reader, make([]string, max(scope.size, len(s.Columns)))
	return t, nil
}

// Next reads the next row that is not empty; its cells are good until the next call. The error is io.EOF after the
// last; a *RowError is about this row alone, whose number and text are in the line, and the next one can be read.
func (t *Table) Next() (Line, error) {
	for {
		err := t.reader.next(&t.row)
		line := Line{t.row.line, t.row.cells, t.row.text}
		var refused *rowError
		switch {
		case errors.As(err, &refused):
			return line, &RowError{refused.column, refused.reason}
		case err != nil:
			return line, err
		case lastFilled(t.row.cells) > 0:
			return line, nil
		}
	}
}

// RowError says why a row cannot be read.
type RowError struct{ Column, Reason string }

// Error implements error.
func (e *RowError) Error() string {
	if e.Column == "" {
		return e.Reason
	}
	return fmt.Sprintf("%s: %s", e.Column, e.Reason)
}

// Progress is how much of the file has been read, in bytes on the disk. It may be called while another goroutine is in
// Next.
func (t *Table) Progress() (done, total int64) { return min(t.bytes.Load(), t.size), t.size }

// Close lets go of the file.
func (t *Table) Close() error { return t.reader.close() }

// Cells are the values of a column in the rows that were looked at, row by row; empty where a row has none.
func (i *Inspection) Cells(column int) []string { return i.cells(column) }

// FoldColumn is the form in which names of columns are compared: without marks, capitals and signs. An IDLikeThis is
// three words.
func FoldColumn(name string) string { return fold(name) }
