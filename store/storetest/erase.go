package storetest

import (
	"encoding/json"
	"slices"
	"testing"

	"banhda/auth"
	kept "banhda/hub/record"
	"banhda/hub/task"
	"banhda/store"
)

// An erasure is kept until it is done, and then knows nothing any more.
func erasures(t *testing.T, b *bench) {
	b.note(store.Act{Actor: "usr_1", Verb: "erase", Target: "per_7"})
	var id int64
	b.tx(func(tx *store.Tx) (err error) {
		id, err = tx.AddErasure(b.ctx, 7)
		return err
	})
	waiting := func(state string) (list []store.Erasure) {
		b.view(func(v *store.View) (err error) {
			list, err = v.Erasures(b.ctx, state, 10)
			return err
		})
		return list
	}
	if list := waiting(store.ErasureWaiting); len(list) != 1 || list[0].ID != id || list[0].Person != 7 {
		t.Fatalf("waiting: %+v", list)
	}
	under := func() (found bool) {
		b.view(func(v *store.View) error {
			e, is, err := v.ErasureUnderWay(b.ctx, 7)
			found = is && e.ID == id
			return err
		})
		return found
	}
	for _, state := range []string{store.ErasureRunning, store.ErasureDone} {
		if !under() {
			t.Error("an erasure that is not done is not under way")
		}
		b.tx(func(tx *store.Tx) error {
			return tx.SaveErasure(b.ctx, store.Erasure{ID: id, State: state, Work: json.RawMessage(`{"ids":[7]}`)})
		})
	}
	if under() {
		t.Error("an erasure that is done is under way")
	}
	erased := func() (list []int64) {
		b.view(func(v *store.View) (err error) {
			list, err = v.ErasedAmong(b.ctx, []int64{6, 7})
			return err
		})
		return list
	}
	if list := erased(); len(list) != 1 || list[0] != 7 {
		t.Errorf("erased are %v", list)
	}
	if list := waiting(""); len(list) != 1 || list[0].State != store.ErasureDone || list[0].FinishedAt == 0 || string(list[0].Work) != "{}" {
		t.Errorf("done: %+v", list)
	}
}

// forgetting is what somebody leaves: their own goes, what others' texts say of them is made unreadable, and the trail
// stays whole.
func forgetting(t *testing.T, b *bench) {
	add := func(about kept.Ref, text string) {
		b.addNote(about, text)
		b.note(store.Act{Actor: "usr_1", Verb: "add", Target: "note", After: json.RawMessage(`"` + text + `"`)})
		b.tx(func(tx *store.Tx) error {
			_, err := tx.AddTask(b.ctx, auth.Everything, task.Task{Title: text, About: about})
			return err
		})
	}
	add(lan, "Lan thích cà phê")
	add(anh, "bạn của Lan@Example.com, gọi sau")
	add(anh, "không liên quan")
	var about []int64
	b.view(func(v *store.View) (err error) {
		about, err = v.TasksAbout(b.ctx, kept.Person, []int64{lan.ID})
		return err
	})
	if len(about) != 1 {
		t.Errorf("tasks about somebody: %v", about)
	}
	var out store.Forgotten
	b.tx(func(tx *store.Tx) (err error) {
		if _, err = tx.Note(b.ctx, store.Act{Actor: "system", Verb: "erased"}); err == nil {
			out, err = tx.Forget(b.ctx, store.Forgetting{IDs: []int64{lan.ID}, Targets: []string{"per_7"}, Needles: []string{"lan@example.com"}})
		}
		return err
	})
	if out.Values == 0 {
		t.Error("nothing went from the trail")
	}
	theirs, _ := b.noteTexts(lan, store.Page{Limit: 9})
	others, _ := b.noteTexts(anh, store.Page{Limit: 9})
	slices.Sort(others)
	b.want("their notes", theirs, []string(nil))
	b.want("others' notes", others, []string{"bạn của […], gọi sau", "không liên quan"})
	b.view(func(v *store.View) error {
		list, err := v.Tasks(b.ctx, auth.Everything, store.TaskFilter{Limit: 9})
		var titles []string
		for _, x := range list {
			titles = append(titles, x.Title)
		}
		slices.Sort(titles)
		b.want("tasks", titles, []string{"bạn của […], gọi sau", "không liên quan"})
		return err
	})
	if found := b.trail(nil); found.Break != nil || found.Absent != found.Erased {
		t.Errorf("the trail after it: %+v", found)
	}
}
