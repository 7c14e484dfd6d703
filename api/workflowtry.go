package api

import (
	"context"
	"time"

	"banhda/drive/workflow"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/store"
)

type workflowTryOrder struct {
	WorkflowNamed
	Body struct {
		Person     string               `json:"person" doc:"a real person's id; nothing is written or sent"`
		Definition *workflow.Definition `json:"definition,omitempty" doc:"left out: the draft or, without one, what is published"`
		At         time.Time            `json:"at,omitempty" doc:"when they enter; left out: now"`
		Happens    []workflowHappens    `json:"happens,omitempty" maxItems:"50" doc:"what is to happen on the way, in order"`
		Fits       map[string]bool      `json:"fits,omitempty" doc:"conditions that are to hold, or not, whatever is so now"`
	}
}

type workflowHappens struct {
	Event      string         `json:"event" maxLength:"200"`
	After      string         `json:"after" maxLength:"20" doc:"since they entered, such as 2d"`
	Properties map[string]any `json:"properties,omitempty"`
}

// WorkflowTrial is what would happen to somebody, step by step.
type WorkflowTrial struct {
	Enters  bool           `json:"enters" doc:"they fulfil what is asked of who enters"`
	Lines   []WorkflowLine `json:"lines"`
	Outcome string         `json:"outcome" enum:",finished,goal,worn" doc:"empty: they wait for good, or it was followed for long enough"`
}

// mostTried bounds what is followed.
const mostTried = 200

// tryWorkflow tells what would become of a real person, with a clock that goes on by itself. Conditions are answered as
// they are now, unless it is said how they are to be; so is the gate, for each message that would be sent.
func (s *Server) tryWorkflow(ctx context.Context, in *workflowTryOrder, _ Tell) (*WorkflowTrial, error) {
	t := trial{s: s, in: in}
	err := s.Records.View(ctx, func(v *store.View) error { return t.read(ctx, v) })
	if err != nil {
		return nil, err
	}
	if err := t.ask(ctx); err != nil {
		return nil, err
	}
	a := t.follow(ctx)
	return a, t.sends(ctx, a.Lines)
}

// trial is one person followed through a definition.
type trial struct {
	s      *Server
	in     *workflowTryOrder
	flow   workflow.Workflow
	def    *workflow.Definition
	who    record.Record
	cal    *calendar.Calendar
	fits   map[string]bool
	enters bool
}

func (t *trial) read(ctx context.Context, v *store.View) (err error) {
	if t.flow, err = workflowOf(ctx, v, t.in.ID); err != nil {
		return err
	}
	if t.def = t.in.Body.Definition; t.def != nil {
		t.def.Ready()
	} else if err = t.readDefinition(ctx, v); err != nil {
		return err
	}
	problems, err := t.s.problems(ctx, v, t.def)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return invalid("%d things keep this workflow from being published; the first, at %q: %s", len(problems), problems[0].Place, problems[0].Problem)
	}
	if t.who, err = t.s.seen(ctx, v, RecordPath{Type: record.Person.Plural(), ID: t.in.Body.Person}); err != nil {
		return err
	}
	t.cal, err = readCalendar(ctx, v)
	return err
}

func (t *trial) readDefinition(ctx context.Context, v *store.View) error {
	var published *workflow.Definition
	if t.flow.Draft == nil {
		p, err := t.s.plan(ctx, v, t.flow.ID, t.flow.Version)
		if err != nil {
			return err
		}
		published = p.Definition
	}
	d, err := definitionOf(&t.flow, published)
	t.def = d
	return err
}

// ask answers all conditions, as they are for the person now.
func (t *trial) ask(ctx context.Context) error {
	t.fits = map[string]bool{}
	for _, one := range append(t.def.Conditions(), "") {
		if said, ok := t.in.Body.Fits[one]; ok {
			t.fits[one] = said
			continue
		}
		fit, err := t.s.fitting(ctx, one, []int64{t.who.ID})
		if err != nil {
			return err
		}
		t.fits[one] = fit[t.who.ID]
	}
	t.enters = t.fits[t.def.Where]
	return nil
}

// follow follows them, and turns the clock on to whatever comes next.
func (t *trial) follow(ctx context.Context) *WorkflowTrial {
	now := t.s.Now().UnixMicro()
	if !t.in.Body.At.IsZero() {
		now = t.in.Body.At.UnixMicro()
	}
	a := &WorkflowTrial{Enters: t.enters, Lines: []WorkflowLine{}}
	events := t.events(now)
	m := moving{cal: t.cal, answers: answers{}}
	for where, fits := range t.fits {
		m.answers[where] = map[int64]bool{t.who.ID: fits}
	}
	r := workflow.Run{Workflow: t.flow.ID, Person: t.who.ID, State: workflow.Begin(t.def, now)}
	for range mostTried {
		o := m.occurrence(&r, &t.who)
		if len(events) > 0 && (r.Due == 0 || events[0].At < r.Due) && r.Waiting {
			now, o.Event, events = max(now, events[0].At), &events[0], events[1:]
		} else if r.Due == 0 {
			break
		} else {
			now = max(now, r.Due)
		}
		var effects []workflow.Effect
		r.State, effects = workflow.Step(t.def, r.State, o, now)
		for _, e := range effects {
			a.Lines = append(a.Lines, t.s.showLine(ctx, &workflow.Line{At: now, Entry: workflow.Entry{Effect: e}}, t.def))
		}
		if r.Outcome != "" {
			break
		}
	}
	a.Outcome = string(r.Outcome)
	return a
}

// events are what is to happen, at their instants, in order.
func (t *trial) events(from int64) (list []workflow.Event) {
	for _, h := range t.in.Body.Happens {
		length, _ := workflow.ParseLength(h.After) // what is none is at once
		list = append(list, workflow.Event{ID: "try", Name: h.Event, At: from + length, Properties: marshalled(h.Properties)})
	}
	return list
}
