package api

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/store"
)

// mostWorkflows bounds what every event is held against.
const mostWorkflows = 200

// largestDefinition is the most bytes of a definition.
const largestDefinition = 256 << 10

type newWorkflowOrder struct {
	Body struct {
		Name       string               `json:"name,omitempty" maxLength:"120" doc:"left out of a recipe: that of the recipe"`
		Definition *workflow.Definition `json:"definition,omitempty" doc:"left out: an empty one, or the recipe's"`
		Recipe     string               `json:"recipe,omitempty" maxLength:"40" doc:"the key of a recipe"`
	}
}

// empty is the definition of a workflow that was just begun.
func empty() *workflow.Definition {
	return &workflow.Definition{Triggers: []workflow.Trigger{{ID: "by_hand", Kind: workflow.ByHand}}, Again: workflow.Again{When: workflow.Never},
		Start: "end", Nodes: []workflow.Node{{ID: "end", Kind: workflow.Exit}}}
}

func (s *Server) addWorkflow(ctx context.Context, in *newWorkflowOrder, tell Tell) (a *WorkflowDetail, err error) {
	if in.Body.Recipe != "" {
		return s.addRecipe(ctx, in.Body.Recipe, in.Body.Name, tell)
	}
	d := in.Body.Definition
	if d == nil {
		d = empty()
	}
	w := workflow.Workflow{Name: cleanName(in.Body.Name)}
	return s.makeWorkflow(ctx, w, d, nil, tell)
}

// makeWorkflow keeps a new workflow as a draft. also makes what it needs beside it, and may say so in the definition.
func (s *Server) makeWorkflow(ctx context.Context, w workflow.Workflow, d *workflow.Definition, also func(context.Context, *store.Tx) error, tell Tell) (a *WorkflowDetail, err error) {
	if w.Name == "" {
		return nil, invalid("a workflow needs a name")
	}
	w.State, w.Publisher, w.Hook = workflow.Drafted, auth.From(ctx).User(), rand.Text()
	_, err = s.change(ctx, mutation{verb: "workflow-add", entry: map[string]any{"name": w.Name, "recipe": w.Recipe}, made: func() string { return WorkflowID(w.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		list, err := t.Workflows(ctx)
		if err == nil && len(list) >= mostWorkflows {
			err = refused(http.StatusConflict, 0, "there are %d workflows already; remove one that is not needed", mostWorkflows)
		}
		if err == nil && also != nil {
			err = also(ctx, t)
		}
		if err == nil {
			w.Draft, err = writeDefinition(d)
		}
		if err != nil {
			return err
		}
		if w, err = t.AddWorkflow(ctx, w); err == nil {
			a, err = s.workflowDetail(ctx, &t.View, &w)
		}
		return err
	}}, tell)
	return a, err
}

func writeDefinition(d *workflow.Definition) ([]byte, error) {
	body, err := json.Marshal(d)
	if err == nil && len(body) > largestDefinition {
		err = invalid("a workflow has at most %d kB", largestDefinition>>10)
	}
	return body, err
}

type workflowOrder struct {
	WorkflowNamed
	Body struct {
		Edition    int64                `json:"edition,omitempty" doc:"the one this was made from; left out: whichever"`
		Name       *string              `json:"name,omitempty" minLength:"1" maxLength:"120"`
		Definition *workflow.Definition `json:"definition,omitempty" doc:"the draft; nobody goes through it before it is published"`
		Discard    bool                 `json:"discard,omitempty" doc:"forget the draft; what is published stays"`
	}
}

func (s *Server) changeWorkflow(ctx context.Context, in *workflowOrder, tell Tell) (*WorkflowDetail, error) {
	return s.withWorkflow(ctx, "workflow-set", in.ID, in.Body.Edition, in.Body, func(ctx context.Context, t *store.Tx, w *workflow.Workflow) (err error) {
		if in.Body.Name != nil {
			w.Name = cleanName(*in.Body.Name)
		}
		switch {
		case w.Name == "":
			return invalid("a workflow needs a name")
		case in.Body.Discard && w.Version == 0:
			return invalid("this workflow was never published; remove it instead")
		case in.Body.Discard:
			w.Draft = nil
		case in.Body.Definition != nil:
			w.Draft, err = writeDefinition(in.Body.Definition)
		}
		return err
	}, tell)
}

// withWorkflow changes a workflow within an act.
func (s *Server) withWorkflow(ctx context.Context, verb, shown string, edition int64, entry any, change func(context.Context, *store.Tx, *workflow.Workflow) error, tell Tell) (a *WorkflowDetail, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: shown, entry: entry, also: func(ctx context.Context, t *store.Tx) error {
		w, err := workflowOf(ctx, &t.View, shown)
		if err != nil {
			return err
		}
		if edition != 0 && edition != w.Edition {
			return errWorkflowChanged
		}
		if err := change(ctx, t, &w); err != nil {
			return err
		}
		if w, err = t.SaveWorkflow(ctx, w); err == nil {
			a, err = s.workflowDetail(ctx, &t.View, &w)
		}
		return err
	}}, tell)
	s.goOn()
	return a, err
}

var errWorkflowChanged = refused(http.StatusConflict, 0, "somebody else changed this workflow meanwhile; look at it again")

type workflowCheckOrder struct {
	Body struct {
		Definition workflow.Definition `json:"definition"`
	}
}

// WorkflowProblemsAnswer is all that is wrong with a definition.
type WorkflowProblemsAnswer struct {
	Problems []WorkflowProblem `json:"problems"`
}

func (s *Server) checkWorkflow(ctx context.Context, in *workflowCheckOrder, _ Tell) (*WorkflowProblemsAnswer, error) {
	a := &WorkflowProblemsAnswer{}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		in.Body.Definition.Ready()
		a.Problems, err = s.problems(ctx, v, &in.Body.Definition)
		return err
	})
	return a, err
}

func (s *Server) removeWorkflow(ctx context.Context, in *WorkflowNamed, tell Tell) (*RemovedAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "workflow-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error {
		w, err := workflowOf(ctx, &t.View, in.ID)
		if err != nil {
			return err
		}
		err = t.RemoveWorkflow(ctx, w.ID)
		if errors.Is(err, store.ErrConflict) {
			err = refused(http.StatusConflict, 0, "people are in this workflow; stop them first, or end it and let them finish")
		}
		return err
	}}, tell)
	return &RemovedAnswer{in.ID}, err
}
