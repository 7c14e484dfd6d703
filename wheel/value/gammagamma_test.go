package value

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// Values printed in the documentation of the lifetimes library for the first people of the CDNOW sample. They were
// computed with more digits of the parameters than are printed.
func TestWorthAsPrinted(t *testing.T) {
	m := GammaGamma{P: 6.25, Q: 3.74, Gamma: 15.45}
	near := within(t)
	near("person 1", m.Expected(Customer{X: 2, Valued: 2, Spent: 4470}, 100), 24.66, 0.05)
	near("person 2", m.Expected(Customer{X: 1, Valued: 1, Spent: 1177}, 100), 18.91, 0.05)
	near("person 3", m.Expected(Customer{}, 100), 35.17, 0.1)
	near("population", m.Mean(), m.Expected(Customer{X: 5}, 100), 1e-12)
}

func TestWorthOfNothing(t *testing.T) {
	m := GammaGamma{P: 6.25, Q: 3.74, Gamma: 15.45}
	free, paid := m.Expected(Customer{X: 3, Valued: 3}, 100), m.Expected(Customer{X: 3, Valued: 3, Spent: -500}, 100)
	if free != paid || !(free > 0 && free < m.Mean()) {
		t.Errorf("who paid nothing is worth %v, who was paid %v, everybody %v", free, paid, m.Mean())
	}
}

// publishedValueLikelihood is the logarithm of equation (1a) of Fader, Hardie 2013 for one person.
func publishedValueLikelihood(m GammaGamma, x, mean float64) float64 {
	px := m.P * x
	return lgamma(px+m.Q) - lgamma(px) - lgamma(m.Q) + m.Q*math.Log(m.Gamma) + (px-1)*math.Log(mean) +
		px*math.Log(x) - (px+m.Q)*math.Log(m.Gamma+mean*x)
}

// A density has the area 1. The integral runs over ln m, whose element is m·d(ln m).
func TestValueLikelihoodIsADensity(t *testing.T) {
	m := GammaGamma{P: 6.25, Q: 3.74, Gamma: 15.45}
	for _, x := range []float64{1, 2, 10} {
		area := 0.0
		const step = 0.001
		for l := -20.0; l < 20; l += step {
			area += step * math.Exp(publishedValueLikelihood(m, x, math.Exp(l))+l)
		}
		within(t)("area", area, 1, 1e-9)
	}
}

func TestFitGammaGamma(t *testing.T) {
	drawn := GammaGamma{P: 6, Q: 4, Gamma: 16}
	customers, _ := Summarise(inventedQuestion(500), each(invent(20_000, 500, BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}, drawn)))
	m, err := FitGammaGamma(customers, 100)
	check(t, err)
	near := within(t)
	near("p", m.P, drawn.P, 1)
	near("q", m.Q, drawn.Q, 0.3)
	near("mean", m.Mean(), drawn.Mean(), 0.5)
	likelihood := func(m GammaGamma) (sum float64) {
		for _, c := range customers {
			if c.Valued > 0 && c.Spent > 0 {
				sum += publishedValueLikelihood(m, float64(c.Valued), float64(c.Spent)/100/float64(c.Valued))
			}
		}
		return sum
	}
	if got := likelihood(m); math.Abs(got-m.LogLikelihood) > 1e-9*math.Abs(got) {
		t.Errorf("log-likelihood %v, published form %v", m.LogLikelihood, got)
	}
	for _, beside := range [][3]float64{{1.01, 1, 1}, {0.99, 1, 1}, {1, 1.01, 1}, {1, 0.99, 1}, {1, 1, 1.01}, {1, 1, 0.99}} {
		if likelihood(GammaGamma{P: m.P * beside[0], Q: m.Q * beside[1], Gamma: m.Gamma * beside[2]}) > m.LogLikelihood {
			t.Errorf("%v times the estimates is likelier", beside)
		}
	}
}

// The same purchases in another unit of money are the same people: only gamma and the density's unit change.
func TestFitGammaGammaInAnyUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var dollars, dong []Customer
		rate := rapid.Int64Range(2, 1_000_000).Draw(t, "rate")
		for range 40 {
			x := rapid.IntRange(1, 9).Draw(t, "x")
			spent := int64(x) * rapid.Int64Range(2_000, 9_000).Draw(t, "mean")
			dollars = append(dollars, Customer{X: x, Valued: x, Spent: spent})
			dong = append(dong, Customer{X: x, Valued: x, Spent: spent * rate})
		}
		a, errA := FitGammaGamma(dollars, 100)
		b, errB := FitGammaGamma(dong, 100)
		if errA != nil || errB != nil {
			t.Fatalf("%v; at a rate of %d %v", errA, rate, errB)
		}
		shift := 40 * math.Log(float64(rate))
		if !(math.Abs(a.LogLikelihood-b.LogLikelihood-shift) < 1e-6*shift) {
			t.Fatalf("log-likelihood %v, at a rate of %d %v", a.LogLikelihood, rate, b.LogLikelihood)
		}
	})
}

func TestFitGammaGammaRefuses(t *testing.T) {
	var few, wild []Customer
	for i := range 40 {
		few = append(few, Customer{X: 1, Valued: i % 2, Spent: 1000 * int64(i%2)})
		wild = append(wild, Customer{X: 1, Valued: 1, Spent: int64(1e6 / float64((i+1)*(i+1)))})
	}
	if _, err := FitGammaGamma(few, 100); err == nil {
		t.Error("20 people with a value were enough")
	}
	if _, err := FitGammaGamma(wild, 100); err != errNoMean {
		t.Errorf("values without a mean: %v", err)
	}
}
