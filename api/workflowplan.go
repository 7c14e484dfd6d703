package api

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/time/rate"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/store"
)

// workflows is what is kept in mind of workflows while the house runs.
type workflows struct {
	woke  chan struct{} // holds one token where something may be due
	hooks *rate.Limiter // of what comes in at addresses

	once sync.Once
	does map[string]action // by kind

	mu    sync.Mutex
	plans map[planned]*plan
}

type planned struct{ workflow, version int64 }

// plan is a published version, which never changes.
type plan struct {
	*workflow.Definition
	version   int64
	publisher int64
}

func newWorkflows() *workflows {
	return &workflows{woke: make(chan struct{}, 1), hooks: rate.NewLimiter(100, 500), plans: map[planned]*plan{}}
}

// goOn says that runs may be due.
func (s *Server) goOn() {
	select {
	case s.flows.woke <- struct{}{}:
	default:
	}
}

// plan is a published version of a workflow.
func (s *Server) plan(ctx context.Context, v *store.View, id, version int64) (*plan, error) {
	s.flows.mu.Lock()
	known := s.flows.plans[planned{id, version}]
	s.flows.mu.Unlock()
	if known != nil {
		return known, nil
	}
	w, err := v.WorkflowVersion(ctx, id, version)
	if err != nil {
		return nil, err
	}
	d, err := workflow.Read(w.Definition)
	if err != nil {
		return nil, err
	}
	known = &plan{d, version, w.Publisher}
	s.flows.mu.Lock()
	defer s.flows.mu.Unlock()
	s.flows.plans[planned{id, version}] = known
	return known, nil
}

// living is a workflow that people enter, or may be in, with all its versions.
type living struct {
	workflow.Workflow
	now   *plan // what people enter
	plans map[int64]*plan
	hears map[string]bool // the names of events that let somebody go on, or end
}

// livingWorkflows are those that were published.
func (s *Server) livingWorkflows(ctx context.Context, v *store.View) (all []*living, err error) {
	list, err := v.Workflows(ctx)
	for _, w := range list {
		if w.Version == 0 || err != nil {
			continue
		}
		l := &living{Workflow: w, plans: map[int64]*plan{}, hears: map[string]bool{}}
		for version := int64(1); version <= w.Version && err == nil; version++ {
			var p *plan
			if p, err = s.plan(ctx, v, w.ID, version); err == nil {
				l.plans[version], l.now = p, p
				for name := range p.Events() {
					l.hears[name] = true
				}
			}
		}
		all = append(all, l)
	}
	return all, err
}

// asPublisher is ctx with the rights that whoever published a workflow has now. Where they are gone, that is none.
func asPublisher(ctx context.Context, v *store.View, user int64) (context.Context, error) {
	a := auth.Actor{Kind: auth.System}
	if user != 0 {
		u, err := v.User(ctx, user)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return nil, err
		}
		if a = (auth.Actor{}); err == nil {
			if a, err = userActor(ctx, v, u); err != nil {
				return nil, err
			}
		}
	}
	return auth.Coming(auth.With(ctx, a), auth.Origin{By: auth.ByRule}), nil
}

// segmentsInWorkflows are those that workflows let people in by, and those their conditions name.
func (s *Server) segmentsInWorkflows(ctx context.Context, v *store.View) (uses []SegmentUse, err error) {
	all, err := s.livingWorkflows(ctx, v)
	for _, l := range all {
		use := SegmentUse{Kind: "workflow", ID: WorkflowID(l.ID), Name: l.Name}
		for _, t := range l.now.Triggers {
			if id, err := ParseSegmentID(t.Segment); t.Segment != "" && err == nil {
				use.Segment, use.Listens = id, l.State == workflow.Active
				uses = append(uses, use)
			}
		}
		for _, where := range l.now.Conditions() {
			for _, id := range SegmentsIn(where) {
				use.Segment, use.Listens = id, false
				uses = append(uses, use)
			}
		}
	}
	return uses, err
}

// fitting tells which of some people fulfil a condition as who acts asks it, and are within their reach. An empty
// condition is everybody's.
func (s *Server) fitting(ctx context.Context, where string, people []int64) (map[int64]bool, error) {
	fit := map[int64]bool{}
	if len(people) == 0 {
		return fit, nil
	}
	n, err := s.understood(ctx, record.Person, where)
	if err == nil && n != nil {
		n, err = s.settledWithin(ctx, n, people)
	}
	if err != nil {
		return nil, err
	}
	err = s.Records.View(ctx, func(v *store.View) error {
		ids, _, err := v.FindIDs(ctx, store.Finding{Type: record.Person, Where: n, IDs: people, Reach: reach(ctx, record.Person, auth.Read), Limit: len(people)})
		for _, id := range ids {
			fit[id] = true
		}
		return err
	})
	return fit, err
}
