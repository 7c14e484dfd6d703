package api

import (
	"context"

	"banhda/drive/workflow"
	"banhda/store"
)

const (
	workflowPrefix = "wfl_"
	runPrefix      = "run_"
)

// WorkflowID writes a workflow's id as it is shown outside.
func WorkflowID(id int64) string {
	return workflowPrefix + encodeID(scramble(uint64(id), workflowPrefix))
}

// ParseWorkflowID reads what WorkflowID wrote.
func ParseWorkflowID(s string) (int64, error) { return parseID(s, workflowPrefix, "a workflow") }

// RunID writes a run's id as it is shown outside.
func RunID(id int64) string { return runPrefix + encodeID(scramble(uint64(id), runPrefix)) }

// ParseRunID reads what RunID wrote.
func ParseRunID(s string) (int64, error) { return parseID(s, runPrefix, "a run") }

// Workflow is what the house does by itself for one person after the other.
type Workflow struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	State     string         `json:"state" enum:"draft,active,paused,ended" doc:"paused: nobody enters and nobody moves; ended: nobody enters, and who is in it goes on"`
	Version   int64          `json:"version" doc:"the one people enter; 0: none was published"`
	Changed   bool           `json:"changed" doc:"there is a draft that is not published"`
	Edition   int64          `json:"edition" doc:"counts changes; a change names the one it was made from"`
	Recipe    string         `json:"recipe" doc:"it was made from; empty: none"`
	Publisher *Named         `json:"publisher" doc:"with whose rights it acts; null: those of the house"`
	UpdatedAt string         `json:"updated_at"`
	People    WorkflowPeople `json:"people"`
}

// WorkflowPeople is how many people went through a workflow, and how.
type WorkflowPeople struct {
	Entered  int64 `json:"entered"`
	UnderWay int64 `json:"under_way"`
	Goal     int64 `json:"goal" doc:"reached it"`
	Finished int64 `json:"finished" doc:"came to the end without it"`
	Stopped  int64 `json:"stopped"`
	Failed   int64 `json:"failed"`
}

// WorkflowsAnswer is the workflows, the newest first.
type WorkflowsAnswer struct {
	Workflows []Workflow `json:"workflows"`
}

// WorkflowDetail is one workflow whole.
type WorkflowDetail struct {
	Workflow
	Definition workflow.Definition  `json:"definition" doc:"the draft or, without one, what is published"`
	Problems   []WorkflowProblem    `json:"problems" doc:"what keeps it from being published"`
	Published  *workflow.Definition `json:"published" doc:"what people enter; null: nothing yet"`
	Versions   []WorkflowVersion    `json:"versions" doc:"the newest first"`
	At         []WorkflowPlace      `json:"at" doc:"how many people are where"`
	Hook       string               `json:"hook" doc:"the path at which an incoming webhook lets people in; empty: no trigger asks for one"`
}

// WorkflowProblem is what is wrong, and where.
type WorkflowProblem struct {
	Place   string `json:"place" doc:"the id of a node or trigger; empty: the workflow itself"`
	Field   string `json:"field" doc:"of it; empty: it itself"`
	Problem string `json:"problem" doc:"in the language of who asks"`
}

// WorkflowVersion is one published version.
type WorkflowVersion struct {
	Version   int64  `json:"version"`
	At        string `json:"at"`
	Publisher *Named `json:"publisher"`
}

// WorkflowPlace is how many people are at a node of a version.
type WorkflowPlace struct {
	Version int64  `json:"version"`
	Node    string `json:"node"`
	People  int64  `json:"people"`
}

func showWorkflow(w *workflow.Workflow, n names, outcomes map[workflow.Outcome]int64) Workflow {
	p := WorkflowPeople{UnderWay: outcomes[""], Goal: outcomes[workflow.Goaled], Finished: outcomes[workflow.Finished],
		Stopped: outcomes[workflow.Stopped] + outcomes[workflow.Worn], Failed: outcomes[workflow.Failed]}
	p.Entered = p.UnderWay + p.Goal + p.Finished + p.Stopped + p.Failed
	return Workflow{ID: WorkflowID(w.ID), Name: w.Name, State: string(w.State), Version: w.Version, Changed: w.Draft != nil, Edition: w.Edition,
		Recipe: w.Recipe, Publisher: n.user(w.Publisher), UpdatedAt: showInstant(w.UpdatedAt), People: p}
}

func (s *Server) listWorkflows(ctx context.Context, _ *struct{}, _ Tell) (*WorkflowsAnswer, error) {
	a := &WorkflowsAnswer{Workflows: []Workflow{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		list, err := v.Workflows(ctx)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		if err != nil {
			return err
		}
		outcomes, err := v.Outcomes(ctx)
		for i := range list {
			a.Workflows = append(a.Workflows, showWorkflow(&list[i], n, outcomes[list[i].ID]))
		}
		return err
	})
	return a, err
}

// WorkflowNamed names a workflow in a path.
type WorkflowNamed struct {
	ID string `path:"id" doc:"The workflow's id."`
}

// workflowOf reads the workflow of a shown id.
func workflowOf(ctx context.Context, v *store.View, shown string) (w workflow.Workflow, err error) {
	id, err := ParseWorkflowID(shown)
	if err != nil {
		return w, err
	}
	w, err = v.Workflow(ctx, id)
	return w, notFound(err, "there is no workflow %s", shown)
}

func (s *Server) showWorkflowOf(ctx context.Context, in *WorkflowNamed, _ Tell) (a *WorkflowDetail, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, in.ID)
		if err == nil {
			a, err = s.workflowDetail(ctx, v, &w)
		}
		return err
	})
	return a, err
}

func (s *Server) workflowDetail(ctx context.Context, v *store.View, w *workflow.Workflow) (*WorkflowDetail, error) {
	n, err := namesOf(ctx, v, nil)
	if err != nil {
		return nil, err
	}
	outcomes, err := v.Outcomes(ctx)
	if err != nil {
		return nil, err
	}
	a := &WorkflowDetail{Workflow: showWorkflow(w, n, outcomes[w.ID]), Versions: []WorkflowVersion{}, At: []WorkflowPlace{}}
	versions, err := v.WorkflowVersions(ctx, w.ID)
	for _, one := range versions {
		a.Versions = append(a.Versions, WorkflowVersion{one.Version, showInstant(one.At), n.user(one.Publisher)})
		if one.Version == w.Version && err == nil {
			a.Published, err = workflow.Read(one.Definition)
		}
	}
	if err != nil {
		return nil, err
	}
	tallies, err := v.Tallies(ctx, w.ID)
	for _, t := range tallies {
		a.At = append(a.At, WorkflowPlace{t.Version, t.Node, t.People})
	}
	if err != nil {
		return nil, err
	}
	d, err := definitionOf(w, a.Published)
	if err != nil {
		return nil, err
	}
	a.Definition, a.Hook = *d, s.hookPath(w, d)
	a.Problems, err = s.problems(ctx, v, d)
	return a, err
}

// definitionOf is the draft of a workflow or, without one, what is published.
func definitionOf(w *workflow.Workflow, published *workflow.Definition) (*workflow.Definition, error) {
	if w.Draft == nil && published != nil {
		return published, nil
	}
	return workflow.Read(w.Draft)
}
