package wheel

import "fmt"

// Order is how the steps of a funnel follow one another.
type Order uint8

const (
	// Ordered: each step at the same instant as the one before or later, whatever lies between.
	Ordered Order = iota
	// Strict: the steps are neighbours, with nothing between.
	Strict
	// Any: different events, one per step, in whatever order.
	Any
)

var orderNames = [...]string{"ordered", "strict", "any"}

// String is the order's name on the command line: ordered, strict or any.
func (o Order) String() string { return orderNames[o] }

// ParseOrder reads an order's name; ok is false for a name that is none of them.
func ParseOrder(s string) (o Order, ok bool) {
	for i, n := range orderNames {
		if n == s {
			return Order(i), true
		}
	}
	return Ordered, false
}

// Hit is one thing in a person's line that a funnel looks at: an event or a stage entry.
type Hit struct {
	At int64 // microseconds
	// Steps has bit k set where the hit fits step k, counted from 0. Without any bit it is passed over, but in
	// Strict stands between its neighbours.
	Steps uint32
	// Label is the number of the breakdown property's value, -1 where it is missing. It is read from the hit a
	// chain begins with.
	Label int32
}

// MaxSteps is how many steps a funnel can have.
const MaxSteps = 32

// FunnelSpec says which chains of hits a funnel looks for.
type FunnelSpec struct {
	// Steps is how many there are, 1 to MaxSteps.
	Steps int
	// Window is how long after its first hit a chain may still go on, in microseconds, inclusive; 0: no limit.
	Window int64
	Order  Order
	// FirstBefore is the instant before which a chain must begin; 0: no limit. A funnel over stage entries alone
	// begins in the period but goes on up to now; every other one sees only hits of the period and needs no limit.
	FirstBefore int64
}

// Check says what is wrong with a specification, nil if nothing is.
func (s FunnelSpec) Check() error {
	switch {
	case s.Steps < 1 || s.Steps > MaxSteps:
		return fmt.Errorf("a funnel has 1 to %d steps, not %d: name that many", MaxSteps, s.Steps)
	case s.Window < 0:
		return fmt.Errorf("a funnel's window is a length of time, not a negative one: leave it out or make it positive")
	}
	return nil
}

// LongestChain gives the chosen chain of one person's hits, as indexes of hits; empty where no hit can begin one.
//
// Hits are in (at, id) order. From a given first hit every next one is the earliest possible that is still unused,
// and of all first hits the one with the longest chain is chosen, the earliest of equals. At the same instant a
// hit may follow another that stands behind it in the line. In Any the chain holds as many hits as can stand for
// different steps, the earliest such, in the order of the line.
func LongestChain(hits []Hit, s FunnelSpec) []int {
	f := newChainFinder(s)
	return append([]int(nil), f.longest(hits)...)
}

// EntryHits appends a person's stage entries in [from, to) to hits, in order. fits[s] are the steps an entry into
// stage s fits. To arrive is to enter stranger.
func EntryHits(hits []Hit, l *Life, fits [Stages]uint32, from, to int64) []Hit {
	enter := func(at int64, s Stage) {
		if from <= at && at < to {
			hits = append(hits, Hit{At: at, Steps: fits[s], Label: -1})
		}
	}
	enter(l.FirstSeen, Stranger)
	for _, m := range l.Moves {
		enter(m.At, m.To)
	}
	return hits
}

// FunnelCount counts the people of a funnel. It is not safe for concurrent use: keep one per partition of people
// and merge them at the end.
type FunnelCount struct {
	find   *chainFinder
	groups map[int32]*funnelGroup
	// The group used last: runs of one label, or no breakdown at all, need no look-up.
	label int32
	group *funnelGroup
}

// funnelGroup is what is counted for one value of the breakdown property.
type funnelGroup struct {
	people []int     // [k]: whose chain is longer than k
	waits  [][]int64 // [k]: of those, microseconds between steps k-1 and k
}

// NewFunnelCount begins a count. The specification is one that Check approves of.
func NewFunnelCount(s FunnelSpec) *FunnelCount {
	return &FunnelCount{find: newChainFinder(s), groups: map[int32]*funnelGroup{}}
}

// Add counts one person by their hits, in (at, id) order. It keeps nothing of hits. It gives what it has counted:
// the chosen chain, as indexes of hits until the next Add, and its label.
func (c *FunnelCount) Add(hits []Hit) (chain []int, label int32) {
	return c.AddLabelled(hits, func(i int) int32 { return hits[i].Label })
}

// AddLabelled is Add with the label of hit i read only where it counts: for the first of the chosen chain.
func (c *FunnelCount) AddLabelled(hits []Hit, labelOf func(i int) int32) (chain []int, label int32) {
	chain = c.find.longest(hits)
	if len(chain) > 0 {
		label = labelOf(chain[0])
		c.of(label).add(hits, chain)
	}
	return chain, label
}

// Merge adds what another count of the same funnel counted.
func (c *FunnelCount) Merge(o *FunnelCount) {
	for label, g := range o.groups {
		c.of(label).merge(g)
	}
}

func (c *FunnelCount) of(label int32) *funnelGroup {
	if c.group != nil && c.label == label {
		return c.group
	}
	g := c.groups[label]
	if g == nil {
		g = newFunnelGroup(c.find.steps)
		c.groups[label] = g
	}
	c.label, c.group = label, g
	return g
}

func newFunnelGroup(steps int) *funnelGroup {
	return &funnelGroup{people: make([]int, steps), waits: make([][]int64, steps)}
}

func (g *funnelGroup) add(hits []Hit, chain []int) {
	g.people[0]++
	for k := 1; k < len(chain); k++ {
		g.people[k]++
		g.waits[k] = append(g.waits[k], hits[chain[k]].At-hits[chain[k-1]].At)
	}
}

func (g *funnelGroup) merge(o *funnelGroup) {
	for k := range g.people {
		g.people[k] += o.people[k]
		g.waits[k] = append(g.waits[k], o.waits[k]...)
	}
}
