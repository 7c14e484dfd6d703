package api

import (
	"context"
	"errors"
	"slices"
	"time"

	"banhda/auth"
	"banhda/drive/workflow"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/phrase"
	"banhda/store"
)

// How runs are moved: so many at a time at first and at most, and how often it is looked whether one is due where nobody
// says so.
const (
	movedFirst = 50
	movedMost  = 500
	movedLook  = 500 * time.Millisecond
)

// MoveRuns moves people through workflows until ctx ends. What a run does and where it then stands are one transaction, so
// that nothing is done twice or forgotten, whenever the process dies.
func (s *Server) MoveRuns(ctx context.Context) error {
	size := movedFirst
	for ctx.Err() == nil {
		moved, err := s.moveDue(ctx, &size)
		if err != nil && ctx.Err() == nil {
			s.Logger.Error("people cannot be moved through workflows; it is tried again", "error", err)
		}
		if moved && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-s.flows.woke:
		case <-time.After(movedLook):
		}
	}
	return nil
}

// moveDue moves some runs of each workflow that moves, and tells whether there were any.
func (s *Server) moveDue(ctx context.Context, size *int) (moved bool, err error) {
	var list []workflow.Workflow
	due := map[int64][]workflow.Run{}
	err = s.Records.View(ctx, func(v *store.View) (err error) {
		list, err = v.Workflows(ctx)
		for _, w := range list {
			if err == nil && (w.State == workflow.Active || w.State == workflow.Over) {
				due[w.ID], err = v.DueRuns(ctx, w.ID, *size)
			}
		}
		return err
	})
	if err != nil {
		return false, err
	}
	for i := range list {
		for _, part := range byVersion(due[list[i].ID]) {
			moved = true
			began := time.Now()
			if err := s.movePart(ctx, &list[i], part); err != nil {
				return false, err
			}
			*size = min(pieceAfter(*size, time.Since(began)), movedMost)
		}
	}
	return moved, nil
}

// byVersion parts runs by the version they are in.
func byVersion(runs []workflow.Run) (parts [][]workflow.Run) {
	at := map[int64]int{}
	for _, r := range runs {
		i, ok := at[r.Version]
		if !ok {
			i, at[r.Version] = len(parts), len(parts)
			parts = append(parts, nil)
		}
		parts[i] = append(parts[i], r)
	}
	return parts
}

// movePart moves runs of one version. Where something goes wrong with one of them, the others are moved without it, and it
// fails.
func (s *Server) movePart(ctx context.Context, w *workflow.Workflow, runs []workflow.Run) error {
	err := s.moveRuns(ctx, w, runs)
	switch {
	case err == nil || ctx.Err() != nil || passing(err):
		return err
	case len(runs) > 1:
		for i := range runs {
			if err := s.movePart(ctx, w, runs[i:i+1]); err != nil {
				return err
			}
		}
		return nil
	}
	s.Logger.Error("a run of a workflow has failed", "workflow", WorkflowID(w.ID), "run", RunID(runs[0].ID), "error", err)
	return s.Records.Tx(ctx, func(t *store.Tx) error {
		return endRun(ctx, t, runs[0].ID, workflow.Failed, workflow.Entry{Why: err.Error()})
	})
}

// passing reports whether an error is of the moment, and not of the run.
func passing(err error) bool {
	for _, of := range []error{store.ErrBusy, store.ErrFull, store.ErrReadOnly, store.ErrDamaged, store.ErrInUse, store.ErrClosed} {
		if errors.Is(err, of) {
			return true
		}
	}
	return false
}

func (s *Server) moveRuns(ctx context.Context, w *workflow.Workflow, runs []workflow.Run) error {
	m := moving{s: s, flow: w}
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if m.plan, err = s.plan(ctx, v, w.ID, runs[0].Version); err != nil {
			return err
		}
		if m.ctx, err = asPublisher(ctx, v, m.plan.publisher); err != nil {
			return err
		}
		m.cal, err = readCalendar(ctx, v)
		return err
	})
	if err == nil {
		m.answers, err = s.answersOf(m.ctx, m.plan.Definition, runs)
	}
	if err != nil {
		return err
	}
	return s.Records.Tx(m.ctx, func(t *store.Tx) error { return m.move(t, runs) })
}

// answers are what was asked of people: who fulfils a condition, by the condition.
type answers map[string]map[int64]bool

// answersOf answers what runs may ask next.
func (s *Server) answersOf(ctx context.Context, d *workflow.Definition, runs []workflow.Run) (answers, error) {
	asked := map[string][]int64{}
	for i := range runs {
		for _, where := range d.Asks(runs[i].State) {
			asked[where] = append(asked[where], runs[i].Person)
		}
	}
	told := answers{}
	for where, people := range asked {
		var err error
		if told[where], err = s.fitting(ctx, where, people); err != nil {
			return nil, err
		}
	}
	return told, nil
}

// moving is runs of one version being moved.
type moving struct {
	s       *Server
	ctx     context.Context // with the rights of who published
	flow    *workflow.Workflow
	plan    *plan
	cal     *calendar.Calendar
	answers answers

	runs  []workflow.Run
	lines []workflow.Line
}

func (m *moving) move(t *store.Tx, runs []workflow.Run) error {
	now, err := m.still(t, runs)
	if err != nil || len(now) == 0 {
		return err
	}
	people, err := t.RecordsByID(m.ctx, auth.Everything, record.Person, peopleOf(now))
	if err != nil {
		return err
	}
	for i := range now {
		who, ok := people[now[i].Person]
		if err := m.one(t, &now[i], &who, ok); err != nil {
			return err
		}
	}
	return t.SaveRuns(m.ctx, m.runs, m.lines)
}

// still are those of runs that stand where they stood when they were asked, in a workflow that still moves.
func (m *moving) still(t *store.Tx, runs []workflow.Run) ([]workflow.Run, error) {
	w, err := t.Workflow(m.ctx, m.flow.ID)
	if err != nil || w.State != workflow.Active && w.State != workflow.Over {
		return nil, absent(err)
	}
	ids := make([]int64, len(runs))
	stood := make(map[int64]*workflow.Run, len(runs))
	for i := range runs {
		ids[i], stood[runs[i].ID] = runs[i].ID, &runs[i]
	}
	now, err := t.RunsByID(m.ctx, ids)
	return slices.DeleteFunc(now, func(r workflow.Run) bool {
		was := stood[r.ID]
		return r.Outcome != "" || r.Node != was.Node || r.Steps != was.Steps || r.Due != was.Due || r.Person != was.Person
	}), err
}

func peopleOf(runs []workflow.Run) (ids []int64) {
	for i := range runs {
		ids = append(ids, runs[i].Person)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// one moves one run, and carries out what it does.
func (m *moving) one(t *store.Tx, r *workflow.Run, who *record.Record, there bool) error {
	if !there || who.DeletedAt != 0 {
		m.note(r, t.Now(), workflow.Entry{Effect: workflow.Effect{Node: r.Node, Kind: workflow.End}, Outcome: workflow.Stopped, Why: errInBin.Error()})
		r.Outcome, r.Due = workflow.Stopped, 0
		m.keep(r, t.Now())
		return nil
	}
	state, effects := workflow.Step(m.plan.Definition, r.State, m.occurrence(r, who), t.Now())
	r.State = state
	a := &acting{Tx: t, run: r, flow: m.flow, cal: m.cal}
	for _, e := range effects {
		entry := workflow.Entry{Effect: e}
		if e.Kind == workflow.Act {
			if err := m.carryOut(a, &entry); err != nil {
				return err
			}
		}
		m.note(r, t.Now(), entry)
	}
	m.keep(r, t.Now())
	return nil
}

var errInBin = phrase.Errorf("the person is in the bin, or is there no more")

var errTwice = phrase.Errorf("two people became one, who was in the workflow already")

func (m *moving) note(r *workflow.Run, at int64, e workflow.Entry) {
	m.lines = append(m.lines, workflow.Line{Run: r.ID, At: at, Entry: e})
}

// keep keeps a run to be saved. Of one that has ended, the last line says how.
func (m *moving) keep(r *workflow.Run, at int64) {
	if r.Outcome != "" {
		r.Ended = at
		if last := len(m.lines) - 1; last >= 0 && m.lines[last].Run == r.ID && lastOf(m.lines[last].Kind) {
			m.lines[last].Outcome = r.Outcome
		} else {
			m.note(r, at, workflow.Entry{Effect: workflow.Effect{Node: r.Node, Kind: workflow.End}, Outcome: r.Outcome})
		}
	}
	m.runs = append(m.runs, *r)
}

func lastOf(k workflow.NodeKind) bool {
	return k == workflow.Reach || k == workflow.Exit || k == workflow.End
}

// carryOut does what a node does. What is refused by a sentence is left undone, and said in the history.
func (m *moving) carryOut(a *acting, entry *workflow.Entry) error {
	a.node, a.made = m.plan.Node(entry.Node), nil
	do, ok := m.s.actions()[a.node.Action]
	var err error
	switch {
	case !ok:
		err = phrase.Errorf("there is no action %q", a.node.Action)
	case do.Permission != "" && !auth.From(m.ctx).May(do.Permission):
		err = phrase.Errorf("who published the workflow may not do this any more; publish it again")
	default:
		err = do.do(m.ctx, a)
	}
	entry.Made = a.made
	var told interface {
		error
		In(language string) string
	}
	if err != nil && !passing(err) && errors.As(err, &told) {
		entry.Why, err = told.Error(), nil
	}
	return err
}

// occurrence is that the time of a run has come.
func (m *moving) occurrence(r *workflow.Run, who *record.Record) workflow.Occurrence {
	return workflow.Occurrence{
		Seed: workflow.Seed(r.Workflow, r.Person),
		Fits: func(where string) (fits, known bool) {
			of, known := m.answers[where]
			return of[r.Person], known
		},
		Day:  func(field string, shift int, now int64) (int64, bool) { return nextDay(who, field, shift, now, m.cal) },
		Hour: func(minute int, working bool, now int64) int64 { return nextHour(minute, working, now, m.cal) },
	}
}

// nextDay is when a day kept of somebody comes, or came: of a birthday the next one.
func nextDay(who *record.Record, field string, shift int, now int64, c *calendar.Calendar) (int64, bool) {
	day, lunar, ok := dayOf(who, field)
	if !ok {
		return 0, false
	}
	if field == "birthday" {
		day = task.Falls(day, lunar, c.Today(now)-calendar.Day(shift))
	}
	return (day + calendar.Day(shift)).At(0, c.Zone()).UnixMicro(), true
}

// nextHour is the next time after now at which it is a minute of a day, of a working one where that is asked for.
func nextHour(minute int, working bool, now int64, c *calendar.Calendar) int64 {
	for day := c.Today(now); ; day++ {
		at := day.At(minute, c.Zone()).UnixMicro()
		if at > now && (!working || len(c.Hours(day)) > 0) {
			return at
		}
	}
}

// endRun ends a run that is under way.
func endRun(ctx context.Context, t *store.Tx, id int64, how workflow.Outcome, e workflow.Entry) error {
	r, err := t.Run(ctx, id)
	if err != nil || r.Outcome != "" {
		return absent(err)
	}
	e.Node, e.Kind, e.Outcome = r.Node, workflow.End, how
	r.Outcome, r.Due, r.Waiting, r.Ended = how, 0, false, t.Now()
	return t.SaveRuns(ctx, []workflow.Run{r}, []workflow.Line{{Run: id, At: t.Now(), Entry: e}})
}
