package value

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Of many histories drawn from the models themselves, the intervals hold what the true parameters expect about as
// often as they say: 95 times of 100.
func TestIntervalsHoldTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("many histories take their time")
	}
	buying, spending := BGNBD{R: 0.8, Alpha: 6, A: 1.2, B: 2.5}, GammaGamma{P: 6, Q: 4, Gamma: 16}
	const histories, days = 120, 700
	holds := map[string]int{}
	for seed := range uint64(histories) {
		q := inventedQuestion(days)
		customers, happened := Summarise(q, each(inventFrom(rand.New(rand.NewPCG(seed, 3)), 1200, days, buying, spending)))
		r := Expect(q, customers, happened)
		r.doubt(customers, 100)
		truth := newForecast(customers, buying, &spending, 100)
		next := truth.within(90)[0]
		half, ok := halfLife(truth.coasting())
		if !ok || r.HalfLifeInterval == nil || r.Momentum.Low == nil {
			t.Fatalf("history %d: no half-life or no interval: %v", seed, r.Reasons)
		}
		money := next.revenue * 100
		for name, in := range map[string]bool{
			"purchases": r.Next.PurchasesInterval.holds(next.purchases), "half-life": r.HalfLifeInterval.holds(half),
			"revenue":  Interval{float64(r.Next.RevenueInterval.Low), float64(r.Next.RevenueInterval.High)}.holds(money),
			"momentum": Interval{float64(*r.Momentum.Low), float64(*r.Momentum.High)}.holds(money),
		} {
			if in {
				holds[name]++
			}
		}
	}
	for _, name := range []string{"purchases", "revenue", "momentum", "half-life"} {
		if share := float64(holds[name]) / histories; share < 0.88 || share > 0.995 {
			t.Errorf("the interval of %s holds the truth in %.3f of the histories", name, share)
		}
	}
	t.Log(holds)
}

func (i Interval) holds(v float64) bool { return i.Low <= v && v <= i.High }

// Four times the people make the interval half as wide, whether all of them are looked at closely or a sample.
func TestIntervalsNarrowWithTheRootOfPeople(t *testing.T) {
	buying, spending := BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}, GammaGamma{P: 6, Q: 4, Gamma: 16}
	width := func(people int) float64 {
		r := Read(inventedQuestion(700), each(inventFrom(rand.New(rand.NewPCG(5, 6)), people, 700, buying, spending)))
		return math.Log(float64(*r.Momentum.High) / float64(*r.Momentum.Low))
	}
	for _, people := range []int{5_000, 20_000} { // the last with 80,000 people: an even sample of them
		if ratio := width(people) / width(4*people); math.Abs(ratio-2) > 0.25 {
			t.Errorf("from %d people to four times as many the interval narrows by %.2f", people, ratio)
		}
	}
}

// The normal distribution: of n draws the logarithm of the spread has the variance 1/(2n), and the mean σ²/n.
func TestInformationOfTheNormalDistribution(t *testing.T) {
	const n, mean, spread = 250.0, 3.0, 2.0
	cost := func(p []float64) float64 { // of draws whose mean and variance are just those
		return n*p[1] + n*(spread*spread+(mean-p[0])*(mean-p[0]))/(2*math.Exp(2*p[1]))
	}
	i, ok := inform(cost, []float64{mean, math.Log(spread)}, 1)
	if !ok {
		t.Fatal("not positive definite")
	}
	for _, c := range []struct {
		gradient []float64
		want     float64
	}{{[]float64{1, 0}, spread * spread / n}, {[]float64{0, 1}, 1 / (2 * n)}, {[]float64{1, 3}, spread*spread/n + 9/(2*n)}} {
		if got := i.variance(c.gradient); math.Abs(got/c.want-1) > 1e-4 {
			t.Errorf("variance along %v is %g, not %g", c.gradient, got, c.want)
		}
	}
	for name, flat := range map[string]func([]float64) float64{
		"a ridge":   func(p []float64) float64 { return (p[0] + p[1]) * (p[0] + p[1]) },
		"a saddle":  func(p []float64) float64 { return p[0]*p[0] - p[1]*p[1] },
		"a summit":  func(p []float64) float64 { return -p[0]*p[0] - p[1]*p[1] },
		"the edge":  func(p []float64) float64 { return math.Log(p[0]) },
		"no number": func([]float64) float64 { return math.NaN() },
	} {
		if _, ok := inform(flat, []float64{0, 0}, 1); ok {
			t.Errorf("%s is taken for a peak", name)
		}
	}
}
