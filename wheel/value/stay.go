package value

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
	const precision, huge = 1e-12, 1e200
	rho, z := s.R+s.x, ahead/(s.Alpha+weeks(age)+ahead)
	chance, total, sum := 1.0, 0.0, 0.0
	for n := 0; ; n++ {
		part := chance * s.purchasesIn(n)
		total += chance
		sum += part
		ratio := z * (rho + float64(n)) / float64(n+1)
		// Once the chances fall, what is still to come is less than part · (1 + 2q + 3q² + …), q = max(ratio, z).
		if fall := 1 - max(ratio, z); n > 0 && fall > 0 && part <= precision*fall*fall*sum {
			return sum / total
		}
		chance *= ratio
		if chance > huge {
			chance, total, sum = chance/huge, total/huge, sum/huge
		}
	}
}
