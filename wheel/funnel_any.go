package wheel

import (
	"math/bits"
	"slices"
)

// any looks for as many hits as can stand for different steps within the window.
//
// Sets of hits that can be seated on different steps are the independent sets of a transversal matroid (Edmonds
// and Fulkerson 1965). Whoever takes in hits in order, and where one finds no free seat lets it replace the
// oldest that could make room, keeps the newest of the largest sets; what is left of it in the window is then
// the largest set of the window. The same in reverse, never replacing, gives the earliest of the largest sets.
func (f *chainFinder) any(hits []Hit) {
	first, length := f.crowded(hits)
	f.seats.clear(f.steps)
	for i := first; len(f.chain) < length; i++ {
		if k := f.seats.nearest(hits, i); k >= 0 && f.seats.held[k] == vacant {
			f.seats.move(k, i)
			f.chain = append(f.chain, i)
		}
	}
}

// crowded gives the first hit of the first window that seats the most, and how many.
func (f *chainFinder) crowded(hits []Hit) (first, length int) {
	f.seats.clear(f.steps)
	seated, oldest := 0, 0
	for i := range hits {
		if hits[i].Steps == 0 {
			continue
		}
		for hits[oldest].Steps == 0 || hits[i].At-hits[oldest].At > f.window {
			seated -= f.seats.leave(oldest)
			oldest++
		}
		if hits[oldest].At >= f.before || length == f.steps {
			break
		}
		k := f.seats.nearest(hits, i)
		if f.seats.held[k] == vacant {
			seated++
		}
		f.seats.move(k, i)
		if seated > length {
			first, length = oldest, seated
		}
	}
	return first, length
}

// vacant stands for nobody on a seat, and for no seat.
const vacant = -1

// seats says which hit stands for which step.
type seats struct {
	held []int // [k]: index of the hit on step k, or vacant
	from []int // [k]: the step whose hit could move to k; vacant: the newcomer itself could
}

func (s *seats) clear(steps int) {
	s.held, s.from = slices.Grow(s.held[:0], steps)[:steps], slices.Grow(s.from[:0], steps)[:steps]
	for k := range s.held {
		s.held[k] = vacant
	}
}

// leave empties the seat of a hit and gives how many it had, 0 or 1.
func (s *seats) leave(hit int) int {
	if k := slices.Index(s.held, hit); k >= 0 {
		s.held[k] = vacant
		return 1
	}
	return 0
}

// nearest gives the seat a newcomer can be given by moving others along: an empty one if there is, else that of
// the oldest hit; vacant where the newcomer fits no step.
func (s *seats) nearest(hits []Hit, newcomer int) int {
	found, seen := vacant, uint32(0)
	open := s.openTo(hits[newcomer].Steps, &seen, vacant)
	for open != 0 {
		k := bits.TrailingZeros32(open)
		open &= open - 1
		if found == vacant || s.held[k] < s.held[found] {
			found = k
		}
		if s.held[k] == vacant {
			break
		}
		open |= s.openTo(hits[s.held[k]].Steps, &seen, k)
	}
	return found
}

// openTo marks the steps not seen yet as reached from a seat and gives them.
func (s *seats) openTo(steps uint32, seen *uint32, from int) uint32 {
	steps &^= *seen
	*seen |= steps
	for m := steps; m != 0; m &= m - 1 {
		s.from[bits.TrailingZeros32(m)] = from
	}
	return steps
}

// move seats the newcomer, moving each along the way nearest found; who held seat k leaves.
func (s *seats) move(k, newcomer int) {
	for ; s.from[k] != vacant; k = s.from[k] {
		s.held[k] = s.held[s.from[k]]
	}
	s.held[k] = newcomer
}
