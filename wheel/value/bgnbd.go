package value

import (
	"fmt"
	"math"
	"slices"
)

// enough is the number of people a model is fitted on at least.
const enough = 30

const daysPerWeek = 7

// BGNBD is the model of purchases: a buying rate per week ~ Gamma(R, Alpha), and a chance to leave after each
// purchase ~ Beta(A, B).
type BGNBD struct {
	R             float64 `json:"r"`
	Alpha         float64 `json:"alpha"` // weeks
	A             float64 `json:"a"`
	B             float64 `json:"b"`
	LogLikelihood float64 `json:"log_likelihood"`
}

// FitBGNBD finds the parameters of greatest likelihood. It is an error, to be shown, if fewer than 30 people
// bought again.
func FitBGNBD(customers []Customer) (BGNBD, error) {
	if n := Repeaters(customers); n < enough {
		return BGNBD{}, notEnough(n, "bought again")
	}
	s := newSample(customers)
	at, lowest := minimise(func(logs []float64) float64 {
		m := bgnbdAt(logs)
		if !m.inside() {
			return math.Inf(1)
		}
		return -s.logLikelihood(m)
	}, s.guess())
	m := bgnbdAt(at)
	m.LogLikelihood = -lowest
	return m, nil
}

// Repeaters is how many customers bought on more than one day.
func Repeaters(customers []Customer) (n int) {
	for _, c := range customers {
		if c.X > 0 {
			n++
		}
	}
	return n
}

func notEnough(n int, did string) error {
	return fmt.Errorf("not enough data: %d people %s, at least %d are needed", n, did, enough)
}

// bgnbdAt reads the logarithms the search moves in, so that no parameter can become negative.
func bgnbdAt(logs []float64) BGNBD {
	return BGNBD{R: math.Exp(logs[0]), Alpha: math.Exp(logs[1]), A: math.Exp(logs[2]), B: math.Exp(logs[3])}
}

// inside keeps the search where sums stay exact. Where everybody is alike, or nobody ever leaves, the likelihood
// rises for ever along a ridge; there the edge is as good as any place beyond.
func (m BGNBD) inside() bool {
	const most = 1e6
	return m.R > 1e-6 && m.R < most && m.Alpha > 1e-3 && m.Alpha < most && m.A > 1e-6 && m.A < most && m.B > 1e-6 && m.B < most
}

// Alive is the chance that a customer has not left by the end of their age.
func (m BGNBD) Alive(c Customer) float64 {
	if c.X == 0 {
		return 1
	}
	x := float64(c.X)
	since := math.Log((m.Alpha + weeks(c.Age)) / (m.Alpha + weeks(c.Recency)))
	return 1 / (1 + m.A/(m.B+x-1)*math.Exp((m.R+x)*since))
}

func weeks(days int) float64 { return float64(days) / daysPerWeek }

// Expected is the mean number of days on which a customer buys in the weeks that follow.
func (m BGNBD) Expected(c Customer, weeks float64) float64 {
	return m.Alive(c) * m.stay(c.X).purchases(c.Age, weeks)
}

// stay is for how many of their next opportunities to buy a customer with x repeat purchases, alive now, will be
// there.
type stay struct {
	BGNBD
	x float64
	// of[n] is the mean number of purchases in n opportunities: 1 + s₁ + s₁s₂ + …, and next the term that follows.
	of   []float64
	next float64
}

func (m BGNBD) stay(x int) *stay { return &stay{BGNBD: m, x: float64(x), of: []float64{0}, next: 1} }

func (s *stay) purchasesIn(n int) float64 {
	for k := float64(len(s.of)); len(s.of) <= n; k++ {
		s.of = append(s.of, s.of[len(s.of)-1]+s.next)
		s.next *= (s.B + s.x + k - 1) / (s.A + s.B + s.x + k - 1)
	}
	return s.of[n]
}

// purchases is the mean number of them in the weeks after an age, for one alive then. The number of opportunities
// is negative binomial; its chances are taken relative to the first, one from the other, and divided by their sum.
func (s *stay) purchases(age int, ahead float64) float64 {
	const precision, huge = 1e-13, 1e200
	rho, z := s.R+s.x, ahead/(s.Alpha+weeks(age)+ahead)
	chance, total, sum := 1.0, 0.0, 0.0
	for n := 0; ; n++ {
		part := chance * s.purchasesIn(n)
		total += chance
		sum += part
		ratio := z * (rho + float64(n)) / float64(n+1)
		// What is left is less than a geometric series once the chances fall.
		if left := 1 - max(ratio, z); n > 0 && part <= precision*left*left*sum {
			return sum / total
		}
		chance *= ratio
		if chance > huge {
			chance, total, sum = chance/huge, total/huge, sum/huge
		}
	}
}

// sample is customers grouped for fitting: many have the same past.
type sample struct {
	weeks  []float64 // the lengths of time that occur
	logs   []float64 // scratch: ln(1 + weeks/α)
	counts []count   // by x, ascending
}

// count is the people with x repeat purchases.
type count struct {
	x      int
	people float64
	pasts  []past
}

// past is n people with the same recency and age, which index sample.weeks.
type past struct {
	recency, age int
	n            float64
}

func newSample(customers []Customer) *sample {
	customers = slices.Clone(customers)
	slices.SortFunc(customers, compare)
	index := map[int]int{}
	s := &sample{}
	for i, c := range customers {
		if i == 0 || c.X != customers[i-1].X {
			s.counts = append(s.counts, count{x: c.X})
		}
		s.counts[len(s.counts)-1].add(past{s.week(index, c.Recency), s.week(index, c.Age), 1})
	}
	s.logs = make([]float64, len(s.weeks))
	return s
}

func (s *sample) week(index map[int]int, days int) int {
	i, ok := index[days]
	if !ok {
		i = len(s.weeks)
		index[days] = i
		s.weeks = append(s.weeks, weeks(days))
	}
	return i
}

func (c *count) add(p past) {
	c.people++
	if last := len(c.pasts) - 1; last >= 0 && c.pasts[last].recency == p.recency && c.pasts[last].age == p.age {
		c.pasts[last].n++
		return
	}
	c.pasts = append(c.pasts, p)
}

// guess starts the search where the mean rate is that of all purchases over all the time watched.
func (s *sample) guess() []float64 {
	purchases, watched := 0.0, 0.0
	for _, c := range s.counts {
		purchases += c.people * float64(c.x)
		for _, p := range c.pasts {
			watched += p.n * s.weeks[p.age]
		}
	}
	return []float64{0, math.Log(max(watched/purchases, 0.01)), 0, math.Log(2)}
}

// logLikelihood is summed in a form in which no large numbers cancel: ratios of gamma functions as products,
// ln(α+T) as ln α + ln(1+T/α).
func (s *sample) logLikelihood(m BGNBD) float64 {
	for i, w := range s.weeks {
		s.logs[i] = math.Log1p(w / m.Alpha)
	}
	sum, gammas, x, logAlpha := 0.0, 0.0, 0, math.Log(m.Alpha)
	for _, c := range s.counts {
		for ; x < c.x; x++ {
			j := float64(x)
			gammas += math.Log(m.R+j) - math.Log1p(m.A/(m.B+j)) - logAlpha
		}
		sum += c.people*gammas + s.pasts(m, c)
	}
	return sum
}

// pasts sums, over the people with one x, the part of the logarithm that depends on when they bought.
func (s *sample) pasts(m BGNBD, c count) (sum float64) {
	rho := m.R + float64(c.x)
	leave := math.Log(m.A / (m.B + float64(c.x) - 1))
	for _, p := range c.pasts {
		sum -= p.n * rho * s.logs[p.age]
		if c.x > 0 {
			sum += p.n * softplus(leave+rho*(s.logs[p.age]-s.logs[p.recency]))
		}
	}
	return sum
}

// softplus is ln(1 + e^v).
func softplus(v float64) float64 { return max(v, 0) + math.Log1p(math.Exp(-math.Abs(v))) }
