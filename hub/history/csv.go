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

const maxRecordLines = 10000

// record is the text of the next row that is not empty: a line, or several where a quoted cell goes on.
func (t *csvTable) record() (string, error) {
	for {
		line, err := t.lines.next()
		t.at = t.lines.number
		if err != nil {
			return "", err
		}
		if t.quote && strings.IndexByte(line, '"') >= 0 && t.open(line, false) {
			if line, err = t.rest(line); err != nil {
				return line, err
			}
		}
		if line != "" {
			return normalOr(line)
		}
	}
}

// normalOr keeps the text for the message where it cannot be used.
func normalOr(line string) (string, error) {
	text, err := normal(line)
	if err != nil {
		return strings.ToValidUTF8(line, "\uFFFD"), err
	}
	return text, nil
}

// rest reads on until the quote that is open at the end of a line is closed. If it never is, only that line is lost.
func (t *csvTable) rest(first string) (string, error) {
	parts, size := []string{first}, len(first)
	for len(parts) < maxRecordLines && size < maxLine {
		line, err := t.lines.next()
		if err != nil {
			break
		}
		parts, size = append(parts, line), size+len(line)
		if !t.open(line, true) {
			return strings.Join(parts, "\n"), nil
		}
	}
	t.lines.unread(parts[1:]...)
	return first, &rowError{"", "a quote that opens on this line is never closed; double a quote inside a text, or say quote: none"}
}

// open reports whether a quoted cell goes on after this line, given whether one did before it.
func (t *csvTable) open(line string, open bool) bool {
	for i := 0; ; {
		if !open {
			i = t.quoteAt(line, i)
		}
		if open || i > 0 && line[i-1] == '"' {
			if i = closing(line, i); i < 0 {
				return true
			}
			open = false
		}
		n := strings.Index(line[i:], t.delimiter)
		if n < 0 {
			return false
		}
		if i += n + len(t.delimiter); i >= len(line) {
			return false
		}
	}
}

// quoteAt is the place after the quote that opens the cell at i, or i where the cell has none. Spaces may stand
// before the quote.
func (t *csvTable) quoteAt(line string, i int) int {
	j := i
	for j < len(line) && line[j] == ' ' && t.delimiter != " " {
		j++
	}
	if j < len(line) && line[j] == '"' && t.quote {
		return j + 1
	}
	return i
}

// closing is the place after the quote that closes a cell, -1 for none. Two quotes are one of the text.
func closing(line string, i int) int {
	for {
		n := strings.IndexByte(line[i:], '"')
		if n < 0 {
			return -1
		}
		if i += n + 1; i >= len(line) || line[i] != '"' {
			return i
		}
		i++
	}
}

func (t *csvTable) split(text string, cells []string) []string {
	if t.delimiter == "" {
		return append(cells, strings.Fields(text)...)
	}
	for len(cells) <= maxColumns {
		cell, rest, more := t.cell(text)
		cells = append(cells, clean(cell))
		if !more {
			break
		}
		text = rest
	}
	return cells
}

func (t *csvTable) cell(text string) (cell, rest string, more bool) {
	from := t.quoteAt(text, 0)
	if from == 0 {
		return strings.Cut(text, t.delimiter)
	}
	end := closing(text, from)
	if end < 0 {
		return text[from:], "", false
	}
	cell = text[from : end-1]
	if strings.IndexByte(cell, '"') >= 0 {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	behind, rest, more := strings.Cut(text[end:], t.delimiter)
	return cell + strings.TrimSpace(behind), rest, more
}
