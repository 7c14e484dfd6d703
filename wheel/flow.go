package wheel

import "slices"

// Stock counts people by stage.
type Stock struct {
	Stranger int64 `json:"stranger"`
	Prospect int64 `json:"prospect"`
	Customer int64 `json:"customer"`
	Promoter int64 `json:"promoter"`
	Dormant  int64 `json:"dormant"`
}

// Of is the people in one stage.
func (s Stock) Of(stage Stage) int64 {
	return [Stages]int64{s.Stranger, s.Prospect, s.Customer, s.Promoter, s.Dormant}[stage]
}

// Mass is what turns: customers and promoters.
func (s Stock) Mass() int64 { return s.Customer + s.Promoter }

// Crossing counts the moves along one arrow, and beside them the different people who made them.
type Crossing struct {
	Transitions int64 `json:"transitions"`
	People      int64 `json:"people"`
}

// Flow is one period's conservation: for every stage, End = Start + Arrivals (strangers only) + moves in − moves
// out, exactly.
type Flow struct {
	From, To   int64 // cut at now
	Start, End Stock // after all moves with an instant < From, < To
	Arrivals   int64 // people first seen
	Moves      [len(Arrows)]Crossing
}

// arrowOf is the index in Arrows of a move.
var arrowOf = func() (index [Stages][Stages]uint8) {
	for i, a := range Arrows {
		index[a.From][a.To] = uint8(i)
	}
	return index
}()

// Crossing is the moves along an arrow.
func (f *Flow) Crossing(from, to Stage) Crossing { return f.Moves[arrowOf[from][to]] }

// StockFlow reads the periods between ascending bounds in one pass: the stock at each bound, and between them
// who arrived and who moved. A bound after now is cut to now.
func (b *Book) StockFlow(bounds []int64, now int64, who Who) []Flow {
	if len(bounds) < 2 {
		return nil
	}
	cuts := slices.Clone(bounds)
	for i := range cuts {
		cuts[i] = min(cuts[i], now)
	}
	total := make(turnovers, len(cuts))
	for _, part := range each(b, now, who, func(t *turnovers, l *Life) { t.add(l, cuts) }) {
		total.merge(part)
	}
	return total.flows(cuts)
}

// turnover is what happened in one period.
type turnover struct {
	arrivals int64
	moves    [len(Arrows)]Crossing
}

// turnovers holds, at 0, everything before the first bound, and at k what happened between bounds k−1 and k.
type turnovers []turnover

func (t *turnovers) add(l *Life, cuts []int64) {
	if *t == nil {
		*t = make(turnovers, len(cuts))
	}
	k := passed(cuts, l.FirstSeen)
	if k == len(cuts) {
		return
	}
	(*t)[k].arrivals++
	var made [len(Arrows)]bool // in period k
	for _, m := range l.Moves {
		if m.At >= cuts[k] {
			if k += passed(cuts[k:], m.At); k == len(cuts) {
				return
			}
			made = [len(Arrows)]bool{}
		}
		a := arrowOf[m.From][m.To]
		(*t)[k].moves[a].count(!made[a])
		made[a] = true
	}
}

func (c *Crossing) count(first bool) {
	c.Transitions++
	if first {
		c.People++
	}
}

// passed is how many of the ascending cuts are at or before t.
func passed(cuts []int64, t int64) int {
	if t < cuts[0] {
		return 0
	}
	n, _ := slices.BinarySearch(cuts, t+1)
	return n
}

func (t turnovers) merge(o turnovers) {
	for k := range o {
		t[k].arrivals += o[k].arrivals
		for a, c := range o[k].moves {
			t[k].moves[a].Transitions += c.Transitions
			t[k].moves[a].People += c.People
		}
	}
}

func (t turnovers) flows(cuts []int64) []Flow {
	flows := make([]Flow, len(cuts)-1)
	var stock [Stages]int64
	t[0].settle(&stock)
	for i := range flows {
		happened := &t[i+1]
		f := &flows[i]
		*f = Flow{From: cuts[i], To: cuts[i+1], Start: newStock(stock), Arrivals: happened.arrivals, Moves: happened.moves}
		happened.settle(&stock)
		f.End = newStock(stock)
	}
	return flows
}

// settle carries the stock over a period.
func (t *turnover) settle(stock *[Stages]int64) {
	stock[Stranger] += t.arrivals
	for i, a := range Arrows {
		stock[a.From] -= t.moves[i].Transitions
		stock[a.To] += t.moves[i].Transitions
	}
}

func newStock(n [Stages]int64) Stock { return Stock{n[0], n[1], n[2], n[3], n[4]} }
