package survey

import (
	"math"

	"banhda/wheel/lift"
)

// Tally is how often each score was given; blanks are in none.
type Tally map[int]int64

// Answers is how many scores were given.
func (t Tally) Answers() (n int64) {
	for _, k := range t {
		n += k
	}
	return n
}

// Result is a score with its 95 % interval. Of NPS it is promoters less detractors, from −100 to 100; of the others the
// percentage who gave one of the upper scores.
type Result struct {
	Answers int64   `json:"answers"`
	Score   float64 `json:"score"`
	Low     float64 `json:"low" doc:"the lower end of the 95 % interval"`
	High    float64 `json:"high"`
	Mean    float64 `json:"mean" doc:"of the scores"`
}

// Fewest is how many answers it takes for a score to say anything.
const Fewest = 5

// Result reckons the score of a tally on the scale of a definition; ok is false for fewer than Fewest answers.
func (d *Definition) Result(t Tally) (r Result, ok bool) {
	r.Answers = t.Answers()
	if r.Answers < Fewest {
		return r, false
	}
	for score, k := range t {
		r.Mean += float64(score) * float64(k) / float64(r.Answers)
	}
	if d.Kind == NPS {
		r.nps(t)
		return r, true
	}
	top := t.between(d.Top2(), d.Highest())
	r.Score = 100 * float64(top) / float64(r.Answers)
	in := lift.Wilson(top, r.Answers)
	r.Low, r.High = 100*in.Low, 100*in.High
	return r, true
}

// Top2 is the lowest of the scores that count as content: the upper two of five (CSAT), the upper three of seven (CES), and of
// a scale of one's own the upper two, or the highest alone of two or three.
func (d *Definition) Top2() int {
	switch top := d.Highest(); {
	case d.Kind == NPS:
		return 9
	case d.Kind == CES:
		return 5
	case top <= 3:
		return top
	default:
		return top - 1
	}
}

func (t Tally) between(from, to int) (n int64) {
	for score, k := range t {
		if score >= from && score <= to {
			n += k
		}
	}
	return n
}

// z is the 97.5 % point of the normal distribution.
const z = 1.959963984540054

// nps is the Net Promoter Score (Reichheld 2003, Harvard Business Review 81/12): the share of 9 and 10 less that of 0 to 6. Each
// answer counts +1, 0 or −1, so of multinomial counts the variance of the mean is (p₊ + p₋ − (p₊ − p₋)²) ÷ n (Rocks 2016, The
// American Statistician 70/4, 365–372). As he shows, the plain interval is too narrow near the ends; it covers what it should
// once ¾ is added to the promoters, ¾ to the detractors and 1½ to the passives, spread as in Agresti and Coull's.
func (r *Result) nps(t Tally) {
	n := float64(r.Answers)
	promoters, detractors := float64(t.between(9, 10)), float64(t.between(0, 6))
	r.Score = 100 * (promoters - detractors) / n
	n += 3
	up, down := (promoters+0.75)/n, (detractors+0.75)/n
	mean := up - down
	wide := z * math.Sqrt((up+down-mean*mean)/n)
	r.Low, r.High = 100*max(-1, mean-wide), 100*min(1, mean+wide)
}
