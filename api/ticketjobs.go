package api

import (
	"context"
	"time"

	"banhda/auth"
	"banhda/delight/ticket"
	"banhda/drive/job"
	"banhda/drive/workflow"
	"banhda/hub/record"
	"banhda/phrase"
	"banhda/store"
)

// closeTicketsJob closes tickets that were solved some days ago.
const closeTicketsJob job.Kind = "ticket-close"

// closeStep is how many tickets are closed in one transaction.
const closeStep = 50

func (s *Server) ticketWorks() map[job.Kind]job.Work {
	return map[job.Kind]job.Work{
		closeTicketsJob: {Do: s.system(s.closeTickets), Within: 10 * time.Minute, Every: job.Each(10 * time.Minute)},
	}
}

// closeTickets closes what was solved long enough ago, in pieces.
func (s *Server) closeTickets(ctx context.Context, _ job.Job) error {
	for n := closeStep; n == closeStep; {
		err := s.Records.Tx(ctx, func(t *store.Tx) (err error) {
			n, err = closeSome(ctx, t)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func closeSome(ctx context.Context, t *store.Tx) (int, error) {
	setup, err := t.TicketSetup(ctx)
	if err != nil || setup.CloseDays == 0 {
		return 0, err
	}
	ids, err := t.TicketsSolvedBefore(ctx, t.Now()-int64(setup.CloseDays)*ticket.Day, closeStep)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	if _, err := t.Note(ctx, store.Act{Actor: string(auth.System), Verb: "ticket-close", Target: "tickets"}); err != nil {
		return 0, err
	}
	status := setup.First(ticket.Over).Key
	_, err = t.UpdateAll(ctx, auth.Everything, record.Ticket, ids, func(record.Record) record.Values { return record.Values{"status": status} })
	return len(ids), err
}

// openTicketAction opens a ticket for the person, of what they said last where that belongs to none.
func openTicketAction() action {
	return action{workflow.Action{Kind: "ticket_open", Permission: "tickets:create", Label: inBoth("Mở yêu cầu hỗ trợ", "Open a ticket"),
		Help: inBoth("Ai đang có yêu cầu mở thì không mở thêm.", "Who has an open ticket gets no other."),
		Fields: []workflow.Field{
			{Key: "name", Kind: workflow.TextField, Required: true, Label: inBoth("Chủ đề", "Subject"), Help: inBoth("{name} là tên khách", "{name} is the person's name")},
			{Key: "text", Kind: workflow.LongField, Label: inBoth("Mô tả", "Description")},
			{Key: "kind", Kind: workflow.TextField, Label: inBoth("Loại (khoá)", "Type (its key)"), Help: inBoth("question, problem, request, complaint hoặc loại riêng; trống: loại đầu tiên", "question, problem, request, complaint or one of yours; empty: the first")},
			{Key: "owner", Kind: workflow.UserField, Label: inBoth("Người phụ trách", "Owner")},
			{Key: "team", Kind: workflow.TeamField, Label: inBoth("Nhóm", "Team")},
		}}, func(ctx context.Context, a *acting) error {
		about, err := a.person(ctx, auth.Read)
		if err != nil {
			return err
		}
		open, err := a.TicketsOf(ctx, auth.Everything, about.ID, true, 1)
		if err != nil || len(open) > 0 {
			return orElse(err, phrase.Errorf("the person has an open ticket already"))
		}
		raw := map[string]any{"name": cleanName(a.words("name", about)), "channel": ticket.ByFlow}
		for key, from := range map[string]string{"description": "text", "kind": "kind", "owner": "owner", "team": "team"} {
			if text := a.words(from, about); text != "" {
				raw[key] = text
			}
		}
		values, err := readValues(ctx, &a.View, record.Ticket, raw)
		if err != nil {
			return err
		}
		return a.openTicket(ctx, about, values)
	}}
}

func (a *acting) openTicket(ctx context.Context, about record.Record, values record.Values) error {
	values["person"] = about.ID
	if firm := about.Values.Int("company"); firm != 0 {
		values["company"] = firm
	}
	if err := a.act(ctx); err != nil {
		return err
	}
	made, err := a.Create(ctx, reach(ctx, record.Ticket, auth.Create), record.Ticket, 0, values)
	if err == nil {
		a.did("change", a.run.Action, made.Name())
	}
	return err
}
