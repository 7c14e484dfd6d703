package api

import (
	"context"
	"net/http"
	"slices"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/store"
)

// WorkflowRun is one person in a workflow, or who was.
type WorkflowRun struct {
	ID       string  `json:"id"`
	Workflow Named   `json:"workflow"`
	Version  int64   `json:"version"`
	Person   About   `json:"person"`
	Trigger  string  `json:"trigger" doc:"the id of what let them in"`
	Node     string  `json:"node" doc:"where they are, or were last"`
	Waiting  bool    `json:"waiting"`
	Since    string  `json:"since" doc:"when they came there"`
	Due      *string `json:"due" doc:"when they go on by themselves; null: not before something happens, or they have ended"`
	Began    string  `json:"began"`
	Ended    *string `json:"ended"`
	Outcome  string  `json:"outcome" enum:",finished,goal,stopped,failed,worn" doc:"empty: under way"`
}

// WorkflowRunsAnswer is a page of runs, the newest first.
type WorkflowRunsAnswer struct {
	Runs   []WorkflowRun `json:"runs"`
	Cursor *string       `json:"cursor"`
}

type workflowRunsQuestion struct {
	WorkflowNamed
	Node    string `query:"node" maxLength:"40" doc:"only those at this node"`
	Outcome string `query:"outcome" enum:"under_way,finished,goal,stopped,failed,worn,all" default:"under_way"`
	Cursor  string `query:"cursor" doc:"The cursor of the page before."`
	Limit   int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// workflowRuns lists who is in a workflow, as far as who asks may see them.
func (s *Server) workflowRuns(ctx context.Context, in *workflowRunsQuestion, _ Tell) (*WorkflowRunsAnswer, error) {
	before, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &WorkflowRunsAnswer{Runs: []WorkflowRun{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		q := store.RunsQuestion{Workflow: w.ID, Node: in.Node, All: in.Outcome == "all", Before: before, Limit: in.Limit}
		if !q.All && in.Outcome != "under_way" {
			q.Outcome = workflow.Outcome(in.Outcome)
		}
		list, err := v.Runs(ctx, q)
		if err != nil {
			return err
		}
		if len(list) == in.Limit {
			a.Cursor = text(writeSerial(list[len(list)-1].ID))
		}
		a.Runs, err = s.showRuns(ctx, v, list)
		return err
	})
}

// showRuns shows runs of people within the reach of who asks; the others are left out.
func (s *Server) showRuns(ctx context.Context, v *store.View, list []workflow.Run) ([]WorkflowRun, error) {
	shown := []WorkflowRun{}
	people, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Read), record.Person, peopleOf(list))
	if err != nil {
		return nil, err
	}
	names := map[int64]string{}
	all, err := v.Workflows(ctx)
	for _, w := range all {
		names[w.ID] = w.Name
	}
	for i := range list {
		if who, ok := people[list[i].Person]; ok {
			shown = append(shown, showRun(&list[i], &who, names[list[i].Workflow]))
		}
	}
	return shown, err
}

func showRun(r *workflow.Run, who *record.Record, name string) WorkflowRun {
	return WorkflowRun{ID: RunID(r.ID), Workflow: Named{WorkflowID(r.Workflow), name}, Version: r.Version, Trigger: r.Trigger,
		Person: About{record.Person.Plural(), PersonID(who.ID), who.Name()}, Node: r.Node, Waiting: r.Waiting, Since: showInstant(r.Since),
		Due: instantOrNull(r.Due), Began: showInstant(r.Began), Ended: instantOrNull(r.Ended), Outcome: string(r.Outcome)}
}

type personRunsQuestion struct {
	ID    string `path:"id" doc:"The person's id."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// personRuns lists the workflows somebody is and was in.
func (s *Server) personRuns(ctx context.Context, in *personRunsQuestion, _ Tell) (*WorkflowRunsAnswer, error) {
	a := &WorkflowRunsAnswer{}
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Person.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		list, err := v.RunsOf(ctx, r.ID, in.Limit)
		if err == nil {
			a.Runs, err = s.showRuns(ctx, v, list)
		}
		return err
	})
}

// WorkflowHistory is one run, and how it came about, line by line.
type WorkflowHistory struct {
	Run    WorkflowRun    `json:"run"`
	Lines  []WorkflowLine `json:"lines" doc:"the first first"`
	Cursor *string        `json:"cursor"`
}

// WorkflowRunNamed names a run of a workflow in a path.
type WorkflowRunNamed struct {
	WorkflowNamed
	Run string `path:"run" doc:"The run's id."`
}

type workflowHistoryQuestion struct {
	WorkflowRunNamed
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"500" default:"200"`
}

func (s *Server) workflowHistory(ctx context.Context, in *workflowHistoryQuestion, _ Tell) (*WorkflowHistory, error) {
	after, err := readSerial(in.Cursor)
	if err != nil {
		return nil, err
	}
	a := &WorkflowHistory{Lines: []WorkflowLine{}}
	return a, s.Records.View(ctx, func(v *store.View) error {
		r, err := s.runOf(ctx, v, &in.WorkflowRunNamed, auth.Read)
		if err != nil {
			return err
		}
		shown, err := s.showRuns(ctx, v, []workflow.Run{r})
		if err != nil {
			return err
		}
		a.Run = shown[0]
		p, err := s.plan(ctx, v, r.Workflow, r.Version)
		if err != nil {
			return err
		}
		lines, err := v.Lines(ctx, r.ID, after, in.Limit)
		for i := range lines {
			if err == nil {
				var shown WorkflowLine
				shown, err = s.showKept(ctx, v, &lines[i], p.Definition)
				a.Lines = append(a.Lines, shown)
			}
		}
		if len(lines) == in.Limit {
			a.Cursor = text(writeSerial(lines[len(lines)-1].ID))
		}
		return err
	})
}

// runOf reads a run of somebody within reach.
func (s *Server) runOf(ctx context.Context, v *store.View, in *WorkflowRunNamed, verb auth.Verb) (r workflow.Run, err error) {
	w, err := workflowOf(ctx, v, in.ID)
	if err != nil {
		return r, err
	}
	id, err := ParseRunID(in.Run)
	if err != nil {
		return r, err
	}
	if r, err = v.Run(ctx, id); err == nil && r.Workflow == w.ID {
		_, err = v.Record(ctx, reach(ctx, record.Person, verb), record.Person, r.Person)
	} else if err == nil {
		err = store.ErrNotFound
	}
	return r, notFound(err, "there is no run %s", in.Run)
}

type workflowEnterOrder struct {
	WorkflowNamed
	Body Which
}

// WorkflowEntered is what became of people who were put into a workflow by hand.
type WorkflowEntered struct {
	Entered int `json:"entered"`
	Left    int `json:"left" doc:"left out: they do not fulfil the workflow's condition, are out of reach, or may not enter again"`
}

// enterWorkflow puts people into a workflow by hand.
func (s *Server) enterWorkflow(ctx context.Context, in *workflowEnterOrder, tell Tell) (*WorkflowEntered, error) {
	l, err := s.openForHand(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	people, err := s.meant(ctx, in, tell)
	if err != nil {
		return nil, err
	}
	a, done := &WorkflowEntered{}, 0
	err = inPieces(people, func(part []int64) error {
		done += len(part)
		tell(Progress{Step: "entering", Done: int64(done), Total: int64(len(people))})
		return s.enterPart(ctx, in.ID, l, part, a, tell)
	})
	a.Left = len(people) - a.Entered
	return a, err
}

// openForHand is a workflow people may be put into by hand.
func (s *Server) openForHand(ctx context.Context, shown string) (l *living, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, shown)
		if err != nil {
			return err
		}
		if w.State != workflow.Active {
			return refused(http.StatusConflict, 0, "nobody can enter: this workflow is not active")
		}
		l = &living{Workflow: w}
		l.now, err = s.plan(ctx, v, w.ID, w.Version)
		return err
	})
	if err == nil && !slices.ContainsFunc(l.now.Triggers, func(t workflow.Trigger) bool { return t.Kind == workflow.ByHand }) {
		err = refused(http.StatusConflict, 0, "nobody is put into this workflow by hand; add that as a trigger")
	}
	return l, err
}

// meant are the people somebody wants to put in, within their own reach.
func (s *Server) meant(ctx context.Context, in *workflowEnterOrder, tell Tell) ([]int64, error) {
	f, err := s.which(ctx, record.Person.Plural(), in.Body, tell)
	if err != nil {
		return nil, err
	}
	return s.chosen(ctx, &bulk{finding: f, may: reach(ctx, record.Person, auth.Update)})
}

func (s *Server) enterPart(ctx context.Context, shown string, l *living, people []int64, a *WorkflowEntered, tell Tell) error {
	fit, err := s.mayEnter(ctx, l, people)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(slices.Clone(people), func(id int64) bool { return !fit[id] })
	at := slices.IndexFunc(l.now.Triggers, func(t workflow.Trigger) bool { return t.Kind == workflow.ByHand })
	_, err = s.change(ctx, mutation{verb: "workflow-enter", target: shown, entry: map[string]any{"people": len(people)}, also: func(ctx context.Context, t *store.Tx) error {
		var list []workflow.Run
		for _, id := range people {
			list = append(list, l.run(id, &l.now.Triggers[at], ActID(t.Act), 0))
		}
		n, err := enter(ctx, t, l, list, t.Now())
		a.Entered += n
		return err
	}}, tell)
	s.goOn()
	return err
}

type workflowMoveOrder struct {
	WorkflowRunNamed
	Body struct {
		Node string `json:"node" minLength:"1" maxLength:"40" doc:"the id of a node of the version they are in"`
	}
}

// moveRun puts somebody elsewhere in the workflow they are in; one that failed goes on from there.
func (s *Server) moveRun(ctx context.Context, in *workflowMoveOrder, tell Tell) (*WorkflowHistory, error) {
	_, err := s.change(ctx, mutation{verb: "workflow-move", target: in.ID, entry: map[string]any{"run": in.Run, "node": in.Body.Node}, also: func(ctx context.Context, t *store.Tx) error {
		r, err := s.runOf(ctx, &t.View, &in.WorkflowRunNamed, auth.Update)
		if err != nil {
			return err
		}
		p, err := s.plan(ctx, &t.View, r.Workflow, r.Version)
		if err != nil {
			return err
		}
		switch {
		case r.Outcome != "" && r.Outcome != workflow.Failed:
			return refused(http.StatusConflict, 0, "this person has left the workflow already")
		case p.Node(in.Body.Node) == nil:
			return invalid("version %d of this workflow has no step %q", r.Version, in.Body.Node)
		}
		r.Node, r.Waiting, r.Due, r.Since, r.Outcome, r.Ended = in.Body.Node, false, t.Now(), t.Now(), "", 0
		r.Steps++
		said := workflow.Entry{Effect: workflow.Effect{Node: in.Body.Node, Kind: workflow.Moved}, Actor: actorName(auth.From(ctx))}
		return t.SaveRuns(ctx, []workflow.Run{r}, []workflow.Line{{Run: r.ID, At: t.Now(), Entry: said}})
	}}, tell)
	if err != nil {
		return nil, err
	}
	s.goOn()
	return s.workflowHistory(ctx, &workflowHistoryQuestion{WorkflowRunNamed: in.WorkflowRunNamed, Limit: 200}, tell)
}

type workflowStopOrder struct {
	WorkflowNamed
	Body struct {
		Runs []string `json:"runs,omitempty" maxItems:"1000" doc:"these"`
		All  bool     `json:"all,omitempty" doc:"everybody who is in it"`
	}
}

// WorkflowStopped is how many people were taken out of a workflow.
type WorkflowStopped struct {
	Stopped int `json:"stopped"`
}

// stopRuns takes people out of a workflow. What was done stays; nothing more is.
func (s *Server) stopRuns(ctx context.Context, in *workflowStopOrder, tell Tell) (*WorkflowStopped, error) {
	if (len(in.Body.Runs) == 0) == !in.Body.All {
		return nil, invalid("say which runs are meant, or that it is all of them")
	}
	a := &WorkflowStopped{}
	for before, more := int64(0), true; more; {
		list, next, err := s.toStop(ctx, in, before)
		if err != nil {
			return a, err
		}
		before, more = next, next != 0
		if len(list) == 0 {
			continue
		}
		_, err = s.change(ctx, mutation{verb: "workflow-stop", target: in.ID, entry: map[string]any{"people": len(list)}, also: func(ctx context.Context, t *store.Tx) error {
			for _, r := range list {
				if err := endRun(ctx, t, r.ID, workflow.Stopped, workflow.Entry{Actor: actorName(auth.From(ctx))}); err != nil {
					return err
				}
			}
			return nil
		}}, tell)
		if err != nil {
			return a, err
		}
		a.Stopped += len(list)
		tell(Progress{Step: "stopping", Done: int64(a.Stopped)})
	}
	return a, nil
}

// toStop are some of the runs under way that are meant, of people whom who asks may change; next is where the others begin,
// 0: there are none.
func (s *Server) toStop(ctx context.Context, in *workflowStopOrder, before int64) (list []workflow.Run, next int64, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		w, err := workflowOf(ctx, v, in.ID)
		if err != nil {
			return err
		}
		if in.Body.All {
			list, err = v.Runs(ctx, store.RunsQuestion{Workflow: w.ID, Before: before, Limit: stoppedAtOnce})
			if len(list) == stoppedAtOnce {
				next = list[len(list)-1].ID
			}
		} else {
			list, err = s.namedRuns(ctx, v, w.ID, in.Body.Runs)
		}
		if err != nil {
			return err
		}
		people, err := v.RecordsByID(ctx, reach(ctx, record.Person, auth.Update), record.Person, peopleOf(list))
		list = slices.DeleteFunc(list, func(r workflow.Run) bool { _, ok := people[r.Person]; return !ok || r.Outcome != "" })
		return err
	})
	return list, next, err
}

// stoppedAtOnce is how many runs are stopped in one transaction.
const stoppedAtOnce = 200

// namedRuns are runs of a workflow by their shown ids.
func (s *Server) namedRuns(ctx context.Context, v *store.View, workflowID int64, shown []string) ([]workflow.Run, error) {
	ids := make([]int64, len(shown))
	for i := range shown {
		var err error
		if ids[i], err = ParseRunID(shown[i]); err != nil {
			return nil, err
		}
	}
	list, err := v.RunsByID(ctx, ids)
	return slices.DeleteFunc(list, func(r workflow.Run) bool { return r.Workflow != workflowID }), err
}
