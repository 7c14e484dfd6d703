package wheel

// fewSales is up to how many a scan is quicker than a map.
const fewSales = 16

// sales remembers which sales of one person were seen. Nearly everybody has few, so a map is only built for
// the others.
type sales struct {
	seen []sale
	many map[string]int
}

type sale struct {
	id  string
	buy int
}

func (s *sales) reset() {
	s.seen = s.seen[:0]
	s.many = nil
}

// find is the purchase a sale was first seen as. One not seen before is remembered as the purchase next; an
// empty id is always a sale of its own.
func (s *sales) find(id string, next int) (buy int, seen bool) {
	if id == "" {
		return next, false
	}
	if buy, seen = s.lookup(id); !seen {
		s.add(id, next)
		return next, false
	}
	return buy, true
}

func (s *sales) lookup(id string) (buy int, seen bool) {
	if s.many != nil {
		buy, seen = s.many[id]
		return buy, seen
	}
	for i := range s.seen {
		if s.seen[i].id == id {
			return s.seen[i].buy, true
		}
	}
	return 0, false
}

func (s *sales) add(id string, buy int) {
	if s.many != nil {
		s.many[id] = buy
		return
	}
	s.seen = append(s.seen, sale{id, buy})
	if len(s.seen) > fewSales {
		s.many = make(map[string]int, 4*fewSales)
		for _, x := range s.seen {
			s.many[x.id] = x.buy
		}
	}
}
