package api

import (
	"math/rand/v2"
	"testing"

	"banhda/attract/campaign"
)

// TestFaresOfTextsDrawnByChance: what texts drawn by chance cost stands for all, within the margin that is told 19 times out of 20;
// where no more texts are there than are drawn, and where all fill as many, there is no margin.
func TestFaresOfTextsDrawnByChance(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	reckoned := func(people int64, fills func(person int64) int) (ratio, variance float64, each, truth int64) {
		f := &fares{plan: &campaign.Brief{Seed: string(rune(chance.IntN(1 << 16)))}, texts: map[int64]*textFares{}}
		texts := new(textFares)
		for person := range people {
			price := int64(300 + 50*(person%5))
			texts.count, texts.each = texts.count+1, texts.each+price
			texts.draw(drawnText{lot: f.plan.Lot("text", person), person: person, price: price})
			truth += price * int64(fills(person))
		}
		texts.settle()
		list := make([]int, len(texts.drawn))
		for i, d := range texts.drawn {
			list[i] = fills(d.person)
		}
		ratio, variance = texts.ratio(list)
		return ratio, variance, texts.each, truth
	}
	mixed := func(person int64) int { return 1 + int(person*7919%10)/7 } // three in ten have a long name
	within := 0
	const rounds = 200
	for range rounds {
		ratio, variance, each, truth := reckoned(5000, mixed)
		off := ratio*float64(each) - float64(truth)
		if off*off <= 1.96*1.96*variance {
			within++
		}
		if 1.96*1.96*variance > 0.06*0.06*float64(truth)*float64(truth) {
			t.Fatalf("the margin is %f of %d squared", variance, truth)
		}
	}
	if within < rounds*90/100 {
		t.Errorf("%d of %d lie within the margin", within, rounds)
	}
	for name, ask := range map[string]struct {
		people int64
		fills  func(int64) int
	}{"few": {textsDrawn, mixed}, "all alike": {5000, func(int64) int { return 2 }}} {
		if ratio, variance, each, truth := reckoned(ask.people, ask.fills); variance != 0 || int64(ratio*float64(each)+0.5) != truth {
			t.Errorf("%s: %f, variance %f, of %d", name, ratio*float64(each), variance, truth)
		}
	}
}
