package store

import (
	"context"

	"banhda/hub/record"
)

// Export gives records of a type in order of their ids, after one, whatever became of them: for what takes everything
// out.
func (v *View) Export(ctx context.Context, typ record.Type, after int64, limit int) ([]record.Record, error) {
	return v.records(ctx, typ, "SELECT "+recordColumns+" FROM record WHERE type = ? AND id > ? ORDER BY id LIMIT ?", string(typ), after, limit)
}
