package wheel_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"banhda/wheel"
)

// line writes hits down: "1@0 3@5 23@5" is a hit that fits step 1 at 0, one that fits step 3 at 5 and one that
// fits both 2 and 3 there; "-@6" fits none.
func line(t *testing.T, s string) []wheel.Hit {
	t.Helper()
	var hits []wheel.Hit
	for _, word := range strings.Fields(s) {
		steps, at, ok := strings.Cut(word, "@")
		if !ok {
			t.Fatalf("%q is not STEPS@INSTANT", word)
		}
		h := wheel.Hit{Label: -1}
		if err := json.Unmarshal([]byte(at), &h.At); err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.TrimSuffix(steps, "-") {
			h.Steps |= 1 << (c - '1')
		}
		hits = append(hits, h)
	}
	return hits
}

func TestLongestChain(t *testing.T) {
	const ordered, strict, anyOrder = wheel.Ordered, wheel.Strict, wheel.Any
	tests := []struct {
		name  string
		line  string
		steps int
		spec  wheel.FunnelSpec
		want  []int
	}{
		{"nothing", "", 3, wheel.FunnelSpec{}, nil},
		{"no first step", "2@0 3@1", 3, wheel.FunnelSpec{}, nil},
		{"what lies between does not matter", "1@0 3@1 2@2 3@3", 3, wheel.FunnelSpec{}, []int{0, 2, 3}},
		{"a step taken twice counts once", "1@0 2@1 2@2 3@3", 3, wheel.FunnelSpec{}, []int{0, 1, 3}},
		{"neighbours only", "1@0 3@1 2@2 3@3", 3, wheel.FunnelSpec{Order: strict}, []int{0}},
		{"a neighbour that fits no step parts", "1@0 -@1 2@2 1@3 2@4", 2, wheel.FunnelSpec{Order: strict}, []int{3, 4}},
		{"neighbours stand in the line's order", "2@0 1@0", 2, wheel.FunnelSpec{Order: strict}, []int{1}},
		{"a window's last instant is in it", "1@0 2@10", 2, wheel.FunnelSpec{Window: 10}, []int{0, 1}},
		{"and the next is not", "1@0 2@11", 2, wheel.FunnelSpec{Window: 10}, []int{0}},
		{"the window opens at the first step", "1@0 2@6 3@11", 3, wheel.FunnelSpec{Window: 10}, []int{0, 1}},
		{"strict keeps the window", "1@0 2@6 3@11", 3, wheel.FunnelSpec{Window: 10, Order: strict}, []int{0, 1}},
		{"any later first step may serve", "1@0 1@5 2@12 3@15", 3, wheel.FunnelSpec{Window: 10}, []int{1, 2, 3}},
		{"of equals the earliest", "1@0 1@5 2@7", 2, wheel.FunnelSpec{Window: 10}, []int{0, 2}},
		{"one instant, against the line's order", "3@7 2@7 1@7", 3, wheel.FunnelSpec{}, []int{2, 1, 0}},
		{"of ties the smaller id", "1@0 2@5 2@5 3@5", 3, wheel.FunnelSpec{}, []int{0, 1, 3}},
		{"one event for one step", "12@0", 2, wheel.FunnelSpec{}, []int{0}},
		{"the same step twice takes two events", "12@0 12@4", 2, wheel.FunnelSpec{}, []int{0, 1}},
		{"the earliest is taken, though it fits a later step too", "1@0 23@5 2@6", 3, wheel.FunnelSpec{}, []int{0, 1}},
		{"a first step that fits two is not used again", "12@0 1@0", 2, wheel.FunnelSpec{}, []int{1, 0}},
		{"a chain begins before the end of the period", "1@5 2@20 1@20 2@21", 2, wheel.FunnelSpec{Window: 10, FirstBefore: 20}, []int{0}},
		{"and goes on after it", "1@19 2@20", 2, wheel.FunnelSpec{FirstBefore: 20}, []int{0, 1}},
		{"in any order", "3@0 1@5 2@6", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1, 2}},
		{"in any order without the first step", "3@0 2@6", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1}},
		{"any: as many as the window holds", "3@0 2@9 1@11 2@30", 3, wheel.FunnelSpec{Order: anyOrder, Window: 10}, []int{0, 1}},
		{"any: seats are exchanged", "12@0 1@1 13@2", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0, 1, 2}},
		{"any: one event stands for one step", "123@0", 3, wheel.FunnelSpec{Order: anyOrder}, []int{0}},
		{"any: the earliest window of equals", "1@0 1@8 2@9 3@30 2@31", 3, wheel.FunnelSpec{Order: anyOrder, Window: 10}, []int{0, 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.spec.Steps = tt.steps
			if got := wheel.LongestChain(line(t, tt.line), tt.spec); !slices.Equal(got, tt.want) {
				t.Errorf("chain of %s is %v, want %v", tt.line, got, tt.want)
			}
		})
	}
}

// lines draws histories in which most instants are shared and many hits fit several steps.
func lines(steps int, disjoint bool) *rapid.Generator[[]wheel.Hit] {
	return rapid.Custom(func(t *rapid.T) []wheel.Hit {
		fits := rapid.Uint32Range(0, 1<<steps-1)
		if disjoint {
			fits = rapid.Map(rapid.IntRange(-1, steps-1), func(k int) uint32 { return 1 << (k + 1) >> 1 })
		}
		hits := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) wheel.Hit {
			return wheel.Hit{At: rapid.Int64Range(0, 12).Draw(t, "at"), Steps: fits.Draw(t, "fits"), Label: rapid.Int32Range(-1, 2).Draw(t, "label")}
		}), 0, 9).Draw(t, "hits")
		slices.SortStableFunc(hits, func(a, b wheel.Hit) int { return int(a.At - b.At) })
		return hits
	})
}

func specs(order wheel.Order) *rapid.Generator[wheel.FunnelSpec] {
	return rapid.Custom(func(t *rapid.T) wheel.FunnelSpec {
		return wheel.FunnelSpec{
			Steps: rapid.IntRange(1, 4).Draw(t, "steps"), Order: order,
			Window: rapid.Int64Range(0, 8).Draw(t, "window"), FirstBefore: rapid.SampledFrom([]int64{0, 5, 9}).Draw(t, "before"),
		}
	})
}

// The definition, word by word: every possible first step, every next one the earliest possible.
func chainByDefinition(hits []wheel.Hit, s wheel.FunnelSpec) (best []int) {
	inWindow := func(first, at int64) bool { return s.Window == 0 || at-first <= s.Window }
	for i, h := range hits {
		if h.Steps&1 == 0 || s.FirstBefore != 0 && h.At >= s.FirstBefore {
			continue
		}
		chain := []int{i}
		for k := 1; k < s.Steps; k++ {
			last := chain[k-1]
			next := slices.IndexFunc(indexes(hits), func(j int) bool {
				later := hits[j].At >= hits[last].At
				if s.Order == wheel.Strict {
					later = j == last+1
				}
				return later && inWindow(h.At, hits[j].At) && hits[j].Steps>>k&1 == 1 && !slices.Contains(chain, j)
			})
			if next < 0 {
				break
			}
			chain = append(chain, next)
		}
		if len(chain) > len(best) {
			best = chain
		}
	}
	return best
}

func indexes(hits []wheel.Hit) []int {
	all := make([]int, len(hits))
	for i := range all {
		all[i] = i
	}
	return all
}

// The definition of any: every way to give each step one hit or none.
func anyByDefinition(hits []wheel.Hit, s wheel.FunnelSpec) (best []int) {
	var try func(k int, chosen []int)
	try = func(k int, chosen []int) {
		if k < s.Steps {
			try(k+1, chosen)
			for i, h := range hits {
				if h.Steps>>k&1 == 1 && !slices.Contains(chosen, i) {
					try(k+1, append(slices.Clone(chosen), i))
				}
			}
			return
		}
		if len(chosen) == 0 {
			return
		}
		slices.Sort(chosen)
		first, last := hits[chosen[0]].At, hits[chosen[len(chosen)-1]].At
		if s.Window != 0 && last-first > s.Window || s.FirstBefore != 0 && first >= s.FirstBefore {
			return
		}
		if len(chosen) > len(best) || len(chosen) == len(best) && slices.Compare(chosen, best) < 0 {
			best = chosen
		}
	}
	try(0, nil)
	return best
}

func TestChainsEqualTheDefinition(t *testing.T) {
	for _, disjoint := range []bool{false, true} {
		for _, order := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
			name := order.String()
			if disjoint {
				name += ", no event fits two steps"
			}
			t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
				s := specs(order).Draw(t, "spec")
				hits := lines(s.Steps, disjoint).Draw(t, "hits")
				define := chainByDefinition
				if order == wheel.Any {
					define = anyByDefinition
				}
				if got, want := wheel.LongestChain(hits, s), define(hits, s); !slices.Equal(got, want) {
					t.Fatalf("chain is %v, by definition %v", got, want)
				}
			}))
		}
	}
}

// windowFunnel is the level that ClickHouse's function of that name gives in its default mode, as it documents
// it: hits by instant and step, each step remembering when the chain that came so far began.
func windowFunnel(hits []wheel.Hit, s wheel.FunnelSpec) (level int) {
	sorted := slices.Clone(hits)
	slices.SortFunc(sorted, func(a, b wheel.Hit) int {
		if a.At != b.At {
			return int(a.At - b.At)
		}
		return int(a.Steps) - int(b.Steps)
	})
	began := make([]int64, s.Steps)
	for k := range began {
		began[k] = -1
	}
	for _, h := range sorted {
		for k := range s.Steps {
			switch {
			case h.Steps != 1<<k:
			case k == 0:
				began[0] = h.At
			case began[k-1] >= 0 && h.At <= began[k-1]+s.Window:
				began[k] = began[k-1]
			}
		}
	}
	for level < s.Steps && began[level] >= 0 {
		level++
	}
	return level
}

func TestOrderedEqualsWindowFunnel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := wheel.FunnelSpec{Steps: rapid.IntRange(1, 4).Draw(t, "steps"), Window: rapid.Int64Range(1, 13).Draw(t, "window")}
		hits := lines(s.Steps, true).Draw(t, "hits")
		if got, want := len(wheel.LongestChain(hits, s)), windowFunnel(hits, s); got != want {
			t.Fatalf("chain of %d, windowFunnel %d", got, want)
		}
	})
}

// On long lines, where the definition is too slow, the three orders hold one another to account.
func TestStrictIsOrderedIsAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := wheel.FunnelSpec{Steps: 4, Window: rapid.Int64Range(0, 300).Draw(t, "window")}
		hits := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) wheel.Hit {
			return wheel.Hit{At: rapid.Int64Range(0, 3000).Draw(t, "at"), Steps: 1 << rapid.IntRange(0, 3).Draw(t, "step")}
		}), 0, 60).Draw(t, "hits")
		slices.SortFunc(hits, func(a, b wheel.Hit) int { return int(a.At - b.At) })
		var length [3]int
		for _, o := range []wheel.Order{wheel.Strict, wheel.Ordered, wheel.Any} {
			s.Order = o
			length[o] = len(wheel.LongestChain(hits, s))
		}
		if length[wheel.Strict] > length[wheel.Ordered] || length[wheel.Ordered] > length[wheel.Any] {
			t.Fatalf("ordered, strict, any: %v", length)
		}
	})
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

func TestOrderNames(t *testing.T) {
	for _, o := range []wheel.Order{wheel.Ordered, wheel.Strict, wheel.Any} {
		if got, ok := wheel.ParseOrder(o.String()); !ok || got != o {
			t.Errorf("%s is read as %v, %v", o, got, ok)
		}
	}
	if _, ok := wheel.ParseOrder("sorted"); ok {
		t.Error("sorted is no order, but is read as one")
	}
}

func TestFunnelSpecCheck(t *testing.T) {
	for _, s := range []wheel.FunnelSpec{{}, {Steps: 33}, {Steps: 2, Window: -1}} {
		if s.Check() == nil {
			t.Errorf("%+v passes", s)
		}
	}
	if err := (wheel.FunnelSpec{Steps: 32, Window: 1}).Check(); err != nil {
		t.Error(err)
	}
}
