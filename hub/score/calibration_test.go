package score_test

import (
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/score"
)

// outcomes draws leads; few different scores make many of them equal.
func outcomes(t *rapid.T) (all []score.Outcome) {
	most := rapid.SampledFrom([]int64{0, 3, 20, 100_000}).Draw(t, "most")
	for range rapid.IntRange(0, 300).Draw(t, "people") {
		all = append(all, score.Outcome{Points: rapid.Int64Range(-most, most).Draw(t, "points"), Bought: rapid.Bool().Draw(t, "bought")})
	}
	return all
}

// Whoever there is, everybody is counted in one band, equal scores in the same, and every share lies in its interval.
func TestACalibrationAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := outcomes(t)
		c := score.Calibrate(all)
		bought := 0
		for _, o := range all {
			if o.Bought {
				bought++
			}
		}
		if c.People != int64(len(all)) || c.Bought != int64(bought) {
			t.Fatalf("%d of %d, not %d of %d", c.Bought, c.People, bought, len(all))
		}
		if enough := len(all) >= score.LeastPeople && bought >= score.LeastBought; enough != (c.Bands != nil) {
			t.Fatalf("%d of %d make the bands %+v", bought, len(all), c.Bands)
		}
		if len(c.Bands) > 10 {
			t.Fatalf("%d bands", len(c.Bands))
		}
		for i, b := range c.Bands {
			people, bought := int64(0), int64(0)
			for _, o := range all {
				if b.From <= o.Points && o.Points <= b.To {
					if people++; o.Bought {
						bought++
					}
				}
			}
			if people != b.People || bought != b.Bought || i > 0 && b.From <= c.Bands[i-1].To {
				t.Fatalf("band %d: %+v, there are %d of %d", i, b, bought, people)
			}
			if b.Share != float64(b.Bought)/float64(b.People) || !b.Holds(b.Share) || b.Low < 0 || b.High > 1 {
				t.Fatalf("band %d: %+v", i, b)
			}
		}
		if c.Upper != nil && (c.Upper.People+c.Lower.People != c.People || c.Upper.Bought+c.Lower.Bought != c.Bought || 5*c.Upper.People < c.People || c.Upper.From <= c.Lower.To) {
			t.Fatalf("the upper %+v, the lower %+v", c.Upper, c.Lower)
		}
	})
}

// Forecasts miss by what leaving out everybody in turn says they do, whatever the order people are given in.
func TestForecastsAreOfOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := outcomes(t)
		c := score.Calibrate(all)
		if c.Bands == nil {
			return
		}
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if again := score.Calibrate(all); !reflect.DeepEqual(again, c) {
			t.Fatalf("in another order %+v, not %+v", again, c)
		}
		brier, blind := 0.0, 0.0
		for i, o := range all {
			own, alike, rest := 0.0, others(all, i, bandOf(c.Bands, o.Points)), others(all, i, score.Band{From: math.MinInt64, To: math.MaxInt64})
			if o.Bought {
				own = 1
			}
			if math.IsNaN(alike) {
				alike = rest
			}
			brier, blind = brier+(own-alike)*(own-alike), blind+(own-rest)*(own-rest)
		}
		n := float64(len(all))
		if math.Abs(brier/n-c.Brier) > 1e-9 || math.Abs(blind/n-c.Blind) > 1e-9 {
			t.Fatalf("they miss by %v and %v, not by %v and %v", c.Brier, c.Blind, brier/n, blind/n)
		}
	})
}

func bandOf(all []score.Band, points int64) score.Band {
	for _, b := range all {
		if b.From <= points && points <= b.To {
			return b
		}
	}
	return score.Band{}
}

// others is the share of the others in a band who bought; not a number: there are none.
func others(all []score.Outcome, but int, b score.Band) float64 {
	people, bought := 0.0, 0.0
	for i, o := range all {
		if i != but && b.From <= o.Points && o.Points <= b.To {
			if people++; o.Bought {
				bought++
			}
		}
	}
	return bought / people
}

// Where all scores differ the bands have equal numbers; an interval is Wilson's (10 of 50, as R's
// prop.test(10, 50, correct = FALSE) gives it); a score that tells all misses nothing but at the seam.
func TestBandsOfEqualNumbers(t *testing.T) {
	var all []score.Outcome
	for i := range int64(500) {
		all = append(all, score.Outcome{Points: i, Bought: i%5 == 0})
	}
	c := score.Calibrate(all)
	if len(c.Bands) != 10 {
		t.Fatalf("%d bands", len(c.Bands))
	}
	for _, b := range c.Bands {
		if b.People != 50 || b.Bought != 10 || math.Abs(b.Low-0.11244) > 1e-5 || math.Abs(b.High-0.33037) > 1e-5 {
			t.Errorf("%+v", b)
		}
	}
	if c.Upper.From != 400 || c.Upper.People != 100 || c.Brier < c.Blind {
		t.Errorf("a score that tells nothing: %+v, missing by %v, blind by %v", c.Upper, c.Brier, c.Blind)
	}
	for i := range all {
		all[i].Bought = all[i].Points >= 400
	}
	if c := score.Calibrate(all); c.Upper.Share != 1 || c.Lower.Share != 0 || c.Brier != 0 || c.Blind < 0.15 {
		t.Errorf("a score that tells all: %+v", c)
	}
}
