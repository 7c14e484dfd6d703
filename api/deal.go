package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"slices"
	"sync"
	"time"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
)

// PipelinesAnswer is by what the house sells, and how many deals stand where.
type PipelinesAnswer struct {
	deal.Setup
	Deals   map[string]int64 `json:"deals" doc:"by the key of a stage"`
	Version string           `json:"version" doc:"to be sent along with a change"`
}

func (s *Server) listPipelines(ctx context.Context, _ *struct{}, _ Tell) (a *PipelinesAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = showPipelines(ctx, v)
		return err
	})
	return a, err
}

func showPipelines(ctx context.Context, v *store.View) (*PipelinesAnswer, error) {
	setup, err := v.DealSetup(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := v.DealsIn(ctx, stagesOf(setup))
	return &PipelinesAnswer{setup, counts, setupVersion(setup)}, err
}

func stagesOf(s deal.Setup) (keys []string) {
	for _, p := range s.Pipelines {
		for _, stage := range p.Stages {
			keys = append(keys, stage.Key)
		}
	}
	return keys
}

// setupVersion tells one setup from another.
func setupVersion(s deal.Setup) string {
	text, _ := json.Marshal(s) // of texts and integers: it never fails
	hash := sha256.Sum256(text)
	return hex.EncodeToString(hash[:8])
}

type pipelinesOrder struct {
	Body struct {
		deal.Setup
		Version string `json:"version,omitempty" doc:"of what was changed: refused where it is another by now"`
	}
}

// repriceJob gives open deals the probability their stage has now.
const repriceJob job.Kind = "deal-probabilities"

func (s *Server) setPipelines(ctx context.Context, in *pipelinesOrder, tell Tell) (a *PipelinesAnswer, err error) {
	setup := in.Body.Setup
	_, err = s.change(ctx, mutation{verb: "pipelines-set", target: "pipelines", entry: setup, also: func(ctx context.Context, t *store.Tx) error {
		was, err := t.DealSetup(ctx)
		if err != nil {
			return err
		}
		if in.Body.Version != "" && in.Body.Version != setupVersion(was) {
			return store.ErrChanged
		}
		fields, err := t.Fields(ctx, record.Deal)
		if err != nil {
			return err
		}
		if err := setup.Valid(fields); err != nil {
			return wrong(err)
		}
		if err := kept(ctx, t, was, setup); err != nil {
			return err
		}
		if err := t.SaveDealSetup(ctx, setup); err != nil {
			return err
		}
		if err := t.Enqueue(ctx, repriceJob, string(repriceJob), []byte("{}"), t.Now()); err != nil {
			return err
		}
		a, err = showPipelines(ctx, &t.View)
		return err
	}}, tell)
	s.paces.forget()
	return a, err
}

// kept refuses to take stages away that deals stand in.
func kept(ctx context.Context, t *store.Tx, was, is deal.Setup) error {
	gone := slices.DeleteFunc(stagesOf(was), func(key string) bool { p, _ := is.Find(key); return p != nil })
	counts, err := t.DealsIn(ctx, gone)
	for _, key := range gone {
		if err == nil && counts[key] > 0 {
			return refused(http.StatusConflict, 0, "%d deals stand in the stage %s; move them first", counts[key], key)
		}
	}
	return err
}

// repriceStep is how many deals get another probability in one transaction.
const repriceStep = 200

func (s *Server) repriceDeals(ctx context.Context, _ job.Job) error {
	for n := repriceStep; n == repriceStep; {
		err := s.Records.Tx(ctx, func(t *store.Tx) error {
			_, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "deal-probabilities", Target: "pipelines"})
			if err == nil {
				n, err = t.RepriceDeals(ctx, repriceStep)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// paces keep how long the deals of each pipeline took, for a while: many boards ask for it, and it changes slowly.
type paces struct {
	mu   sync.Mutex
	read map[string]paceRead
}

type paceRead struct {
	deal.Pace
	at time.Time
}

// paceLasts is for how long a pipeline's pace is not read anew.
const paceLasts = 10 * time.Minute

func (p *paces) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.read = nil
}

// pace is how long the deals of a pipeline took, whoever's they were.
func (s *Server) pace(ctx context.Context, v *store.View, p *deal.Pipeline) (deal.Pace, error) {
	s.paces.mu.Lock()
	kept, ok := s.paces.read[p.Key]
	s.paces.mu.Unlock()
	if ok && s.Now().Sub(kept.at) < paceLasts {
		return kept.Pace, nil
	}
	moves, err := v.DealMoves(ctx, auth.Everything, p.Key, 0)
	if err != nil {
		return deal.Pace{}, err
	}
	read := paceRead{p.Pace(moves), s.Now()}
	s.paces.mu.Lock()
	defer s.paces.mu.Unlock()
	if s.paces.read == nil {
		s.paces.read = map[string]paceRead{}
	}
	s.paces.read[p.Key] = read
	return read.Pace, nil
}

// pipelineOf finds a pipeline by its key; empty: the first.
func pipelineOf(ctx context.Context, v *store.View, key string) (*deal.Pipeline, error) {
	setup, err := v.DealSetup(ctx)
	if err != nil {
		return nil, err
	}
	if key == "" {
		return &setup.Pipelines[0], nil
	}
	if p := setup.Pipeline(key); p != nil {
		return p, nil
	}
	return nil, missing("there is no pipeline %s", key)
}

// dealWhen is now, as deals are reckoned with.
func (s *Server) dealWhen(ctx context.Context, v *store.View) (deal.When, error) {
	w, err := readWorkspace(ctx, v)
	if err != nil {
		return deal.When{}, err
	}
	zone, err := loadZone("", w.Timezone)
	return deal.When{Now: s.Now().UnixMicro(), Zone: zone}, err
}

// seesWorth refuses who may not see what deals are worth.
func seesWorth(ctx context.Context) error {
	hide := hidden(ctx, record.Deal)
	if slices.Contains(hide, "value") || slices.Contains(hide, "expected") {
		return refused(http.StatusForbidden, 0, "your role does not show what deals are worth")
	}
	return nil
}
