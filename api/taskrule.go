package api

import (
	"context"
	"errors"
	"fmt"

	"banhda/auth"
	"banhda/drive/job"
	"banhda/hub/calendar"
	"banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// TaskRule makes tasks by itself.
type TaskRule struct {
	ID string `json:"id"`
	task.Rule
	Owner *Named `json:"owner" doc:"whose task it becomes where the record has no owner"`
	Team  *Named `json:"team"`
	Open  int64  `json:"open" doc:"tasks it made that are open"`
}

// TaskRulesAnswer is the rules that make tasks.
type TaskRulesAnswer struct {
	Rules []TaskRule `json:"rules"`
}

func (s *Server) listTaskRules(ctx context.Context, _ *struct{}, _ Tell) (a *TaskRulesAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		a, err = readTaskRules(ctx, v)
		return err
	})
	return a, err
}

func readTaskRules(ctx context.Context, v *store.View) (*TaskRulesAnswer, error) {
	a := &TaskRulesAnswer{Rules: []TaskRule{}}
	n, err := namesOf(ctx, v, nil)
	if err != nil {
		return nil, err
	}
	rules, err := v.TaskRules(ctx)
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		open, err := v.CountTasks(ctx, auth.Everything, store.TaskFilter{Rule: r.ID})
		if err != nil {
			return nil, err
		}
		a.Rules = append(a.Rules, TaskRule{TaskRuleID(r.ID), r, n.user(r.Owner), n.team(r.Team), open})
	}
	return a, nil
}

type taskRuleBody struct {
	task.Rule
	Owner string `json:"owner,omitempty" doc:"whose task it becomes where the record has no owner"`
	Team  string `json:"team,omitempty"`
}

type newTaskRuleOrder struct {
	Body taskRuleBody
}

type taskRuleOrder struct {
	ID   string `path:"id"`
	Body taskRuleBody
}

func (s *Server) addTaskRule(ctx context.Context, in *newTaskRuleOrder, _ Tell) (*TaskRule, error) {
	return s.saveTaskRule(ctx, "task-rule-add", 0, in.Body)
}

func (s *Server) setTaskRule(ctx context.Context, in *taskRuleOrder, _ Tell) (*TaskRule, error) {
	id, err := ParseTaskRuleID(in.ID)
	if err != nil {
		return nil, err
	}
	return s.saveTaskRule(ctx, "task-rule-set", id, in.Body)
}

func (s *Server) saveTaskRule(ctx context.Context, verb string, id int64, b taskRuleBody) (shown *TaskRule, err error) {
	r, err := s.readTaskRule(ctx, id, b)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: verb, entry: b, made: func() string { return TaskRuleID(r.ID) }, also: func(ctx context.Context, t *store.Tx) error {
		if id == 0 {
			if err := roomForRule(t.TaskRules(ctx)); err != nil {
				return err
			}
		}
		if r.ID, err = t.SaveTaskRule(ctx, r); err != nil {
			return notFound(err, "there is no rule %s", TaskRuleID(id))
		}
		if err := t.Enqueue(ctx, rulesJob, string(rulesJob), []byte("{}"), t.Now()); err != nil {
			return err
		}
		a, err := readTaskRules(ctx, &t.View)
		for i := range a.Rules {
			if a.Rules[i].ID == TaskRuleID(r.ID) {
				shown = &a.Rules[i]
			}
		}
		return err
	}}, nil)
	return shown, err
}

// readTaskRule checks what is stated of a rule; its condition is bound, so that it can be understood.
func (s *Server) readTaskRule(ctx context.Context, id int64, b taskRuleBody) (r task.Rule, err error) {
	r = b.Rule
	r.ID, r.Name, r.Title = id, cleanName(r.Name), cleanName(r.Title)
	if r.Owner, err = orNone(b.Owner, ParseUserID); err != nil {
		return r, err
	}
	if r.Team, err = orNone(b.Team, ParseTeamID); err != nil {
		return r, err
	}
	if err := r.Check(); err != nil {
		return r, wrong(err)
	}
	_, err = s.understood(ctx, ruleType(r), r.Where)
	return r, err
}

// ruleType is what a rule is about.
func ruleType(r task.Rule) record.Type {
	if r.When == task.AfterSale {
		return record.Order
	}
	return record.Person
}

func (s *Server) removeTaskRule(ctx context.Context, in *taskOrder, _ Tell) (*RemovedAnswer, error) {
	id, err := ParseTaskRuleID(in.ID)
	if err != nil {
		return nil, err
	}
	_, err = s.change(ctx, mutation{verb: "task-rule-remove", target: in.ID, also: func(ctx context.Context, t *store.Tx) error { return t.RemoveTaskRule(ctx, id) }}, nil)
	return &RemovedAnswer{in.ID}, notFound(err, "there is no rule %s", in.ID)
}

// runTaskRules makes the tasks that rules ask for, and closes those that are no more asked for.
func (s *Server) runTaskRules(ctx context.Context, _ job.Job) error {
	var rules []task.Rule
	var c *calendar.Calendar
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		if rules, err = v.TaskRules(ctx); err == nil {
			c, err = readCalendar(ctx, v)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range rules {
		if !r.Active {
			continue
		}
		if e := s.runTaskRule(ctx, r, c); e != nil { // one rule that is wrong does not keep the others from being run
			err = errors.Join(err, fmt.Errorf("rule %q: %w", r.Name, e))
		}
	}
	return err
}

func (s *Server) runTaskRule(ctx context.Context, r task.Rule, c *calendar.Calendar) error {
	var open map[int64]task.Task
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		open, err = v.RuleTasks(ctx, r.ID)
		return err
	})
	if err != nil {
		return err
	}
	wanted := map[int64]bool{}
	err = s.matching(ctx, ruleType(r), r.Where, func(page []record.Record) (bool, error) {
		asked, err := s.askedFor(ctx, r, page, c)
		if err != nil {
			return false, err
		}
		for id := range asked {
			wanted[id] = true
		}
		return len(wanted) < mostWanted, s.makeTasks(ctx, r, page, asked, open, c)
	})
	if err != nil || r.When != task.Untouched || len(wanted) >= mostWanted { // then not everybody was looked at
		return err
	}
	return s.closeTouched(ctx, open, wanted)
}

// mostWanted is how many tasks one rule keeps open at most: more nobody does.
const mostWanted = 5000

// askedFor are those of some records that a rule wants a task about, with the cause.
func (s *Server) askedFor(ctx context.Context, r task.Rule, page []record.Record, c *calendar.Calendar) (map[int64]string, error) {
	asked := map[int64]string{}
	switch now := s.Now().UnixMicro(); r.When {
	case task.Birthday:
		today := c.Today(now)
		for _, p := range page {
			if day, ok := birthday(p, today, r.Days); ok {
				asked[p.ID] = fmt.Sprintf("%d %s", p.ID, day)
			}
		}
	case task.AfterSale:
		for _, o := range page {
			if placed, err := calendar.ParseDay(o.Values.Text("placed_on")); err == nil && due(r, placed, now, c) {
				asked[o.ID] = fmt.Sprint(o.ID)
			}
		}
	default:
		return s.untouched(ctx, page, r.Before(now, c))
	}
	return asked, nil
}

// birthday is somebody's next, where it is within some days.
func birthday(p record.Record, today calendar.Day, ahead int) (day calendar.Day, ok bool) {
	born, err := calendar.ParseDay(p.Values.Text("birthday"))
	if err != nil {
		return 0, false
	}
	lunar, _ := p.Values["birthday_lunar"].(bool)
	day = task.Falls(born, lunar, today)
	return day, day <= today+calendar.Day(ahead)
}

// saleLasts is how many days an order may be asked after once its time has come: older ones are let rest.
const saleLasts = 14

// due reports whether it is time to ask after an order.
func due(r task.Rule, placed calendar.Day, now int64, c *calendar.Calendar) bool {
	day := placed + calendar.Day(r.Days)
	if r.Working && r.Days > 0 {
		day = c.AddDays(placed, r.Days)
	}
	today := c.Today(now)
	return day <= today && today < day+saleLasts
}

// untouched are those whose last contact was before an instant; of whom no contact is known, those who were there before
// it. So a history that comes in late counts from what it tells, not from the day it came.
func (s *Server) untouched(ctx context.Context, page []record.Record, before int64) (map[int64]string, error) {
	ids := make([]int64, 0, len(page))
	since := make(map[int64]int64, len(page))
	for _, p := range page {
		ids = append(ids, p.ID)
		since[p.ID] = p.CreatedAt
	}
	contacts, err := s.contactsOf(ctx, ids)
	for id, at := range contacts {
		since[id] = at
	}
	asked := map[int64]string{}
	for id, at := range since {
		if at < before {
			asked[id] = ""
		}
	}
	return asked, err
}

// makeTasks makes the tasks a rule wants and has not made yet, a few in each transaction.
func (s *Server) makeTasks(ctx context.Context, r task.Rule, page []record.Record, asked map[int64]string, open map[int64]task.Task, c *calendar.Calendar) error {
	var list []record.Record
	for _, one := range page {
		_, wanted := asked[one.ID]
		if _, made := open[one.ID]; wanted && !made {
			list = append(list, one)
		}
	}
	for len(list) > 0 {
		some := list[:min(20, len(list))]
		list = list[len(some):]
		err := s.Records.Tx(ctx, func(t *store.Tx) error {
			for _, one := range some {
				if err := s.makeTask(ctx, t, r, one, asked[one.ID], c); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Server) makeTask(ctx context.Context, t *store.Tx, r task.Rule, about record.Record, cause string, c *calendar.Calendar) error {
	made := r.Make(about.Values.Text("name"), cause, about.Values.Int("owner"), about.Values.Int("team"), t.Now(), c)
	made.About = record.Ref{Type: about.Type, ID: about.ID}
	if err := made.Check(); err != nil {
		return err
	}
	made, err := t.AddTask(ctx, auth.Everything, made)
	if errors.Is(err, store.ErrConflict) {
		return nil // it was made before
	}
	if err == nil {
		err = remindOf(ctx, t, made, c.Zone())
	}
	return err
}

// closeTouched closes the tasks about people whom somebody was in touch with meanwhile, or whom the rule is not about any
// more.
func (s *Server) closeTouched(ctx context.Context, open map[int64]task.Task, wanted map[int64]bool) error {
	for id, is := range open {
		if wanted[id] {
			continue
		}
		err := s.Records.Tx(ctx, func(t *store.Tx) error {
			now, err := t.Task(ctx, auth.Everything, is.ID)
			if err != nil || now.DoneAt != 0 {
				return absent(err)
			}
			now.DoneAt, now.DoneBy = t.Now(), string(auth.System)
			_, err = t.SaveTask(ctx, auth.Everything, now)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
