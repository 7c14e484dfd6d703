package timeline

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever the strands hold, the pages together hold everything once, newest first, each strand in its own order.
func TestWeavePageByPage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strands := make([][]Placed[string], rapid.IntRange(0, 4).Draw(t, "strands"))
		n := 0
		for i := range strands {
			at := int64(20)
			for j := range rapid.IntRange(0, 12).Draw(t, "length") {
				at -= rapid.Int64Range(0, 3).Draw(t, "step")
				strands[i] = append(strands[i], Placed[string]{At: at, What: fmt.Sprint(i, ".", j)})
				n++
			}
		}
		limit := rapid.IntRange(1, 7).Draw(t, "limit")
		var all []Placed[string]
		rest := slices.Clone(strands)
		for {
			page, taken := Weave(limit, rest...)
			if all = append(all, page...); len(page) < limit {
				break
			}
			for i := range rest {
				rest[i] = rest[i][taken[i]:]
			}
		}
		whole, _ := Weave(n+1, strands...)
		if !slices.Equal(all, whole) || len(all) != n {
			t.Fatalf("in pages %v\nwhole %v", all, whole)
		}
		if !slices.IsSortedFunc(all, func(a, b Placed[string]) int { return int(b.At - a.At) }) {
			t.Fatalf("not newest first: %v", all)
		}
	})
}
