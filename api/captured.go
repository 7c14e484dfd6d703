package api

import (
	"encoding/json"

	"banhda/attract/capture"
	"banhda/drive/flow"
	"banhda/hub/person"
)

// capturedKind is the kind of the log's rows that hold requests of a route.
func capturedKind(r capture.Route) flow.Kind { return flow.Kind("capture/" + r) }

// Decoders read the rows in which the door keeps requests, for the flow.
func Decoders() map[flow.Kind]flow.Decoder {
	all := map[flow.Kind]flow.Decoder{}
	for _, r := range capture.Routes {
		all[capturedKind(r)] = captured(r)
	}
	return all
}

// captured reads rows of one route.
type captured capture.Route

// Decode implements flow.Decoder.
func (c captured) Decode(row *flow.Row, currency string) ([]flow.Decoded, error) {
	r := capture.Request{Route: capture.Route(c), Body: row.Body, ReceivedAt: row.ReceivedAt, First: row.Seq, Calls: row.Count,
		Public: row.Trust() == person.BrowserRank, Currency: currency}
	calls := r.Read()
	all := make([]flow.Decoded, len(calls))
	for i := range calls {
		all[i] = flow.Decoded(calls[i])
	}
	return all, nil
}

// Items implements flow.Decoder.
func (c captured) Items(row *flow.Row) ([]json.RawMessage, error) {
	return capture.Items(capture.Route(c), row.Body), nil
}
