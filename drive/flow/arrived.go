package flow

import (
	"encoding/json"
	"errors"
	"fmt"

	"banhda/hub/person"
	"banhda/hub/timeline"
)

// arrived is an event with its place in the log and what can be told from it alone.
type arrived struct {
	person.Arrival
	row     *Row
	event   *timeline.Event
	channel string
	fields  json.RawMessage
}

// arrive prepares an event. Those that cannot be taken in are refused before they reach the log, so an error here
// means that another version wrote it.
func arrive(row *Row, e *timeline.Event, seq int64) (arrived, error) {
	a := arrived{row: row, event: e, channel: timeline.Channel(e.Properties)}
	a.Arrival = person.Arrival{Seq: seq, ReceivedAt: row.ReceivedAt, At: e.At, ID: e.ID, Rank: row.Trust(), Name: e.Person.Name, Fields: e.Person.Fields}
	if a.Keys, _ = e.Person.Keys(); len(a.Keys) == 0 {
		return a, errors.New("the event names nobody")
	}
	if e.Referrer != nil {
		if k, reason := person.Normalise(*e.Referrer); reason == "" {
			a.Referrer = k
		}
	}
	if len(a.Fields) > 0 {
		var err error
		if a.fields, err = json.Marshal(a.Fields); err != nil {
			return a, fmt.Errorf("write its person's fields: %w", err)
		}
	}
	return a, nil
}

// stored is the event as projections take it in.
func (a *arrived) stored(who person.Answer, currency string) Event {
	e := a.event
	s := Event{
		Seq: a.Seq, Profile: who.Profile, At: e.At, ReceivedAt: a.ReceivedAt, ID: e.ID, Name: e.Name, Source: a.row.Source,
		Sale: e.Sale, Team: e.Team, Campaign: e.Campaign, Referrer: who.Referrer, Channel: a.channel,
		Properties: e.Properties, Import: a.row.Import,
	}
	if e.Value != nil {
		s.HasValue, s.Value, s.Currency = true, *e.Value, e.Currency
		if s.Currency == "" {
			s.Currency = currency
		}
	}
	if e.Cost != nil {
		s.HasCost, s.Cost = true, *e.Cost
	}
	return s
}
