package value

import (
	"math"
	"slices"
)

// A search starts over from what it found, with a smaller simplex, until that gains nothing more: a simplex can
// collapse on a slope.
const (
	firstStep   = 0.5
	restartStep = 0.1
	polishStep  = 0.05
	maxRestarts = 20
	maxSteps    = 4000
	// gain is the relative fall of the function below which a search has found its place.
	gain = 1e-12
	// size is the greatest distance between corners, along any axis, at which a simplex is a point.
	size = 1e-7
)

// minimise finds the lowest place of f near start by the simplex method of Nelder and Mead (Computer Journal 7,
// 1965), with their coefficients: reflection 1, expansion 2, contraction and shrinking ½. f may give +Inf where it
// is not defined, but not at start.
func minimise(f func([]float64) float64, start []float64) (at []float64, lowest float64) {
	best := newSimplex(f, start, firstStep).descend()
	for range maxRestarts {
		again := newSimplex(f, best.at, restartStep).descend()
		done := best.value-again.value <= gain*math.Abs(best.value)
		if again.value < best.value {
			best = again
		}
		if done {
			break
		}
	}
	return best.at, best.value
}

// polish finds the lowest place of f from one that is near it.
func polish(f func([]float64) float64, near []float64) (at []float64, lowest float64) {
	best := newSimplex(f, near, polishStep).descend()
	return best.at, best.value
}

// corner is a place and the function's value there.
type corner struct {
	at    []float64
	value float64
}

// simplex is one corner more than there are dimensions, the lowest first.
type simplex struct {
	f       func([]float64) float64
	corners []corner
}

func newSimplex(f func([]float64) float64, start []float64, step float64) *simplex {
	s := &simplex{f: f, corners: []corner{{slices.Clone(start), f(start)}}}
	for i := range start {
		at := slices.Clone(start)
		at[i] += step
		s.corners = append(s.corners, corner{at, f(at)})
	}
	s.sort()
	return s
}

func (s *simplex) descend() corner {
	for n := 0; n < maxSteps && !s.settled(); n++ {
		s.step()
		s.sort()
	}
	return s.corners[0]
}

// step replaces the highest corner by a lower one on the line through the middle of the others, or draws all
// corners towards the lowest.
func (s *simplex) step() {
	last := len(s.corners) - 1
	low, second, high := s.corners[0], s.corners[last-1], s.corners[last]
	reflected := s.along(1)
	switch {
	case reflected.value < low.value:
		s.corners[last] = lower(s.along(2), reflected)
	case reflected.value < second.value:
		s.corners[last] = reflected
	case reflected.value < high.value:
		s.replaceOrShrink(s.along(0.5), reflected.value)
	default:
		s.replaceOrShrink(s.along(-0.5), high.value)
	}
}

// along is the corner at middle + k·(middle − highest), middle being that of all corners but the highest.
func (s *simplex) along(k float64) corner {
	last := len(s.corners) - 1
	at := make([]float64, last)
	for i := range at {
		for _, c := range s.corners[:last] {
			at[i] += c.at[i] / float64(last)
		}
		at[i] += k * (at[i] - s.corners[last].at[i])
	}
	return corner{at, s.f(at)}
}

func (s *simplex) replaceOrShrink(c corner, bound float64) {
	if c.value < bound {
		s.corners[len(s.corners)-1] = c
		return
	}
	for _, c := range s.corners[1:] {
		for i, low := range s.corners[0].at {
			c.at[i] = (c.at[i] + low) / 2
		}
	}
	for i := range s.corners[1:] {
		s.corners[i+1].value = s.f(s.corners[i+1].at)
	}
}

func lower(a, b corner) corner {
	if a.value < b.value {
		return a
	}
	return b
}

func (s *simplex) sort() {
	slices.SortStableFunc(s.corners, func(a, b corner) int {
		switch {
		case a.value < b.value:
			return -1
		case a.value > b.value:
			return 1
		}
		return 0
	})
}

// settled says that the corners are one place, or at one height as far as the function's rounding can tell.
func (s *simplex) settled() bool {
	low, high := s.corners[0], s.corners[len(s.corners)-1]
	if high.value-low.value <= gain*math.Abs(low.value)/10 {
		return true
	}
	for _, c := range s.corners[1:] {
		for i, x := range low.at {
			if math.Abs(c.at[i]-x) > size {
				return false
			}
		}
	}
	return true
}
