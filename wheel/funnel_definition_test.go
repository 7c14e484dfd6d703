package wheel_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"banhda/wheel"
)

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

// A chain of neighbours is one in order, and a chain in order is one in any, where no event fits two steps.
func TestEachOrderAllowsMore(t *testing.T) {
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
