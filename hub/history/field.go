package history

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// field says where one part of an event comes from: a column, an expression over columns, or a constant.
type field struct {
	at    place
	label string // of messages: the key in the mapping

	// Exactly one of these. A bare text is a column if the file has one of that name, else an expression.
	bare       bool
	text       string // the column, the bare text, or the constant
	constant   bool
	expression node

	values    map[string]string // replaces the values it lists
	otherwise *string           // for those it does not
	strict    bool              // a value that is not listed is refused
	required  bool

	// What the key of the mapping adds.
	formats []instantFormat
	zone    *time.Location
	minor   bool   // money is written in minor units
	kind    string // of a property: text, number, boolean; auto: as the file has it
}

var fieldKeys = []string{"column", "expression", "const", "map", "else", "required"}

// field reads a column's name, an expression, or a table with one of column, expression and const. more are the keys
// that this place takes besides.
func (d *decoder) field(n ast.Node, label string, more ...string) *field {
	f := &field{at: textPlace(n), label: label, kind: "auto"}
	if !isTable(n) {
		f.readBare(d, n)
		return f
	}
	t := d.table(n, label, append(slices.Clone(fieldKeys), more...)...)
	f.readTable(t)
	f.required = t.flag("required")
	if t.has("else") {
		other := t.text("else")
		f.otherwise = &other
	}
	if t.has("map") {
		f.readMap(d, t.nodes["map"])
	} else if f.otherwise != nil && !f.constant {
		d.fail(t.place("else"), label+" has else without map", "add map: {value in the file: value to use}")
	}
	f.readExtras(t)
	return f
}

func (f *field) readBare(d *decoder, n ast.Node) {
	switch n := n.(type) {
	case *ast.BoolNode, *ast.IntegerNode, *ast.FloatNode:
		f.constant, f.text, f.kind = true, d.text(n, f.label), kindOf(n)
		return
	case *ast.SequenceNode: // [Column name] without quotes reads as a list of one
		if len(n.Values) == 1 {
			f.text = d.text(n.Values[0], f.label)
		} else {
			d.failNode(n, f.label+" is a list", "put an expression that begins with [ in single quotes: '[Unit price] * Quantity'")
		}
		return
	}
	f.bare, f.text = true, d.text(n, f.label)
	if f.text == "" {
		d.failNode(n, f.label+" is empty", "name a column, or take the line out")
	}
}

func (f *field) readTable(t table) {
	given := 0
	for _, key := range []string{"column", "expression", "const"} {
		if t.nodes[key] == nil {
			continue
		}
		given++
		f.text, f.at = t.text(key), textPlace(t.nodes[key])
		f.constant = key == "const"
		if key == "expression" {
			f.expression = t.expression(key)
		} else if f.text == "" {
			t.d.fail(t.place(key), key+" of "+f.label+" is empty", "name a column, or take the line out")
		}
	}
	if given != 1 {
		t.d.fail(t.at, f.label+" needs one of column, expression and const", "write "+f.label+": {column: name of the column}")
	}
}

func (t table) expression(key string) node {
	n, err := parseExpression(t.text(key))
	if err != nil {
		t.d.failExpression(t.nodes[key], err)
	}
	return n
}

func (f *field) readMap(d *decoder, n ast.Node) {
	pairs := d.table(n, "map")
	f.values = map[string]string{}
	for _, key := range pairs.keys {
		f.values[key] = pairs.text(key)
	}
	if len(f.values) == 0 {
		d.failNode(n, "map lists nothing", "write map: {value in the file: value to use}")
	}
}

func (f *field) readExtras(t table) {
	_, f.zone = t.zone("timezone")
	for _, n := range t.d.list(t.nodes["format"]) {
		f.formats = append(f.formats, t.d.format(n))
	}
	f.minor = t.oneOf("unit", "major", "minor") == "minor"
	f.kind = t.oneOf("type", "auto", "text", "number", "boolean")
	if f.constant && f.kind == "auto" {
		f.kind = kindOf(t.nodes["const"])
	}
}

// kindOf is the type of a constant as YAML has it.
func kindOf(n ast.Node) string {
	switch n.(type) {
	case *ast.BoolNode:
		return "boolean"
	case *ast.IntegerNode, *ast.FloatNode:
		return "number"
	}
	return "auto"
}

// format reads one way to write an instant.
func (d *decoder) format(n ast.Node) instantFormat {
	format, err := parseFormat(d.text(n, "at format"))
	if err != nil {
		d.failExpression(n, err)
	}
	return format
}

// fault makes an error of the file's columns one of the mapping.
func (f *field) fault(s *scope, err error) error {
	problem := err.(*fault)
	return &MappingError{s.mapping, f.at.line, f.at.column + problem.at, f.label + ": " + problem.problem, problem.instead}
}

// compile finds the field's columns in a file.
func (f *field) compile(s *scope) (eval, error) {
	inner, err := f.source(s)
	if err != nil {
		return nil, f.fault(s, err)
	}
	if f.values != nil {
		inner = f.mapped(inner)
	}
	if f.required {
		inner = f.demanded(inner)
	}
	return inner, nil
}

func (f *field) source(s *scope) (eval, error) {
	switch {
	case f.constant:
		return textNode{f.text}.compile(s)
	case f.expression != nil:
		return f.expression.compile(s)
	case !f.bare || s.has(f.text):
		return columnNode{name: f.text}.compile(s)
	}
	parsed, err := parseExpression(f.text)
	if err != nil {
		return nil, err
	}
	inner, err := parsed.compile(s)
	if missing, ok := err.(*fault); ok && !strings.Contains(missing.instead, "did you mean") {
		missing.instead += fmt.Sprintf(`; for a fixed text write {const: %s}`, f.text)
	}
	return inner, err
}

// mapped replaces values by the list of the mapping.
func (f *field) mapped(inner eval) eval {
	return func(r *row) (value, error) {
		v, err := inner(r)
		if err != nil {
			return v, err
		}
		text := v.String()
		if to, listed := f.values[text]; listed {
			return ofText(to), nil
		}
		switch {
		case v.kind == blank && f.strict:
			return v, &rowError{f.column(), "is empty"}
		case v.kind == blank:
			return v, nil
		case f.otherwise != nil:
			return ofText(*f.otherwise), nil
		case f.strict:
			return v, &rowError{f.column(), fmt.Sprintf("%q is not in the map of %s; add it there, or say else", clip(text), f.label)}
		}
		return v, nil
	}
}

func (f *field) demanded(inner eval) eval {
	return func(r *row) (value, error) {
		v, err := inner(r)
		if err == nil && v.kind == blank {
			err = &rowError{f.column(), "is empty"}
		}
		return v, err
	}
}

// column is what a refusal names: the column, or the key where an expression makes the value.
func (f *field) column() string {
	if f.expression != nil || f.constant {
		return f.label
	}
	return f.text
}
