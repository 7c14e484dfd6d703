package api

import (
	"context"

	"banhda/hub/record"
	"banhda/store"
)

// activityChange is something done to what belongs to a record: a note, a file.
type activityChange struct {
	verb  string
	entry map[string]string                                                // what the trail says of it
	do    func(t *store.Tx, about record.Ref) (id int64, err error)        // gives what was written or changed
	show  func(t *store.Tx, id int64, names map[string]string) (err error) // makes the answer of it, as it is then
}

// changeActivity does something to what belongs to a record as one act.
func (s *Server) changeActivity(ctx context.Context, in RecordPath, c activityChange, tell Tell) error {
	_, err := s.change(ctx, mutation{verb: c.verb, target: in.ID, entry: c.entry, also: func(ctx context.Context, t *store.Tx) error {
		names, about, err := s.activityOn(ctx, &t.View, in)
		if err != nil {
			return err
		}
		id, err := c.do(t, about)
		if err != nil {
			return err
		}
		return c.show(t, id, names)
	}}, tell)
	return err
}
