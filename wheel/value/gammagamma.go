package value

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// GammaGamma is the model of what a purchase is worth: purchases vary as Gamma(P, ν) around a person's own mean,
// and ν ~ Gamma(Q, Gamma) over the people. Gamma is in major units of money.
type GammaGamma struct {
	P             float64 `json:"p"`
	Q             float64 `json:"q"`
	Gamma         float64 `json:"gamma"`
	LogLikelihood float64 `json:"log_likelihood"`
}

// FitGammaGamma finds the parameters of greatest likelihood, from the customers whose repeat purchases have a
// value and come to more than nothing. minor is how many minor units make a major one. It is an error, to be
// shown, if there are fewer than 30 of them, or if the fitted values have no mean.
func FitGammaGamma(customers []Customer, minor float64) (GammaGamma, error) {
	means := newMeans(customers, minor)
	if means.people < enough {
		return GammaGamma{}, notEnough(means.people, "bought again for a known amount above 0")
	}
	at, lowest := minimise(means.cost, []float64{0, math.Log(2), 0})
	m := gammaGammaAt(at)
	m.Gamma *= means.scale
	m.LogLikelihood = -lowest - float64(means.people)*math.Log(means.scale)
	if m.Q <= 1 {
		return GammaGamma{}, errNoMean
	}
	return m, nil
}

var errNoMean = errors.New("not enough data: a few values are so much larger than the rest that their mean cannot be told")

func gammaGammaAt(logs []float64) GammaGamma {
	return GammaGamma{P: math.Exp(logs[0]), Q: math.Exp(logs[1]), Gamma: math.Exp(logs[2])}
}

// inside is as BGNBD's: where all values are alike the likelihood rises for ever.
func (m GammaGamma) inside() bool {
	const least, most = 1e-6, 1e5
	return m.P > least && m.P < most && m.Q > least && m.Q < most && m.Gamma > least && m.Gamma < most
}

// Mean is the population's mean value of a purchase, in major units.
func (m GammaGamma) Mean() float64 { return m.P * m.Gamma / (m.Q - 1) }

// Expected is the mean value of a customer's purchases to come, in major units. A customer without a known value
// takes the population's; one who paid nothing, or was paid, counts as having spent 0.
func (m GammaGamma) Expected(c Customer, minor float64) float64 {
	spent := max(float64(c.Spent)/minor, 0)
	return m.P * (m.Gamma + spent) / (m.P*float64(c.Valued) + m.Q - 1)
}

// means is customers grouped for fitting. Values are divided by scale, their mean, so that the search begins near
// its end in any currency.
type means struct {
	people int
	scale  float64
	counts []valued // by x, ascending
}

// valued is the people with x repeat purchases of known value: each one's total, and the sum of the logarithms of
// their means.
type valued struct {
	x       float64
	totals  []float64
	logMean float64
}

func newMeans(customers []Customer, minor float64) *means {
	customers = slices.DeleteFunc(slices.Clone(customers), func(c Customer) bool { return c.Valued == 0 || c.Spent <= 0 })
	slices.SortFunc(customers, func(a, b Customer) int {
		return cmp.Or(cmp.Compare(a.Valued, b.Valued), cmp.Compare(a.Spent, b.Spent))
	})
	s := &means{people: len(customers)}
	for _, c := range customers {
		s.scale += float64(c.Spent) / minor / float64(c.Valued) / float64(s.people)
	}
	for _, c := range customers {
		s.add(float64(c.Valued), float64(c.Spent)/minor/s.scale)
	}
	return s
}

func (s *means) add(x, total float64) {
	if last := len(s.counts) - 1; last < 0 || s.counts[last].x != x {
		s.counts = append(s.counts, valued{x: x})
	}
	c := &s.counts[len(s.counts)-1]
	c.totals = append(c.totals, total)
	c.logMean += math.Log(total / x)
}

// cost is what the search lowers: the negative logarithm of the scaled means' likelihood.
func (s *means) cost(logs []float64) float64 {
	m := gammaGammaAt(logs)
	if !m.inside() {
		return math.Inf(1)
	}
	return -s.logLikelihood(m)
}

// logLikelihood is that of the scaled means.
func (s *means) logLikelihood(m GammaGamma) (sum float64) {
	for _, c := range s.counts {
		px := m.P * c.x
		each := lgamma(px+m.Q) - lgamma(px) - lgamma(m.Q) + m.Q*math.Log(m.Gamma) + px*math.Log(c.x)
		sum += float64(len(c.totals))*each + (px-1)*c.logMean - (px+m.Q)*sumLog(m.Gamma, c.totals)
	}
	return sum
}

func lgamma(x float64) float64 {
	v, _ := math.Lgamma(x)
	return v
}

// sumLog is Σ ln(shift + v). It takes one logarithm per few factors: their product cannot leave the range of a
// float64 while each is within 1e±15.
func sumLog(shift float64, values []float64) (sum float64) {
	for chunk := range slices.Chunk(values, 16) {
		product := 1.0
		for _, v := range chunk {
			product *= shift + v
		}
		sum += math.Log(product)
	}
	return sum
}
