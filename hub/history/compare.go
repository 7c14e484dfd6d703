package history

import "strings"

// compile of a comparison: a text in quotes is compared as text with = and !=, so that "01" is not 1. Otherwise two
// sides that both read as numbers are compared as numbers, any others as text. true and false may be written in
// capitals. A blank is equal to "" only, and neither less nor greater than anything.
func (n compareNode) compile(s *scope) (eval, error) {
	left, right, err := compileBoth(s, n.left, n.right)
	if err != nil {
		return nil, err
	}
	if isTruth(n.left) || isTruth(n.right) {
		left, right = inSmallLetters(left), inSmallLetters(right)
	}
	_, quotedLeft := n.left.(textNode)
	_, quotedRight := n.right.(textNode)
	asText := n.operator == "starts" || n.operator == "contains" ||
		(quotedLeft || quotedRight) && (n.operator == "=" || n.operator == "!=")
	holds := comparisons[n.operator]
	mark := s.mark
	return func(r *row) (value, error) {
		a, err := left(r)
		if err != nil {
			return a, err
		}
		b, err := right(r)
		if err != nil {
			return b, err
		}
		return yes(holds(a, b, asText, mark)), nil
	}, nil
}

func isTruth(n node) bool {
	_, is := n.(truthNode)
	return is
}

func inSmallLetters(of eval) eval {
	return func(r *row) (value, error) {
		v, err := of(r)
		v.text = strings.ToLower(v.text)
		return v, err
	}
}

var comparisons = map[string]func(a, b value, asText bool, mark byte) bool{
	"=":        func(a, b value, t bool, m byte) bool { return same(a, b, t, m) },
	"!=":       func(a, b value, t bool, m byte) bool { return !same(a, b, t, m) },
	"<":        func(a, b value, _ bool, m byte) bool { o, ok := order(a, b, m); return ok && o < 0 },
	"<=":       func(a, b value, _ bool, m byte) bool { o, ok := order(a, b, m); return ok && o <= 0 },
	">":        func(a, b value, _ bool, m byte) bool { o, ok := order(a, b, m); return ok && o > 0 },
	">=":       func(a, b value, _ bool, m byte) bool { o, ok := order(a, b, m); return ok && o >= 0 },
	"starts":   func(a, b value, _ bool, _ byte) bool { return strings.HasPrefix(a.String(), b.String()) },
	"contains": func(a, b value, _ bool, _ byte) bool { return strings.Contains(a.String(), b.String()) },
}

func same(a, b value, asText bool, mark byte) bool {
	if asText || a.kind == blank || b.kind == blank {
		return a.String() == b.String()
	}
	o, ok := order(a, b, mark)
	return ok && o == 0
}

// order compares two values; ok is false where one is blank, or a written number meets what is none.
func order(a, b value, mark byte) (o int, ok bool) {
	if a.kind == blank || b.kind == blank {
		return 0, false
	}
	x, xok := a.decimal(mark)
	y, yok := b.decimal(mark)
	if xok && yok {
		return x.compare(y), true
	}
	return strings.Compare(a.text, b.text), a.kind == textual && b.kind == textual
}

func (v value) decimal(mark byte) (decimal, bool) {
	if v.kind == numeric {
		return v.number, true
	}
	return parseDecimal(v.text, mark)
}
