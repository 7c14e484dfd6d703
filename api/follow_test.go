package api

import (
	"context"
	"testing"

	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/warehouse"
	"banhda/wheel"
)

// movesTold is a warehouse that tells of some moves.
type movesTold struct {
	warehouse.Warehouse
	list []warehouse.PastMove
}

func (m *movesTold) Moved(context.Context, warehouse.MovedQuestion) ([]warehouse.PastMove, error) {
	return m.list, nil
}

// TestATimersMoveIsToldBesideNews: who goes dormant by time is told of even where something happens to them right after; what an event
// changed of their past is not.
func TestATimersMoveIsToldBesideNews(t *testing.T) {
	f := &front{Server: &Server{}}
	f.Server.Warehouse = &movesTold{list: []warehouse.PastMove{{Person: 7, Move: wheel.Move{At: 5}}, {Person: 7, Move: wheel.Move{At: 40}}, {Person: 7, Move: wheel.Move{At: 60}}}}
	b := &follow.Batch{Place: follow.Place{At: 50}, Events: []follow.Event{{Event: flow.Event{At: 60}, Person: 7}}}
	if err := (happenings{f.Server}).moved(t.Context(), b, follow.Place{At: 30}); err != nil {
		t.Fatal(err)
	}
	if len(b.Moves) != 2 || b.Moves[0].At != 40 || b.Moves[1].At != 60 {
		t.Errorf("told are %+v", b.Moves)
	}
}
