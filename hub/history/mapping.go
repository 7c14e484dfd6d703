package history

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"banhda/hub/timeline"
)

// Mapping says which column of a company's files means what. It has been read and checked as far as that can be
// done without the files.
type Mapping struct {
	name     string // of the YAML file, for messages
	zone     string // of the workspace; empty where the mapping says nothing
	currency string
	location *time.Location // of zone; nil
	source   string
	files    []*fileSpec
}

const maxMapping = 1 << 20

// ParseMapping reads a mapping; name is what its messages call it. Errors are *MappingError.
func ParseMapping(name string, text []byte) (*Mapping, error) {
	d := &decoder{name: name}
	if len(text) > maxMapping {
		return nil, &MappingError{File: name, Problem: "the mapping is longer than a megabyte", Instead: "is this the data itself?"}
	}
	if tooNested(text) {
		return nil, &MappingError{File: name, Problem: "the mapping is nested too deep", Instead: "compare it with an example of the guide"}
	}
	m := &Mapping{name: name}
	if body := d.parseYAML(norm.NFC.Bytes(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))); body != nil {
		m.read(d.table(body, "the mapping", "workspace", "source", "files"))
	}
	if d.err != nil {
		return nil, d.err
	}
	return m, nil
}

// tooNested spares the YAML parser, which calls itself once for each level.
func tooNested(text []byte) bool {
	brackets := bytes.Count(text, []byte("[")) + bytes.Count(text, []byte("{"))
	dashes := bytes.Count(text, []byte("- - - - - - - - - - "))
	return brackets > 20000 || dashes > 100 || deepestLine(text) > 500
}

// deepestLine is the most levels one line could open.
func deepestLine(text []byte) int {
	most := 0
	for line := range bytes.Lines(text) {
		levels := bytes.Count(line, []byte("[")) + bytes.Count(line, []byte("{")) + bytes.Count(line, []byte("- ")) + bytes.Count(line, []byte("? "))
		most = max(most, levels)
	}
	return most
}

func (m *Mapping) read(t table) {
	t.need("source", "name the system the data comes from, in one word: source: shop")
	t.need("files", "list the files: files:, then - path: orders.csv below it")
	m.source = t.text("source")
	if len([]rune(m.source)) > 40 {
		t.d.fail(t.place("source"), "the source's name is longer than 40 characters", "it is part of every event's id; make it one word")
	}
	if t.has("workspace") {
		m.readWorkspace(t.d.table(t.nodes["workspace"], "workspace", "timezone", "currency"))
	}
	for _, n := range t.d.list(t.nodes["files"]) {
		m.files = append(m.files, readFile(t.d, n))
	}
	if t.has("files") && len(m.files) == 0 {
		t.d.fail(t.place("files"), "files lists no file", "write - path: orders.csv below it")
	}
	if len(m.files) > 99 {
		t.d.fail(t.place("files"), "the mapping lists more than 99 files", "use a pattern such as path: orders-*.csv for files of one kind")
	}
}

func (m *Mapping) readWorkspace(t table) {
	m.zone, m.location = t.zone("timezone")
	m.currency = t.text("currency")
	if m.currency != "" && !timeline.IsCurrency(m.currency) {
		t.d.fail(t.place("currency"), fmt.Sprintf("%q is not a currency", m.currency), "write its code of three capitals: VND, USD, EUR")
	}
}

// zone reads a time zone of the IANA data base.
func (t table) zone(key string) (string, *time.Location) {
	name := t.text(key)
	if name == "" {
		return "", nil
	}
	location, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		t.d.fail(t.place(key), fmt.Sprintf("there is no time zone %q", name), "write Region/City, as in Asia/Ho_Chi_Minh, Europe/London, America/New_York, or UTC")
	}
	return name, location
}

// Workspace is the time zone and the currency the mapping asks for; empty where it says nothing. Only an empty
// workspace takes them over.
func (m *Mapping) Workspace() (zone, currency string) { return m.zone, m.currency }

// Workbooks reports whether one of its files is a workbook.
func (m *Mapping) Workbooks() bool {
	return slices.ContainsFunc(m.files, func(f *fileSpec) bool { return f.table.formatOf(f.table.path) == "xlsx" })
}

// Source names the system the data comes from.
func (m *Mapping) Source() string { return m.source }

// Within says what is wrong with a mapping that names a file by more than its name: one that was sent here may only
// speak of files that were sent with it. The error is a *MappingError.
func (m *Mapping) Within() error {
	for _, f := range m.files {
		tables := []tableSpec{f.table}
		for _, j := range f.joins {
			tables = append(tables, j.table)
		}
		for _, c := range f.checks {
			tables = append(tables, c.against)
		}
		for _, t := range tables {
			if strings.ContainsAny(t.path, `/\:`) || !filepath.IsLocal(t.path) {
				return &MappingError{m.name, t.at.line, t.at.column, fmt.Sprintf("the path %q leads elsewhere", t.path), "write only the name of a file that was sent"}
			}
		}
	}
	return nil
}

// Check says what is wrong with a mapping beside its files below dir. Errors of the mapping are *MappingError.
func Check(m *Mapping, dir string) error {
	r, err := Open(m, dir, Options{})
	if err != nil {
		return err
	}
	return r.Close()
}
