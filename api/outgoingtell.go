package api

import (
	"cmp"
	"context"
	"encoding/json"

	"banhda/delight/ticket"
	"banhda/drive/flow"
	"banhda/hub/consent"
	"banhda/hub/message"
	"banhda/hub/person"
	"banhda/hub/record"
	"banhda/hub/timeline"
	"banhda/store"
)

const outgoingPrefix = "out_"

// OutgoingID writes a message's id as it is shown outside.
func OutgoingID(id int64) string {
	return outgoingPrefix + encodeID(scramble(uint64(id), outgoingPrefix))
}

// ParseOutgoingID reads what OutgoingID wrote.
func ParseOutgoingID(s string) (int64, error) { return parseID(s, outgoingPrefix, "a message") }

// toldAs is what the timeline is told of what became of messages; what is not here is not told.
var toldAs = map[message.State]string{message.Sent: "Message Sent", message.Held: "Message Held", message.Refused: "Message Refused", message.Failed: "Message Failed"}

// tellSent posts what became of messages to the log: one row for all of them.
func tellSent(ctx context.Context, t *store.Tx, fates []message.Fate, flights map[int64]flight) error {
	var events []timeline.Event
	for i := range fates {
		f := &fates[i]
		flight, ok := flights[f.ID]
		if name := toldAs[f.State]; ok && name != "" && flight.key != (person.Key{}) && !flight.key.Erased() {
			about, err := flight.answers(ctx, &t.View, f)
			if err != nil {
				return err
			}
			e, err := flight.event(name, f, about, t.Now())
			if err != nil {
				return err
			}
			events = append(events, e)
		}
	}
	if len(events) == 0 {
		return nil
	}
	return t.Post(ctx, flow.Row{Kind: flow.Events, Source: "messages", Count: int64(len(events)), Body: timeline.AppendRow(nil, events)})
}

// answers is the ticket that a message which left answers; nil: none.
func (f *flight) answers(ctx context.Context, v *store.View, fate *message.Fate) (*record.Record, error) {
	if f.Entry == 0 || fate.State != message.Sent {
		return nil, nil
	}
	author, _ := f.Data["by"].(string)
	return answeredTicket(ctx, v, f.Entry, author)
}

// event is what the person's timeline says of a message: of an answer to a ticket that it is one. That it waits is said once,
// however often it has to.
func (f *flight) event(name string, fate *message.Fate, about *record.Record, now int64) (e timeline.Event, err error) {
	said := map[string]any{}
	if about != nil {
		said = ticket.Answer(about)
	}
	said["channel"], said["message"], said["class"] = f.Channel, OutgoingID(f.ID), f.Class
	by, _ := f.Data["workflow"].(string) // so that a workflow does not hear its own messages
	if f.checked != "" && f.Class == consent.Advertising {
		said["do_not_call"] = f.checked // the proof that it was looked up
	}
	team, conversation, author := "marketing", "", ""
	if f.Entry != 0 {
		team, _ = f.Data["team"].(string)
		conversation, _ = f.Data["conversation"].(string)
		author, _ = f.Data["by"].(string)
	}
	if about != nil {
		name, team = ticket.RepliedEvent, ticket.Team
	}
	at, until := fate.At, ""
	if fate.State == message.Held {
		at, until = now, showInstant(fate.At)
	}
	for key, value := range map[string]string{"until": until, "conversation": conversation, "by": author, "workflow": by, "variant": f.Variant, "reason": string(fate.Reason), "article": fate.Reason.Article()} {
		if value != "" {
			said[key] = value
		}
	}
	e = timeline.Event{ID: "message-" + string(fate.State) + "-" + OutgoingID(f.ID), Name: name, At: at, Person: f.key.Identity(), Team: team, Campaign: campaignOf(&f.Message)}
	if cost := cmp.Or(fate.Cost, f.Cost); fate.State == message.Sent && cost > 0 {
		e.Cost = &cost
	}
	if e.Properties, err = json.Marshal(said); err != nil {
		return e, err
	}
	e.Clean()
	return e, e.Check()
}
