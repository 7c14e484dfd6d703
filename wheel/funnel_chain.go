package wheel

import (
	"math"
	"math/bits"
	"slices"
	"sort"
)

// chainFinder finds the chosen chain of one person after the other, in the same memory.
type chainFinder struct {
	steps  int
	window int64 // inclusive
	before int64 // a chain begins before it
	search func(*chainFinder, []Hit)
	chain  []int // the chosen one, as indexes of hits
	trial  []int // one that may yet be chosen
	begun  [MaxSteps + 1]int64
	fits   [][]int // by step, the hits that fit it
	seats  seats
}

func newChainFinder(s FunnelSpec) *chainFinder {
	f := &chainFinder{steps: s.Steps, window: s.Window, before: s.FirstBefore}
	if f.window == 0 {
		f.window = math.MaxInt64
	}
	if f.before == 0 {
		f.before = math.MaxInt64
	}
	f.search = [...]func(*chainFinder, []Hit){
		Ordered: (*chainFinder).ordered, Strict: (*chainFinder).strict, Any: (*chainFinder).any,
	}[s.Order]
	return f
}

// longest gives the chosen chain; it is overwritten by the next call.
func (f *chainFinder) longest(hits []Hit) []int {
	f.chain = f.chain[:0]
	f.search(f, hits)
	return f.chain
}

// ordered takes one look at each hit where none fits two steps, which is nearly always.
//
// Then a later first hit never completes a step earlier. So once it is known how long a chain can be and at which
// instant the first of that length is complete, the chosen one begins at the earliest first hit within the
// window before that instant: one still earlier would have been complete before.
func (f *chainFinder) ordered(hits []Hit) {
	length, end, disjoint := f.reach(hits)
	switch {
	case !disjoint:
		f.overlapping(hits)
	case length > 0:
		f.collect(hits, length, end)
	}
}

// reach gives the length of the longest chain and the instant at which the first so long is complete. For every
// step it keeps the latest first hit among the chains that stand before it. disjoint is false where a hit that
// fits two steps makes that wrong.
func (f *chainFinder) reach(hits []Hit) (length int, end int64, disjoint bool) {
	waiting := uint32(1) // bit k: some chain stands before step k, the latest having begun at f.begun[k]
	for i := 0; i < len(hits) && length < f.steps; {
		at, fits := hits[i].At, hits[i].Steps
		if fits&(fits-1) != 0 {
			return 0, 0, false
		}
		// Hits of one instant may follow one another in the order of the steps.
		for i++; i < len(hits) && hits[i].At == at; i++ {
			s := hits[i].Steps
			if s&(s-1) != 0 {
				return 0, 0, false
			}
			fits |= s
		}
		f.begun[0] = at
		for ; fits != 0; fits &= fits - 1 {
			k := bits.TrailingZeros32(fits)
			begun := f.begun[k]
			if waiting>>k&1 == 0 || at-begun > f.window || begun >= f.before {
				continue
			}
			f.begun[k+1] = begun
			waiting |= 2 << k
			if k >= length {
				length, end = k+1, at
			}
		}
	}
	return length, end, true
}

// collect follows the chain of known length from the earliest first hit that can be complete at end.
func (f *chainFinder) collect(hits []Hit, length int, end int64) {
	i := 0
	for hits[i].Steps&1 == 0 || end-hits[i].At > f.window {
		i++
	}
	f.chain = append(f.chain, i)
	for k := 1; k < length; k++ {
		for i > 0 && hits[i-1].At == hits[i].At {
			i--
		}
		for hits[i].Steps>>k&1 == 0 {
			i++
		}
		f.chain = append(f.chain, i)
	}
}

// overlapping tries every first hit, as the definition says: a hit that fits two steps is used for one of them.
func (f *chainFinder) overlapping(hits []Hit) {
	f.sortByStep(hits)
	for _, first := range f.fits[0] {
		if hits[first].At >= f.before || len(f.chain) == f.steps {
			return
		}
		f.follow(hits, first)
		if len(f.trial) > len(f.chain) {
			f.chain, f.trial = f.trial, f.chain
		}
	}
}

// sortByStep lists for each step the hits that fit it.
func (f *chainFinder) sortByStep(hits []Hit) {
	if f.fits == nil {
		f.fits = make([][]int, f.steps)
	}
	for k := range f.fits {
		f.fits[k] = f.fits[k][:0]
	}
	for i := range hits {
		for s := hits[i].Steps; s != 0; s &= s - 1 {
			k := bits.TrailingZeros32(s)
			f.fits[k] = append(f.fits[k], i)
		}
	}
}

// follow leaves in trial the chain that begins at first.
func (f *chainFinder) follow(hits []Hit, first int) {
	f.trial = append(f.trial[:0], first)
	for k, last := 1, first; k < f.steps; k++ {
		fits := f.fits[k]
		p := sort.Search(len(fits), func(p int) bool { return hits[fits[p]].At >= hits[last].At })
		for p < len(fits) && slices.Contains(f.trial, fits[p]) {
			p++
		}
		if p == len(fits) || hits[fits[p]].At-hits[first].At > f.window {
			return
		}
		last = fits[p]
		f.trial = append(f.trial, last)
	}
}

// strict lets a chain go on only to the next hit of the line.
func (f *chainFinder) strict(hits []Hit) {
	first, length := 0, 0
	for i := 0; i < len(hits) && hits[i].At < f.before && length < f.steps; i++ {
		if n := f.run(hits[i:]); n > length {
			first, length = i, n
		}
	}
	for i := range length {
		f.chain = append(f.chain, first+i)
	}
}

// run is how many hits from the first on fit the steps one by one.
func (f *chainFinder) run(hits []Hit) int {
	n := 0
	for n < f.steps && n < len(hits) && hits[n].Steps>>n&1 == 1 && hits[n].At-hits[0].At <= f.window {
		n++
	}
	return n
}
