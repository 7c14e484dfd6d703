package history

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// fileSpec is one entry of files: what to read and what to make of it.
type fileSpec struct {
	at      place
	table   tableSpec
	explode []*explodeSpec // from the outermost
	joins   []*joinSpec
	where   *condition
	checks  []*checkSpec
	group   *groupSpec
	events  []*eventSpec
}

// tableSpec says how a file is to be read.
type tableSpec struct {
	at        place
	path      string
	format    string // csv, xlsx, jsonl; auto: by the path
	encoding  string
	delimiter string // empty: found out; spaces: any white space
	quote     bool
	header    bool
	columns   []string // names in place of a header, or instead of the file's own
	skip      int      // lines before the header
	sheet     string
	blanks    []string // cells that mean nothing, such as NULL
	mark      byte     // before the fraction of a number
}

type explodeSpec struct {
	at        place
	column    string
	separator string // of a list written as text; empty: a JSON list
}

type joinSpec struct {
	at      place
	table   tableSpec
	as      string
	column  string // of this file
	key     string // of the joined file
	missing string // keep, skip, refuse
}

type checkSpec struct {
	at      place
	column  string
	against tableSpec
	key     string
}

type groupSpec struct {
	at     place
	by     []*field
	fields []groupField
	sorted bool
}

type groupField struct {
	name    string
	summary string // sum, first, last, count, min, max
	of      *field // nil for count
}

// condition is an expression that says yes or no.
type condition struct {
	at   place
	node node
}

var tableKeys = []string{"path", "format", "encoding", "delimiter", "quote", "header", "columns", "skip", "sheet", "empty", "decimal"}

func keys(more ...string) []string { return append(append([]string{}, tableKeys...), more...) }

func readFile(d *decoder, n ast.Node) *fileSpec {
	t := d.table(n, "a file", keys("explode", "join", "where", "check", "group", "events")...)
	f := &fileSpec{at: t.at, table: readTable(t), where: t.condition("where")}
	t.need("events", "say what each row means: events:, then - name: Order Completed below it")
	for _, n := range d.list(t.nodes["explode"]) {
		f.explode = append(f.explode, readExplode(d, n))
	}
	for _, n := range d.list(t.nodes["join"]) {
		f.joins = append(f.joins, readJoin(d, n))
	}
	for _, n := range d.list(t.nodes["check"]) {
		f.checks = append(f.checks, readCheck(d, n))
	}
	if t.has("group") {
		f.group = readGroup(d, t.nodes["group"])
	}
	for _, n := range d.list(t.nodes["events"]) {
		f.events = append(f.events, readEvent(d, n))
	}
	if len(f.events) > 99 {
		d.fail(t.place("events"), "a file has more than 99 events", "list the file twice")
	}
	return f
}

func readTable(t table) tableSpec {
	s := tableSpec{at: t.at, path: t.text("path"), encoding: t.text("encoding"), sheet: t.text("sheet"), mark: '.'}
	t.need("path", "write path: orders.csv")
	s.at = t.place("path")
	s.format = t.oneOf("format", "auto", "csv", "xlsx", "jsonl")
	s.readHeader(t)
	s.readDelimiter(t)
	for _, blank := range t.d.list(t.nodes["empty"]) {
		s.blanks = append(s.blanks, t.d.written(blank, "a file's empty"))
	}
	if t.oneOf("decimal", ".", ",") == "," {
		s.mark = ','
	}
	s.quote = t.oneOf("quote", `"`, "none") == `"`
	if _, err := decoderOf(s.encoding); err != nil {
		t.d.fail(t.place("encoding"), fmt.Sprintf("the encoding %q is unknown", s.encoding), "write utf-8, utf-16, windows-1258, windows-1252, latin-1, or another of the WHATWG's labels")
	}
	return s
}

// readHeader reads header (true, false, or the names themselves), columns and skip.
func (s *tableSpec) readHeader(t table) {
	s.header = true
	s.columns = t.texts("columns")
	if _, named := t.nodes["header"].(*ast.SequenceNode); named {
		s.header, s.columns = false, t.texts("header")
	} else if t.has("header") {
		s.header = t.flag("header")
	}
	if !s.header && len(s.columns) == 0 {
		t.d.fail(t.place("header"), "the file has no header, and its columns have no names", "add columns: [customer, date, amount]")
	}
	seen := map[string]bool{}
	for _, c := range s.columns {
		if c == "" || seen[c] {
			t.d.fail(t.place("columns"), fmt.Sprintf("the column name %q is empty or stands twice", c), "give every column a name of its own")
		}
		seen[c] = true
	}
	if t.has("skip") {
		n, ok := parsePlain(t.text("skip"), '.')
		if s.skip = int(n.digits); !ok || n.scale > 0 || s.skip < 0 || s.skip > 10000 {
			t.d.fail(t.place("skip"), "skip is not a number of lines", "write the number of lines before the header: skip: 2")
		}
	}
}

func (s *tableSpec) readDelimiter(t table) {
	words := map[string]string{"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "spaces": "spaces", "space": " ", `\t`: "\t", "": ""}
	raw := t.raw("delimiter")
	if meant, ok := words[strings.TrimSpace(raw)]; ok && raw != "\t" && raw != " " {
		raw = meant
	}
	s.delimiter = raw
	if len([]rune(raw)) > 1 && raw != "spaces" || raw == `"` || raw == "\n" {
		t.d.fail(t.place("delimiter"), fmt.Sprintf("the delimiter %q is not one character", raw), `write ",", ";", tab, "|" or spaces`)
	}
}

// condition reads an expression that says yes or no.
func (t table) condition(key string) *condition {
	if !t.has(key) {
		return nil
	}
	n := t.nodes[key]
	parsed, err := parseCondition(t.text(key))
	if err != nil {
		t.d.failExpression(n, err)
	}
	return &condition{textPlace(n), parsed}
}

// failExpression places a fault of an expression in the mapping.
func (d *decoder) failExpression(n ast.Node, err error) {
	at, f := textPlace(n), err.(*fault)
	d.fail(place{at.line, at.column + f.at}, f.problem, f.instead)
}
