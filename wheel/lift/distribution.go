package lift

import "math"

// studentTails is the probability that Student's t with some degrees of freedom is at least as far from 0 as t.
func studentTails(t, degrees float64) float64 {
	return incompleteBeta(degrees/2, 0.5, degrees/(degrees+t*t))
}

// studentQuantile is the value that Student's t stays below with a probability above one half, by bisection.
func studentQuantile(p, degrees float64) float64 {
	low, high := 0.0, 1.0
	for 1-studentTails(high, degrees)/2 < p {
		high *= 2
	}
	for range 100 {
		middle := (low + high) / 2
		if 1-studentTails(middle, degrees)/2 < p {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

// incompleteBeta is the regularised incomplete beta function, by its continued fraction (Lentz's method).
func incompleteBeta(a, b, x float64) float64 {
	if x <= 0 || x >= 1 {
		return min(max(x, 0), 1)
	}
	if x > (a+1)/(a+b+2) {
		return 1 - incompleteBeta(b, a, 1-x)
	}
	logGamma := func(x float64) float64 { l, _ := math.Lgamma(x); return l }
	front := math.Exp(logGamma(a+b) - logGamma(a) - logGamma(b) + a*math.Log(x) + b*math.Log(1-x))
	const tiny = 1e-300
	c, d := 1.0, 1-(a+b)*x/(a+1)
	d = 1 / away(d, tiny)
	f := d
	for m := 1.0; m < 10_000; m++ {
		for _, term := range [2]float64{
			m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m)),
			-(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1)),
		} {
			d = 1 / away(1+term*d, tiny)
			c = away(1+term/c, tiny)
			f *= c * d
		}
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return front * f / a
}

// away is x, kept away from 0.
func away(x, tiny float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// chiTail is the probability that chi-square with some degrees of freedom is at least x.
func chiTail(x float64, degrees int) float64 {
	return upperGamma(float64(degrees)/2, x/2)
}

// upperGamma is the regularised upper incomplete gamma function: by its series where x is small, else by its continued
// fraction.
func upperGamma(a, x float64) float64 {
	if x <= 0 {
		return 1
	}
	l, _ := math.Lgamma(a)
	front := math.Exp(a*math.Log(x) - x - l)
	if x < a+1 {
		sum, term := 1/a, 1/a
		for n := 1.0; n < 100_000 && term > sum*1e-16; n++ {
			term *= x / (a + n)
			sum += term
		}
		return max(0, 1-front*sum)
	}
	const tiny = 1e-300
	b := x + 1 - a
	c, d := 1/tiny, 1/b
	f := d
	for n := 1.0; n < 100_000; n++ {
		term := -n * (n - a)
		b += 2
		d = 1 / away(term*d+b, tiny)
		c = away(b+term/c, tiny)
		f *= d * c
		if math.Abs(d*c-1) < 1e-15 {
			break
		}
	}
	return front * f
}
