package score

import (
	"cmp"
	"slices"

	"banhda/wheel/lift"
)

// Outcome is a lead of a past day: the score they had then, and whether they bought for the first time in the time after.
type Outcome struct {
	Points int64
	Bought bool
}

// Band is people whose scores lie side by side.
type Band struct {
	From, To       int64 // the lowest and the highest score among them
	People, Bought int64
	Share          float64 // who bought, of 1
	lift.Range             // of the share with 95 % confidence: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212
}

// Calibration is how well scores told who would buy.
type Calibration struct {
	People, Bought int64
	Bands          []Band // the lowest scores first; nil: not enough is known yet
	// Upper are the highest bands that hold a fifth of the people, Lower all others; nil: there is one band only.
	Upper, Lower *Band
	// Brier is by how much forecasts made of the bands miss, and Blind what they would miss without the score: the mean
	// square of forecast less outcome (G. W. Brier, Monthly Weather Review 78 (1950), 1–3). Everybody is forecast by the
	// share among the others, so that nobody's outcome forecasts itself. Both are 0 where not enough is known.
	Brier, Blind float64
}

// Fewer leads, or fewer of them who bought, tell nothing yet.
const (
	LeastPeople = 30
	LeastBought = 5
)

// A calibration has at most so many bands, and where scores differ a band has at least so many people.
const (
	mostBands = 10
	leastBand = 10
)

// Calibrate compares scores with what then happened.
func Calibrate(all []Outcome) (c Calibration) {
	for _, o := range all {
		c.People++
		if o.Bought {
			c.Bought++
		}
	}
	if c.People < LeastPeople || c.Bought < LeastBought {
		return c
	}
	c.Bands = bands(slices.SortedFunc(slices.Values(all), func(a, b Outcome) int { return cmp.Compare(a.Points, b.Points) }))
	c.Upper, c.Lower = halve(c.Bands, c.People)
	c.Brier, c.Blind = misses(c.Bands, c.People, c.Bought), misses([]Band{joined(c.Bands)}, c.People, c.Bought)
	return c
}

// bands divides people in order of their scores into bands of equal numbers, as far as that splits no equal scores: these
// go where the middle one of them lies.
func bands(sorted []Outcome) (all []Band) {
	n, last := len(sorted), -1
	many := min(mostBands, n/leastBand)
	for start, end := 0, 0; start < n; start = end {
		equal := Band{From: sorted[start].Points, To: sorted[start].Points}
		for ; end < n && sorted[end].Points == equal.From; end++ {
			if equal.People++; sorted[end].Bought {
				equal.Bought++
			}
		}
		place := many * (start + end) / (2 * n)
		if place == last {
			all[len(all)-1] = joined([]Band{all[len(all)-1], equal})
			continue
		}
		all, last = append(all, joined([]Band{equal})), place
	}
	return all
}

// joined is one band of some that lie side by side.
func joined(some []Band) Band {
	one := Band{From: some[0].From, To: some[len(some)-1].To}
	for _, b := range some {
		one.People, one.Bought = one.People+b.People, one.Bought+b.Bought
	}
	arm := lift.Arm{People: one.People, Converted: one.Bought}
	one.Share, one.Range = arm.Rate(), arm.Wilson()
	one.Low, one.High = min(one.Low, one.Share), max(one.High, one.Share) // which rounding may put outside by the last digit
	return one
}

// halve parts the highest bands with at least a fifth of the people from all others. Where the line lies follows from how
// many there are, not from who bought: else the difference would always look greater than it is.
func halve(all []Band, people int64) (upper, lower *Band) {
	had := int64(0)
	for i := len(all) - 1; i > 0; i-- {
		if had += all[i].People; 5*had >= people {
			high, low := joined(all[i:]), joined(all[:i])
			return &high, &low
		}
	}
	return nil, nil
}

// misses is the Brier score of forecasting everybody by the share of the others in their band; who is alone in theirs, by
// the share of all others.
func misses(all []Band, people, bought int64) (mean float64) {
	for _, b := range all {
		n, k := float64(b.People), float64(b.Bought)
		if b.People == 1 {
			miss := k - (float64(bought)-k)/float64(people-1)
			mean += miss * miss
			continue
		}
		mean += k * (n - k) * n / ((n - 1) * (n - 1)) // k miss by (n−k)/(n−1), n−k by k/(n−1)
	}
	return mean / float64(people)
}
