package value

import "math"

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

// newSample groups sorted customers.
func newSample(customers []Customer) *sample {
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
	return []float64{0, math.Log(min(max(watched/purchases, 0.01), 1e5)), 0, math.Log(2)}
}

// cost is what the search lowers: the likelihood's negative logarithm.
func (s *sample) cost(logs []float64) float64 {
	m := bgnbdAt(logs)
	if !m.inside() {
		return math.Inf(1)
	}
	return -s.logLikelihood(m)
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

// softplus is ln(1 + e^v), to within 1e-16. Log1p would give more digits of a small one at four times the price.
func softplus(v float64) float64 { return max(v, 0) + math.Log(1+math.Exp(-math.Abs(v))) }
