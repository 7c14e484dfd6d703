package storetest

import (
	"testing"

	"banhda/drive/workflow"
	"banhda/store"
)

func (b *bench) workflow(name string) (w workflow.Workflow) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) (err error) {
		w, err = tx.AddWorkflow(b.ctx, workflow.Workflow{Name: name, State: workflow.Drafted, Draft: []byte(`{"start":"a"}`), Publisher: 3, Recipe: "welcome", Hook: "h"})
		return err
	})
	return w
}

func workflows(t *testing.T, b *bench) {
	w := b.workflow("Chào mừng")
	b.workflow("Nhắc hẹn")
	found := func() (found workflow.Workflow) {
		b.view(func(v *store.View) (err error) {
			found, err = v.Workflow(b.ctx, w.ID)
			return err
		})
		return found
	}
	b.want("as it was added", found(), w)
	stale := w
	w.State, w.Version, w.Draft, w.Name = workflow.Active, 1, nil, "Chào khách mới"
	b.tx(func(tx *store.Tx) error {
		if err := tx.AddWorkflowVersion(b.ctx, w.ID, store.WorkflowVersion{Version: 1, Definition: []byte(`{"start":"a"}`), Publisher: 3}); err != nil {
			return err
		}
		saved, err := tx.SaveWorkflow(b.ctx, w)
		w = saved
		return err
	})
	b.want("published", found(), w)
	b.refuses("one that was changed meanwhile", store.ErrConflict, func(tx *store.Tx) error {
		_, err := tx.SaveWorkflow(b.ctx, stale)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.Scanned(b.ctx, w.ID, "2026-11-22") })
	b.want("the day looked at", found().Scanned, "2026-11-22")
	b.view(func(v *store.View) error {
		list, err := v.Workflows(b.ctx)
		b.want("how many", len(list), 2)
		versions, err2 := v.WorkflowVersions(b.ctx, w.ID)
		b.ok(err2)
		b.want("its versions", versions, []store.WorkflowVersion{{Version: 1, Definition: []byte(`{"start":"a"}`), Publisher: 3, At: b.now.Load()}})
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveWorkflow(b.ctx, w.ID) })
	b.refuses("one that was removed", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.WorkflowVersion(b.ctx, w.ID, 1)
		return err
	})
}

// enters lets somebody in, and gives the run; id 0: they did not enter.
func (b *bench) enters(w workflow.Workflow, person int64, cause string, due int64) (r workflow.Run) {
	b.t.Helper()
	b.tx(func(tx *store.Tx) error {
		r = workflow.Run{Workflow: w.ID, Version: 1, Person: person, Trigger: "lead", Cause: cause, Began: b.now.Load(),
			State: workflow.State{Node: "a", Due: due, Since: b.now.Load(), Arms: map[string]int{"half": 1}}}
		entered, err := tx.EnterRuns(b.ctx, []workflow.Run{r})
		if len(entered) == 1 {
			r = entered[0]
		}
		return err
	})
	return r
}

func workflowRuns(t *testing.T, b *bench) {
	w, now := b.workflow("Chào mừng"), b.now.Load()
	first := b.enters(w, 7, "lead e1", now)
	b.want("entered by the same cause again", b.enters(w, 7, "lead e1", now).ID, int64(0))
	second, later := b.enters(w, 7, "lead e2", now-5), b.enters(w, 8, "lead e1", now+10)
	b.view(func(v *store.View) error {
		due, err := v.DueRuns(b.ctx, w.ID, 10)
		b.want("those due", due, []workflow.Run{second, first})
		next, err2 := v.NextDue(b.ctx, w.ID)
		b.ok(err2)
		b.want("the next", next, now-5)
		past, err3 := v.Pasts(b.ctx, w.ID, []int64{7, 9})
		b.ok(err3)
		b.want("what was before", past, map[int64]workflow.Past{7: {Runs: 2, In: true, Last: now, Today: 2}})
		return err
	})
	second.Node, second.Due, second.Outcome, second.Ended, second.Action = "z", 0, workflow.Goaled, now, 99
	first.Waiting, first.Due, first.Node = true, now+20, "b"
	said := workflow.Entry{Effect: workflow.Effect{Node: "a", Kind: workflow.Act}, Why: "không có e-mail", Made: []workflow.Made{{Kind: "task", ID: 4}}}
	b.tx(func(tx *store.Tx) error {
		return tx.SaveRuns(b.ctx, []workflow.Run{first, second}, []workflow.Line{{Run: second.ID, At: now, Entry: said}, {Run: first.ID, At: now}, {Run: second.ID, At: now + 1}})
	})
	b.view(func(v *store.View) error {
		got, err := v.Run(b.ctx, second.ID)
		b.want("as it was saved", got, second)
		lines, err2 := v.Lines(b.ctx, second.ID, 0, 10)
		b.ok(err2)
		b.want("lines", len(lines), 2)
		b.want("the first", lines[0].Entry, said)
		of, err3 := v.LinesOf(b.ctx, 7, store.Page{Limit: 2})
		b.ok(err3)
		b.want("somebody's last line", of[0].ID, lines[1].ID)
		rest, err4 := v.LinesOf(b.ctx, 7, store.Page{At: of[1].At, ID: of[1].ID, Limit: 2})
		b.ok(err4)
		b.want("the page behind", rest, []workflow.Line{lines[0]})
		tallies, err5 := v.Tallies(b.ctx, w.ID)
		b.ok(err5)
		b.want("who is where", tallies, []workflow.Tally{{Version: 1, Node: "a", People: 1}, {Version: 1, Node: "b", People: 1}})
		outcomes, err6 := v.Outcomes(b.ctx)
		b.ok(err6)
		b.want("how they ended", outcomes[w.ID], map[workflow.Outcome]int64{"": 2, workflow.Goaled: 1})
		page, err7 := v.Runs(b.ctx, store.RunsQuestion{Workflow: w.ID, Limit: 1})
		b.ok(err7)
		b.want("the newest under way", page, []workflow.Run{later})
		page, err8 := v.Runs(b.ctx, store.RunsQuestion{Workflow: w.ID, Limit: 9, Before: later.ID, All: true})
		b.ok(err8)
		b.want("the page behind", page, []workflow.Run{second, first})
		return err
	})
	b.refuses("a workflow somebody is in", store.ErrConflict, func(tx *store.Tx) error { return tx.RemoveWorkflow(b.ctx, w.ID) })
}

func workflowPeople(t *testing.T, b *bench) {
	w, now := b.workflow("Chào mừng"), b.now.Load()
	b.enters(w, 7, "lead e1", now)
	moved, stays := b.enters(w, 7, "lead e2", now), b.enters(w, 8, "lead e1", now)
	b.tx(func(tx *store.Tx) error { return tx.JoinRuns(b.ctx, 7, 8) })
	under := func() (ids []int64) {
		b.view(func(v *store.View) error {
			list, err := v.RunsUnderWay(b.ctx, []int64{7, 8})
			for _, r := range list {
				if ids = append(ids, r.ID); r.Person != 8 {
					t.Errorf("a run of %d", r.Person)
				}
			}
			return err
		})
		return ids
	}
	b.want("the runs of who is one now", under(), []int64{moved.ID, stays.ID})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "test", Verb: "erase"}); err != nil {
			return err
		}
		_, err := tx.Forget(b.ctx, store.Forgetting{IDs: []int64{8}, Targets: []string{"per_x"}, Needles: []string{"0912000111"}})
		return err
	})
	b.want("of who was forgotten", len(under()), 0)
}
