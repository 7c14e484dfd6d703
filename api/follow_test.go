package api

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"banhda/drive/flow"
	"banhda/drive/follow"
	"banhda/hub/timeline"
	"banhda/store"
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

// arrivedEvents is a warehouse that holds some events.
type arrivedEvents struct {
	warehouse.Warehouse
	list []flow.Event
}

func (a *arrivedEvents) Catalogue(context.Context) (timeline.Catalogue, int64, error) {
	return timeline.Catalogue{}, 1, nil
}

func (a *arrivedEvents) Arrived(_ context.Context, _, _ int64, but []int64) (list []flow.Event, err error) {
	for _, e := range a.list {
		if !slices.Contains(but, e.Import) {
			list = append(list, e)
		}
	}
	return list, nil
}

func (a *arrivedEvents) Imported(context.Context, int64, int64) (map[int64][]int64, error) {
	profiles := map[int64][]int64{}
	for _, e := range a.list {
		if e.Import != 0 {
			profiles[e.Import] = append(profiles[e.Import], e.Profile)
		}
	}
	return profiles, nil
}

// TestHistoriesAreNoNews: nobody is told of events that an import brought, unless that was asked for; whom they and those that
// come late are about is looked up where somebody wants to know.
func TestHistoriesAreNoNews(t *testing.T) {
	f := newFront(t)
	var who []int64
	for _, name := range []string{"history", "asked", "late", "live"} {
		id, err := ParsePersonID(f.somebody(name + "@example.com"))
		if err != nil {
			t.Fatal(err)
		}
		who = append(who, id)
	}
	history, asked := int64(0), int64(0)
	f.tx(func(tx *store.Tx) (err error) {
		if history, err = tx.StartImport(t.Context(), store.Import{Source: "s", Name: "n"}); err != nil {
			return err
		}
		asked, err = tx.StartImport(t.Context(), store.Import{Source: "s", Name: "n", News: true})
		return err
	})
	hour := follow.StillNews.Microseconds()
	f.Server.Warehouse = &arrivedEvents{list: []flow.Event{{Seq: 1, Profile: who[0], Import: history}, {Seq: 2, Profile: who[1], Import: asked},
		{Seq: 3, Profile: who[2], ReceivedAt: hour + 1}, {Seq: 4, Profile: who[3], ReceivedAt: hour}, {Seq: 5, Profile: who[0], Import: history}}}
	for _, quiet := range []bool{true, false} {
		b, err := (happenings{f.Server}).Read(t.Context(), follow.Place{}, follow.Place{Seq: 5}, follow.Wants{Events: true, Quiet: quiet})
		if err != nil || len(b.Events) != 2 || b.Events[0].Person != who[1] || b.Events[1].Person != who[3] {
			t.Fatalf("told are %+v (%v)", b, err)
		}
		if want := []int64{who[0], who[2]}; quiet && fmt.Sprint(b.Quiet) != fmt.Sprint(want) {
			t.Errorf("quiet are %v, want %v", b.Quiet, want)
		}
		if slices.Contains(b.Quiet, who[0]) != quiet {
			t.Errorf("quiet are %v, wanted: %t", b.Quiet, quiet)
		}
	}
}
