package lift

import "math"

// SampleRatio is the probability that chance alone makes the sizes of the arms differ from their shares at least as much
// as they do, by Pearson's chi-square. Shares are those chance was told to make, in any unit; nil: equal ones. 1 where
// there is nobody, or one arm only.
func SampleRatio(arms []Arm, shares []float64) float64 {
	var people, all float64
	for i := range arms {
		people += float64(arms[i].People)
		all += share(shares, i)
	}
	if people == 0 || len(arms) < 2 {
		return 1
	}
	chi := 0.0
	for i := range arms {
		expected := people * share(shares, i) / all
		off := float64(arms[i].People) - expected
		chi += off * off / expected
	}
	return chiTail(chi, len(arms)-1)
}

func share(shares []float64, i int) float64 {
	if shares == nil {
		return 1
	}
	return shares[i]
}

// Broken is the probability of the arms' sizes below which an experiment is taken to be broken.
const Broken = 0.001

// power80 is the normal distribution's 80 % quantile.
const power80 = 0.8416212335729143

// Detectable is the smallest difference of rates, upwards from that of the control, which an experiment of this size
// finds four times out of five; ok is false where there are too few people to find even the largest.
func Detectable(a, control *Arm) (d float64, ok bool) {
	n, m := float64(a.People), float64(control.People)
	p := (float64(control.Converted) + 1) / (m + 2) // never 0: a goal nobody reached yet is not impossible
	found := func(d float64) bool {
		pooled := (n*(p+d) + m*p) / (n + m)
		return d >= within95*math.Sqrt(pooled*(1-pooled)*(1/n+1/m))+power80*math.Sqrt((p+d)*(1-p-d)/n+p*(1-p)/m)
	}
	low, high := 0.0, 1-p
	if !found(high) {
		return 0, false
	}
	for range 60 {
		if d = (low + high) / 2; found(d) {
			high = d
		} else {
			low = d
		}
	}
	return high, true
}

// sequenceAlpha is how often a confidence sequence may be wrong, ever.
const sequenceAlpha = 0.05

// Anytime is the difference of rates with an interval that holds at all times together: at whichever moment somebody
// looks, and however often. planned is the number of people at which it is meant to be narrowest.
func Anytime(a, b *Arm, planned int64) (d float64, in Range) {
	d = a.Rate() - b.Rate()
	variance := softened(a) + softened(b)
	t := float64(a.People + b.People)
	l := -2 * math.Log(sequenceAlpha)
	rho := (l + math.Log(l+1)) / float64(max(planned, 1))
	half := math.Sqrt(variance * (t*rho + 1) / (t * rho) * math.Log((t*rho+1)/(sequenceAlpha*sequenceAlpha)))
	return d, Range{max(-1, d-half), min(1, d+half)}
}

// softened is the variance of an arm's rate, never 0.
func softened(a *Arm) float64 {
	n := float64(a.People)
	p := (float64(a.Converted) + 1) / (n + 2)
	return p * (1 - p) / n
}
