package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/task"
	"banhda/store"
)

// remindAgain sets the reminders of tasks that were taken back to what they were.
func remindAgain(ctx context.Context, tx *store.Tx, list []task.Task) error {
	c, err := readCalendar(ctx, &tx.View)
	for _, t := range list {
		if err == nil {
			err = remindOf(ctx, tx, t, c.Zone())
		}
		if err == nil && t.Snoozed > tx.Now() {
			err = enqueueReminder(ctx, tx, t.ID, t.Snoozed)
		}
	}
	return err
}

// showTaskConflict shows what of a task was left as it is: of one that is out of reach, that it is.
func showTaskConflict(ctx context.Context, v *store.View, c store.Conflict) (ConflictSeen, error) {
	shown := ConflictSeen{Type: auth.Tasks, ID: TaskID(c.Record)}
	t, err := v.Task(ctx, auth.From(ctx).Reach(auth.Tasks, auth.Read), c.Record)
	if err != nil {
		return shown, absent(err)
	}
	shown.Name, shown.Field, shown.Now, shown.Would = t.Title, c.Field, c.Now, c.Would
	return shown, nil
}
