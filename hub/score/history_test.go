package score_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"banhda/hub/score"
)

func TestAHistoryTellsWhatMovedAScore(t *testing.T) {
	r := score.Rules{Rules: []score.Rule{
		{Name: "Xem bảng giá", Event: "Pricing Viewed", Points: 16, HalfLife: 10},
		{Name: "Giám đốc", When: `title ~ "giám đốc"`, Points: 20},
		{Name: "Hủy nhận tin", Event: "Unsubscribed", Points: -30},
	}}
	times := [][]int64{{10 * day, 20 * day, 99 * day}, nil, {30 * day}}
	got := r.History(50*day, func(i int) []int64 { return times[i] }, func(i int) bool { return i == 1 })
	want := []score.Moment{
		{At: 10 * day, Rule: 0, Moved: 16, Points: 36},
		{At: 20 * day, Rule: 0, Moved: 16, Faded: -8, Points: 44},
		{At: 30 * day, Rule: 2, Moved: -30, Faded: -12, Points: 2},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, m := range got {
		w := want[i]
		if m.At != w.At || m.Rule != w.Rule || m.Points != w.Points || math.Abs(m.Moved-w.Moved) > 1e-6 || math.Abs(m.Faded-w.Faded) > 1e-6 {
			t.Errorf("%d: %+v, not %+v", i, m, w)
		}
	}
}

// Whatever the rules, a history ends with the score as it stood at its last moment, and its parts add up to it.
func TestAHistoryAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, times, holds := rules(t)
		at, is := func(i int) []int64 { return times[i] }, func(i int) bool { return holds[i] }
		moments := r.History(100*day, at, is)
		if len(moments) == 0 {
			return
		}
		last := moments[len(moments)-1]
		if want := r.Reckon(last.At, at, is).Points; last.Points != want {
			t.Fatalf("it ends with %d, not %d", last.Points, want)
		}
		all := 0.0
		for i := range r.Rules {
			if r.Rules[i].Event == "" && holds[i] {
				all += float64(r.Rules[i].Points)
			}
		}
		for _, m := range moments {
			all += m.Moved + m.Faded
		}
		if math.Abs(all-float64(last.Points)) > 0.51 {
			t.Fatalf("its parts add up to %v, not to %d: %+v", all, last.Points, moments)
		}
	})
}
