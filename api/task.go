package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// Task is one thing to do.
type Task struct {
	ID        string       `json:"id"`
	Version   int64        `json:"version"`
	Title     string       `json:"title"`
	Note      string       `json:"note"`
	Kind      task.Kind    `json:"kind" enum:"todo,call,meeting,email"`
	Priority  int          `json:"priority" doc:"1 high, 0, -1 low"`
	DueOn     *string      `json:"due_on" doc:"the day, where no time is said"`
	DueAt     *string      `json:"due_at" doc:"the instant; of a day that it ends"`
	Remind    []int        `json:"remind" doc:"minutes before; of a day before nine in the morning of it"`
	Repeat    *task.Repeat `json:"repeat"`
	Checklist []task.Item  `json:"checklist"`
	Owner     *Named       `json:"owner"`
	Team      *Named       `json:"team"`
	About     *About       `json:"about"`
	Creator   Named        `json:"creator"`
	Rule      *Named       `json:"rule" doc:"that made it"`
	Snoozed   *string      `json:"snoozed_until"`
	DoneAt    *string      `json:"done_at" doc:"null: it is open"`
	DoneBy    *Named       `json:"done_by"`
	Outcome   string       `json:"outcome"`
	CreatedAt string       `json:"created_at"`
	Act       string       `json:"act,omitempty" doc:"of a change: the act it can be undone by"`
}

// TasksAnswer is a page of tasks.
type TasksAnswer struct {
	Tasks  []Task  `json:"tasks"`
	Cursor *string `json:"cursor"`
}

const (
	taskPrefix = "tsk_"
	rulePrefix = "rul_"
)

// TaskID writes a task's id as it is shown outside.
func TaskID(id int64) string { return taskPrefix + encodeID(scramble(uint64(id), taskPrefix)) }

// ParseTaskID reads what TaskID wrote.
func ParseTaskID(s string) (int64, error) { return parseID(s, taskPrefix, "a task") }

// TaskRuleID writes the id of a rule of tasks as it is shown outside.
func TaskRuleID(id int64) string { return rulePrefix + encodeID(scramble(uint64(id), rulePrefix)) }

// ParseTaskRuleID reads what TaskRuleID wrote.
func ParseTaskRuleID(s string) (int64, error) { return parseID(s, rulePrefix, "a rule") }

// instantOrNull shows an instant; null for none.
func instantOrNull(at int64) *string {
	if at == 0 {
		return nil
	}
	return text(showInstant(at))
}

func showTask(t task.Task, n names, rules map[int64]task.Rule) Task {
	shown := Task{ID: TaskID(t.ID), Version: t.Version, Title: t.Title, Note: t.Note, Kind: t.Kind, Priority: t.Priority,
		DueAt: instantOrNull(t.DueAt), Remind: append([]int{}, t.Remind...), Repeat: t.Repeat, Checklist: append([]task.Item{}, t.Checklist...),
		Owner: n.user(t.Owner), Team: n.team(t.Team), About: n.about(t.About), Creator: Named{t.Creator, n.actors[t.Creator]},
		Snoozed: instantOrNull(t.Snoozed), DoneAt: instantOrNull(t.DoneAt), Outcome: t.Outcome, CreatedAt: showInstant(t.CreatedAt)}
	if t.DueDay != "" {
		shown.DueOn = text(t.DueDay)
	}
	if t.DoneBy != "" {
		shown.DoneBy = &Named{t.DoneBy, n.actors[t.DoneBy]}
	}
	if r, ok := rules[t.Rule]; ok {
		shown.Rule = &Named{TaskRuleID(r.ID), r.Name}
	}
	return shown
}

// showTasks shows tasks with the names of what is in them.
func showTasks(ctx context.Context, v *store.View, list []task.Task) ([]Task, error) {
	refs := make([]record.Ref, 0, len(list))
	for _, t := range list {
		refs = append(refs, t.About)
	}
	n, err := namesOf(ctx, v, refs)
	if err != nil {
		return nil, err
	}
	rules, err := v.TaskRules(ctx)
	byID := map[int64]task.Rule{}
	for _, r := range rules {
		byID[r.ID] = r
	}
	shown := make([]Task, 0, len(list))
	for _, t := range list {
		shown = append(shown, showTask(t, n, byID))
	}
	return shown, err
}

func showOne(ctx context.Context, v *store.View, t task.Task) (*Task, error) {
	shown, err := showTasks(ctx, v, []task.Task{t})
	if err != nil {
		return nil, err
	}
	return &shown[0], nil
}

// Whose says whose tasks are asked for.
type Whose struct {
	Owner string `query:"owner" maxLength:"40" doc:"A user, or me."`
	Team  string `query:"team" maxLength:"40" doc:"A team: its tasks and its members'."`
}

// read gives the filter of whose tasks are asked for.
func (w Whose) read(ctx context.Context, v *store.View) (f store.TaskFilter, err error) {
	if w.Owner != "" {
		if f.Owner, err = parseMe(ctx, w.Owner); err != nil {
			return f, err
		}
	}
	if w.Team == "" {
		return f, nil
	}
	if f.Team, err = ParseTeamID(w.Team); err != nil {
		return f, err
	}
	teams, err := v.Teams(ctx)
	for _, t := range teams {
		if t.ID == f.Team {
			f.Members = t.Members
		}
	}
	return f, err
}

// parseMe reads a user's id, or me.
func parseMe(ctx context.Context, s string) (int64, error) {
	if s != "me" {
		return ParseUserID(s)
	}
	if id := auth.From(ctx).User(); id != 0 {
		return id, nil
	}
	return 0, invalid("nobody is signed in, so there is no me; name a user")
}

type tasksQuestion struct {
	Whose
	About  string `query:"about" maxLength:"40" doc:"Only tasks about this record."`
	State  string `query:"state" enum:"open,done" default:"open" doc:"Open ones come in the order they come up, done ones the last first."`
	From   string `query:"from" doc:"Date or instant: come up, or were done, from then on."`
	To     string `query:"to" doc:"Date or instant: before it."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// listTasks gives a page of the tasks within reach.
func (s *Server) listTasks(ctx context.Context, in *tasksQuestion, _ Tell) (*TasksAnswer, error) {
	a := &TasksAnswer{Tasks: []Task{}}
	err := s.Records.View(ctx, func(v *store.View) error {
		f, err := s.taskFilter(ctx, v, in)
		if err != nil {
			return err
		}
		list, err := v.Tasks(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Read), f)
		if err != nil {
			return err
		}
		if len(list) > in.Limit {
			list = list[:in.Limit]
			a.Cursor = text(taskCursor(list[in.Limit-1], f.Done))
		}
		a.Tasks, err = showTasks(ctx, v, list)
		return err
	})
	return a, err
}

func (s *Server) taskFilter(ctx context.Context, v *store.View, in *tasksQuestion) (f store.TaskFilter, err error) {
	if f, err = in.Whose.read(ctx, v); err != nil {
		return f, err
	}
	f.Done, f.Limit = in.State == "done", in.Limit+1
	if in.About != "" {
		if f.About, err = parseRef(in.About); err != nil {
			return f, err
		}
	}
	c, err := readCalendar(ctx, v)
	if err == nil && in.From != "" {
		f.From, err = parseInstant("from", in.From, c.Zone())
	}
	if err == nil && in.To != "" {
		f.To, err = parseInstant("to", in.To, c.Zone())
	}
	if err == nil {
		f.AfterAt, f.AfterID, err = readRow(in.Cursor)
	}
	return f, err
}

// taskCursor names the last row of a page.
func taskCursor(t task.Task, done bool) string {
	at := store.Comes(t)
	if done {
		at = t.DoneAt
	}
	return writeRow(at, t.ID)
}

type taskOrder struct {
	ID string `path:"id"`
}

func (s *Server) showTask(ctx context.Context, in *taskOrder, _ Tell) (shown *Task, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		t, err := taskWithin(ctx, v, in.ID, auth.Read)
		if err == nil {
			shown, err = showOne(ctx, v, t)
		}
		return err
	})
	return shown, err
}

// taskWithin is a task that who asks may read or change.
func taskWithin(ctx context.Context, v *store.View, shown string, verb auth.Verb) (t task.Task, err error) {
	id, err := ParseTaskID(shown)
	if err != nil {
		return t, err
	}
	t, err = v.Task(ctx, auth.From(ctx).Reach(auth.Tasks, verb), id)
	return t, notFound(err, "there is no task %s that you may see", shown)
}

// TodayAnswer is what somebody, or a team, has to do.
type TodayAnswer struct {
	Day       string  `json:"day"`
	Holiday   string  `json:"holiday" doc:"what day off it is; empty: none"`
	Overdue   []Task  `json:"overdue" doc:"at most 200, the longest first"`
	Today     []Task  `json:"today"`
	Next      []Task  `json:"next" doc:"of the seven days to come, and what has no date"`
	Neglected []Task  `json:"neglected" doc:"people whom nobody was in touch with, by the rules"`
	Done      int64   `json:"done" doc:"today"`
	Away      []Named `json:"away" doc:"who is away today"`
}

const mostToday = 200

// today gives what has to be done now, as one screen.
func (s *Server) today(ctx context.Context, in *Whose, _ Tell) (a *TodayAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		f, err := in.read(ctx, v)
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, v)
		if err != nil {
			return err
		}
		a, err = s.readToday(ctx, v, f, c)
		return err
	})
	return a, err
}

func (s *Server) readToday(ctx context.Context, v *store.View, f store.TaskFilter, c *calendar.Calendar) (*TodayAnswer, error) {
	d, to := c.Today(v.Now()), auth.From(ctx).Reach(auth.Tasks, auth.Read)
	a := &TodayAnswer{Day: d.String()}
	if h, off := c.Holiday(d); off {
		a.Holiday = h.Name
	}
	f.Limit = mostToday
	list, err := v.Tasks(ctx, to, f)
	if err != nil {
		return nil, err
	}
	shown, err := showTasks(ctx, v, list)
	if err != nil {
		return nil, err
	}
	begin, end, soon := d.At(0, c.Zone()).UnixMicro(), (d+1).At(0, c.Zone()).UnixMicro(), (d+8).At(0, c.Zone()).UnixMicro()
	neglect, err := neglectRules(ctx, v)
	for i, t := range list {
		switch at := store.Comes(t); {
		case neglect[t.Rule]:
			a.Neglected = append(a.Neglected, shown[i])
		case at < v.Now():
			a.Overdue = append(a.Overdue, shown[i])
		case at < end:
			a.Today = append(a.Today, shown[i])
		case at < soon || t.DueAt == 0:
			a.Next = append(a.Next, shown[i])
		}
	}
	if err != nil {
		return nil, err
	}
	a.whole()
	if a.Away, err = awayToday(ctx, v, d); err != nil {
		return nil, err
	}
	f.Done, f.From = true, begin
	a.Done, err = v.CountTasks(ctx, to, f)
	return a, err
}

// whole sees to it that a list without anything in it is empty, and not absent.
func (a *TodayAnswer) whole() {
	for _, list := range []*[]Task{&a.Overdue, &a.Today, &a.Next, &a.Neglected} {
		if *list == nil {
			*list = []Task{}
		}
	}
}

func neglectRules(ctx context.Context, v *store.View) (map[int64]bool, error) {
	rules, err := v.TaskRules(ctx)
	of := map[int64]bool{}
	for _, r := range rules {
		of[r.ID] = r.When == task.Untouched
	}
	return of, err
}

func awayToday(ctx context.Context, v *store.View, d calendar.Day) ([]Named, error) {
	away := []Named{}
	list, err := v.Absences(ctx, 0, d)
	if err != nil {
		return nil, err
	}
	names, err := actorNames(ctx, v)
	for _, a := range list {
		if a.From <= d {
			away = append(away, Named{UserID(a.User), names[UserID(a.User)]})
		}
	}
	return away, err
}

// QuickAnswer is how one line would become a task.
type QuickAnswer struct {
	Title    string    `json:"title"`
	Kind     task.Kind `json:"kind"`
	Priority int       `json:"priority"`
	DueOn    *string   `json:"due_on"`
	DueAt    *string   `json:"due_at"`
}

type quickQuestion struct {
	Line string `query:"line" required:"true" maxLength:"500" doc:"Such as: Gọi chị Lan mai 9h."`
}

// quick reads a line while it is typed.
func (s *Server) quick(ctx context.Context, in *quickQuestion, _ Tell) (*QuickAnswer, error) {
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	q := task.ParseQuick(in.Line, s.Now().In(c.Zone()))
	a := &QuickAnswer{Title: q.Title, Kind: q.Kind, Priority: q.Priority, DueAt: instantOrNull(q.DueAt)}
	if q.DueDay != "" {
		a.DueOn = text(q.DueDay)
	}
	return a, nil
}
