package value

import "math"

// forecast is everybody's purchases to come. The mean number depends on a customer's x and age alone but for the
// chance that they are still there and the value of what they buy; so customers with the same x and age are added
// up once and then asked about any length of time.
type forecast struct {
	model   BGNBD
	cohorts []cohort // by x
}

// cohort is the customers with one x and age.
type cohort struct {
	x, age int
	alive  float64 // Σ P(alive)
	worth  float64 // Σ P(alive) · expected value of a purchase, major units
}

// newForecast adds up customers, who come in Summarise's order. Without a model of value, worth stays 0.
func newForecast(customers []Customer, model BGNBD, worth *GammaGamma, minor float64) *forecast {
	f := &forecast{model: model}
	for i, c := range customers {
		if i == 0 || c.X != customers[i-1].X || c.Age != customers[i-1].Age {
			f.cohorts = append(f.cohorts, cohort{x: c.X, age: c.Age})
		}
		last := &f.cohorts[len(f.cohorts)-1]
		alive := model.Alive(c)
		last.alive += alive
		if worth != nil {
			last.worth += alive * worth.Expected(c, minor)
		}
	}
	return f
}

// expectation is purchases, and their revenue in major units, up to the end of a length of time.
type expectation struct{ purchases, revenue float64 }

// minus is what is expected after o, which is the same for a shorter time: never less than nothing, but for rounding.
func (e expectation) minus(o expectation) expectation {
	return expectation{max(e.purchases-o.purchases, 0), max(e.revenue-o.revenue, 0)}
}

// within is what is expected in each of some lengths of time, in days.
func (f *forecast) within(days ...float64) []expectation {
	sums := make([]expectation, len(days))
	var ahead *stay
	for _, c := range f.cohorts {
		if ahead == nil || ahead.x != float64(c.x) {
			ahead = f.model.stay(c.x)
		}
		for i, d := range days {
			n := ahead.purchases(c.age, d/daysPerWeek)
			sums[i].purchases += c.alive * n
			sums[i].revenue += c.worth * n
		}
	}
	return sums
}

// coasting is the expectation of each 30-day block from now on.
func (f *forecast) coasting() []expectation {
	days := make([]float64, blocks)
	for i := range days {
		days[i] = blockDays * float64(i+1)
	}
	curve := f.within(days...)
	for i := blocks - 1; i > 0; i-- {
		curve[i] = curve[i].minus(curve[i-1])
	}
	return curve
}

const (
	blocks    = 60
	blockDays = 30
)

// halfLife is after how many days the curve's revenue has fallen to half of its first block, each block taken to
// stand for its middle, with a straight line between two. ok is false if it does not fall that far, or has nowhere to fall from.
func halfLife(curve []expectation) (days float64, ok bool) {
	half := curve[0].revenue / 2
	for i := 1; i < len(curve) && half > 0; i++ {
		if curve[i].revenue <= half {
			return crossing(i, half, curve[i-1].revenue, curve[i].revenue), true
		}
	}
	return 0, false
}

// crossing is where the straight line through the middles of a block and the one before it has a height, in days.
func crossing(block int, height, before, here float64) float64 {
	return blockDays*(float64(block)-0.5) + blockDays*(before-height)/(before-here)
}

// halfLifeNear is the half-life by the straight line through the same two blocks, wherever on it that lies: so it
// moves smoothly with the model.
func (f *forecast) halfLifeNear(days float64) float64 {
	block := max(int(math.Ceil(days/blockDays-0.5)), 1)
	ends := f.within(blockDays, blockDays*float64(block-1), blockDays*float64(block), blockDays*float64(block+1))
	return crossing(block, ends[0].revenue/2, ends[2].revenue-ends[1].revenue, ends[3].revenue-ends[2].revenue)
}
