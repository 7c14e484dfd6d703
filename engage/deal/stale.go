package deal

import (
	"math"
	"slices"
)

// Pace is how long the deals a pipeline won took, by which it is seen that another takes too long.
type Pace struct {
	Won    int                  // deals it is of
	Stages map[string]Quantiles // by stage, of the deals that were there
	Whole  Quantiles            // from coming in to being won
}

// Quantiles of some numbers of days, by linear interpolation.
type Quantiles struct {
	N           int // numbers
	Median, P90 float64
}

// FewWon is from how many won deals on a pipeline's own history tells what takes too long.
const FewWon = 10

// Pace reads the history of a pipeline.
func (p *Pipeline) Pace(moves []Move) Pace {
	pace := Pace{Stages: map[string]Quantiles{}}
	spent, whole := map[string][]float64{}, []float64{}
	each(moves, func(_ int64, of []Move) {
		w := p.way(of)
		if !w.in || w.left || w.end != Won {
			return
		}
		pace.Won++
		whole = append(whole, float64(w.endsAt-w.began)/day)
		for at, days := range w.spent {
			spent[p.Stages[at].Key] = append(spent[p.Stages[at].Key], days)
		}
	})
	for stage, days := range spent {
		pace.Stages[stage] = quantiles(days)
	}
	pace.Whole = quantiles(whole)
	return pace
}

func quantiles(days []float64) Quantiles {
	slices.Sort(days)
	return Quantiles{len(days), Quantile(days, 0.5), Quantile(days, 0.9)}
}

// Quantile of sorted numbers, by linear interpolation between the two nearest (type 7 of Hyndman and Fan); NaN of none.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	at := q * float64(len(sorted)-1)
	below := int(at)
	if below+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[below] + (at-float64(below))*(sorted[below+1]-sorted[below])
}

// Sign is why a deal needs looking at.
type Sign string

// The signs.
const (
	Slow    Sign = "slow"    // longer in its stage than 9 in 10 of those that were won, or than the stage allows
	Quiet   Sign = "quiet"   // nobody did anything about it for long
	Pushed  Sign = "pushed"  // its close date was moved later again and again
	Overdue Sign = "overdue" // its close date is past
)

// The bounds of signs that no history gives.
const (
	QuietDays  = 14
	ManyPushes = 2
)

// Stale is a sign with what it is seen by.
type Stale struct {
	Sign  Sign    `json:"sign" enum:"slow,quiet,pushed,overdue"`
	Is    float64 `json:"is" doc:"days; pushes"`
	Bound float64 `json:"bound" doc:"beyond which it is a sign"`
}

// Looked is what of an open deal tells whether it is stale.
type Looked struct {
	Stage     string
	Since     int64  // in its stage, microseconds
	Touched   int64  // when anybody last did anything about it
	CloseDate string // a day; empty: none
	Pushes    int
}

// Stale gives the signs of an open deal.
func (p *Pipeline) Stale(d Looked, pace Pace, w When) (signs []Stale) {
	days := func(since int64) float64 { return float64(w.Now-since) / day }
	if bound, ok := p.bound(d.Stage, pace); ok && days(d.Since) > bound {
		signs = append(signs, Stale{Slow, math.Floor(days(d.Since)), math.Ceil(bound)})
	}
	if d.Touched != 0 && days(d.Touched) > QuietDays {
		signs = append(signs, Stale{Quiet, math.Floor(days(d.Touched)), QuietDays})
	}
	if d.Pushes >= ManyPushes {
		signs = append(signs, Stale{Pushed, float64(d.Pushes), ManyPushes})
	}
	if d.CloseDate != "" && d.CloseDate < w.Today() {
		signs = append(signs, Stale{Overdue, math.Ceil(days(w.Noon(d.CloseDate))), 0})
	}
	return signs
}

// bound is from how many days in a stage on a deal is slow: what the stage says, else what its history does.
func (p *Pipeline) bound(stage string, pace Pace) (days float64, known bool) {
	if at := p.Index(stage); at >= 0 && p.Stages[at].RottenAfter > 0 {
		return float64(p.Stages[at].RottenAfter), true
	}
	q := pace.Stages[stage]
	return q.P90, q.N >= FewWon
}
