package history

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// csvTable reads rows of cells between delimiters (RFC 4180, forgiving). Cells are parts of one text per row, so that
// a row costs one allocation.
type csvTable struct {
	file      *os.File
	lines     *lines
	delimiter string // empty: any white space
	quote     bool
	blanks    []string
	width     int
	at        int64 // line at which the record last read begins
}

func openCSV(file *os.File, spec tableSpec, bytes *atomic.Int64) (*csvTable, []string, error) {
	in, err := openText(file, spec.encoding, bytes)
	if err != nil {
		return nil, nil, err
	}
	t := &csvTable{file: file, lines: &lines{in: in}, quote: spec.quote, blanks: spec.blanks}
	for range spec.skip {
		if _, err := t.lines.next(); err != nil {
			return nil, nil, fmt.Errorf("the file has fewer than the %d lines to skip", spec.skip)
		}
	}
	if err := t.chooseDelimiter(spec, file.Name()); err != nil {
		return nil, nil, err
	}
	header, err := t.header(spec)
	t.width = len(header)
	return t, header, err
}

// chooseDelimiter takes the mapping's, else that of , ; tab and | which the first line has most of.
func (t *csvTable) chooseDelimiter(spec tableSpec, path string) error {
	t.delimiter = spec.delimiter
	if spec.delimiter == "spaces" {
		t.delimiter, t.quote = "", false
	}
	if spec.delimiter != "" {
		return nil
	}
	first, err := t.lines.next()
	if err != nil {
		return fmt.Errorf("the file is empty: %w", err)
	}
	t.lines.unread(first)
	outside, quoted := strings.Builder{}, false
	for _, r := range first {
		quoted = quoted != (r == '"' && t.quote)
		if !quoted {
			outside.WriteRune(r)
		}
	}
	t.delimiter = ","
	for _, d := range []string{",", ";", "\t", "|"} {
		if strings.Count(outside.String(), d) > strings.Count(outside.String(), t.delimiter) {
			t.delimiter = d
		}
	}
	return nil
}

func (t *csvTable) header(spec tableSpec) ([]string, error) {
	if !spec.header {
		return spec.columns, nil
	}
	text, err := t.record()
	if err == io.EOF {
		return nil, fmt.Errorf("the file is empty; it has not even a header")
	}
	if err != nil {
		return nil, fmt.Errorf("the header cannot be read: %w", err)
	}
	return headerNames(t.split(text, nil), spec)
}

// headerNames makes one name of its own for every column: the mapping's, else the file's.
func headerNames(header []string, spec tableSpec) ([]string, error) {
	if len(header) > maxColumns {
		return nil, fmt.Errorf("the file has more than %d columns", maxColumns)
	}
	if len(spec.columns) > 0 {
		if len(spec.columns) < len(header) {
			return nil, fmt.Errorf("the file has %d columns, and columns names %d", len(header), len(spec.columns))
		}
		return spec.columns, nil
	}
	names := make([]string, len(header))
	taken := map[string]bool{}
	for i, h := range header {
		name := strings.Join(strings.Fields(h), " ")
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		names[i] = name
		for n := 2; taken[names[i]]; n++ {
			names[i] = fmt.Sprintf("%s %d", name, n)
		}
		taken[names[i]] = true
	}
	return names, nil
}

func (t *csvTable) close() error { return t.file.Close() }

func (t *csvTable) next(r *row) error {
	text, err := t.record()
	r.line, r.text = t.at, text
	if err != nil {
		return err
	}
	cells := t.split(text, r.cells[:0])
	if len(cells) > t.width && strings.Join(cells[t.width:], "") != "" {
		return &rowError{"", fmt.Sprintf("has %d cells, but there are %d columns; is there a delimiter inside a text without quotes?", len(cells), t.width)}
	}
	for len(cells) < t.width {
		cells = append(cells, "")
	}
	fill(r.cells, cells[:t.width], t.blanks)
	return nil
}

// fill puts a file's cells in their places; cells may be the places themselves.
func fill(places, cells, blanks []string) {
	copy(places, cells)
	for i := range cells {
		if blanks != nil && slices.Contains(blanks, places[i]) {
			places[i] = ""
		}
	}
	clear(places[len(cells):])
}
