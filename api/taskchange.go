package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/drive/job"
	"banhda/hub/calendar"
	"banhda/hub/note"
	"banhda/hub/notice"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/hub/timeline"
	"banhda/store"
)

// TaskBody is what is stated of a task. What is left out stays as it is, or is as usual.
type TaskBody struct {
	Title     *string      `json:"title,omitempty" maxLength:"300"`
	Note      *string      `json:"note,omitempty" maxLength:"20000"`
	Kind      *task.Kind   `json:"kind,omitempty" enum:"todo,call,meeting,email"`
	Priority  *int         `json:"priority,omitempty" minimum:"-1" maximum:"1"`
	Due       *string      `json:"due,omitempty" doc:"A day, an instant, or empty: never."`
	Remind    *[]int       `json:"remind,omitempty" maxItems:"10" doc:"Minutes before; of a day before nine in the morning of it. Left out of a new task: fifteen minutes before, when it is due where that is sooner, or that morning."`
	Repeat    *task.Repeat `json:"repeat,omitempty"`
	Once      bool         `json:"once,omitempty" doc:"It repeats no more."`
	Checklist *[]task.Item `json:"checklist,omitempty" maxItems:"100"`
	Owner     *string      `json:"owner,omitempty" doc:"A user, me, or empty: nobody. Left out of a new task without a team: me."`
	Team      *string      `json:"team,omitempty" doc:"A team, or empty: none."`
	About     *string      `json:"about,omitempty" doc:"A record, or empty: none."`
}

// onto states a task anew.
func (b *TaskBody) onto(ctx context.Context, t *task.Task, zone *time.Location) (err error) {
	set(&t.Title, b.Title, cleanName)
	set(&t.Note, b.Note, cleanNote)
	set(&t.Kind, b.Kind, nil)
	set(&t.Priority, b.Priority, nil)
	set(&t.Remind, b.Remind, nil)
	set(&t.Checklist, b.Checklist, cleanItems)
	if b.Repeat != nil || b.Once {
		t.Repeat = b.Repeat
	}
	if b.Due != nil {
		err = setDue(t, *b.Due, zone)
	}
	if err == nil && b.Owner != nil {
		t.Owner, err = orNone(*b.Owner, func(s string) (int64, error) { return parseMe(ctx, s) })
	}
	if err == nil && b.Team != nil {
		t.Team, err = orNone(*b.Team, ParseTeamID)
	}
	if err == nil && b.About != nil {
		t.About = record.Ref{}
		if *b.About != "" {
			t.About, err = parseRef(*b.About)
		}
	}
	if err != nil {
		return err
	}
	return wrongOrNil(t.Check())
}

func set[T any](to *T, from *T, clean func(T) T) {
	if from == nil {
		return
	}
	*to = *from
	if clean != nil {
		*to = clean(*from)
	}
}

// cleanNote is a text of several lines in its one form; empty where there is none.
func cleanNote(s string) string {
	text, err := note.Clean(s)
	if err != nil && strings.TrimSpace(s) != "" {
		return s // too long: the task's own check says so
	}
	return text
}

func cleanItems(list []task.Item) []task.Item {
	for i := range list {
		list[i].Text = cleanName(list[i].Text)
	}
	return list
}

func orNone(s string, parse func(string) (int64, error)) (int64, error) {
	if s == "" {
		return 0, nil
	}
	return parse(s)
}

// wrongOrNil is an error of who asked.
func wrongOrNil(err error) error {
	if err == nil {
		return nil
	}
	return wrong(err)
}

func setDue(t *task.Task, due string, zone *time.Location) error {
	t.Snoozed = 0
	if _, err := calendar.ParseDay(due); err == nil || due == "" {
		return t.Due(due, 0, zone)
	}
	at, err := parseInstant("due", due, zone)
	if err == nil {
		err = t.Due("", at, zone)
	}
	return err
}

type newTaskOrder struct {
	Body struct {
		TaskBody
		Line string `json:"line,omitempty" maxLength:"500" doc:"In place of title, kind, priority and due: one line, such as Gọi chị Lan mai 9h."`
	}
}

func (s *Server) addTask(ctx context.Context, in *newTaskOrder, _ Tell) (shown *Task, err error) {
	c, err := s.calendar(ctx)
	if err != nil {
		return nil, err
	}
	t, err := newTask(ctx, in.Body.TaskBody, in.Body.Line, s.Now().UnixMicro(), c.Zone())
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "task-add", entry: in.Body, made: func() string { return shown.ID }, also: func(ctx context.Context, tx *store.Tx) error {
		shown, err = keepTask(ctx, tx, t, c.Zone())
		return err
	}}, nil)
	return shown, err
}

// usualReminder is how long before it is due somebody is reminded of a task, where nothing else is said.
const usualReminder = 15 * time.Minute

// newTask is a task as it is stated, and as its line says where there is one: of who asks, and reminded of as usual,
// where nothing else is said.
func newTask(ctx context.Context, body TaskBody, line string, now int64, zone *time.Location) (task.Task, error) {
	t := task.Task{Kind: task.ToDo, Creator: actorName(auth.From(ctx))}
	if line != "" {
		q := task.ParseQuick(line, time.UnixMicro(now).In(zone))
		t.Title, t.Kind, t.Priority = q.Title, q.Kind, q.Priority
		_ = t.Due(q.DueDay, q.DueAt, zone) // a day it has written itself
	}
	if err := body.onto(ctx, &t, zone); err != nil {
		return t, err
	}
	if body.Owner == nil && t.Team == 0 {
		t.Owner = auth.From(ctx).User()
	}
	if body.Remind == nil && t.DueAt != 0 {
		t.Remind = []int{0}
		if t.DueDay == "" && t.DueAt-now > usualReminder.Microseconds() { // else the usual moment has passed by
			t.Remind = []int{int(usualReminder.Minutes())}
		}
	}
	return t, nil
}

// keepTask adds a task within an act that is under way, and sees to it that who has to know does.
func keepTask(ctx context.Context, tx *store.Tx, t task.Task, zone *time.Location) (*Task, error) {
	if err := mayName(ctx, &tx.View, t.About); err != nil {
		return nil, err
	}
	if err := roomForTasks(ctx, &tx.View, t.Owner, 1); err != nil {
		return nil, err
	}
	t, err := tx.AddTask(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Create), t)
	if err == nil {
		err = orElse(remindOf(ctx, tx, t, zone), tellOwner(ctx, tx, task.Task{}, t))
	}
	if err != nil {
		return nil, err
	}
	return showOne(ctx, &tx.View, t)
}

// mayName refuses a record that who asks may not see.
func mayName(ctx context.Context, v *store.View, r record.Ref) error {
	if r.ID == 0 {
		return nil
	}
	_, err := v.Record(ctx, reach(ctx, r.Type, auth.Read), r.Type, r.ID)
	return notFound(err, "there is no record %s that you may see", refID(r))
}

type changeTaskOrder struct {
	ID   string `path:"id"`
	Body struct {
		TaskBody
		Version int64 `json:"version,omitempty" doc:"The version that was read: refused where somebody changed it meanwhile."`
	}
}

func (s *Server) changeTask(ctx context.Context, in *changeTaskOrder, _ Tell) (*Task, error) {
	return s.withTask(ctx, in.ID, "task-set", in.Body, func(ctx context.Context, tx *store.Tx, t *task.Task, c *calendar.Calendar) error {
		if in.Body.Version != 0 && in.Body.Version != t.Version {
			return errTaskChanged
		}
		if err := in.Body.onto(ctx, t, c.Zone()); err != nil {
			return err
		}
		return mayName(ctx, &tx.View, t.About)
	})
}

var errTaskChanged = refused(409, 0, "somebody changed this task meanwhile; look at it again")

// withTask changes one task in the transaction that notes it, and sees to it that who has to know does.
func (s *Server) withTask(ctx context.Context, id, verb string, entry any, do func(context.Context, *store.Tx, *task.Task, *calendar.Calendar) error) (shown *Task, err error) {
	_, err = s.change(ctx, mutation{verb: verb, target: id, entry: entry, also: func(ctx context.Context, tx *store.Tx) error {
		t, err := taskWithin(ctx, &tx.View, id, auth.Update)
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, &tx.View)
		if err != nil {
			return err
		}
		was := t
		if err := do(ctx, tx, &t, c); err != nil {
			return err
		}
		if t, err = tx.SaveTask(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Update), t); err == nil {
			err = orElse(remindOf(ctx, tx, t, c.Zone()), tellOwner(ctx, tx, was, t))
		}
		if err == nil {
			shown, err = showOne(ctx, &tx.View, t)
		}
		if err == nil {
			shown.Act = ActID(tx.Act)
		}
		return err
	}}, nil)
	return shown, err
}

type doneOrder struct {
	ID   string `path:"id"`
	Body struct {
		Outcome string `json:"outcome,omitempty" doc:"Of a call: reached, no_answer, busy, wrong_number; of a meeting: held, missed; of an e-mail: sent."`
		Note    string `json:"note,omitempty" maxLength:"5000" doc:"Is added to the task's."`
	}
}

// DoneAnswer is a task that was done, and the one that follows it.
type DoneAnswer struct {
	Task Task  `json:"task"`
	Next *Task `json:"next" doc:"of what repeats"`
}

// finishTask marks a task as done. What repeats comes again; what was contact is told to the person's timeline.
func (s *Server) finishTask(ctx context.Context, in *doneOrder, _ Tell) (*DoneAnswer, error) {
	a := &DoneAnswer{}
	shown, err := s.withTask(ctx, in.ID, "task-done", in.Body, func(ctx context.Context, tx *store.Tx, t *task.Task, c *calendar.Calendar) error {
		if t.DoneAt != 0 {
			return nil
		}
		if err := t.Finish(actorName(auth.From(ctx)), in.Body.Outcome, tx.Now()); err != nil {
			return wrong(err)
		}
		if more := cleanNote(in.Body.Note); more != "" {
			t.Note = strings.TrimPrefix(t.Note+"\n"+more, "\n")
			if err := t.Check(); err != nil {
				return wrong(err)
			}
		}
		return orElse(orElse(postContact(ctx, tx, *t), again(ctx, tx, *t, c, a)), s.stepOfTask(ctx, tx, t))
	})
	if err != nil {
		return nil, err
	}
	a.Task = *shown
	return a, nil
}

// again adds the task that follows one that repeats.
func again(ctx context.Context, tx *store.Tx, t task.Task, c *calendar.Calendar, a *DoneAnswer) error {
	next, ok := t.Next(c)
	if !ok {
		return nil
	}
	next, err := tx.AddTask(ctx, auth.Everything, next)
	if err == nil {
		err = remindOf(ctx, tx, next, c.Zone())
	}
	if err == nil {
		a.Next, err = showOne(ctx, &tx.View, next)
	}
	return err
}

// postContact tells the log that a person was called, met or written to, or was not there.
func postContact(ctx context.Context, tx *store.Tx, t task.Task) error {
	logged, ok := t.Logged()
	if !ok || t.About.Type != record.Person {
		return nil
	}
	key, err := tx.KeyOf(ctx, t.About.ID)
	if err != nil {
		return absent(err)
	}
	e, err := logged.Event(fmt.Sprintf("task-%d-%d", t.ID, t.DoneAt), key, t.DoneAt)
	if err != nil {
		return err
	}
	return tx.Post(ctx, flow.Row{Kind: flow.Events, Source: "tasks", Rank: person.StaffRank, Count: 1, Body: timeline.AppendRow(nil, []timeline.Event{e})})
}

// reopenTask takes back that a task was done. What came again stays, and what the timeline heard.
func (s *Server) reopenTask(ctx context.Context, in *taskOrder, _ Tell) (*Task, error) {
	return s.withTask(ctx, in.ID, "task-reopen", nil, func(_ context.Context, _ *store.Tx, t *task.Task, _ *calendar.Calendar) error {
		t.DoneAt, t.DoneBy, t.Outcome = 0, "", ""
		return nil
	})
}

type snoozeOrder struct {
	ID   string `path:"id"`
	Body struct {
		Until string `json:"until" doc:"A day, at eight in the morning of it, or an instant; empty: it is shown again."`
	}
}

// snoozeMorning is when what is put off to a day comes up, in minutes of it.
const snoozeMorning = 8 * 60

func (s *Server) snoozeTask(ctx context.Context, in *snoozeOrder, _ Tell) (*Task, error) {
	return s.withTask(ctx, in.ID, "task-snooze", in.Body, func(ctx context.Context, tx *store.Tx, t *task.Task, c *calendar.Calendar) (err error) {
		t.Snoozed = 0
		if in.Body.Until == "" {
			return nil
		}
		if d, err := calendar.ParseDay(in.Body.Until); err == nil {
			t.Snoozed = d.At(snoozeMorning, c.Zone()).UnixMicro()
		} else if t.Snoozed, err = parseInstant("until", in.Body.Until, c.Zone()); err != nil {
			return err
		}
		if t.Snoozed <= tx.Now() {
			return invalid("put it off to an instant that is still to come")
		}
		return enqueueReminder(ctx, tx, t.ID, t.Snoozed)
	})
}

func (s *Server) removeTask(ctx context.Context, in *taskOrder, _ Tell) (*RemovedAnswer, error) {
	_, err := s.change(ctx, mutation{verb: "task-remove", target: in.ID, also: func(ctx context.Context, tx *store.Tx) error {
		t, err := taskWithin(ctx, &tx.View, in.ID, auth.Delete)
		if err != nil {
			return err
		}
		t.DeletedAt = tx.Now()
		_, err = tx.SaveTask(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Delete), t)
		return err
	}}, nil)
	return &RemovedAnswer{in.ID}, err
}

// restoreTask puts a task back that was removed.
func (s *Server) restoreTask(ctx context.Context, in *taskOrder, _ Tell) (shown *Task, err error) {
	id, err := ParseTaskID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "task-restore", target: in.ID, also: func(ctx context.Context, tx *store.Tx) error {
		may := auth.From(ctx).Reach(auth.Tasks, auth.Delete)
		if err := tx.RestoreTask(ctx, may, id); err != nil {
			return notFound(err, "there is no removed task %s", in.ID)
		}
		t, err := tx.Task(ctx, may, id)
		if err != nil {
			return err
		}
		c, err := readCalendar(ctx, &tx.View)
		if err == nil {
			err = remindOf(ctx, tx, t, c.Zone())
		}
		if err == nil {
			shown, err = showOne(ctx, &tx.View, t)
		}
		if err == nil {
			shown.Act = ActID(tx.Act)
		}
		return err
	}}, nil)
	return shown, err
}

// reminderJob reminds of a task at an instant; its key is both.
const reminderJob job.Kind = "reminder"

type reminder struct {
	Task int64 `json:"task"`
	At   int64 `json:"at"`
}

// remindOf leaves jobs for a task's reminders that are to come. Those of times that do not hold any more find that out.
func remindOf(ctx context.Context, tx *store.Tx, t task.Task, zone *time.Location) error {
	for _, at := range t.ToCome(tx.Now(), zone) {
		if err := enqueueReminder(ctx, tx, t.ID, at); err != nil {
			return err
		}
	}
	return nil
}

func enqueueReminder(ctx context.Context, tx *store.Tx, id, at int64) error {
	body, err := json.Marshal(reminder{id, at})
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, reminderJob, fmt.Sprintf("%d %d", id, at), body, at)
}

// tellOwner tells a user of a task that somebody else gave them.
func tellOwner(ctx context.Context, tx *store.Tx, was, t task.Task) error {
	if t.Owner == 0 || t.Owner == was.Owner || t.Owner == auth.From(ctx).User() || t.DoneAt != 0 {
		return nil
	}
	data := map[string]string{"title": t.Title, "task": TaskID(t.ID), "by": cmp.Or(auth.From(ctx).Name, "")}
	return tx.Notify(ctx, t.Owner, notice.TaskGiven, strconv.FormatInt(t.ID, 10)+" "+strconv.FormatInt(t.Version, 10), t.About, data)
}
