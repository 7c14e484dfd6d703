package history

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	yamltoken "github.com/goccy/go-yaml/token"
)

// decoder walks over the YAML of a mapping. It keeps the first mistake; after it, what it returns has no meaning,
// so that the code that reads a mapping reads like the mapping.
type decoder struct {
	name string
	err  *MappingError
}

// place is where something stands in a mapping.
type place struct{ line, column int }

func (d *decoder) fail(at place, problem, instead string) {
	if d.err == nil {
		d.err = &MappingError{d.name, at.line, at.column, problem, instead}
	}
}

func (d *decoder) failNode(n ast.Node, problem, instead string) { d.fail(placeOf(n), problem, instead) }

func placeOf(n ast.Node) place {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return place{1, 1}
	}
	if m, ok := n.(*ast.MappingNode); ok && len(m.Values) > 0 && !m.IsFlowStyle {
		return placeOf(m.Values[0].Key)
	}
	p := n.GetToken().Position
	return place{p.Line, p.Column}
}

// parseYAML reads the one document of a file.
func (d *decoder) parseYAML(text []byte) (body ast.Node) {
	defer func() {
		if recover() != nil {
			d.fail(place{}, "this is not YAML that can be read", "compare it with an example of the guide")
			body = nil
		}
	}()
	file, err := parser.ParseBytes(text, 0)
	var syntax *yaml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		at := place{1, 1}
		if t := syntax.Token; t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
		d.fail(at, "this is not YAML: "+syntax.Message, "check the indentation, and put texts with [ ] : # % in single quotes")
	case err != nil:
		d.fail(place{}, "this is not YAML: "+err.Error(), "check the indentation")
	case len(file.Docs) != 1 || file.Docs[0].Body == nil:
		d.fail(place{}, "the mapping is empty or has several documents", "begin with source: and files:")
	default:
		return file.Docs[0].Body
	}
	return nil
}

// table is a part of a mapping with keys.
type table struct {
	d     *decoder
	what  string
	at    place
	nodes map[string]ast.Node
	keys  []string // in the order of the file
}

// table reads a part that may have these keys and no other; without any, every key is allowed.
func (d *decoder) table(n ast.Node, what string, allowed ...string) table {
	t := table{d: d, what: what, at: placeOf(n), nodes: map[string]ast.Node{}}
	for _, pair := range d.pairs(n, what) {
		key := d.written(pair.Key, "a key of "+what)
		switch {
		case d.err != nil:
			return t
		case t.nodes[key] != nil:
			d.failNode(pair.Key, fmt.Sprintf("%s has %s twice", what, key), "take one of them out")
		case len(allowed) > 0 && !slices.Contains(allowed, key):
			d.failNode(pair.Key, fmt.Sprintf("%s has no key %q", what, key), didYouMean(key, allowed))
		}
		t.nodes[key] = pair.Value
		t.keys = append(t.keys, key)
	}
	return t
}

func (d *decoder) pairs(n ast.Node, what string) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	case nil:
		return nil
	}
	d.failNode(n, what+" needs keys", "write them indented below it, key: value")
	return nil
}

func isTable(n ast.Node) bool {
	switch n.(type) {
	case *ast.MappingNode, *ast.MappingValueNode:
		return true
	}
	return false
}

// list reads a part that may be written as one thing or as a list of them.
func (d *decoder) list(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	if n == nil || isNull(n) {
		return nil
	}
	return []ast.Node{n}
}

func isNull(n ast.Node) bool { _, null := n.(*ast.NullNode); return n == nil || null }

// text reads a single value as it is written; a number keeps its form. null reads as nothing.
func (d *decoder) text(n ast.Node, what string) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return strings.TrimSpace(n.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value
	case *ast.NullNode, nil:
		return ""
	case *ast.AliasNode, *ast.AnchorNode, *ast.MergeKeyNode, *ast.TagNode:
		d.failNode(n, "anchors (&), aliases (*) and tags (!) are not understood here", "write the part out, or put a text that begins so in single quotes")
		return ""
	}
	d.failNode(n, what+" is one value, not a list or a table", "write "+lastWord(what)+": value")
	return ""
}

// written reads a single value as it stands, where even the word null means its letters.
func (d *decoder) written(n ast.Node, what string) string {
	if _, null := n.(*ast.NullNode); null {
		return n.GetToken().Value
	}
	return d.text(n, what)
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// raw reads a single value exactly, white space and all.
func (d *decoder) raw(n ast.Node, what string) string {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value
	}
	return d.text(n, what)
}

func (t table) has(key string) bool { return !isNull(t.nodes[key]) }

func (t table) text(key string) string { return t.d.text(t.nodes[key], t.what+" "+key) }

func (t table) raw(key string) string { return t.d.raw(t.nodes[key], t.what+" "+key) }

func (t table) place(key string) place {
	if n := t.nodes[key]; n != nil {
		return placeOf(n)
	}
	return t.at
}

// flag reads true or false.
func (t table) flag(key string) bool {
	switch text := strings.ToLower(t.text(key)); text {
	case "true", "yes":
		return true
	case "", "false", "no":
		return false
	default:
		t.d.fail(t.place(key), fmt.Sprintf("%s of %s is %q", key, t.what, text), "write true or false")
		return false
	}
}

// texts reads one text or a list of them.
func (t table) texts(key string) []string {
	var list []string
	for _, n := range t.d.list(t.nodes[key]) {
		list = append(list, t.d.text(n, t.what+" "+key))
	}
	return list
}

// oneOf reads a word out of a few; the first is taken where nothing is said.
func (t table) oneOf(key string, words ...string) string {
	text := t.text(key)
	if text == "" {
		return words[0]
	}
	if !slices.Contains(words, text) {
		t.d.fail(t.place(key), fmt.Sprintf("%s of %s cannot be %q", key, t.what, text), didYouMean(text, words))
	}
	return text
}

// need says that a key is missing.
func (t table) need(key, instead string) {
	if !t.has(key) {
		t.d.fail(t.at, t.what+" has no "+key, instead)
	}
}

// textPlace is where the first character of a text stands: after its quote, if it has one.
func textPlace(n ast.Node) place {
	p := placeOf(n)
	if t := n.GetToken(); t != nil && (t.Type == yamltoken.SingleQuoteType || t.Type == yamltoken.DoubleQuoteType) {
		p.column++
	}
	return p
}
