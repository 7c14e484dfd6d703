package warehouse

import (
	"math"
	"time"

	"banhda/wheel"
	"banhda/wheel/value"
)

// TrendPeriod is one point of a trend: how the wheel turned, and what was to be expected when the period ended.
type TrendPeriod struct {
	wheel.Turn
	Expected
}

// Expected is the momentum and the half-life as they stood at the end of a period; nil where the models did not fit,
// which Reasons of the Turn say by the keys momentum and half_life_days.
type Expected struct {
	Momentum *int64
	HalfLife *float64
	// OneIn says that they are estimated from one customer in so many; 1: from all.
	OneIn int
}

// trendCustomers is about how many customers the models of one period of a trend are fitted on at most: twelve fits
// of a million would be waited for too long.
const trendCustomers = 4_000

// OneIn is how many customers each one of a trend's sample stands for.
func OneIn(customers int) int { return max(1, (customers+trendCustomers-1)/trendCustomers) }

// ExpectedAt is the question whose answer a trend shows of a period that ends at an instant.
func ExpectedAt(c Cut, end int64) value.Question {
	day := wheel.Days.Start(wheel.Days.Index(end-1, c.Zone), c.Zone)
	return value.Question{Day: time.UnixMicro(day).In(c.Zone), Now: end, Zone: c.Zone, Currency: c.Currency}
}

// Expect fills in what was to be expected by a sample of customers, each of whom stands for so many.
func (p *TrendPeriod) Expect(q value.Question, customers []value.Customer, oneIn int) {
	r := value.Expect(q, customers, nil)
	p.OneIn, p.HalfLife = oneIn, r.HalfLife
	if p.Momentum = r.Momentum.Revenue; p.Momentum != nil && oneIn > 1 {
		scaled := int64(math.Min(float64(*p.Momentum)*float64(oneIn), math.MaxInt64/2))
		p.Momentum = &scaled
	}
	for key, at := range map[string]string{"momentum": "momentum.revenue", "half_life_days": "half_life_days"} {
		if reason := r.Reasons[at]; reason != "" {
			p.Reasons[key] = reason
		}
	}
}
