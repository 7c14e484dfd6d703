package value

import (
	"fmt"
	"iter"
	"math"

	"banhda/wheel"
)

// Report is the answer to a Question. Money is in minor units of Currency, but for the parameter gamma, which is
// in major ones. What is not known is nil, and Reasons says why, by the path of the key.
type Report struct {
	People     int      `json:"people"`    // who had bought by the day
	Repeaters  int      `json:"repeaters"` // of them, on more than one day
	Currency   string   `json:"currency"`
	BGNBD      *BGNBD   `json:"bgnbd"`
	GammaGamma *Worth   `json:"gammagamma"`
	Next       Next     `json:"next"`
	Momentum   Momentum `json:"momentum"`
	Coasting   []Block  `json:"coasting"`
	HalfLife   *float64 `json:"half_life_days"`
	// HalfLifeInterval holds the half-life with 95 % confidence.
	HalfLifeInterval *Interval         `json:"half_life_interval"`
	Reasons          map[string]string `json:"reasons,omitempty"`
}

// Worth is the model of value with the population's mean value of a purchase.
type Worth struct {
	GammaGamma
	Mean int64 `json:"mean"`
}

// Next is what is expected in the question's horizon, from everybody who had bought by the day; beside it, where
// the horizon is over, what they did buy.
type Next struct {
	Days              float64        `json:"days"`
	Purchases         *float64       `json:"purchases"`
	PurchasesInterval *Interval      `json:"purchases_interval"`
	Revenue           *int64         `json:"revenue"`
	RevenueInterval   *MoneyInterval `json:"revenue_interval"`
	Happened          *Happened      `json:"happened"`
}

// Momentum is the revenue expected in the next 90 days if every acquisition stopped, with its 95 % interval.
type Momentum struct {
	Days    int    `json:"days"`
	Revenue *int64 `json:"revenue"`
	Low     *int64 `json:"low"`
	High    *int64 `json:"high"`
}

// Block is one stretch of 30 days of the coasting curve, counted from 1.
type Block struct {
	Block     int     `json:"block"`
	Purchases float64 `json:"purchases"`
	Revenue   *int64  `json:"revenue"`
}

// momentumBlocks is how many blocks of the curve are the momentum.
const momentumBlocks = 3

// Read answers a question from everybody's purchases, each person's in order of time. Every purchase counts as
// one; only values in the question's currency count as money.
func Read(q Question, buyers iter.Seq2[int64, []wheel.Buy]) Report {
	customers, happened := Summarise(q, buyers)
	r := Expect(q, customers, happened)
	r.doubt(customers, minorOf(q))
	return r
}

// minorOf is how many minor units make a major one of a question's currency.
func minorOf(q Question) float64 { return math.Pow10(wheel.MinorDigits(q.Currency)) }

// Expect answers a question from what Summarise gave, without intervals.
func Expect(q Question, customers []Customer, happened *Happened) Report {
	r := Report{
		People: len(customers), Repeaters: Repeaters(customers), Currency: q.Currency, Reasons: map[string]string{},
		Next:     Next{Days: float64(q.horizon()) / float64(wheel.Day), Happened: happened},
		Momentum: Momentum{Days: momentumBlocks * blockDays},
	}
	if happened == nil {
		r.unknown("the horizon is not over yet", "next.happened")
	}
	r.fit(customers, minorOf(q))
	return r
}

func (r *Report) unknown(why string, keys ...string) {
	for _, k := range keys {
		r.Reasons[k] = why
	}
}

// fit fills in what the models say; minor is how many minor units make a major one.
func (r *Report) fit(customers []Customer, minor float64) {
	purchases, err := FitBGNBD(customers)
	if err != nil {
		r.unknown(err.Error(), "bgnbd", "gammagamma", "next.purchases", "next.purchases_interval", "coasting")
		r.unknown(err.Error(), ofMoney...)
		return
	}
	r.BGNBD = &purchases
	worth, err := FitGammaGamma(customers, minor)
	if err != nil {
		r.unknown(err.Error(), "gammagamma", "coasting[].revenue")
		r.unknown(err.Error(), ofMoney...)
		r.foresee(newForecast(customers, purchases, nil, minor), func(float64) *int64 { return nil })
		return
	}
	money := func(major float64) *int64 { return new(round(major * minor)) }
	r.GammaGamma = &Worth{worth, *money(worth.Mean())}
	r.halve(r.foresee(newForecast(customers, purchases, &worth, minor), money))
}

// ofMoney are the keys of figures that need the model of value.
var ofMoney = []string{"next.revenue", "next.revenue_interval", "momentum.revenue", "momentum.low", "momentum.high", "half_life_days", "half_life_interval"}

// doubt fills in the intervals of what is there.
func (r *Report) doubt(customers []Customer, minor float64) {
	if r.BGNBD == nil {
		return
	}
	var worth *GammaGamma
	if r.GammaGamma != nil {
		worth = &r.GammaGamma.GammaGamma
	}
	u, ok := newUncertainty(customers, *r.BGNBD, worth, minor)
	if !ok {
		r.unknown(flat, "next.purchases_interval", "next.revenue_interval", "momentum.low", "momentum.high", "half_life_interval")
		return
	}
	variances := u.of(func(f *forecast) []float64 {
		ends := f.within(r.Next.Days, float64(r.Momentum.Days))
		figures := []float64{ends[0].purchases, ends[0].revenue, ends[1].revenue}
		if r.HalfLife != nil {
			figures = append(figures, f.halfLifeNear(*r.HalfLife))
		}
		return figures
	})
	if *r.Next.Purchases > 0 {
		r.Next.PurchasesInterval = around(*r.Next.Purchases, variances[0])
	} else {
		r.unknown("no purchase is expected", "next.purchases_interval")
	}
	if worth != nil {
		r.doubtMoney(variances[1:])
	}
}

func (r *Report) doubtMoney(variances []float64) {
	if r.Next.RevenueInterval = money(r.Next.Revenue, variances[0]); r.Next.RevenueInterval == nil {
		r.unknown(noRevenue, "next.revenue_interval")
	}
	if i := money(r.Momentum.Revenue, variances[1]); i != nil {
		r.Momentum.Low, r.Momentum.High = &i.Low, &i.High
	} else {
		r.unknown(noRevenue, "momentum.low", "momentum.high")
	}
	if r.HalfLife != nil {
		r.HalfLifeInterval = around(*r.HalfLife, variances[2])
	} else {
		r.unknown(r.Reasons["half_life_days"], "half_life_interval")
	}
}

const noRevenue = "no revenue is expected"

// round is the nearest integer, or the last one there is.
func round(v float64) int64 {
	if v >= math.MaxInt64 {
		return math.MaxInt64
	}
	return int64(math.Round(v))
}

// foresee fills in what is expected, and gives the curve.
func (r *Report) foresee(f *forecast, money func(major float64) *int64) []expectation {
	next := f.within(r.Next.Days)[0]
	r.Next.Purchases, r.Next.Revenue = &next.purchases, money(next.revenue)
	curve, momentum := f.coasting(), 0.0
	for i, e := range curve {
		r.Coasting = append(r.Coasting, Block{i + 1, e.purchases, money(e.revenue)})
		if i < momentumBlocks {
			momentum += e.revenue
		}
	}
	r.Momentum.Revenue = money(momentum)
	return curve
}

func (r *Report) halve(curve []expectation) {
	days, ok := halfLife(curve)
	switch {
	case ok:
		r.HalfLife = &days
	case curve[0].revenue == 0:
		r.unknown(noRevenue, "half_life_days")
	default:
		r.unknown(fmt.Sprintf("not reached: block %d is still above half of block 1", blocks), "half_life_days")
	}
}
