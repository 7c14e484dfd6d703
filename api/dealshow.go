package api

import (
	"context"
	"slices"

	"banhda/auth"
	"banhda/engage/deal"
	"banhda/hub/record"
	"banhda/store"
)

// DealAnswer is what is shown of a deal beside its record.
type DealAnswer struct {
	Pipeline deal.Pipeline           `json:"pipeline"`
	Stage    string                  `json:"stage"`
	Missing  map[string]deal.Missing `json:"missing" doc:"by stage: what lacks to come there; stages that nothing keeps it from are left out"`
	Done     []string                `json:"done" doc:"keys of the steps of checklists that are done"`
	Signs    []deal.Stale            `json:"signs" doc:"why it needs looking at"`
	Moves    []DealMove              `json:"moves" doc:"every change of its stage, the first first"`
	Credit   []DealCredit            `json:"credit" doc:"whose it is, in money; empty where what it is worth is not to be seen"`
}

// DealMove is one change of a stage.
type DealMove struct {
	At           string `json:"at"`
	FromPipeline string `json:"from_pipeline,omitempty"`
	From         string `json:"from,omitempty" doc:"a stage's key; left out: it was opened"`
	Pipeline     string `json:"pipeline"`
	To           string `json:"to"`
	Owner        *Named `json:"owner,omitempty" doc:"whose it was then"`
}

// DealCredit is what a seller has of a deal.
type DealCredit struct {
	Owner *Named `json:"owner,omitempty" doc:"left out: nobody's"`
	Value int64  `json:"value" doc:"minor units"`
}

type dealQuestion struct {
	ID string `path:"id" doc:"The deal's id."`
}

func (s *Server) showDeal(ctx context.Context, in *dealQuestion, _ Tell) (a *DealAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Deal.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		a, err = s.shownDeal(ctx, v, &r)
		return err
	})
	return a, err
}

func (s *Server) shownDeal(ctx context.Context, v *store.View, r *record.Record) (*DealAnswer, error) {
	p, err := pipelineOf(ctx, v, r.Values.Text("pipeline"))
	if err != nil {
		return nil, err
	}
	a := &DealAnswer{Pipeline: *p, Stage: r.Values.Text("deal_stage"), Missing: map[string]deal.Missing{}, Done: []string{}, Signs: []deal.Stale{}, Moves: []DealMove{}, Credit: []DealCredit{}}
	if done, ok := r.Values["steps"].([]string); ok {
		a.Done = done
	}
	for _, stage := range p.Stages {
		if m := p.Missing(r.Values, a.Stage, stage.Key); !m.None() && stage.Key != a.Stage {
			a.Missing[stage.Key] = m
		}
	}
	n, err := namesOf(ctx, v, nil)
	if err != nil {
		return nil, err
	}
	if err := a.credit(ctx, r, n); err != nil {
		return nil, err
	}
	if err := a.moves(ctx, v, r, n); err != nil {
		return nil, err
	}
	return a, s.signs(ctx, v, p, r, a)
}

func (a *DealAnswer) credit(ctx context.Context, r *record.Record, n names) error {
	hide := hidden(ctx, record.Deal)
	value, known := r.Values["value"].(int64)
	if !known || slices.Contains(hide, "value") || slices.Contains(hide, "credit") {
		return nil
	}
	shares, _ := r.Values["credit"].([]record.Share)
	for _, part := range deal.Credit(value, r.Values.Int("owner"), shares) {
		a.Credit = append(a.Credit, DealCredit{n.user(part.User), part.Value})
	}
	return nil
}

func (a *DealAnswer) moves(ctx context.Context, v *store.View, r *record.Record, n names) error {
	moves, err := v.DealMoves(ctx, reach(ctx, record.Deal, auth.Read), "", r.ID)
	for _, m := range moves {
		a.Moves = append(a.Moves, DealMove{showInstant(m.At), m.Pipeline, m.From, m.ToPipeline, m.To, n.user(m.Owner)})
	}
	return err
}

// signs are why a deal needs looking at.
func (s *Server) signs(ctx context.Context, v *store.View, p *deal.Pipeline, r *record.Record, a *DealAnswer) error {
	if r.Values.Text("state") != string(deal.Open) || r.DeletedAt != 0 {
		return nil
	}
	pace, err := s.pace(ctx, v, p)
	if err != nil {
		return err
	}
	when, err := s.dealWhen(ctx, v)
	if err != nil {
		return err
	}
	touched, err := v.DealsTouched(ctx, []int64{r.ID})
	pushes, _ := r.Values["pushes"].(float64)
	a.Signs = append(a.Signs, p.Stale(deal.Looked{Stage: a.Stage, Since: r.Values.Int("in_stage_since"), Touched: max(touched[r.ID], r.UpdatedAt),
		CloseDate: r.Values.Text("close_date"), Pushes: int(pushes)}, pace, when)...)
	return err
}
