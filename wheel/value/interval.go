package value

import "math"

// Interval is where a figure lies with 95 % confidence: its expectation, not what chance then makes of it.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// MoneyInterval is an Interval of minor units.
type MoneyInterval struct {
	Low  int64 `json:"low"`
	High int64 `json:"high"`
}

// within95 is the normal distribution's 97.5 % quantile.
const within95 = 1.959963984540054

// information is the observed information of fitted parameters, as its Cholesky factor: the Hessian of the
// likelihood's negative logarithm at its minimum (Efron, Hinkley 1978, Biometrika 65), by central differences.
type information [][]float64

// inform finds the information that a sample gives of the logarithms of parameters, of which every observation
// stands for some. ok is false where the likelihood has no peak there: the data do not tell the parameters apart.
func inform(cost func([]float64) float64, at []float64, each float64) (i information, ok bool) {
	const step = 1e-3
	n := len(at)
	shifted := func(j int, a float64, k int, b float64) float64 {
		p := append([]float64(nil), at...)
		p[j] += a * step
		p[k] += b * step
		return cost(p)
	}
	h := make(information, n)
	for j := range n {
		h[j] = make([]float64, n)
		for k := range j + 1 {
			h[j][k] = each * (shifted(j, 1, k, 1) - shifted(j, 1, k, -1) - shifted(j, -1, k, 1) + shifted(j, -1, k, -1)) / (4 * step * step)
		}
	}
	return h, h.factor()
}

// factor replaces a symmetric matrix, given below its diagonal, by its Cholesky factor; false where it is not
// positive definite, but for rounding.
func (i information) factor() bool {
	const rounding = 1e-9
	for j := range i {
		for k := range j + 1 {
			sum := i[j][k]
			for m := range k {
				sum -= i[j][m] * i[k][m]
			}
			if k < j {
				i[j][k] = sum / i[k][k]
				continue
			}
			if !(sum > rounding*math.Abs(i[j][j])) || math.IsInf(sum, 1) { // nor is it NaN
				return false
			}
			i[j][j] = math.Sqrt(sum)
		}
	}
	return true
}

// variance is that of a figure with this gradient (the delta method: Oehlert 1992, The American Statistician 46).
func (i information) variance(gradient []float64) (sum float64) {
	solved := make([]float64, len(i))
	for j := range i {
		v := gradient[j]
		for k := range j {
			v -= i[j][k] * solved[k]
		}
		solved[j] = v / i[j][j]
		sum += solved[j] * solved[j]
	}
	return sum
}

// variances are those of the logarithms of figures made from parameters, their gradients found by central differences.
func (i information) variances(at []float64, figures func([]float64) []float64) []float64 {
	const step = 1e-4
	var gradients [][]float64 // by figure
	for j := range at {
		p := append([]float64(nil), at...)
		p[j] += step
		above := figures(p)
		p[j] -= 2 * step
		for k, below := range figures(p) {
			if j == 0 {
				gradients = append(gradients, make([]float64, len(at)))
			}
			gradients[k][j] = math.Log(above[k]/below) / (2 * step)
		}
	}
	list := make([]float64, len(gradients))
	for k, g := range gradients {
		list[k] = i.variance(g)
	}
	return list
}

// around is the interval of a positive figure of which the logarithm has this variance.
func around(figure, variance float64) *Interval {
	factor := math.Exp(within95 * math.Sqrt(variance))
	return &Interval{figure / factor, figure * factor}
}

// money is the interval of a positive amount; nil for none.
func money(amount *int64, variance float64) *MoneyInterval {
	if amount == nil || *amount <= 0 {
		return nil
	}
	i := around(float64(*amount), variance)
	return &MoneyInterval{round(i.Low), round(i.High)}
}
