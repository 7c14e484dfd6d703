package history

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzMapping: whatever is read as a mapping either is one or is refused with a place; it never stops the program.
func FuzzMapping(f *testing.F) {
	examples, _ := filepath.Glob("../../docs/examples/*.yaml")
	for _, path := range append(examples, "../../docs/examples/small/small.yaml") {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(benchMapping))
	f.Add([]byte("files: [{path: a, events: [{name: {column: a, map: {? [a] : b}}}]}]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := ParseMapping("fuzz.yaml", text)
		var wrong *MappingError
		if err != nil && !errors.As(err, &wrong) || err == nil && (m == nil || m.source == "" || len(m.files) == 0) {
			t.Fatalf("%v, %v", m, err)
		}
	})
}

// FuzzExpression: what parses also compiles and runs on any cells.
func FuzzExpression(f *testing.F) {
	for _, text := range []string{"a", `[a b] * 2 − round(c, 2) / -3`, `= a & " " & b`, `a = "x" and not (b >= 3 or c is not empty)`, `a in ("x", 3) or exists b`, "abs(a) <> `b c`", "((((", "not not not a = a"} {
		f.Add(text, "12", "x")
	}
	f.Fuzz(func(t *testing.T, text, a, b string) {
		for _, parse := range []func(string) (node, error){parseExpression, parseCondition} {
			n, err := parse(text)
			if err != nil {
				if problem := (*fault)(nil); !errors.As(err, &problem) {
					t.Fatalf("%T", err)
				}
				continue
			}
			s := newScope("", '.', []string{"a", "b", "c", "a b", "b c"})
			s.json = newPaths() // any other name is a column too
			of, err := n.compile(s)
			if err != nil {
				t.Fatal(err)
			}
			r := &row{cells: make([]string, s.size)}
			r.cells[0], r.cells[1] = a, b
			if _, err := of(r); err != nil && !errors.As(err, new(*rowError)) {
				t.Fatalf("%T", err)
			}
		}
	})
}

// FuzzCSV: every row is read or refused, and what a strict reader understands is read alike.
func FuzzCSV(f *testing.F) {
	f.Add([]byte("email,date\na@b.vn,2026-01-01\n"))
	f.Add([]byte("email,date\n\"a\"\"b\nc\",\"2026-01-01\"\r\n\"open,2026-01-01\nx,y,z\n"))
	f.Add([]byte("\xff\xfee\x00m\x00a\x00i\x00l\x00"))
	m := parse(f, minimal)
	f.Fuzz(func(t *testing.T, text []byte) {
		readAnything(t, m, "orders.csv", text)
		compareWithStrictReader(t, text)
	})
}

func readAnything(t *testing.T, m *Mapping, name string, text []byte) {
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, name), text, 0o600))
	r, err := Open(m, dir, Options{Zone: time.UTC})
	if err != nil {
		return // no header, or not its columns
	}
	defer r.Close()
	for {
		batch, err := r.Next(context.Background())
		if err != nil {
			return
		}
		for _, e := range batch {
			if err := e.Check(); err != nil {
				t.Fatalf("an event that the timeline refuses: %v", err)
			}
		}
	}
}

func compareWithStrictReader(t *testing.T, text []byte) {
	if !utf8.Valid(text) || bytes.ContainsAny(text, "\r\x00") {
		return
	}
	strict := csv.NewReader(bytes.NewReader(text))
	strict.FieldsPerRecord = -1
	want, err := strict.ReadAll()
	if err != nil {
		return
	}
	table := &csvTable{lines: &lines{in: bufio.NewReader(bytes.NewReader(text))}, delimiter: ",", quote: true}
	for _, cells := range want {
		record, err := table.record()
		if err != nil {
			t.Fatalf("%q: %v, want %q", text, err, cells)
		}
		got := table.split(record, nil)
		for i := range cells {
			cells[i] = strings.TrimSpace(nfc(cells[i]))
			if i < len(got) {
				got[i] = strings.TrimSpace(got[i]) // as cleaned, but of spaces within the quotes too
			}
		}
		if strings.Join(got, "|") != strings.Join(cells, "|") && !bytes.Contains(text, []byte(` "`)) {
			t.Fatalf("%q: got %q, want %q", text, got, cells)
		}
	}
}

// FuzzJSONLines: every line is read or refused, and a field reads as it does with a general reader.
func FuzzJSONLines(f *testing.F) {
	f.Add([]byte(`{"email":"a@b.vn","date":"2026-01-01","a":{"b":[1,{"c":"\u00e0\n"}]}}`))
	f.Add([]byte("{\"email\":null}\n[]\n{\"a\":{\"b\":\"x\"}}\n"))
	m := parse(f, strings.Replace(minimal, "orders.csv", "orders.jsonl\n    explode: a.b", 1))
	f.Fuzz(func(t *testing.T, text []byte) {
		readAnything(t, m, "orders.jsonl", text)
		line, err := normal(string(text))
		if err != nil || checkObject(line) != nil {
			return
		}
		p := newPaths()
		p.add("email", 0, false)
		p.add("a.b", 1, true)
		cells := make([]string, 2)
		p.read(line, cells)
		var want map[string]json.RawMessage
		must(t, json.Unmarshal([]byte(line), &want))
		var email string
		if raw := want["email"]; strings.Count(line, `"email"`) == 1 && json.Unmarshal(raw, &email) == nil && cells[0] != strings.TrimSpace(nfc(email)) {
			t.Fatalf("%s: email is %q, want %q", line, cells[0], email)
		}
		if cells[1] != "" && !json.Valid([]byte(cells[1])) {
			t.Fatalf("%s: a.b is %s", line, cells[1])
		}
	})
}

// FuzzSheet: XML that is none, or no sheet, is refused.
func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&amp;b</t></is></c></row><row><c><v>1.5</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<x:row r='2'><x:c r="ZZZZZZ9" s="-1" t="s"><x:v><![CDATA[0]]></x:v></x:c><!-- > --></x:row>`))
	f.Fuzz(func(t *testing.T, text []byte) {
		table := &xlsxTable{book: &workbook{dates: []bool{true}}, xml: &xmlScan{in: bufio.NewReaderSize(bytes.NewReader(text), 16)}}
		for table.row() == nil {
			if len(table.cells) > maxColumns || !utf8.ValidString(strings.Join(table.cells, "")) {
				t.Fatalf("%d cells", len(table.cells))
			}
		}
	})
}

// FuzzFormat: any format reads any text, or says why not; what it reads lies in our time.
func FuzzFormat(f *testing.F) {
	for _, format := range []string{"DD/MM/YYYY HH:mm:ss", "MMM D, YY h:mm A Z", "unix", "unix ms", "excel", "iso", "%d.%m.%Y"} {
		f.Add(format, "31/01/2026 08:05:06")
		f.Add(format, "1769846706")
	}
	first, last := time.Date(minYear-1, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(maxYear+1, 1, 2, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, format, text string) {
		read, err := parseFormat(format)
		if err != nil {
			return
		}
		at, problem := read(text, time.UTC)
		if problem == "" && !strings.Contains(text, "+") && !strings.Contains(text, "-") && (at < first.UnixMicro() || at > last.UnixMicro()) {
			t.Fatalf("%s of %q is %s", format, text, time.UnixMicro(at))
		}
	})
}
