package value

import "math"

// uncertainty is how far what the models expect may be from what they would with the true parameters. The two models
// are fitted apart and, as the model of value assumes, know nothing of each other.
type uncertainty struct {
	purchases, worth information // worth is nil without a model of value
	customers        []Customer
	buying           BGNBD
	spending         *GammaGamma
	minor            float64
}

// looked is how many repeaters are looked at closely: an even sample of more says the same.
const looked = 10_000

const flat = "the purchases so far do not tell the model's parameters apart"

// newUncertainty measures the uncertainty of fitted models; ok is false where it cannot be told. Customers come in
// Summarise's order.
func newUncertainty(customers []Customer, buying BGNBD, spending *GammaGamma, minor float64) (u *uncertainty, ok bool) {
	each := max(Repeaters(customers)/looked, 1)
	if each > 1 {
		customers = everyNth(customers, each)
	}
	u = &uncertainty{customers: customers, buying: buying, spending: spending, minor: minor}
	if u.purchases, ok = inform(newSample(customers).cost, buying.logs(), float64(each)); !ok || spending == nil {
		return u, ok
	}
	means := newMeans(customers, minor)
	scaled := *spending
	scaled.Gamma /= means.scale
	u.worth, ok = inform(means.cost, scaled.logs(), float64(each))
	return u, ok
}

// of is the variance of the logarithm of each of the figures made from a forecast.
func (u *uncertainty) of(figures func(*forecast) []float64) []float64 {
	variances := u.purchases.variances(u.buying.logs(), func(logs []float64) []float64 {
		return figures(newForecast(u.customers, bgnbdAt(logs), u.spending, u.minor))
	})
	if u.spending == nil {
		return variances
	}
	more := u.worth.variances(u.spending.logs(), func(logs []float64) []float64 {
		m := gammaGammaAt(logs)
		return figures(newForecast(u.customers, u.buying, &m, u.minor))
	})
	for i, v := range more {
		variances[i] += v
	}
	return variances
}

func (m BGNBD) logs() []float64 {
	return []float64{math.Log(m.R), math.Log(m.Alpha), math.Log(m.A), math.Log(m.B)}
}

func (m GammaGamma) logs() []float64 {
	return []float64{math.Log(m.P), math.Log(m.Q), math.Log(m.Gamma)}
}
