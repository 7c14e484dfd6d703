package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/hub/segment"
	"banhda/phrase"
	"banhda/store"
)

// publishWorkflow makes the draft the version people enter from now on. Who is in an earlier one finishes on that. From then
// on it acts with the rights of who published it.
func (s *Server) publishWorkflow(ctx context.Context, in *workflowEditionOrder, tell Tell) (*WorkflowDetail, error) {
	return s.withWorkflow(ctx, "workflow-publish", in.ID, in.Body.Edition, in.Body, func(ctx context.Context, t *store.Tx, w *workflow.Workflow) error {
		if w.Draft == nil {
			return refused(http.StatusConflict, 0, "there is nothing to publish: the draft is what is published")
		}
		d, err := workflow.Read(w.Draft)
		if err != nil {
			return wrong(err)
		}
		if err := s.publishable(ctx, &t.View, d); err != nil {
			return err
		}
		body, err := writeDefinition(d) // in the form that checking gave it
		if err != nil {
			return err
		}
		w.Version, w.Draft, w.Publisher = w.Version+1, nil, auth.From(ctx).User()
		if w.State == workflow.Drafted {
			w.State = workflow.Active
		}
		if err := t.AddWorkflowVersion(ctx, w.ID, store.WorkflowVersion{Version: w.Version, Definition: body, Publisher: w.Publisher}); err != nil {
			return err
		}
		return t.Enqueue(ctx, judgeJob, string(judgeJob), []byte("{}"), t.Now()) // who belongs to its segments by now is no news; whoever comes from here on is
	}, tell)
}

type workflowEditionOrder struct {
	WorkflowNamed
	Body struct {
		Edition int64 `json:"edition,omitempty" doc:"the one that was looked at; left out: whichever"`
	}
}

// publishable refuses a definition with problems, and one whose actions are more than who publishes it may do.
func (s *Server) publishable(ctx context.Context, v *store.View, d *workflow.Definition) error {
	problems, err := s.problems(ctx, v, d)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return invalid("%d things keep this workflow from being published; the first, at %q: %s", len(problems), problems[0].Place, problems[0].Problem)
	}
	return s.mayDo(ctx, d)
}

// mayDo refuses a definition whose actions are more than who publishes it may do.
func (s *Server) mayDo(ctx context.Context, d *workflow.Definition) error {
	for i := range d.Nodes {
		if a := s.actions()[d.Nodes[i].Action]; d.Nodes[i].Kind == workflow.Act && a.Permission != "" && !auth.From(ctx).May(a.Permission) {
			return refused(http.StatusForbidden, 0, "a workflow acts with the rights of who publishes it, and its step %q needs the permission %s", orText(d.Nodes[i].Name, d.Nodes[i].ID), a.Permission)
		}
	}
	return nil
}

// problems are what is wrong with a definition, as who asks reads it.
func (s *Server) problems(ctx context.Context, v *store.View, d *workflow.Definition) ([]WorkflowProblem, error) {
	h, err := s.workflowHouse(ctx, v)
	if err != nil {
		return nil, err
	}
	list := []WorkflowProblem{}
	for _, p := range d.Check(h) {
		list = append(list, WorkflowProblem{p.Place, p.Field, phrase.In(speaks(ctx), p.Err)})
	}
	return list, nil
}

// workflowHouse is what checking a definition asks.
func (s *Server) workflowHouse(ctx context.Context, v *store.View) (h workflow.House, err error) {
	h.Actions = map[string]*workflow.Action{}
	for kind, a := range s.actions() {
		h.Actions[kind] = &a.Action
	}
	h.Condition = func(where string) error {
		_, err := s.condition(ctx, v, record.Person, where)
		return err
	}
	fields, err := v.Fields(ctx, record.Person)
	h.Names = func(kind workflow.FieldKind, name string) error { return s.named(ctx, v, fields, kind, name) }
	return h, err
}

// named says what is wrong with a name that stands in a field.
func (s *Server) named(ctx context.Context, v *store.View, fields []record.Field, kind workflow.FieldKind, name string) (err error) {
	switch kind {
	case workflow.PersonField:
		if _, _, ok := segment.Find(fields, hidden(ctx, record.Person), name); !ok || strings.Contains(name, ".") {
			return phrase.Errorf("there is no field %q of people", name)
		}
	case workflow.ListField:
		_, err = s.segmentOf(ctx, v, name)
	case workflow.UserField:
		var id int64
		if id, err = ParseUserID(name); err == nil {
			_, err = v.User(ctx, id)
			err = notFound(err, "there is no user %s", name)
		}
	case workflow.TeamField:
		var id int64
		if id, err = ParseTeamID(name); err == nil {
			err = teamThere(ctx, v, id)
		}
	case workflow.WebhookField:
		var id int64
		if id, err = parseHookID(name); err == nil {
			_, err = v.Hook(ctx, id)
			err = notFound(err, "there is no webhook %s", name)
		}
	case workflow.SurveyField:
		_, _, err = surveyToAsk(ctx, v, name)
	case workflow.RewardField:
		err = rewardThere(ctx, v, name)
	case workflow.TemplateField:
		_, err = templateToSend(ctx, v, name)
	}
	return err
}

// segmentOf reads a segment as it is named in a workflow.
func (s *Server) segmentOf(ctx context.Context, v *store.View, shown string) (one segment.Saved, err error) {
	id, err := ParseSegmentID(shown)
	if err == nil {
		one, err = v.Segment(ctx, id)
	}
	return one, notFound(err, "there is no segment %s", shown)
}

func teamThere(ctx context.Context, v *store.View, id int64) error {
	teams, err := v.Teams(ctx)
	if err == nil && !slices.ContainsFunc(teams, func(t store.Team) bool { return t.ID == id }) {
		err = missing("there is no team %s", TeamID(id))
	}
	return err
}

type workflowStateOrder struct {
	WorkflowNamed
	Body struct {
		State string `json:"state" enum:"active,paused,ended"`
	}
}

// setWorkflowState pauses, resumes or ends. Whoever resumes a workflow, or lets one go on that was ended, answers for it:
// nothing of its rights changes.
func (s *Server) setWorkflowState(ctx context.Context, in *workflowStateOrder, tell Tell) (*WorkflowDetail, error) {
	return s.withWorkflow(ctx, "workflow-state", in.ID, 0, in.Body, func(_ context.Context, _ *store.Tx, w *workflow.Workflow) error {
		if w.Version == 0 {
			return refused(http.StatusConflict, 0, "this workflow was never published; publish it first")
		}
		w.State = workflow.Life(in.Body.State)
		return nil
	}, tell)
}

type workflowVersionQuestion struct {
	WorkflowNamed
	Version int64 `path:"version" minimum:"1"`
}

// WorkflowVersionAnswer is one published version.
type WorkflowVersionAnswer struct {
	WorkflowVersion
	Definition workflow.Definition `json:"definition"`
}

func (s *Server) workflowVersion(ctx context.Context, in *workflowVersionQuestion, _ Tell) (a *WorkflowVersionAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		one, err := v.WorkflowVersion(ctx, w.ID, in.Version)
		if err != nil {
			return notFound(err, "this workflow has no version %d", in.Version)
		}
		d, err := workflow.Read(one.Definition)
		if err != nil {
			return err
		}
		n, err := namesOf(ctx, v, nil)
		a = &WorkflowVersionAnswer{WorkflowVersion{one.Version, showInstant(one.At), n.user(one.Publisher)}, *d}
		return err
	})
	return a, err
}
