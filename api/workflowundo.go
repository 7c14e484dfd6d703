package api

import (
	"context"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/message"
	"banhda/hub/segment"
	"banhda/store"
)

type workflowUndoOrder struct {
	WorkflowRunNamed
	Body struct {
		Preview bool `json:"preview,omitempty" doc:"only tell what would become of it"`
	}
}

// WorkflowUndone is what a run touched, and what became of it.
type WorkflowUndone struct {
	Run       string                `json:"run"`
	Stopped   bool                  `json:"stopped" doc:"the run was under way, and is not any more"`
	Things    []WorkflowUndoneThing `json:"things" doc:"the last first"`
	Undone    int                   `json:"undone" doc:"records whose values are as they were"`
	Conflicts []ConflictSeen        `json:"conflicts" doc:"values that somebody changed since: they are left"`
}

// WorkflowUndoneThing is one thing a run made.
type WorkflowUndoneThing struct {
	WorkflowMade
	At    string `json:"at"`
	Node  string `json:"node"`
	State string `json:"state" enum:"taken_back,can_be,cannot_be,done_already" doc:"can_be: in a preview"`
}

// undoRun takes back what one run did, as far as that can be: what was sent cannot, and is listed.
func (s *Server) undoRun(ctx context.Context, in *workflowUndoOrder, tell Tell) (a *WorkflowUndone, err error) {
	var r workflow.Run
	var lines []workflow.Line
	err = s.Records.View(ctx, func(v *store.View) error {
		if r, err = s.runOf(ctx, v, &in.WorkflowRunNamed, auth.Update); err == nil {
			lines, err = v.Lines(ctx, r.ID, 0, mostKept)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	a = &WorkflowUndone{Run: RunID(r.ID), Stopped: r.Outcome == "", Things: []WorkflowUndoneThing{}, Conflicts: []ConflictSeen{}}
	if in.Body.Preview {
		return a, s.Records.View(ctx, func(v *store.View) error { return a.look(ctx, v, r.Person, lines) })
	}
	_, err = s.change(ctx, mutation{verb: "workflow-undo", target: in.ID, entry: map[string]any{"run": in.Run}, also: func(ctx context.Context, t *store.Tx) error {
		if err := endRun(ctx, t, r.ID, workflow.Stopped, workflow.Entry{Actor: actorName(auth.From(ctx))}); err != nil {
			return err
		}
		return s.takeBackMade(ctx, t, a, r.Person, lines)
	}}, tell)
	if err != nil || r.Action == 0 {
		return a, err
	}
	undone, err := s.takeBackAction(ctx, r.Action, tell)
	if err == nil {
		a.Undone, a.Conflicts = undone.Undone, undone.Conflicts
	}
	return a, err
}

// each visits what was made, the last first.
func (a *WorkflowUndone) each(lines []workflow.Line, do func(workflow.Made) (state string, err error)) error {
	for i := len(lines) - 1; i >= 0; i-- {
		for _, m := range lines[i].Made {
			state, err := do(m)
			if err != nil {
				return err
			}
			a.Things = append(a.Things, WorkflowUndoneThing{WorkflowMade{m.Kind, madeID(m), m.Name}, showInstant(lines[i].At), lines[i].Node, state})
		}
	}
	return nil
}

// look tells what could be taken back.
func (a *WorkflowUndone) look(ctx context.Context, v *store.View, person int64, lines []workflow.Line) error {
	return a.each(lines, func(m workflow.Made) (string, error) {
		open, err := takable(ctx, v, person, m)
		if open {
			return "can_be", err
		}
		return "cannot_be", err
	})
}

// takable tells whether something can be taken back: values, tasks nobody has done, messages that have not gone, a place in a
// list that nobody has changed since.
func takable(ctx context.Context, v *store.View, person int64, m workflow.Made) (bool, error) {
	switch m.Kind {
	case "change":
		return true, nil
	case "task":
		t, err := v.Task(ctx, auth.Everything, m.ID)
		return err == nil && t.DoneAt == 0, absent(err)
	case "message":
		sent, err := v.Message(ctx, m.ID)
		return err == nil && (sent.State == message.Queued || sent.State == message.Held), absent(err)
	case "quote":
		q, err := v.Quote(ctx, auth.Everything, m.ID)
		return err == nil && q.Version == 0, absent(err)
	case "list":
		if one, err := v.Segment(ctx, m.ID); err != nil || one.Kind != segment.List {
			return false, absent(err)
		}
		there, err := v.MembersAmong(ctx, m.ID, []int64{person})
		return len(there) > 0 != m.Out, err
	}
	return false, nil
}

func (s *Server) takeBackMade(ctx context.Context, t *store.Tx, a *WorkflowUndone, person int64, lines []workflow.Line) error {
	return a.each(lines, func(m workflow.Made) (string, error) {
		open, err := takable(ctx, &t.View, person, m)
		if err != nil || !open {
			return "cannot_be", err
		}
		switch m.Kind {
		case "task":
			is, err := t.Task(ctx, auth.Everything, m.ID)
			if err != nil {
				return "", err
			}
			is.DeletedAt = t.Now()
			_, err = t.SaveTask(ctx, auth.Everything, is)
			return "taken_back", err
		case "message":
			return "taken_back", t.SettleMessages(ctx, []message.Fate{{ID: m.ID, State: message.Stopped, Reason: message.Unwanted}})
		case "quote":
			return "taken_back", t.RemoveQuote(ctx, m.ID)
		case "list":
			one, err := t.Segment(ctx, m.ID)
			if err == nil {
				_, err = s.enlist(ctx, t, one, []int64{person}, m.Out)
			}
			return "taken_back", err
		}
		return "taken_back", nil
	})
}
