package api

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/conversation"
	"banhda/hub/record"
	"banhda/store"
)

// ticketData is under which key an entry, or what is about to become one, names its ticket; newTicket stands there for
// one that is to be opened whatever others there are.
const (
	ticketData = "ticket"
	newTicket  = "new"

	aboutKind  = "ticket-kind"  // the type a new one is to have
	aboutOrder = "ticket-order" // the order it is about
)

// ticketHeard lets what a customer wrote belong to a ticket: to the one it answers, else to their ticket that is open or
// was solved lately, else, where the house wants that, to a new one.
func (s *Server) ticketHeard(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry, in *conversation.Incoming) error {
	setup, err := t.TicketSetup(ctx)
	if err != nil {
		return err
	}
	r, err := ticketFor(ctx, &t.View, &setup, c, e, in)
	if err != nil {
		return err
	}
	if r.ID == 0 {
		if in.Data[ticketData] != newTicket && !opensTicket(&setup, c, in) {
			return nil
		}
		values, err := valuesOf(ctx, &t.View, &setup, c, in)
		if err == nil {
			_, err = openTicketIn(ctx, t, c, []int64{e.ID}, values)
		}
		return err
	}
	if err := t.GiveEntries(ctx, r.ID, []int64{e.ID}); err != nil {
		return err
	}
	_, err = t.Update(ctx, auth.Everything, record.Ticket, r.ID, record.Values{"heard_at": max(e.At, r.Values.Int("heard_at")+1)}, 0)
	return err
}

// valuesOf are the values of a ticket that what was written asks for.
func valuesOf(ctx context.Context, v *store.View, setup *ticket.Setup, c *conversation.Conversation, in *conversation.Incoming) (record.Values, error) {
	values := record.Values{"name": ticketSubject(in.Subject, in.Text)}
	if in.Data["by"] == ticket.ByPortal {
		values["channel"] = ticket.ByPortal
	}
	if kind := in.Data[aboutKind]; setup.Type(kind) != nil {
		values["kind"] = kind
	}
	if ref, err := parseRef(in.Data[aboutOrder]); err == nil && ref.Type == record.Order {
		theirs, err := ordersOf(ctx, v, c.Person)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(theirs, func(o record.Record) bool { return o.ID == ref.ID }) {
			values["order"] = ref.ID
		}
	}
	return values, nil
}

// opensTicket reports whether whoever writes over a channel gets a ticket by itself. What a bot has waits until it hands over.
func opensTicket(setup *ticket.Setup, c *conversation.Conversation, in *conversation.Incoming) bool {
	return !c.Bot && (slices.Contains(setup.Channels, in.Channel) || in.Data["mailbox"] != "" && slices.Contains(setup.Mailboxes, in.Data["mailbox"]))
}

// ticketFor is the ticket that what was written belongs to; no id: none.
func ticketFor(ctx context.Context, v *store.View, setup *ticket.Setup, c *conversation.Conversation, e *conversation.Entry, in *conversation.Incoming) (r record.Record, err error) {
	if in.Data[ticketData] == newTicket {
		return r, nil
	}
	ids, err := ticketsNamed(ctx, v, in)
	if err != nil {
		return r, err
	}
	theirs, err := v.TicketsOf(ctx, auth.Everything, c.Person, false, 20)
	if err != nil {
		return r, err
	}
	found, err := v.RecordsByID(ctx, auth.Everything, record.Ticket, append(slices.Clone(ids), theirs...))
	if err != nil {
		return r, err
	}
	for _, id := range ids {
		if one, ok := found[id]; ok && setup.Takes(&one, e.At) {
			return one, nil
		}
	}
	for _, id := range theirs {
		if one, ok := found[id]; ok && setup.Takes(&one, e.At) && cmp.Or(cmp.Compare(nearness(&one), nearness(&r)), cmp.Compare(touchedAt(&one), touchedAt(&r))) > 0 {
			r = one
		}
	}
	return r, nil
}

// nearness puts open tickets before those that were solved; none last.
func nearness(r *record.Record) int {
	switch {
	case r.ID == 0:
		return 0
	case ticket.StateOf(r) == ticket.Open:
		return 2
	}
	return 1
}

// touchedAt is when something was said about a ticket last.
func touchedAt(r *record.Record) int64 {
	return max(r.Values.Int("heard_at"), r.Values.Int("replied_at"), r.Values.Int("opened_at"))
}

// ticketsNamed are the tickets that what was written names: by where it was written, or by what it answers.
func ticketsNamed(ctx context.Context, v *store.View, in *conversation.Incoming) (ids []int64, err error) {
	if r, err := parseRef(in.Data[ticketData]); err == nil && r.Type == record.Ticket {
		ids = append(ids, r.ID)
	}
	for _, key := range in.References {
		if key == "" {
			continue
		}
		said, err := v.EntryOfKey(ctx, in.Channel, key)
		if err != nil {
			if absent(err) != nil {
				return nil, err
			}
			continue
		}
		id, err := v.TicketOfEntry(ctx, said.ID)
		if absent(err) != nil {
			return nil, err
		}
		if err == nil {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// longestSubject is how many letters of what was written a ticket is called by.
const longestSubject = 100

// ticketSubject is what a ticket is called: by its subject, else by the beginning of its text.
func ticketSubject(subject, text string) string {
	name := []rune(cmp.Or(strings.Join(strings.Fields(subject), " "), conversation.Preview(text), "—"))
	if len(name) > longestSubject {
		return string(name[:longestSubject-1]) + "…"
	}
	return string(name)
}

// openTicketIn opens a ticket of what was said in a conversation, for its person. values stand over what follows from it.
func openTicketIn(ctx context.Context, t *store.Tx, c *conversation.Conversation, entries []int64, values record.Values) (r record.Record, err error) {
	said, err := t.EntriesByID(ctx, entries)
	if err != nil {
		return r, err
	}
	set := record.Values{"person": c.Person, "channel": string(c.Channel)}
	if c.Assignee != 0 {
		set["owner"] = c.Assignee
	}
	if c.Team != 0 {
		set["team"] = c.Team
	}
	asked := ""
	for _, id := range entries {
		if e, ok := said[id]; ok && e.Conversation == c.ID {
			if e.Kind == conversation.In && !e.Machine {
				asked = cmp.Or(asked, e.Text)
			}
			ticketSaid(set, &e)
		}
	}
	about, err := personRecord(ctx, &t.View, c.Person)
	if absent(err) != nil {
		return r, err
	}
	if firm := about.Values.Int("company"); firm != 0 {
		set["company"] = firm
	}
	if set["name"] == nil {
		set["name"] = ticketSubject(c.Subject, cmp.Or(asked, c.Preview))
	}
	if r, err = t.Create(ctx, reach(ctx, record.Ticket, auth.Create), record.Ticket, 0, set.With(values)); err != nil {
		return r, err
	}
	return r, t.GiveEntries(ctx, r.ID, entries)
}

// ticketSaid keeps of something said what it means for its ticket: since when they ask, and whether they were answered.
func ticketSaid(set record.Values, e *conversation.Entry) {
	switch {
	case e.Kind == conversation.In && !e.Machine:
		if set["opened_at"] == nil {
			set["opened_at"] = e.At
		}
		set["heard_at"] = e.At
		if set["name"] == nil && e.Subject != "" {
			set["name"] = ticketSubject(e.Subject, e.Text)
		}
	case e.Kind == conversation.Out && !conversation.Automatic(e.Author) && set["heard_at"] != nil:
		set["replied_at"] = e.At
	}
}

// ticketAnswered lets an answer belong to the ticket it names, else to the one that was written about last in its
// conversation and is open.
func (s *Server) ticketAnswered(ctx context.Context, t *store.Tx, c *conversation.Conversation, e *conversation.Entry) error {
	id, err := ticketSpokenOf(ctx, &t.View, c, e)
	if err != nil || id == 0 {
		return err
	}
	if err := t.GiveEntries(ctx, id, []int64{e.ID}); err != nil || conversation.Automatic(e.Author) {
		return err
	}
	r, err := t.Record(ctx, auth.Everything, record.Ticket, id)
	if err != nil || r.DeletedAt != 0 {
		return absent(err)
	}
	_, err = t.Update(ctx, auth.Everything, record.Ticket, id, record.Values{"replied_at": max(e.At, r.Values.Int("replied_at")+1, r.Values.Int("heard_at"))}, 0)
	return err
}

func ticketSpokenOf(ctx context.Context, v *store.View, c *conversation.Conversation, e *conversation.Entry) (int64, error) {
	if r, err := parseRef(e.Data[ticketData]); err == nil && r.Type == record.Ticket {
		return r.ID, nil
	}
	heard, err := v.LastHeard(ctx, c.ID, "")
	if err != nil {
		return 0, absent(err)
	}
	id, err := v.TicketOfEntry(ctx, heard.ID)
	if err != nil {
		return 0, absent(err)
	}
	r, err := v.Record(ctx, auth.Everything, record.Ticket, id)
	if err != nil || r.DeletedAt != 0 || ticket.StateOf(&r) != ticket.Open {
		return 0, absent(err)
	}
	return id, nil
}

// answeredTicket is the ticket that what somebody of the house said answers; nil: none.
func answeredTicket(ctx context.Context, v *store.View, entry int64, author string) (*record.Record, error) {
	if conversation.Automatic(author) {
		return nil, nil
	}
	id, err := v.TicketOfEntry(ctx, entry)
	if err != nil {
		return nil, absent(err)
	}
	r, err := v.Record(ctx, auth.Everything, record.Ticket, id)
	if err != nil {
		return nil, absent(err)
	}
	return &r, nil
}

// ticketTakenBack lets a ticket's customer wait again after an answer was taken back before it left; 0: it was of none.
func ticketTakenBack(ctx context.Context, t *store.Tx, id int64, e *conversation.Entry) error {
	if id == 0 {
		return nil
	}
	r, err := t.Record(ctx, auth.Everything, record.Ticket, id)
	if err != nil || r.DeletedAt != 0 {
		return absent(err)
	}
	var before any
	talk, err := t.TicketTalk(ctx, id, 0, 0, 50)
	for i := range talk {
		if said := &talk[i]; before == nil && said.Kind == conversation.Out && !conversation.Automatic(said.Author) && said.ID != e.ID {
			before = said.At
		}
	}
	if err != nil {
		return err
	}
	values := record.Values{"replied_at": before}
	if status, err := statusBefore(ctx, &t.View, &r, e); err != nil {
		return err
	} else if status != "" {
		values["status"] = status
	}
	_, err = t.Update(ctx, auth.Everything, record.Ticket, id, values, 0)
	return err
}

// statusBefore is what a ticket's status was before an answer made it wait for its customer: who never got the answer is not
// waited for. Empty: the answer did not, or somebody set another one since.
func statusBefore(ctx context.Context, v *store.View, r *record.Record, e *conversation.Entry) (string, error) {
	setup, err := v.TicketSetup(ctx)
	if err != nil {
		return "", err
	}
	if is := setup.Status(r.Values.Text("status")); is == nil || is.Kind != ticket.OnCustomer {
		return "", nil
	}
	moments, err := v.TicketMoments(ctx, r.ID)
	for _, m := range slices.Backward(moments) {
		if m.Kind == ticket.Moved {
			if m.At == e.At {
				return m.From, err
			}
			break
		}
	}
	return "", err
}

// heardAbout is what an answer answers: what was written last about its ticket over its channel, or in its conversation.
func heardAbout(ctx context.Context, v *store.View, e *conversation.Entry) (conversation.Entry, error) {
	id, err := v.TicketOfEntry(ctx, e.ID)
	if absent(err) != nil {
		return conversation.Entry{}, err
	}
	if err == nil {
		if heard, err := v.TicketHeard(ctx, id, e.Channel); err == nil || absent(err) != nil {
			return heard, err
		}
	}
	return v.LastHeard(ctx, e.Conversation, e.Channel)
}
