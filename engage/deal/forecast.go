package deal

import (
	"math"

	"banhda/wheel/lift"
)

// Line is one deal in a forecast, now or as it was frozen.
type Line struct {
	Deal            int64
	Pipeline, Stage string
	Owner           int64
	Category        Category
	Value, Expected int64  // minor units of one currency
	Due             string // the day it is expected to close; of won deals the day it did
}

// Sum is what some deals come to.
type Sum struct {
	Deals    int   `json:"deals"`
	Value    int64 `json:"value" doc:"minor units"`
	Expected int64 `json:"expected" doc:"value × probability of the stage"`
}

func (s *Sum) add(l Line) { s.Deals++; s.Value += l.Value; s.Expected += l.Expected }

// Forecast is what is expected of the deals due in some time: by category, and weighted by the probability of stages.
// What is omitted is in neither.
type Forecast struct {
	Categories map[Category]Sum
	Weighted   int64 // closed, and the expected value of what is open
}

// Forecasted sums up the deals due from a day up to another, both included.
func Forecasted(lines []Line, from, until string) Forecast {
	f := Forecast{Categories: map[Category]Sum{}}
	for _, l := range lines {
		if l.Due < from || l.Due > until || l.Category == Omitted {
			continue
		}
		sum := f.Categories[l.Category]
		sum.add(l)
		f.Categories[l.Category] = sum
		f.Weighted += l.Expected
	}
	return f
}

// Guess is a forecast of a month that is over, and what came of it. Amounts are minor units.
type Guess struct {
	Month    string // 2026-11
	Frozen   string // the day it was frozen
	Weighted int64
	Commit   int64 // closed and committed
	Actual   int64 // won in that month
}

// Score is how good forecasts were.
type Score struct {
	Months int
	Bias   float64 // mean of (forecast − actual) ÷ actual: above 0 too much was promised
	MAPE   float64 // mean of |forecast − actual| ÷ actual
}

// FewMonths is from how many months on forecasts are scored.
const FewMonths = 3

// Scored scores forecasts against what came, by what forecast gives of each. Months in which nothing was sold have no
// share to be wrong by, and are left out.
func Scored(guesses []Guess, forecast func(Guess) int64) (s Score) {
	for _, g := range guesses {
		if g.Actual == 0 {
			continue
		}
		off := float64(forecast(g)-g.Actual) / float64(g.Actual)
		s.Months++
		s.Bias += off
		s.MAPE += math.Abs(off)
	}
	if s.Months > 0 {
		s.Bias /= float64(s.Months)
		s.MAPE /= float64(s.Months)
	}
	return s
}

// Calibration is what became of the deals that were in a stage, beside the probability it is said to have.
type Calibration struct {
	Stage     string
	Said      int // percent
	Ended     int // deals that were there, and are won or lost
	Won       int
	Low, High float64 // 95 % interval of the share that is won (Wilson)
}

// FewEnded is from how many ended deals on a stage's probability is judged.
const FewEnded = 20

// Wrong reports whether what is said lies outside what was seen.
func (c Calibration) Wrong() bool {
	said := float64(c.Said) / 100
	return c.Ended >= FewEnded && (said < c.Low || said > c.High)
}

// Calibrated holds the probabilities of a pipeline's stages against what became of the deals that were in each.
func (p *Pipeline) Calibrated(moves []Move) (list []Calibration) {
	at := map[int]int{} // a stage's place → its row
	for i, s := range p.Stages {
		if s.Kind == Open {
			at[i] = len(list)
			list = append(list, Calibration{Stage: s.Key, Said: s.Probability})
		}
	}
	each(moves, func(_ int64, of []Move) {
		w := p.way(of)
		if !w.in || w.left || w.end == Open {
			return
		}
		for stage := range w.spent {
			if row, ok := at[stage]; ok {
				list[row].Ended++
				if w.end == Won {
					list[row].Won++
				}
			}
		}
	})
	for i := range list {
		in := lift.Wilson(int64(list[i].Won), int64(list[i].Ended))
		list[i].Low, list[i].High = in.Low, in.High
	}
	return list
}
