package value

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// hypergeometric is ₂F₁(a, b; c; z), 0 ≤ z < 1, by its series; where that converges slowly, after Euler's
// transformation (Abramowitz, Stegun 15.3.3). The published form of the expectation needs it; the product adds
// the same number up without it, and is held to that form here.
func hypergeometric(a, b, c, z float64) float64 {
	if c-a-b < 0 {
		return math.Pow(1-z, c-a-b) * series(c-a, c-b, c, z)
	}
	return series(a, b, c, z)
}

func series(a, b, c, z float64) float64 {
	term, sum := 1.0, 1.0
	for n := 0.0; math.Abs(term) > 1e-17*math.Abs(sum)*(1-z) || n < 10; n++ {
		term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z
		sum += term
	}
	return sum
}

// Abramowitz and Stegun, Handbook of Mathematical Functions, 15.1.3–15.1.8.
func TestHypergeometricIdentities(t *testing.T) {
	for _, z := range []float64{0.01, 0.1, 0.3, 0.5, 0.8, 0.95, 0.99} {
		for _, c := range []struct {
			name      string
			got, want float64
		}{
			{"15.1.3", hypergeometric(1, 1, 2, z), -math.Log(1-z) / z},
			{"15.1.4", hypergeometric(0.5, 1, 1.5, z*z), math.Log((1+z)/(1-z)) / (2 * z)},
			{"15.1.6", hypergeometric(0.5, 0.5, 1.5, z*z), math.Asin(z) / z},
			{"15.1.8", hypergeometric(2.3, 0.7, 0.7, z), math.Pow(1-z, -2.3)},
			{"15.1.10", hypergeometric(1.2, 1.7, 0.5, z*z), (math.Pow(1+z, -2.4) + math.Pow(1-z, -2.4)) / 2},
			{"15.3.3", series(0.4, 1.1, 2.6, z), math.Pow(1-z, 1.1) * series(2.2, 1.5, 2.6, z)},
		} {
			if !(math.Abs(c.got/c.want-1) < 1e-12) {
				t.Errorf("%s at %v: %v, want %v", c.name, z, c.got, c.want)
			}
		}
	}
}

// publishedExpectation is equation (10) of Fader, Hardie, Lee 2005, digit for digit.
func publishedExpectation(m BGNBD, c Customer, t float64) float64 {
	x, age, recency := float64(c.X), weeks(c.Age), weeks(c.Recency)
	still := math.Pow((m.Alpha+age)/(m.Alpha+age+t), m.R+x)
	f := hypergeometric(m.R+x, m.B+x, m.A+m.B+x-1, t/(m.Alpha+age+t))
	e := (m.A + m.B + x - 1) / (m.A - 1) * (1 - still*f)
	if c.X > 0 {
		e /= 1 + m.A/(m.B+x-1)*math.Pow((m.Alpha+age)/(m.Alpha+recency), m.R+x)
	}
	return e
}

func TestExpectedIsThePublishedForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, c := drawModel(t), drawCustomer(t)
		if math.Abs(m.A-1) < 0.01 || m.A+m.B < 1.01 && c.X == 0 {
			t.Skip("beside the poles of the published form")
		}
		ahead := rapid.Float64Range(0.1, 260).Draw(t, "weeks ahead")
		got, want := m.Expected(c, ahead), publishedExpectation(m, c, ahead)
		if !(math.Abs(got-want) <= 1e-8*want) {
			t.Fatalf("%+v %+v, %v weeks: %v, published form %v", m, c, ahead, got, want)
		}
	})
}

func drawModel(t *rapid.T) BGNBD {
	draw := func(name string, low, high float64) float64 {
		return math.Exp(rapid.Float64Range(math.Log(low), math.Log(high)).Draw(t, name))
	}
	return BGNBD{R: draw("r", 0.05, 20), Alpha: draw("alpha", 0.5, 100), A: draw("a", 0.05, 10), B: draw("b", 0.05, 20)}
}

func drawCustomer(t *rapid.T) Customer {
	age := rapid.IntRange(0, 2000).Draw(t, "age")
	x := rapid.IntRange(0, min(age, 60)).Draw(t, "x")
	if x == 0 {
		return Customer{Age: age}
	}
	return Customer{X: x, Recency: rapid.IntRange(x, age).Draw(t, "recency"), Age: age}
}
