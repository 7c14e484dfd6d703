package api

import (
	"cmp"
	"context"
	"slices"

	"banhda/auth"
	"banhda/drive/flow"
	"banhda/hub/person"
	"banhda/hub/timeline"
)

// AppendedAnswer says that events are on disk: they hold the entries First … Seq of the log and survive any crash.
type AppendedAnswer struct {
	First    int64 `json:"first"`
	Seq      int64 `json:"seq"`
	Appended int64 `json:"appended"`
}

type eventsOrder struct {
	Source  string `query:"source" default:"api" maxLength:"100" doc:"The sending system."`
	RawBody []byte `contentType:"application/json" doc:"An array of events: id, name, at (microseconds UTC), person, …"`
}

// rowEvents is how many events one row of the log holds at most.
const rowEvents = 1000

// appendEvents takes all of the given events or none. Events sent before change nothing, so an unanswered order
// may be repeated.
func (s *Server) appendEvents(ctx context.Context, in *eventsOrder, _ Tell) (*AppendedAnswer, error) {
	events, err := timeline.ReadRow(in.RawBody)
	if err != nil {
		return nil, invalid("the body is not an array of events: %v", err)
	}
	if len(events) == 0 {
		return nil, invalid("the array holds no event")
	}
	rows, err := eventRows(events, cmp.Or(cleanName(in.Source), apiKind), rankOf(ctx))
	if err != nil {
		return nil, err
	}
	if err := s.Log.Append(ctx, rows); err != nil {
		return nil, err
	}
	last := rows[len(rows)-1]
	return &AppendedAnswer{First: rows[0].Seq, Seq: last.Seq + last.Count - 1, Appended: int64(len(events))}, nil
}

// rankOf is how far is trusted who sends: somebody who signed in is staff, programs are servers.
func rankOf(ctx context.Context) person.Rank {
	if auth.From(ctx).Kind == auth.User {
		return person.StaffRank
	}
	return person.ServerRank
}

// eventRows checks events and packs them into rows of the log.
func eventRows(events []timeline.Event, source string, rank person.Rank) (rows []flow.Row, err error) {
	for i := range events {
		events[i].Clean()
		if err := events[i].Check(); err != nil {
			return nil, invalid("event %d: %v", i+1, err)
		}
	}
	for some := range slices.Chunk(events, rowEvents) {
		rows = append(rows, flow.Row{Kind: flow.Events, Source: source, Rank: rank, Count: int64(len(some)), Body: timeline.AppendRow(nil, some)})
	}
	return rows, nil
}
