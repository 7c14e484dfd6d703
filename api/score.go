package api

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/record"
	"banhda/hub/score"
	"banhda/hub/segment"
	"banhda/store"
	"banhda/warehouse"
)

// scoringSetting is under which key the rules of scores are kept.
const scoringSetting = "scoring"

// scoreJob reckons everybody's score anew: daily, for time takes away, and when the rules become others.
const scoreJob job.Kind = "score"

// ScoringAnswer is how people are scored.
type ScoringAnswer struct {
	Rules []ScoreRule `json:"rules" maxItems:"50"`
}

// ScoreRule gives points: for each event of a name, or to whoever fulfils a condition.
type ScoreRule struct {
	Name     string  `json:"name" minLength:"1" maxLength:"100" doc:"by which its points are explained"`
	Event    string  `json:"event,omitempty" maxLength:"500" doc:"gives the points for each event of this name"`
	Where    string  `json:"where,omitempty" maxLength:"4000" doc:"a condition on the event's properties"`
	When     string  `json:"when,omitempty" maxLength:"16384" doc:"gives the points, once, to whoever fulfils a condition on people"`
	Points   int64   `json:"points" doc:"may be negative"`
	Most     int64   `json:"most,omitempty" doc:"the most it gives or takes; 0: any number"`
	HalfLife float64 `json:"half_life,omitempty" doc:"after how many days points for an event are worth half; 0: they stay"`
}

// rules are those of an order, as they are reckoned by.
func (a *ScoringAnswer) rules() (r score.Rules) {
	for _, one := range a.Rules {
		r.Rules = append(r.Rules, score.Rule(one))
	}
	return r
}

type scoringOrder struct{ Body ScoringAnswer }

func readScoring(ctx context.Context, v *store.View) (r score.Rules, err error) {
	body, err := v.Setting(ctx, scoringSetting)
	if errors.Is(err, store.ErrNotFound) {
		return score.Rules{}, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(body), &r)
	}
	return r, err
}

func (s *Server) showScoring(ctx context.Context, _ *struct{}, _ Tell) (*ScoringAnswer, error) {
	r, err := s.scoring(ctx)
	a := &ScoringAnswer{Rules: []ScoreRule{}}
	for _, one := range r.Rules {
		a.Rules = append(a.Rules, ScoreRule(one))
	}
	return a, err
}

// scoring are the rules in force.
func (s *Server) scoring(ctx context.Context) (r score.Rules, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err = readScoring(ctx, v)
		return err
	})
	return r, err
}

func (s *Server) setScoring(ctx context.Context, in *scoringOrder, tell Tell) (*ScoringAnswer, error) {
	r := in.Body.rules()
	if err := s.checkScoring(ctx, r); err != nil {
		return nil, err
	}
	body, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "scoring-set", target: scoringSetting, entry: r, also: func(ctx context.Context, t *store.Tx) error {
		if err := t.Set(ctx, scoringSetting, string(body)); err != nil {
			return err
		}
		return t.Enqueue(ctx, scoreJob, string(scoreJob), []byte("{}"), t.Now())
	}}, tell)
	return &in.Body, err
}

// checkScoring refuses rules that cannot be asked by who sets them.
func (s *Server) checkScoring(ctx context.Context, r score.Rules) error {
	if err := r.Check(); err != nil {
		return wrong(err)
	}
	return s.Records.View(ctx, func(v *store.View) error {
		for i := range r.Rules {
			asks, err := r.Rules[i].Asks()
			if err == nil {
				_, err = s.condition(ctx, v, record.Person, asks.String())
			}
			if err != nil {
				return invalid("rule %d: %v", i+1, err)
			}
		}
		return nil
	})
}

// scorer reckons scores by rules, bound at one instant.
type scorer struct {
	s *Server
	score.Rules
	now   int64
	deeds []*segment.Did // of the rules of events
	place []int          // of each rule among them, -1: none
	whens []segment.Node // of each rule with a condition; nil: none

	progress func(done, total int64) // nil: nobody waits
}

func (s *Server) scorer(ctx context.Context, r score.Rules) (*scorer, error) {
	return s.scorerAt(ctx, r, s.Now())
}

// scorerAt reckons scores as they were at an instant by rules of today. What records say, they say today.
func (s *Server) scorerAt(ctx context.Context, r score.Rules, at time.Time) (*scorer, error) {
	sc := &scorer{s: s, Rules: r, now: at.UnixMicro(), place: make([]int, len(r.Rules)), whens: make([]segment.Node, len(r.Rules))}
	return sc, s.Records.View(ctx, func(v *store.View) error {
		for i := range r.Rules {
			asks, err := r.Rules[i].Asks()
			if err != nil {
				return wrong(err)
			}
			n, err := s.conditionAt(ctx, v, record.Person, at, asks.String())
			if err != nil {
				return err
			}
			if sc.place[i] = -1; r.Rules[i].Event == "" {
				sc.whens[i] = n
				continue
			}
			sc.place[i] = len(sc.deeds)
			sc.deeds = append(sc.deeds, segment.Deeds(n)...)
		}
		return nil
	})
}

// each reckons the scores of some people, nil: of everybody, and gives those to whom any rule gives or takes something.
func (sc *scorer) each(ctx context.Context, people []int64, take func(person int64, s score.Score)) error {
	fulfil, err := sc.fulfilled(ctx, people)
	if err != nil {
		return err
	}
	holds := func(person int64) func(int) bool { return holding(fulfil, person) }
	done := segment.NewSet()
	c, err := sc.cut(ctx)
	if err != nil {
		return err
	}
	if people != nil {
		c.Within = people
	}
	_, err = sc.s.Warehouse.Deeds(ctx, c, sc.deeds, func(person int64, times func(int) []int64) {
		done.Add(person)
		s := sc.Reckon(sc.now, func(rule int) []int64 { return times(sc.place[rule]) }, holds(person))
		if len(s.Lines) > 0 {
			take(person, s)
		}
	})
	if err != nil {
		return err
	}
	rest := segment.NewSet() // of whom the history knows nothing
	for _, set := range fulfil {
		if set != nil {
			rest.Join(set)
		}
	}
	for person := range rest.All() {
		if !done.Has(person) {
			take(person, sc.Reckon(sc.now, func(int) []int64 { return nil }, holds(person)))
		}
	}
	return nil
}

// cut is the state of the world that scores are reckoned from.
func (sc *scorer) cut(ctx context.Context) (warehouse.Cut, error) {
	c, err := sc.s.readCut(ctx, Reading{})
	c.AsOf, c.Progress = sc.now, sc.progress
	return c, err
}

// holding says which rules' conditions somebody fulfils.
func holding(fulfil []*segment.Set, person int64) func(rule int) bool {
	return func(rule int) bool { return fulfil[rule] != nil && fulfil[rule].Has(person) }
}

// history is how somebody's score came about.
func (sc *scorer) history(ctx context.Context, person int64) (moments []score.Moment, err error) {
	fulfil, err := sc.fulfilled(ctx, []int64{person})
	if err != nil {
		return nil, err
	}
	c, err := sc.cut(ctx)
	if err != nil {
		return nil, err
	}
	c.Within = []int64{person}
	_, err = sc.s.Warehouse.Deeds(ctx, c, sc.deeds, func(_ int64, times func(int) []int64) {
		moments = sc.History(sc.now, func(rule int) []int64 { return times(sc.place[rule]) }, holding(fulfil, person))
	})
	return moments, err
}

// fulfilled are, of each rule with a condition, those of the people who fulfil it.
func (sc *scorer) fulfilled(ctx context.Context, people []int64) ([]*segment.Set, error) {
	sets := make([]*segment.Set, len(sc.whens))
	for i, n := range sc.whens {
		if n == nil {
			continue
		}
		n, err := sc.s.settledAt(ctx, n, people, sc.now)
		if err != nil {
			return nil, err
		}
		if sets[i], err = sc.s.peopleOf(ctx, store.Finding{Type: record.Person, Where: n, IDs: people, Reach: auth.Everything}); err != nil {
			return nil, err
		}
	}
	return sets, nil
}

// peopleOf are all whom a question finds.
func (s *Server) peopleOf(ctx context.Context, q store.Finding) (*segment.Set, error) {
	set := segment.NewSet()
	for q.Limit = 10_000; ; {
		var ids []int64
		err := s.Records.View(ctx, func(v *store.View) (err error) {
			ids, q.After, err = v.FindIDs(ctx, q)
			return err
		})
		for _, id := range ids {
			set.Add(id)
		}
		if err != nil || q.After == nil {
			return set, err
		}
	}
}

// scoreTouched reckons the scores of people to whom something happened. It gives those whose score became another.
func (s *Server) scoreTouched(ctx context.Context, people []int64) error {
	r, err := s.scoring(ctx)
	if err != nil || len(r.Rules) == 0 {
		return err
	}
	sc, err := s.scorer(ctx, r)
	if err != nil {
		return err
	}
	is := make(map[int64]int64, len(people))
	for _, person := range people {
		is[person] = 0
	}
	if err := sc.each(ctx, people, func(person int64, s score.Score) { is[person] = s.Points }); err != nil {
		return err
	}
	_, err = s.saveScores(ctx, is, people)
	return err
}

// saveScores writes down the scores that became others, and gives whose.
func (s *Server) saveScores(ctx context.Context, is map[int64]int64, people []int64) (changed []int64, err error) {
	var was map[int64]int64
	err = s.Records.View(ctx, func(v *store.View) error {
		was, err = v.Scores(ctx, people)
		return err
	})
	if err != nil {
		return nil, err
	}
	for person, points := range is {
		if was[person] != points {
			changed = append(changed, person)
		}
	}
	slices.Sort(changed)
	for part := range slices.Chunk(changed, judgedAtOnce) {
		some := make(map[int64]int64, len(part))
		for _, person := range part {
			some[person] = is[person]
		}
		if err := s.Records.Tx(ctx, func(t *store.Tx) error { return t.SetScores(ctx, some) }); err != nil {
			return nil, err
		}
	}
	return changed, nil
}

// scoreAll reckons everybody's score anew, and judges whom that may bring into a segment or out of it.
func (s *Server) scoreAll(ctx context.Context, _ job.Job) error {
	r, err := s.scoring(ctx)
	if err != nil {
		return err
	}
	sc, err := s.scorer(ctx, r)
	if err != nil {
		return job.Final(err)
	}
	is := map[int64]int64{}
	err = s.Records.View(ctx, func(v *store.View) error {
		was, err := v.Scores(ctx, nil)
		for person := range was {
			is[person] = 0 // who has none any more
		}
		return err
	})
	if err == nil && len(r.Rules) > 0 {
		err = sc.each(ctx, nil, func(person int64, s score.Score) { is[person] = s.Points })
	}
	if err != nil {
		return err
	}
	changed, err := s.saveScores(ctx, is, nil)
	if err != nil {
		return err
	}
	kept, err := s.keptSegments(ctx)
	if err != nil {
		return err
	}
	kept = slices.DeleteFunc(kept, func(one segment.Saved) bool { return one.JudgedAt == 0 })
	for part := range slices.Chunk(changed, judgedAtOnce) {
		if err := s.judge(ctx, kept, part, func(int64) bool { return true }, func(*store.Tx) error { return nil }); err != nil {
			return err
		}
	}
	return nil
}
