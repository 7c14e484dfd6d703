package value

import (
	"math"
	"testing"
)

// Test functions with known lowest places: Rosenbrock's valley (1960), Powell's singular function (1962), and
// slopes that end at a wall.
func TestMinimise(t *testing.T) {
	square := func(x float64) float64 { return x * x }
	for _, c := range []struct {
		name      string
		f         func([]float64) float64
		start, at []float64
		tolerance float64
	}{
		{"Rosenbrock", func(x []float64) float64 { return 100*square(x[1]-x[0]*x[0]) + square(1-x[0]) }, []float64{-1.2, 1}, []float64{1, 1}, 1e-5},
		{"Powell", func(x []float64) float64 {
			return square(x[0]+10*x[1]) + 5*square(x[2]-x[3]) + square(square(x[1]-2*x[2])) + 10*square(square(x[0]-x[3]))
		}, []float64{3, -1, 0, 1}, []float64{0, 0, 0, 0}, 1e-2},
		{"wall", func(x []float64) float64 {
			if x[0] < 2 {
				return math.Inf(1)
			}
			return x[0] + square(x[1])
		}, []float64{5, 5}, []float64{2, 0}, 1e-3},
		{"one dimension", func(x []float64) float64 { return math.Cosh(x[0] - 3) }, []float64{0}, []float64{3}, 1e-5},
		{"flat", func([]float64) float64 { return 7 }, []float64{1, 2}, []float64{1, 2}, 0},
	} {
		at, lowest := minimise(c.f, c.start)
		if lowest != c.f(at) {
			t.Errorf("%s: value %v is not that at %v", c.name, lowest, at)
		}
		for i := range at {
			if !(math.Abs(at[i]-c.at[i]) <= c.tolerance) {
				t.Errorf("%s: found %v, want %v", c.name, at, c.at)
			}
		}
	}
}

func TestMinimiseKeepsItsStart(t *testing.T) {
	start := []float64{4, -3}
	minimise(func(x []float64) float64 { return math.Abs(x[0]) + math.Abs(x[1]) }, start)
	if start[0] != 4 || start[1] != -3 {
		t.Errorf("start was changed to %v", start)
	}
}
