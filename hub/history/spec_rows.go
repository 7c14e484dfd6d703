package history

import (
	"github.com/goccy/go-yaml/ast"
)

func readExplode(d *decoder, n ast.Node) *explodeSpec {
	if !isTable(n) {
		return &explodeSpec{at: placeOf(n), column: d.text(n, "explode")}
	}
	t := d.table(n, "explode", "column", "separator")
	t.need("column", "name the column that holds the list: column: items")
	return &explodeSpec{at: t.at, column: t.text("column"), separator: t.raw("separator")}
}

func readJoin(d *decoder, n ast.Node) *joinSpec {
	t := d.table(n, "join", keys("on", "as", "missing")...)
	t.need("on", "name the column both files share, on: id, or one of each, on: {customer: id}")
	j := &joinSpec{at: t.place("on"), table: readTable(t), as: t.text("as"), missing: t.oneOf("missing", "keep", "skip", "refuse")}
	if on := t.nodes["on"]; isTable(on) {
		pair := d.table(on, "on")
		if len(pair.keys) != 1 {
			d.failNode(on, "on needs one pair of columns", "write on: {this file's column: the joined file's column}")
			return j
		}
		j.column, j.key = pair.keys[0], pair.text(pair.keys[0])
	} else {
		j.column = t.text("on")
		j.key = j.column
	}
	return j
}

func readCheck(d *decoder, n ast.Node) *checkSpec {
	t := d.table(n, "check", "column", "against")
	t.need("column", "name the column to look at")
	t.need("against", "name the list it must be in: against: {path: products.csv, column: product}")
	list := d.table(t.nodes["against"], "against", keys("column")...)
	list.need("column", "name the column of the list: column: product")
	return &checkSpec{at: t.place("column"), column: t.text("column"), against: readTable(list), key: list.text("column")}
}

var summaries = []string{"sum", "first", "last", "count", "min", "max"}

func readGroup(d *decoder, n ast.Node) *groupSpec {
	t := d.table(n, "group", "by", "fields", "sorted")
	t.need("by", "name the column whose equal values make one group: by: order_id")
	g := &groupSpec{at: t.at, sorted: t.flag("sorted")}
	for _, n := range d.list(t.nodes["by"]) {
		g.by = append(g.by, d.field(n, "by"))
	}
	if !t.has("fields") {
		return g
	}
	fields := d.table(t.nodes["fields"], "fields")
	for _, name := range fields.keys {
		g.fields = append(g.fields, readGroupField(d, name, fields.nodes[name]))
	}
	return g
}

// readGroupField reads amount: sum, or total: {sum: price × quantity}.
func readGroupField(d *decoder, name string, n ast.Node) groupField {
	f := groupField{name: name}
	if isTable(n) {
		t := d.table(n, "a field of a group", summaries...)
		if len(t.keys) != 1 {
			d.failNode(n, "a field of a group is made in one way", "write "+name+": {sum: amount}")
			return f
		}
		f.summary = t.keys[0]
		if of := t.nodes[f.summary]; !isNull(of) {
			f.of = d.field(of, f.summary)
		}
	} else {
		f.summary = table{d: d, what: "a field of a group", nodes: map[string]ast.Node{name: n}}.oneOf(name, summaries...)
	}
	if f.of == nil && f.summary != "count" {
		f.of = &field{at: placeOf(n), text: name, bare: true}
	}
	return f
}
