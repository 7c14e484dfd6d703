package value

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// The estimates for CDNOW as they were printed.
var printed = BGNBD{R: 0.243, Alpha: 4.414, A: 0.793, B: 2.426}

// Values printed beside the model: Fader, Hardie, "Implementing the BG/NBD Model in Excel" (2005), for the sample's
// first person; Dziurzynski, Wadsworth, McCarthy, "Buy 'Til You Die – A Walkthrough", for a busy one.
func TestExpectedAsPrinted(t *testing.T) {
	near := within(t)
	first := Customer{X: 2, Recency: 213, Age: 272}
	near("purchases in 39 weeks", printed.Expected(first, 39), 1.226, 0.0005)
	busy := Customer{X: 26, Recency: 216, Age: 217}
	near("purchases in 52 weeks", printed.Expected(busy, 52), 25.76, 0.005)
}

// At the published form's poles, a = 1 and a + b + x = 1, the sum is simply continuous.
func TestExpectedHasNoPoles(t *testing.T) {
	for _, pole := range []BGNBD{{R: 0.5, Alpha: 5, A: 1, B: 2}, {R: 0.5, Alpha: 5, A: 0.25, B: 0.75}} {
		beside := pole
		beside.A += 1e-6
		for _, c := range []Customer{{Age: 100}, {X: 3, Recency: 80, Age: 100}} {
			at, near := pole.Expected(c, 52), beside.Expected(c, 52)
			if !(math.Abs(at-near) < 1e-5*near) {
				t.Errorf("%+v: %v, but %v beside it", pole, at, near)
			}
		}
	}
}

// Where nobody leaves, the purchases are those of the negative binomial: (r+x)/(α+T) a week.
func TestExpectedOfTheLoyal(t *testing.T) {
	m := BGNBD{R: 2, Alpha: 10, A: 1e-6, B: 1e6}
	got := m.Expected(Customer{X: 400, Recency: 690, Age: 700}, 257)
	if want := 402.0 / 110 * 257; !(math.Abs(got-want) < 1e-6*want) {
		t.Errorf("%v purchases, want %v", got, want)
	}
}

func TestExpectedRisesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, c := drawModel(t), drawCustomer(t)
		ahead := rapid.Float64Range(0.01, 300).Draw(t, "weeks ahead")
		sooner, later := m.Expected(c, ahead), m.Expected(c, ahead*1.1)
		most := (m.R + float64(c.X)) / (m.Alpha + weeks(c.Age)) * ahead // if nobody ever left
		// Where everybody will have left, the rise is below the sum's precision.
		if !(sooner > 0 && later > sooner*(1-1e-11) && sooner <= most*(1+1e-9)) {
			t.Fatalf("%v in %v weeks, %v in a tenth more, at most %v", sooner, ahead, later, most)
		}
		if alive := m.Alive(c); !(alive >= 0 && alive <= 1) {
			t.Fatalf("alive %v", alive)
		}
	})
}

// publishedLikelihood is the logarithm of equation (6) of Fader, Hardie, Lee 2005 for one person.
func publishedLikelihood(m BGNBD, c Customer) float64 {
	x := float64(c.X)
	beta := func(a, b float64) float64 { return lgamma(a) + lgamma(b) - lgamma(a+b) }
	start := lgamma(m.R+x) - lgamma(m.R) + m.R*math.Log(m.Alpha)
	stayed := math.Exp(beta(m.A, m.B+x) - beta(m.A, m.B) - (m.R+x)*math.Log(m.Alpha+weeks(c.Age)))
	if c.X > 0 {
		stayed += math.Exp(beta(m.A+1, m.B+x-1) - beta(m.A, m.B) - (m.R+x)*math.Log(m.Alpha+weeks(c.Recency)))
	}
	return start + math.Log(stayed)
}

func TestLikelihoodIsThePublishedOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		customers := rapid.SliceOfN(rapid.Custom(drawCustomer), 1, 20).Draw(t, "customers")
		customers = append(customers, customers[0])
		want := 0.0
		for _, c := range customers {
			want += publishedLikelihood(m, c)
		}
		got := newSample(slices.SortedFunc(slices.Values(customers), compare)).logLikelihood(m)
		if !(math.Abs(got-want) <= 1e-9*(1+math.Abs(want))) {
			t.Fatalf("%v, published form %v", got, want)
		}
	})
}

// No place beside the estimates is likelier, and they are near those the people were drawn with. The numbers of
// people are on both sides of where the search begins with a sample.
func TestFitBGNBD(t *testing.T) {
	drawn := BGNBD{R: 0.6, Alpha: 8, A: 0.8, B: 3}
	for _, people := range []int{3_000, 60_000} {
		customers, _ := Summarise(inventedQuestion(500), each(invent(people, 500, drawn, GammaGamma{P: 6, Q: 4, Gamma: 16})))
		m, err := FitBGNBD(customers)
		check(t, err)
		near := within(t)
		spread := 0.3 * math.Sqrt(3_000/float64(people))
		near("ln r", math.Log(m.R/drawn.R), 0, spread)
		near("ln alpha", math.Log(m.Alpha/drawn.Alpha), 0, spread)
		near("mean chance to leave", m.A/(m.A+m.B), drawn.A/(drawn.A+drawn.B), spread/2)
		s := newSample(customers)
		if got := s.logLikelihood(m); math.Abs(got-m.LogLikelihood) > 1e-6 {
			t.Errorf("log-likelihood %v, computed again %v", m.LogLikelihood, got)
		}
		for _, beside := range besides(m) {
			if s.logLikelihood(beside) > m.LogLikelihood {
				t.Errorf("%+v is likelier than %+v", beside, m)
			}
		}
	}
}

// besides are a model's neighbours, one part in a thousand away along each axis and both ways.
func besides(m BGNBD) (all []BGNBD) {
	for _, by := range []float64{0.999, 1.001} {
		r, alpha, a, b := m, m, m, m
		r.R *= by
		alpha.Alpha *= by
		a.A *= by
		b.B *= by
		all = append(all, r, alpha, a, b)
	}
	return all
}

func TestFitBGNBDNeedsRepeaters(t *testing.T) {
	customers := make([]Customer, 1000)
	for i := range customers {
		customers[i] = Customer{Age: 100}
		if i < enough-1 {
			customers[i] = Customer{X: 1, Recency: 50, Age: 100}
		}
	}
	if _, err := FitBGNBD(customers); err == nil || err.Error() != "not enough data: people who bought again: 29, needed: 30" {
		t.Errorf("with 29 repeaters: %v", err)
	}
	customers[enough] = Customer{X: 1, Recency: 50, Age: 100}
	if _, err := FitBGNBD(customers); err != nil {
		t.Errorf("with 30 repeaters: %v", err)
	}
}
