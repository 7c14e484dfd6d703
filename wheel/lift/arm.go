package lift

import "math"

// Arm is who was treated alike. Values are money per person, in minor units.
type Arm struct {
	Name      string
	People    int64
	Converted int64
	Sum       float64 // of the values
	Squares   float64 // of the values' squares
}

// Add counts a person: whether they reached the goal, and what it was worth.
func (a *Arm) Add(converted bool, value float64) {
	a.People++
	if converted {
		a.Converted++
		a.Sum, a.Squares = a.Sum+value, a.Squares+value*value
	}
}

// Join adds the people of another part of the arm.
func (a *Arm) Join(o *Arm) {
	a.People, a.Converted, a.Sum, a.Squares = a.People+o.People, a.Converted+o.Converted, a.Sum+o.Sum, a.Squares+o.Squares
}

// Rate is the share of people who reached the goal. There must be somebody.
func (a *Arm) Rate() float64 { return float64(a.Converted) / float64(a.People) }

// PerHead is the mean value of a person, those who did not reach the goal included.
func (a *Arm) PerHead() float64 { return a.Sum / float64(a.People) }

// variance is that of the values, unbiased.
func (a *Arm) variance() float64 {
	n := float64(a.People)
	return max(0, (a.Squares-a.Sum*a.Sum/n)/(n-1))
}

// Range is where a figure lies with 95 % confidence.
type Range struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// Holds reports whether a figure lies in it.
func (i Range) Holds(x float64) bool { return i.Low <= x && x <= i.High }

// within95 is the normal distribution's 97.5 % quantile.
const within95 = 1.959963984540054

// Wilson is the interval of the arm's rate.
func (a *Arm) Wilson() Range { return Wilson(a.Converted, a.People) }

// Wilson is the interval of a share; from 0 to 1 where it is of nothing.
func Wilson(k, of int64) Range {
	if of == 0 {
		return Range{0, 1}
	}
	n, p, z := float64(of), float64(k)/float64(of), within95
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return Range{max(0, middle-half), min(1, middle+half)}
}

// Difference is by how much the rate of a is above that of b, with Newcombe's interval.
func Difference(a, b *Arm) (d float64, in Range) {
	p, q := a.Rate(), b.Rate()
	x, y := a.Wilson(), b.Wilson()
	d = p - q
	return d, Range{d - math.Hypot(p-x.Low, y.High-q), d + math.Hypot(x.High-p, q-y.Low)}
}

// Score is the probability that chance alone makes two rates differ at least as much (two-sided, by the pooled score
// test, which is Pearson's chi-square); 1 where nobody, or everybody, reached the goal.
func Score(a, b *Arm) float64 {
	n, m := float64(a.People), float64(b.People)
	pooled := float64(a.Converted+b.Converted) / (n + m)
	spread := math.Sqrt(pooled * (1 - pooled) * (1/n + 1/m))
	if spread == 0 {
		return 1
	}
	return math.Erfc(math.Abs(a.Rate()-b.Rate()) / spread / math.Sqrt2)
}

// Comparison is how two means differ.
type Comparison struct {
	Difference float64
	Interval   Range
	Degrees    float64 // of freedom
	P          float64 // that chance alone makes them differ at least as much, two-sided
}

// Welch compares the values per head of a and b. ok is false where an arm has fewer than two people, or nobody's value
// differs from another's: then there is nothing to reckon chance by.
func Welch(a, b *Arm) (c Comparison, ok bool) {
	if a.People < 2 || b.People < 2 {
		return c, false
	}
	va, vb := a.variance()/float64(a.People), b.variance()/float64(b.People)
	if va+vb <= 0 {
		return c, false
	}
	c.Difference = a.PerHead() - b.PerHead()
	c.Degrees = (va + vb) * (va + vb) / (va*va/float64(a.People-1) + vb*vb/float64(b.People-1))
	error := math.Sqrt(va + vb)
	half := studentQuantile(0.975, c.Degrees) * error
	c.Interval = Range{c.Difference - half, c.Difference + half}
	c.P = studentTails(c.Difference/error, c.Degrees)
	return c, true
}
