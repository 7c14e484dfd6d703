package history

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

// xlsxTable reads the rows of one sheet in one pass.
type xlsxTable struct {
	file   *os.File
	book   *workbook
	in     io.Closer
	xml    *xmlScan
	blanks []string
	width  int
	skip   int64 // rows before the header
	line   int64 // the sheet's number of the row last read
	column int
	cells  []string
}

func openXLSX(file *os.File, spec tableSpec, bytes *atomic.Int64) (*xlsxTable, []string, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, nil, fmt.Errorf("this is not a workbook (XLSX): %w", err)
	}
	t := &xlsxTable{file: file, blanks: spec.blanks, book: newWorkbook(archive)}
	header, err := t.open(spec, bytes)
	t.width = len(header)
	if err != nil {
		err = errors.Join(err, t.book.texts.close())
	}
	return t, header, err
}

func (t *xlsxTable) open(spec tableSpec, bytes *atomic.Int64) ([]string, error) {
	if err := t.book.read(); err != nil {
		return nil, err
	}
	if err := t.openSheet(spec.sheet, bytes); err != nil {
		return nil, err
	}
	return t.header(spec)
}

func (t *xlsxTable) openSheet(name string, bytes *atomic.Int64) error {
	chosen, err := t.book.sheet(name)
	if err != nil {
		return err
	}
	part := t.book.parts[chosen.part]
	if part == nil {
		return fmt.Errorf("the sheet %q is missing from the file", chosen.name)
	}
	packed, err := part.OpenRaw()
	if err != nil {
		return err
	}
	var in io.Reader = counted{packed, bytes}
	if part.Method == zip.Deflate {
		unpacked := flate.NewReader(in)
		t.in, in = unpacked, unpacked
	}
	t.xml = &xmlScan{in: bufio.NewReaderSize(in, readAhead)}
	return nil
}

// sheet finds a sheet by its name or number; the first where nothing is said.
func (w *workbook) sheet(name string) (sheet, error) {
	if name == "" {
		return w.sheets[0], nil
	}
	var names []string
	for _, s := range w.sheets {
		if s.name == name {
			return s, nil
		}
		names = append(names, s.name)
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(w.sheets) {
		return w.sheets[n-1], nil
	}
	return sheet{}, fmt.Errorf("there is no sheet %q; the sheets are: %s", name, strings.Join(names, ", "))
}

func (t *xlsxTable) header(spec tableSpec) ([]string, error) {
	t.skip = int64(spec.skip)
	if !spec.header {
		return spec.columns, nil
	}
	if err := t.row(); err != nil {
		return nil, fmt.Errorf("the sheet has no header in row %d or below", spec.skip+1)
	}
	return headerNames(t.cells, spec)
}

func (t *xlsxTable) close() error {
	var err error
	if t.in != nil {
		err = t.in.Close()
	}
	return errors.Join(err, t.book.texts.close(), t.file.Close())
}

func (t *xlsxTable) next(r *row) error {
	if err := t.row(); err != nil {
		return err
	}
	r.line, r.text = t.line, strings.Join(t.cells, "\t")
	if len(t.cells) > t.width && strings.Join(t.cells[t.width:], "") != "" {
		return &rowError{"", fmt.Sprintf("has a cell beyond the %d columns of the header", t.width)}
	}
	for len(t.cells) < t.width {
		t.cells = append(t.cells, "")
	}
	fill(r.cells, t.cells[:t.width], t.blanks)
	return nil
}

// row reads the next row that has a cell with something in it.
func (t *xlsxTable) row() error {
	t.cells = t.cells[:0]
	for {
		if err := t.xml.next(); err != nil {
			if err := damaged(err); err != nil {
				return err
			}
			return io.EOF
		}
		switch {
		case t.xml.is("row"):
			t.beginRow()
		case t.xml.is("c") && !t.xml.empty:
			if err := t.cell(); err != nil {
				return err
			}
		case t.xml.is("c"):
			t.place(t.xml.attr("r"))
		}
		if t.xml.ends("row") && t.line > t.skip && strings.Join(t.cells, "") != "" {
			return nil
		}
	}
}

func (t *xlsxTable) beginRow() {
	t.line++
	if n, err := strconv.ParseInt(string(t.xml.attr("r")), 10, 64); err == nil {
		t.line = n
	}
	t.cells, t.column = t.cells[:0], -1
}

// place finds the column of a cell: by its address, else the one after the last.
func (t *xlsxTable) place(address []byte) {
	t.column++
	n := 0
	for _, c := range address {
		if c < 'A' || c > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	if n > 0 {
		t.column = n - 1
	}
}

// cell reads one cell up to its end.
func (t *xlsxTable) cell() error {
	t.place(t.xml.attr("r"))
	kind := string(t.xml.attr("t"))
	style, _ := strconv.Atoi(string(t.xml.attr("s")))
	var raw string
	var inline textOf
	for {
		if err := t.xml.next(); err != nil {
			return fmt.Errorf("the sheet breaks off in row %d: %w", t.line, err)
		}
		if t.xml.end && string(t.xml.name) == "v" {
			raw = validText(t.xml.text)
		}
		if inline.take(t.xml, "c") {
			break
		}
	}
	if t.column >= maxColumns {
		return fmt.Errorf("row %d has more than %d columns", t.line, maxColumns)
	}
	for len(t.cells) <= t.column {
		t.cells = append(t.cells, "")
	}
	if kind == "inlineStr" {
		raw = validText(inline.text)
	}
	var err error
	t.cells[t.column], err = t.book.cell(kind, style, raw)
	return err
}

// cell is a cell's value as text: dates as 2024-01-31 15:04:05, formulas as their last result, errors as nothing.
func (w *workbook) cell(kind string, style int, raw string) (string, error) {
	if kind != "s" {
		return w.plain(kind, style, raw), nil
	}
	i, err := strconv.Atoi(raw)
	if err != nil {
		return "", nil
	}
	return w.texts.at(i)
}

// plain is the value of a cell that keeps its own.
func (w *workbook) plain(kind string, style int, raw string) string {
	switch kind {
	case "b":
		if raw == "1" {
			return "true"
		}
		return "false"
	case "e":
		return ""
	case "str", "inlineStr":
		return clean(nfc(raw))
	case "d":
		return strings.TrimSuffix(strings.Replace(raw, "T", " ", 1), " 00:00:00")
	}
	raw = strings.TrimSpace(raw)
	if style >= 0 && style < len(w.dates) && w.dates[style] {
		if days, err := strconv.ParseFloat(raw, 64); err == nil && days >= 0 && days < 1e6 {
			return w.date(days)
		}
	}
	return number(raw)
}
