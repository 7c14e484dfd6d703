package history

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// jsonLines reads one JSON object per line.
type jsonLines struct {
	file   *os.File
	lines  *lines
	paths  *paths
	blanks []string
}

func openJSONL(file *os.File, spec tableSpec, bytes *atomic.Int64) (*jsonLines, error) {
	in, err := openText(file, spec.encoding, bytes)
	if err != nil {
		return nil, err
	}
	t := &jsonLines{file: file, lines: &lines{in: in}, blanks: spec.blanks}
	for range spec.skip {
		if _, err := t.lines.next(); err != nil {
			return nil, fmt.Errorf("the file has fewer than the %d lines to skip", spec.skip)
		}
	}
	return t, nil
}

func (t *jsonLines) close() error { return t.file.Close() }

func (t *jsonLines) next(r *row) error {
	line, err := t.lines.next()
	for err == nil && strings.TrimSpace(line) == "" {
		line, err = t.lines.next()
	}
	r.line, r.text = t.lines.number, line
	if err != nil {
		return err
	}
	if r.text, err = normalOr(line); err != nil {
		return err
	}
	if err := checkObject(r.text); err != nil {
		return err
	}
	clear(r.cells)
	t.paths.read(r.text, r.cells)
	for i, c := range r.cells {
		if t.blanks != nil && slices.Contains(t.blanks, c) {
			r.cells[i] = ""
		}
	}
	return nil
}

// checkObject lets through what the walk over paths relies on: valid JSON, and an object.
func checkObject(line string) error {
	if !json.Valid([]byte(line)) {
		return &rowError{"", "is not JSON"}
	}
	if strings.TrimSpace(line)[0] != '{' {
		return &rowError{"", "is not a JSON object; one row is {…} on one line"}
	}
	return nil
}

// checkList lets through what explode relies on.
func checkList(text string) error {
	if text = strings.TrimSpace(text); text == "" || text[0] != '[' || !json.Valid([]byte(text)) {
		return &rowError{"", fmt.Sprintf("%q is not a list such as [1, 2]", clip(text))}
	}
	return nil
}
