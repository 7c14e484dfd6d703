package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"banhda/drive/follow"
	"banhda/drive/workflow"
	"banhda/store"
)

const workflowFollower = "workflows"

// workflowHearer lets people into workflows, and on in them, by what happens.
func (s *Server) workflowHearer() follow.Consumer {
	return follow.Consumer{Name: workflowFollower, Wants: s.workflowsWant, Take: s.hearForWorkflows}
}

// workflowsWant is nothing where nothing was ever published.
func (s *Server) workflowsWant(ctx context.Context) (w follow.Wants, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		all, err := s.livingWorkflows(ctx, v)
		for _, l := range all {
			w.Events = true
			w.Moves = w.Moves || l.State == workflow.Active && slices.ContainsFunc(l.now.Triggers, func(t workflow.Trigger) bool { return t.Kind == workflow.OnStage })
		}
		return err
	})
	return w, err
}

// hearing is a batch of what happened, and what it leads to.
type hearing struct {
	*follow.Batch
	living  []*living
	events  []workflow.Event           // as workflows hear them, one for each of the batch
	touched []int64                    // the people of the batch, each once
	enters  map[*living][]workflow.Run // who fulfils what is asked of who enters
	reached map[int64]bool             // runs whose goal's condition holds by now
}

// hearForWorkflows takes in a batch.
func (s *Server) hearForWorkflows(ctx context.Context, b *follow.Batch) error {
	h := hearing{Batch: b, enters: map[*living][]workflow.Run{}, reached: map[int64]bool{}}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		h.living, err = s.livingWorkflows(ctx, v)
		return err
	})
	if err != nil {
		return err
	}
	h.read()
	if err := s.admit(ctx, &h); err != nil {
		return err
	}
	if err := s.findReached(ctx, &h); err != nil {
		return err
	}
	if err := s.Records.Tx(ctx, func(t *store.Tx) error { return h.write(ctx, t) }); err != nil {
		return err
	}
	s.goOn()
	return nil
}

// read reads the events as workflows hear them.
func (h *hearing) read() {
	for i := range h.Events {
		e := &h.Events[i]
		heard := workflow.Event{ID: e.ID, Name: e.Name, At: e.At, Properties: e.Properties}
		heard.By, heard.Depth, heard.Hook = causeOf(e)
		h.events, h.touched = append(h.events, heard), append(h.touched, e.Person)
	}
	for i := range h.Moves {
		h.touched = append(h.touched, h.Moves[i].Person)
	}
	slices.Sort(h.touched)
	h.touched = slices.Compact(h.touched)
}

// causeOf is the workflow whose run made an event, how many called one another up to it, and the workflow at whose address
// it came in.
func causeOf(e *follow.Event) (by int64, depth int, hook int64) {
	if !bytes.Contains(e.Properties, []byte(`"workflow"`)) {
		return 0, 0, 0
	}
	var said struct {
		Workflow string `json:"workflow"`
		Depth    int    `json:"depth"`
	}
	_ = json.Unmarshal(e.Properties, &said) // of another form: no cause
	id, err := ParseWorkflowID(said.Workflow)
	switch {
	case err != nil:
		return 0, 0, 0
	case e.Name == workflow.WebhookReceived && e.Source == hookSource:
		return 0, 0, id
	}
	return id, max(said.Depth, 1), 0
}

// admit finds who may enter which workflow.
func (s *Server) admit(ctx context.Context, h *hearing) error {
	for _, l := range h.living {
		if l.State != workflow.Active {
			continue
		}
		list := h.candidates(l)
		fit, err := s.mayEnter(ctx, l, peopleOf(list))
		if err != nil {
			s.Logger.Error("nobody is let into a workflow: its condition cannot be asked", "workflow", WorkflowID(l.ID), "error", err)
			if passing(err) || ctx.Err() != nil {
				return err
			}
		}
		h.enters[l] = slices.DeleteFunc(list, func(r workflow.Run) bool { return !fit[r.Person] })
	}
	return nil
}

// mayEnter tells which of some people fulfil what a workflow asks of who enters.
func (s *Server) mayEnter(ctx context.Context, l *living, people []int64) (fit map[int64]bool, err error) {
	if len(people) == 0 {
		return nil, nil
	}
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		ctx, err = asPublisher(ctx, v, l.now.publisher)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.fitting(ctx, l.now.Where, people)
}

// candidates are whom what happened would let into a workflow.
func (h *hearing) candidates(l *living) (list []workflow.Run) {
	for i := range h.events {
		if t := l.now.Fires(&h.events[i], l.ID); t != nil {
			list = append(list, l.run(h.Events[i].Person, t, h.events[i].ID, h.events[i].Depth))
		}
	}
	for _, m := range h.Moves {
		if t := l.now.Moves(m.From.String(), m.To.String()); t != nil {
			list = append(list, l.run(m.Person, t, fmt.Sprintf("%s %s %d", m.From, m.To, m.At), 0))
		}
	}
	return list
}

// run is somebody about to enter.
func (l *living) run(person int64, t *workflow.Trigger, cause string, depth int) workflow.Run {
	return workflow.Run{Workflow: l.ID, Version: l.now.version, Person: person, Trigger: t.ID, Cause: t.ID + " " + cause, Depth: depth}
}

// findReached finds runs whose goal is a condition that holds by now, among those of the people of the batch.
func (s *Server) findReached(ctx context.Context, h *hearing) error {
	asks := func(r workflow.Run) (where string) {
		if p := h.planOf(&r); p != nil && p.Goal != nil {
			where = p.Goal.Where
		}
		return where
	}
	if !slices.ContainsFunc(h.living, func(l *living) bool { return l.now.Goal != nil && l.now.Goal.Where != "" }) {
		return nil
	}
	var runs []workflow.Run
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		runs, err = v.RunsUnderWay(ctx, h.touched)
		return err
	})
	asked := map[string][]workflow.Run{}
	for _, r := range runs {
		if where := asks(r); where != "" {
			asked[where] = append(asked[where], r)
		}
	}
	for where, of := range asked {
		var fit map[int64]bool
		if err == nil {
			fit, err = s.mayReach(ctx, h.planOf(&of[0]), where, peopleOf(of))
		}
		for _, r := range of {
			h.reached[r.ID] = fit[r.Person]
		}
	}
	return err
}

func (s *Server) mayReach(ctx context.Context, p *plan, where string, people []int64) (fit map[int64]bool, err error) {
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		ctx, err = asPublisher(ctx, v, p.publisher)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.fitting(ctx, where, people)
}

func (h *hearing) planOf(r *workflow.Run) *plan {
	for _, l := range h.living {
		if l.ID == r.Workflow {
			return l.plans[r.Version]
		}
	}
	return nil
}

// write writes what a batch leads to, and how far was heard, as one.
func (h *hearing) write(ctx context.Context, t *store.Tx) error {
	for _, link := range h.Links {
		if link.Into != 0 {
			if err := h.join(ctx, t, link); err != nil {
				return err
			}
		}
	}
	if err := h.tell(ctx, t); err != nil {
		return err
	}
	for l, list := range h.enters {
		if _, err := enter(ctx, t, l, list, t.Now()); err != nil {
			return err
		}
	}
	return t.SetFollowed(ctx, workflowFollower, h.Place)
}

// tell lets runs hear the events.
func (h *hearing) tell(ctx context.Context, t *store.Tx) error {
	people := h.listening()
	if len(people) == 0 && len(h.reached) == 0 {
		return nil
	}
	runs, err := t.RunsUnderWay(ctx, h.touched)
	if err != nil {
		return err
	}
	m := moving{}
	for i := range runs {
		r := &runs[i]
		p := h.planOf(r)
		if p == nil {
			continue
		}
		before := len(m.lines)
		for k := range h.events {
			if h.Events[k].Person == r.Person {
				state, effects := workflow.Step(p.Definition, r.State, workflow.Occurrence{Event: &h.events[k]}, t.Now())
				r.State = state
				for _, e := range effects {
					m.note(r, t.Now(), workflow.Entry{Effect: e})
				}
			}
		}
		if h.reached[r.ID] && r.Outcome == "" {
			m.note(r, t.Now(), workflow.Entry{Effect: workflow.Effect{Node: r.Node, Kind: workflow.Reach, Way: workflow.Reached}})
			r.Outcome, r.Due, r.Waiting = workflow.Goaled, 0, false
		}
		if len(m.lines) > before {
			m.keep(r, t.Now())
		}
	}
	return t.SaveRuns(ctx, m.runs, m.lines)
}

// listening are the people of events that somebody may wait for.
func (h *hearing) listening() (people []int64) {
	for i := range h.events {
		if slices.ContainsFunc(h.living, func(l *living) bool { return l.hears[h.events[i].Name] }) {
			people = append(people, h.Events[i].Person)
		}
	}
	return people
}

// enter lets people into a workflow whom its policy of entering again admits, once for each cause, and gives how many.
func enter(ctx context.Context, t *store.Tx, l *living, list []workflow.Run, due int64) (int, error) {
	if len(list) == 0 {
		return 0, nil
	}
	pasts, err := t.Pasts(ctx, l.ID, peopleOf(list))
	if err != nil {
		return 0, err
	}
	var admitted []workflow.Run
	for _, r := range list {
		p := pasts[r.Person]
		if !l.now.Again.Admits(p, t.Now()) {
			continue
		}
		pasts[r.Person] = workflow.Past{Runs: p.Runs + 1, In: true, Last: t.Now(), Today: p.Today + 1}
		r.State, r.Began = workflow.Begin(l.now.Definition, due), t.Now()
		admitted = append(admitted, r)
	}
	entered, err := t.EnterRuns(ctx, admitted)
	if err != nil {
		return 0, err
	}
	var lines []workflow.Line
	for _, r := range entered {
		lines = append(lines, workflow.Line{Run: r.ID, At: t.Now(), Entry: workflow.Entry{Effect: workflow.Effect{Kind: workflow.Enter}, Trigger: r.Trigger}})
	}
	return len(entered), t.SaveRuns(ctx, nil, lines)
}

// join makes the runs of somebody those of who they became part of. Of two runs of a workflow in which nobody is twice, the
// one that began first goes on.
func (h *hearing) join(ctx context.Context, t *store.Tx, link follow.Link) error {
	if err := t.JoinRuns(ctx, link.Person, link.Into); err != nil {
		return err
	}
	runs, err := t.RunsUnderWay(ctx, []int64{link.Into})
	in := map[int64]bool{}
	for _, r := range runs {
		p := h.planOf(&r)
		if in[r.Workflow] && err == nil && (p == nil || p.Again.When != workflow.Always) {
			err = endRun(ctx, t, r.ID, workflow.Stopped, workflow.Entry{Why: errTwice.Error()})
		}
		in[r.Workflow] = true
	}
	return err
}
