package api

import (
	"context"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/timeline"
	"banhda/store"
)

// TimelineStep is what a workflow did with somebody.
type TimelineStep struct {
	Workflow Named        `json:"workflow"`
	Run      string       `json:"run"`
	Line     WorkflowLine `json:"line"`
}

// tellsOfRun are the lines of a run a timeline tells of: how somebody entered and left, what was done and what not, and what
// chance chose for them. Where they waited, the run itself says.
var tellsOfRun = map[workflow.NodeKind]bool{workflow.Enter: true, workflow.Act: true, workflow.Split: true, workflow.Reach: true, workflow.Exit: true, workflow.Moved: true, workflow.End: true}

// steps are those of the workflows the person is and was in.
func (a *surroundings) steps(ctx context.Context, behind string, limit int) (list []timeline.Placed[TimelineItem], err error) {
	if !auth.From(ctx).May("workflows:read") {
		return nil, nil
	}
	return a.kept(ctx, behind, limit, func(v *store.View, p store.Page) error {
		for {
			lines, err := v.LinesOf(ctx, a.ref.ID, p)
			for i := range lines {
				if err == nil && tellsOfRun[lines[i].Kind] {
					err = a.step(ctx, v, &list, &lines[i])
				}
			}
			if err != nil || len(lines) < p.Limit || len(list) >= limit {
				return err
			}
			p.At, p.ID = lines[len(lines)-1].At, lines[len(lines)-1].ID
		}
	}, &list)
}

func (a *surroundings) step(ctx context.Context, v *store.View, list *[]timeline.Placed[TimelineItem], l *workflow.Line) error {
	r, err := v.Run(ctx, l.Run)
	if err != nil {
		return err
	}
	w, err := v.Workflow(ctx, r.Workflow)
	if err != nil {
		return err
	}
	p, err := a.s.plan(ctx, v, r.Workflow, r.Version)
	if err != nil {
		return err
	}
	line, err := a.s.showKept(ctx, v, l, p.Definition)
	if err != nil {
		return err
	}
	shown := TimelineStep{Named{WorkflowID(w.ID), w.Name}, RunID(r.ID), line}
	a.place(list, l.At, l.ID, orText(l.Actor, string(auth.System)), TimelineItem{ID: "w." + shown.Line.ID, Kind: "workflow", Step: &shown})
	return nil
}
