package api

import (
	"context"

	"banhda/store"
)

// takeBackAction takes back what an action changed of records, as whoever undoes its act does; where it changed none,
// nothing.
func (s *Server) takeBackAction(ctx context.Context, action int64, tell Tell) (*UndoneAnswer, error) {
	var changes int64
	err := s.Records.View(ctx, func(v *store.View) (err error) {
		changes, err = v.CountChanges(ctx, action)
		return err
	})
	if err != nil || changes == 0 {
		return &UndoneAnswer{Conflicts: []ConflictSeen{}}, err
	}
	return s.undo(ctx, &actUndoOrder{ID: ActID(action)}, tell)
}
