package storetest

import (
	"testing"

	"banhda/auth"
	"banhda/hub/assignment"
	"banhda/store"
)

func assignmentRules(t *testing.T, b *bench) {
	one := assignment.Rule{Name: "Huế", Active: true, Where: `city = "Huế"`, Method: assignment.InTurn, Pool: []assignment.Member{{User: 1, Weight: 2}}, Load: assignment.Waiting, Reclaim: 8}
	two := assignment.Rule{Name: "Còn lại", Method: assignment.LeastLoaded, Pool: []assignment.Member{}, Team: 3, Load: assignment.Owned}
	b.tx(func(tx *store.Tx) (err error) {
		one.ID, err = tx.SaveAssignmentRule(b.ctx, one)
		b.ok(err)
		two.ID, err = tx.SaveAssignmentRule(b.ctx, two)
		return err
	})
	rules := func() (list []assignment.Rule) {
		b.view(func(v *store.View) (err error) {
			list, err = v.AssignmentRules(b.ctx)
			return err
		})
		return list
	}
	b.want("rules", rules(), []assignment.Rule{one, two})
	b.tx(func(tx *store.Tx) error { return tx.MoveAssignmentRule(b.ctx, two.ID, 1) })
	b.want("rules in another order", rules(), []assignment.Rule{two, one})
	b.tx(func(tx *store.Tx) error {
		b.ok(tx.SavePass(b.ctx, one.ID, 1, 5))
		b.ok(tx.SavePass(b.ctx, one.ID, 1, 7))
		b.ok(tx.SavePass(b.ctx, one.ID, 0, 3))
		passes, err := tx.Passes(b.ctx, one.ID)
		b.want("turns", passes, map[int64]int64{0: 3, 1: 7})
		b.ok(tx.Wait(b.ctx, store.Waits{Person: 9, Rule: one.ID, Since: 1}))
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.RemoveAssignmentRule(b.ctx, one.ID) })
	b.want("rules left", rules(), []assignment.Rule{two})
	b.view(func(v *store.View) error {
		queue, err := v.AssignmentQueue(b.ctx, store.Waits{}, 10)
		b.want("who waits for any rule", queue, []store.Waits{{Person: 9, Since: 1}})
		return err
	})
	b.refuses("saving a rule that is gone", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.SaveAssignmentRule(b.ctx, one)
		return err
	})
}

func assignments(t *testing.T, b *bench) {
	now := b.now.Load()
	b.tx(func(tx *store.Tx) error {
		for _, w := range []store.Waits{{Person: 5, Rule: 1, Since: 20}, {Person: 6, Rule: 1, Since: 10}, {Person: 7, Rule: 1, Since: 20}, {Person: 6, Rule: 2, Since: 99}} {
			b.ok(tx.Wait(b.ctx, w))
		}
		return tx.Skip(b.ctx, 2, now+5)
	})
	b.view(func(v *store.View) error {
		queue, err := v.AssignmentQueue(b.ctx, store.Waits{}, 2)
		b.want("who waits longest", queue, []store.Waits{{Person: 6, Rule: 2, Since: 10}, {Person: 5, Rule: 1, Since: 20}})
		rest, err2 := v.AssignmentQueue(b.ctx, queue[1], 2)
		b.want("who waits next", rest, []store.Waits{{Person: 7, Rule: 1, Since: 20}})
		skip, err3 := v.Skipping(b.ctx)
		b.want("who is skipped", skip, map[int64]int64{2: now + 5})
		b.ok(err2)
		b.ok(err3)
		return err
	})
	first := store.Assigned{At: now, Person: 6, User: 1, Rule: 2, Why: "turn", Open: true}
	b.tx(func(tx *store.Tx) (err error) {
		b.ok(tx.WaitNoMore(b.ctx, 6))
		first.ID, err = tx.Assign(b.ctx, first)
		return err
	})
	b.view(func(v *store.View) error {
		loads, err := v.Loads(b.ctx, false)
		b.want("who has how many", loads, map[int64]int{1: 1})
		watched, err2 := v.Watched(b.ctx, 0, 10)
		b.want("who is watched", watched, []store.Assigned{first})
		n, err3 := v.CountWaiting(b.ctx)
		b.want("how many wait", n, int64(2))
		b.ok(err2)
		b.ok(err3)
		return err
	})
	b.now.Add(9)
	back := store.Assigned{At: b.now.Load(), Person: 6, User: 3, Was: 1, Rule: 2, Why: "turn", Open: true}
	b.tx(func(tx *store.Tx) (err error) {
		back.ID, err = tx.Assign(b.ctx, back)
		return err
	})
	b.tx(func(tx *store.Tx) error {
		if _, err := tx.Note(b.ctx, store.Act{Actor: "system", Verb: "reclaim"}); err != nil {
			return err
		}
		_, err := tx.Assign(b.ctx, store.Assigned{Person: 99, Was: 4, Rule: 2, Why: "untouched"})
		return err
	})
	b.view(func(v *store.View) error {
		taken, err := v.TakenFrom(b.ctx, 4, 0, 10)
		b.want("taken back from one", len(taken), 1)
		none, err2 := v.Reclaimed(b.ctx, auth.Everything, 0)
		b.want("of whom nothing is known any more nobody is counted", len(none), 0)
		b.ok(err2)
		return err
	})
	first.Open = false
	b.view(func(v *store.View) error {
		log, err := v.Assignments(b.ctx, 6, 0, 10)
		b.want("who got somebody", log, []store.Assigned{back, first})
		skip, err2 := v.Skipping(b.ctx)
		b.want("who is skipped later", len(skip), 0)
		b.ok(err2)
		return err
	})
	b.tx(func(tx *store.Tx) error { return tx.Unwatch(b.ctx, 6) })
	b.tx(func(tx *store.Tx) error { return tx.EraseAssignments(b.ctx, 6) })
	b.view(func(v *store.View) error {
		log, err := v.Assignments(b.ctx, 0, 0, 10)
		b.want("after erasing", len(log), 1)
		return err
	})
}
