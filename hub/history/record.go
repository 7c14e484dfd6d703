package history

import "strings"

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
