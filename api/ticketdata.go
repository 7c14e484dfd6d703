package api

import (
	"context"

	"banhda/auth"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// personTicket is one of somebody's tickets as it is handed out to them: the record, and what was said.
type personTicket struct {
	Ticket RecordAnswer         `json:"ticket"`
	Talk   []conversation.Entry `json:"talk"`
}

// ticketsHandedOut are all of somebody's tickets.
func ticketsHandedOut(ctx context.Context, v *store.View, who int64) (all []personTicket, err error) {
	ids, err := v.TicketsOf(ctx, auth.Everything, who, false, 100_000)
	if err != nil {
		return nil, err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Ticket, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		shown, err := showRecords(ctx, v, record.Ticket, []record.Record{found[id]})
		if err != nil {
			return nil, err
		}
		talk, err := v.TicketTalk(ctx, id, 0, 0, 100_000)
		if err != nil {
			return nil, err
		}
		all = append(all, personTicket{shown[0], said(talk)})
	}
	return all, nil
}

// said is what was said between somebody and the house: notes among colleagues are not theirs.
func said(talk []conversation.Entry) (list []conversation.Entry) {
	for _, e := range talk {
		if e.Kind == conversation.In || e.Kind == conversation.Out {
			list = append(list, e)
		}
	}
	return list
}
