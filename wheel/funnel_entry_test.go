package wheel_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/wheel"
)

func TestEntriesOfAPeriod(t *testing.T) {
	l := wheel.Life{FirstSeen: 5, Moves: []wheel.Move{
		{At: 5, From: wheel.Stranger, To: wheel.Prospect}, {At: 7, From: wheel.Prospect, To: wheel.Customer},
		{At: 9, From: wheel.Customer, To: wheel.Promoter},
	}}
	got := wheel.EntryHits(nil, &l, [wheel.Stages]uint32{wheel.Stranger: 1, wheel.Customer: 6}, 5, 9)
	want := []wheel.Hit{{At: 5, Steps: 1, Label: -1}, {At: 5, Label: -1}, {At: 7, Steps: 6, Label: -1}}
	if !slices.Equal(got, want) {
		t.Errorf("entries in [5, 9) are %+v, want %+v", got, want)
	}
}

// Invariant 3: the strict funnel →s, →s' counts the people with a move s → s' among the spells that enter s in
// the period.
func TestFunnelOfTheWheel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.Int64Range(0, 20).Draw(t, "from")
		to := from + rapid.Int64Range(1, 20).Draw(t, "length")
		now := to + rapid.Int64Range(0, 10).Draw(t, "wait")
		arrow := rapid.SampledFrom(wheel.Arrows[:]).Draw(t, "arrow")
		lives := rapid.SliceOfN(walks(), 0, 6).Draw(t, "lives")

		var fits [wheel.Stages]uint32
		fits[arrow.From], fits[arrow.To] = 1, 2
		count := wheel.NewFunnelCount(wheel.FunnelSpec{Steps: 2, Order: wheel.Strict, FirstBefore: to})
		moved := 0
		for i := range lives {
			count.Add(wheel.EntryHits(nil, &lives[i], fits, from, now))
			if movedInSpell(&lives[i], arrow, from, to, now) {
				moved++
			}
		}
		r := count.Report([]string{"→" + arrow.From.String(), "→" + arrow.To.String()}, nil)
		if r.Steps[1].People != moved {
			t.Fatalf("the funnel counts %d, the spells %d", r.Steps[1].People, moved)
		}
	})
}

// walks draws people who go along the arrows, often several at one instant.
func walks() *rapid.Generator[wheel.Life] {
	return rapid.Custom(func(t *rapid.T) wheel.Life {
		l := wheel.Life{FirstSeen: rapid.Int64Range(0, 20).Draw(t, "first")}
		at, stage := l.FirstSeen, wheel.Stranger
		for range rapid.IntRange(0, 8).Draw(t, "moves") {
			ways := slices.DeleteFunc(slices.Clone(wheel.Arrows[:]), func(a wheel.Arrow) bool { return a.From != stage })
			next := rapid.SampledFrom(ways).Draw(t, "way").To
			at += max(0, rapid.Int64Range(-4, 6).Draw(t, "wait"))
			l.Moves = append(l.Moves, wheel.Move{At: at, From: stage, To: next})
			stage = next
		}
		return l
	})
}

// movedInSpell follows the spells one by one: entered in the period, left before now, and for which stage.
func movedInSpell(l *wheel.Life, a wheel.Arrow, from, to, now int64) bool {
	entered, stage := l.FirstSeen, wheel.Stranger
	for _, m := range l.Moves {
		if m.At >= now {
			return false
		}
		if stage == a.From && m.To == a.To && from <= entered && entered < to {
			return true
		}
		entered, stage = m.At, m.To
	}
	return false
}
