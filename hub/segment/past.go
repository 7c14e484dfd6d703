package segment

import (
	"strconv"
	"strings"
)

// ahead reports whether the present token and those after it are these words or signs.
func (p *parser) ahead(texts ...string) bool {
	probe := *p
	for _, text := range texts {
		if !probe.isWord(text) && !probe.isSymbol(text) || probe.next() != nil {
			return false
		}
	}
	return true
}

// past reads did(…), compared with a number of times; never did(…); and first did(…) or last did(…), compared with a
// time.
func (p *parser) past(depth int) (Node, error) {
	at, how := p.tok.from, strings.ToLower(p.tok.text)
	if how != "did" {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	did, err := p.did(depth)
	if err != nil {
		return nil, err
	}
	did.Op, did.Count, did.at = GreaterOrEqual, 1, at
	switch how {
	case "did":
		return did, p.times(did)
	case "never":
		return Not{did}, nil
	}
	op, err := p.operator()
	if err != nil {
		return nil, err
	}
	k, err := p.constant("")
	return &When{First: how == "first", Did: did, Op: op, Constants: []Value{k}, at: at}, err
}

// did reads did("Order Completed", within 30d, amount > 100000), from its word on.
func (p *parser) did(depth int) (*Did, error) {
	for range 2 { // did and (
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	if p.tok.kind != word && p.tok.kind != quoted || p.tok.text == "" {
		return nil, p.expected("the name of an event, in double quotes where it has more than one word")
	}
	d := &Did{Event: p.tok.text}
	if err := p.next(); err != nil {
		return nil, err
	}
	for p.isSymbol(",") {
		if err := p.next(); err != nil {
			return nil, err
		}
		if err := p.narrow(d, depth); err != nil {
			return nil, err
		}
	}
	if !p.isSymbol(")") {
		return nil, p.expected("a comma or a closing )")
	}
	return d, p.next()
}

// narrow reads an end of the window, or the condition on the event's properties.
func (p *parser) narrow(d *Did, depth int) error {
	for _, how := range []string{"within", "since", "before"} {
		if !p.isWord(how) {
			continue
		}
		after := *p
		if err := after.next(); err != nil || after.tok.kind != word && after.tok.kind != quoted {
			continue // a property of that name
		}
		*p = after
		b := bound{how, Value{Text: p.tok.text}, p.tok.from}
		if _, ok := lengthBefore(p.tok.text); how == "within" && !ok {
			return p.expected("a length of time such as 30d, 12h, 2w or 3mo")
		}
		d.window = append(d.window, b)
		return p.next()
	}
	if d.Where != nil {
		return p.expected("only one condition; join several by and")
	}
	from, people := p.tok.from, p.people
	p.people = false
	root, err := p.or(depth + 1)
	p.people = people
	if err != nil {
		return err
	}
	d.Where = &Expr{root: root, text: strings.TrimSpace(p.text[from:p.tok.from])}
	return nil
}

// lengthBefore is a length of time before now, as readSpan has it.
func lengthBefore(text string) (string, bool) {
	unit := strings.TrimLeft(text, "0123456789")
	switch unit {
	case "m", "h", "d", "w", "mo", "y":
		return "-" + text, unit != text
	}
	return "", false
}

// mostTimes bounds what anything is counted to.
const mostTimes = 1_000_000

// times reads how often, where that is said.
func (p *parser) times(d *Did) error {
	op := Operator(p.tok.text)
	switch op {
	case Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual:
	default:
		return nil
	}
	if p.tok.kind != symbol {
		return nil
	}
	if err := p.next(); err != nil {
		return err
	}
	n, err := strconv.Atoi(p.tok.text)
	if err != nil || p.tok.kind != word || n < 0 || n > mostTimes {
		return p.expected("how many times: a number such as 3")
	}
	d.Op, d.Count = op, n
	return p.next()
}

// inSegment reads in segment and its id.
func (p *parser) inSegment() (Node, error) {
	if err := p.next(); err != nil {
		return nil, err
	}
	if !p.isWord("segment") {
		return nil, p.expected("the name of a field, such as stage, channel, email or props.city")
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	if p.tok.kind != word && p.tok.kind != quoted || p.tok.text == "" {
		return nil, p.expected("the id of a segment, such as seg_k3f9")
	}
	s := InSegment{p.tok.text, p.tok.from}
	return s, p.next()
}
