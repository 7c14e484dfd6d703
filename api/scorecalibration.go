package api

import (
	"context"
	"slices"
	"time"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/hub/score"
	"banhda/hub/segment"
)

// CalibrationAnswer is how well scores told who would buy: of those within one's reach who were prospects at an instant.
type CalibrationAnswer struct {
	Days         int         `json:"days"`
	AsOf         string      `json:"as_of" doc:"so many days ago: who was a prospect then, with the score they had by the rules of today"`
	People       int64       `json:"people"`
	Bought       int64       `json:"bought" doc:"for the first time, between then and now"`
	Bands        []ScoreBand `json:"bands" doc:"of about equal numbers, the lowest scores first; none: not enough is known yet, or there are no rules"`
	Upper        *ScoreBand  `json:"upper" doc:"the highest bands that hold a fifth of the people; null: there are not two bands"`
	Lower        *ScoreBand  `json:"lower" doc:"all others"`
	Brier        *float64    `json:"brier" doc:"Brier score of forecasting everybody by the share among the others of their band; null: not enough is known yet"`
	Blind        *float64    `json:"blind" doc:"the same without the score: by the share among all others"`
	NeededPeople int64       `json:"needed_people" doc:"fewer tell nothing"`
	NeededBought int64       `json:"needed_bought"`
	Rules        int         `json:"rules" doc:"how many there are"`
	Today        []string    `json:"today" doc:"the rules that count by what records say today, for what they said then is not asked; what was found out with a purchase makes these look better"`
}

// ScoreBand is people whose scores lie side by side.
type ScoreBand struct {
	From   int64   `json:"from" doc:"the lowest score among them"`
	To     int64   `json:"to" doc:"the highest"`
	People int64   `json:"people"`
	Bought int64   `json:"bought"`
	Share  float64 `json:"share" doc:"who bought, of 1"`
	Low    float64 `json:"low" doc:"of its 95 % interval (Wilson)"`
	High   float64 `json:"high"`
}

func showBand(b score.Band) ScoreBand {
	return ScoreBand{b.From, b.To, b.People, b.Bought, b.Share, b.Low, b.High}
}

type calibrationQuestion struct {
	Days int `query:"days" default:"30" minimum:"1" maximum:"365" doc:"Within how many days they had to buy."`
}

// calibrating is a question with all that its answer depends on.
type calibrating struct {
	calibrationQuestion
	Rules score.Rules
}

func (calibrating) fixed() bool  { return false }
func (calibrating) slow() bool   { return false }
func (calibrating) whom() string { return "" }

func (s *Server) scoreCalibration(ctx context.Context, in *calibrationQuestion, tell Tell) (Shared[*CalibrationAnswer], error) {
	if err := (&Asked{hidden: hidden(ctx, record.Person)}).mayAsk(record.Score, "stage", "purchases"); err != nil {
		return Shared[*CalibrationAnswer]{}, err
	}
	r, err := s.scoring(ctx)
	if err != nil {
		return Shared[*CalibrationAnswer]{}, err
	}
	return shared(s, s.calibrate)(ctx, &calibrating{*in, r}, tell)
}

func (s *Server) calibrate(ctx context.Context, in *calibrating, tell Tell) (*CalibrationAnswer, error) {
	then := s.Now().Add(-time.Duration(in.Days) * 24 * time.Hour)
	a := &CalibrationAnswer{Days: in.Days, AsOf: showInstant(then.UnixMicro()), Bands: []ScoreBand{}, NeededPeople: score.LeastPeople, NeededBought: score.LeastBought, Rules: len(in.Rules.Rules), Today: []string{}}
	if a.Rules == 0 {
		return a, nil
	}
	if err := s.caughtUp(ctx, tell); err != nil {
		return nil, err
	}
	whole := auth.With(ctx, auth.Actor{Kind: auth.System}) // the rules are the house's, whoever looks
	sc, err := s.scorerAt(whole, in.Rules, then)
	if err != nil {
		return nil, err
	}
	sc.progress = func(done, total int64) { tell(Progress{Step: "refolding", Done: done, Total: total}) }
	a.Today = sc.ofToday()
	all, err := sc.outcomes(whole)
	if err != nil {
		return nil, err
	}
	a.take(score.Calibrate(all))
	return a, nil
}

func (a *CalibrationAnswer) take(c score.Calibration) {
	a.People, a.Bought = c.People, c.Bought
	for _, b := range c.Bands {
		a.Bands = append(a.Bands, showBand(b))
	}
	if c.Bands != nil {
		a.Brier, a.Blind = &c.Brier, &c.Blind
	}
	if c.Upper != nil {
		upper, lower := showBand(*c.Upper), showBand(*c.Lower)
		a.Upper, a.Lower = &upper, &lower
	}
}

// ofToday are the names of the rules that ask records, which know only what is.
func (sc *scorer) ofToday() []string {
	names := []string{}
	for i, n := range sc.whens {
		if n != nil && slices.ContainsFunc(segment.Leaves(n), func(leaf segment.Node) bool { return !segment.OfHistory(leaf) }) {
			names = append(names, sc.Rules.Rules[i].Name)
		}
	}
	return names
}

// outcomes are the prospects at the scorer's instant within the reach that ctx was confined to, and which of them bought since.
func (sc *scorer) outcomes(ctx context.Context) ([]score.Outcome, error) {
	leads, err := sc.within(ctx, sc.now, "stage = prospect and purchases = 0")
	if err != nil {
		return nil, err
	}
	bought, err := sc.within(ctx, sc.s.Now().UnixMicro(), "purchases > 0")
	if err != nil {
		return nil, err
	}
	points := make(map[int64]int64, leads.Len())
	for person := range leads.All() {
		points[person] = 0
	}
	err = sc.each(ctx, nil, func(person int64, s score.Score) {
		if leads.Has(person) {
			points[person] = s.Points
		}
	})
	all := make([]score.Outcome, 0, len(points))
	for person, n := range points {
		all = append(all, score.Outcome{Points: n, Bought: bought.Has(person)})
	}
	return all, err
}

// within are those within that reach whose history fulfilled a condition at an instant.
func (sc *scorer) within(ctx context.Context, at int64, text string) (*segment.Set, error) {
	c, err := sc.cut(ctx)
	if err != nil {
		return nil, err
	}
	c.AsOf = at
	if c.Within, err = sc.s.within(ctx); err != nil {
		return nil, err
	}
	e, err := segment.Parse(text)
	if err != nil {
		return nil, err
	}
	n, err := e.Bind(segment.Asking{Type: record.Person, Now: time.UnixMicro(at).In(c.Zone), Currency: c.Currency, History: true})
	if err != nil {
		return nil, err
	}
	sets, _, err := sc.s.Warehouse.Members(ctx, c, []segment.Node{n})
	if err != nil {
		return nil, err
	}
	return sets[0], nil
}
