package store

import (
	"slices"

	"banhda/hub/segment"
)

// probe are the conditions that Go decides: sets that are too large to be sent to the database, draws, and whatever is
// joined with them by or and not. What else stands in those the database tells for each row.
type probe struct {
	plain []segment.Node // that the database decides alone
	tests []test         // all of which hold
	asked []segment.Node
	told  []int64
}

// test decides about a record.
type test func(id int64) bool

// smallSet is up to how many ids are sent to the database.
const smallSet = 1000

func newProbe(where segment.Node) *probe {
	p := &probe{}
	for _, n := range conjuncts(where) {
		if large(n) {
			p.tests = append(p.tests, p.test(n))
		} else {
			p.plain = append(p.plain, n)
		}
	}
	p.told = make([]int64, len(p.asked))
	return p
}

// conjuncts are conditions that all hold.
func conjuncts(n segment.Node) []segment.Node {
	and, ok := n.(segment.And)
	if !ok {
		return slices.DeleteFunc([]segment.Node{n}, func(n segment.Node) bool { return n == nil })
	}
	var all []segment.Node
	for _, part := range and {
		all = append(all, conjuncts(part)...)
	}
	return all
}

// large reports whether there is something in a tree that Go decides.
func large(n segment.Node) bool {
	return slices.ContainsFunc(segment.Leaves(n), func(leaf segment.Node) bool {
		switch leaf := leaf.(type) {
		case segment.Among:
			return leaf.Set.Len() > smallSet
		case segment.Bucket:
			return true
		}
		return false
	})
}

func (p *probe) test(n segment.Node) test {
	if !large(n) {
		i := len(p.asked)
		p.asked = append(p.asked, n)
		return func(int64) bool { return p.told[i] != 0 }
	}
	switch n := n.(type) {
	case segment.And:
		return every(p.all(n), true)
	case segment.Or:
		return every(p.all(n), false)
	case segment.Not:
		of := p.test(n.Of)
		return func(id int64) bool { return !of(id) }
	case segment.Bucket:
		return n.Holds
	}
	return n.(segment.Among).Set.Has
}

func (p *probe) all(nodes []segment.Node) []test {
	tests := make([]test, len(nodes))
	for i, n := range nodes {
		tests[i] = p.test(n)
	}
	return tests
}

// every is and where all is true, or where it is false.
func every(tests []test, all bool) test {
	return func(id int64) bool {
		for _, fits := range tests {
			if fits(id) != all {
				return !all
			}
		}
		return all
	}
}

// ask adds columns by which the database tells what p needs to know of a row.
func (p *probe) ask(c *clause) {
	for _, n := range p.asked {
		c.add(", CASE WHEN ")
		c.where(n)
		c.add(" THEN 1 ELSE 0 END")
	}
}

// into is where those columns are scanned to.
func (p *probe) into() []any {
	into := make([]any, len(p.told))
	for i := range p.told {
		into[i] = &p.told[i]
	}
	return into
}

// fits decides about the row that was scanned last.
func (p *probe) fits(id int64) bool { return every(p.tests, true)(id) }
