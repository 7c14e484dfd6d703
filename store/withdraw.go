package store

import (
	"context"
	"database/sql"

	"banhda/hub/record"
)

// withdrawn stands in deleted_at of people of whom nothing is left to tell since an import was taken back: they are in no
// list and in no bin, and come back when something is told of them again.
const withdrawn = -1

// Told is a person and whether their record is withdrawn.
type Told struct {
	Person    int64
	Withdrawn bool
}

// Tellable gives people behind an id, in order, whose record stands or falls with what events say: nothing was set on
// them by hand, and nobody put them into the bin.
func (v *View) Tellable(ctx context.Context, after int64, limit int) (list []Told, err error) {
	query := `SELECT id, deleted_at <> 0 FROM record WHERE type = 'person' AND id > ? AND into_id = 0 AND (deleted_at = ? OR deleted_at = 0)
AND NOT EXISTS (SELECT 1 FROM own JOIN profile ON profile.id = own.person WHERE profile.person = record.id) ORDER BY id LIMIT ?`
	err = v.each(ctx, "reading who is told of", query, []any{after, withdrawn, limit}, func(rows *sql.Rows) error {
		var t Told
		err := rows.Scan(&t.Person, &t.Withdrawn)
		list = append(list, t)
		return err
	})
	return list, err
}

// AnyWithdrawn reports whether anybody's record is withdrawn.
func (v *View) AnyWithdrawn(ctx context.Context) (some bool, err error) {
	err = v.one(ctx, "looking for withdrawn people", "SELECT EXISTS (SELECT 1 FROM record WHERE type = 'person' AND deleted_at = ?)", []any{withdrawn}, &some)
	return some, err
}

// Withdraw takes people out of all lists, or brings them back.
func (t *Tx) Withdraw(ctx context.Context, people []int64, back bool) error {
	if len(people) == 0 {
		return nil
	}
	to := withdrawn
	if back {
		to = 0
	}
	in, arg := t.dialect.In("id", people)
	_, err := t.exec(ctx, "withdrawing people", "UPDATE record SET deleted_at = ? WHERE type = 'person' AND "+in, to, arg)
	t.touch(record.Person, people...)
	return err
}
