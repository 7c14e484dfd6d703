package history

import (
	"fmt"
	"slices"
	"strings"
)

const maxNesting = 100

// expressionParser keeps the first fault; after it, what it returns has no meaning.
type expressionParser struct {
	tokens []token
	i      int
	fault  *fault
}

func (p *expressionParser) now() token { return p.tokens[p.i] }

func (p *expressionParser) fail(at int, problem, instead string) node {
	if p.fault == nil {
		p.fault = &fault{at, problem, instead}
	}
	p.i = len(p.tokens) - 1
	return textNode{}
}

func (p *expressionParser) unexpected(wanted string) node {
	t := p.now()
	if t.kind == tokenEnd {
		return p.fail(t.at, "the expression ends too early", "expected "+wanted)
	}
	if before := p.before(); before.kind == tokenName && t.kind == tokenName {
		name := before.text + " " + t.text
		return p.fail(before.at, fmt.Sprintf("no operator between %q and %q", before.text, t.text), "a column with spaces in its name stands in brackets: ["+name+"]")
	}
	return p.fail(t.at, fmt.Sprintf("%q does not fit here", t.text), "expected "+wanted)
}

func (p *expressionParser) before() token {
	if p.i == 0 {
		return token{}
	}
	return p.tokens[p.i-1]
}

// mark and word take the next token if it is the given one.
func (p *expressionParser) mark(marks ...string) string {
	if t := p.now(); t.kind == tokenMark && slices.Contains(marks, t.text) {
		p.i++
		return t.text
	}
	return ""
}

func (p *expressionParser) word(words ...string) string {
	if t := p.now(); t.kind == tokenName && slices.Contains(words, strings.ToLower(t.text)) {
		p.i++
		return strings.ToLower(t.text)
	}
	return ""
}

// want checks that a part is a test where a yes or no is needed, and is none where a value is.
func (p *expressionParser) want(n node, test bool, at int) {
	if p.fault != nil || n.isTest() == test {
		return
	}
	if test {
		p.fail(at, "this is a value, not a condition", `compare it with something: status = "paid", or: not empty status`)
	} else {
		p.fail(at, "this is a condition, where a text or a number is needed", "move it to when or where")
	}
}

func (p *expressionParser) either(depth int) node {
	return p.logic(depth, "or", func(d int) node { return p.logic(d, "and", p.negated) })
}

func (p *expressionParser) logic(depth int, word string, part func(int) node) node {
	at := p.now().at
	left := part(depth)
	for p.word(word) != "" {
		p.want(left, true, at)
		at = p.now().at
		right := part(depth)
		p.want(right, true, at)
		left = logicNode{word == "and", left, right}
	}
	return left
}

func (p *expressionParser) negated(depth int) node {
	if p.word("not") == "" {
		return p.test(depth)
	}
	if depth >= maxNesting {
		return p.tooDeep()
	}
	at := p.now().at
	n := p.negated(depth + 1)
	p.want(n, true, at)
	return notNode{n}
}

func (p *expressionParser) tooDeep() node {
	return p.fail(p.now().at, "the expression is nested more than a hundred deep", "write it flatter")
}

func (p *expressionParser) test(depth int) node {
	at := p.now().at
	if p.word("empty") != "" {
		return emptyNode{p.plain(depth)}
	}
	if p.word("exists") != "" {
		return notNode{emptyNode{p.plain(depth)}}
	}
	left := p.joined(depth)
	if operator := p.mark("=", "!=", "<", "<=", ">", ">=") + p.word("starts", "contains"); operator != "" {
		p.want(left, false, at)
		at = p.now().at
		right := p.joined(depth)
		p.want(right, false, at)
		return compareNode{operator, left, right}
	}
	if p.word("in") != "" {
		p.want(left, false, at)
		return inNode{left, p.list(depth)}
	}
	if p.word("is") != "" {
		p.want(left, false, at)
		return p.emptiness(left)
	}
	return left
}

// plain is a value that must not be a condition.
func (p *expressionParser) plain(depth int) node {
	at := p.now().at
	n := p.value(depth)
	p.want(n, false, at)
	return n
}

func (p *expressionParser) emptiness(value node) node {
	negated := p.word("not") != ""
	if p.word("empty") == "" {
		return p.unexpected("empty or not empty after is")
	}
	if negated {
		return notNode{emptyNode{value}}
	}
	return emptyNode{value}
}

func (p *expressionParser) list(depth int) []node {
	if p.mark("(") == "" {
		return []node{p.unexpected(`a list such as ("a", "b")`)}
	}
	var choices []node
	for {
		choices = append(choices, p.joinedValue(depth))
		if p.mark(",") == "" {
			break
		}
	}
	if p.mark(")") == "" {
		p.unexpected("a comma or )")
	}
	return choices
}

func (p *expressionParser) joined(depth int) node {
	return p.binary(depth, p.sum, func(_ string, l, r node) node { return joinNode{l, r} }, "&")
}

func (p *expressionParser) sum(depth int) node {
	return p.binary(depth, p.product, arithmetic, "+", "-")
}

func (p *expressionParser) product(depth int) node {
	return p.binary(depth, p.value, arithmetic, "*", "/")
}

func arithmetic(operator string, l, r node) node { return arithmeticNode{operator, l, r} }

func (p *expressionParser) binary(depth int, part func(int) node, build func(string, node, node) node, marks ...string) node {
	at := p.now().at
	left := part(depth)
	for {
		operator := p.mark(marks...)
		if operator == "" {
			return left
		}
		p.want(left, false, at)
		at = p.now().at
		right := part(depth)
		p.want(right, false, at)
		left = build(operator, left, right)
	}
}

func (p *expressionParser) value(depth int) node {
	if depth >= maxNesting {
		return p.tooDeep()
	}
	if p.mark("-") != "" {
		return arithmeticNode{"-", numberNode{}, p.plain(depth + 1)}
	}
	if p.mark("(") != "" {
		n := p.either(depth + 1)
		if p.mark(")") == "" {
			p.unexpected("an operator or )")
		}
		return n
	}
	t := p.now()
	switch t.kind {
	case tokenText:
		p.i++
		return textNode{t.text}
	case tokenNumber:
		p.i++
		d, _ := parsePlain(t.text, '.')
		return numberNode{d}
	case tokenColumn:
		p.i++
		return columnNode{t.text, t.at}
	case tokenName:
		return p.named(depth, t)
	}
	return p.unexpected("a column, a text in quotes or a number")
}

// reserved are the words that cannot be columns unless they stand in brackets.
var reserved = []string{"and", "or", "not", "is", "in", "empty", "exists", "starts", "contains"}

func (p *expressionParser) named(depth int, t token) node {
	if slices.Contains(reserved, strings.ToLower(t.text)) {
		return p.unexpected("a column, a text in quotes or a number")
	}
	p.i++
	if p.mark("(") != "" {
		return p.call(depth, t)
	}
	if lower := strings.ToLower(t.text); lower == "true" || lower == "false" {
		return truthNode{lower}
	}
	return columnNode{t.text, t.at}
}

func (p *expressionParser) call(depth int, t token) node {
	function := strings.ToLower(t.text)
	if function != "abs" && function != "round" {
		return p.fail(t.at, fmt.Sprintf("there is no function %q", t.text), "use abs(…) or round(…, places)")
	}
	call := callNode{function: function, value: p.joinedValue(depth + 1)}
	if function == "round" && p.mark(",") != "" {
		call.places = p.places()
	}
	if p.mark(")") == "" {
		p.unexpected("an operator or )")
	}
	return call
}

func (p *expressionParser) joinedValue(depth int) node {
	at := p.now().at
	n := p.joined(depth)
	p.want(n, false, at)
	return n
}

func (p *expressionParser) places() int {
	t := p.now()
	if t.kind != tokenNumber || len(t.text) != 1 {
		p.unexpected("a number of places, 0 to 9")
		return 0
	}
	p.i++
	return int(t.text[0] - '0')
}
