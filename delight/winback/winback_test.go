package winback

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestReasons(t *testing.T) {
	for name, c := range map[string]struct {
		of   Lapsed
		want []Reason
	}{
		"here":         {Lapsed{Alive: 0.9, Repeats: 3, Span: 90, Silent: 20}, nil},
		"late":         {Lapsed{Alive: 0.7, Repeats: 3, Span: 90, Silent: 61}, []Reason{Overdue}},
		"just in time": {Lapsed{Alive: 0.7, Repeats: 3, Span: 90, Silent: 60}, nil},
		"gone":         {Lapsed{Alive: 0.1, Dormant: true, Repeats: 3, Span: 90, Silent: 300}, []Reason{Dormant, Unlikely, Overdue}},
		"once":         {Lapsed{Alive: 1, Dormant: true, Silent: 300}, []Reason{Dormant, Once}},
		"once, lately": {Lapsed{Alive: 1, Silent: 3}, nil},
	} {
		if got := c.of.Reasons(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestRankByTheMinute(t *testing.T) {
	gone := func(person, lost int64, e Effort) Lapsed {
		return Lapsed{Person: person, Dormant: true, Alive: 0.3, Repeats: 1, Span: 30, Lost: lost, Effort: e}
	}
	list, unreached := Rank([]Lapsed{gone(1, 900, ByCall), gone(2, 100, ByLetter), gone(3, 2000, ByCall), gone(4, 9000, 0), {Person: 5, Alive: 1, Effort: ByLetter, Lost: 9000}})
	var ids []int64
	for _, l := range list {
		ids = append(ids, l.Person)
	}
	if !slices.Equal(ids, []int64{3, 2, 1}) || unreached != 1 {
		t.Fatalf("%v, %d unreached", ids, unreached)
	}
	if rest := After(list, 3); len(rest) != 2 || rest[0].Person != 2 {
		t.Fatalf("after the first: %v", rest)
	}
}

// TestRankIsAnOrder: the order people come in does not matter, and nobody on the list is worth less a minute than who follows.
func TestRankIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all []Lapsed
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			all = append(all, Lapsed{Person: int64(i + 1), Dormant: rapid.Bool().Draw(t, "d"), Alive: rapid.Float64Range(0, 1).Draw(t, "a"), Lost: int64(rapid.IntRange(0, 50).Draw(t, "l")),
				Expected: int64(rapid.IntRange(0, 5).Draw(t, "x")), Repeats: rapid.IntRange(0, 2).Draw(t, "r"), Effort: rapid.SampledFrom([]Effort{0, ByLetter, ByCall}).Draw(t, "e")})
		}
		list, _ := Rank(all)
		turned := slices.Clone(all)
		slices.Reverse(turned)
		if again, _ := Rank(turned); !slices.Equal(again, list) {
			t.Fatal("the order they come in matters")
		}
		for i := 1; i < len(list); i++ {
			a, b := list[i-1], list[i]
			if float64(a.Lost)/float64(a.Effort) < float64(b.Lost)/float64(b.Effort)-1e-9 {
				t.Fatalf("%+v stands before %+v", a, b)
			}
		}
	})
}
