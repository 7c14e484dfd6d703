package segment

import (
	"sort"
	"strings"
)

// Subject is somebody or something conditions are asked of: a person with fields, an event with properties.
type Subject interface {
	// Get is the value of a field; ok is false where it is missing.
	Get(field string) (v Value, ok bool)
}

// Expr is a parsed expression. The zero value is not one; use Parse.
type Expr struct {
	root Node
	text string
}

// String is the expression as it was written.
func (e *Expr) String() string { return e.text }

// Root is the tree, for those who render it into another language.
func (e *Expr) Root() Node { return e.root }

// Match reports whether s fulfils the expression.
func (e *Expr) Match(s Subject) bool { return e.root.Match(s) }

// With is the expression with another tree in place of its own: what came of it when it was bound.
func (e *Expr) With(root Node) *Expr { return &Expr{root: root, text: e.text} }

// Fields are the names the expression asks for, sorted, each once.
func (e *Expr) Fields() []string { return FieldsOf(e.root) }

// FieldsOf are the names that trees ask a Subject for, sorted, each once.
func FieldsOf(trees ...Node) []string {
	seen := map[string]bool{}
	for _, n := range trees {
		n.fields(seen)
	}
	names := make([]string, 0, len(seen))
	for n := range seen {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Node is one condition or a joining of conditions.
type Node interface {
	Match(Subject) bool
	fields(map[string]bool)
}

// And is fulfilled if all its parts are.
type And []Node

// Or is fulfilled if one of its parts is.
type Or []Node

// Not is fulfilled if its part is not.
type Not struct{ Of Node }

// Exists is fulfilled if the field is there.
type Exists struct {
	Field string
	at    int // in the text, in bytes
}

// Operator compares a field with constants.
type Operator string

// The operators. In takes any number of constants, the others one.
const (
	Equal          Operator = "="
	NotEqual       Operator = "!="
	Less           Operator = "<"
	LessOrEqual    Operator = "<="
	Greater        Operator = ">"
	GreaterOrEqual Operator = ">="
	In             Operator = "in"
	Contains       Operator = "contains"
	Starts         Operator = "starts"
	Like           Operator = "~"   // contains, blind to marks and capitals
	Holds          Operator = "has" // of a field with several values: one of them is equal
)

// Compare is fulfilled if the field is there and stands to the constants as the operator says.
type Compare struct {
	Field     string
	Op        Operator
	Constants []Value // IsNum only where written as a number, without quotes
	at        int     // in the text, in bytes
}

// Match implements Node.
func (a And) Match(s Subject) bool {
	for _, n := range a {
		if !n.Match(s) {
			return false
		}
	}
	return true
}

// Match implements Node.
func (o Or) Match(s Subject) bool {
	for _, n := range o {
		if n.Match(s) {
			return true
		}
	}
	return false
}

// Match implements Node.
func (n Not) Match(s Subject) bool { return !n.Of.Match(s) }

// Match implements Node.
func (e Exists) Match(s Subject) bool {
	_, ok := s.Get(e.Field)
	return ok
}

// Match implements Node.
func (c Compare) Match(s Subject) bool {
	v, ok := s.Get(c.Field)
	return ok && c.fits(v)
}

// fits reports whether a value stands to one of the constants as the operator says.
func (c Compare) fits(v Value) bool {
	for _, k := range c.Constants {
		if compare(v, c.Op, k) {
			return true
		}
	}
	return false
}

func compare(v Value, op Operator, k Value) bool {
	switch op {
	case Contains:
		return strings.Contains(v.Text, k.Text)
	case Starts:
		return strings.HasPrefix(v.Text, k.Text)
	case Like:
		return strings.Contains(Fold(v.Text), Fold(k.Text))
	case Equal, In, Holds:
		return order(v, k) == 0
	case NotEqual:
		return order(v, k) != 0
	case Less:
		return order(v, k) < 0
	case LessOrEqual:
		return order(v, k) <= 0
	case Greater:
		return order(v, k) > 0
	default:
		return order(v, k) >= 0
	}
}

// order is negative, zero or positive as v stands before, at or after the constant k.
func order(v, k Value) int {
	if v.IsNum && k.IsNum {
		switch {
		case v.Number < k.Number:
			return -1
		case v.Number > k.Number:
			return 1
		}
		return 0
	}
	return strings.Compare(v.Text, k.Text)
}

func (a And) fields(m map[string]bool) {
	for _, n := range a {
		n.fields(m)
	}
}

func (o Or) fields(m map[string]bool) {
	for _, n := range o {
		n.fields(m)
	}
}

func (n Not) fields(m map[string]bool)     { n.Of.fields(m) }
func (e Exists) fields(m map[string]bool)  { m[e.Field] = true }
func (c Compare) fields(m map[string]bool) { m[c.Field] = true }
