package referral

// mostAbove bounds how far up a line is followed: longer ones, and rings, end there.
const mostAbove = 100

// Above is who brought somebody, who brought them, and so on, the nearest first. A ring is followed once.
func Above(who int64, by func(int64) (int64, error)) (line []int64, err error) {
	seen := map[int64]bool{who: true}
	for len(line) < mostAbove {
		next, err := by(who)
		if err != nil || next == 0 {
			return line, err
		}
		line = append(line, next)
		if seen[next] {
			return line, nil
		}
		seen[next], who = true, next
	}
	return line, nil
}

// Branch is how many somebody brought: themselves, and over all generations, those who bought among them. Rewards know one level
// only; a tree is seen whole.
type Branch struct {
	Direct int64 `json:"direct" doc:"whom they brought themselves"`
	All    int64 `json:"all" doc:"over all generations"`
	Bought int64 `json:"bought" doc:"of all those, who bought"`
}

// Edge says that a referrer brought a friend.
type Edge struct {
	Referrer, Friend int64
	Bought           bool
}

// Branches reckons the branch of everybody in a forest. Each friend was brought by one; in a ring everybody counts once, for
// whoever the ring is entered by.
func Branches(edges []Edge) map[int64]Branch {
	below := map[int64][]Edge{}
	for _, e := range edges {
		below[e.Referrer] = append(below[e.Referrer], e)
	}
	all := map[int64]Branch{}
	for who := range below {
		all[who] = branch(below, who)
	}
	return all
}

func branch(below map[int64][]Edge, who int64) (b Branch) {
	b.Direct = int64(len(below[who]))
	seen, rest := map[int64]bool{who: true}, []int64{who}
	for len(rest) > 0 {
		one := rest[0]
		rest = rest[1:]
		for _, e := range below[one] {
			if seen[e.Friend] {
				continue
			}
			seen[e.Friend] = true
			rest = append(rest, e.Friend)
			if b.All++; e.Bought {
				b.Bought++
			}
		}
	}
	return b
}
