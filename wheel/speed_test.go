package wheel

import (
	"math"
	"slices"
	"testing"
)

func TestIncidenceWorkedByHand(t *testing.T) {
	sorted := []spell{
		newSpell(day(1), uint8(Customer)), // 5 at risk
		newSpell(day(2), ongoing),         // after the move of the same length
		newSpell(day(2), uint8(Dormant)),  // 4 at risk
		newSpell(day(3), uint8(Customer)), // 2 at risk
		newSpell(day(4), ongoing),
	}
	slices.Sort(sorted)
	customer, dormant := incidence(sorted, Customer), incidence(sorted, Dormant)
	for _, c := range []struct {
		curve curve
		days  float64
		want  float64
	}{
		{customer, 0.9, 0},
		{customer, 1, 1. / 5},
		{customer, 2.9, 1. / 5},
		{customer, 3, 1./5 + 3./5*1/2}, // S(3−) = 4/5 · 3/4 = 3/5
		{customer, 99, 1. / 2},
		{dormant, 1.9, 0},
		{dormant, 2, 4. / 5 * 1 / 4},
		{dormant, 99, 1. / 5},
	} {
		got := c.curve.at(day(c.days))
		near(t, "incidence", &got, c.want, 1e-15)
	}
	if median, ok := customer.median(); !ok || median != day(3) {
		t.Errorf("median %d %v, want day 3: exactly half", median, ok)
	}
	if _, ok := dormant.median(); ok {
		t.Error("the median of the moves to dormant is not reached")
	}
}

// An exact half must be seen whatever the number of spells, and whatever rounding makes of one in so many.
func TestMedianAtExactlyHalf(t *testing.T) {
	for n := 1; n <= 1000; n++ {
		var sorted []spell
		for i := range 2 * n {
			end := uint8(Dormant)
			if i < n {
				end = uint8(Customer)
			}
			sorted = append(sorted, newSpell(int64(i), end))
		}
		if median, ok := incidence(sorted, Customer).median(); !ok || median != int64(n-1) {
			t.Fatalf("%d of %d: median %d %v, want %d", n, 2*n, median, ok, n-1)
		}
	}
}

func TestMovesAtTheInstantOfEntryTakeNoTime(t *testing.T) {
	b := foldAll(Forever, tell(t, 1, "5 purchase"), tell(t, 2, "5 lead"))
	s := b.Report(0, day(10), day(6), "VND", nil).Speed[arrowOf[Prospect][Customer]]
	equal(t, "spells", s.Spells, 2)
	near(t, "within a week", s.Within.Week, 0.5, 0)
	near(t, "median", s.MedianDays, 0, 0)
}

func TestGeneratorFollowsTheBinomial(t *testing.T) {
	g := generator(1)
	for _, c := range []struct {
		n int64
		p float64
	}{{1, 0.5}, {40, 0.1}, {40, 0.9}, {30, 0.4}, {1000, 0.3}, {1_000_000, 0.5}, {1_000_000, 1e-6}, {7, 0}, {7, 1}} {
		const draws = 20_000
		var sum, squares float64
		for range draws {
			k := g.binomial(c.n, c.p)
			if k < 0 || k > c.n {
				t.Fatalf("%d successes of %d", k, c.n)
			}
			sum += float64(k)
			squares += float64(k) * float64(k)
		}
		mean, variance := float64(c.n)*c.p, float64(c.n)*c.p*(1-c.p)
		gotMean := sum / draws
		gotVariance := squares/draws - gotMean*gotMean
		if math.Abs(gotMean-mean) > 5*math.Sqrt(variance/draws) {
			t.Errorf("n %d p %g: mean %g, want %g", c.n, c.p, gotMean, mean)
		}
		if math.Abs(gotVariance-variance) > 0.06*variance+1e-9*mean {
			t.Errorf("n %d p %g: variance %g, want %g", c.n, c.p, gotVariance, variance)
		}
	}
}

// Both ways to draw must give each count its chance: chi-squared over the counts that are not rare.
func TestGeneratorFollowsTheBinomialCountByCount(t *testing.T) {
	g := generator(2)
	for _, c := range []struct {
		n int64
		p float64
	}{{20, 0.3}, {40, 0.3}, {40, 0.5}} {
		const draws = 200_000
		seen := make([]float64, c.n+1)
		for range draws {
			seen[g.binomial(c.n, c.p)]++
		}
		var chi, cells float64
		for k, got := range seen {
			chance := math.Exp(logWays(float64(c.n), 0) - logWays(float64(c.n), float64(k)) +
				float64(k)*math.Log(c.p) + float64(c.n-int64(k))*math.Log1p(-c.p))
			if want := chance * draws; want >= 10 {
				chi += (got - want) * (got - want) / want
				cells++
			}
		}
		if chi > cells+5*math.Sqrt(2*cells) {
			t.Errorf("n %d p %g: chi-squared %.1f over %.0f counts", c.n, c.p, chi, cells)
		}
	}
}

// SplitMix64's first numbers from seed 1234567, as its authors' reference program prints them.
func TestGeneratorIsSplitMix64(t *testing.T) {
	g := generator(1234567)
	for _, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423} {
		equal(t, "next", g.next(), want)
	}
}

// For many customers the percentile interval is the normal one.
func TestIntervalOfManyIsNormal(t *testing.T) {
	h := histogram{600_000, 250_000, 100_000, 0, 50_000}
	var mean, square float64
	for k, n := range h {
		mean += float64(k) * float64(n) / 1e6
		square += float64(k*k) * float64(n) / 1e6
	}
	half := 1.959964 * math.Sqrt((square-mean*mean)/1e6)
	e := h.estimate(nil, "")
	near(t, "mean", e.Mean, mean, 1e-12)
	near(t, "low", e.Low, mean-half, 0.1*half)
	near(t, "high", e.High, mean+half, 0.1*half)
}
