package history

import (
	"fmt"
)

// value is what an expression gives for one row: nothing, a text, a number, or a yes or no.
type value struct {
	kind   valueKind
	truth  bool
	text   string
	number decimal
}

type valueKind uint8

const (
	blank valueKind = iota
	textual
	numeric
	truth
)

// eval computes an expression for one row. Errors are *rowError.
type eval func(r *row) (value, error)

// rowError says why a row, or one event of it, is refused.
type rowError struct{ column, reason string }

func (e *rowError) Error() string {
	if e.column == "" {
		return e.reason
	}
	return e.column + ": " + e.reason
}

func ofText(s string) value {
	if s == "" {
		return value{}
	}
	return value{kind: textual, text: s}
}

func ofNumber(s string) value {
	d, ok := parseDecimal(s, '.')
	if !ok {
		return value{}
	}
	return value{kind: numeric, number: d}
}

func (v value) String() string {
	if v.kind == numeric {
		return v.number.String()
	}
	return v.text
}

func (n columnNode) compile(s *scope) (eval, error) {
	slot, err := s.column(n.name)
	if err != nil {
		err.at = n.at
		return nil, err
	}
	if s.numbers[slot] {
		return func(r *row) (value, error) { return ofNumber(r.cells[slot]), nil }, nil
	}
	return func(r *row) (value, error) { return ofText(r.cells[slot]), nil }, nil
}

func (n textNode) compile(*scope) (eval, error) {
	v := ofText(n.text)
	return func(*row) (value, error) { return v, nil }, nil
}

func (n truthNode) compile(s *scope) (eval, error) { return textNode{n.word}.compile(s) }

func (n numberNode) compile(*scope) (eval, error) {
	v := value{kind: numeric, number: n.number}
	return func(*row) (value, error) { return v, nil }, nil
}

func (n logicNode) compile(s *scope) (eval, error) {
	left, right, err := compileBoth(s, n.left, n.right)
	return func(r *row) (value, error) {
		v, err := left(r)
		if err != nil || v.truth != n.and {
			return v, err
		}
		return right(r)
	}, err
}

func compileBoth(s *scope, left, right node) (l, r eval, err error) {
	if l, err = left.compile(s); err != nil {
		return nil, nil, err
	}
	r, err = right.compile(s)
	return l, r, err
}

func yes(b bool) value { return value{kind: truth, truth: b} }

func (n notNode) compile(s *scope) (eval, error) {
	test, err := n.test.compile(s)
	return func(r *row) (value, error) {
		v, err := test(r)
		return yes(!v.truth), err
	}, err
}

func (n emptyNode) compile(s *scope) (eval, error) {
	inner, err := n.value.compile(s)
	return func(r *row) (value, error) {
		v, err := inner(r)
		return yes(v.kind == blank), err
	}, err
}

func (n inNode) compile(s *scope) (eval, error) {
	choices := make([]eval, len(n.choices))
	for i, c := range n.choices {
		test, err := compareNode{"=", n.value, c}.compile(s)
		if err != nil {
			return nil, err
		}
		choices[i] = test
	}
	return func(r *row) (value, error) {
		for _, c := range choices {
			if v, err := c(r); err != nil || v.truth {
				return v, err
			}
		}
		return yes(false), nil
	}, nil
}

func (n joinNode) compile(s *scope) (eval, error) {
	left, right, err := compileBoth(s, n.left, n.right)
	return func(r *row) (value, error) {
		a, err := left(r)
		if err != nil {
			return a, err
		}
		b, err := right(r)
		return ofText(a.String() + b.String()), err
	}, err
}

// compile of arithmetic: a blank counts as nothing in + and -, so that a missing discount is no discount; in * and /
// it makes the result blank.
func (n arithmeticNode) compile(s *scope) (eval, error) {
	left, err := compileNumber(s, n.left)
	if err != nil {
		return nil, err
	}
	right, err := compileNumber(s, n.right)
	operator := n.operator
	return func(r *row) (value, error) {
		a, err := left(r)
		if err != nil {
			return a, err
		}
		b, err := right(r)
		if err != nil {
			return b, err
		}
		return calculate(operator, a, b)
	}, err
}

func calculate(operator string, a, b value) (value, error) {
	if additive := operator == "+" || operator == "-"; additive && (a.kind == blank) != (b.kind == blank) {
		a.kind, b.kind = numeric, numeric
	}
	if a.kind == blank || b.kind == blank {
		return value{}, nil
	}
	var d decimal
	var ok bool
	switch operator {
	case "+":
		d, ok = a.number.plus(b.number)
	case "-":
		d, ok = a.number.plus(b.number.negative())
	case "*":
		d, ok = a.number.times(b.number)
	case "/":
		d, ok = a.number.over(b.number)
	}
	if !ok {
		return value{}, &rowError{"", fmt.Sprintf("%s %s %s has no result", a.number, operator, b.number)}
	}
	return value{kind: numeric, number: d}, nil
}

// compileNumber compiles a part of which a number is wanted; the error for a text that is none names the column.
func compileNumber(s *scope, n node) (eval, error) {
	inner, err := n.compile(s)
	column := ""
	if c, ok := n.(columnNode); ok {
		column = c.name
	}
	return numberOf(inner, column, s.mark), err
}

func numberOf(inner eval, column string, mark byte) eval {
	return func(r *row) (value, error) {
		v, err := inner(r)
		if err != nil || v.kind != textual {
			return v, err
		}
		d, ok := parseDecimal(v.text, mark)
		if !ok {
			return value{}, &rowError{column, fmt.Sprintf("%q is not a number", clip(v.text))}
		}
		return value{kind: numeric, number: d}, nil
	}
}

func (n callNode) compile(s *scope) (eval, error) {
	inner, err := compileNumber(s, n.value)
	return func(r *row) (value, error) {
		v, err := inner(r)
		if err != nil || v.kind != numeric {
			return v, err
		}
		switch {
		case n.function == "round":
			v.number = v.number.round(n.places)
		case v.number.digits < 0:
			v.number = v.number.negative()
		}
		return v, nil
	}, err
}

// clip shortens a text for a message.
func clip(s string) string {
	if runes := []rune(s); len(runes) > 60 {
		return string(runes[:60]) + "…"
	}
	return s
}
