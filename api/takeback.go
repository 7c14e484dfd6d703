package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/record"
	"banhda/store"
)

// TakenBack is what became of an action that was taken back.
type TakenBack struct {
	Undone int64 `json:"undone" doc:"records that were changed back"`
	// Left are values that somebody changed since: they are as they were left, the first hundred of them.
	Left  []LeftValue `json:"left"`
	Lefts int64       `json:"left_count"`
}

// LeftValue is a value that was left as it is.
type LeftValue struct {
	Type  string `json:"type"`
	ID    string `json:"id"`
	Field string `json:"field" doc:"empty: the record itself was changed since it was made"`
	Now   any    `json:"now"`
	Would any    `json:"would_be"`
}

// takenBackAtOnce is how many changes are taken back in one transaction: some tens of milliseconds.
const takenBackAtOnce = 500

// takeBackAction takes back all that was changed under an action, in pieces.
func (s *Server) takeBackAction(ctx context.Context, action int64, tell Tell) (*TakenBack, error) {
	a := &TakenBack{Left: []LeftValue{}}
	q := store.UndoQuestion{Action: action, Limit: takenBackAtOnce, Reach: func(t record.Type, v auth.Verb) auth.Reach { return reach(ctx, t, v) },
		Hidden: func(t record.Type) []string { return hidden(ctx, t) }}
	var first int64
	for {
		var u store.Undone
		err := s.Records.Tx(ctx, func(t *store.Tx) error {
			act, err := t.Note(ctx, store.Act{Actor: actorName(auth.From(ctx)), Verb: "undo", Target: ActID(action), Action: first})
			if err != nil {
				return err
			}
			if first == 0 {
				first = act
			}
			u, err = t.Undo(ctx, q)
			return err
		})
		if err != nil {
			return a, err
		}
		a.add(u)
		tell(Progress{Step: "undoing", Rows: a.Undone})
		if q.Before = u.Next; q.Before == 0 {
			return a, nil
		}
	}
}

func (a *TakenBack) add(u store.Undone) {
	a.Undone += int64(u.Undone)
	a.Lefts += int64(len(u.Conflicts))
	for _, c := range u.Conflicts {
		if len(a.Left) < 100 {
			a.Left = append(a.Left, LeftValue{c.Type.Plural(), refID(record.Ref{Type: c.Type, ID: c.Record}), c.Field, c.Now, c.Would})
		}
	}
}
