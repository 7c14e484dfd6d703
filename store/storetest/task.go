package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/hub/calendar"
	kept "banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

func (b *bench) addTask(t task.Task) task.Task {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		t, err = tx.AddTask(b.ctx, auth.Everything, t)
		return err
	})
	return t
}

func (b *bench) tasks(reach auth.Reach, f store.TaskFilter) (titles []string) {
	b.t.Helper()
	if f.Limit == 0 {
		f.Limit = 100
	}
	b.view(func(v *store.View) error {
		list, err := v.Tasks(b.ctx, reach, f)
		for _, t := range list {
			titles = append(titles, t.Title)
		}
		n, err2 := v.CountTasks(b.ctx, reach, f)
		b.ok(err2)
		if f.Limit == 100 && f.AfterID == 0 {
			b.want("tasks counted", int(n), len(list))
		}
		return err
	})
	return titles
}

func tasks(t *testing.T, b *bench) {
	now := b.now.Load()
	mai := kept.Ref{Type: kept.Person, ID: 7}
	call := b.addTask(task.Task{Title: "Gọi", Kind: task.Call, DueAt: now + 10, Remind: []int{5, 60}, Owner: 1, About: mai, Creator: "usr_1",
		Repeat: &task.Repeat{Every: "week", On: []string{"mon"}}, Checklist: []task.Item{{Text: "báo giá", Done: true}}})
	b.addTask(task.Task{Title: "Không hạn", Kind: task.ToDo, Owner: 1})
	b.addTask(task.Task{Title: "Của nhóm", Kind: task.ToDo, DueAt: now + 5, Team: 3})
	b.addTask(task.Task{Title: "Của Minh", Kind: task.ToDo, DueAt: now + 10, Owner: 2, Snoozed: now + 50})
	b.view(func(v *store.View) error {
		got, err := v.Task(b.ctx, auth.Reach{User: 1}, call.ID)
		b.want("its repetition", *got.Repeat, *call.Repeat)
		got.Repeat = call.Repeat
		b.want("a task", got, call)
		return err
	})
	b.want("all, as they come up", b.tasks(auth.Everything, store.TaskFilter{}), []string{"Của nhóm", "Gọi", "Của Minh", "Không hạn"})
	b.want("one's own", b.tasks(auth.Reach{User: 1}, store.TaskFilter{}), []string{"Gọi", "Không hạn"})
	b.want("one's own and the team's", b.tasks(auth.Reach{User: 2, Teams: []int64{3}}, store.TaskFilter{}), []string{"Của nhóm", "Của Minh"})
	b.want("nobody's", len(b.tasks(auth.Reach{}, store.TaskFilter{})), 0)
	b.want("a team's and its members'", b.tasks(auth.Everything, store.TaskFilter{Team: 3, Members: []int64{2}}), []string{"Của nhóm", "Của Minh"})
	b.want("about somebody", b.tasks(auth.Everything, store.TaskFilter{About: mai}), []string{"Gọi"})
	b.want("between instants", b.tasks(auth.Everything, store.TaskFilter{From: now + 6, To: now + 11}), []string{"Gọi"})
	b.want("the page behind one", b.tasks(auth.Everything, store.TaskFilter{AfterAt: store.Comes(call), AfterID: call.ID, Limit: 1}), []string{"Của Minh"})
	call.DoneAt, call.DoneBy, call.Outcome = now+20, "usr_1", "reached"
	b.tx(func(tx *store.Tx) error {
		saved, err := tx.SaveTask(b.ctx, auth.Everything, call)
		b.want("its version", saved.Version, int64(2))
		return err
	})
	b.want("done", b.tasks(auth.Everything, store.TaskFilter{Done: true}), []string{"Gọi"})
	b.refuses("saving what somebody changed meanwhile", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.SaveTask(b.ctx, auth.Everything, call)
		return err
	})
	b.refuses("a task beyond one's reach", store.ErrOutside, func(tx *store.Tx) error {
		_, err := tx.AddTask(b.ctx, auth.Reach{User: 1}, task.Task{Title: "x", Kind: task.ToDo, Owner: 2})
		return err
	})
	b.refuses("reading beyond one's reach", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.Task(b.ctx, auth.Reach{User: 2}, call.ID)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.EraseTasks(b.ctx, mai) })
	b.want("after erasing", len(b.tasks(auth.Everything, store.TaskFilter{About: mai, Done: true})), 0)
}

func taskRules(t *testing.T, b *bench) {
	rule := task.Rule{Name: "Bỏ quên", Active: true, When: task.Untouched, Where: "stage = prospect", Days: 3, Title: "Gọi {name}", Kind: task.Call, Owner: 4, Team: 5}
	b.tx(func(tx *store.Tx) (err error) {
		rule.ID, err = tx.SaveTaskRule(b.ctx, rule)
		return err
	})
	b.view(func(v *store.View) error {
		list, err := v.TaskRules(b.ctx)
		b.want("rules", list, []task.Rule{rule})
		return err
	})
	made := task.Task{Title: "Gọi Mai", Kind: task.Call, Rule: rule.ID, Owner: 4, About: kept.Ref{Type: kept.Person, ID: 7}}
	made = b.addTask(made)
	b.refuses("a second open task about somebody", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddTask(b.ctx, auth.Everything, task.Task{Title: "x", Kind: task.Call, Rule: rule.ID, Owner: 4, About: made.About})
		return err
	})
	b.view(func(v *store.View) error {
		open, err := v.RuleTasks(b.ctx, rule.ID)
		b.want("its open tasks", open, map[int64]task.Task{7: made})
		return err
	})
	caused := b.addTask(task.Task{Title: "Trả lời Mai", Kind: task.Call, Owner: 4, Cause: "lead 3", About: made.About})
	b.view(func(v *store.View) error {
		open, err := v.CausedTasks(b.ctx, made.About, []string{"lead 3", "lead 4"})
		b.want("made for a cause", open, []task.Task{caused})
		return err
	})
	made.DoneAt = b.now.Load()
	b.tx(func(tx *store.Tx) (err error) {
		_, err = tx.SaveTask(b.ctx, auth.Everything, made)
		return err
	})
	again := b.addTask(task.Task{Title: "Sinh nhật", Kind: task.Call, Rule: rule.ID, Cause: "2026", Owner: 4, About: made.About})
	again.DoneAt = b.now.Load()
	b.tx(func(tx *store.Tx) (err error) {
		_, err = tx.SaveTask(b.ctx, auth.Everything, again)
		return err
	})
	b.refuses("a task for the same cause", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.AddTask(b.ctx, auth.Everything, task.Task{Title: "x", Kind: task.Call, Rule: rule.ID, Cause: "2026", Owner: 4, About: kept.Ref{Type: kept.Person, ID: 8}})
		return err
	})
	rule.Name = "Không ai hỏi thăm"
	b.tx(func(tx *store.Tx) error {
		_, err := tx.SaveTaskRule(b.ctx, rule)
		return err
	})
	b.addTask(task.Task{Title: "Còn mở", Kind: task.Call, Rule: rule.ID, Owner: 4, About: kept.Ref{Type: kept.Person, ID: 9}})
	b.tx(func(tx *store.Tx) error { return tx.RemoveTaskRule(b.ctx, rule.ID) })
	b.want("open tasks of a rule that is gone", len(b.tasks(auth.Everything, store.TaskFilter{Rule: rule.ID})), 0)
	b.refuses("saving a rule that is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.SaveTaskRule(b.ctx, rule)
		return err
	})
}

func absences(t *testing.T, b *bench) {
	tet := store.Absence{User: 1, Absence: calendar.Absence{From: calendar.Date(2027, 2, 4), To: calendar.Date(2027, 2, 12)}, Note: "về quê"}
	b.tx(func(tx *store.Tx) (err error) {
		tet.ID, err = tx.AddAbsence(b.ctx, tet)
		return err
	})
	away := func(user int64, from calendar.Day) (list []store.Absence) {
		b.view(func(v *store.View) (err error) {
			list, err = v.Absences(b.ctx, user, from)
			return err
		})
		return list
	}
	b.want("who is away", away(0, tet.To), []store.Absence{tet})
	b.want("who is away after it", len(away(0, tet.To+1)), 0)
	b.want("another's absences", len(away(2, tet.From)), 0)
	b.refuses("removing another's absence", store.ErrNotFound, func(tx *store.Tx) error { return tx.RemoveAbsence(b.ctx, tet.ID, 2) })
	b.tx(func(tx *store.Tx) error { return tx.RemoveAbsence(b.ctx, tet.ID, 1) })
	b.want("absences after removing", len(away(1, tet.From)), 0)
}
