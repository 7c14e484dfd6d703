package api

import (
	"context"
	"slices"
	"strconv"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/hub/record"
	"banhda/store"
)

// TicketAnswer is what is shown of a ticket beside its record.
type TicketAnswer struct {
	Talk         []ConversationEntry `json:"talk" doc:"what was said about it and about those that became part of it, the last first"`
	Cursor       *string             `json:"cursor" doc:"of what was said before"`
	Conversation *Conversation       `json:"conversation" doc:"in which its customer is answered; null: they have none, or it is not to be seen"`
	Channels     []ConversationWay   `json:"channels" doc:"over which they can be answered, the likeliest first"`
	Here         []Onlooker          `json:"here" doc:"colleagues who look at it now"`
	Undo         int                 `json:"undo" doc:"seconds in which an answer can be taken back"`
	Moments      []TicketMoment      `json:"moments" doc:"what happened to it, the first first"`
	Parts        []Named             `json:"parts" doc:"tickets that became part of it"`
	Behind       []TicketRow         `json:"behind" doc:"tickets it is the problem of"`
	Others       []TicketRow         `json:"others" doc:"further open tickets of its customer"`
	Statuses     []ticket.Status     `json:"statuses" doc:"there are"`
}

// TicketMoment is one thing that happened to a ticket.
type TicketMoment struct {
	At    string `json:"at"`
	Kind  string `json:"kind" enum:"opened,heard,replied,taken_back,status,priority,kind,owner,team,solved,reopened,closed,merged,parted,split,problem,concern,removed,restored"`
	From  string `json:"from,omitempty" doc:"a key; of owner, team and tickets what they are called"`
	To    string `json:"to,omitempty"`
	Actor string `json:"actor,omitempty" doc:"who did it"`
}

// TicketRow is a ticket among others.
type TicketRow struct {
	ID       string  `json:"id"`
	Number   string  `json:"number"`
	Name     string  `json:"name"`
	Status   string  `json:"status"`
	Priority string  `json:"priority"`
	Person   *Named  `json:"person"`
	DueAt    *string `json:"due_at"`
}

type ticketQuestion struct {
	ID     string `path:"id" doc:"The ticket's id."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"The cursor of the page before."`
}

// showTicket gives the talk of a ticket and what happened to it. Who may see the ticket sees what was said about it,
// whoever has the conversation.
func (s *Server) showTicket(ctx context.Context, in *ticketQuestion, _ Tell) (a *TicketAnswer, err error) {
	err = s.Records.View(ctx, func(v *store.View) error {
		r, err := s.seen(ctx, v, RecordPath{Type: record.Ticket.Plural(), ID: in.ID})
		if err != nil {
			return err
		}
		a, err = s.shownTicket(ctx, v, &r, in)
		return err
	})
	return a, err
}

// mostBehind is how many tickets are shown beside one.
const mostBehind = 200

func (s *Server) shownTicket(ctx context.Context, v *store.View, r *record.Record, in *ticketQuestion) (*TicketAnswer, error) {
	a := &TicketAnswer{Talk: []ConversationEntry{}, Channels: []ConversationWay{}, Moments: []TicketMoment{}, Parts: []Named{}}
	setup, err := v.TicketSetup(ctx)
	if err != nil {
		return nil, err
	}
	a.Statuses = setup.Statuses
	n, err := namesOf(ctx, v, []record.Ref{{Type: record.Person, ID: r.Values.Int("person")}})
	if err != nil {
		return nil, err
	}
	for _, read := range []func(context.Context, *store.View, *record.Record, names) error{
		func(ctx context.Context, v *store.View, r *record.Record, n names) error {
			return a.talk(ctx, v, r, in, n)
		},
		a.moments, a.related, func(ctx context.Context, v *store.View, r *record.Record, n names) error {
			return s.answerable(ctx, v, r, a, n)
		},
	} {
		if err := read(ctx, v, r, n); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// talk reads a page of what was said.
func (a *TicketAnswer) talk(ctx context.Context, v *store.View, r *record.Record, in *ticketQuestion, n names) error {
	beforeAt, beforeID, err := readRow(in.Cursor)
	if err != nil {
		return err
	}
	list, err := v.TicketTalk(ctx, r.ID, beforeAt, beforeID, in.Limit+1)
	if len(list) > in.Limit {
		list = list[:in.Limit]
		a.Cursor = text(writeRow(list[in.Limit-1].At, list[in.Limit-1].ID))
	}
	for i := range list {
		if err != nil {
			return err
		}
		var shown ConversationEntry
		shown, err = showEntry(ctx, v, &list[i], n)
		a.Talk = append(a.Talk, shown)
	}
	return err
}

// moments reads what happened.
func (a *TicketAnswer) moments(ctx context.Context, v *store.View, r *record.Record, n names) error {
	list, err := v.TicketMoments(ctx, r.ID)
	for _, m := range list {
		shown := TicketMoment{At: showInstant(m.At), Kind: string(m.Kind), From: m.From, To: m.To, Actor: n.actors[m.Actor]}
		switch m.Kind {
		case ticket.Given:
			shown.From, shown.To = n.called(m.From, n.user), n.called(m.To, n.user)
		case ticket.GivenTeam:
			shown.From, shown.To = n.called(m.From, n.team), n.called(m.To, n.team)
		case ticket.Merged, ticket.Parted, ticket.Split, ticket.Caused:
			shown.From, shown.To = numbered(m.From), numbered(m.To)
		case ticket.Concerning, ticket.TakenBack:
			shown.From, shown.To = "", ""
		}
		a.Moments = append(a.Moments, shown)
	}
	return err
}

// called is what somebody of an id in words is called.
func (n names) called(id string, of func(int64) *Named) string {
	number, _ := strconv.ParseInt(id, 10, 64)
	if who := of(number); who != nil {
		return who.Name
	}
	return ""
}

func numbered(id string) string {
	if id == "" {
		return ""
	}
	return "#" + id
}

// related reads which tickets stand around it.
func (a *TicketAnswer) related(ctx context.Context, v *store.View, r *record.Record, _ names) (err error) {
	parts, err := v.MergedTickets(ctx, r.ID)
	if err != nil {
		return err
	}
	for _, id := range parts {
		part := record.Record{Type: record.Ticket, ID: id}
		a.Parts = append(a.Parts, Named{refID(record.Ref{Type: record.Ticket, ID: id}), ticket.Number(&part)})
	}
	within := reach(ctx, record.Ticket, auth.Read)
	behind, err := v.TicketsBehind(ctx, within, r.ID, mostBehind)
	if err != nil {
		return err
	}
	if a.Behind, err = ticketRows(ctx, v, behind); err != nil {
		return err
	}
	var others []int64
	if person := r.Values.Int("person"); person != 0 {
		if others, err = v.TicketsOf(ctx, within, person, true, 20); err != nil {
			return err
		}
		others = slices.DeleteFunc(others, func(id int64) bool { return id == r.ID })
	}
	a.Others, err = ticketRows(ctx, v, others)
	return err
}

// ticketRows are tickets by their ids, as who asks may see them.
func ticketRows(ctx context.Context, v *store.View, ids []int64) ([]TicketRow, error) {
	rows := []TicketRow{}
	found, err := v.RecordsByID(ctx, reach(ctx, record.Ticket, auth.Read), record.Ticket, ids)
	if err != nil {
		return nil, err
	}
	var refs []record.Ref
	for _, r := range found {
		refs = append(refs, record.Ref{Type: record.Person, ID: r.Values.Int("person")})
	}
	n, err := namesOf(ctx, v, refs)
	for _, id := range ids {
		if r, ok := found[id]; ok {
			rows = append(rows, ticketRow(&r, n))
		}
	}
	return rows, err
}

func ticketRow(r *record.Record, n names) TicketRow {
	row := TicketRow{ID: refID(record.Ref{Type: record.Ticket, ID: r.ID}), Number: ticket.Number(r), Name: r.Name(), Status: r.Values.Text("status"), Priority: r.Values.Text("priority"), DueAt: instantOrNull(r.Values.Int("due_at"))}
	if person := r.Values.Int("person"); person != 0 {
		row.Person = &Named{PersonID(person), n.records[record.Ref{Type: record.Person, ID: person}]}
	}
	return row
}

// answerable reads how the customer is answered, and who looks at it besides.
func (s *Server) answerable(ctx context.Context, v *store.View, r *record.Record, a *TicketAnswer, n names) error {
	rules, err := readConversationRules(ctx, v)
	if err != nil {
		return err
	}
	a.Undo, a.Here = rules.Undo, s.onlookers(ctx, n, place{ticket: r.ID})
	person := r.Values.Int("person")
	if person == 0 {
		return nil
	}
	about, err := personRecord(ctx, v, person)
	if err != nil {
		return absent(err)
	}
	c, err := v.LastConversation(ctx, about.ID)
	if absent(err) != nil {
		return err
	}
	c.Person = about.ID // also of who has no conversation yet
	if c.ID != 0 && conversationReach(ctx, auth.Read).Reaches(c.Assignee, c.Team) {
		shown := showConversation(&c, n)
		a.Conversation = &shown
	}
	if c.ID != 0 {
		a.Here = s.onlookers(ctx, n, place{ticket: r.ID}, place{conversation: c.ID})
	}
	a.Channels, err = s.waysOf(ctx, v, &c)
	return err
}
