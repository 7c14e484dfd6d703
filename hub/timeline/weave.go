package timeline

// Placed is something that happened at an instant, with its place in the strand it comes from.
type Placed[T any] struct {
	At    int64  // microseconds
	Place string // behind which its strand goes on
	What  T
}

// Weave makes one page of several strands, each newest first: what is newer comes first, and of one instant what is in
// an earlier strand. taken says how many of each strand are on the page, so that the next one goes on behind them.
func Weave[T any](limit int, strands ...[]Placed[T]) (page []Placed[T], taken []int) {
	taken = make([]int, len(strands))
	for len(page) < limit {
		newest := -1
		for i, s := range strands {
			if taken[i] < len(s) && (newest < 0 || s[taken[i]].At > strands[newest][taken[newest]].At) {
				newest = i
			}
		}
		if newest < 0 {
			break
		}
		page = append(page, strands[newest][taken[newest]])
		taken[newest]++
	}
	return page, taken
}
