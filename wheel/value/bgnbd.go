package value

import (
	"fmt"
	"math"
	"slices"
)

// enough is the number of people a model is fitted on at least.
const enough = 30

const daysPerWeek = 7

// BGNBD is the model of purchases: a buying rate per week ~ Gamma(R, Alpha), and a chance to leave after each
// purchase ~ Beta(A, B).
type BGNBD struct {
	R             float64 `json:"r"`
	Alpha         float64 `json:"alpha"` // weeks
	A             float64 `json:"a"`
	B             float64 `json:"b"`
	LogLikelihood float64 `json:"log_likelihood"`
}

// FitBGNBD finds the parameters of greatest likelihood. It is an error, to be shown, if fewer than 30 people
// bought again.
func FitBGNBD(customers []Customer) (BGNBD, error) {
	if n := Repeaters(customers); n < enough {
		return BGNBD{}, notEnough(n, "bought again")
	}
	customers = slices.SortedFunc(slices.Values(customers), compare)
	at, lowest := search(customers)
	m := bgnbdAt(at)
	m.LogLikelihood = -lowest
	return m, nil
}

// search looks among an even sample of many sorted customers first, which brings it near its end at little cost.
func search(customers []Customer) (at []float64, lowest float64) {
	const few = 10_000 // repeaters
	s := newSample(customers)
	if n := Repeaters(customers) / few; n > 1 {
		near, _ := search(everyNth(customers, n))
		return polish(s.cost, near)
	}
	return minimise(s.cost, s.guess())
}

func everyNth(customers []Customer, n int) (some []Customer) {
	for i := n / 2; i < len(customers); i += n {
		some = append(some, customers[i])
	}
	return some
}

// Repeaters is how many customers bought on more than one day.
func Repeaters(customers []Customer) (n int) {
	for _, c := range customers {
		if c.X > 0 {
			n++
		}
	}
	return n
}

func notEnough(n int, did string) error {
	return fmt.Errorf("not enough data: people who %s: %d, needed: %d", did, n, enough)
}

// bgnbdAt reads the logarithms the search moves in, so that no parameter can become negative.
func bgnbdAt(logs []float64) BGNBD {
	return BGNBD{R: math.Exp(logs[0]), Alpha: math.Exp(logs[1]), A: math.Exp(logs[2]), B: math.Exp(logs[3])}
}

// inside keeps the search where sums stay exact. Where everybody is alike, or nobody ever leaves, the likelihood
// rises for ever along a ridge; there the edge is as good as any place beyond.
func (m BGNBD) inside() bool {
	const most = 1e6
	return m.R > 1e-6 && m.R < most && m.Alpha > 1e-3 && m.Alpha < most && m.A > 1e-6 && m.A < most && m.B > 1e-6 && m.B < most
}

// Alive is the chance that a customer has not left by the end of their age.
func (m BGNBD) Alive(c Customer) float64 {
	if c.X == 0 {
		return 1
	}
	x := float64(c.X)
	since := math.Log((m.Alpha + weeks(c.Age)) / (m.Alpha + weeks(c.Recency)))
	return 1 / (1 + m.A/(m.B+x-1)*math.Exp((m.R+x)*since))
}

func weeks(days int) float64 { return float64(days) / daysPerWeek }

// Expected is the mean number of days on which a customer buys in the weeks that follow.
func (m BGNBD) Expected(c Customer, weeks float64) float64 {
	return m.Alive(c) * m.stay(c.X).purchases(c.Age, weeks)
}
