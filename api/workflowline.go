package api

import (
	"context"
	"errors"

	"banhda/attract/form"
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/phrase"
	"banhda/store"
)

// WorkflowLine is one line of a run's history: what happened, for screens to say in the language and the time zone of who reads it.
type WorkflowLine struct {
	ID    string          `json:"id"`
	At    string          `json:"at"`
	Node  string          `json:"node"`
	Kind  string          `json:"kind" enum:"enter,wait,await,branch,split,action,goal,exit,moved,end"`
	Name  string          `json:"name,omitempty" doc:"of the node"`
	Data  workflow.Effect `json:"data"`
	By    *WorkflowCause  `json:"by,omitempty" doc:"of enter: what let them in"`
	Path  string          `json:"path,omitempty" doc:"of branch and split: the name of the way taken"`
	Where string          `json:"where,omitempty" doc:"of branch: the condition of a way without a name"`
	Does  *record.Label   `json:"does,omitempty" doc:"of action: what it is called"`
	Why   string          `json:"why,omitempty" doc:"it was left undone; in the language of who asks"`
	Made  []WorkflowMade  `json:"made,omitempty"`
	To    string          `json:"outcome,omitempty" doc:"how it ended with this"`
	// Sends is of a trial's step that sends a message.
	Sends *WorkflowWouldSend `json:"sends,omitempty" doc:"of a trial: what would become of the message"`
}

// WorkflowCause is a trigger as it was when it let somebody in.
type WorkflowCause struct {
	workflow.Trigger
	Name string `json:"name,omitempty" doc:"of its segment or form, as it is called now"`
}

// WorkflowMade is something that a step made.
type WorkflowMade struct {
	Kind string `json:"kind" enum:"message,task,event,notice,webhook,change,list,quote"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// showLine shows a line of a run by the version the run is of.
func (s *Server) showLine(ctx context.Context, l *workflow.Line, d *workflow.Definition) WorkflowLine {
	shown := WorkflowLine{ID: writeSerial(l.ID), At: showInstant(l.At), Node: l.Node, Kind: string(l.Kind), To: string(l.Outcome), Data: l.Effect}
	if n := d.Node(l.Node); n != nil {
		shown.Name = n.Name
		if a, ok := s.actions()[n.Action]; ok && l.Kind == workflow.Act {
			shown.Does = &a.Label
		}
		if ways := n.Paths; l.Path >= 0 && l.Path < len(ways) && (l.Kind == workflow.Branch || l.Kind == workflow.Split) {
			if shown.Path = ways[l.Path].Name; shown.Path == "" {
				shown.Where = ways[l.Path].Where
			}
		}
	}
	if l.Why != "" {
		shown.Why = phrase.Text(speaks(ctx), l.Why)
	}
	for _, m := range l.Made {
		shown.Made = append(shown.Made, WorkflowMade{m.Kind, madeID(m), m.Name})
	}
	return shown
}

// showKept shows a line as it was kept, with what let the person in by its name.
func (s *Server) showKept(ctx context.Context, v *store.View, l *workflow.Line, d *workflow.Definition) (WorkflowLine, error) {
	shown := s.showLine(ctx, l, d)
	for _, t := range d.Triggers {
		if l.Kind == workflow.Enter && t.ID == l.Trigger {
			name, err := nameOfCause(ctx, v, &t)
			shown.By = &WorkflowCause{t, name}
			return shown, err
		}
	}
	return shown, nil
}

// nameOfCause is what the segment or the form of a trigger is called; empty where it has none, or that is gone.
func nameOfCause(ctx context.Context, v *store.View, t *workflow.Trigger) (name string, err error) {
	var id int64
	if id, err = ParseSegmentID(t.Segment); err == nil {
		var saved segment.Saved
		saved, err = v.Segment(ctx, id)
		name = saved.Name
	} else if id, err = ParseFormID(t.Form); err == nil {
		var f form.Form
		f, err = v.Form(ctx, id)
		name = f.Name
	} else {
		return "", nil
	}
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return name, err
}

func madeID(m workflow.Made) string {
	switch m.Kind {
	case "task":
		return TaskID(m.ID)
	case "change":
		return ActID(m.ID)
	case "webhook":
		return hookID(m.ID)
	case "notice":
		return UserID(m.ID)
	case "list":
		return SegmentID(m.ID)
	case "message":
		return OutgoingID(m.ID)
	case "quote":
		return QuoteID(m.ID)
	}
	return ""
}
