package segment

// Sum compares what a property of the events somebody did adds up to: sum(did("Order Completed", within 90d), total) > 5tr.
// Who did none of it has a sum of 0.
type Sum struct {
	Did      *Did   // its window holds, its count does not
	Property string // Worth stands for the event's own value
	Currency string // of the values that Worth adds up. Bind fills it in
	Op       Operator
	Constant Value

	at int
}

// Worth is the property by which events' own values are added up: those in the workspace's currency, in minor units.
const Worth = "value"

// Amount is a number that an event at an instant states.
type Amount struct {
	At     int64
	Number float64
}

// Match implements Node.
func (m *Sum) Match(s Subject) bool {
	p, ok := s.(Past)
	if !ok {
		return false
	}
	total := 0.0
	for _, a := range p.Amounts(m) {
		if a.At >= m.Did.From && (m.Did.To == 0 || a.At < m.Did.To) {
			total += a.Number
		}
	}
	return compare(Number(total), m.Op, m.Constant)
}

func (*Sum) fields(map[string]bool) {}

// sum reads sum(did(…), property), compared with a number.
func (p *parser) sum(depth int) (Node, error) {
	m := &Sum{at: p.tok.from}
	var err error
	if err = p.skip(2); err != nil { // sum and (
		return nil, err
	}
	if m.Did, err = p.did(depth); err != nil {
		return nil, err
	}
	if !p.isSymbol(",") {
		return nil, p.expected("a comma and the property that is added up, such as total, or value")
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	if m.Property, err = p.field(); err != nil {
		return nil, err
	}
	if !p.isSymbol(")") {
		return nil, p.expected("a closing )")
	}
	if err := p.next(); err != nil {
		return nil, err
	}
	if m.Op, err = p.operator(); err != nil {
		return nil, err
	}
	m.Did.at = m.at
	m.Constant, err = p.constant("")
	return m, err
}

// skip goes on by so many tokens.
func (p *parser) skip(n int) error {
	for range n {
		if err := p.next(); err != nil {
			return err
		}
	}
	return nil
}

// Sums are what trees add up, from left to right.
func Sums(trees ...Node) (all []*Sum) {
	for _, n := range trees {
		for _, leaf := range Leaves(n) {
			if m, ok := leaf.(*Sum); ok {
				all = append(all, m)
			}
		}
	}
	return all
}
