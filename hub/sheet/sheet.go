// Package sheet writes tables for spreadsheets, row by row, whatever their size: CSV that Excel opens with its letters
// right, and XLSX. Neither lets a text become a formula: what stands in a cell, somebody outside may have written.
package sheet

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
)

// Writer takes the rows of a table, the first of which names the columns. A cell is a string, an int64, a float64, a
// bool or nil.
type Writer interface {
	Row(cells []any) error
	// Close ends the table; what it was written to stays open.
	Close() error
}

// mark tells spreadsheets that a CSV file is UTF-8.
const mark = "\ufeff"

// NewCSV writes CSV (RFC 4180) with a byte order mark.
func NewCSV(w io.Writer) (Writer, error) {
	_, err := io.WriteString(w, mark)
	c := csv.NewWriter(w)
	c.UseCRLF = true
	return &csvTable{c}, err
}

type csvTable struct{ *csv.Writer }

func (t *csvTable) Row(cells []any) error {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = cellText(c)
	}
	return t.Write(texts)
}

func (t *csvTable) Close() error {
	t.Flush()
	return t.Error()
}

func cellText(c any) string {
	switch c := c.(type) {
	case string:
		return Inert(c)
	case int64:
		return strconv.FormatInt(c, 10)
	case float64:
		return strconv.FormatFloat(c, 'f', -1, 64)
	case bool:
		return strconv.FormatBool(c)
	}
	return ""
}

// Inert is a text that no spreadsheet takes for a formula. A telephone number (+84912345678) is none, and stays.
func Inert(s string) string {
	if s == "" || strings.IndexByte("=+-@\t\r", s[0]) < 0 || s[0] == '+' && strings.Trim(s[1:], "0123456789") == "" && len(s) > 1 {
		return s
	}
	return "'" + s
}
