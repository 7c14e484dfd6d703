package api

import (
	"cmp"
	"context"
	"slices"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/score"
	"banhda/store"
)

// ScoreAnswer is somebody's score, explained line by line.
type ScoreAnswer struct {
	Score int64       `json:"score"`
	Lines []ScoreLine `json:"lines" doc:"of the rules that give or take anything, those that give the most first"`
	// History is left out of previews.
	History []ScoreMoment `json:"history,omitempty" doc:"how it came about by the rules of today, the last moment first; what somebody is counts from the beginning"`
}

// ScoreMoment is the score right after an event moved it.
type ScoreMoment struct {
	At     string  `json:"at"`
	Name   string  `json:"name" doc:"of the rule"`
	Event  string  `json:"event"`
	Moved  float64 `json:"moved" doc:"what the event gave or took"`
	Faded  float64 `json:"faded" doc:"what time had taken since the moment before"`
	Points int64   `json:"points" doc:"the score then"`
}

// ScoreLine is what one rule gives somebody now.
type ScoreLine struct {
	Name     string  `json:"name"`
	Event    string  `json:"event,omitempty"`
	When     string  `json:"when,omitempty"`
	Times    int     `json:"times" doc:"how often they did it; of what somebody is 1"`
	Points   float64 `json:"points" doc:"what it gives now"`
	Fresh    float64 `json:"fresh" doc:"what it would give had nothing faded"`
	HalfLife float64 `json:"half_life,omitempty" doc:"days"`
	Most     int64   `json:"most,omitempty"`
	First    *string `json:"first" doc:"when they did it first; null: it is no event"`
	Last     *string `json:"last"`
}

func showScore(r score.Rules, s score.Score) ScoreAnswer {
	a := ScoreAnswer{Score: s.Points, Lines: []ScoreLine{}}
	for _, l := range s.Lines {
		rule := r.Rules[l.Rule]
		line := ScoreLine{Name: rule.Name, Event: rule.Event, When: rule.When, Times: l.Times, Points: l.Points, Fresh: l.Fresh, HalfLife: rule.HalfLife, Most: rule.Most}
		if l.Last != 0 {
			line.First, line.Last = text(showInstant(l.First)), text(showInstant(l.Last))
		}
		a.Lines = append(a.Lines, line)
	}
	slices.SortStableFunc(a.Lines, func(a, b ScoreLine) int { return cmp.Compare(b.Points, a.Points) })
	return a
}

func (s *Server) personScore(ctx context.Context, in *personNamed, tell Tell) (*ScoreAnswer, error) {
	var p record.Record
	var r score.Rules
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if p, err = personWithin(ctx, v, in.ID, auth.Read); err == nil {
			r, err = readScoring(ctx, v)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if slices.Contains(hidden(ctx, record.Person), record.Score) {
		return &ScoreAnswer{Lines: []ScoreLine{}}, nil
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	whole := auth.With(ctx, auth.Actor{Kind: auth.System}) // the rules are the house's, whoever looks
	sc, err := s.scorer(whole, r)
	if err != nil {
		return nil, err
	}
	var found score.Score
	if err := sc.each(whole, []int64{p.ID}, func(_ int64, s score.Score) { found = s }); err != nil {
		return nil, err
	}
	moments, err := sc.history(whole, p.ID)
	if err != nil {
		return nil, err
	}
	told, err := s.explained(ctx, r)
	found.Lines = slices.DeleteFunc(found.Lines, func(l score.Line) bool { return !told[l.Rule] })
	a := showScore(r, found)
	for _, m := range slices.Backward(moments) {
		if told[m.Rule] {
			a.History = append(a.History, ScoreMoment{showInstant(m.At), r.Rules[m.Rule].Name, r.Rules[m.Rule].Event, m.Moved, m.Faded, m.Points})
		}
	}
	return &a, err
}

// explained are the rules that tell nothing that is hidden from who asks.
func (s *Server) explained(ctx context.Context, r score.Rules) (told []bool, err error) {
	told = make([]bool, len(r.Rules))
	err = s.Records.View(ctx, func(v *store.View) error {
		for i := range r.Rules {
			asks, err := r.Rules[i].Asks()
			if err != nil {
				return err
			}
			_, err = s.condition(ctx, v, record.Person, asks.String())
			told[i] = err == nil
		}
		return nil
	})
	return told, err
}

// ScorePreview is what rules would make of people.
type ScorePreview struct {
	Scored int64         `json:"scored" doc:"so many people would have any points"`
	Top    []ScoredShown `json:"top" doc:"who would have most"`
	Spread []ScoreSpread `json:"spread" doc:"how many would have how much"`
}

// ScoredShown is somebody with the score they would have.
type ScoredShown struct {
	Person PersonName `json:"person"`
	Now    int64      `json:"now" doc:"what they have by the rules in force"`
	ScoreAnswer
}

// ScoreSpread is how many people have a score within bounds.
type ScoreSpread struct {
	From   int64 `json:"from"`
	To     int64 `json:"to"`
	People int64 `json:"people"`
}

// topShown is how many people a preview shows.
const topShown = 20

type scored struct {
	person int64
	score.Score
}

// previewScoring tells what rules would make of the people within one's reach.
func (s *Server) previewScoring(ctx context.Context, in *scoringOrder, tell Tell) (*ScorePreview, error) {
	r := in.Body.rules()
	if err := s.checkScoring(ctx, r); err != nil {
		return nil, err
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	within, err := s.within(ctx)
	if err != nil {
		return nil, err
	}
	sc, err := s.scorer(ctx, r)
	if err != nil {
		return nil, err
	}
	var top []scored
	points := map[int64]int64{}
	err = sc.each(ctx, within, func(person int64, s score.Score) {
		if points[s.Points]++; len(top) < topShown || s.Points >= top[topShown-1].Points {
			top = highest(append(top, scored{person, s}))
		}
	})
	if err != nil {
		return nil, err
	}
	a := &ScorePreview{Spread: spread(points), Top: []ScoredShown{}}
	for _, n := range points {
		a.Scored += n
	}
	return a, s.Records.View(ctx, func(v *store.View) error {
		names, err := namesWithin(ctx, v, top, func(s scored) int64 { return s.person })
		if err != nil {
			return err
		}
		var ids []int64
		for _, one := range top {
			ids = append(ids, one.person)
		}
		now, err := v.Scores(ctx, append([]int64{}, ids...))
		for _, one := range top {
			if name, ok := names[one.person]; ok {
				a.Top = append(a.Top, ScoredShown{name, now[one.person], showScore(r, one.Score)})
			}
		}
		return err
	})
}

// highest keeps those with most points, in order.
func highest(list []scored) []scored {
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.person, b.person)) })
	return list[:min(len(list), topShown)]
}

// spread divides scores into up to ten parts of one width.
func spread(points map[int64]int64) (parts []ScoreSpread) {
	parts = []ScoreSpread{}
	if len(points) == 0 {
		return parts
	}
	least, most := int64(1<<62), int64(-1<<62)
	for p := range points {
		least, most = min(least, p), max(most, p)
	}
	width := max(1, (most-least+10)/10)
	for from := least; from <= most; from += width {
		part := ScoreSpread{From: from, To: min(most, from+width-1)}
		for p, n := range points {
			if part.From <= p && p <= part.To {
				part.People += n
			}
		}
		parts = append(parts, part)
	}
	return parts
}
