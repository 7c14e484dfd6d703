package sheet_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"banhda/hub/history"
	"banhda/hub/sheet"
)

var rows = [][]any{
	{"Tên", "Điện thoại", "Số", "Đúng", "Ghi chú"},
	{"Nguyễn <Lan> & \"Hoa\"", "+84912345678", int64(1500000), true, "=1+1"},
	{"Đức", "", 2.5, false, "hai\ndòng, có phẩy"},
	{"-5", nil, int64(-5), nil, "@cmd"},
}

// read reads a table back as imports do.
func read(t *testing.T, name string, text []byte) (cells [][]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	table, err := history.OpenTable(path, history.Source{Header: false, Columns: []string{"a", "b", "c", "d", "e"}})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	for {
		line, err := table.Next()
		if errors.Is(err, io.EOF) {
			return cells
		}
		if err != nil {
			t.Fatal(err)
		}
		cells = append(cells, append([]string{}, line.Cells...))
	}
}

func write(t *testing.T, w sheet.Writer) {
	t.Helper()
	for _, r := range rows {
		if err := w.Row(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestCSVIsReadBackAndIsNoFormula(t *testing.T) {
	var b bytes.Buffer
	w, _ := sheet.NewCSV(&b)
	write(t, w)
	if !bytes.HasPrefix(b.Bytes(), []byte("\xef\xbb\xbf")) {
		t.Error("there is no mark that tells Excel it is UTF-8")
	}
	want := [][]string{
		{"Tên", "Điện thoại", "Số", "Đúng", "Ghi chú"},
		{"Nguyễn <Lan> & \"Hoa\"", "+84912345678", "1500000", "true", "'=1+1"},
		{"Đức", "", "2.5", "false", "hai\ndòng, có phẩy"},
		{"'-5", "", "-5", "", "'@cmd"},
	}
	if got := read(t, "a.csv", b.Bytes()); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestXLSXIsReadBackAndIsNoFormula(t *testing.T) {
	var b bytes.Buffer
	w, _ := sheet.NewXLSX(&b, "People")
	write(t, w)
	want := [][]string{
		{"Tên", "Điện thoại", "Số", "Đúng", "Ghi chú"},
		{"Nguyễn <Lan> & \"Hoa\"", "+84912345678", "1500000", "true", "=1+1"}, // a text: only f is a formula there
		{"Đức", "", "2.5", "false", "hai\ndòng, có phẩy"},
		{"-5", "", "-5", "", "@cmd"},
	}
	if got := read(t, "a.xlsx", b.Bytes()); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if bytes.Contains(b.Bytes(), []byte("<f>")) {
		t.Error("there is a formula in it")
	}
}
