package deal

import "slices"

// Passed is what became of the deals that came to a stage, each counted once however often it went to and fro:
// Entered = On + Lost + Still + Left.
type Passed struct {
	Stage   string  // its key
	Entered []int64 // deals that came here, or further: who is further has passed by
	On      []int64 // came to a later stage, or were won
	Lost    []int64 // came no further, and are lost
	Still   []int64 // came no further, and are open, wherever they went back to
	Left    []int64 // came no further, and went to another pipeline
	// Days are how long each deal that went on was here, all its visits together; of those that passed by there are none.
	Days []float64
}

// Funnel is what became, up to an instant, of the deals that came into a pipeline in an interval [from, until). The last
// row is of the stage in which deals are won: who entered it was won, and Still is Entered.
func (p *Pipeline) Funnel(moves []Move, from, until, asOf int64) []Passed {
	rows := []Passed{}
	for i := range p.Stages {
		if p.Stages[i].Kind != Lost {
			rows = append(rows, Passed{Stage: p.Stages[i].Key})
		}
	}
	each(moves, func(deal int64, of []Move) {
		of = slices.DeleteFunc(slices.Clone(of), func(m Move) bool { return m.At > asOf })
		if w := p.way(of); w.in && w.began >= from && w.began < until {
			w.count(rows, deal)
		}
	})
	return rows
}

const day = 24 * 3600 * 1e6 // microseconds

// way is how far a deal came in a pipeline.
type way struct {
	in     bool
	began  int64 // when it came in
	far    int   // the furthest stage it reached, its place; being won is the furthest
	end    Kind  // how it stands
	left   bool  // it stands in another pipeline
	spent  map[int]float64
	endsAt int64 // when it came to where it stands
}

// way reads the moves of one deal in their order.
func (p *Pipeline) way(of []Move) (w way) {
	w.spent = map[int]float64{}
	at, since := -1, int64(0)
	for _, m := range of {
		if at >= 0 {
			w.spent[at] += float64(m.At-since) / day
		}
		at, since, w.left = p.Index(m.To), m.At, m.ToPipeline != p.Key
		if at < 0 {
			continue
		}
		if !w.in {
			w.in, w.began = true, m.At
		}
		w.endsAt = m.At
		if w.end = p.Stages[at].Kind; w.end != Lost {
			w.far = max(w.far, at)
		}
	}
	if w.end == Open || w.end == Lost || w.left { // who was won and is open again has not been won
		w.far = min(w.far, p.lastOpen())
	}
	return w
}

// lastOpen is the place of the last stage of open deals.
func (p *Pipeline) lastOpen() (at int) {
	for i := range p.Stages {
		if p.Stages[i].Kind == Open {
			at = i
		}
	}
	return at
}

func (w *way) count(rows []Passed, deal int64) {
	for i := range rows {
		if i > w.far {
			return
		}
		r := &rows[i]
		r.Entered = append(r.Entered, deal)
		switch {
		case i < w.far:
			r.On = append(r.On, deal)
			if days, visited := w.spent[i]; visited {
				r.Days = append(r.Days, days)
			}
		case w.left:
			r.Left = append(r.Left, deal)
		case w.end == Lost:
			r.Lost = append(r.Lost, deal)
		default:
			r.Still = append(r.Still, deal)
		}
	}
}
