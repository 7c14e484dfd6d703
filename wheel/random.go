package wheel

import "math"

// generator makes the same pseudo-random numbers everywhere: SplitMix64 (Steele, Lea and Flood 2014).
type generator uint64

func (g *generator) next() uint64 {
	*g += 0x9e3779b97f4a7c15
	z := uint64(*g)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// uniform is a number in (0, 1), never its ends.
func (g *generator) uniform() float64 { return (float64(g.next()>>11) + 0.5) / (1 << 53) }

// multinomial draws, with replacement, as many as from holds and writes how many fell into each of its classes
// into to. Class after class it is binomial among those left.
func (g *generator) multinomial(from, to []int64) {
	var left int64
	for _, n := range from {
		left += n
	}
	weight := left
	for k, n := range from {
		to[k] = g.binomial(left, float64(n)/float64(max(weight, 1)))
		left -= to[k]
		weight -= n
	}
}

// binomial draws the number of successes among n trials of chance p.
func (g *generator) binomial(n int64, p float64) int64 {
	switch {
	case n == 0 || p <= 0:
		return 0
	case p >= 1:
		return n
	case p > 0.5:
		return n - g.binomial(n, 1-p)
	case float64(n)*p < 10:
		return g.fewSuccesses(n, p)
	}
	return g.manySuccesses(n, p)
}

// fewSuccesses steps from success to success: the trials between them are geometric. It takes n·p steps.
func (g *generator) fewSuccesses(n int64, p float64) (successes int64) {
	failure := math.Log1p(-p)
	for trial := 0.0; ; successes++ {
		if trial += math.Floor(math.Log(g.uniform())/failure) + 1; trial > float64(n) {
			return successes
		}
	}
}

// manySuccesses is Hörmann's transformed rejection ("The generation of binomial random variates", 1993, algorithm
// BTRS), exact and as quick for a million trials as for twenty; n·p must be at least 10 and p at most ½.
func (g *generator) manySuccesses(n int64, p float64) int64 {
	size, odds := float64(n), p/(1-p)
	deviation := math.Sqrt(size * p * (1 - p))
	b := 1.15 + 2.53*deviation
	a := -0.0873 + 0.0248*b + 0.01*p
	alpha := (2.83 + 5.1/b) * deviation
	mode := math.Floor((size + 1) * p)
	for {
		u, v := g.uniform()-0.5, g.uniform()
		us := 0.5 - math.Abs(u)
		k := math.Floor((2*a/us+b)*u + size*p + 0.5)
		if k < 0 || k > size {
			continue
		}
		if us >= 0.07 && v <= 0.92-4.2/b {
			return int64(k)
		}
		if math.Log(v*alpha/(a/(us*us)+b)) <= logWays(size, mode)-logWays(size, k)+(k-mode)*math.Log(odds) {
			return int64(k)
		}
	}
}

// logWays is log k!(n−k)!, which differs from −log of the ways to choose k of n by a constant.
func logWays(n, k float64) float64 {
	a, _ := math.Lgamma(k + 1)
	b, _ := math.Lgamma(n - k + 1)
	return a + b
}
