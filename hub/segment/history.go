package segment

import (
	"slices"
	"strings"
)

// Past is a Subject who did things.
type Past interface {
	Subject
	// Times are the instants, in order, at which the subject did what d asks for, whenever that was. The slice may be
	// used again by the next call.
	Times(d *Did) []int64
	// Amounts are the numbers that what m adds up states, whenever that was. The slice may be used again by the next call.
	Amounts(m *Sum) []Amount
}

// Did is fulfilled by who did something, within a window, so many times.
type Did struct {
	Event    string
	Where    *Expr // over the event's properties; nil: any
	From, To int64 // microseconds, [from, to); 0: open. Bind fills them in
	Op       Operator
	Count    int

	window []bound
	at     int
}

// bound is an end of a window as it was written: within a length of time, since or before a time.
type bound struct {
	word string
	time Value
	at   int
}

// Match implements Node.
func (d *Did) Match(s Subject) bool {
	p, ok := s.(Past)
	if !ok {
		return false
	}
	n := len(d.Window(p.Times(d)))
	return compare(Value{Number: float64(n), IsNum: true}, d.Op, Value{Number: float64(d.Count), IsNum: true}) // numbers alone: to write them out takes longer than to count
}

// Window are those of the instants, which are in order, that lie in the window.
func (d *Did) Window(times []int64) []int64 {
	from, to := 0, len(times)
	if d.From != 0 {
		from, _ = slices.BinarySearch(times, d.From)
	}
	if d.To != 0 {
		to, _ = slices.BinarySearch(times, d.To)
	}
	return times[min(from, to):to]
}

func (*Did) fields(map[string]bool) {}

// When compares the instant at which somebody did something first or last. Who never did fulfils it not.
type When struct {
	First     bool
	Did       *Did // its window holds, its count does not
	Op        Operator
	Constants []Value // microseconds, once bound

	at int
}

// Match implements Node.
func (w *When) Match(s Subject) bool {
	p, ok := s.(Past)
	if !ok {
		return false
	}
	times := w.Did.Window(p.Times(w.Did))
	if len(times) == 0 {
		return false
	}
	at := times[len(times)-1]
	if w.First {
		at = times[0]
	}
	return Compare{Op: w.Op, Constants: w.Constants}.fits(Number(float64(at)))
}

func (*When) fields(map[string]bool) {}

// InSegment is fulfilled by who belongs to a saved segment. Bind puts that segment's tree in its place.
type InSegment struct {
	ID string
	at int
}

// Match implements Node. What a segment asks for is known only once it is bound.
func (InSegment) Match(Subject) bool { return false }

func (InSegment) fields(map[string]bool) {}

// Listed is fulfilled by who was put into a list, or who has become one with somebody who was.
type Listed struct{ List int64 }

// Match implements Node.
func (l Listed) Match(s Subject) bool {
	r, ok := s.(Holder)
	return ok && r.Listed(l.List)
}

func (Listed) fields(map[string]bool) {}

// Among is fulfilled by who is in a set: how the answer of one store becomes part of a question to another.
type Among struct{ Set *Set }

// Numbered is a Subject with an id.
type Numbered interface{ ID() int64 }

// Match implements Node.
func (a Among) Match(s Subject) bool {
	n, ok := s.(Numbered)
	return ok && a.Set.Has(n.ID())
}

func (Among) fields(map[string]bool) {}

// OfHistory reports whether a leaf is asked of what somebody did, and where that led them: of the warehouse.
func OfHistory(n Node) bool {
	switch n := n.(type) {
	case *Did, *When, *Sum:
		return true
	case Compare:
		return Historic(n.Field)
	case Exists:
		return Historic(n.Field)
	}
	return false
}

// histories are the fields of a person that their history has and no record.
var histories = map[string]bool{"stage": true, "channel": true, "user_id": true, "anonymous_id": true,
	"stage_since": true, "first_seen": true, "last_seen": true, "last_contact": true, "purchases": true, "revenue": true}

// Historic reports whether a field is one of a person's history, which no record has.
func Historic(field string) bool {
	return histories[field] || strings.HasPrefix(field, "props.") || strings.HasPrefix(field, "external.") || FirstTouch(field) != ""
}

// firsts are the fields of how somebody first came beside channel: each is the property of the first event that says by which
// channel.
var firsts = map[string]string{"first.campaign": "utm_campaign", "first.medium": "utm_medium", "first.referrer": "referrer", "first.page": "url"}

// FirstTouch is the property a field of the first touch is read from; empty for any other field.
func FirstTouch(field string) string { return firsts[field] }

// instants are those of them that are instants.
var instants = map[string]bool{"stage_since": true, "first_seen": true, "last_seen": true, "last_contact": true}

// Deeds are what trees ask somebody to have done, from left to right.
func Deeds(trees ...Node) (all []*Did) {
	for _, n := range trees {
		for _, leaf := range Leaves(n) {
			switch leaf := leaf.(type) {
			case *Did:
				all = append(all, leaf)
			case *When:
				all = append(all, leaf.Did)
			case *Sum:
				all = append(all, leaf.Did)
			}
		}
	}
	return all
}

// Leaves are the conditions a tree joins, from left to right.
func Leaves(n Node) (all []Node) {
	Replace(n, func(leaf Node) Node {
		all = append(all, leaf)
		return leaf
	})
	return all
}

// Replace is the tree with each of its leaves, from left to right, replaced by what with gives for it.
func Replace(n Node, with func(leaf Node) Node) Node {
	switch n := n.(type) {
	case And:
		return And(replaceAll(n, with))
	case Or:
		return Or(replaceAll(n, with))
	case Not:
		return Not{Replace(n.Of, with)}
	}
	return with(n)
}

func replaceAll(nodes []Node, with func(Node) Node) []Node {
	all := make([]Node, len(nodes))
	for i, n := range nodes {
		all[i] = Replace(n, with)
	}
	return all
}
