package storetest

import (
	"errors"
	"testing"

	"banhda/auth"
	"banhda/hub/search"
	"banhda/hub/task"
	"banhda/store"
)

func tasksTogether(_ *testing.T, b *bench) {
	var made []task.Task
	action := b.act(func(tx *store.Tx) error {
		for _, title := range []string{"Gọi khách Đà Lạt", "Gọi khách Huế", "Gửi báo giá", "Khảo sát"} {
			t, err := tx.AddTask(b.ctx, auth.Everything, task.Task{Title: title, Kind: task.ToDo, Owner: 1})
			if err != nil {
				return err
			}
			made = append(made, t)
		}
		return nil
	})
	b.addTask(task.Task{Title: "Đà Lạt: đặt phòng", Kind: task.ToDo, Owner: 2})
	found := func(typed string, reach auth.Reach) (titles []string) {
		q, _ := search.Parse(typed)
		b.view(func(v *store.View) error {
			list, _, err := v.LookTasks(b.ctx, reach, q, 2)
			for _, t := range list {
				titles = append(titles, t.Title)
			}
			return err
		})
		return titles
	}
	b.want("what a title is typed as comes first", found("goi khach hue", auth.Everything), []string{"Gọi khách Huế"})
	b.want("of equals the limit", found("goi", auth.Everything), []string{"Gọi khách Đà Lạt", "Gọi khách Huế"})
	b.want("within one's reach", found("da lat", auth.Reach{User: 2}), []string{"Đà Lạt: đặt phòng"})
	made[1].Title = "Gọi khách Huế, buổi sáng"
	made[2].DoneAt = b.now.Load()
	b.tx(func(tx *store.Tx) error {
		_, err1 := tx.SaveTask(b.ctx, auth.Everything, made[1])
		_, err2 := tx.SaveTask(b.ctx, auth.Everything, made[2])
		return errors.Join(err1, err2)
	})
	undo := func(to auth.Reach, restore bool) (removed int, undoing int64) {
		q := store.UndoQuestion{Action: action, Limit: 10, Restore: restore, Tasks: func(auth.Verb) auth.Reach { return to }}
		undoing = b.act(func(tx *store.Tx) (err error) {
			removed, err = tx.UndoMade(b.ctx, q)
			return err
		})
		return removed, undoing
	}
	removed, _ := undo(auth.Reach{User: 2}, false)
	b.want("what lies beyond reach stays", removed, 0)
	removed, undoing := undo(auth.Everything, false)
	b.want("what nobody touched goes", removed, 2)
	b.act(func(tx *store.Tx) error {
		u, err := tx.Undo(b.ctx, undoAll(undoing))
		b.want("and comes back", []any{u.Undone, u.Tasks[0].Title, u.Tasks[0].DeletedAt, len(u.Conflicts)}, []any{2, "Khảo sát", int64(0), 0})
		return err
	})
	b.act(func(tx *store.Tx) error {
		for _, is := range []int{0, 3} {
			now, err := tx.Task(b.ctx, auth.Everything, made[is].ID)
			if err != nil {
				return err
			}
			now.DeletedAt = tx.Now()
			if _, err := tx.SaveTask(b.ctx, auth.Everything, now); err != nil {
				return err
			}
		}
		return nil
	})
	b.view(func(v *store.View) error {
		list, err := v.TasksOf(b.ctx, action, 9)
		n, err2 := v.CountTasksOf(b.ctx, action)
		b.want("what is left", []any{n, list[0].ID, list[1].ID}, []any{int64(2), made[1].ID, made[2].ID})
		return errors.Join(err, err2)
	})
	removed, _ = undo(auth.Everything, true)
	b.want("what somebody changed goes where that is asked for, and what is done stays", removed, 1)
	b.refuses("restoring what is there", store.ErrNotFound, func(tx *store.Tx) error { return tx.RestoreTask(b.ctx, auth.Everything, made[2].ID) })
	b.refuses("restoring beyond reach", store.ErrNotFound, func(tx *store.Tx) error { return tx.RestoreTask(b.ctx, auth.Reach{User: 2}, made[0].ID) })
	b.tx(func(tx *store.Tx) error { return tx.RestoreTask(b.ctx, auth.Everything, made[0].ID) })
	b.want("what was removed is back", found("da lat", auth.Reach{User: 1}), []string{"Gọi khách Đà Lạt"})
	b.want("what another made stays", found("da lat", auth.Reach{User: 2}), []string{"Đà Lạt: đặt phòng"})
}

func arrangements(_ *testing.T, b *bench) {
	b.refuses("what nobody arranged", store.ErrNotFound, func(tx *store.Tx) error {
		_, err := tx.Arrangement(b.ctx, 7)
		return err
	})
	for _, body := range []string{`{"a":1}`, `{"a":2}`} {
		b.tx(func(tx *store.Tx) error { return tx.Arrange(b.ctx, 7, []byte(body)) })
		b.view(func(v *store.View) error {
			got, err := v.Arrangement(b.ctx, 7)
			b.want("what was arranged", string(got), body)
			return err
		})
	}
}
