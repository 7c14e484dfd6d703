package api

import (
	"context"
	"encoding/json"
	"fmt"

	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/segment"
	"banhda/hub/timeline"
	"banhda/store"
)

// postedEvents is how many events one row of the outbox holds.
const postedEvents = 500

// tellOfSegment tells the log that people entered a segment, or left it.
func tellOfSegment(ctx context.Context, t *store.Tx, one segment.Saved, event string, people []int64) error {
	properties, err := json.Marshal(map[string]string{"segment": SegmentID(one.ID), "segment_name": one.Name})
	if err != nil {
		return err
	}
	return postEvents(ctx, t, segmentFollower, people, func(person int64) timeline.Event {
		id := fmt.Sprintf("segment-%d-%d-%d-%s", one.ID, person, t.Now(), event)
		return timeline.Event{ID: id, Name: event, At: t.Now(), Properties: properties}
	})
}

// postEvents leaves events of people for the log, one of each. Who is known by nothing is left out.
func postEvents(ctx context.Context, t *store.Tx, source string, people []int64, event func(person int64) timeline.Event) error {
	profiles, err := t.ProfilesOf(ctx, people)
	if err != nil {
		return err
	}
	known := map[int64]person.Key{}
	for _, p := range profiles {
		if _, ok := known[p.Person]; !ok {
			known[p.Person] = p.Key
		}
	}
	var events []timeline.Event
	for _, id := range people {
		key, ok := known[id]
		if !ok {
			continue
		}
		e := event(id)
		e.Person = key.Identity()
		e.Clean()
		if err := e.Check(); err != nil {
			return err
		}
		events = append(events, e)
	}
	for from := 0; from < len(events); from += postedEvents {
		part := events[from:min(len(events), from+postedEvents)]
		row := flow.Row{Kind: flow.Events, Source: source, Count: int64(len(part)), Body: timeline.AppendRow(nil, part)}
		if err := t.Post(ctx, row); err != nil {
			return err
		}
	}
	return nil
}
