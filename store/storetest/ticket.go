package storetest

import (
	"slices"
	"strings"
	"testing"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/conversation"
	"banhda/hub/erasure"
	"banhda/hub/record"
	"banhda/store"
)

// carer looks after the tickets of somebody.
type carer struct{ kind }

func caring(b *bench) carer {
	b.an()
	return carer{kind{b, record.Ticket, "Máy không chạy"}}
}

func (b carer) happened(id int64) (list []string) {
	b.view(func(v *store.View) error {
		moments, err := v.TicketMoments(b.ctx, id)
		for _, m := range moments {
			list = append(list, string(m.Kind)+" "+m.From+">"+m.To)
		}
		return err
	})
	return list
}

// tickets: every change passes one place, what happened is kept in order, and the log hears of it once.
func tickets(t *testing.T, bare *bench) {
	b := caring(bare)
	r := b.make(record.Values{"kind": ticket.Complaint, "owner": int64(3)})
	if v := r.Values; v.Text("number") != "1" || v.Text("status") != "new" || v.Text("state") != "open" || v.Text("priority") != "normal" {
		t.Fatalf("a new ticket has %v", v)
	}
	b.now.Add(100)
	b.set(&r, record.Values{"owner": int64(4), "priority": "high"})
	b.now.Add(100)
	b.set(&r, record.Values{"replied_at": b.now.Load(), "status": "solved"})
	b.want("what happened", b.happened(r.ID), []string{"opened >new", "priority normal>high", "owner 3>4", "replied >", "solved new>solved"})
	said := strings.Join(b.saidOfOrders(), ", ")
	for _, name := range []string{ticket.OpenedEvent, ticket.ComplaintEvent, ticket.TransferredEvent, ticket.SolvedEvent} {
		if strings.Count(said, name) != 1 {
			t.Errorf("of %q the log says %s", name, said)
		}
	}
	b.view(func(v *store.View) error {
		ids, err := v.TicketsSolvedBefore(b.ctx, b.now.Load()+1, 5)
		b.want("solved", ids, []int64{r.ID})
		counts, err2 := v.TicketsIn(b.ctx, "status")
		if counts["solved"] != 1 || err2 != nil {
			t.Errorf("counted are %v, %v", counts, err2)
		}
		return err
	})
}

// ticketLists: the earliest deadline first, of equals the most urgent; a person's, a problem's, within reach.
func ticketLists(t *testing.T, bare *bench) {
	b := caring(bare)
	cause := b.make(record.Values{"kind": "problem", "owner": int64(3)})
	low := b.make(record.Values{"priority": "low", "problem": cause.ID, "owner": int64(3)})
	urgent := b.make(record.Values{"priority": "urgent", "problem": cause.ID})
	fields := record.Index(record.Standard(record.Ticket))
	var got []int64
	b.view(func(v *store.View) error {
		page, _, err := v.Find(b.ctx, store.Finding{Type: record.Ticket, Reach: auth.Everything, Limit: 10,
			Sort: []store.SortField{{Field: *fields["due_at"]}, {Field: *fields["priority"]}}})
		for _, r := range page {
			got = append(got, r.ID)
		}
		return err
	})
	b.want("in the order of work", got, []int64{urgent.ID, cause.ID, low.ID})
	b.view(func(v *store.View) error {
		behind, err := v.TicketsBehind(b.ctx, auth.Everything, cause.ID, 5)
		b.want("of a problem", behind, []int64{low.ID, urgent.ID})
		b.ok(err)
		theirs, err := v.TicketsOf(b.ctx, auth.Reach{User: 3}, 1, true, 5)
		b.want("of a person, within reach", theirs, []int64{low.ID, cause.ID})
		return err
	})
}

// ticketTalk: what was said belongs to one ticket; merging shows two talks as one and parting them is exact.
func ticketTalk(t *testing.T, bare *bench) {
	b := caring(bare)
	c := b.converse(conversation.Conversation{Person: 1})
	one := b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Email, Author: conversation.ThePerson, Text: "một", At: 10})
	two := b.say(conversation.Entry{Conversation: c.ID, Kind: conversation.In, Channel: conversation.Chat, Author: conversation.ThePerson, Text: "hai", At: 20})
	first, second := b.make(nil), b.make(nil)
	talk := func(id int64) (list []int64) {
		b.view(func(v *store.View) error {
			all, err := v.TicketTalk(b.ctx, id, 0, 0, 10)
			for _, e := range all {
				list = append(list, e.ID)
			}
			return err
		})
		return list
	}
	b.view(func(v *store.View) error {
		ids, err := v.Unticketed(b.ctx, c.ID, 0, 10)
		b.want("of no ticket", ids, []int64{one.ID, two.ID})
		return err
	})
	b.act(func(x *store.Tx) error { return x.GiveEntries(b.ctx, first.ID, []int64{one.ID}) })
	b.act(func(x *store.Tx) error { return x.GiveEntries(b.ctx, second.ID, []int64{two.ID}) })
	var merging int64
	b.act(func(x *store.Tx) error {
		merging = x.Act
		return x.Merge(b.ctx, auth.Everything, record.Ticket, second.ID, first.ID)
	})
	b.want("the talk of both", talk(first.ID), []int64{two.ID, one.ID})
	b.view(func(v *store.View) error {
		id, err := v.TicketOfEntry(b.ctx, two.ID)
		if id != first.ID {
			t.Errorf("what was said belongs to %d", id)
		}
		b.ok(err)
		parts, err := v.MergedTickets(b.ctx, first.ID)
		b.want("its parts", parts, []int64{second.ID})
		b.ok(err)
		heard, err := v.TicketHeard(b.ctx, first.ID, conversation.Chat)
		if heard.ID != two.ID {
			t.Errorf("heard last over the chat is %d", heard.ID)
		}
		b.ok(err)
		chosen, err := v.TicketEntries(b.ctx, first.ID, []int64{one.ID, two.ID, 999})
		if len(chosen) != 2 {
			t.Errorf("%d of three belong to it", len(chosen))
		}
		b.ok(err)
		of, err := v.TicketsOfConversation(b.ctx, c.ID)
		b.want("the tickets of the conversation", of, []int64{first.ID})
		return err
	})
	b.act(func(x *store.Tx) error {
		_, err := x.Undo(b.ctx, store.UndoQuestion{Action: merging, Limit: 50, Reach: func(record.Type, auth.Verb) auth.Reach { return auth.Everything },
			Tasks: func(auth.Verb) auth.Reach { return auth.Everything }, Hidden: func(record.Type) []string { return nil }})
		return err
	})
	b.want("parted again", talk(first.ID), []int64{one.ID})
	if got := b.happened(second.ID); !slices.Contains(got, "merged >1") || !slices.Contains(got, "parted 1>") {
		t.Errorf("of the one that was merged is kept %v", got)
	}
}

// ticketsForget: of who was erased the words of their tickets are gone, here and in the journal; what happened stays.
func ticketsForget(t *testing.T, bare *bench) {
	b := caring(bare)
	r := b.make(record.Values{"description": "máy ở nhà riêng"})
	b.act(func(x *store.Tx) error {
		_, err := x.Forget(b.ctx, store.Forgetting{IDs: []int64{1}})
		return err
	})
	b.view(func(v *store.View) error {
		now, err := v.Record(b.ctx, auth.Everything, record.Ticket, r.ID)
		if now.Name() != erasure.Mark || now.Values["description"] != nil || now.Values.Text("status") != "new" {
			t.Errorf("of a ticket of who was erased is left %v", now.Values)
		}
		b.ok(err)
		changes, err := v.Changes(b.ctx, store.ChangesQuestion{Type: record.Ticket, Record: r.ID, Limit: 50})
		for _, c := range changes {
			if c.After == "máy ở nhà riêng" || c.After == "Máy không chạy" {
				t.Errorf("the journal says %v", c)
			}
		}
		return err
	})
	if got := b.happened(r.ID); len(got) != 1 {
		t.Errorf("what happened is %v", got)
	}
}

// ticketSetup: how a house keeps its tickets is kept, and the fields of tickets follow.
func ticketSetup(t *testing.T, bare *bench) {
	b := caring(bare)
	setup := ticket.Default()
	setup.Statuses = append(setup.Statuses, ticket.Status{Label: record.Label{Vi: "Chờ kho", En: "Stock"}, Kind: ticket.OnOthers})
	b.ok(setup.Valid())
	b.act(func(x *store.Tx) error { return x.SaveTicketSetup(b.ctx, setup) })
	r := b.make(nil)
	b.set(&r, record.Values{"status": "stock"})
	if r.Values.Text("state") != "open" {
		t.Errorf("a ticket that waits for stock has %v", r.Values)
	}
	b.view(func(v *store.View) error {
		fields, err := v.Fields(b.ctx, record.Ticket)
		if status := record.Index(fields)["status"]; len(status.Options) != 7 {
			t.Errorf("there are the statuses %v", status.Options)
		}
		return err
	})
}
