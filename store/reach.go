package store

import (
	"context"

	"banhda/auth"
	"banhda/hub/record"
)

// Within are the ids of the records of a type that lie within reach, in order: of those that are there and stand for
// themselves.
func (v *View) Within(ctx context.Context, reach auth.Reach, typ record.Type) ([]int64, error) {
	condition, args := v.within(reach)
	query := "SELECT id FROM record WHERE type = ? AND deleted_at = 0 AND into_id = 0" + condition + " ORDER BY id"
	return v.ids(ctx, query, append([]any{string(typ)}, args...)...)
}
