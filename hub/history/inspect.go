package history

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"sync/atomic"
)

// Inspection is what a file shows of itself, before anybody has said what it means.
type Inspection struct {
	Path      string            `json:"path" doc:"the file's name"`
	Sheet     string            `json:"sheet,omitempty" doc:"of a workbook"`
	Format    string            `json:"format" enum:"csv,xlsx,jsonl"`
	Encoding  string            `json:"encoding,omitempty" doc:"of the letters; empty: UTF-8, or as the file says"`
	Delimiter string            `json:"delimiter,omitempty"`
	Header    bool              `json:"header" doc:"a line names the columns"`
	Skip      int               `json:"skip" doc:"lines before the header or the first row"`
	Decimal   string            `json:"decimal,omitempty" doc:"a comma where it stands before the fraction of numbers"`
	Columns   []InspectedColumn `json:"columns"`
	Rows      int               `json:"rows_seen" doc:"rows looked at"`
	Complete  bool              `json:"complete" doc:"there are no more rows"`

	rows [][]string // those looked at, as wide as columns
}

// InspectedColumn is a column with what its first rows show.
type InspectedColumn struct {
	Name    string   `json:"name"`
	Samples []string `json:"samples" doc:"the first different values, at most five"`
	Values  []string `json:"values,omitempty" doc:"all its values, where they are few and come again"`
	Filled  int      `json:"filled" doc:"rows, of those looked at, in which it is not empty"`
	Formats []string `json:"formats,omitempty" doc:"ways to read its values as times, the likeliest first"`
	Number  bool     `json:"number" doc:"all its values are numbers"`
	Guess   Role     `json:"guess" enum:"ignore,user_id,email,phone,anonymous_id,name,field,time,event,value,quantity,currency,order,property"`
}

// inspected is how many rows of a file are looked at.
const inspected = 2000

// Inspect looks at the beginning of a file: how it is written, which columns it has, and what they may mean. A workbook
// gives one inspection for every sheet that has rows. Errors say what is wrong with the file.
func Inspect(path string) ([]Inspection, error) {
	name := filepath.Base(path)
	first := tableSpec{format: tableSpec{format: "auto"}.formatOf(path), quote: true, mark: '.'}
	var list []Inspection
	var err error
	switch first.format {
	case "xlsx":
		list, err = inspectWorkbook(path, first)
	case "jsonl":
		list, err = inspectLines(path, first)
	default:
		list, err = inspectText(path, first)
	}
	if err == nil && len(list) == 0 {
		err = errors.New("there is no row in it")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for i := range list {
		list[i].Path = name
		list[i].describe()
		list[i].guess()
	}
	return list, nil
}

func inspectWorkbook(path string, spec tableSpec) (list []Inspection, err error) {
	sheets, err := sheetNames(path)
	if err != nil {
		return nil, err
	}
	for _, spec.sheet = range sheets {
		one, err := inspectTable(path, spec)
		if err != nil {
			return nil, err
		}
		if one != nil {
			one.Sheet = spec.sheet
			list = append(list, *one)
		}
	}
	return list, nil
}

func inspectText(path string, spec tableSpec) ([]Inspection, error) {
	start, err := beginning(path, &spec)
	if err != nil {
		return nil, err
	}
	spec.delimiter = likelyDelimiter(start)
	one, err := inspectTable(path, spec)
	if one == nil || err != nil {
		return nil, err
	}
	one.Encoding, one.Delimiter = spec.encoding, spec.delimiter
	return []Inspection{*one}, nil
}

// inspectTable looks at the first rows of a file of cells. It gives nil for one without rows.
func inspectTable(path string, spec tableSpec) (*Inspection, error) {
	spec.columns = make([]string, maxColumns) // whatever the header is: it is found among the rows
	rows, lines, complete, err := readRows(path, spec, inspected)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	at, named := headerAt(rows[:min(headerWithin, len(rows))])
	one := &Inspection{Format: spec.format, Header: named, Skip: int(lines[at]) - 1, Complete: complete, rows: rows[at:]}
	header := make([]string, widthOf(one.rows))
	if named {
		header, one.rows = rows[at], rows[at+1:]
	}
	names, err := headerNames(header, tableSpec{})
	for _, name := range names {
		one.Columns = append(one.Columns, InspectedColumn{Name: name})
	}
	return one, err
}

// openPlain opens a table that no mapping speaks of.
func openPlain(path string, spec tableSpec) (tableReader, *scope, error) {
	reader, scope, err := openTable(path, spec, "", new(atomic.Int64))
	var wrong *MappingError
	if errors.As(err, &wrong) {
		err = errors.New(wrong.Problem)
	}
	return reader, scope, err
}

// readRows gives the first rows of a table with their line numbers, without those that cannot be read. Cells after a
// row's last are left away. JSON lines have the columns of the given names.
func readRows(path string, spec tableSpec, most int, names ...string) (rows [][]string, lines []int64, complete bool, err error) {
	reader, scope, err := openPlain(path, spec)
	if err != nil {
		return nil, nil, false, err
	}
	defer reader.close()
	for _, name := range names {
		scope.ask(name, scope.extra(name), false)
	}
	r := row{cells: make([]string, scope.size)}
	for tries := 0; tries < 2*most && len(rows) < most; tries++ {
		err := reader.next(&r)
		var refused *rowError
		switch {
		case errors.As(err, &refused):
			continue
		case errors.Is(err, io.EOF):
			return rows, lines, true, nil
		case err != nil:
			return nil, nil, false, err
		}
		if n := lastFilled(r.cells); n > 0 {
			rows, lines = append(rows, append([]string(nil), r.cells[:n]...)), append(lines, r.line)
		}
	}
	return rows, lines, false, nil
}

func sheetNames(path string) (names []string, err error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("this is not a workbook (XLSX): %w", err)
	}
	defer archive.Close()
	book := newWorkbook(&archive.Reader)
	err = book.readSheets()
	for _, s := range book.sheets {
		names = append(names, s.name)
	}
	return names, err
}
